"""A data package as one workbook: what it is, its codebook, and a sheet for each table.

Cells are typed: dates are dates, truths truths, numbers numbers as far as a spreadsheet keeps them,
15 digits; a longer one, a day before March 1900 and a year before 1000 stand as text. So whoever
reads the workbook gets the values of the CSV back.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

import pyarrow as pa
import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from reporting.messages import Text, _
from reporting.packages.csv_text import PLACE, read_table
from reporting.packages.model import NUMERIC, Field, Package, Table
from reporting.renderers.codebook import TableLine, about_lines, field_lines
from reporting.renderers.column_widths import fitted_to_texts
from reporting.renderers.csv_injection import is_active
from reporting.renderers.sheets import (
    PLAIN_NUMBER,
    CellContent,
    Look,
    SheetContent,
    names_of,
    region,
)
from reporting.renderers.xlsx import (
    AUTHOR,
    DIGITS,
    FIRST_DAY,
    LONGEST_AS_TEXT_FORMAT,
    MADE_ON,
    MOST_ROWS,
    OPTIONS,
    TOP,
    WorkbookLimitError,
    WorkbookWriter,
    legal,
    set_up_printing,
    write_text,
)

ABOUT, CODEBOOK = "about", "codebook"
TOOL = ("XlsxWriter", str(xlsxwriter.__version__))
FIRST_YEAR = 1000
ISO_DATE = "yyyy-mm-dd"
GENERAL = "General"
# LibreOffice shows some truths as 0 and 1 otherwise.
TRUTH = '"TRUE";"TRUE";"FALSE"'
TEXT = "@"
HEAD: Mapping[str, object] = {"bold": True, "bg_color": "#E7EDF3", "bottom": 1, "num_format": TEXT}
TABLES = (_("Sheet"), _("Table"), _("Table (Japanese)"), _("Rows"), _("Key"))
ABOUT_WIDTHS = (28, 56, 56, 10, 34)
FIELDS = (
    *(_("Sheet"), _("Table"), _("Field"), _("Title"), _("Title (Japanese)")),
    *(_("Type"), _("Unit"), _("Mandate"), _("Key"), _("Leads to")),
    *(_("Description"), _("Description (Japanese)"), _("Values")),
)
FIELD_WIDTHS = (26, 26, 26, 24, 24, 9, 12, 11, 12, 26, 52, 52, 44)
EXACTNESS = _(
    "A spreadsheet keeps 15 digits of a number: a longer one stands as text here. CSV and Parquet "
    "have every number exactly."
)
BOTH = "\n"


def to_workbook(package: Package) -> bytes:
    """Return a package as a workbook.

    Args:
        package: The package, validated; the copies of other tables in it get sheets too.

    Raises:
        WorkbookLimitError: A text is longer than a cell can hold, or a table than a sheet.
        pyarrow.ArrowInvalid: A table has not been validated and does not match its schema.
    """
    tables = [*package]
    names = names_of([ABOUT, CODEBOOK, *(each.name for each in tables)])[2:]
    rows = [read_table(each, package.name).drop_columns(list(PLACE)) for each in tables]
    lines = [
        TableLine(called=name, table=table, rows=several.num_rows)
        for name, table, several in zip(names, tables, rows, strict=True)
    ]
    stream = BytesIO()
    with xlsxwriter.Workbook(stream, OPTIONS) as book:
        title = legal(package.title["en"])
        book.set_properties({"title": title, "author": AUTHOR, "created": _created(package)})
        writer = WorkbookWriter(book=book)
        writer.add(_about(package, lines))
        writer.add(_codebook(lines))
        page = book.get_worksheet_by_name(CODEBOOK)
        count = sum(len(each.schema.fields) for each in tables)
        page.autofilter(0, 0, max(count, 1), len(FIELDS) - 1)
        for line, several in zip(lines, rows, strict=True):
            _DataSheet(writer=writer, line=line, rows=several).write()
    return stream.getvalue()


def _created(package: Package) -> datetime:
    """Return the day of the package; a file without one would have the hour it is written."""
    stated = str(package.descriptor.get("created", ""))[:10]
    try:
        day = date.fromisoformat(stated)
    except ValueError:
        return MADE_ON
    return datetime(day.year, day.month, day.day)  # noqa: DTZ001 - a day, of no zone


def _about(package: Package, lines: Sequence[TableLine]) -> SheetContent:
    rows = [
        (
            CellContent(value=_in_both(each.label), look=Look.LABEL),
            CellContent(value=each.text["en"]),
            CellContent(value=each.text["ja"]),
        )
        for each in about_lines(package)
    ]
    rows.append(
        (
            CellContent(value=_in_both(_("Exact numbers")), look=Look.LABEL),
            CellContent(value=EXACTNESS.en),
            CellContent(value=EXACTNESS.ja),
        )
    )
    heads = tuple(_heading(each) for each in TABLES)
    listed = (
        tuple(
            CellContent(value=value, number_format=PLAIN_NUMBER)
            for value in (
                line.called,
                _titled(line.table, "en"),
                _titled(line.table, "ja"),
                line.rows,
                line.key,
            )
        )
        for line in lines
    )
    return SheetContent(name=ABOUT, rows=(*rows, (), heads, *listed), widths=ABOUT_WIDTHS)


def _titled(table: Table, language: str) -> str:
    """Return a table's title, and below what a row of it is."""
    return "\n".join(filter(None, (table.title[language], table.description[language])))


