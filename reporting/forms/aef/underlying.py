"""Underlying units: their registry, and their numbers as the programme writes them.

A row of the form stands for an unbroken run: where the programme's writing breaks off, so does the
row, and each keeps its link to the programme's serials. Read `BlockUnits` (what a block says),
`RunOfUnits` (one run), then `UnderlyingUnits` (a row of the ledger as its runs).
"""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, islice
from typing import Any, TypeVar

from reporting.findings import Finding, Place
from reporting.forms.model.table import Cell, Reason
from reporting.ledger.ledger import Ledger, Row
from reporting.ledger.loading import place_of
from reporting.ledger.rows import ActionLine, Holding
from reporting.messages import _
from reporting.official_forms.aef import NA
from reporting.official_forms.code_lists import values

JCM = "JCM"
LIST = "underlying_registry"
REGISTRY = "UnderlyingUnitRegistryID"
FIRST_UNIT, LAST_UNIT = "UnderlyingUnitFirstUnitID", "UnderlyingUnitLastUnitID"
DIGITS = re.compile(r"\d+")
REGISTRY_UNKNOWN = Reason(
    code="underlying_registry_unknown",
    sentence=_("The record does not say in which registry the underlying units are."),
    brief=_("Underlying registry not known"),
)
UNITS_UNKNOWN = Reason(
    code="underlying_units_unknown",
    sentence=_("The serial numbers of the underlying units are not in the record."),
    brief=_("Underlying units not known"),
)
ONE_TEXT = Reason(
    code="underlying_units_in_one_text",
    sentence=_(
        "The programme gives one text for the whole block: its first and last unit cannot be told."
    ),
    brief=_("One text for the whole block"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SerialSpan:
    """The first and the last of some serial numbers, and how one is written.

    Attributes:
        first: The first number.
        last: The last number.
        form: How a number is written, with ``{}`` in its place.
        digits: To how many digits a number is filled up with zeros.
    """

    first: int
    last: int
    form: str
    digits: int = 0

    def ends(self) -> tuple[str, str]:
        """Return both ends as written."""
        return self._written(self.first), self._written(self.last)

    def _written(self, number: int) -> str:
        return self.form.replace("{}", str(number).zfill(self.digits))

    def adjoins(self, after: "SerialSpan") -> bool:
        """Tell whether another begins where this ends."""
        return (self.form, self.digits, self.last + 1) == (after.form, after.digits, after.first)

    def part(self, offset: int, length: int) -> "SerialSpan":
        """Return as many numbers as told, the first of them so far behind the first."""
        first = self.first + offset
        return replace(self, first=first, last=first + length - 1)


def written_span(first: str, last: str, number: int | None = None) -> SerialSpan | None:
    """Return the numbers between two identifiers; None unless they differ in one number alone.

    Args:
        first: The identifier of the first unit.
        last: That of the last.
        number: The serial number of the first, which tells where it stands in one identifier.
    """
    runs = [*DIGITS.finditer(first)]
    ends = DIGITS.findall(last)
    if not runs or DIGITS.split(first) != DIGITS.split(last):
        return None
    differing = [place for place, run in enumerate(runs) if run[0] != ends[place]]
    if len(differing) > 1:
        return None
    # Of a single unit nothing differs.
    alike = [place for place, run in enumerate(runs) if int(run[0]) == number]
    place = (differing or alike or [len(runs) - 1])[-1]
    run, end = runs[place], ends[place]
    is_padded = len(run[0]) == len(end) and run[0].startswith("0")
    span = SerialSpan(
        first=int(run[0]),
        last=int(end),
        form=f"{first[: run.start()]}{{}}{first[run.end() :]}",
        digits=len(run[0]) if is_padded else 0,
    )
    return span if span.first <= span.last and span.ends() == (first, last) else None


def prefixed(prefix: str | None) -> str:
    """Return how a number stands after a prefix: a hyphen between, unless a mark is there."""
    if not prefix:
        return "{}"
    return f"{prefix}-{{}}" if prefix[-1].isalnum() else f"{prefix}{{}}"


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockUnits:
    """What a block says of its units.

    Attributes:
        place: Its row.
        first: The first number of its range: of units, or of ITMOs where it has no others.
        last: The last number.
        registry: Its own registry; empty for that of the approach.
        text: The one text of the programme for the whole block; empty where there are two, or none.
        span: Its units as the programme writes them; None where it does not say.
    """

    place: Place
    first: int
    last: int
    registry: str
    text: str
    span: SerialSpan | None

    @property
    def is_told(self) -> bool:
        """Whether it says more than its approach does."""
        return bool(self.registry or self.text or self.span)


@dataclass(frozen=True, slots=True, kw_only=True)
class SortedBlocks:
    """The blocks of one numbering, in order, so that those of a range are found by halves.

    Attributes:
        blocks: The blocks by their first number.
        reach: For each block the highest number that it or one before it holds.
    """

    blocks: Sequence[BlockUnits] = ()
    reach: Sequence[int] = ()

    @classmethod
    def from_blocks(cls, blocks: Iterable[BlockUnits]) -> "SortedBlocks":
        """Sort blocks; of two tellings of one, that which says how the programme writes it."""
        ordered = sorted(blocks, key=lambda each: (each.first, each.span is None))
        return cls(blocks=ordered, reach=[*accumulate((each.last for each in ordered), max)])

    def covering(self, first: int, last: int) -> Iterator[tuple[BlockUnits | None, int, int]]:
        """Yield the pieces of a range, each with its block or none: from a number to before one."""
        at = first
        for block in islice(self.blocks, bisect_left(self.reach, first), None):
            if block.first > last:
                break
            if block.last < at:
                continue
            if block.first > at:
                yield None, at, block.first
                at = block.first
            stop = min(block.last, last) + 1
            yield block, at, stop
            at = stop
        if at <= last:
            yield None, at, last + 1


@dataclass(frozen=True, slots=True, kw_only=True)
class RunOfUnits:
    """A part of a row whose underlying units are written in one way.

    Attributes:
        offset: How far it begins behind the first of the row.
        length: How many units it has; None for the whole of a row without numbers.
        cells: Its cells, but for what `span` writes.
        span: Its units as written; None where not known.
        findings: What is missing.
    """

    offset: int
    length: int | None
    cells: Mapping[str, Cell]
    span: SerialSpan | None
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class UnderlyingUnits:
    """What the blocks of a record say of their units.

    Attributes:
        approaches: Cooperative approaches by our key.
        blocks: The blocks that say something, by what their numbers are unique in, in their order.
    """

    approaches: Mapping[str, Row]
    blocks: Mapping[tuple[Any, ...], SortedBlocks]

    @classmethod
    def from_ledger(cls, ledger: Ledger) -> "UnderlyingUnits":
        """Ask the ledger."""
        found: dict[tuple[Any, ...], list[BlockUnits]] = defaultdict(list)
        for row in ledger.table("credit_blocks"):
            for key, block in _blocks(row):
                found[key].append(block)
        return cls(
            approaches={row["approach"]: row for row in ledger.table("cooperative_approaches")},
            blocks={key: SortedBlocks.from_blocks(several) for key, several in found.items()},
        )

    def runs(self, row: Holding | ActionLine) -> Iterator[RunOfUnits]:
        """Yield the unbroken runs of the units of a row, in their order."""
        line, first, last = _range(row)
        if first is None or last is None:
            yield self._run(row, None, 0, None)
            return
        blocks = self.blocks.get(_key(row, line), SortedBlocks())
        runs: list[RunOfUnits] = []
        for block, start, stop in blocks.covering(first, last):
            run = self._run(row, block, start - first, stop - start)
            before = runs[-1] if runs else None
            if before is not None and _continues(before, run):
                runs[-1] = _longer(before, run)
            else:
                runs.append(run)
        yield from runs

    def _run(
        self, row: Holding | ActionLine, block: BlockUnits | None, offset: int, length: int | None
    ) -> RunOfUnits:
        """Return a part of a row, of one block or of none that says something."""
        approach = self.approaches[row.approach]
        own = block.registry if block else ""
        registry = own or approach["underlying_registry"] or (JCM if approach["is_jcm"] else "")
        if registry == NA:
            cells = {name: Cell(value=NA) for name in (REGISTRY, FIRST_UNIT, LAST_UNIT)}
            return RunOfUnits(offset=offset, length=length, cells=cells, span=None, findings=())
        told = block.place if block and own else place_of(approach)
        cells = {REGISTRY: Cell(value=registry)}
        findings: list[Finding] = []
        if not registry:
            cells[REGISTRY] = Cell(reasons=(REGISTRY_UNKNOWN,))
            findings.append(
                _finding("aef-underlying-registry-missing", told, approach=row.approach)
            )
        elif registry not in values(LIST):
            findings.append(_finding("aef-underlying-registry-unlisted", told, registry=registry))
        span = self._span(row, block, offset, length)
        if block and block.text:
            cells |= {FIRST_UNIT: Cell(value=block.text), LAST_UNIT: Cell(reasons=(ONE_TEXT,))}
            findings.append(
                _finding("aef-underlying-units-in-one-text", block.place, text=block.text)
            )
        elif span is None:
            cells |= {name: Cell(reasons=(UNITS_UNKNOWN,)) for name in (FIRST_UNIT, LAST_UNIT)}
        return RunOfUnits(
            offset=offset, length=length, cells=cells, span=span, findings=tuple(findings)
        )

    @staticmethod
    def _span(
        row: Holding | ActionLine, block: BlockUnits | None, offset: int, length: int | None
    ) -> SerialSpan | None:
        _line, first, _last = _range(row)
        if length is None or first is None or (block and block.text):
            return None
        if block and block.span:
            return block.span.part(first + offset - block.first, length)
        if row.first_unit is None:
            return None
        start = row.first_unit + offset
        return SerialSpan(first=start, last=start + length - 1, form=prefixed(row.unit_prefix))


Line = TypeVar("Line", Holding, ActionLine)


def part_of(row: Line, run: RunOfUnits) -> Line:
    """Return the part of a row that a run is of."""
    if run.length is None or run.length == row.units:
        return row
    changed: dict[str, Any] = {"units": run.length}
    for first, last in (("first_unit", "last_unit"), ("first_itmo", "last_itmo")):
        begins = getattr(row, first)
        if begins is not None:
            changed |= {first: begins + run.offset, last: begins + run.offset + run.length - 1}
    if row.quantity is not None:
        changed["quantity"] = run.length
    return replace(row, **changed)


def _finding(code: str, place: Place, **values: str) -> Finding:
    return Finding(code=code, place=place, values=values)


def _range(row: Holding | ActionLine) -> tuple[str, int | None, int | None]:
    """Return the numbering by which blocks are found, and the range of a row in it."""
    if row.first_unit is not None:
        return "unit", row.first_unit, row.last_unit
    return "itmo", row.first_itmo, row.last_itmo


def _key(row: Holding | ActionLine, line: str) -> tuple[Any, ...]:
    """Return what a number is unique in: ITMOs have no prefix."""
    prefix = (row.unit_prefix or "") if line == "unit" else ""
    return line, row.approach, row.originating_registry, row.host, row.vintage, prefix


def _blocks(row: Row) -> Iterator[tuple[tuple[Any, ...], BlockUnits]]:
    """Yield a row of blocks by each of its numberings, if it says something of its units."""
    starts, ends = row["period_start"], row["period_end"]
    is_one_year = starts and ends and starts.year == ends.year
    vintage = row["vintage"] or (starts.year if is_one_year else None)
    first_id, last_id = row["first_unit_id"] or "", row["last_unit_id"] or ""
    for line, prefix in (("unit", row["unit_prefix"] or ""), ("itmo", "")):
        first, last = row[f"first_{line}"], row[f"last_{line}"]
        if first is None or last is None:
            continue
        span = written_span(first_id, last_id, row["first_unit"]) if last_id else None
        is_long = span is not None and span.last - span.first == last - first
        text = "" if is_long else " - ".join(filter(None, (first_id, last_id)))
        block = BlockUnits(
            place=place_of(row),
            first=first,
            last=last,
            registry=row["underlying_registry"] or "",
            text=text,
            span=span if is_long else None,
        )
        if block.is_told:
            at = (row["approach"], row["originating_registry"], row["host"], vintage, prefix)
            yield (line, *at), block


def _continues(before: RunOfUnits, after: RunOfUnits) -> bool:
    """Tell whether a run goes on in another: alike in all cells, its numbers without a gap."""
    if before.cells != after.cells or (before.span is None) != (after.span is None):
        return False
    return before.span is None or (after.span is not None and before.span.adjoins(after.span))


def _longer(before: RunOfUnits, after: RunOfUnits) -> RunOfUnits:
    span = before.span and replace(before.span, last=after.span.last if after.span else 0)
    return replace(
        before,
        length=(before.length or 0) + (after.length or 0),
        span=span,
        findings=(
            *before.findings,
            *(each for each in after.findings if each not in before.findings),
        ),
    )
