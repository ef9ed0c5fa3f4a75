"""A cell of a workbook as it is stored, and where it stands."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from unicodedata import normalize

from openpyxl.utils.cell import get_column_letter

from reporting.packages.cells import HIDDEN

Value = str | int | Decimal | date | bool | None
LARGEST_EXPONENT = 40
ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
NUMBER = re.compile(r"[+-]?(\d{1,40})(\.\d{1,40})?(?:[eE]([+-]?\d{1,3}))?")


class Kind(StrEnum):
    """How a cell is stored."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    BOOLEAN = "boolean"
    ERROR = "error"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A cell that holds something.

    Attributes:
        sheet: Name of its sheet.
        row: Its row, from 1.
        column: Its column, from 1.
        kind: How it is stored; nothing for a formula without a stored result.
        value: Its value; of a formula, the result that was stored with it.
        formula: Its formula; empty if it has none.
    """

    sheet: str
    row: int
    column: int
    kind: Kind
    value: Value
    formula: str = ""

    @property
    def address(self) -> str:
        """Where it stands, as ``C7``."""
        return address(self.row, self.column)

    @property
    def text(self) -> str:
        """What it says, without space around it; dates as year, month and day."""
        if isinstance(self.value, datetime):
            return self.value.date().isoformat()
        if isinstance(self.value, date):
            return self.value.isoformat()
        if isinstance(self.value, bool):
            return str(self.value).upper()
        return "" if self.value is None else squeezed(str(self.value))


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A sheet of a workbook.

    Attributes:
        name: Its name.
        is_hidden: Whether it is hidden from whoever opens the workbook.
        rows: Its cells that hold something, by row and column.
        merged: Its merged ranges as (first row, first column, last row, last column).
        hidden_rows: Its hidden rows.
        hidden_columns: Its hidden columns as (first, last).
    """

    name: str
    is_hidden: bool = False
    rows: Mapping[int, Mapping[int, Cell]] = field(default_factory=dict)
    merged: tuple[tuple[int, int, int, int], ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: tuple[tuple[int, int], ...] = ()

    def at(self, row: int, column: int) -> Cell | None:
        """Return a cell, or none where there is nothing."""
        return self.rows.get(row, {}).get(column)


def unescaped(text: str) -> str:
    """Return a text with the characters that the format writes as ``_x001F_``."""
    return ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


def squeezed(text: str) -> str:
    """Return a text without hidden characters, wide letters and needless space."""
    return HIDDEN.sub("", " ".join(normalize("NFKC", text).split())).strip()


def address(row: int, column: int) -> str:
    """Return where a cell stands, as ``C7``."""
    return f"{get_column_letter(column)}{row}"


def number(written: str) -> int | Decimal | None:
    """Read a number exactly; none if it is not one, or not one of a spreadsheet."""
    found = NUMBER.fullmatch(written)
    if found is None or abs(int(found[3] or 0)) > LARGEST_EXPONENT:
        return None
    value = Decimal(written)
    return int(value) if value == value.to_integral_value() else value
