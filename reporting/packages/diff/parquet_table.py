"""A table of a Parquet file, each column of its type, or why it cannot be compared."""

from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import parquet

from reporting.findings import Finding, Place
from reporting.packages.csv_text import shown
from reporting.packages.files import file_findings
from reporting.packages.model import Table

ENDING = ".parquet"
PLAIN = (
    *(pa.types.is_string, pa.types.is_large_string, pa.types.is_string_view, pa.types.is_null),
    *(pa.types.is_integer, pa.types.is_floating, pa.types.is_decimal, pa.types.is_boolean),
    *(pa.types.is_temporal,),
)
"""What tells the types of which a value is one thing, and can be written as one."""

Reading = tuple[pa.Table | None, tuple[Finding, ...]]


def is_parquet(path: Path) -> bool:
    """Tell whether a file is Parquet, by the ending of its name."""
    return path.suffix.lower() == ENDING


def is_plain(kind: pa.DataType) -> bool:
    """Tell whether a value of a type is one thing: no list, no record, no bytes."""
    if pa.types.is_dictionary(kind):
        return is_plain(kind.value_type)
    return any(test(kind) for test in PLAIN)


def parquet_schema(path: Path, place: Place) -> tuple[pa.Schema | None, tuple[Finding, ...]]:
    """Return what a Parquet file says of its columns, or why it cannot be read."""
    findings = tuple(file_findings(path, place, is_text=False))
    if findings:
        return None, findings
    try:
        return parquet.read_schema(path), ()
    except (pa.ArrowException, OSError) as error:
        return None, (_unreadable(place, error),)


def parquet_table(table: Table, place: Place) -> Reading:
    """Read a table of a Parquet file.

    Args:
        table: The table; its schema says which columns there are to be.
        place: Where a finding stands.

    Returns:
        Its rows, texts as strings, an empty text null as in CSV; or what keeps them from being
        compared.
    """
    schema, findings = parquet_schema(table.path, place)
    if schema is None:
        return None, findings
    faults = tuple(_faults(schema, table, place))
    if faults:
        return None, faults
    try:
        with parquet.ParquetFile(table.path, memory_map=True) as file:
            rows = file.read(columns=list(table.schema.names))
    except (pa.ArrowException, OSError) as error:
        return None, (_unreadable(place, error),)
    return pa.table({name: _cells(rows[name]) for name in table.schema.names}), ()


def _faults(schema: pa.Schema, table: Table, place: Place) -> list[Finding]:
    """Return where the columns are not those of the schema, or hold what cannot be compared."""
    expected = table.schema.names
    names = ", ".join(expected)
    found = [
        _finding("header-duplicate", place, name, label=name)
        for name in dict.fromkeys(schema.names)
        if schema.names.count(name) > 1
    ]
    found += [
        _finding("header-missing-field", place, name, name=name)
        for name in expected
        if name not in schema.names
    ]
    found += [
        _finding("header-extra-field", place, "", label=shown(name), names=names)
        for name in schema.names
        if name not in expected
    ]
    return found + [
        _finding("column-nested", place, each.name, type=str(each.type))
        for each in schema
        if not is_plain(each.type)
    ]


def _cells(column: pa.ChunkedArray) -> pa.ChunkedArray:
    kind = column.type
    if pa.types.is_dictionary(kind):
        return _cells(column.cast(kind.value_type))
    if kind in {pa.large_string(), pa.string_view(), pa.null()}:
        column = column.cast(pa.string())
    if not pa.types.is_string(column.type):
        return column
    is_empty = pc.equal(column, "")
    if not pc.any(is_empty).as_py():
        return column
    return pc.if_else(is_empty, pa.scalar(None, pa.string()), column)


def _unreadable(place: Place, error: Exception) -> Finding:
    return _finding("parquet-unreadable", place, "", reason=shown(str(error)))


def _finding(code: str, place: Place, field: str, **values: str) -> Finding:
    at = Place(package=place.package, table=place.table, field=field)
    return Finding(code=code, place=at, values=values)
