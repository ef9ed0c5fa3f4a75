"""What a sheet of a workbook is: entries with a value and a look, and how it is printed.

`reporting.renderers.xlsx` writes sheets. Rows and columns are counted from 0 here; an `address`
counts as people do.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from xlsxwriter.utility import xl_rowcol_to_cell

from reporting.forms.model.table import Cell, Column, ReportTable, Value

# What a spreadsheet takes; it compares names without case.
LONGEST_NAME = 31
NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
DATES = "dd/mm/yyyy"
WHOLE = "#,##0"
PLAIN_NUMBER = "0"


class Look(StrEnum):
    """How an entry looks; a value stands to the left whatever it is, one beside its label right."""

    BODY = "body"
    VALUE = "value"
    BESIDE = "beside"
    TITLE = "title"
    MARK = "mark"
    HEADING = "heading"
    GROUP = "group"
    LABEL = "label"
    NOTE = "note"


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRows:
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
class CellContent:
    """What stands in a cell of a sheet.

    Attributes:
        value: Text, a number, a date, or nothing.
        look: How it looks.
        number_format: How a number or date is shown, in the language of spreadsheets.
        source: The cell of the report it shows; None where it shows none.
        note: What is said of it beside the sheet; empty for nothing.
    """

    value: Value = None
    look: Look = Look.BODY
    number_format: str = ""
    source: SourceRows | None = None
    note: str = ""


BLANK = CellContent()
WRAPPED = frozenset({Look.BODY, Look.VALUE, Look.BESIDE, Look.LABEL, Look.HEADING})
Row = tuple[CellContent, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetContent:
    """A sheet.

    Attributes:
        name: Its name, which `names_of` made fit.
        rows: Its rows; they may differ in length.
        widths: Widths of the first columns in characters; the rest are as wide as they need.
        frozen: How many rows and columns stay when one scrolls; these columns are also repeated on
            each printed page, where there are several side by side.
        repeated: The rows that each printed page begins with, first and last; None for none.
        header: What each printed page says at its top: left, middle, right.
        is_framed: Whether empty cells have their frame like those that hold something.
    """

    name: str
    rows: tuple[Row, ...]
    widths: tuple[int, ...] = ()
    frozen: tuple[int, int] = (0, 0)
    repeated: tuple[int, int] | None = None
    header: tuple[str, str, str] = ("", "", "")
    is_framed: bool = False

    def sourced(self) -> Iterator[tuple[str, SourceRows]]:
        """Yield the address of each entry that shows a cell of the report, and that cell."""
        for down, row in enumerate(self.rows):
            for across, entry in enumerate(row):
                if entry.source is not None:
                    yield address(down, across), entry.source


def address(row: int, column: int) -> str:
    """Return where an entry stands, as ``U12``."""
    return str(xl_rowcol_to_cell(row, column))


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
        # Excel keeps the name History for itself.
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
