"""The steps of one unit in order, each movement told once, and what each step leaves behind."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TypeVar

from tests.oracle.entries import CLOSING, Entry, Key, Span

Told = tuple[Span | None, Entry]
Value = TypeVar("Value")


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """One entry in the life of one unit, and what the steps before it left behind."""

    entry: Entry
    line: str
    number: int
    is_mirror: bool
    arrived_on: date | None
    told_by: frozenset[str]
    registry: str | None
    account: str | None
    before: "Step | None"
    opens: bool
    opened_before: bool
    closed_before: str | None
    own_key: Key | None
    key: Key | None
    offset: int | None
    share: Fraction | None

    @property
    def on(self) -> date:
        """The day of the step; an unknown one is before every day."""
        return self.entry.on or date.min


def steps_of(told: Iterable[Told], line: str) -> tuple[Step, ...]:
    """Put what is told of one unit in order; mirrors leave nothing behind."""
    ordered = sorted(told, key=lambda told: told[1].order)
    mirrored = _mirrors([entry for _, entry in ordered])
    steps: list[Step] = []
    standing: list[Step] = []
    for number, (span, entry) in enumerate(ordered):
        before = standing[-1] if standing else None
        tellers = [entry, *(ordered[mirror][1] for mirror, of in mirrored.items() if of == number)]
        own_key = _own_key(entry, line) or _greatest(_own_key(each, line) for each in tellers)
        arrivals = [each.on for each in tellers if each.kind == "acquisition" and each.on]
        received = [each for each in tellers if each.recorder == entry.to_party]
        closed = [step.entry.kind for step in standing if step.entry.kind in CLOSING]
        step = Step(
            entry=entry,
            line=line,
            number=number,
            is_mirror=number in mirrored,
            arrived_on=max(arrivals, default=entry.on),
            told_by=frozenset(each.recorder for each in tellers),
            registry=_registry(entry, received),
            account=_greatest(each.to_account for each in received) or entry.to_account,
            before=before,
            opens=entry.kind == "issuance"
            or (entry.kind == "acquisition" and before is None and line != "pool"),
            opened_before=any(step.opens for step in standing),
            closed_before=closed[0] if closed else None,
            own_key=own_key,
            key=own_key or (before.key if before else None),
            offset=_offset(entry) or _greatest(_offset(each) for each in tellers),
            share=_share(span, entry),
        )
        steps.append(step)
        if not step.is_mirror:
            standing.append(step)
    return tuple(steps)


def _greatest(values: "Iterable[Value | None]") -> "Value | None":
    return max((value for value in values if value is not None), default=None)  # type: ignore[type-var]


def _own_key(entry: Entry, line: str) -> Key | None:
    """Return the host's authorization that a row names; in the pool, or that its block names."""
    own = entry.key if entry.key and entry.key[0] == entry.host else None
    of_block = entry.block_key
    if line != "pool" or own or of_block is None or of_block[0] != entry.host:
        return own
    return of_block


def _registry(entry: Entry, received: Sequence[Entry]) -> str | None:
    if not entry.is_international and entry.kind != "issuance":
        return entry.registry
    return _greatest(each.registry for each in received)


def _offset(entry: Entry) -> int | None:
    return entry.itmos[0] - entry.units[0] if entry.itmos and entry.units else None


def _share(span: Span | None, entry: Entry) -> Fraction | None:
    """Return what one unit has of the non-GHG quantity of an entry."""
    if entry.non_ghg_quantity is None:
        return None
    return entry.non_ghg_quantity / (span[1] - span[0] + 1 if span else 1)


def _mirrors(ordered: Sequence[Entry]) -> Mapping[int, int]:
    """Return which entries tell again what another tells, and which one that is."""
    told: dict[tuple[str, ...], dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for number, entry in enumerate(ordered):
        if entry.kind == "issuance":
            told["issuance", entry.to_party][entry.recorder].append(number)
        elif entry.is_international:
            teller = "block" if entry.is_block else entry.kind
            told["movement", entry.from_party, entry.to_party][teller].append(number)
    found: dict[int, int] = {}
    for by_teller in told.values():
        for count in range(max(map(len, by_teller.values()))):
            same = [numbers[count] for numbers in by_teller.values() if len(numbers) > count]
            stands = min(same, key=lambda number: _precedence(ordered[number]))
            found.update({number: stands for number in same if number != stands})
    return found


def _precedence(entry: Entry) -> tuple[int, str]:
    """Put the row that stands first: the originating registry's, the sender's, an event's."""
    if entry.kind == "issuance":
        return int(entry.recorder != entry.originating_party), entry.recorder
    return 0 if entry.kind == "transfer" else 1 + entry.is_block, entry.recorder
