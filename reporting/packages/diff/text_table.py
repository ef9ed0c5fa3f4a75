"""A table read by Arrow, CSV as text, or the findings that keep it from being compared."""

from collections import deque
from collections.abc import Sequence
from mmap import ACCESS_READ, mmap
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv as arrow_csv

from reporting.findings import Finding, Place
from reporting.packages.csv_text import BrokenRowError, shown, text_lines
from reporting.packages.diff.matching import is_key
from reporting.packages.diff.parquet_table import is_parquet, parquet_table
from reporting.packages.diff.spelling import as_text, kind_of, spelt_once
from reporting.packages.empty_cells import filled_columns
from reporting.packages.files import file_findings
from reporting.packages.headers import header_findings
from reporting.packages.model import ROOM_FOR_A_ROW, Table

HARMLESS = frozenset({"byte-order-mark", "header-order"})
AT, FIRST, COUNT = "\x00at", "\x00first", "\x00count"
"""Names of columns of ours: no field has a name that cannot be seen."""

Reading = tuple[pa.Table | None, tuple[Finding, ...]]


def text_table(table: Table, package: str) -> Reading:
    """Read a table for comparison.

    Args:
        table: The table; it need not be validated.
        package: Name of its package.

    Returns:
        Its rows, empty cells null, those of the key in one spelling: of CSV as text, of Parquet as
        they are; or what keeps them from being compared. That no key stands twice is not looked at.
    """
    place = Place(package=package, table=table.name)
    if is_parquet(table.readable):
        rows, faults = parquet_table(table, place)
        return (None if rows is None else _with_keys_spelt(_without_blank(rows), table)), faults
    findings = [*file_findings(table.readable, place)]
    if all(each.code in HARMLESS for each in findings):
        findings += header_findings(table.schema, table.readable, place)[0]
    faults = tuple(each for each in findings if each.code not in HARMLESS)
    if faults:
        return None, faults
    try:
        if _has_quotes(table.readable):  # Arrow takes one left open for the rest of the file
            deque(text_lines(table.readable), maxlen=0)
        rows = _read(table)
    except BrokenRowError as error:
        at = Place(package=package, table=table.name, row=error.row)
        return None, (Finding(code=error.code, place=at, values={"reason": error.reason}),)
    except pa.ArrowInvalid:
        rows, faults = _read_slowly(table, place)
        if faults:
            return None, faults
    rows = filled_columns(_without_blank(rows), table.schema)
    return _with_keys_spelt(rows, table), ()


def _has_quotes(path: Path) -> bool:
    with path.open("rb") as stream, mmap(stream.fileno(), 0, access=ACCESS_READ) as content:
        return content.find(b'"') >= 0


def _read(table: Table) -> pa.Table:
    names = table.schema.names
    return arrow_csv.read_csv(
        table.readable,
        # Arrow refuses a row that is longer than a block.
        read_options=arrow_csv.ReadOptions(block_size=ROOM_FOR_A_ROW),
        parse_options=arrow_csv.ParseOptions(newlines_in_values=True),
        convert_options=arrow_csv.ConvertOptions(
            column_types=dict.fromkeys(names, pa.string()),
            include_columns=names,
            strings_can_be_null=True,
            # An empty cell is empty in quotation marks, too, as it is to `jcm validate`.
            quoted_strings_can_be_null=True,
            null_values=sorted(table.schema.missing_values),
        ),
    )


def _read_slowly(table: Table, place: Place) -> Reading:
    """Read a table that Arrow refuses: say which rows are at fault, or that none is."""
    lines = text_lines(table.readable)
    header = next(lines)[1]
    rows: list[list[str]] = []
    faults: list[Finding] = []
    for number, row in lines:
        if len(row) == len(header):
            rows.append(row)
        elif any(map(str.strip, row)):
            code = "row-too-short" if len(row) < len(header) else "row-too-long"
            at = Place(package=place.package, table=place.table, row=number)
            values = {"expected": str(len(header)), "found": str(len(row))}
            faults.append(Finding(code=code, place=at, values=values))
    if faults:
        return None, tuple(faults)
    missing = table.schema.missing_values
    columns = {
        name: pa.array([None if row[at] in missing else row[at] for row in rows], pa.string())
        for name, at in ((name, header.index(name)) for name in table.schema.names)
    }
    return pa.table(columns), ()


def _without_blank(rows: pa.Table) -> pa.Table:
    """Leave out the rows that say nothing."""
    is_blank = pc.is_null(rows.column(0))
    for column in rows.columns[1:]:
        if not pc.any(is_blank).as_py():
            return rows
        is_blank = pc.and_(is_blank, pc.is_null(column))
    return rows.filter(pc.invert(is_blank))


def _with_keys_spelt(rows: pa.Table, table: Table) -> pa.Table:
    for name in table.schema.primary_key:
        if not pa.types.is_string(rows[name].type):
            continue  # a typed value has one spelling
        column = spelt_once(rows[name], kind_of(table.schema[name].type))
        rows = rows.set_column(rows.column_names.index(name), name, column)
    return rows


def duplicates(rows: pa.Table, table: Table, place: Place) -> tuple[Finding, ...]:
    """Return a finding for each row whose primary key an earlier row has."""
    key = table.schema.primary_key
    if not key or is_key(rows, key):
        return ()
    keys = _as_text(rows.select(key))
    groups = _grouped(keys, key)
    several = groups.filter(pc.greater(groups[COUNT], 1))
    firsts = {tuple(row[name] for name in key): row[FIRST] for row in several.to_pylist()}
    is_meant = pc.is_in(keys[key[0]], value_set=several[key[0]].combine_chunks())
    numbers = keys.append_column(AT, pa.array(range(rows.num_rows), pa.int64()))
    lines = _numbers_of_rows(table, rows.num_rows)
    return tuple(
        _duplicate(cells, lines[row[AT]], lines[firsts[cells]], table, place)
        for row in numbers.filter(is_meant).to_pylist()
        for cells in (tuple(row[name] for name in key),)
        if firsts.get(cells, row[AT]) != row[AT]
    )


def _as_text(rows: pa.Table) -> pa.Table:
    return pa.table({name: as_text(rows[name]) for name in rows.column_names})


def _grouped(rows: pa.Table, names: tuple[str, ...]) -> pa.Table:
    """Return the distinct values of some columns: how often each stands there, and where first."""
    numbers = rows.select(names).append_column(AT, pa.array(range(rows.num_rows), pa.int64()))
    return (
        numbers.group_by(list(names))
        .aggregate([(AT, "min"), (AT, "count")])
        .rename_columns([*names, FIRST, COUNT])
    )


def _duplicate(
    cells: tuple[str | None, ...], row: int, first: int, table: Table, place: Place
) -> Finding:
    key = table.schema.primary_key
    return Finding(
        code="primary-key-duplicate",
        place=Place(package=place.package, table=place.table, row=row, field=key[0]),
        values={
            "value": " | ".join(shown(each or "") for each in cells),
            "fields": ", ".join(key),
            "first": str(first),
        },
    )


def _numbers_of_rows(table: Table, count: int) -> Sequence[int]:
    """Return the number of each row that is not blank, as a spreadsheet shows it."""
    if is_parquet(table.readable):
        return range(2, count + 2)  # as if there were a header
    lines = text_lines(table.readable)
    header = next(lines)[1]
    places = [header.index(name) for name in table.schema.names]
    missing = table.schema.missing_values
    return [
        number
        for number, row in lines
        if len(row) == len(header) and any(row[at] not in missing for at in places)
    ]
