"""The workbook of the agreed electronic format: the sheets of the official template, and no other.

Sheets, heading cells, labels and blank columns come from ``data/forms``. No source tells where on a
sheet they stand but for one cell: the platform writes the result of its check into row 9, column 3
of Table 1. So labels begin in row 4, values stand in column C, and every heading in B2.

Row 1 is free in the template. There a sheet of made-up or incomplete data says so.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from reporting.forms.model.form import Form, Readiness
from reporting.forms.model.table import ReportTable
from reporting.official_forms.aef import AefSheet, columns, sheets
from reporting.renderers.column_widths import fitted
from reporting.renderers.form_workbook import body
from reporting.renderers.sheets import BLANK, CellContent, Look, Row, SheetContent, region
from reporting.renderers.status_banner import head, mark, status
from reporting.renderers.xlsx import to_xlsx

ABOVE = 3
MARGIN = 2
SPACER = 3
LABELS = 62
VALUES = 58
ACROSS, DOWN = "labels_across", "labels_down"


def aef_workbook(form: Form) -> bytes:
    """Return the annual information of a Party as the workbook it files.

    Raises:
        WorkbookLimitError: A text is longer than a cell can hold, or a table than a sheet.
    """
    written = aef_sheets(form)
    return to_xlsx(
        written,
        title=f"{form.title.en}, {form.party} {form.year} {form.version}",
        names=dict(_names(form, written)),
        status=status(form),
        remark=mark(form).en,
    )


def aef_sheets(form: Form) -> tuple[SheetContent, ...]:
    """Return the sheets of the template, in their order."""
    tables = {each.name: each for each in form.tables}
    return tuple(_sheet(form, each, tables) for each in sheets())


def _sheet(form: Form, official: AefSheet, tables: Mapping[str, ReportTable]) -> SheetContent:
    above = _above(form, official)
    if official.orientation == ACROSS:
        return _across(form, official, above, tables[official.table])
    is_list = official.orientation != DOWN
    rows = _listed(tables) if is_list else _down(tables[official.table])
    return SheetContent(
        name=official.sheet,
        rows=(*above, *rows),
        widths=(MARGIN, LABELS, VALUES),
        header=head(form),
    )


def _above(form: Form, official: AefSheet) -> tuple[Row, ...]:
    """Return the rows above the labels: what to heed, the heading, a blank row."""
    is_marked = form.is_made_up or form.readiness is Readiness.INCOMPLETE or form.withheld
    banner = CellContent(value=mark(form).en, look=Look.MARK) if is_marked else BLANK
    heading = CellContent(value=official.heading, look=Look.TITLE) if official.heading else BLANK
    return (BLANK, banner), (BLANK, heading), (BLANK,)


def _across(
    form: Form, official: AefSheet, above: tuple[Row, ...], table: ReportTable
) -> SheetContent:
    spaced = {each.name: each.has_spacer for each in columns(official.table)}
    has_spacer = [spaced[each.name] for each in table.columns]
    labels = tuple(CellContent(value=each.label.en, look=Look.HEADING) for each in table.columns)
    rows = (*above, *(_spaced(row, has_spacer) for row in (labels, *body(table, "en"))))
    return SheetContent(
        name=official.sheet,
        rows=rows,
        widths=_widths(rows),
        frozen=(ABOVE + 1, 2),
        repeated=(ABOVE, ABOVE),
        header=head(form),
    )


def _spaced(row: Row, has_spacer: Sequence[bool]) -> Row:
    """Return a row with the margin and the blank columns of the template."""
    entries = [BLANK]
    for entry, is_after_spacer in zip(row, has_spacer, strict=True):
        entries += [BLANK, entry] if is_after_spacer else [entry]
    return tuple(entries)


def _widths(rows: tuple[Row, ...]) -> tuple[int, ...]:
    """Return widths by what the columns hold, narrow where the template has none."""
    needed = fitted(rows)
    blank = [entry == BLANK for entry in rows[ABOVE]]
    return tuple(
        SPACER if is_blank else width for width, is_blank in zip(needed, blank, strict=True)
    )


def _down(table: ReportTable) -> Iterator[Row]:
    """Yield a row for each label, its value beside it: a submission is one record."""
    for column, value in zip(table.columns, body(table, "en")[0], strict=True):
        yield (
            BLANK,
            CellContent(value=column.label.en, look=Look.LABEL),
            replace(value, look=Look.VALUE),
        )


def _listed(tables: Mapping[str, ReportTable]) -> Iterator[Row]:
    """Yield the headings and labels of all tables, one under another."""
    for official in sheets():
        if official.table in tables:
            yield BLANK, CellContent(value=official.heading, look=Look.GROUP)
            for column in tables[official.table].columns:
                yield BLANK, CellContent(value=column.label.en, look=Look.BODY)


def _names(form: Form, written: Sequence[SheetContent]) -> Iterator[tuple[str, str]]:
    """Yield a name for each table, as ``AEF_Actions``: its labels and rows."""
    known = {each.name for each in form.tables}
    for official, sheet in zip(sheets(), written, strict=True):
        if official.table in known:
            last = len(sheet.rows) - 1, len(sheet.rows[-1]) - 1
            yield f"AEF_{official.table.capitalize()}", region(sheet.name, (ABOVE, 1), last)
