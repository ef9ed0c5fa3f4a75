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

NO_YEAR = 9999


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
    is_due: bool = True

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


def counts(fact: Fact, complete: set[tuple[str, int | None]]) -> bool:
    """Tell whether a fact counts: a complete year leaves out what was the Party's to record."""
    return fact.is_own or not fact.is_due or (fact.party, fact.year) not in complete


def _is_due(step: Step) -> bool:
    """Tell whether a first transfer was the host's to record."""
    entry = step.entry
    if entry.kind in ("transfer", "acquisition"):
        return True
    return entry.host == (entry.to_party if entry.kind == "issuance" else entry.from_party)


def flows(tables: Tables, settings: Settings = DEFAULT) -> list[Flow]:
    """Return the flows of all Parties; what a complete year leaves out does not count."""
    known = authorizations(tables)
    complete = complete_years(tables)
    sums: dict[Attributes, list[tuple[Life, Step]]] = defaultdict(list)
    for life in replay(tables, settings):
        for fact in facts(life, known):
            if counts(fact, complete):
                sums[_attributes(life, fact)].append((life, fact.step))
    return in_order(
        filled(Flow, *attributes, *_measures(told)) for attributes, told in sums.items()
    )


def _attributes(life: Life, fact: Fact) -> Attributes:
    scope, first = life.scope, life.first_transfer
    authorized_for = first.version.authorized_for if first else None
    head = fact.party, fact.flow, scope.approach, scope.host, fact.counterparty, scope.vintage
    tail = fact.step.entry.purpose, life.metric, fact.record
    return (*head, fact.year, fact.use_year, authorized_for, *tail)


def _measures(told: list[tuple[Life, Step]]) -> tuple[int | None, Fraction | None, int, int]:
    quantities = [1 if life.serial is not None else step.entry.quantity for life, step in told]
    stated = [quantity for quantity in quantities if quantity is not None]
    non_ghg = total(life.share for life, _ in told)
    shares = [life.share for life, _ in told]
    is_shared = told[0][0].metric == "non_ghg"
    unknown, steps = (
        (shares if is_shared else quantities).count(None),
        sum(life.starts_piece for life, _ in told),
    )
    return sum(stated) if stated else None, non_ghg, unknown, steps


def facts(life: Life, known: Authorizations) -> Iterator[Fact]:
    """Return what the life of one unit means to each Party."""
    first = life.first_transfer
    if first:
        party = life.scope.host
        taker = first.step.entry.to_party
        yield Fact(
            party=party,
            flow="first_transferred",
            step=first.step,
            on=first.on,
            counterparty=taker if taker != party else None,
            is_own=party in first.step.told_by,
            is_due=_is_due(first.step),
        )
    pending = [
        step
        for step in life.standing
        if step.entry.is_international and first and not life.is_itmo_at(step)
    ]
    for step in life.standing:
        if step not in pending[:-1]:
            yield from _movements(life, step)
        yield from _ends(life, step, known)


def _movements(life: Life, step: Step) -> Iterator[Fact]:
    entry, first = step.entry, life.first_transfer
    if not entry.is_international:
        return
    giver, taker = entry.from_party, entry.to_party
    if entry.kind != "issuance" and life.is_itmo_at(step) and not (first and step is first.step):
        yield Fact(
            party=giver,
            flow="transferred",
            step=step,
            on=entry.on,
            counterparty=taker,
            is_own=entry.recorder == giver,
        )
    is_itmo = life.is_itmo_at(step)
    if is_itmo or (first and taker != entry.host):
        yield Fact(
            party=taker,
            flow="acquired",
            step=step,
            on=acquired_on(life, step),
            counterparty=giver,
            is_own=taker in step.told_by,
        )


def acquired_on(life: Life, step: Step) -> date | None:
    """Return when ITMOs reached the receiver: not before they were ITMOs."""
    first = life.first_transfer
    if first and first.on is None:
        return None
    days = [day for day in (step.arrived_on, first.on if first else None) if day]
    return max(days, default=None)


def _ends(life: Life, step: Step, known: Authorizations) -> Iterator[Fact]:
    entry = step.entry
    party = entry.from_party
    flow = use(life, step, known)
    if flow:
        party = entry.using_party or entry.from_party
    elif entry.kind in ("cancellation", "voluntary_cancellation") and life.is_itmo_at(step):
        flow = "cancelled"
    else:
        return
    other = entry.host if entry.host != party else None
    yield Fact(
        party=party,
        flow=flow,
        step=step,
        on=entry.on,
        counterparty=other,
        use_year=entry.use_year if flow == "used" else None,
        is_own=entry.recorder == party,
    )


def use(life: Life, step: Step, known: Authorizations) -> str | None:
    """Return whether a retirement is use towards an NDC, use for another purpose, or no use."""
    entry = step.entry
    if entry.kind != "retirement" or not life.is_itmo_at(step):
        return None
    if entry.purpose in ("IMP", "OP"):
        return "used_for_oimp"
    using = entry.using_party or entry.from_party
    # By who holds the units, for no year before that of the outcome: 2/CMA.3 annex, para. 8(b).
    is_due = using == entry.from_party and (entry.use_year or NO_YEAR) >= (life.scope.vintage or 0)
    is_use = (
        entry.purpose == "NDC" and using != entry.host and life.authorized_for != "OIMP" and is_due
    )
    return "used" if is_use and may_use(known, using, entry.approach, entry.on) else None
