"""What a cell of a workbook holds, read exactly: texts, numbers, days."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from unicodedata import normalize

from openpyxl.utils.cell import get_column_letter
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, from_excel

from reporting.packages.cells import HIDDEN

Value = str | int | Decimal | date | bool | None
# As a whole number, 1e999999999 would fill the memory.
LARGEST_EXPONENT = 40
# A half of a surrogate pair is no character, and no text that holds one can be printed.
ESCAPED = re.compile(r"_x((?![Dd][89A-Fa-f])[0-9A-Fa-f]{4})_")
NUMBER = re.compile(r"[+-]?(\d{1,40})(\.\d{1,40})?(?:[eE]([+-]?\d{1,3}))?")


class CellKind(StrEnum):
    """How a cell is stored."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    BOOLEAN = "boolean"
    ERROR = "error"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True, kw_only=True)
class XlsxCell:
    """A cell that holds something.

    Attributes:
        sheet: Name of its sheet.
        row: Its row, from 1.
        column: Its column, from 1.
        kind: How it is stored; nothing for a formula without a stored result.
        value: Its value; of a formula, the result that was stored with it.
        formula: Its formula; empty if it has none.
        has_time: Whether a date was stored with a time of the day, which its value leaves out.
    """

    sheet: str
    row: int
    column: int
    kind: CellKind
    value: Value
    formula: str = ""
    has_time: bool = False

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


DAYS = 2_958_466  # 9999-12-31 is day 2,958,465


def text_value(written: str) -> tuple[CellKind, Value]:
    """Return a text as it was meant; nothing where it is blank."""
    text = unescaped(written)
    return (CellKind.TEXT, text) if text.strip() else (CellKind.NOTHING, None)


def day_of_number(value: int | Decimal, *, is_1904: bool) -> tuple[CellKind, Value]:
    """Return the day a number stands for; the number itself if it stands for none."""
    # The time of the day is left out: the form knows days.
    whole = int(value)
    if not 0 < whole < DAYS:
        return CellKind.NUMBER, value
    epoch = CALENDAR_MAC_1904 if is_1904 else CALENDAR_WINDOWS_1900
    try:
        found = from_excel(whole, epoch)
    except (ValueError, OverflowError):
        return CellKind.NUMBER, value
    day = found.date() if isinstance(found, datetime) else found
    return (CellKind.DATE, day) if isinstance(day, date) else (CellKind.NUMBER, value)


def has_time_of_day(written: str) -> bool:
    """Tell whether a date as stored, a number or ISO 8601, has a time of the day but midnight."""
    if isinstance(number(written.strip()), Decimal):
        return True
    return bool(written.partition("T")[2].rstrip("Z").strip("0:."))


def day_of_text(written: str) -> tuple[CellKind, Value]:
    """Return the day that a text of ISO 8601 names; the text itself if it names none."""
    try:
        return CellKind.DATE, datetime.fromisoformat(written.strip()).date()
    except ValueError:
        return text_value(written)
