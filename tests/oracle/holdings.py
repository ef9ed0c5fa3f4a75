"""Who holds what at the end of a day: ledger semantics 8."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from tests.oracle.authorizations import Settings, authorizations
from tests.oracle.entries import CLOSING
from tests.oracle.figures import DEFAULT, Attributes, Range, joined, scope_of, status
from tests.oracle.replay import Life, replay
from tests.oracle.steps import Step
from tests.oracle.tables import Tables, filled, in_order, total


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


def holdings(tables: Tables, party: str, on: date, settings: Settings = DEFAULT) -> list[Holding]:
    """Return what a Party holds at the end of a day."""
    known = authorizations(tables)
    lives = list(replay(tables, settings))
    measured = []
    for life in lives:
        last = life.at(on)
        if life.serial is not None and last and holder(last, on) == party:
            other = last.other_serial
            offset = None if other is None else other - life.serial
            unit = last.entry.to_account, last.entry.registry, offset
            state = status(life, on, known), last.key and last.key[1], last.metric
            measured.append(((*scope_of(life.scope), *unit, *state), life, last.non_ghg_quantity))
    return in_order([*_held(party, joined(measured)), *_pooled(lives, party, on)])


def holder(last: Step, on: date) -> str | None:
    """Return who holds a unit after its last step; nobody while it travels or once it is closed."""
    is_open = last.entry.kind not in CLOSING
    has_arrived = (last.arrived_on or date.min) <= on
    return last.entry.to_party if is_open and has_arrived else None


def _held(party: str, ranges: Iterable[Range]) -> Iterator[Holding]:
    for attributes, first, last, quantity, non_ghg in ranges:
        approach, origin, host, vintage, prefix, line, account, registry, offset, *state = (
            attributes
        )
        own = first, last
        assert isinstance(offset, int | None)
        assert first is not None
        assert last is not None
        other = (None, None) if offset is None else (first + offset, last + offset)
        serials = (*own, *other) if line == "unit" else (*other, *own)
        where = approach, registry, host, origin, vintage, prefix, line
        yield filled(Holding, party, account, *where, *serials, *state, quantity, non_ghg)


def _pooled(lives: Iterable[Life], party: str, on: date) -> Iterator[Holding]:
    """Return arrivals less departures by block or approach; an unknown part leaves it unknown."""
    sums: dict[Attributes, list[Step]] = defaultdict(list)
    for life in lives:
        step = life.steps[0]
        if life.serial is None and step.on <= on and _sign(step, party):
            entry = step.entry
            era = None if life.era == "paris" else life.era
            whose = *scope_of(life.scope), era, entry.metric
            sums[(*whose, entry.block and (entry.place[2], entry.block))].append(step)
    for attributes, steps in sums.items():
        approach, origin, host, vintage, _, _, state, metric, _ = attributes
        known = [step.entry.quantity for step in steps]
        quantity = None
        if None not in known:
            quantity = sum(_sign(step, party) * (step.entry.quantity or 0) for step in steps)
        non_ghg = total(
            None
            if step.entry.non_ghg_quantity is None
            else _sign(step, party) * step.entry.non_ghg_quantity
            for step in steps
        )
        if quantity != 0 or non_ghg:
            head = party, None, approach, None, host, origin, vintage, None, "pool"
            serials = None, None, None, None
            yield filled(Holding, *head, *serials, state, None, metric, quantity, non_ghg)


def _sign(step: Step, party: str) -> int:
    """Return whether an entry of the pool adds to what a Party holds, takes away, or neither."""
    entry = step.entry
    if entry.kind == "issuance":
        return int(entry.to_party == party)
    if entry.kind in CLOSING:
        return -int(entry.from_party == party)
    return int(entry.to_party == party) - int(entry.from_party == party)
