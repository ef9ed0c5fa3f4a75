"""Serial numbers of ITMOs for authorized blocks that have none.

The registry that first issued the units numbers them (6/CMA.4, annex I, para. 5): an ITMO is known
by the approach, the originating Party and registry, its number and its vintage. Within such a scope
each block gets the numbers behind the last that is used anywhere in the record; none is given
twice, no gap is filled, and no number that stands is changed. A row about units that another row
has already has its numbers.
"""

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from reporting.filing.additions.package_rows import Cells, PackageRows
from reporting.filing.imports.record_export import JOINT, digest_of
from reporting.filing.imports.row_keys import key_of
from reporting.filing.imports.source_rows import SourceRow, SourceTable
from reporting.filing.imports.workbook_tables import ImportSource
from reporting.findings import Finding, Place
from reporting.packages import Schema
from reporting.packages.empty_cells import EmptyCells
from reporting.packages.model import value_of
from reporting.renderers.record_sheets import RowMark

NAME = "jcm number"
"""What the proposal calls its source."""
BLOCKS, EVENTS, STATED = "credit_blocks", "transfers", "stated_holdings"
FIRST, LAST = "first_itmo", "last_itmo"
NEEDED = "number-needs-field"
UNCLEAR = "number-unclear"
PART = "number-of-part-unknown"
UNAUTHORIZED = "number-not-authorized"
OTHERS = "number-of-other-party"

Scope = tuple[str, str, str, str]
"""Approach, originating registry, host and vintage: what a serial number is unique in."""


class NumberingError(Exception):
    """Blocks cannot be numbered; the message says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberedUnits:
    """The underlying units of a row, among those of one prefix.

    Attributes:
        prefix: The text before their numbers.
        first: The first number.
        last: The last number.
        itmo: The ITMO serial of the first.
        row: Where they stand.
    """

    prefix: str
    first: int
    last: int
    itmo: int
    row: int

    def of(self, other: "NumberedUnits") -> bool:
        """Whether all of the other's units are among these."""
        return self.meet(other) and self.first <= other.first and other.last <= self.last

    def meet(self, other: "NumberedUnits") -> bool:
        """Whether some of the other's units are among these."""
        return other.first <= self.last and self.first <= other.last


@dataclass(slots=True)
class NumberedRanges:
    """The ranges of units of a scope and prefix, by their first number.

    Attributes:
        ranges: They, in order.
        longest: How far the longest reaches beyond its first.
    """

    ranges: list[NumberedUnits] = field(default_factory=list)
    longest: int = 0

    def add(self, units: NumberedUnits) -> None:
        """Add a range."""
        insort(self.ranges, units, key=_first)
        self.longest = max(self.longest, units.last - units.first)

    def meeting(self, units: NumberedUnits) -> list[NumberedUnits]:
        """Return the ranges that have units of another."""
        # No range that begins before reaches so far.
        begin = bisect_left(self.ranges, units.first - self.longest, key=_first)
        end = bisect_right(self.ranges, units.last, key=_first)
        return [each for each in self.ranges[begin:end] if each.meet(units)]


def _first(units: NumberedUnits) -> int:
    return units.first


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberedRow:
    """A row of a table as it is read, with its line in the file."""

    row: int
    cells: Cells

    def text(self, name: str) -> str:
        """Return a cell; of a column that the file does not have, nothing."""
        return self.cells.get(name, "")

    def number(self, name: str) -> int | None:
        """Return a whole number; None where it is unknown."""
        found = value_of("integer", self.text(name))
        return found if isinstance(found, int) else None

    @property
    def vintage(self) -> str:
        """The vintage: as stated, else the calendar year of its whole monitoring period."""
        years = {self.text(name)[:4] for name in ("period_start", "period_end")}
        of_period = years.pop() if len(years) == 1 else ""
        return self.text("vintage") or of_period

    @property
    def scope(self) -> Scope:
        """What its serial numbers are unique in."""
        registry = self.text("originating_registry") or self.text("registry")
        return self.text("approach"), registry, self.text("host"), self.vintage

    @property
    def units(self) -> NumberedUnits | None:
        """Its underlying units, if they are known."""
        first, last = self.number("first_unit"), self.number("last_unit")
        if first is None or last is None or last < first:
            return None
        prefix = self.text("unit_prefix")
        itmo = self.number(FIRST)
        known = 0 if itmo is None else itmo
        return NumberedUnits(prefix=prefix, first=first, last=last, itmo=known, row=self.row)


