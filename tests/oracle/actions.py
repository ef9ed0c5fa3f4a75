"""The actions that a Party reports in its annual information (agreed electronic format)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from tests.oracle.authorizations import Authorizations, Settings, authorizations
from tests.oracle.figures import DEFAULT, Measured, joined, scope_of
from tests.oracle.flows import complete_years, first_transfer_tellers, use
from tests.oracle.replay import Life, replay
from tests.oracle.steps import Step
from tests.oracle.tables import Tables, filled, in_order


@dataclass(frozen=True, slots=True)
class Action:
    """One row of the actions table."""

    party: str
    action: str
    subtype: str | None
    on: date
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
    first: int | None
    last: int | None
    quantity: int | None
    non_ghg_quantity: Fraction | None


@dataclass(frozen=True, kw_only=True, slots=True)
class _Done:
    """One action on one unit, of one Party."""

    party: str
    action: str
    step: Step
    on: date
    subtype: str | None = None
    counterparty: str | None = None
    tellers: frozenset[str]


def actions(tables: Tables, party: str, year: int, settings: Settings = DEFAULT) -> list[Action]:
    """Return the actions of a Party in a year."""
    known = authorizations(tables)
    is_complete = (party, year) in complete_years(tables)
    measured: list[Measured] = []
    for life in replay(tables, settings):
        for done in _all(life, known):
            is_own = party in done.tellers
            if done.party == party and done.on.year == year and (is_own or not is_complete):
                entry = done.step.entry
                use_year = entry.use_year if done.action == "use" else None
                what = party, done.action, done.subtype, done.on, done.counterparty, entry.purpose
                record = "own" if is_own else "counterpart"
                attributes = (*what, use_year, record, *scope_of(life.scope))
                measured.append((attributes, life, done.step.non_ghg_quantity))
    return in_order(filled(Action, *row, *measures) for row, *measures in joined(measured))


def _all(life: Life, known: Authorizations) -> Iterator[_Done]:
    first = life.first_transfer
    if first:
        abroad = first.step.entry.to_party if first.trigger == "international_transfer" else None
        yield _Done(
            party=life.scope.host,
            action="first_transfer",
            step=first.step,
            on=first.on,
            subtype=first.trigger,
            counterparty=abroad,
            tellers=first_transfer_tellers(life),
        )
    for step in life.standing:
        if step.entry.is_international:
            yield from _movements(life, step)
        yield from _ends(life, step, known)


def _movements(life: Life, step: Step) -> Iterator[_Done]:
    entry, first = step.entry, life.first_transfer
    if first is None:
        return
    if life.is_itmo_at(step) and step is not first.step:
        yield _Done(
            party=entry.from_party,
            action="transfer",
            step=step,
            on=step.on,
            counterparty=entry.to_party,
            tellers=step.told_by,
        )
    yield _Done(
        party=entry.to_party,
        action="acquisition",
        step=step,
        on=max(step.arrived_on or date.min, first.on),
        counterparty=entry.from_party,
        tellers=step.told_by,
    )


def _ends(life: Life, step: Step, known: Authorizations) -> Iterator[_Done]:
    entry, first = step.entry, life.first_transfer
    tellers = step.told_by
    if use(life, step, known):
        party = entry.using_party or entry.from_party
        yield _Done(party=party, action="use", step=step, on=step.on, tellers=tellers)
    if entry.kind in ("cancellation", "voluntary_cancellation") and life.is_itmo_at(step):
        is_first = first is not None and step is first.step
        if not (is_first and entry.from_party == entry.host):
            yield _Done(
                party=entry.from_party, action=entry.kind, step=step, on=step.on, tellers=tellers
            )
