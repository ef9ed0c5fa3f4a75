"""Data packages as one SQLite file: typed columns, keys, closed lists, and what everything means.

Beside the tables of the data stand ``_about``, ``_tables``, ``_fields`` and ``_values``; what a
table and a column mean is also a comment in its ``CREATE TABLE``.

SQLite has no exact decimals. A column of numbers is REAL where each has 15 digits at most, which
are kept; otherwise the whole column is TEXT with the decimals as they are, and `_fields` says so.
Dates are text as YYYY-MM-DD under the type DATE, truths 1 and 0 under BOOLEAN.
"""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import chain, count
from typing import Any

import pyarrow as pa

from reporting.packages.csv_text import PLACE, read_table
from reporting.packages.model import Field, ForeignKey, Package, Schema
from reporting.renderers.codebook import TableLine, about_lines, field_lines

PAGE_SIZE = 4096
TOOL = ("SQLite", sqlite3.sqlite_version)
EXACT_DIGITS = 15
TYPES = {
    "string": "TEXT",
    "integer": "INTEGER",
    "number": "REAL",
    "boolean": "BOOLEAN",
    "date": "DATE",
    "year": "INTEGER",
}
ABOUT, TABLES, FIELDS, VALUES = "_about", "_tables", "_fields", "_values"
IN_BOTH = ("title", "title_ja", "description", "description_ja")
ABOUT_COLUMNS = ("name", "text", "text_ja")
TABLE_COLUMNS = ("sql_table", "table_name", *IN_BOTH, "rows", "primary_key")
FIELD_COLUMNS = (
    *("sql_table", "field", "type", "sql_type", *IN_BOTH),
    *("unit", "mandate", "key", "leads_to"),
)
VALUE_COLUMNS = ("sql_table", "field", "value", "label", "label_ja")


@dataclass(frozen=True, slots=True, kw_only=True)
class SqlTable:
    """A table as SQLite has it.

    Attributes:
        line: The table, what it is called in SQL, and how many rows it has.
        types: The SQL type of each of its columns.
        rows: Its rows.
    """

    line: TableLine
    types: Mapping[str, str]
    rows: pa.Table

    @property
    def schema(self) -> Schema:
        """Its schema."""
        return self.line.table.schema


def to_sqlite(package: Package) -> bytes:
    """Return every table of a descriptor as one SQLite file.

    The same tables give the same bytes, with one version of SQLite: there is no clock in it.

    Args:
        package: The package, validated; one over several calls its tables ``package-table``, which
            become ``package_table``.

    Raises:
        pyarrow.ArrowInvalid: A table has not been validated and does not match its schema.
        sqlite3.IntegrityError: The same: a key stands twice, or a value is not of its list.
    """
    tables = _tables(package)
    by_name = {each.line.table.name: each for each in tables}
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as base:
        base.execute(f"PRAGMA page_size = {PAGE_SIZE}")
        base.execute("PRAGMA secure_delete = ON")
        base.execute("BEGIN")
        for each in tables:
            base.execute(_definition(each, by_name))
            _fill(base, each.line.called, each.schema.names, _rows(each))
        for name, columns, rows in _codebook(package, tables):
            types = {"rows": "INTEGER"}
            listed = ", ".join(f"{_quoted(each)} {types.get(each, 'TEXT')}" for each in columns)
            base.execute(f"CREATE TABLE {_quoted(name)} ({listed})")
            _fill(base, name, columns, rows)
        base.execute("COMMIT")
        return base.serialize()


def sql_names(names: Iterable[str]) -> list[str]:
    """Return what tables are called in SQL: words joined by ``_``, each another, in any case."""
    found: list[str] = []
    taken = {ABOUT, TABLES, FIELDS, VALUES}
    for each in names:
        plain = each.replace("-", "_")
        # SQLite keeps names that begin so for itself.
        plain = f"table_{plain}" if plain.lower().startswith("sqlite_") else plain
        name = next(
            name
            for name in chain([plain], (f"{plain}_{number}" for number in count(2)))
            if name.lower() not in taken
        )
        taken.add(name.lower())
        found.append(name)
    return found


def _tables(package: Package) -> list[SqlTable]:
    tables = [*package]
    names = sql_names(each.name for each in tables)
    found = []
    for name, table in zip(names, tables, strict=True):
        rows = read_table(table, package.name).drop_columns(list(PLACE))
        types = {each.name: _type(each, rows[each.name]) for each in table.schema.fields}
        line = TableLine(called=name, table=table, rows=rows.num_rows)
        found.append(SqlTable(line=line, types=types, rows=rows))
    return found


def _type(field: Field, column: pa.ChunkedArray) -> str:
    """Return the SQL type of a column: that of its field, if it keeps every value."""
    if field.type == "number" and not all(map(_is_kept, column.to_pylist())):
        return "TEXT"
    return TYPES.get(field.type, "TEXT")


def _is_kept(value: Decimal | None) -> bool:
    return value is None or len(value.normalize().as_tuple().digits) <= EXACT_DIGITS


def _definition(table: SqlTable, by_name: Mapping[str, SqlTable]) -> str:
    """Return the ``CREATE TABLE`` of a table, with what it and its columns mean."""
    schema = table.schema
    columns = [(_column(each, table.types[each.name]), _meaning(each)) for each in schema.fields]
    rules = [(rule, "") for rule in _rules(schema, by_name)]
    parts = [*columns, *rules]
    lines = [
        f"  {part}{',' if number < len(parts) else ''}{comment}"
        for number, (part, comment) in enumerate(parts, start=1)
    ]
    about = table.line.table
    said = _comment(about.title["en"], about.description["en"])
    head = f"CREATE TABLE {_quoted(table.line.called)} ({said}"
    return "\n".join([head, *lines, ")"])


