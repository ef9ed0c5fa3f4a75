"""The life of each single unit, and its first transfer: ledger semantics 3 and 5."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from tests.oracle.authorizations import (
    TRIGGERS,
    Authorizations,
    Settings,
    Version,
    authorizations,
    bound_by,
    is_first_transfer,
)
from tests.oracle.entries import CLOSING, PARIS_FROM, Entry, Key, entries
from tests.oracle.scopes import Scope, scope, scoped
from tests.oracle.steps import Step, Told, steps_of
from tests.oracle.tables import Tables


@dataclass(frozen=True, kw_only=True, slots=True)
class FirstTransfer:
    """When and why a unit became an ITMO."""

    on: date | None
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
    was_authorized_for: str | None = None

    @property
    def standing(self) -> tuple[Step, ...]:
        """The steps that count: each movement once."""
        return tuple(step for step in self.steps if not step.is_mirror)

    @property
    def era(self) -> str:
        """Before 2021, in the time of the Paris Agreement, or not to be told."""
        return era(self.standing)

    @property
    def metric(self) -> str:
        """The metric that any of its steps names; tonnes where none does."""
        named = [step.entry.metric for step in self.standing if step.entry.metric]
        return max(named, default="ghg")

    @property
    def offset(self) -> int | None:
        """How far its ITMO serial is from its unit serial, where any step says it."""
        known = [step.offset for step in self.standing if step.offset is not None]
        return max(known, default=None)

    @property
    def share(self) -> Fraction | None:
        """What it is of a non-GHG quantity, as the entry that opened it says."""
        return self.standing[0].share if self.metric == "non_ghg" else None

    @property
    def authorized_for(self) -> str | None:
        """For what it is authorized, as an ITMO."""
        first = self.first_transfer
        return first.version.authorized_for if first else self.was_authorized_for

    def is_itmo_at(self, step: Step) -> bool:
        """Tell whether it is an ITMO with this step; in the pool, if it must be."""
        first = self.first_transfer
        if self.serial is None:
            return first is not None or self.was_authorized_for is not None
        if first is None:
            return False
        return (first.on or step.on, first.step.number) <= (step.on, step.number)

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
            steps = steps_of(here, where.line)
            yield Life(
                scope=where,
                serial=serial,
                starts_piece=serial in starts,
                steps=steps,
                first_transfer=_first_transfer(steps, known, settings),
            )
    for same in alike(pool):
        steps = steps_of([(None, entry) for entry in same], "pool")
        for step in steps:
            if not step.is_mirror:
                alone = (replace(step, before=None, key=step.own_key),)
                yield Life(
                    scope=scope(step.entry, "pool"),
                    serial=None,
                    starts_piece=True,
                    steps=alone,
                    first_transfer=_first_transfer(alone, known, settings),
                    was_authorized_for=_was_authorized_for(alone[0], known, settings),
                )


def _was_authorized_for(step: Step, known: Authorizations, settings: Settings) -> str | None:
    """Return for what, without serials, units must have been ITMOs before a step; else nothing."""
    entry = step.entry
    version = bound_by(known, step.key, entry.approach, entry.on)
    if version is None or era([step]) != "paris":
        return None
    earlier = ["issuance", "authorization"] if entry.kind != "issuance" else []
    if entry.from_party != entry.host:
        earlier.append("international_transfer")
    was = any(is_first_transfer(version, trigger, settings) for trigger in earlier)
    return version.authorized_for if was else None


def alike(pool: Sequence[Entry]) -> Iterator[Sequence[Entry]]:
    """Put together what may tell the same without serials: equal scope and quantity."""
    groups: dict[tuple[Scope, int], list[Entry]] = defaultdict(list)
    for entry in pool:
        groups[scope(entry, "unit"), entry.quantity or 0].append(entry)
    yield from groups.values()


def era(standing: Sequence[Step]) -> str:
    """Return the era of a life: by its vintage, else by any period end it knows."""
    vintage = standing[0].entry.vintage
    if vintage is not None:
        return "paris" if vintage >= PARIS_FROM else "pre_2021"
    ends = [step.entry.period_end for step in standing if step.entry.period_end]
    return "pre_2021" if any(end.year < PARIS_FROM for end in ends) else "unresolved"


def _had_left(step: Step) -> bool:
    """Tell whether it was away from the host before: with a Party, or as the host stated."""
    before = step.before
    if before is None or before.entry.to_party == step.entry.host:
        return False
    while before is not None:
        if before.entry.to_party != step.entry.host and not before.entry.is_apart:
            return True
        before = before.before
    return False


def triggers(step: Step) -> set[str]:
    """Return what the step may be a first transfer by."""
    entry = step.entry
    is_identified = step.line != "pool"
    offered = {"issuance", "authorization"} if step.opens else set()
    is_from_home = entry.from_party == entry.host or (entry.is_from_other and is_identified)
    if (
        entry.is_international
        and is_from_home
        and entry.to_party != entry.host
        and not entry.is_apart
    ):
        offered.add("international_transfer")
    if is_identified and step.own_key not in (None, step.before.key if step.before else None):
        offered |= {"authorization", "issuance"}
        if _had_left(step):
            offered.add("international_transfer")
    if entry.kind in CLOSING and entry.purpose in ("IMP", "OP"):
        offered.add("use_or_cancellation")
    if entry.kind in CLOSING[1:] and entry.purpose == "OMGE" and not entry.is_apart:
        offered.add("omge_cancellation")
    return offered


def _is_told_before(step: Step, trigger: str, version: Version, settings: Settings) -> bool:
    """Tell whether, without serials, an earlier step must have been the first transfer."""
    if step.line != "pool" or step.entry.kind == "issuance":
        return False
    earlier = ["issuance", "authorization"]
    if trigger != "international_transfer" and step.entry.from_party != step.entry.host:
        earlier.append("international_transfer")
    return any(is_first_transfer(version, each, settings) for each in earlier)


def _first_transfer(
    steps: Sequence[Step], known: Authorizations, settings: Settings
) -> FirstTransfer | None:
    standing = [step for step in steps if not step.is_mirror]
    if era(standing) != "paris":
        return None
    issued = [step.entry.on for step in standing if step.entry.kind == "issuance"]
    issued_on = min((on for on in issued if on), default=date.min)
    candidates = []
    for step in standing:
        approach = step.entry.approach
        for version in known.get(step.key, ()) if step.key else ():
            on = max(step.on, issued_on, version.authorized_on) if step.entry.on else None
            candidates += [
                FirstTransfer(on=on, step=step, trigger=trigger, key=step.key, version=version)
                for trigger in triggers(step)
                if step.key
                and bound_by(known, step.key, approach, on) is version
                and is_first_transfer(version, trigger, settings)
                and not _is_told_before(step, trigger, version, settings)
            ]
    return min(candidates, key=_candidate_rank, default=None)


def _candidate_rank(candidate: FirstTransfer) -> tuple[date, int, int]:
    on = candidate.on or date.min
    return on, candidate.step.number, TRIGGERS.index(candidate.trigger)