def numbered_blocks(record: PackageRows, party: str = "") -> ImportSource:
    """Return the numbers that blocks without any get, as a source of rows.

    Args:
        record: The record.
        party: The Party whose registries number; none where all blocks are of one Party.

    Raises:
        NumberingError: A table is missing, or registries of several Parties issued the blocks.
    """
    for name in (BLOCKS, EVENTS, "registries", "authorizations"):
        if name not in record.package.tables:
            msg = f"{record.package.folder} has no table {name}"
            raise NumberingError(msg)
    numbering = _Numbering(
        record=record,
        blocks=_rows(record, BLOCKS),
        events=_rows(record, EVENTS),
        stated=_rows(record, STATED),
    )
    numbering.run(party)
    table = record.package.tables[BLOCKS]
    return ImportSource(
        name=NAME,
        tables=(
            SourceTable(
                table=table,
                sheet=BLOCKS,
                rows=tuple(numbering.given),
                left_out=tuple(numbering.left_out),
            ),
        ),
        marks=tuple(_marks(record, table.schema, numbering.given)),
        findings=tuple(numbering.findings),
    )


def _rows(record: PackageRows, name: str) -> Sequence[NumberedRow]:
    table = record.package.tables.get(name)
    if table is None:
        return ()
    empty = EmptyCells(schema=table.schema)
    return [
        NumberedRow(row=number, cells=empty.filled(cells))
        for number, cells in enumerate(record.rows(table), start=2)
    ]


