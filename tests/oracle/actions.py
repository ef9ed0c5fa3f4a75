"""The actions that a Party reports in its annual information (agreed electronic format)."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from tests.oracle.authorizations import Settings, authorizations
from tests.oracle.figures import DEFAULT, Measured, both_serials, joined, scope_of
from tests.oracle.flows import Fact, complete_years, counts, facts
from tests.oracle.replay import Life, replay
from tests.oracle.tables import Tables, filled, in_order


@dataclass(frozen=True, slots=True)
class Action:
    """One row of the actions table."""

    party: str
    action: str
    subtype: str | None
    on: date | None
    counterparty: str | None
    purpose: str | None
    use_year: int | None
    record: str
    approach: str
    originating_registry: str
    host: str
    vintage: int | None
    unit_prefix: str | None
    line: str
    place: tuple[str, str, int]
    metric: str | None
    binding_id: str | None
    binding_version: int | None
    first_unit: int | None
    last_unit: int | None
    first_itmo: int | None
    last_itmo: int | None
    quantity: int | None
    non_ghg_quantity: Fraction | None


ACTIONS = {
    "first_transferred": "first_transfer",
    "transferred": "transfer",
    "acquired": "acquisition",
    "used": "use",
    "used_for_oimp": "use",
}


def actions(tables: Tables, settings: Settings = DEFAULT) -> list[Action]:
    """Return the actions of all Parties."""
    known, complete = authorizations(tables), complete_years(tables)
    measured: list[Measured] = [
        (_attributes(life, fact), life, life.share)
        for life in replay(tables, settings)
        for fact in facts(life, known)
        if counts(fact, complete)
        if not _is_told_by_first_transfer(life, fact)
    ]
    return in_order(_action(*one) for one in joined(measured))


def _action(
    attributes: tuple[object, ...],
    first: int | None,
    last: int | None,
    quantity: int | None,
    non_ghg: Fraction | None,
) -> Action:
    *row, offset = attributes
    serials = both_serials(str(row[13]), offset, first, last)
    return filled(Action, *row, *serials, quantity, non_ghg)


def _is_told_by_first_transfer(life: Life, fact: Fact) -> bool:
    """Tell whether a use or cancellation is the host's own first transfer, reported as that."""
    first = life.first_transfer
    is_end = fact.flow in ("cancelled", "used_for_oimp")
    return bool(is_end and first and fact.step is first.step and fact.party == life.scope.host)


def _attributes(life: Life, fact: Fact) -> tuple[object, ...]:
    first, entry = life.first_transfer, fact.step.entry
    subtype = None
    if fact.flow == "first_transferred" and first:
        subtype = first.trigger
    if fact.flow == "cancelled":
        subtype = "omge_cancellation" if entry.purpose == "OMGE" else "other_cancellation"
    action = ACTIONS.get(fact.flow, entry.kind)
    what = fact.party, action, subtype, fact.on, fact.counterparty, entry.purpose
    told = fact.use_year, fact.record, *scope_of(life.scope)
    binding = (first.key[1], first.version.number) if first else (None, None)
    return (*what, *told, entry.place, life.metric, *binding, life.offset)
