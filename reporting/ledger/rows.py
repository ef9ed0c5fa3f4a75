"""What a row of each relation is that is asked of the ledger.

A field means what the header of the relation's SQL file says; a test holds both together.
Those of single issuances and events stand in `event_rows`.
"""

from dataclasses import dataclass
from datetime import date as Day  # noqa: N812 - a field is called date
from fractions import Fraction
from typing import ClassVar, TypeVar

from reporting.accounting.figure import Exact, exact
from reporting.ledger.loading import SMALLEST


class Relation:
    """A row of a relation.

    Attributes:
        relation: The name of the SQL file.
    """

    __slots__ = ()
    relation: ClassVar[str]


Asked = TypeVar("Asked", bound=Relation)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class FlowSum(Relation):
    """What a Party first transferred, acquired, used or ended: a sum over rows of the data.

    Each is equal to itself alone, so that it can name a term of a figure.
    """

    relation: ClassVar = "flows"
    number: int
    party: str
    flow: str
    approach: str
    host: str
    counterparty: str | None
    vintage: int | None
    event_year: int | None
    use_year: int | None
    authorized_for: str | None
    purpose: str | None
    metric: str
    non_ghg_metric: str | None
    is_own: bool
    binding_id: str | None
    tonnes: int
    unknown: int
    units: int | None
    block_units: int | None
    block_tonnes: int | None
    block_non_ghg: int | None

    @property
    def counted(self) -> str:
        """By which column it is counted: in tonnes, or in units of a non-GHG metric."""
        return "units" if self.metric == "non_ghg" else "tonnes"

    def of_one(self, *, is_ghg: bool) -> Exact:
        """Return how much one of what is counted is: in t CO2 eq, or in the non-GHG metric.

        Units of a non-GHG metric have the share of their block that their number is of the block's.
        """
        if self.counted == "tonnes":
            # A tonne is nothing in a non-GHG metric: no factor leads from one to the other.
            return int(is_ghg)
        whole = Fraction(self.block_tonnes or 0)
        if not is_ghg:
            whole = Fraction(self.block_non_ghg or 0, SMALLEST)
        return exact(whole / (self.block_units or 1))

    def quantity(self, *, is_ghg: bool) -> Exact:
        """Return what is known of it: in t CO2 eq, or in the non-GHG metric."""
        number: int | None = getattr(self, self.counted)
        return exact((number or 0) * self.of_one(is_ghg=is_ghg))


@dataclass(frozen=True, slots=True, kw_only=True)
class FlowEntry(Relation):
    """What one row of the data puts into a flow."""

    relation: ClassVar = "flow_entries"
    number: int
    entry: int
    tonnes: int
    units: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class UndecidedFlow(Relation):
    """Rows of the data of which it is not decided whether they are a flow of a Party."""

    relation: ClassVar = "undecided_flows"
    party: str
    flow: str
    reason: str
    approach: str
    host: str
    vintage: int | None
    event_year: int | None
    use_year: int | None
    authorized_for: str | None
    metric: str
    non_ghg_metric: str | None
    number: int
    entry: int


@dataclass(frozen=True, slots=True, kw_only=True)
class UndecidedAction(Relation):
    """A row of the data of which it is not decided whether it makes an action with ITMOs."""

    relation: ClassVar = "undecided_actions"
    party: str
    year: int | None
    reason: str
    entry: int


