"""What a sheet of a workbook is: entries with a value and a look, and how it is printed.

`reporting.renderers.xlsx` writes sheets. Rows and columns are counted from 0 here; an `address`
counts as people do.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from rich.cells import cell_len

from reporting.reports.table import Cell, Column, ReportTable, Value

LONGEST_NAME = 31
NARROWEST = 9
WIDEST = 44
LINE, WIDE_LINE, TITLE_LINE = 15, 19, 22
NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
DATES = "dd/mm/yyyy"
WHOLE = "#,##0"
PLAIN_NUMBER = "0"


class Look(StrEnum):
    """How an entry looks; a value beside its label stands to the left, whatever it is."""

    BODY = "body"
    VALUE = "value"
    TITLE = "title"
    MARK = "mark"
    HEADING = "heading"
    GROUP = "group"
    LABEL = "label"
    NOTE = "note"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """The cell of a report that an entry shows.

    Attributes:
        table: The table.
        row: The row, counted from 0.
        column: The column.
        cell: The cell.
    """

    table: ReportTable
    row: int
    column: Column
    cell: Cell


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What stands in a cell of a sheet.

    Attributes:
        value: Text, a number, a date, or nothing.
        look: How it looks.
        number_format: How a number or date is shown, in the language of spreadsheets.
        source: The cell of the report it shows; None where it shows none.
    """

    value: Value = None
    look: Look = Look.BODY
    number_format: str = ""
    source: Source | None = None


BLANK = Entry()
WRAPPED = frozenset({Look.BODY, Look.VALUE, Look.LABEL, Look.HEADING})
Row = tuple[Entry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A sheet.

    Attributes:
        name: Its name, which `names_of` made fit.
        rows: Its rows; they may differ in length.
        widths: Widths of the first columns in characters; the rest are as wide as they need.
        frozen: How many rows and columns stay when one scrolls; these columns are also repeated on
            each printed page, where there are several side by side.
        repeated: The rows that each printed page begins with, first and last; None for none.
        header: What each printed page says at its top: left, middle, right.
    """

    name: str
    rows: tuple[Row, ...]
    widths: tuple[int, ...] = ()
    frozen: tuple[int, int] = (0, 0)
    repeated: tuple[int, int] | None = None
    header: tuple[str, str, str] = ("", "", "")

    def sourced(self) -> Iterator[tuple[str, Source]]:
        """Yield the address of each entry that shows a cell of the report, and that cell."""
        for down, row in enumerate(self.rows):
            for across, entry in enumerate(row):
                if entry.source is not None:
                    yield address(down, across), entry.source


def address(row: int, column: int) -> str:
    """Return where an entry stands, as ``U12``."""
    letters, rest = "", column + 1
    while rest:
        rest, letter = divmod(rest - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return f"{letters}{row + 1}"


def region(sheet: str, first: tuple[int, int], last: tuple[int, int]) -> str:
    """Return the reference to a rectangle of a sheet, as ``'Table 3 Actions'!$B$4:$D$9``."""
    quoted = sheet.replace("'", "''")
    corners = (re.sub(r"(\d+)", r"$\1", f"${address(*corner)}") for corner in (first, last))
    return f"'{quoted}'!{':'.join(corners)}"


def names_of(wanted: Iterable[str]) -> list[str]:
    """Return names that sheets can have: legal, no longer than `LONGEST_NAME`, each another."""
    found: list[str] = []
    for each in wanted:
        name = NOT_IN_NAMES.sub(" ", each).strip(" '") or "Sheet"
        name = "History of" if name.lower() == "history" else name
        found.append(_another(name, {other.lower() for other in found}))
    return found


def _another(name: str, taken: set[str]) -> str:
    fitting, number = name[:LONGEST_NAME].strip(" '"), 1
    while fitting.lower() in taken:
        number += 1
        ending = f" ({number})"
        fitting = name[: LONGEST_NAME - len(ending)].rstrip() + ending
    return fitting


def widths(sheet: Sheet) -> list[int]:
    """Return how wide each column of a sheet is, in characters."""
    return [*sheet.widths, *fitted(sheet.rows)[len(sheet.widths) :]]


def fitted(rows: Sequence[Row]) -> list[int]:
    """Return how wide columns have to be, within reason; letters of East Asia count as two."""
    count = max((len(row) for row in rows), default=0)
    return [min(WIDEST, max(NARROWEST, *_lengths(rows, at))) for at in range(count)]


def height(row: Row, wide: Sequence[int]) -> int:
    """Return how high a row is, in points; spreadsheets do not all find out by themselves."""
    if any(entry.look is Look.TITLE for entry in row):
        return TITLE_LINE
    texts = [str(entry.value or "") for entry in row]
    line = WIDE_LINE if any(cell_len(text) > len(text) for text in texts) else LINE
    return line * max((_lines(*each) for each in zip(row, wide, strict=False)), default=1)


def _lines(entry: Entry, width: int) -> int:
    """Return how many lines an entry takes in a column of a width; only these looks wrap."""
    if not isinstance(entry.value, str) or entry.look not in WRAPPED:
        return 1
    return sum(_wrapped(text, max(1, width - 2)) for text in entry.value.split("\n"))


def _wrapped(text: str, width: int) -> int:
    """Return the lines of a text broken between words, or within one that is too long."""
    count, used = 1, 0
    for word in text.split(" "):
        length = cell_len(word)
        if used and used + 1 + length > width:
            count, used = count + 1, 0
        elif used:
            used += 1
        count, used = count + (used + length - 1) // width, used + length
        used = used if used <= width else (used - 1) % width + 1
    return count


def _lengths(rows: Sequence[Row], at: int) -> Iterator[int]:
    yield 0
    for row in rows:
        if at < len(row) and row[at].look in WRAPPED:
            yield _length(row[at])


def _length(entry: Entry) -> int:
    """Return the room an entry takes; a heading breaks between its words."""
    match entry.value:
        case None:
            return 0
        case str(text) if entry.look is Look.HEADING:
            return max((cell_len(word) for word in text.split()), default=0) + 2
        case str(text):
            return max(map(cell_len, text.split("\n"))) + 2
        case date():
            return len(DATES) + 2
        case number:
            return len(f"{int(number):,}") + 5