def _codebook(lines: Sequence[TableLine]) -> SheetContent:
    rows = [
        tuple(
            CellContent(value=value)
            for value in (
                *(each.called, each.table.name, each.field.name),
                *(each.field.title["en"], each.field.title["ja"]),
                *(each.field.type, each.field.unit, each.field.mandate),
                *(_in_both(each.key), each.leads_to),
                *(each.field.description["en"], each.field.description["ja"], each.values),
            )
        )
        for each in field_lines(lines)
    ]
    heads = tuple(_heading(each) for each in FIELDS)
    return SheetContent(
        name=CODEBOOK,
        rows=(heads, *rows),
        widths=FIELD_WIDTHS,
        frozen=(1, 3),
        repeated=(0, 0),
        is_framed=True,
    )


def _heading(text: Text) -> CellContent:
    return CellContent(value=_in_both(text), look=Look.HEADING)


def _in_both(text: Text) -> str:
    """Return a text in both languages: the workbook is the same for all readers."""
    return BOTH.join(filter(None, dict.fromkeys((text.en, text.ja))))


@dataclass(frozen=True, slots=True, kw_only=True)
class _DataSheet:
    """A table on its sheet: its columns by name, one line a row, its head frozen."""

    writer: WorkbookWriter
    line: TableLine
    rows: pa.Table

    def write(self) -> None:
        name, count = self.line.called, self.rows.num_rows
        if count >= MOST_ROWS:
            msg = f"the table '{self.line.table.name}' has {count:,} rows; a sheet holds fewer"
            raise WorkbookLimitError(msg)
        page = self.writer.book.add_worksheet(name)
        fields = self.line.table.schema.fields
        width = 0
        for at, field in enumerate(fields):
            write_text(page, (0, at), field.name, self.writer.format(HEAD), name)
            width += self._write_column(page, at, field)
        is_keyed = self.line.table.schema.primary_key[:1] == (fields[0].name,)
        frozen = (1, int(is_keyed))
        page.freeze_panes(*frozen)
        sheet = SheetContent(name=name, rows=(), frozen=frozen, repeated=(0, 0))
        set_up_printing(page, sheet, width)
        page.autofilter(0, 0, max(count, 1), len(fields) - 1)
        # What is text on purpose has no green corner.
        cells = region(name, (0, 0), (count, len(fields) - 1)).rpartition("!")[2].replace("$", "")
        page.ignore_errors({"number_stored_as_text": cells})

    def _write_column(self, page: Worksheet, at: int, field: Field) -> int:
        """Write the cells of a field, and return how wide their column is."""
        values = self.rows[field.name].to_pylist()
        known = {each for each in values if each is not None}
        shown = self.writer.format(_look(field))
        width = fitted_to_texts(field.name, map(str, known))
        page.set_column(at, at, width, shown)
        for row, value in enumerate(values, start=1):
            if value is not None:
                self._write_cell(page, (row, at), _stored(field, value), shown)
        return width

    def _write_cell(
        self, page: Worksheet, at: tuple[int, int], value: object, look: Format
    ) -> None:
        match value:
            case bool():
                page.write_boolean(*at, value, look)
            case int() | Decimal():
                page.write_number(*at, value, look)
            case date():
                page.write_datetime(*at, value, look)
            case _:
                text = legal(str(value))
                write_text(page, at, text, self._look_of_text(text), self.line.called)

    def _look_of_text(self, text: str) -> Format:
        """Return the look that keeps a text what it is when somebody edits it."""
        is_short = len(text) <= LONGEST_AS_TEXT_FORMAT
        shown = {**TOP, "num_format": TEXT if is_short else GENERAL}
        return self.writer.format({**shown, "quote_prefix": True} if is_active(text) else shown)


def _look(field: Field) -> Mapping[str, object]:
    """Return how the cells of a field are shown, whatever the locale."""
    formats = {
        "string": TEXT,
        "date": ISO_DATE,
        "integer": PLAIN_NUMBER,
        "year": PLAIN_NUMBER,
        "boolean": TRUTH,
    }
    # A number beside a text would touch it.
    placed = {"align": "right", "indent": 1} if field.type in NUMERIC else {}
    return {**TOP, **placed, "num_format": formats.get(field.type, GENERAL)}


def _stored(field: Field, value: Any) -> object:  # noqa: ANN401 - what Arrow gives
    """Return what a cell holds for a value: a number or date if none of it is lost."""
    if field.type == "year":
        return value if value >= FIRST_YEAR else f"{value:04}"
    if field.type in NUMERIC:
        number = Decimal(value).normalize()
        is_kept = len(number.as_tuple().digits) <= DIGITS and number.adjusted() < DIGITS
        return number if is_kept else f"{number:f}"
    if field.type == "date" and value < FIRST_DAY:
        return value.isoformat()
    return value