@dataclass(frozen=True, slots=True, kw_only=True)
class UndecidedHolding(Relation):
    """A row of the data that leaves open whether units held at the end of a day are ITMOs."""

    relation: ClassVar = "undecided_holdings"
    party: str
    status: str
    reason: str
    entry: int


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldInterval(Relation):
    """Units of one history that a Party holds at the end of a day."""

    relation: ClassVar = "held_intervals"
    entry: int
    scope: int
    first: int
    stop: int
    line: str
    party: str
    account: str | None
    registry: str | None
    authorization_id: str | None
    status: str
    metric: str
    itmo_offset: int | None
    tonnes: int | None
    approach: str
    originating_registry: str
    host: str
    vintage: int | None
    unit_prefix: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PoolMovement(Relation):
    """What came or went without serial numbers."""

    relation: ClassVar = "pool_movements"
    entry: int
    scope: int
    approach: str
    originating_registry: str
    host: str
    vintage: int | None
    unit_prefix: str | None
    party: str
    account: str | None
    status: str
    tonnes: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding(Relation):
    """A longest range that a Party holds at the end of a day, or a pool without serial numbers."""

    relation: ClassVar = "holdings"
    party: str
    account: str | None
    approach: str
    registry: str | None
    host: str
    originating_registry: str
    vintage: int | None
    unit_prefix: str | None
    authorization_id: str | None
    status: str
    metric: str | None
    mitigation_type: str | None
    non_ghg_metric: str | None
    first_unit: int | None
    last_unit: int | None
    first_itmo: int | None
    last_itmo: int | None
    units: int | None
    quantity: int | None
    unknown: int
    block_units: int | None
    block_tonnes: int | None
    block_non_ghg: int | None

    @property
    def amount(self) -> Exact | None:
        """How much it is in its metric; None where that is not known."""
        return None if self.unknown else amount(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionLine(Relation):
    """A row of Table 3 of the agreed electronic format."""

    relation: ClassVar = "action_lines"
    line: int
    party: str
    action: str
    subtype: str | None
    date: Day | None
    executed_on: Day | None
    executed_as: str | None
    counterparty: str | None
    purpose: str | None
    use_year: int | None
    used_by: str | None
    using_entity: str | None
    binding_id: str | None
    binding_version: int | None
    named_authorization: str | None
    registry: str
    metric: str
    mitigation_type: str | None
    non_ghg_metric: str | None
    approach: str
    originating_registry: str
    host: str
    vintage: int | None
    unit_prefix: str | None
    first_unit: int | None
    last_unit: int | None
    first_itmo: int | None
    last_itmo: int | None
    units: int | None
    quantity: int | None
    block_units: int | None
    block_tonnes: int | None
    block_non_ghg: int | None

    @property
    def amount(self) -> Exact | None:
        """How much it is in its metric; None where that is not known."""
        return amount(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionEntry(Relation):
    """What one row of the data puts into a row of Table 3."""

    relation: ClassVar = "action_entries"
    line: int
    entry: int
    first_unit: int | None
    last_unit: int | None
    first_itmo: int | None
    last_itmo: int | None
    units: int | None
    quantity: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class EndedUnits(Relation):
    """Units that a Party retired or cancelled."""

    relation: ClassVar = "ended_units"
    entry: int
    approach: str
    kind: str
    to_account: str | None
    metric: str
    tonnes: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionAtWork(Relation):
    """An open question that bears on units, and the authorization that it is of."""

    relation: ClassVar = "questions_at_work"
    setting: str
    approach: str
    host: str
    authorization_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MovedBeforeAuthorized(Relation):
    """Units that went abroad before their first international transfer was authorized."""

    relation: ClassVar = "moved_before_authorized"
    entry: int
    scope: int
    first: int
    stop: int
    approach: str
    host: str
    authorization_id: str
    moved_on: Day
    moved_to: str
    authorized_on: Day


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfidentialEntry(Relation):
    """A row that tells of confidential blocks alone."""

    relation: ClassVar = "confidential_entries"
    entry: int


def counted(row: Holding | ActionLine) -> str:
    """Return by which column it is counted: in tonnes, or in units of a non-GHG metric."""
    return "units" if row.metric == "non_ghg" else "quantity"


def of_one(row: Holding | ActionLine) -> Exact | None:
    """Return how much one of what is counted is in its metric; None where that is not known.

    A unit of a non-GHG metric has its share of the block's quantity.
    """
    if row.metric != "non_ghg":
        return 1
    if row.block_non_ghg is None or not row.block_units:
        return None
    return exact(Fraction(row.block_non_ghg, row.block_units * SMALLEST))


def amount(row: Holding | ActionLine) -> Exact | None:
    """Return how much units are in their metric; None where that is not known."""
    number: int | None = getattr(row, counted(row))
    each = of_one(row)
    return None if number is None or each is None else exact(number * each)
