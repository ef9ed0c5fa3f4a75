"""Figures unit by unit, joined up: first transfers, statuses, and whole lives for reading."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import count

from tests.oracle.authorizations import Authorizations, Settings, authorizations, bound_by
from tests.oracle.replay import Life, replay
from tests.oracle.scopes import Scope
from tests.oracle.steps import Step
from tests.oracle.tables import Tables, filled, in_order, total

DEFAULT = Settings()
Attributes = tuple[object, ...]
Measured = tuple[Attributes, Life, Fraction | None]
Range = tuple[Attributes, int | None, int | None, int | None, Fraction | None]


def joined(measured: Iterable[Measured]) -> Iterator[Range]:
    """Join neighbours of equal attributes: attributes, first, last, quantity, non-GHG quantity.

    The attributes hold the scope. What has no serials stays alone.
    """
    units: dict[tuple[Attributes, int], dict[int, Fraction | None]] = defaultdict(dict)
    for attributes, life, non_ghg in measured:
        if life.serial is None:
            yield attributes, None, None, life.steps[0].entry.quantity, non_ghg
        else:
            times = next(n for n in count() if life.serial not in units[attributes, n])
            units[attributes, times][life.serial] = non_ghg
    for (attributes, _), shares in list(units.items()):
        for first in sorted(n for n in shares if n - 1 not in shares):
            last = next(n for n in range(first, max(shares) + 1) if n + 1 not in shares)
            non_ghg = total(shares[n] for n in range(first, last + 1))
            yield attributes, first, last, last - first + 1, non_ghg


def both_serials(
    line: str, offset: object, first: int | None, last: int | None
) -> tuple[int | None, int | None, int | None, int | None]:
    """Return unit serials, then ITMO serials, of a range on one of these lines."""
    other: tuple[int | None, int | None] = (None, None)
    if isinstance(offset, int) and first is not None and last is not None:
        shift = offset if line == "unit" else -offset
        other = first + shift, last + shift
    return (first, last, *other) if line == "unit" else (*other, first, last)


def scope_of(scope: Scope) -> tuple[str, str, str, int | None, str | None, str]:
    """Return approach, originating registry, host, vintage, prefix and line."""
    registry, host, vintage = scope.originating_registry, scope.host, scope.vintage
    return scope.approach, registry, host, vintage, scope.unit_prefix, scope.line


@dataclass(frozen=True, slots=True)
class FirstTransferred:
    """Units that became ITMOs on one day by one trigger."""

    approach: str
    originating_registry: str
    host: str
    vintage: int | None
    unit_prefix: str | None
    line: str
    first: int | None
    last: int | None
    first_transfer_on: date | None
    trigger: str
    authorized_for: str
    authorization_id: str
    binding_version: int
    quantity: int | None


def first_transfers(tables: Tables, settings: Settings = DEFAULT) -> list[FirstTransferred]:
    """Return the first transfers of every unit, at most one of each."""
    measured = []
    for life in replay(tables, settings):
        first = life.first_transfer
        if first:
            version = first.version
            law = first.on, first.trigger, version.authorized_for, first.key[1], version.number
            measured.append(((*scope_of(life.scope), *law), life, None))
    return in_order(
        filled(FirstTransferred, *attributes[:6], one, end, *attributes[6:], quantity)
        for attributes, one, end, quantity, _ in joined(measured)
    )


@dataclass(frozen=True, slots=True)
class Status:
    """What units are on a day."""

    approach: str
    originating_registry: str
    host: str
    vintage: int | None
    unit_prefix: str | None
    line: str
    first: int
    last: int
    status: str


def statuses(tables: Tables, on: date, settings: Settings = DEFAULT) -> list[Status]:
    """Return the status of every unit that has a step by that day."""
    known = authorizations(tables)
    measured: list[Measured] = [
        ((*scope_of(life.scope), status(life, on, known)), life, None)
        for life in replay(tables, settings)
        if life.serial is not None and life.at(on)
    ]
    return in_order(
        filled(Status, *attributes[:6], first, last, *attributes[6:])
        for attributes, first, last, _, _ in joined(measured)
    )


def status(life: Life, on: date, known: Authorizations) -> str:
    """Return pre_2021, unresolved, itmo, authorized or credit."""
    if life.era != "paris":
        return life.era
    if life.first_transfer and (life.first_transfer.on or date.min) <= on:
        return "itmo"
    last = life.at(on)
    version = bound_by(known, last.key, life.scope.approach, on) if last else None
    return "authorized" if version else "credit"


@dataclass(frozen=True, slots=True)
class LifeStep:
    """One step of a range of units that share it, for reading."""

    approach: str
    originating_registry: str
    host: str
    vintage: int | None
    unit_prefix: str | None
    line: str
    first: int | None
    last: int | None
    number: int
    identity: str
    kind: str
    on: date | None
    arrived_on: date | None
    is_mirror: bool
    from_party: str
    to_party: str
    holder_before: str | None
    account_before: str | None
    opened_before: bool
    closed_before: str | None
    authorization_id: str | None


def lives(tables: Tables, settings: Settings = DEFAULT) -> list[LifeStep]:
    """Return all steps of all lives, mirrors marked."""
    measured: list[Measured] = [
        ((*scope_of(life.scope), *_told(step)), life, None)
        for life in replay(tables, settings)
        for step in life.steps
    ]
    return in_order(
        filled(LifeStep, *row[:6], first, last, *row[6:])
        for row, first, last, _, _ in joined(measured)
    )


def _told(step: Step) -> tuple[object, ...]:
    entry, before = step.entry, step.before
    who = entry.from_party, entry.to_party
    holder, account = (before.entry.to_party, before.entry.to_account) if before else (None, None)
    told = step.number, entry.identity, entry.kind, entry.on, step.arrived_on, step.is_mirror
    left = holder, account, step.opened_before, step.closed_before, step.key and step.key[1]
    return (*told, *who, *left)
