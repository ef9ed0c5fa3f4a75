"""Copies of tables read back as text, whatever format they are in and whoever wrote them.

A copy is judged by what it says, so a number is its shortest decimal, a truth ``true`` or
``false``, a day YYYY-MM-DD, and what is empty is unknown: the spelling of the CSV. Spreadsheets and
SQLite keep 15 digits of a number; what they make of the rest is no difference. A text of spaces
alone counts as empty in a workbook.

Nothing of a file is trusted: its size, its depth and what it unpacks to have limits.
"""

import csv
import json
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from io import BytesIO, StringIO
from pathlib import Path, PurePosixPath
from typing import Any, NoReturn

import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import parquet

from reporting.packages.csv_text import ROOM_FOR_A_CELL
from reporting.packages.model import Schema
from reporting.releases.copy_text import CopyError, copy_table, of_float, plain
from reporting.releases.reading_sqlite import sqlite_tables
from reporting.releases.reading_workbook import workbook_tables
from reporting.renderers.csv_injection import unshielded
from reporting.renderers.excel_csv import ENDING

MOST_BYTES = 1 << 28
MOST_MEMBERS = 20_000
DIGITS_OF_A_YEAR = 4
Tables = Mapping[str, pa.Table]


def read_copy(path: Path) -> Tables:
    """Read the tables of a file, by name: CSV, CSV for Excel, JSON, Parquet, XLSX, SQLite, zip.

    Args:
        path: The file. A table is called as the file; in a workbook or SQLite file, as its codebook
            has it; in a zip, as its CSV, with the folder: ``jcm/projects``.

    Raises:
        CopyError: It cannot be read.
    """
    try:
        with path.open("rb") as stream:
            content = stream.read(MOST_BYTES + 1)
    except OSError as error:
        raise CopyError(error.strerror or "it cannot be opened") from error
    return tables_of(path.name, content)


def tables_of(name: str, content: bytes) -> Tables:
    """Read the tables of a file of that name, as `read_copy`.

    Raises:
        CopyError: It cannot be read.
    """
    if len(content) > MOST_BYTES:
        msg = f"it has more than {MOST_BYTES:,} bytes"
        raise CopyError(msg)
    for ending, reader in READERS.items():
        if name.endswith(ending):
            return reader(PurePosixPath(name).name.removesuffix(ending), content)
    raise CopyError("no kind of file that holds tables")


def stem_of(path: str) -> str:
    """Return a path without the ending of a file of tables; as it is, if it has none."""
    ending = next((each for each in READERS if path.endswith(each)), "")
    return path.removesuffix(ending)


def conformed(rows: pa.Table, schema: Schema) -> pa.Table:
    """Return rows with what a format leaves out: columns of no rows, noughts before a year."""
    if not rows.num_rows and not rows.num_columns:
        return pa.table({name: pa.array([], pa.string()) for name in schema.names})
    for at, name in enumerate(rows.column_names):
        if name in schema.names and schema[name].type == "year":
            column = pc.utf8_lpad(rows[name], DIGITS_OF_A_YEAR, "0")
            rows = rows.set_column(at, name, column)
    return rows


def _csv(name: str, content: bytes) -> Tables:
    return {name: copy_table(*_lines(content))}


def _excel_csv(name: str, content: bytes) -> Tables:
    header, rows = _lines(content)
    return {name: copy_table(header, ([unshielded(cell) for cell in row] for row in rows))}


def _lines(content: bytes) -> tuple[list[str], Iterator[list[str]]]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        msg = f"byte {error.start} is no UTF-8"
        raise CopyError(msg) from error
    csv.field_size_limit(ROOM_FOR_A_CELL)
    lines = _read_lines(csv.reader(StringIO(text, newline=""), strict=True))
    header = next(lines, None)
    if header is None:
        raise CopyError("it is empty")
    return header, lines


def _read_lines(reader: Iterator[list[str]]) -> Iterator[list[str]]:
    try:
        yield from (row for row in reader if row)
    except csv.Error as error:
        raise CopyError(str(error)) from error


def _json(name: str, content: bytes) -> Tables:
    try:
        rows = json.loads(content, parse_int=str, parse_float=Decimal, parse_constant=_refuse)
    except (ValueError, RecursionError) as error:
        msg = f"no JSON: {error}"
        raise CopyError(msg) from error
    if not isinstance(rows, list) or not all(isinstance(each, dict) for each in rows):
        raise CopyError("no list of rows")
    header = [*dict.fromkeys(key for row in rows for key in row)]
    return {name: copy_table(header, ([_of_json(row.get(key)) for key in header] for row in rows))}


