"""What a cell means: a day, a number, a term; and what is said where it does not mean one."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from openpyxl.utils.datetime import from_excel

from reporting.aef_checker.xlsx_reader.sheets import CellKind, XlsxCell, number
from reporting.packages.csv_text import shown

NA = "NA"
LONGEST = 80
DAY = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
INSTANT = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?Z?)?")
GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+")
DAYS = range(10_000, 100_000)


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedCell:
    """What a cell means.

    Attributes:
        value: Its meaning; none if it has none.
        code: The finding on it; empty if it is as it should be.
        values: What fills the sentences of that finding.
    """

    value: date | int | Decimal | None = None
    code: str = ""
    values: Mapping[str, str] = field(default_factory=dict)


def is_absent(text: str) -> bool:
    """Tell whether a cell says that nothing applies, or nothing at all."""
    return text.upper() in {"", NA, "N/A"}


def quoted(cell: XlsxCell) -> str:
    """Return what a cell says so that it can be shown."""
    return shown(cell.text, LONGEST)


def as_day(cell: XlsxCell) -> ParsedCell:
    """Read a day: a date, a text that can be read in one way only, or a bare number."""
    if isinstance(cell.value, date):
        return ParsedCell(value=cell.value)
    if cell.kind is CellKind.NUMBER and isinstance(cell.value, int) and cell.value in DAYS:
        day = from_excel(cell.value)
        if isinstance(day, datetime):
            values = {"value": str(cell.value), "day": day.date().isoformat()}
            return ParsedCell(value=day.date(), code="date-as-number", values=values)
    found = _day_of_text(cell.text) if cell.kind is CellKind.TEXT else None
    if found is None:
        return ParsedCell(code="date-unreadable", values={"value": quoted(cell)})
    values = {"value": quoted(cell), "day": found.isoformat()}
    return ParsedCell(value=found, code="date-as-text", values=values)


def _day_of_text(text: str) -> date | None:
    try:
        if found := DAY.fullmatch(text):
            return date(int(found[3]), int(found[2]), int(found[1]))
        if found := INSTANT.fullmatch(text):
            return date.fromisoformat(found[1])
    except ValueError:
        return None
    return None


def as_number(cell: XlsxCell, label: str, *, is_whole: bool) -> ParsedCell:
    """Read a number above zero, whole where it must be."""
    value, code, values = _number(cell), "", {}
    if value is None:
        return ParsedCell(code="number-unreadable", values={"value": quoted(cell), "label": label})
    if value <= 0 or (is_whole and not isinstance(value, int)):
        return ParsedCell(code="number-not-whole", values={"value": quoted(cell), "label": label})
    if cell.kind is not CellKind.NUMBER:
        code, values = "number-as-text", {"value": quoted(cell), "number": str(value)}
    return ParsedCell(value=value, code=code, values=values)


def _number(cell: XlsxCell) -> int | Decimal | None:
    if cell.kind is CellKind.NUMBER and isinstance(cell.value, int | Decimal):
        return cell.value
    if cell.kind is not CellKind.TEXT:
        return None
    text = cell.text
    return number(text.replace(",", "") if GROUPED.fullmatch(text) else text)
