"""What a cell of a workbook says as a cell of a table, or why it is refused.

A spreadsheet may have changed what was typed: made a number, a day, a truth or a formula of it.
What it shows is taken where nothing can have been lost; all else is refused with its place.
"""

import re
from datetime import date

from reporting.aef_checker.xlsx_reader.cells import CellKind, XlsxCell
from reporting.packages import Field
from reporting.packages.csv_text import shown
from reporting.packages.written_days import RefusedCell

EXACT = 10**15
"""A spreadsheet keeps 15 digits: a whole number below was not rounded."""
TRUTHS = {"=TRUE()": "true", "=FALSE()": "false"}
APOSTROPHE = re.compile(r"'[0-9]")


def cell_text(cell: XlsxCell, into: Field) -> str | RefusedCell:
    """Return what a cell says as a cell of a table.

    Days that are written as text in another form than YYYY-MM-DD are left as they are: what they
    mean, their column decides.

    Args:
        cell: The cell.
        into: The field of its column.
    """
    if cell.formula:
        return _formula(cell.formula, into)
    match cell.kind:
        case CellKind.ERROR:
            return RefusedCell(code="import-error-value", values={"value": shown(str(cell.value))})
        case CellKind.BOOLEAN:
            return _truth(str(cell.value).lower(), into)
        case CellKind.DATE:
            return _day(cell, into)
        case CellKind.NUMBER:
            return _number(cell)
    return _text("" if cell.value is None else str(cell.value), into)


def _formula(formula: str, into: Field) -> str | RefusedCell:
    """Return what a formula says: nothing but a truth, which LibreOffice saves as one."""
    truth = TRUTHS.get(formula.upper())
    if truth is None:
        return RefusedCell(code="import-formula", values={"formula": shown(formula)})
    return _truth(truth, into)


def _truth(value: str, into: Field) -> str | RefusedCell:
    if into.type == "boolean":
        return value
    return RefusedCell(code="import-truth-out-of-place", values={"value": value})


def _day(cell: XlsxCell, into: Field) -> str | RefusedCell:
    day = cell.value.isoformat() if isinstance(cell.value, date) else str(cell.value)
    if into.type != "date":
        return RefusedCell(code="import-day-out-of-place", values={"value": day})
    if cell.has_time:
        return RefusedCell(code="import-day-with-time", values={"value": day})
    return day


def _number(cell: XlsxCell) -> str | RefusedCell:
    if isinstance(cell.value, int) and abs(cell.value) < EXACT:
        return str(cell.value)
    return RefusedCell(code="import-number-inexact", values={"value": str(cell.value)})


def _text(text: str, into: Field) -> str | RefusedCell:
    if APOSTROPHE.match(text):
        return RefusedCell(code="import-apostrophe", values={"value": shown(text)})
    if into.type == "boolean" and text.lower() in TRUTHS.values():
        return text.lower()
    return text