def _refuse(constant: str) -> NoReturn:
    msg = f"{constant}, which JSON does not know"
    raise CopyError(msg)


def _of_json(value: object) -> str | None:
    match value:
        case None | str():
            if value and any("\ud800" <= letter <= "\udfff" for letter in value):
                raise CopyError("half of a character (a lone surrogate)")
            return value
        case bool():
            return str(value).lower()
        case Decimal():
            return plain(value)
    raise CopyError("a cell that is a list or an object")


def _parquet(name: str, content: bytes) -> Tables:
    try:
        file = parquet.ParquetFile(BytesIO(content))
        groups = (file.metadata.row_group(at) for at in range(file.metadata.num_row_groups))
        if sum(each.total_byte_size for each in groups) > MOST_BYTES:
            msg = f"it unpacks to more than {MOST_BYTES:,} bytes"
            raise CopyError(msg)
        rows = file.read()
        rows.validate(full=True)
        columns = {each: _as_text(rows[each]) for each in rows.column_names}
    except (pa.ArrowException, OSError, ValueError, KeyError, UnicodeDecodeError) as error:
        msg = f"no Parquet that can be read: {str(error).splitlines()[0] if str(error) else '?'}"
        raise CopyError(msg) from error
    if len(columns) != rows.num_columns:
        raise CopyError("two columns have one name")
    return {name: pa.table(columns)}


def _as_text(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Return a column of Arrow as text."""
    kind = column.type
    if pa.types.is_decimal(kind):
        return _each(column, plain)
    if pa.types.is_floating(kind):
        return _each(column, lambda value: None if value != value else of_float(value))  # noqa: PLR0124 - no number
    if pa.types.is_timestamp(kind):
        column = column.cast(pa.date32())  # refused where there is a time of day
    if pa.types.is_nested(kind) or pa.types.is_binary(kind):
        msg = f"a column of the type {kind}"
        raise CopyError(msg)
    text = column.cast(pa.string())
    return pc.if_else(pc.equal(text, ""), pa.scalar(None, pa.string()), text)


def _each(column: pa.ChunkedArray, written: Callable[[Any], str | None]) -> pa.ChunkedArray:
    texts = (None if each is None else written(each) for each in column.to_pylist())
    return pa.chunked_array([pa.array(texts, pa.string())])


def _workbook(_: str, content: bytes) -> Tables:
    return workbook_tables(content)


def _sqlite(_: str, content: bytes) -> Tables:
    return sqlite_tables(content)


def _zip(_: str, content: bytes) -> Tables:
    found: dict[str, pa.Table] = {}
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            for name, part in members(archive).items():
                if name.endswith(".csv") and not name.endswith(ENDING):
                    table = _csv("", archive.read(part))[""]
                    found[name.removesuffix(".csv")] = table
    except BROKEN_ZIP as error:
        msg = f"no zip that can be read: {error}"
        raise CopyError(msg) from error
    return found


BROKEN_ZIP = (
    *(zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError),
    *(RuntimeError, ValueError),  # a password; a name or size that is none
)


def members(archive: zipfile.ZipFile) -> dict[str, zipfile.ZipInfo]:
    """Return the files of a zip by path.

    Raises:
        CopyError: It is too large, one leads out of its folder, or stands in it twice.
    """
    listed = [each for each in archive.infolist() if not each.is_dir()]
    if len(listed) > MOST_MEMBERS or sum(each.file_size for each in listed) > 4 * MOST_BYTES:
        msg = f"it holds more than {MOST_MEMBERS:,} files or {4 * MOST_BYTES:,} bytes"
        raise CopyError(msg)
    found: dict[str, zipfile.ZipInfo] = {}
    for each in listed:
        if not is_within(each.filename):
            msg = f"{each.filename!r} in it leads out of its folder"
            raise CopyError(msg)
        if each.filename in found:
            msg = f"{each.filename!r} stands in it twice"
            raise CopyError(msg)
        if each.file_size > MOST_BYTES:
            msg = f"{each.filename!r} in it has more than {MOST_BYTES:,} bytes"
            raise CopyError(msg)
        found[each.filename] = each
    return found


def is_within(path: str) -> bool:
    """Tell whether a path stays in its folder, on every system."""
    parts = path.split("/")
    return (
        path.isprintable()
        and "\\" not in path
        and ":" not in path
        and not {"", ".", ".."} & {*parts}
    )


READERS: Mapping[str, Callable[[str, bytes], Tables]] = {
    ENDING: _excel_csv,
    ".csv": _csv,
    ".parquet": _parquet,
    ".json": _json,
    ".xlsx": _workbook,
    ".sqlite": _sqlite,
    ".zip": _zip,
}
