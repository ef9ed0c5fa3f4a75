"""The life of each single unit, and its first transfer: ledger semantics 3 and 5."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from tests.oracle.authorizations import (
    TRIGGERS,
    Authorizations,
    Settings,
    Version,
    authorizations,
    in_force,
    is_first_transfer,
)
from tests.oracle.entries import CLOSING, PARIS_FROM, Key, entries
from tests.oracle.scopes import Scope, scope, scoped
from tests.oracle.steps import Step, Told, steps_of
from tests.oracle.tables import Tables


@dataclass(frozen=True, kw_only=True, slots=True)
class FirstTransfer:
    """When and why a unit became an ITMO."""

    on: date
    step: Step
    trigger: str
    key: Key
    version: Version


@dataclass(frozen=True, kw_only=True, slots=True)
class Life:
    """One unit, or one entry of the pool, of which nothing else is known."""

    scope: Scope
    serial: int | None
    starts_piece: bool
    steps: tuple[Step, ...]
    first_transfer: FirstTransfer | None

    @property
    def standing(self) -> tuple[Step, ...]:
        """The steps that count: each movement once."""
        return tuple(step for step in self.steps if not step.is_mirror)

    @property
    def era(self) -> str:
        """Before 2021, in the time of the Paris Agreement, or not to be told."""
        return era(self.standing)

    def is_itmo_at(self, step: Step) -> bool:
        """Tell whether the first transfer is this step or came before it."""
        first = self.first_transfer
        return first is not None and (
            step is first.step or (first.on, first.step.number) < (step.on, step.number)
        )

    def at(self, on: date) -> Step | None:
        """Return the last standing step by that day."""
        taken = [step for step in self.standing if step.on <= on]
        return taken[-1] if taken else None


def replay(tables: Tables, settings: Settings) -> Iterator[Life]:
    """Replay each unit of each scope, then each entry of the pool."""
    known = authorizations(tables)
    lines, pool = scoped(entries(tables))
    for where, told in lines.items():
        starts = {end for (first, last), _ in told for end in (first, last + 1)}
        for serial in sorted({n for (first, last), _ in told for n in range(first, last + 1)}):
            here: list[Told] = [(s, entry) for s, entry in told if s[0] <= serial <= s[1]]
            steps = steps_of(here, where.line, serial)
            yield Life(
                scope=where,
                serial=serial,
                starts_piece=serial in starts,
                steps=steps,
                first_transfer=_first_transfer(steps, known, settings),
            )
    for entry in pool:
        steps = steps_of([(None, entry)], "pool", 0)
        yield Life(
            scope=scope(entry, "pool"),
            serial=None,
            starts_piece=True,
            steps=steps,
            first_transfer=_first_transfer(steps, known, settings),
        )


def era(standing: Sequence[Step]) -> str:
    """Return the era of a life: by its vintage, else by the first period end it knows."""
    vintage = standing[0].entry.vintage
    if vintage is not None:
        return "paris" if vintage >= PARIS_FROM else "pre_2021"
    ends = [step.entry.period_end for step in standing if step.entry.period_end]
    return "pre_2021" if ends and ends[0].year < PARIS_FROM else "unresolved"


def triggers(step: Step) -> set[str]:
    """Return what the step may be a first transfer by."""
    entry = step.entry
    offered = {"issuance", "authorization"} if step.opens else set()
    if entry.is_international and entry.from_party == entry.host:
        offered.add("international_transfer")
    if step.line != "pool" and step.own_key not in (None, step.before.key if step.before else None):
        offered.add("authorization")
    if entry.kind in CLOSING and entry.purpose in ("IMP", "OP"):
        offered.add("use_or_cancellation")
    if entry.kind in CLOSING and entry.purpose == "OMGE":
        offered.add("omge_cancellation")
    return offered


def _first_transfer(
    steps: Sequence[Step], known: Authorizations, settings: Settings
) -> FirstTransfer | None:
    standing = [step for step in steps if not step.is_mirror]
    if era(standing) != "paris":
        return None
    issuances = [step for step in standing if step.entry.kind == "issuance"]
    openings = issuances or [step for step in standing if step.opens]
    issued_on = openings[0].on if openings else date.min
    candidates = []
    for step in standing:
        versions = known.get(step.key, ()) if step.key else ()
        if not step.key or not versions:
            continue
        on = max(step.on, issued_on, versions[0].authorized_on)
        version = in_force(versions, on)
        candidates += [
            FirstTransfer(on=on, step=step, trigger=trigger, key=step.key, version=version)
            for trigger in triggers(step)
            if version and is_first_transfer(version, trigger, settings)
        ]
    return min(candidates, key=_candidate_rank, default=None)


def _candidate_rank(candidate: FirstTransfer) -> tuple[date, int, int]:
    return candidate.on, candidate.step.number, TRIGGERS.index(candidate.trigger)