def _column(field: Field, sql_type: str) -> str:
    parts = [_quoted(field.name), sql_type]
    if field.constraints.get("required"):
        parts.append("NOT NULL")
    allowed = [str(each) for each in field.constraints.get("enum", ())]
    if sql_type == "BOOLEAN":
        parts.append(f"CHECK ({_quoted(field.name)} IN (0, 1))")
    elif allowed and field.type == "string":
        parts.append(f"CHECK ({_quoted(field.name)} IN ({', '.join(map(_literal, allowed))}))")
    return " ".join(parts)


def _meaning(field: Field) -> str:
    unit = f"[{field.unit}]" if field.unit else ""
    return _comment(field.title["en"], unit, field.description["en"])


def _comment(title: str, *more: str) -> str:
    """Return a comment of SQL: one line, whatever breaks stand in the texts."""
    said = " ".join(" ".join(filter(None, (f"{title}:" if any(more) else title, *more))).split())
    return f" -- {said}" if said else ""


def _rules(schema: Schema, by_name: Mapping[str, SqlTable]) -> Iterator[str]:
    """Yield the keys of a table; of foreign keys, those that lead to a key, as SQLite asks."""
    if schema.primary_key:
        yield f"PRIMARY KEY ({_listed(schema.primary_key)})"
    for key in _unique(schema):
        if key != schema.primary_key:
            yield f"UNIQUE ({_listed(key)})"
    for leads in schema.foreign_keys:
        other = by_name.get(leads.table)
        if other is not None and _leads_to_key(leads, other.schema):
            yield (
                f"FOREIGN KEY ({_listed(leads.fields)}) REFERENCES "
                f"{_quoted(other.line.called)} ({_listed(leads.keys)})"
            )


def _unique(schema: Schema) -> tuple[tuple[str, ...], ...]:
    single = ((each.name,) for each in schema.fields if each.constraints.get("unique"))
    return tuple(dict.fromkeys((*schema.unique_keys, *single)))


def _leads_to_key(leads: ForeignKey, other: Schema) -> bool:
    keys = {frozenset(each) for each in (other.primary_key, *_unique(other))}
    return not leads.package and frozenset(leads.keys) in keys


def _rows(table: SqlTable) -> Iterator[tuple[Any, ...]]:
    columns = [
        _values(table.rows[each.name].to_pylist(), _kept_as(each, table.types[each.name]))
        for each in table.schema.fields
    ]
    return zip(*columns, strict=True)


def _values(column: list[Any], kept: Callable[[Any], object] | None) -> list[Any]:
    if kept is None:
        return column
    return [None if each is None else kept(each) for each in column]


def _kept_as(field: Field, sql_type: str) -> Callable[[Any], object] | None:
    """Return how values of a field are kept; None for as they are."""
    if field.type == "number":
        return _plain if sql_type == "TEXT" else float
    kept: Mapping[str, Callable[[Any], object]] = {"boolean": int, "date": date.isoformat}
    return kept.get(field.type)


def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}"


def _codebook(
    package: Package, tables: Sequence[SqlTable]
) -> Iterator[tuple[str, Sequence[str], list[tuple[Any, ...]]]]:
    """Yield the tables that say what the others are."""
    lines = [each.line for each in tables]
    types = {each.line.called: each.types for each in tables}
    about = [(each.name, each.text["en"], each.text["ja"]) for each in about_lines(package)]
    yield ABOUT, ABOUT_COLUMNS, about
    yield (
        TABLES,
        TABLE_COLUMNS,
        [
            (
                *(line.called, line.table.name),
                *(line.table.title["en"], line.table.title["ja"]),
                *(line.table.description["en"], line.table.description["ja"]),
                *(line.rows, line.key),
            )
            for line in lines
        ],
    )
    fields = [*field_lines(lines)]
    yield (
        FIELDS,
        FIELD_COLUMNS,
        [
            (
                *(each.called, each.field.name, each.field.type),
                types[each.called][each.field.name],
                *(each.field.title["en"], each.field.title["ja"]),
                *(each.field.description["en"], each.field.description["ja"]),
                *(each.field.unit, each.field.mandate, each.key.en, each.leads_to),
            )
            for each in fields
        ],
    )
    yield (
        VALUES,
        VALUE_COLUMNS,
        [
            (each.called, each.field.name, value.value, value.label["en"], value.label["ja"])
            for each in fields
            for value in each.field.categories
        ],
    )


def _fill(
    base: sqlite3.Connection, name: str, columns: Sequence[str], rows: Iterable[tuple[Any, ...]]
) -> None:
    places = ", ".join("?" * len(columns))
    base.executemany(f"INSERT INTO {_quoted(name)} VALUES ({places})", rows)  # noqa: S608 - quoted


def _listed(names: Iterable[str]) -> str:
    return ", ".join(map(_quoted, names))


def _quoted(name: str) -> str:
    """Return a name as SQL writes it."""
    doubled = name.replace('"', '""')
    return f'"{doubled}"'


def _literal(text: str) -> str:
    """Return a text as SQL writes it."""
    doubled = text.replace("'", "''")
    return f"'{doubled}'"
