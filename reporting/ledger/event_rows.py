"""Relations about single issuances and events: as recorded, as matched, as they became."""

from dataclasses import dataclass
from datetime import date as Day  # noqa: N812 - a field is called date
from typing import ClassVar

from reporting.ledger.rows import Relation


@dataclass(frozen=True, slots=True, kw_only=True)
class RegistryTransaction(Relation):
    """What a Party's registry recorded."""

    relation: ClassVar = "registry_transactions"
    entry: int
    approach: str
    kind: str
    date: Day | None
    quantity: int | None
    from_account: str | None
    to_account: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockEntry(Relation):
    """A row that tells of the issuance of a block."""

    relation: ClassVar = "block_entries"
    entry: int
    scope: int
    line: str
    first: int
    stop: int
    block_id: str
    approach: str
    host: str
    originating_registry: str
    recording_registry: str
    project_id: str | None
    vintage: int | None
    era: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchedStep(Relation):
    """A row that tells a step of an interval, mirrors included."""

    relation: ClassVar = "matched_steps"
    entry: int
    scope: int
    line: str
    first: int
    stop: int
    kind: str
    date: Day | None
    sequence: int
    recorder: str
    from_party: str
    to_party: str
    quantity: int | None
    is_mirror: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class BilateralMovement(MatchedStep):
    """A row of what passed between two Parties, mirrors included."""

    relation: ClassVar = "bilateral_movements"
    is_issuance: bool
    approach: str
    host: str
    vintage: int | None
    unit_prefix: str | None
    metric: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class EventStep(Relation):
    """What happened to the units of an interval, and what they are then."""

    relation: ClassVar = "event_steps"
    entry: int
    scope: int
    line: str
    first: int
    stop: int
    turn: int
    kind: str
    date: Day | None
    sequence: int
    recorder: str
    from_party: str
    from_account: str | None
    to_party: str
    to_account: str | None
    purpose: str | None
    use_year: int | None
    used_by: str
    metric: str
    tonnes: int | None
    first_transfer_on: Day | None
    trigger: str | None
    authorized_for: str | None
    binding_id: str | None
    binding_version: int | None
    is_first_transfer: bool
    is_use: bool
    status: str
