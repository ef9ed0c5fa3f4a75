"""CSV files: how they are written, what a cell says before anybody interprets it, typed tables."""

import csv
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pyarrow as pa
from pyarrow import csv as arrow_csv

from reporting.packages.empty_cells import filled_columns
from reporting.packages.files import refuse_odd
from reporting.packages.model import ROOM_FOR_A_ROW, Field, Schema, Table

ROOM_FOR_A_CELL = 100_000
MOST_COLUMNS = 2_000
COLUMNS = "more columns than"
SHOWN = 200


class BrokenRowError(ValueError):
    """A row cannot be told apart from its neighbours, usually for a quotation mark left open.

    Attributes:
        code: The finding it amounts to.
        row: Number of the row.
        reason: What the reader says of it.
    """

    def __init__(self, row: int, reason: str) -> None:
        """Keep the number of the row and what the reader says of it."""
        super().__init__(reason)
        self.code = "cell-too-long" if "field limit" in reason else "quote-broken"
        if row == 1 and reason.startswith(COLUMNS):
            self.code = "file-unreadable"
        self.row = row
        self.reason = reason


def text_lines(path: Path) -> Iterator[tuple[int, list[str]]]:
    """Yield each row of a CSV file with its number; the header is row 1.

    A byte order mark is passed over: it is a finding of its own.

    Raises:
        BrokenRowError: A row cannot be read.
        UnicodeDecodeError: The file is not UTF-8.
        OSError: The file cannot be opened.
    """
    number = 0
    refuse_odd(path)
    with path.open(encoding="utf-8-sig", newline="") as stream:
        csv.field_size_limit(ROOM_FOR_A_CELL)
        reader = csv.reader(stream, strict=True)
        while True:
            number += 1
            try:
                row = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                raise BrokenRowError(number, str(error)) from error
            if number == 1 and len(row) > MOST_COLUMNS:
                raise BrokenRowError(number, f"{COLUMNS} {MOST_COLUMNS:,}, namely {len(row):,}")
            yield number, row


CRLF = "\r\n"


def to_csv(header: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """Return a header and rows as CSV; None is an empty cell, truth is true or false."""
    lines = _Lines()
    writer = csv.writer(lines, lineterminator=CRLF)
    writer.writerow(header)
    writer.writerows([_cell(each) for each in row] for row in rows)
    return "".join(lines.written).encode("utf-8")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Lines:
    """Lines that end in LF, of a writer that quotes CR as well only if lines end in both."""

    written: list[str] = field(default_factory=list)

    def write(self, line: str) -> None:
        self.written.append(line.removesuffix(CRLF) + "\n")


def _cell(value: object) -> object:
    return str(value).lower() if isinstance(value, bool) else value


def shown(text: str, length: int = SHOWN) -> str:
    """Write a text so that what cannot be seen can be seen, and not without end."""
    return _clipped(text, _visible, length)


def spelt(text: str) -> str:
    """Write a text as `shown`, with the code of every letter that is not ASCII."""
    return _clipped(text, _with_code, SHOWN)


def _clipped(text: str, written: Callable[[str], str], length: int) -> str:
    start = "".join(map(written, text[:length]))
    return start if len(text) <= length else f"{start}… ({len(text)})"


def _visible(letter: str) -> str:
    if letter == " " or (letter.isprintable() and not letter.isspace()):
        return letter
    return f"<U+{ord(letter):04X}>"


def _with_code(letter: str) -> str:
    seen = _visible(letter)
    return seen if letter.isascii() or seen != letter else f"{letter} (U+{ord(letter):04X})"


PLACE = ("_package", "_table", "_row")
TYPES = {
    "string": pa.string(),
    "integer": pa.int64(),
    "boolean": pa.bool_(),
    "date": pa.date32(),
    "year": pa.int16(),
}
DIGITS_OF_A_NUMBER = pa.decimal128(38, 9)


def arrow_schema(schema: Schema) -> pa.Schema:
    """Return the Arrow schema of a table, with titles and units as field metadata."""
    return pa.schema([_arrow_field(each) for each in schema.fields])


def read_table(table: Table, package: str) -> pa.Table:
    """Read a validated table; an empty cell that stands for something is filled.

    Args:
        table: The table to read.
        package: Name of its package.

    Returns:
        Its columns, then ``_package``, ``_table`` and ``_row`` (the header is row 1).

    Raises:
        pyarrow.ArrowInvalid: The file has not been validated and does not match its schema.
    """
    schema = arrow_schema(table.schema)
    rows = arrow_csv.read_csv(
        table.readable,
        read_options=arrow_csv.ReadOptions(block_size=ROOM_FOR_A_ROW),
        parse_options=arrow_csv.ParseOptions(newlines_in_values=True),
        convert_options=arrow_csv.ConvertOptions(
            column_types=schema,
            include_columns=schema.names,
            strings_can_be_null=True,
            quoted_strings_can_be_null=True,
            null_values=sorted(table.schema.missing_values),
            true_values=["true"],
            false_values=["false"],
        ),
    )
    rows = filled_columns(rows, table.schema).cast(schema)
    count = rows.num_rows
    place = (
        pa.array([package] * count, pa.string()),
        pa.array([table.name] * count, pa.string()),
        pa.array(range(2, count + 2), pa.int64()),
    )
    for name, column in zip(PLACE, place, strict=True):
        rows = rows.append_column(name, column)
    return rows


def _arrow_field(field: Field) -> pa.Field:
    described = {
        "title": field.title["en"],
        "title@ja": field.title["ja"],
        "description": field.description["en"],
        "unit": field.unit,
    }
    return pa.field(
        field.name,
        TYPES.get(field.type, DIGITS_OF_A_NUMBER),
        metadata={name: text for name, text in described.items() if text},
    )
