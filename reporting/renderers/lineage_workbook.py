"""The second workbook of a form: the rows of the data behind each figure of the first."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from reporting.forms.model.form import Form, FormName
from reporting.forms.model.provenance import Lineage
from reporting.forms.model.redaction import rows_withheld
from reporting.forms.model.row_keys import RowKeys
from reporting.forms.model.table import Type
from reporting.messages import Text, _
from reporting.renderers.aef_workbook import aef_sheets
from reporting.renderers.form_workbook import above, form_sheets, number_format
from reporting.renderers.sheets import (
    PLAIN_NUMBER,
    CellContent,
    Look,
    Row,
    SheetContent,
    SourceRows,
)
from reporting.renderers.status_banner import head, mark, status
from reporting.renderers.xlsx import to_xlsx

# A sheet has 1,048,576 rows, and the heading takes some.
ROOM = 1_000_000
TITLE = _("The rows behind each figure")
FIGURES, ROWS = _("Figures"), _("Rows")
YES, NO = _("yes"), _("no")
SHEET, CELL = _("Sheet"), _("Cell")
COLUMN, FIGURE = _("Column"), _("Figure")
OF_FIGURES = (
    SHEET,
    CELL,
    COLUMN,
    FIGURE,
    _("Number of rows"),
    _("Sum of the parts"),
    _("Sum is the figure"),
    _("SHA-256 of the list of rows"),
)
OF_ROWS = (
    SHEET,
    CELL,
    COLUMN,
    FIGURE,
    _("Package"),
    _("Table"),
    _("Row"),
    _("Key"),
    _("Part in the figure"),
    _("Numbers in the row"),
)
HOW = (
    _("Sheet and cell say where a figure stands in the workbook of this form."),
    _("Row counts as a spreadsheet does: the header of the CSV file is row 1."),
    _("The parts add up to the figure; a part is negative where its row is subtracted."),
    _("The digest is that of the lines package/table:row part, sorted by place."),
)


OF_WITHHELD = _("Where rows are withheld, number, sum and digest are those of the rows listed.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Traced:
    """A figure, where it stands, and what it is made of.

    Attributes:
        sheet: Name of the sheet.
        address: The cell.
        source: The cell of the report.
        lineage: Its rows.
    """

    sheet: str
    address: str
    source: SourceRows
    lineage: Lineage


def trace_workbook(form: Form, rows: RowKeys, language: str = "en") -> bytes:
    """Return the workbook of a form's rows: one line for each figure, one for each row of it.

    Args:
        form: The form, as it was exported.
        rows: What finds the key of a row, of `reporting.forms.model.row_keys`.
        language: The language of the workbook of the form, and of this.
    """
    return to_xlsx(
        trace_sheets(form, rows, language),
        title=f"{TITLE[language]}: {form.title[language]}, {form.party} {form.year} {form.version}",
        status=status(form),
        remark=mark(form)[language],
    )


def trace_sheets(form: Form, rows: RowKeys, language: str = "en") -> tuple[SheetContent, ...]:
    """Return its sheets; rows beyond what a sheet holds go on in another."""
    found = tuple(traced(form, language))
    figures = [_figure(each, language) for each in found]
    lines = [line for each in found for line in _rows(each, rows, language)]
    pages = [lines[start : start + ROOM] for start in range(0, len(lines), ROOM)] or [[]]
    return (
        _sheet(form, FIGURES[language], OF_FIGURES, figures, language),
        *(
            _sheet(form, ROWS[language] + (f" {page}" if page > 1 else ""), OF_ROWS, part, language)
            for page, part in enumerate(pages, 1)
        ),
    )


def traced(form: Form, language: str = "en") -> Iterator[Traced]:
    """Yield every figure of a form that knows its rows.

    A cell that shares the rows of a figure in its line, as the date of an action does, is left out:
    the figure stands for the line.
    """
    written = aef_sheets(form) if form.name is FormName.AEF else form_sheets(form, language)
    for sheet in written:
        sourced = list(sheet.sourced())
        figures = {
            (each.table.name, each.row, each.cell.lineage.digest, each.cell.lineage.withheld)
            for _, each in sourced
            if each.cell.lineage is not None and _is_figure(each)
        }
        for address, each in sourced:
            lineage = each.cell.lineage
            if lineage is not None and (
                _is_figure(each)
                or (each.table.name, each.row, lineage.digest, lineage.withheld) not in figures
            ):
                yield Traced(sheet=sheet.name, address=address, source=each, lineage=lineage)


def _is_figure(source: SourceRows) -> bool:
    is_number = isinstance(source.cell.value, int | Fraction)
    return is_number and source.column.type in {Type.QUANTITY, Type.COUNT}


def _where(each: Traced, language: str) -> Row:
    return (
        CellContent(value=each.sheet),
        CellContent(value=each.address),
        CellContent(value=each.source.column.label[language]),
        CellContent(
            value=each.source.cell.value,
            number_format=number_format(each.source.cell, each.source.column),
        ),
    )


def _figure(each: Traced, language: str) -> Row:
    is_sum = _is_figure(each.source)
    return (
        *_where(each, language),
        CellContent(value=each.lineage.count),
        CellContent(value=each.lineage.listed if is_sum else None),
        CellContent(value=_is_sum(each)[language] if is_sum else None),
        CellContent(value=each.lineage.digest),
    )


def _is_sum(each: Traced) -> Text:
    """Say whether the parts listed add up to the figure, or that rows are withheld."""
    if each.lineage.withheld:
        return rows_withheld(each.lineage.withheld)
    return YES if each.source.cell.value == each.lineage.total else NO


def _rows(each: Traced, rows: RowKeys, language: str) -> Iterator[Row]:
    for place, part in each.lineage.parts.items():
        row = rows(place)
        yield (
            *_where(each, language),
            CellContent(value=place.package),
            CellContent(value=place.table),
            CellContent(value=place.row or None, number_format=PLAIN_NUMBER),
            CellContent(value=row.key or None),
            CellContent(value=part),
            CellContent(value="; ".join(f"{name} {value}" for name, value in row.numbers.items())),
        )


def _sheet(
    form: Form, name: str, labels: Sequence[Text], rows: Sequence[Row], language: str
) -> SheetContent:
    how = (*HOW, OF_WITHHELD) if form.withheld else HOW
    over = [
        *above(form, f"{TITLE[language]}: {form.title[language]}", language)[:-1],
        *((CellContent(value=each[language], look=Look.NOTE),) for each in how),
        (),
    ]
    return SheetContent(
        name=name,
        rows=(
            *over,
            tuple(CellContent(value=each[language], look=Look.HEADING) for each in labels),
            *rows,
        ),
        frozen=(len(over) + 1, 0),
        repeated=(len(over), len(over)),
        header=head(form, language),
    )