def _marks(record: PackageRows, schema: Schema, rows: Sequence[SourceRow]) -> Iterator[RowMark]:
    """Yield the rows as they stand: what is numbered is no conflict."""
    stands = record.rows(record.package.tables[BLOCKS])
    for each in rows:
        before = stands[each.row - 2]
        key = JOINT.join(key_of(before, schema))
        yield RowMark(table=BLOCKS, key=key, digest=digest_of(before, schema))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Numbering:
    """The blocks and events of a record, and the numbers that are given."""

    record: PackageRows
    blocks: Sequence[NumberedRow]
    events: Sequence[NumberedRow]
    stated: Sequence[NumberedRow] = ()
    given: list[SourceRow] = field(default_factory=list)
    left_out: list[tuple[str, ...]] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    known: dict[tuple[Scope, str], NumberedRanges] = field(default_factory=dict)
    used: dict[Scope, int] = field(default_factory=dict)
    of_block: dict[str, list[NumberedRow]] = field(default_factory=dict)

    def run(self, party: str) -> None:
        """Give each block without numbers its own."""
        parties = {
            each.text("registry"): each.text("party") for each in _rows(self.record, "registries")
        }
        if party and party not in parties.values():
            msg = f"no registry of {party} is in the table registries"
            raise NumberingError(msg)
        for each in self.events:
            self.of_block.setdefault(each.text("block_id"), []).append(each)
        without = [each for each in self.blocks if not (each.text(FIRST) or each.text(LAST))]
        meant = [each for each in without if self._is_authorized(each)]
        self._tell_unauthorized([each for each in without if not self._is_authorized(each)])
        origins = {parties.get(each.text("originating_registry"), "") for each in meant} - {""}
        if not party and len(origins) > 1:
            names = ", ".join(sorted(origins))
            msg = f"registries of several Parties issued the blocks: {names}; name one with --party"
            raise NumberingError(msg)
        for each in (*self.blocks, *self.events, *self.stated):
            self._use(each)
        own: list[NumberedRow] = []
        others: list[NumberedRow] = []
        for each in meant:
            is_own = not party or parties.get(each.text("originating_registry"), party) == party
            (own if is_own else others).append(each)
        self._tell_of_others(others)
        for each in sorted(own, key=_order):
            self._number(each)

    def _is_authorized(self, block: NumberedRow) -> bool:
        """Tell whether a block, or an event of it, names an authorization of its host."""
        host = block.text("host")
        return any(
            each.text("authorization_id") and each.text("authorization_party") == host
            for each in (block, *self._events(block))
        )

    def _events(self, block: NumberedRow) -> Sequence[NumberedRow]:
        return self.of_block.get(block.text("block_id"), ())

    def _use(self, row: NumberedRow) -> None:
        """Note the numbers of a row; those of an unknown vintage are used in each."""
        last = row.number(LAST) or row.number(FIRST)
        if last is not None:
            self.used[row.scope] = max(self.used.get(row.scope, 0), last)
            if row.units is not None and row.number(FIRST) is not None:
                self._know(row.scope, row.units)

    def _know(self, scope: Scope, units: NumberedUnits) -> None:
        self.known.setdefault((scope, units.prefix), NumberedRanges()).add(units)

    def _next(self, scope: Scope) -> int:
        anywhere = (*scope[:3], "")
        return max(self.used.get(scope, 0), self.used.get(anywhere, 0)) + 1

    def _number(self, block: NumberedRow) -> None:
        """Give a block its numbers, or say why it gets none."""
        units = block.units
        length = units.last - units.first + 1 if units else block.number("quantity")
        lacking = next(
            (
                name
                for name, is_known in (
                    ("originating_registry", block.text("originating_registry")),
                    ("vintage", block.vintage),
                    ("quantity", (length or 0) > 0),
                )
                if not is_known
            ),
            "",
        )
        if lacking:
            self._refuse(NEEDED, block, lacking)
            return
        known = self.known.get((block.scope, block.text("unit_prefix")))
        same = known.meeting(units) if units and known else []
        whole = next((each for each in same if units and each.of(units)), None)
        other = self._in_the_way(block, same, whole)
        if other:
            self._refuse(UNCLEAR, block, FIRST, other=other)
            return
        if units and whole:
            first = whole.itmo + units.first - whole.first
        else:
            first = self._next(block.scope)
        last = first + (length or 0) - 1
        self.used[block.scope] = max(self.used.get(block.scope, 0), last)
        if units:
            self._know(block.scope, replace(units, itmo=first))
        cells = {"block_id": block.text("block_id"), FIRST: str(first), LAST: str(last)}
        self.given.append(SourceRow(row=block.row, cells=cells, places={}))
        for each in self._events(block):
            part = each.number("quantity")
            if part is not None and part != length and not each.units:
                self._say(PART, EVENTS, each.row, FIRST, part=str(part), whole=str(length))

    def _in_the_way(
        self, block: NumberedRow, same: Sequence[NumberedUnits], whole: NumberedUnits | None
    ) -> str:
        """Return what keeps it open which numbers a block has; nothing if it is clear."""
        named = next((each for each in self._events(block) if each.text(FIRST)), None)
        if named is not None:
            return f"{EVENTS}:{named.row}"
        if same and whole is None:
            return f"{BLOCKS}:{same[0].row}"
        is_elsewhere = block.text("recording_registry") != block.text("originating_registry")
        return block.text("originating_registry") if is_elsewhere and whole is None else ""

    def _refuse(self, code: str, block: NumberedRow, name: str, **values: str) -> None:
        self.left_out.append((block.text("block_id"),))
        self._say(code, BLOCKS, block.row, name, **values)

    def _tell_unauthorized(self, blocks: Sequence[NumberedRow]) -> None:
        """Say which blocks name no authorization, of approaches that have one."""
        rows = _rows(self.record, "authorizations")
        authorized = {each.text("approach") for each in rows}
        of_approach: Mapping[str, list[NumberedRow]] = {name: [] for name in sorted(authorized)}
        for each in blocks:
            of_approach.get(each.text("approach"), []).append(each)
        for several in filter(None, of_approach.values()):
            self.left_out.extend((each.text("block_id"),) for each in several)
            row, count = several[0].row, str(len(several))
            self._say(UNAUTHORIZED, BLOCKS, row, "authorization_id", count=count)

    def _tell_of_others(self, blocks: Sequence[NumberedRow]) -> None:
        """Say which blocks the registry of another Party numbers."""
        by_registry: dict[str, list[NumberedRow]] = {}
        for each in blocks:
            by_registry.setdefault(each.text("originating_registry"), []).append(each)
        for registry, several in sorted(by_registry.items()):
            self.left_out.extend((each.text("block_id"),) for each in several)
            count = str(len(several))
            self._say(OTHERS, BLOCKS, several[0].row, FIRST, registry=registry, count=count)

    def _say(self, code: str, table: str, row: int, name: str, **values: str) -> None:
        place = Place(package=self.record.package.name, table=table, row=row, field=name)
        self.findings.append(Finding(code=code, place=place, values=values))


def _order(block: NumberedRow) -> tuple[object, ...]:
    """Blocks are numbered as they were issued, of one day by their units, the larger first."""
    units = block.units
    prefix, first, last = (units.prefix, units.first, -units.last) if units else ("", 0, 0)
    day = block.text("issued_on")
    return (not day, day, prefix, first, last, block.row)
