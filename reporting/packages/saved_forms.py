"""Tables as a person's spreadsheet saves them, read as the canonical CSV that they mean.

What is certain is read: a byte order mark, another encoding, delimiter or end of line, days and
numbers as a country writes them where their column leaves no doubt, TRUE and FALSE. What can be
read in two ways stays as it is, with both readings. A row keeps its number.
"""

import csv
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from io import StringIO

from reporting.packages.code_pages import UTF_8, DoubtfulText, decoded
from reporting.packages.csv_text import ROOM_FOR_A_CELL, shown, to_csv
from reporting.packages.model import NUMERIC, Schema
from reporting.packages.written_days import (
    DayCell,
    DayOrder,
    RefusedCell,
    read_days,
    without_midnight,
)
from reporting.packages.written_numbers import DecimalMark, read_numbers

DELIMITERS = (",", ";", "\t", "|")
NAMES = {"\t": "TAB"}
MARK = b"\xef\xbb\xbf"
# What Excel reads as the delimiter, and does not show: the header is its first row.
SEPARATOR = re.compile(f'"?sep=([{"".join(DELIMITERS)}])"?(?:\r\n|\r|\n)', re.IGNORECASE)
QUOTED = re.compile('"(?:[^"]|"")*"')
ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
TRUTHS = {"true": "true", "false": "false"}
# What a cell of a type may look like if it is not in canonical form: to be looked at, no more.
SUSPECT = {
    "date": (
        rb"[0-9]{1,2}[/.-][0-9]{1,2}[/.-][0-9]|[0-9]{4}[/.][0-9]|[0-9]{4}\xe5\xb9\xb4"
        rb"|[0-9]{4}-[0-9]{1,2}-[0-9](?![0-9])|[0-9]{4}-[0-9]-|[0-9]{4}-[0-9]{2}-[0-9]{2}[ T][0-9]"
    ),
    "integer": rb"-?[0-9]+[.,' \xc2\xe2][0-9\xa0\x80]",
    "number": rb"-?[0-9]+(?:[,' \xc2\xe2][0-9\xa0\x80]|\.[0-9]{3}(?![0-9]))",
    "boolean": rb"TRUE|FALSE|True|False",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclaredForm:
    """What is said of how a table is written.

    Attributes:
        codec: The codec of its encoding, one of `code_pages.DECLARED_AS`.
        delimiter: What stands between cells; empty if nothing is said.
        days: In which order days are written, if somebody says so.
        decimals: What stands before decimals, if somebody says so.
    """

    codec: str = "utf-8"
    delimiter: str = ""
    days: DayOrder | None = None
    decimals: DecimalMark | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RewrittenCell:
    """A cell that says in canonical form what it said before."""

    row: int
    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedTable:
    """A table as it was saved, and as it is meant.

    Attributes:
        content: Its canonical bytes; those of the file if it cannot be read in one way.
        forms: How its file is written otherwise, in signs that any language understands.
        changes: The cells that are written otherwise.
        refused: What can be read in two ways, by row and field; row 0 for the file as a whole.
    """

    content: bytes
    forms: tuple[str, ...] = ()
    changes: tuple[RewrittenCell, ...] = ()
    refused: Mapping[tuple[int, str], RefusedCell] = field(default_factory=dict)

    @property
    def said(self) -> str:
        """All that is written otherwise: forms, then columns with the first cell of each."""
        counts = Counter(each.field for each in self.changes)
        first = {each.field: each for each in reversed(self.changes)}
        cells = (
            f"{name}: {shown(first[name].before)} → {first[name].after} (× {count})"
            for name, count in counts.items()
        )
        return "; ".join((*self.forms, *cells))


def is_canonical(content: bytes, schema: Schema) -> bool:
    """Tell whether bytes are surely in canonical form, but for what no reader minds: quickly."""
    end = content.find(b"\n")
    header = content[: end if end >= 0 else None].replace(b'"', b"").split(b",")
    if (
        content.startswith(MARK)
        or b"\r" in content
        or header[0].decode("latin-1") not in schema.names
    ):
        return False
    if not content.isascii():
        try:
            content.decode()
        except UnicodeDecodeError:
            return False
    suspect = _suspect(frozenset(each.type for each in schema.fields))
    return suspect is None or suspect.search(content) is None


@lru_cache(maxsize=100)
def _suspect(types: frozenset[str]) -> re.Pattern[bytes] | None:
    forms = [SUSPECT[each] for each in sorted(types & SUSPECT.keys())]
    return re.compile(rb'(?<![^,"\n])(?:' + rb"|".join(forms) + rb")") if forms else None


def saved_table(
    content: bytes, schema: Schema, declared: DeclaredForm | None = None
) -> SavedTable | None:
    """Return a table as it was saved and as it is meant; None where it is no table of the schema.

    Args:
        content: The bytes of its file.
        schema: Its schema.
        declared: What is said of how it is written.
    """
    declared = declared or DeclaredForm()
    found = decoded(content, declared.codec)
    if isinstance(found, DoubtfulText):
        (one, first), (other, second) = found.readings.items()
        values = {
            "line": str(found.line),
            "one": one,
            "other": other,
            "first": first,
            "second": second,
        }
        doubt = RefusedCell(code="encoding-doubtful", values=values)
        return SavedTable(content=content, refused={(0, ""): doubt})
    if found is None:
        return None
    stated = SEPARATOR.match(found.text)
    text = found.text[stated.end() :] if stated else found.text
    delimiter = _delimiter(text, schema, stated[1] if stated else declared.delimiter)
    rows = _rows(text, delimiter) if delimiter else None
    if not rows:
        return None
    columns = _Columns(rows[0], schema, declared)
    changes, refused = columns.read(rows)
    forms = () if found.encoding == UTF_8 else (found.encoding,)
    if stated:
        forms = (*forms, f"sep={NAMES.get(stated[1], stated[1])}")
    if delimiter != ",":
        forms = (*forms, f"{NAMES.get(delimiter, delimiter)} → ,")
    forms = (*forms, *_ends(found.text))
    return SavedTable(
        content=to_csv(rows[0], rows[1:]), forms=forms, changes=changes, refused=refused
    )


def _delimiter(text: str, schema: Schema, declared: str) -> str:
    """Return what stands between the names in the header, of which one is a field."""
    for each in filter(None, (declared, *DELIMITERS)):
        try:
            header = next(_reader(text, each), [])
        except csv.Error:
            continue
        if set(header) & set(schema.names):
            return each
    return ""


def _rows(text: str, delimiter: str) -> list[list[str]] | None:
    try:
        return list(_reader(text, delimiter))
    except csv.Error:
        return None


def _reader(text: str, delimiter: str) -> Iterator[list[str]]:
    csv.field_size_limit(ROOM_FOR_A_CELL)
    return csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)


