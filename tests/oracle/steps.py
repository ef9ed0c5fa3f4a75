"""The steps of one unit in order, each movement told once, and what each step leaves behind."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from tests.oracle.entries import CLOSING, Entry, Key, Span

Told = tuple[Span | None, Entry]


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """One entry in the life of one unit, and what the steps before it left behind."""

    entry: Entry
    line: str
    number: int
    is_mirror: bool
    arrived_on: date | None
    told_by: frozenset[str]
    before: "Step | None"
    opens: bool
    opened_before: bool
    closed_before: str | None
    own_key: Key | None
    key: Key | None
    metric: str | None
    non_ghg_quantity: Fraction | None
    other_serial: int | None

    @property
    def on(self) -> date:
        """The day of the step; an unknown one is before every day."""
        return self.entry.on or date.min


def steps_of(told: Iterable[Told], line: str, serial: int) -> tuple[Step, ...]:
    """Put what is told of one unit in order; mirrors leave nothing behind."""
    ordered = sorted(told, key=lambda told: told[1].order)
    mirrored = _mirrors([entry for _, entry in ordered])
    steps: list[Step] = []
    standing: list[Step] = []
    for number, (span, entry) in enumerate(ordered):
        before = standing[-1] if standing else None
        own_key = entry.key if entry.key and entry.key[0] == entry.host else None
        opened_before = any(step.opens for step in standing)
        twins = [ordered[mirror][1] for mirror, of in mirrored.items() if of == number]
        arrivals = [twin.on for twin in twins if twin.kind == "acquisition" and twin.on]
        closed = [step.entry.kind for step in standing if step.entry.kind in CLOSING]
        step = Step(
            entry=entry,
            line=line,
            number=number,
            is_mirror=number in mirrored,
            arrived_on=arrivals[0] if arrivals else entry.on,
            told_by=frozenset(teller.recorder for teller in (entry, *twins)),
            before=before,
            opens=entry.kind == "issuance"
            or (entry.kind == "acquisition" and not opened_before and line != "pool"),
            opened_before=opened_before,
            closed_before=closed[0] if closed else None,
            own_key=own_key,
            key=own_key or (before.key if before else None),
            metric=entry.metric or (before.metric if before else None),
            non_ghg_quantity=_share(span, entry, before),
            other_serial=_other_serial(span, entry, line, serial)
            or (before.other_serial if before else None),
        )
        steps.append(step)
        if not step.is_mirror:
            standing.append(step)
    return tuple(steps)


def _share(span: Span | None, entry: Entry, before: Step | None) -> Fraction | None:
    """Return what one unit has of a non-GHG quantity: its own, or what it had before."""
    if entry.non_ghg_quantity is None:
        return before.non_ghg_quantity if before else None
    return entry.non_ghg_quantity / (span[1] - span[0] + 1 if span else 1)


def _other_serial(span: Span | None, entry: Entry, line: str, serial: int) -> int | None:
    other = entry.itmos if line == "unit" else entry.units
    return other[0] + serial - span[0] if span and other else None


def _mirrors(ordered: Sequence[Entry]) -> Mapping[int, int]:
    """Return which entries tell again what another tells, and which one that is."""
    moves: dict[tuple[str, str], dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    issued: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for number, entry in enumerate(ordered):
        if entry.kind == "issuance":
            issued[entry.to_party][entry.recorder].append(number)
        elif entry.is_international:
            moves[entry.from_party, entry.to_party][entry.kind].append(number)
    found: dict[int, int] = {}
    for told in moves.values():
        found.update(zip(told["acquisition"], told["transfer"], strict=False))
    for by_recorder in issued.values():
        for count in range(max(map(len, by_recorder.values()))):
            same = [numbers[count] for numbers in by_recorder.values() if len(numbers) > count]
            stands = min(same, key=lambda number: _issuance_rank(ordered[number]))
            found.update({number: stands for number in same if number != stands})
    return found


def _issuance_rank(entry: Entry) -> tuple[bool, str]:
    return entry.recorder != entry.originating_party, entry.recorder
