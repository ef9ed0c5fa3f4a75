"""A copy of a workbook with what was found: comments on its cells, and a sheet that lists them.

The copy is made of the values that were read: no formula, macro or link comes along.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from io import BytesIO

import xlsxwriter
from openpyxl.utils.cell import column_index_from_string, coordinate_from_string
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from reporting.aef_checker.check import Checked
from reporting.aef_checker.findings_report import (
    CELL,
    FINDINGS,
    SHEET,
    following,
    summary,
    where,
)
from reporting.aef_checker.tables import Workbook
from reporting.aef_checker.xlsx_reader.cells import XlsxCell
from reporting.aef_checker.xlsx_reader.sheets import XlsxSheet
from reporting.findings import Finding, Severity
from reporting.messages import in_language
from reporting.renderers.findings import HEADS, consequences
from reporting.renderers.sheets import names_of
from reporting.renderers.xlsx import AUTHOR, MADE_ON, OPTIONS, legal

# A cell, and a comment, hold 32,767 characters.
LONGEST = 32_000
EXACT_DIGITS = 15  # a spreadsheet rounds longer numbers
WIDTH = 22
RED, YELLOW = "#F8C8C8", "#FFF2B3"
Places = Mapping[tuple[int, int], Sequence[Finding]]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Looks:
    """How cells look: by what was found on them, dates apart."""

    plain: Format | None
    day: Format
    error: Format
    error_day: Format
    notice: Format
    notice_day: Format

    def of(self, cell: XlsxCell | None, findings: Sequence[Finding]) -> Format | None:
        """Return how a cell looks."""
        is_day = cell is not None and isinstance(cell.value, date)
        if any(each.severity is Severity.ERROR for each in findings):
            return self.error_day if is_day else self.error
        if findings:
            return self.notice_day if is_day else self.notice
        return self.day if is_day else self.plain


def annotated(checked: Checked, workbook: Workbook, language: str = "en") -> bytes:
    """Return a workbook with its findings.

    Args:
        checked: What was found.
        workbook: One of its workbooks.
        language: Of the findings.
    """
    found = [each for each in checked.findings if each.place.package == workbook.name]
    stream = BytesIO()
    with xlsxwriter.Workbook(stream, OPTIONS) as book:
        book.set_properties({"author": AUTHOR, "created": MADE_ON})
        day = {"num_format": "dd/mm/yyyy"}
        looks = _Looks(
            plain=None,
            day=book.add_format(day),
            error=book.add_format({"bg_color": RED}),
            error_day=book.add_format({"bg_color": RED, **day}),
            notice=book.add_format({"bg_color": YELLOW}),
            notice_day=book.add_format({"bg_color": YELLOW, **day}),
        )
        title, *names = names_of([FINDINGS[language], *(each.name for each in workbook.sheets)])
        for name, sheet in zip(names, workbook.sheets, strict=True):
            page = book.add_worksheet(name)
            here = [each for each in found if each.place.table == sheet.name]
            _copy(page, sheet, _by_place(sheet, here), looks, language)
        _list(book.add_worksheet(title), checked, found, language)
    return stream.getvalue()


def _by_place(sheet: XlsxSheet, findings: Sequence[Finding]) -> Places:
    """Return findings by row and column; those of a row stand at its first cell."""
    found: dict[tuple[int, int], list[Finding]] = defaultdict(list)
    for each in findings:
        if each.place.field:
            letters, row = coordinate_from_string(each.place.field)
            found[row, column_index_from_string(letters)].append(each)
        elif each.place.row:
            cells = sheet.rows.get(each.place.row, {})
            found[each.place.row, min(cells, default=1)].append(each)
    return found


def _copy(page: Worksheet, sheet: XlsxSheet, places: Places, looks: _Looks, language: str) -> None:
    page.set_column(0, max((max(row) for row in sheet.rows.values()), default=1), WIDTH)
    for row, cells in sheet.rows.items():
        for column, cell in cells.items():
            look = looks.of(cell, places.get((row, column), ()))
            _write(page, (row - 1, column - 1), cell, look)
    for (row, column), findings in places.items():
        if sheet.at(row, column) is None:
            page.write_blank(row - 1, column - 1, None, looks.of(None, findings))
        text = "\n\n".join(_comment(each, language) for each in findings)
        options = {"author": AUTHOR, "x_scale": 3, "y_scale": 2}
        page.write_comment(row - 1, column - 1, legal(text)[:LONGEST], options)


def _write(page: Worksheet, at: tuple[int, int], cell: XlsxCell, look: Format | None) -> None:
    value = cell.value
    if isinstance(value, date):
        page.write_datetime(*at, value, look)
    elif isinstance(value, bool):
        page.write_boolean(*at, value, look)
    elif isinstance(value, int | Decimal) and len(str(value)) <= EXACT_DIGITS:
        page.write_number(*at, value, look)
    else:
        page.write_string(*at, legal(str(value if value is not None else ""))[:LONGEST], look)


def _comment(finding: Finding, language: str) -> str:
    words = finding.words(language)
    _place, _finding, *names = in_language(HEADS, language)
    said = zip(names, (words.expected, words.found, words.remedy), strict=False)
    lines = "\n".join(f"{name}: {text}" for name, text in said)
    return f"{words.title} [{finding.code}]\n{lines}"


def _list(page: Worksheet, checked: Checked, findings: Sequence[Finding], language: str) -> None:
    _place, *heads = in_language(HEADS, language)
    page.set_column(0, len(heads) + 1, WIDTH)
    page.freeze_panes(1, 0)
    rows = [
        (SHEET[language], CELL[language], *heads),
        *_rows(checked, findings, language),
        (summary(checked, language),),
    ]
    for number, row in enumerate(rows):
        for column, text in enumerate(row):
            page.write_string(number, column, legal(text)[:LONGEST])


def _rows(
    checked: Checked, findings: Sequence[Finding], language: str
) -> Iterator[tuple[str, ...]]:
    for each in findings:
        words, follows = each.words(language), following(checked, [each], language)
        yield (
            each.place.table,
            where(checked, each, language),
            f"{words.title} [{each.code}, {each.severity}]",
            words.expected,
            ". ".join(filter(None, (words.found, consequences(follows, language)))),
            words.remedy,
            each.provision,
        )
