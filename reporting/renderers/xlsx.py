"""Workbooks: sheets as XLSX, the same bytes each time.

Numbers are numbers and dates are dates; text is text, whatever it begins with: no formula, address
or macro is ever written. A control character that XML cannot hold is written as ``_x001F_``, as the
format has it.

A spreadsheet keeps 15 digits of a number: a whole number beyond is written as text, a fraction is
rounded there. It counts days rightly from March 1900 on: an earlier date is text.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from io import BytesIO

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from reporting.accounting.figure import rounded
from reporting.forms.model.table import Value
from reporting.renderers.column_widths import height, widths
from reporting.renderers.csv_injection import is_active
from reporting.renderers.sheets import (
    DATES,
    WHOLE,
    CellContent,
    Look,
    SheetContent,
    address,
)

DIGITS = 15
FIRST_DAY = date(1900, 3, 1)
NO_CHARACTER = re.compile("[\ud800-\udfff\ufffe\uffff]")
Stored = str | Decimal | date | None


def stored(value: Value) -> Stored:
    """Return what a cell holds for a value: 15 digits of a number, text for what it cannot hold."""
    match value:
        case int() if abs(value) < 10**DIGITS:
            return Decimal(value)
        case Fraction():
            whole = len(str(abs(int(value)))) if abs(value) >= 1 else 0
            near = rounded(value, DIGITS - whole) if whole <= DIGITS else None
            return str(value) if near is None else near.normalize()
        case date() if value >= FIRST_DAY:
            return value
        case date():
            return value.isoformat()
        case None:
            return None
        case _:
            return legal(str(value))


def legal(text: str) -> str:
    """Return a text with each code point that is no character shown as ``_xFFFE_``."""
    return NO_CHARACTER.sub(lambda found: f"_x{ord(found[0]):04X}_", text)


AUTHOR = "JCM Open Data"
MADE_ON = datetime(2021, 1, 1)  # noqa: DTZ001 - a file has a date; this one never changes
LONGEST_TEXT = 32_767
MOST_ROWS = 1_048_576
# Excel shows a longer text in a cell of the format text as ####.
LONGEST_AS_TEXT_FORMAT = 255
# The head of a page holds 255 characters in all, codes and its three parts together.
LONGEST_HEAD = 60
# Excel takes no row of more than 409 points.
HIGHEST = 405
LEGIBLE = 230
# The box of a note, in pixels, and how many characters a line of it takes.
NOTE_WIDTH, NOTE_LINE, NOTE_CHARACTERS = 320, 16, 52
A4 = 9
OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
GREY, LIGHT, RED = "#BFBFBF", "#E7EDF3", "#B00020"
GRID = {"border": 1, "border_color": GREY}
TOP = {"valign": "top"}
INDENT: dict[str, object] = {"align": "left", "indent": 1}
RIGHT: dict[str, object] = {"align": "right", "indent": 1}
LOOKS: Mapping[Look, Mapping[str, object]] = {
    Look.BODY: {**GRID, **TOP, "text_wrap": True},
    Look.VALUE: {**GRID, **TOP, "text_wrap": True, **INDENT},
    Look.BESIDE: {**GRID, **TOP, "text_wrap": True, **RIGHT},
    Look.TITLE: {"bold": True, "font_size": 14},
    Look.MARK: {"bold": True, "font_color": RED},
    Look.HEADING: {**GRID, "bold": True, "text_wrap": True, "bg_color": LIGHT, **INDENT},
    Look.GROUP: {**TOP, "bold": True},
    Look.LABEL: {**GRID, **TOP, "bold": True, "text_wrap": True, "bg_color": LIGHT, **INDENT},
    Look.NOTE: {"valign": "top"},
}


class WorkbookLimitError(ValueError):
    """A text is longer than a cell can hold, or a table than a sheet: nothing is cut."""


def to_xlsx(
    sheets: Sequence[SheetContent],
    *,
    title: str,
    names: Mapping[str, str] | None = None,
    status: str = "",
    remark: str = "",
) -> bytes:
    """Return a workbook.

    Args:
        sheets: Its sheets, in order.
        title: Its title, in the properties of the file.
        names: Named ranges: a name, and the region it stands for.
        status: How far it is from being filed, in the properties of the file.
        remark: What whoever opens it must know, in the properties of the file.

    Raises:
        WorkbookLimitError: A text is longer than a cell can hold, or a table than a sheet.
    """
    stream = BytesIO()
    with xlsxwriter.Workbook(stream, OPTIONS) as book:
        about = {"title": title, "status": status, "comments": remark}
        said = {name: legal(text) for name, text in about.items() if text}
        book.set_properties({**said, "author": AUTHOR, "created": MADE_ON})
        writer = WorkbookWriter(book=book)
        for each in sheets:
            writer.add(each)
        for name, reference in (names or {}).items():
            book.define_name(name, f"={reference}")
    return stream.getvalue()


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkbookWriter:
    """What writes sheets into a workbook, each look of a cell once.

    Attributes:
        book: The workbook.
        formats: The looks that were asked for, by their properties.
    """

    book: Workbook
    formats: dict[tuple[tuple[str, object], ...], Format] = field(default_factory=dict)

    def add(self, sheet: SheetContent) -> None:
        """Write a sheet.

        Raises:
            WorkbookLimitError: A text is longer than a cell can hold, or a table than a sheet.
        """
        if len(sheet.rows) > MOST_ROWS:
            msg = f"the sheet '{sheet.name}' has {len(sheet.rows):,} rows; it holds {MOST_ROWS:,}"
            raise WorkbookLimitError(msg)
        page = self.book.add_worksheet(sheet.name)
        wide = widths(sheet)
        for at, width in enumerate(wide):
            page.set_column(at, at, width)
        for down, row in enumerate(sheet.rows):
            page.set_row(down, min(height(row, wide), HIGHEST))
            for across, entry in enumerate(row):
                self._write(page, (down, across), entry, sheet)
        # Long numbers are text on purpose: no green corners on them.
        page.ignore_errors({"number_stored_as_text": f"A1:{address(len(sheet.rows), len(wide))}"})
        if any(sheet.frozen):
            page.freeze_panes(*sheet.frozen)
        set_up_printing(page, sheet, sum(wide))

    def _write(
        self, page: Worksheet, at: tuple[int, int], entry: CellContent, sheet: SheetContent
    ) -> None:
        value = stored(entry.value)
        look = self._format(entry, value)
        if value is None or value == "":
            # A cell of the form has its frame also where it is empty.
            if entry.look is Look.HEADING or entry.source or sheet.is_framed:
                page.write_blank(*at, None, look)
        elif isinstance(value, Decimal):
            page.write_number(*at, value, look)
        elif isinstance(value, date):
            page.write_datetime(*at, value, look)
        else:
            write_text(page, at, value, look, sheet.name)
        if entry.note:
            page.write_comment(*at, legal(entry.note), note_box(entry.note))

    def _format(self, entry: CellContent, value: Stored) -> Format:
        return self.format({**LOOKS[entry.look], **_shown(entry, value)})

    def format(self, properties: Mapping[str, object]) -> Format:
        """Return a look by its properties, as the library names them."""
        key = tuple(sorted(properties.items()))
        if key not in self.formats:
            self.formats[key] = self.book.add_format(dict(properties))
        return self.formats[key]


def _shown(entry: CellContent, value: Stored) -> dict[str, object]:
    """Return how a value is shown; text stays text for whoever edits it."""
    if isinstance(value, str):
        quoted: dict[str, object] = {"quote_prefix": True} if is_active(value) else {}
        is_data = entry.look in {Look.BODY, Look.VALUE, Look.BESIDE}
        placed = INDENT if is_data and entry.look is not Look.BESIDE else {}
        is_short = is_data and len(value) <= LONGEST_AS_TEXT_FORMAT
        return quoted | placed | ({"num_format": "@"} if is_short else {})
    usual = {Decimal: WHOLE, date: DATES}.get(type(value))
    shown = entry.number_format or usual
    return {"num_format": shown} if shown and value is not None else {}


def write_text(page: Worksheet, at: tuple[int, int], text: str, look: Format, sheet: str) -> None:
    """Write a text as it is; XlsxWriter takes one between ``<r>`` and ``</r>`` for markup.

    Raises:
        WorkbookLimitError: It is longer than a cell can hold.
    """
    # Excel counts a character beyond the first plane as two.
    length = len(text) if len(text) <= LONGEST_TEXT // 2 else len(text.encode("utf-16-le")) // 2
    if length > LONGEST_TEXT:
        msg = (
            f"the text of cell {address(*at)} of the sheet '{sheet}' has {length:,} characters; "
            f"a cell of a workbook holds {LONGEST_TEXT:,}"
        )
        raise WorkbookLimitError(msg)
    if text.startswith("<r>") and text.endswith("</r>"):
        page.write_rich_string(*at, text[:1], text[1:2], text[2:], look)
    else:
        page.write_string(*at, text, look)


def note_box(text: str) -> dict[str, object]:
    """Return how the box of a note is drawn: wide enough to read, as high as its lines need."""
    lines = sum(1 + len(line) // NOTE_CHARACTERS for line in text.split("\n"))
    return {
        "author": AUTHOR,
        "width": NOTE_WIDTH,
        "height": NOTE_LINE * (lines + 1),
        "font_size": 9,
    }


def set_up_printing(page: Worksheet, sheet: SheetContent, width: int) -> None:
    """Set up the printed page: A4 across, its head on each; a wide table on several, legibly.

    Args:
        page: The sheet as the library has it.
        sheet: What is on it.
        width: How wide its columns are together, in characters.
    """
    page.set_landscape()
    page.set_paper(A4)
    page.set_margins(left=0.4, right=0.4, top=0.8, bottom=0.7)
    pages_across = max(1, -(-width // LEGIBLE))
    page.fit_to_pages(pages_across, 0)
    if pages_across > 1 and sheet.frozen[1]:
        page.repeat_columns(0, sheet.frozen[1] - 1)
    if sheet.repeated is not None:
        page.repeat_rows(*sheet.repeated)
    heads = zip("LCR", sheet.header, strict=True)
    page.set_header("".join(f"&{at}{_escaped(text)}" for at, text in heads if text))
    page.set_footer("&L&A&R&P / &N")


def _escaped(text: str) -> str:
    """Return as much of a text as the head of a printed page has room for."""
    cut = text if len(text) <= LONGEST_HEAD else f"{text[: LONGEST_HEAD - 1]}…"
    # An ampersand begins a code there.
    return legal(cut).replace("&", "&&")
