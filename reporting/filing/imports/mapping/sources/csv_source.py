"""A CSV file as columns of text."""

import csv
from mmap import ACCESS_READ, mmap
from pathlib import Path

import pyarrow as pa
from pyarrow import csv as arrow_csv

from reporting.filing.imports.mapping.model import MappedSource
from reporting.filing.imports.mapping.sources.part import (
    PartReading,
    SourcePart,
    as_columns,
    headings,
    lettered,
    stacked,
    unread,
)
from reporting.findings import Finding, Place
from reporting.packages.csv_text import ROOM_FOR_A_CELL
from reporting.packages.model import ROOM_FOR_A_ROW

UTF8 = "utf-8-sig"


def read_csv(path: Path, source: MappedSource) -> PartReading:
    """Read a CSV file; a row with more or fewer cells than names is left out, with its place."""
    try:
        return _read(path, source)
    except (UnicodeDecodeError, LookupError, csv.Error, pa.ArrowInvalid) as error:
        return unread(path.name, str(error))
    except OSError as error:
        return unread(path.name, error.strerror or str(error))


def _encoding(source: MappedSource) -> str:
    return UTF8 if source.encoding.lower().replace("-", "") == "utf8" else source.encoding


def _read(path: Path, source: MappedSource) -> PartReading:
    top = source.header_rows[-1]
    upper: list[list[str]] = []
    has_quotes = _has_quotes(path)
    with path.open(encoding=_encoding(source), newline="") as stream:
        csv.field_size_limit(ROOM_FOR_A_CELL)
        reader = csv.reader(stream, delimiter=source.delimiter, strict=True)
        for number, row in enumerate(reader, start=1):
            if number in source.header_rows:
                upper.append(row)
            if (
                number >= top and not has_quotes
            ):  # Arrow takes one left open for the rest of the file
                break
    if len(upper) < len(source.header_rows):
        return unread(path.name, f"{top} > {number if upper else 0}")
    names = headings(stacked(upper))
    faults: list[Finding] = []
    numbers: list[int] | None = None
    try:
        rows = _quickly(path, source, names, has_quotes=has_quotes)
    except pa.ArrowInvalid:
        rows, numbers, faults = _slowly(path, source, names)
    part = SourcePart(
        file=path.name,
        sheet="",
        rows=rows,
        numbers=numbers,
        first=top + 1,
        letters=lettered(names),
    )
    return part, tuple(faults)


def _has_quotes(path: Path) -> bool:
    if not path.stat().st_size:
        return False
    with path.open("rb") as stream, mmap(stream.fileno(), 0, access=ACCESS_READ) as content:
        return content.find(b'"') >= 0


def _quickly(
    path: Path, source: MappedSource, names: tuple[str, ...], *, has_quotes: bool
) -> pa.Table:
    encoding = _encoding(source)
    return arrow_csv.read_csv(
        path,
        read_options=arrow_csv.ReadOptions(
            column_names=names,
            skip_rows_after_names=source.header_rows[-1],
            # Arrow refuses a row that is longer than a block.
            block_size=ROOM_FOR_A_ROW if has_quotes else None,
            encoding="utf8" if encoding == UTF8 else encoding,
        ),
        parse_options=arrow_csv.ParseOptions(
            delimiter=source.delimiter, newlines_in_values=has_quotes, ignore_empty_lines=False
        ),
        convert_options=arrow_csv.ConvertOptions(
            column_types=dict.fromkeys(names, pa.string()),
            strings_can_be_null=True,
            quoted_strings_can_be_null=True,
            null_values=[""],
        ),
    )


def _slowly(
    path: Path, source: MappedSource, names: tuple[str, ...]
) -> tuple[pa.Table, list[int], list[Finding]]:
    """Read a file that Arrow refuses: rows of other lengths are told, blank ones are none."""
    rows: list[list[str]] = []
    numbers: list[int] = []
    faults: list[Finding] = []
    with path.open(encoding=_encoding(source), newline="") as stream:
        reader = csv.reader(stream, delimiter=source.delimiter, strict=True)
        for number, row in enumerate(reader, start=1):
            if number <= source.header_rows[-1] or not any(map(str.strip, row)):
                continue
            if len(row) == len(names):
                rows.append(row)
                numbers.append(number)
            else:
                place = Place(package=path.name, row=number)
                values = {"expected": str(len(names)), "found": str(len(row))}
                faults.append(Finding(code="mapping-row-ragged", place=place, values=values))
    return as_columns(names, rows), numbers, faults
