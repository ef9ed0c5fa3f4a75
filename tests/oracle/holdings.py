"""Who holds what at the end of a day: ledger semantics 8."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from tests.oracle.authorizations import Settings, authorizations
from tests.oracle.entries import CLOSING
from tests.oracle.figures import DEFAULT, Attributes, Range, both_serials, joined, scope_of, status
from tests.oracle.replay import Life, replay
from tests.oracle.steps import Step
from tests.oracle.tables import Tables, filled, in_order


@dataclass(frozen=True, slots=True)
class Holding:
    """Units that a Party holds; of the pool, arrivals less departures."""

    party: str
    account: str | None
    approach: str
    registry: str | None
    host: str
    originating_registry: str
    vintage: int | None
    unit_prefix: str | None
    line: str
    first_unit: int | None
    last_unit: int | None
    first_itmo: int | None
    last_itmo: int | None
    status: str | None
    authorization_id: str | None
    metric: str | None
    quantity: int | None
    non_ghg_quantity: Fraction | None


def holdings(tables: Tables, on: date, settings: Settings = DEFAULT) -> list[Holding]:
    """Return what every Party holds at the end of a day."""
    known = authorizations(tables)
    lives = list(replay(tables, settings))
    measured = []
    for life in lives:
        last = life.at(on)
        party = holder(last, on) if last else None
        if life.serial is not None and last and party:
            unit = party, last.account, last.registry, life.offset
            state = status(life, on, known), last.key and last.key[1], life.metric
            measured.append(((*scope_of(life.scope), *unit, *state), life, life.share))
    return in_order([*_held(joined(measured)), *_pooled(lives, on)])


def holder(last: Step, on: date) -> str | None:
    """Return who holds a unit after its last step; nobody while it travels or once it is closed."""
    is_open = last.entry.kind not in CLOSING
    has_arrived = (last.arrived_on or date.min) <= on
    return last.entry.to_party if is_open and has_arrived else None


def _held(ranges: Iterable[Range]) -> Iterator[Holding]:
    for attributes, first, last, quantity, non_ghg in ranges:
        approach, origin, host, vintage, prefix, line, *unit = attributes
        party, account, registry, offset, *state = unit
        where = approach, registry, host, origin, vintage, prefix, line
        serials = both_serials(str(line), offset, first, last)
        yield filled(Holding, party, account, *where, *serials, *state, quantity, non_ghg)


def _pooled(lives: Iterable[Life], on: date) -> Iterator[Holding]:
    """Return arrivals less departures by account and scope."""
    sums: dict[Attributes, int] = defaultdict(int)
    for life in lives:
        step = life.steps[0]
        entry = step.entry
        if life.serial is not None or step.on > on:
            continue
        state = "unidentified" if life.era == "paris" else life.era
        tonnes = 0 if life.metric == "non_ghg" else entry.quantity or 0
        told = *scope_of(life.scope), state
        if entry.kind not in CLOSING and (step.arrived_on or date.min) <= on:
            sums[entry.to_party, step.account, *told] += tonnes
        if entry.kind != "issuance":
            sums[entry.from_party, entry.from_account, *told] -= tonnes
    for attributes, quantity in sums.items():
        *where, origin, host, vintage, prefix, line, what = attributes
        place = *where, None, host, origin, vintage, prefix, line
        yield filled(Holding, *place, *[None] * 4, what, None, None, quantity, None)
