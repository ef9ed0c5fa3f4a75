"""What a difference says to people, in one language: `reporting.renderers.diff_pages` draws it."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby, takewhile

from reporting.messages import Text, _, alike, joined, ngettext
from reporting.packages.csv_text import shown
from reporting.packages.diff import (
    Cell,
    CellDiff,
    Change,
    ColumnDiff,
    ColumnPair,
    Difference,
    RowDiff,
    Side,
    TableDiff,
    typed,
)
from reporting.renderers.findings import COLON, COMMA, FindingsReport, counts, sections_by_table

CONTEXT = 24
WHOLE = 10  # rows of a table that was added or removed as a whole
EMPTY = _("empty")
ARROW = "→"
CHANGES: Mapping[Change, Text] = {
    Change.ADDITION: _("added"),
    Change.REMOVAL: _("removed"),
    Change.CHANGE: _("changed"),
    Change.RENAME: _("key probably changed"),
}
CORRECTED = _("corrected")
WITHOUT_KEY = _(
    "No key tells its rows apart, so a changed row counts as removed and added;"
    " of files, --key COLUMN names one."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CellWords:
    """A cell of a row.

    Attributes:
        label: The title of its column.
        old: Its old value; None where it was empty.
        new: Its new value; None where it is empty.
        reason: Of a cell that was wrong, why; empty of one that merely changed.
    """

    label: str
    old: str | None
    new: str | None
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RowWords:
    """A row that was added, removed or changed.

    Attributes:
        change: What became of it.
        key: What names it; empty in a table without key.
        cells: Its cells.
        is_correction: Whether each of them was wrong before.
    """

    change: Change
    key: str
    cells: tuple[CellWords, ...]
    is_correction: bool = False

    def said(self, language: str) -> str:
        """Return what became of it, in a word or two."""
        return (CORRECTED if self.is_correction else CHANGES[self.change])[language]


@dataclass(frozen=True, slots=True, kw_only=True)
class TableWords:
    """What became of a table.

    Attributes:
        title: Its title.
        name: Its name, ``package/table``.
        summary: How many rows were added, removed and changed.
        remarks: What became of the table itself and of its columns.
        rows: Rows, no more than were asked for.
        more: How many rows are not among them.
    """

    title: str
    name: str
    summary: str
    remarks: tuple[str, ...]
    rows: tuple[RowWords, ...]
    more: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DiffWords:
    """How two states differ, in one language.

    Attributes:
        language: The language.
        title: What was compared.
        summary: How much, and what became of it.
        findings: What kept something from being compared; None where nothing did.
        tables: The tables that differ.
    """

    language: str
    title: str
    summary: str
    findings: FindingsReport | None
    tables: tuple[TableWords, ...]


def diff_words(difference: Difference, language: str, *, most: int, length: int) -> DiffWords:
    """Return what a difference says.

    Args:
        difference: The difference.
        language: The language.
        most: How many rows of a table that were added, removed or changed are told, of each.
        length: How many characters of a value are told.
    """
    return DiffWords(
        language=language,
        title=f"{difference.old} {ARROW} {difference.new}",
        summary=difference_summary(difference)[language],
        findings=difference_findings(difference, language),
        tables=tuple(
            table_words(each, language, most=most, length=length) for each in difference.tables
        ),
    )


def row_words(diff: TableDiff, row: RowDiff, language: str, *, length: int) -> RowWords:
    """Return what a row of a table says.

    Args:
        diff: What became of its table.
        row: What became of it.
        language: The language.
        length: How many characters of a value are told.
    """
    return _Writer(diff=diff, language=language, length=length).row(row)


def more_rows(count: int, language: str) -> str:
    """Say how many rows are not shown, and what shows them."""
    text = ngettext(
        "… and %(count)s row more: jcm diff --format csv lists every one",
        "… and %(count)s rows more: jcm diff --format csv lists every one",
        count,
    )
    return text[language]


def difference_findings(difference: Difference, language: str) -> FindingsReport | None:
    """Return what kept something from being compared, by side and table; None if nothing did."""
    if not difference.findings:
        return None
    names = {Side.OLD: difference.old, Side.NEW: difference.new}
    by_side = groupby(difference.findings, key=lambda each: each.side)
    return FindingsReport(
        language=language,
        title=_("What could not be compared")[language],
        summary=counts([each.finding for each in difference.findings])[language],
        sections=tuple(
            section
            for side, several in by_side
            for section in sections_by_table(
                [each.finding for each in several], language, names[side]
            )
        ),
    )


def difference_summary(difference: Difference) -> Text:
    """Say how many tables and rows differ."""
    comparison = ngettext("%(count)s table compared", "%(count)s tables compared", difference.count)
    if not difference.tables:
        return joined((comparison, _("no difference")), COLON)
    number = len(difference.tables)
    parts = [
        ngettext("%(count)s table differs", "%(count)s tables differ", number),
        *_of_rows(difference.counts),
        *_of_corrections(difference.corrections),
    ]
    return joined((comparison, joined(parts, COMMA)), COLON)


def _of_rows(numbers: Mapping[Change, int]) -> Iterator[Text]:
    """Yield how many rows of each kind there are; of none, nothing."""
    texts = {
        Change.ADDITION: ngettext(
            "%(count)s row added", "%(count)s rows added", numbers[Change.ADDITION]
        ),
        Change.REMOVAL: ngettext(
            "%(count)s row removed", "%(count)s rows removed", numbers[Change.REMOVAL]
        ),
        Change.CHANGE: ngettext(
            "%(count)s row changed", "%(count)s rows changed", numbers[Change.CHANGE]
        ),
        Change.RENAME: ngettext(
            "%(count)s key probably changed",
            "%(count)s keys probably changed",
            numbers[Change.RENAME],
        ),
    }
    return (text for change, text in texts.items() if numbers[change])


def _of_corrections(count: int) -> Iterator[Text]:
    """Yield how many cells were corrected; of none, nothing."""
    if count:
        yield ngettext("%(count)s cell corrected", "%(count)s cells corrected", count)


def table_words(diff: TableDiff, language: str, *, most: int, length: int) -> TableWords:
    """Return what became of a table; for the arguments see `diff_words`."""
    if diff.change in {Change.ADDITION, Change.REMOVAL}:
        most = min(most, WHOLE)
    writer = _Writer(diff=diff, language=language, length=length)
    rows = [writer.row(row) for change in Change for row in diff.rows(change, most)]
    count = sum(min(most, _lines(diff, change)) for change in Change)
    parts = [
        *_of_table(diff),
        *_of_rows(diff.counts),
        *_of_corrections(len(diff.corrections)),
    ]
    return TableWords(
        title=diff.table.title[language] or diff.table.name,
        name=diff.name,
        summary=joined(parts, COMMA)[language],
        remarks=tuple(writer.remarks()),
        rows=tuple(rows),
        more=sum(_lines(diff, change) for change in Change) - count,
    )


def _of_table(diff: TableDiff) -> Iterator[Text]:
    """Yield what became of a table, and how many of its columns were added, removed, renamed."""
    if diff.change is Change.ADDITION:
        yield _("table added")
    elif diff.change is Change.REMOVAL:
        yield _("table removed")
    elif diff.change is Change.RENAME:
        yield _("table renamed")
    numbers = Counter(each.change for each in diff.column_diffs)
    texts = {
        Change.ADDITION: ngettext(
            "%(count)s column added", "%(count)s columns added", numbers[Change.ADDITION]
        ),
        Change.REMOVAL: ngettext(
            "%(count)s column removed", "%(count)s columns removed", numbers[Change.REMOVAL]
        ),
        Change.RENAME: ngettext(
            "%(count)s column renamed", "%(count)s columns renamed", numbers[Change.RENAME]
        ),
    }
    yield from (text for change, text in texts.items() if numbers[change])


def _lines(diff: TableDiff, change: Change) -> int:
    """Return how many rows of a kind are told; equal ones of a table without key are one."""
    rows = diff.comparison
    tables = {Change.ADDITION: rows.additions, Change.REMOVAL: rows.removals}
    return tables[change].num_rows if change in tables else diff.counts[change]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Writer:
    """What writes the rows of a table in a language."""

    diff: TableDiff
    language: str
    length: int

    def remarks(self) -> Iterator[str]:
        diff = self.diff
        if diff.change is Change.RENAME and diff.old:
            yield _("The table was called %(old)s.", old=diff.old.name)[self.language]
        if not diff.key and all(_lines(diff, each) for each in (Change.ADDITION, Change.REMOVAL)):
            yield WITHOUT_KEY[self.language]
        for each in diff.column_diffs:
            yield self._column(each)[self.language]

    def _column(self, diff: ColumnDiff) -> Text:
        column = diff.column
        name = alike(f"{column.field.title[self.language]} ({column.name})")
        if diff.change is Change.RENAME and column.old:
            return _("Column renamed: %(name)s was called %(old)s.", name=name, old=column.old.name)
        count = ngettext("%(count)s row", "%(count)s rows", diff.rows.num_rows)
        if diff.change is Change.ADDITION:
            return _("Column added: %(name)s, filled in %(rows)s.", name=name, rows=count)
        if diff.place:
            return _(
                "Column removed: %(name)s, filled in %(rows)s; its place is %(place)s now.",
                name=name,
                rows=count,
                place=diff.place,
            )
        return _("Column removed: %(name)s, filled in %(rows)s.", name=name, rows=count)

    def row(self, row: RowDiff) -> RowWords:
        is_key_told = row.change in {Change.ADDITION, Change.REMOVAL}
        cells = (
            self._cell(each)
            for each in row.cells
            if not (is_key_told and each.column.name in self.diff.key)
        )
        return RowWords(
            change=row.change,
            key=self._key(row),
            cells=tuple(cells),
            is_correction=row.is_correction,
        )

    def _key(self, row: RowDiff) -> str:
        side = Side.NEW if row.change is Change.ADDITION else Side.OLD
        parts = zip(self.diff.key_columns, row.key, strict=True)
        cells = [
            shown(self._value(column, cell, side) or EMPTY[self.language]) for column, cell in parts
        ]
        times = [f"× {row.times:,}"] if row.times > 1 else []
        return COMMA[self.language].join([*cells, *times])

    def _cell(self, cell: CellDiff) -> CellWords:
        old, new = apart(
            self._value(cell.column, cell.old, Side.OLD),
            self._value(cell.column, cell.new, Side.NEW),
            self.length,
        )
        reason = cell.correction.reason[self.language] if cell.correction else ""
        return CellWords(
            label=self._label(cell.column), old=old, new=new, reason=shown(reason, self.length)
        )

    def _label(self, column: ColumnPair) -> str:
        title = column.field.title[self.language]
        titles = [each.field.title[self.language] for each in self.diff.columns]
        return title if titles.count(title) == 1 else f"{title} ({column.name})"

    def _value(self, column: ColumnPair, cell: Cell, side: Side) -> str | None:
        """Return a value as people read it: coded ones by their labels, quantities grouped."""
        if cell is None:
            return None
        field = (column.old if side is Side.OLD else column.new) or column.field
        value = typed(field.type, cell)
        if field.unit and isinstance(value, int | Decimal) and not isinstance(value, bool):
            return f"{value:,}"
        return column.label(cell, side, self.language)


def apart(old: str | None, new: str | None, length: int) -> tuple[str | None, str | None]:
    """Return two values so that what cannot be seen is seen, and of long ones where they differ."""
    start = 0
    if old and new and max(len(old), len(new)) > length:
        same = takewhile(lambda pair: pair[0] == pair[1], zip(old, new, strict=False))
        start = max(0, len([*same]) - min(CONTEXT, length // 2))
    before = "… " if start else ""

    def part(text: str | None) -> str | None:
        return None if text is None else f"{before}{shown(text[start:], length)}"

    return part(old), part(new)
