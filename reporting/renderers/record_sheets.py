"""What the workbook of a record is made of, and which columns of its tables come first."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from reporting.packages.model import Field, Table

PROVENANCE = ("source_id", "confidence", "basis")
HALF = 2
Rows = Sequence[Mapping[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class RowMark:
    """A row as it was exported, so that later changes are told apart: table, key, and a hash."""

    table: str
    key: str
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordSheets:
    """What the workbook of a record is made of.

    Attributes:
        title: What the record is called.
        version: Version of the schemas of Article 6; empty where the tables are others.
        tables: The tables in the order one fills them.
        rows: The rows of each table, every cell as text.
        defaults: What an empty cell of a table stands for, by its field: a value, or where it is
            found.
        lists: What fields that lead to other packages may hold, by table and field.
        examples: Rows of a made-up record, by table.
        marks: The rows that the workbook holds as it is made.
        first: The tables that a first form needs, each with the columns that it asks for beside
            those that every row needs; none where nobody says.
    """

    title: str
    version: str
    tables: Sequence[Table]
    rows: Mapping[str, Sequence[Mapping[str, str]]]
    defaults: Mapping[str, Mapping[str, str]]
    lists: Mapping[tuple[str, str], Sequence[str]]
    examples: Mapping[str, Sequence[Mapping[str, str]]]
    marks: Sequence[RowMark]
    first: Mapping[str, Sequence[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkbookColumn:
    """A column of a sheet.

    Attributes:
        field: Its field.
        is_needed: Whether every row needs it.
        is_asked: Whether a first form asks for it.
        is_open: Whether it is shown at first.
    """

    field: Field
    is_needed: bool
    is_asked: bool
    is_open: bool


def columns_of(table: Table, record: RecordSheets) -> tuple[WorkbookColumn, ...]:
    """Return the columns of a table as one fills them: needed ones first, rare ones folded away.

    Of the columns that are not needed, those stay open that this record fills somewhere, or the
    made-up one in most of its rows, of all or of one kind, as the purpose of those that are a
    retirement. One with a default is not needed, and folded away while no row
    says otherwise.
    """
    rows, examples = record.rows.get(table.name, ()), record.examples.get(table.name, ())
    defaults, asked = record.defaults.get(table.name, {}), record.first.get(table.name, ())
    kinds = [examples, *_kinds(table, examples)]
    found = []
    for each in table.schema.fields:
        name = each.name
        is_required = bool(each.constraints.get("required")) or name in table.schema.primary_key
        is_needed = is_required and name not in defaults
        is_usual = name not in defaults and any(_fill(name, kind) for kind in kinds)
        is_asked = not is_needed and name in asked
        is_open = is_needed or is_asked or is_usual or any(row.get(name) for row in rows)
        found.append(
            WorkbookColumn(field=each, is_needed=is_needed, is_asked=is_asked, is_open=is_open)
        )
    return tuple(sorted(found, key=lambda each: _rank(each, table.schema.primary_key)))


def _kinds(table: Table, rows: Rows) -> Iterator[Rows]:
    """Yield the rows that have the same code in a column."""
    for each in table.schema.fields:
        for code in each.constraints.get("enum", ()) if each.name not in PROVENANCE else ():
            yield [row for row in rows if row.get(each.name) == code]


def _fill(name: str, rows: Rows) -> bool:
    return HALF * sum(bool(row.get(name)) for row in rows) > len(rows)


def _rank(column: WorkbookColumn, key: Sequence[str]) -> int:
    """Return where a column stands: needed, asked for, usual, of the row's source, the others."""
    if column.field.name in PROVENANCE and column.field.name not in key and column.is_open:
        return 3
    ranks = (column.is_needed, column.is_asked, column.is_open, True)
    return (0, 1, 2, 4)[ranks.index(True)]