def _ends(text: str) -> tuple[str, ...]:
    """Return how lines end, if not in LF alone; what stands within a cell is a cell's."""
    if "\r" not in text:
        return ()
    bare = QUOTED.sub("", text)
    crlf = bare.count("\r\n")
    return (*(("CRLF",) if crlf else ()), *(("CR",) if bare.count("\r") > crlf else ()))


class _Columns:
    """The columns whose cells a spreadsheet may write otherwise."""

    def __init__(self, header: Sequence[str], schema: Schema, declared: DeclaredForm) -> None:
        types = {each.name: each.type for each in schema.fields}
        self.header = header
        self.missing = schema.missing_values
        self.declared = declared
        self.typed = [
            (at, name, types[name]) for at, name in enumerate(header) if types.get(name) in SUSPECT
        ]

    def read(
        self, rows: list[list[str]]
    ) -> tuple[tuple[RewrittenCell, ...], Mapping[tuple[int, str], RefusedCell]]:
        """Write what is certain into the rows; return what changed, and what is doubtful."""
        changes: list[RewrittenCell] = []
        refused: dict[tuple[int, str], RefusedCell] = {}
        width = len(self.header)
        for at, name, kind in self.typed:
            cells = {
                number: row[at]
                for number, row in enumerate(rows[1:], start=2)
                if len(row) == width and row[at] and row[at] not in self.missing
            }
            for number, found in self._meant(cells, kind).items():
                if isinstance(found, RefusedCell):
                    refused[number, name] = found
                elif found != cells[number]:
                    rows[number - 1][at] = found
                    changes.append(
                        RewrittenCell(row=number, field=name, before=cells[number], after=found)
                    )
        return tuple(changes), refused

    def _meant(self, cells: Mapping[int, str], kind: str) -> Mapping[int, str | RefusedCell]:
        if kind == "boolean":
            return {row: TRUTHS.get(cell.lower(), cell) for row, cell in cells.items()}
        if kind in NUMERIC:
            return read_numbers(cells, kind, self.declared.decimals)
        days = {
            row: DayCell(text=day, is_real=bool(ISO.fullmatch(day)))
            for row, day in ((row, without_midnight(cell)) for row, cell in cells.items())
        }
        read = read_days(days, self.declared.days)
        # A day in the form that we write is told by those beside it, which are in another.
        return {row: day.text if day.is_real else read[row] for row, day in days.items()}
