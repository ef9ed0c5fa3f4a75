"""Who counts what: facts of each Party, told by itself or only by a counterpart, added up."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from tests.oracle.authorizations import Authorizations, Settings, authorizations, may_use
from tests.oracle.figures import DEFAULT, Attributes
from tests.oracle.replay import Life, replay
from tests.oracle.steps import Step
from tests.oracle.tables import Tables, filled, in_order, text, total, whole


@dataclass(frozen=True, slots=True)
class Flow:
    """What a Party first transferred, used, moved or cancelled, by its attributes."""

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
    metric: str | None
    record: str
    quantity: int | None
    non_ghg_quantity: Fraction | None
    unknown: int
    steps: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Fact:
    """One thing that happened to one unit, as it concerns one Party."""

    party: str
    flow: str
    step: Step
    on: date | None
    counterparty: str | None = None
    use_year: int | None = None
    is_own: bool

    @property
    def year(self) -> int | None:
        """The event year."""
        return self.on.year if self.on else None

    @property
    def record(self) -> str:
        """Who tells it."""
        return "own" if self.is_own else "counterpart"


def complete_years(tables: Tables) -> set[tuple[str, int | None]]:
    """Return the years that Parties declared complete."""
    return {
        (text(told, "party"), whole(told, "year"))
        for told in tables.get("coverage", ())
        if told["is_complete"]
    }


def flows(tables: Tables, settings: Settings = DEFAULT) -> list[Flow]:
    """Return the flows of all Parties; what a complete year leaves out does not count."""
    known = authorizations(tables)
    complete = complete_years(tables)
    sums: dict[Attributes, list[tuple[Life, Step]]] = defaultdict(list)
    for life in replay(tables, settings):
        for fact in facts(life, known):
            if fact.is_own or (fact.party, fact.year) not in complete:
                sums[_attributes(life, fact)].append((life, fact.step))
    return in_order(
        filled(Flow, *attributes, *_measures(told)) for attributes, told in sums.items()
    )


def _attributes(life: Life, fact: Fact) -> Attributes:
    scope, first = life.scope, life.first_transfer
    authorized_for = first.version.authorized_for if first and life.is_itmo_at(fact.step) else None
    head = fact.party, fact.flow, scope.approach, scope.host, fact.counterparty, scope.vintage
    tail = fact.step.entry.purpose, fact.step.metric, fact.record
    return (*head, fact.year, fact.use_year, authorized_for, *tail)


def _measures(told: list[tuple[Life, Step]]) -> tuple[int | None, Fraction | None, int, int]:
    quantities = [1 if life.serial is not None else step.entry.quantity for life, step in told]
    stated = [quantity for quantity in quantities if quantity is not None]
    non_ghg = total(step.non_ghg_quantity for _, step in told)
    unknown, steps = quantities.count(None), sum(life.starts_piece for life, _ in told)
    return sum(stated) if stated else None, non_ghg, unknown, steps


def facts(life: Life, known: Authorizations) -> Iterator[Fact]:
    """Return what the life of one unit means to each Party."""
    first = life.first_transfer
    if first:
        party = life.scope.host
        abroad = first.step.entry.to_party if first.trigger == "international_transfer" else None
        yield Fact(
            party=party,
            flow="first_transferred",
            step=first.step,
            on=first.on,
            counterparty=abroad,
            is_own=party in first_transfer_tellers(life),
        )
    for step in life.standing:
        yield from _movements(step)
        yield from _ends(life, step, known)


def first_transfer_tellers(life: Life) -> frozenset[str]:
    """Return who recorded the first transfer; by issuance or authorization, also who issued."""
    first = life.first_transfer
    assert first
    tellers = first.step.told_by
    if first.trigger in ("issuance", "authorization"):
        issued = [step.told_by for step in life.standing if step.entry.kind == "issuance"]
        return tellers.union(*issued)
    return tellers


def _movements(step: Step) -> Iterator[Fact]:
    entry = step.entry
    if not entry.is_international:
        return
    giver, taker = entry.from_party, entry.to_party
    is_told = giver in step.told_by
    yield Fact(
        party=giver, flow="transferred", step=step, on=entry.on, counterparty=taker, is_own=is_told
    )
    is_told = taker in step.told_by
    yield Fact(
        party=taker,
        flow="acquired",
        step=step,
        on=step.arrived_on,
        counterparty=giver,
        is_own=is_told,
    )


def _ends(life: Life, step: Step, known: Authorizations) -> Iterator[Fact]:
    entry = step.entry
    party = entry.from_party
    flow = use(life, step, known)
    if flow:
        party = entry.using_party or entry.from_party
    elif entry.kind in ("cancellation", "voluntary_cancellation"):
        flow = "cancelled"
    else:
        return
    use_year = entry.use_year if flow != "cancelled" else None
    yield Fact(
        party=party,
        flow=flow,
        step=step,
        on=entry.on,
        use_year=use_year,
        is_own=party in step.told_by,
    )


def use(life: Life, step: Step, known: Authorizations) -> str | None:
    """Return whether a retirement is use towards an NDC, use for another purpose, or no use.

    Of the pool no first transfer can be known; there it is not asked for.
    """
    entry = step.entry
    is_itmo = life.is_itmo_at(step) or (life.serial is None and life.era == "paris")
    if entry.kind != "retirement" or not is_itmo:
        return None
    if entry.purpose in ("IMP", "OP"):
        return "used_oimp"
    using = entry.using_party or entry.from_party
    is_use = entry.purpose == "NDC" and using != entry.host
    return "used" if is_use and may_use(known, using, entry.approach, entry.on) else None
