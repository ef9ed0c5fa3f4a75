"""What a difference is: tables, columns, and rows by key and field, with old and new values.

Cells are text in one spelling (`reporting.packages.diff.spelling`), None where nothing is known;
`typed` gives the value. Rows stay columns of Arrow until somebody reads them.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import islice

import pyarrow as pa

from reporting.findings import Finding, Severity
from reporting.packages.diff.spelling import kind_of
from reporting.packages.model import CANONICAL, Field, Table, Text, Value, value_of

Cell = str | None
BETWEEN = "|"  # parts of a key, as `conflicts` and `corroborations` write them
TIMES = "\x00times"
# A page asks for the first rows of what may be millions.
BATCH = 1000
TRUTHS = {"true": True, "false": False}


class Side(StrEnum):
    """One of the two states."""

    OLD = "old"
    NEW = "new"


class Change(StrEnum):
    """What became of a table, a column or a row."""

    ADDITION = "added"
    REMOVAL = "removed"
    CHANGE = "changed"
    RENAME = "renamed"


@dataclass(frozen=True, slots=True, kw_only=True)
class SideFinding:
    """A finding about one of the two states."""

    side: Side
    finding: Finding


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnPair:
    """A column as it was and as it is; one of the two where it was added or removed."""

    old: Field | None
    new: Field | None

    @property
    def field(self) -> Field:
        """The field as it is, or as it was if it was removed."""
        field = self.new or self.old
        if field is None:
            raise ValueError("a column of neither side")
        return field

    @property
    def name(self) -> str:
        """Its name: the new one if it was renamed."""
        return self.field.name

    @property
    def change(self) -> Change | None:
        """What became of it; None if it stayed."""
        if self.old is None:
            return Change.ADDITION
        if self.new is None:
            return Change.REMOVAL
        return None if self.old.name == self.new.name else Change.RENAME

    @property
    def kind(self) -> str:
        """How its values are spelt: text where the types of the two sides have nothing in common.

        Of one type or another, a cell that is written alike has not changed.
        """
        kinds = {kind_of(each.type) for each in (self.old, self.new) if each}
        return kinds.pop() if len(kinds) == 1 else "string"

    def label(self, cell: str, side: Side, language: str) -> str:
        """Return what a coded value stood for on a side, or the value itself."""
        field = (self.old if side is Side.OLD else self.new) or self.field
        return field.label(cell, language)


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """Why a cell of a release was wrong.

    Attributes:
        release: The release in which it stands.
        table: Its table, ``package-table``.
        key: The key of its row, parts with `BETWEEN`.
        column: Its column.
        reason: What was wrong, in each language.
        source: Who says so.
        row: Where this stands in ``corrections.csv``.
    """

    release: str
    table: str
    key: str
    column: str
    reason: Text = field(hash=False)
    source: str
    row: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class CellDiff:
    """A cell with its old and new value; None where it is empty or not there.

    Attributes:
        column: Its column.
        old: Its old value.
        new: Its new value.
        correction: That it was wrong, and why; None where nobody says so.
    """

    column: ColumnPair
    old: Cell
    new: Cell
    correction: Correction | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RowDiff:
    """A row that was added, removed or changed, or probably got another key.

    Attributes:
        change: What became of it.
        key: The cells of its key: the old ones if it got another; none of a table without key.
        cells: Its cells that are not empty; of one that stayed, those that changed.
        times: How often, in a table without key.
    """

    change: Change
    key: tuple[Cell, ...]
    cells: tuple[CellDiff, ...]
    times: int = 1

    @property
    def is_correction(self) -> bool:
        """Whether each of its cells that changed was wrong before."""
        return bool(self.cells) and all(each.correction for each in self.cells)


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnDiff:
    """A column that was added, removed or renamed.

    Attributes:
        column: The column.
        rows: Key and cell of the rows that stand on both sides and have something in it, as
            columns; of a column that was renamed, nothing: its cells are compared.
        place: Of a column that was removed, the place in another table to which it went, if known.
    """

    column: ColumnPair
    rows: pa.Table
    place: str = ""

    @property
    def change(self) -> Change:
        """What became of it."""
        return self.column.change or Change.CHANGE


@dataclass(frozen=True, slots=True, kw_only=True)
class RowPairs:
    """Rows of both sides, the one in the place of the other."""

    old: pa.Table
    new: pa.Table

    def __len__(self) -> int:
        """Return how many there are."""
        return int(self.new.num_rows)


NO_ROWS = pa.table({})
NO_PAIRS = RowPairs(old=NO_ROWS, new=NO_ROWS)


@dataclass(frozen=True, slots=True, kw_only=True)
class RowComparison:
    """What became of the rows of a table, as columns in one spelling.

    Attributes:
        additions: Rows that were added.
        removals: Rows that were removed; a column that was renamed has its new name.
        changes: Rows of which cells changed in columns of both sides.
        renames: Rows that probably got another key: exactly one removed and one added row of the
            table agree in all else.
        matches: Key and cells of columns of one side, of rows that stand on both.
    """

    additions: pa.Table
    removals: pa.Table
    changes: RowPairs = NO_PAIRS
    renames: RowPairs = NO_PAIRS
    matches: Mapping[str, pa.Table] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class TableDiff:
    """What became of a table.

    Attributes:
        package: Name of its package, the new one of two.
        old: The table as it was; None where it was added.
        new: The table as it is; None where it was removed.
        columns: Its columns, in the order of the newer, then what was removed.
        key: Names of the columns that tell which row is which; none where nothing does.
        comparison: What became of its rows.
        column_diffs: Columns that were added, removed or renamed.
        corrections: The cells that were wrong, by key and column.
    """

    package: str
    old: Table | None
    new: Table | None
    columns: tuple[ColumnPair, ...]
    key: tuple[str, ...]
    comparison: RowComparison
    column_diffs: tuple[ColumnDiff, ...] = ()
    corrections: Mapping[tuple[str, str], Correction] = field(default_factory=dict)

    @property
    def table(self) -> Table:
        """The table as it is, or as it was if it was removed."""
        table = self.new or self.old
        if table is None:
            raise ValueError("a table of neither side")
        return table

    @property
    def name(self) -> str:
        """Its name, as findings write it: ``package/table``."""
        return f"{self.package}/{self.table.name}"

    @property
    def change(self) -> Change | None:
        """What became of the table itself, or that something in it changed; None if nothing."""
        if self.old is None:
            return Change.ADDITION
        if self.new is None:
            return Change.REMOVAL
        if self.old.name != self.new.name:
            return Change.RENAME
        return Change.CHANGE if self.column_diffs or any(self.counts.values()) else None

    @property
    def counts(self) -> Mapping[Change, int]:
        """How many rows were added, removed, changed, and probably got another key.

        A row of which only cells of an added or removed column are new is not counted.
        """
        return {
            Change.ADDITION: _sum_of_times(self.comparison.additions),
            Change.REMOVAL: _sum_of_times(self.comparison.removals),
            Change.CHANGE: len(self.comparison.changes),
            Change.RENAME: len(self.comparison.renames),
        }

    @property
    def key_columns(self) -> tuple[ColumnPair, ...]:
        """The columns of the key."""
        return tuple(each for name in self.key for each in self.columns if each.name == name)

    def rows(self, change: Change, most: int | None = None) -> Iterator[RowDiff]:
        """Yield rows of one kind in the order of their keys, no more than asked for."""
        found = self.comparison
        match change:
            case Change.ADDITION:
                rows = (self._row(change, {}, new) for new in _dicts(found.additions))
            case Change.REMOVAL:
                rows = (self._row(change, old, {}) for old in _dicts(found.removals))
            case _:
                pairs = found.changes if change is Change.CHANGE else found.renames
                both = zip(_dicts(pairs.old), _dicts(pairs.new), strict=True)
                rows = (self._row(change, old, new) for old, new in both)
        return islice(rows, most)

    def column_rows(self, diff: ColumnDiff) -> Iterator[RowDiff]:
        """Yield the rows that have something in a column that was added or removed."""
        name = diff.column.name
        for row in _dicts(diff.rows):
            is_new = diff.change is Change.ADDITION
            cell = CellDiff(
                column=diff.column,
                old=None if is_new else row[name],
                new=row[name] if is_new else None,
            )
            key = tuple(row[each] for each in self.key)
            yield RowDiff(change=Change.CHANGE, key=key, cells=(cell,))

    def _row(self, change: Change, old: Mapping[str, Cell], new: Mapping[str, Cell]) -> RowDiff:
        row = old or new
        key = tuple(row[name] for name in self.key)
        reasons = self.corrections if change is Change.CHANGE else {}
        joined = joined_key(key) if reasons else ""
        cells = (
            CellDiff(
                column=each,
                old=old.get(each.name),
                new=new.get(each.name),
                correction=reasons.get((joined, each.name)),
            )
            for each in self.columns
            if change is not Change.CHANGE or each.change in {None, Change.RENAME}
        )
        return RowDiff(
            change=change,
            key=key,
            cells=tuple(each for each in cells if each.old != each.new),
            times=int(row.get(TIMES) or 1),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """The difference between two states of data packages.

    Attributes:
        old: What the older state is called.
        new: What the newer state is called.
        tables: The tables that differ, in the order of the newer state, then what was removed.
        compared: The names of all tables that were compared, added or removed.
        findings: What kept something from being compared.
    """

    old: str
    new: str
    tables: tuple[TableDiff, ...]
    compared: tuple[str, ...]
    findings: tuple[SideFinding, ...] = ()

    @property
    def count(self) -> int:
        """How many tables were compared, added or removed."""
        return len(self.compared)

    @property
    def is_complete(self) -> bool:
        """Whether everything could be compared."""
        return not any(each.finding.severity is Severity.ERROR for each in self.findings)

    @property
    def counts(self) -> Mapping[Change, int]:
        """How many rows of all tables were added, removed, changed, and renamed."""
        return {each: sum(table.counts[each] for table in self.tables) for each in Change}

    @property
    def corrections(self) -> int:
        """How many cells of all tables were corrected."""
        return sum(len(table.corrections) for table in self.tables)


def joined_key(key: Iterable[Cell]) -> str:
    """Return a key as one text."""
    return BETWEEN.join(each or "" for each in key)


def typed(type_name: str, cell: Cell) -> Value | bool:
    """Return the value of a cell: a number, a truth, or text; text too where it is no such value.

    Args:
        type_name: Type of Table Schema.
        cell: The cell, in one spelling.
    """
    if cell is None:
        return None
    if type_name == "boolean":
        return TRUTHS.get(cell, cell)
    if type_name == "year":
        return int(cell) if CANONICAL["year"](cell) else cell
    value = value_of(type_name, cell)
    return cell if value is None else value


def _dicts(table: pa.Table) -> Iterator[dict[str, Cell]]:
    for batch in table.to_batches(max_chunksize=BATCH):
        yield from batch.to_pylist()


def _sum_of_times(rows: pa.Table) -> int:
    if TIMES not in rows.column_names:
        return int(rows.num_rows)
    return sum(int(each) for each in rows[TIMES].to_pylist())
