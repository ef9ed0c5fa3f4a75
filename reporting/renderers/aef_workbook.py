"""The workbook of the agreed electronic format: the sheets of the official template, and no other.

Sheets, headings, labels, blank columns and where the labels stand come from ``data/forms``. The
platform's structure check counts the sheets, and readers take the rows under the labels up to the
first blank one. So what a Party must know of a column, that data are made up, and as of when they
stand are notes of the label cells; a reader sees them on the index and on each printed page.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from reporting.forms.model.form import Form, Readiness
from reporting.forms.model.table import Column, ReportTable
from reporting.messages import Text, _
from reporting.official_forms.aef import AefColumn, AefSheet, columns, sheets
from reporting.renderers.column_widths import fitted
from reporting.renderers.form_workbook import body
from reporting.renderers.sheets import BLANK, CellContent, Look, Row, SheetContent, region
from reporting.renderers.status_banner import head, mark, status
from reporting.renderers.xlsx import to_xlsx

FIRST_ROW = 4
MARGIN = 2
SPACER = 3
LABELS = 62
VALUES = 58
INDEX, ACROSS, DOWN = "index", "labels_across", "labels_down"


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


def _heeded(form: Form) -> str:
    """Return what a reader must heed: made-up data, an incomplete year, rows left out."""
    is_marked = form.is_made_up or form.readiness is Readiness.INCOMPLETE or form.withheld
    return mark(form).en if is_marked else ""


def as_of(form: Form) -> Text:
    """Return which form it is, and the last day whose events it counts."""
    if form.cutoff is None:
        return _("Form of decision 4/CMA.6, annex II; later decisions were not read.")
    return _(
        "Form of decision 4/CMA.6, annex II; later decisions were not read. Record as of "
        "%(cutoff)s.",
        cutoff=form.cutoff.isoformat(),
    )


def _sheet(form: Form, official: AefSheet, tables: Mapping[str, ReportTable]) -> SheetContent:
    if official.orientation == ACROSS:
        return _across(form, official, tables[official.table])
    if official.table == INDEX:
        rows = tuple(_index(form))
    elif official.orientation == DOWN:
        rows = (*_above(official), *_down(form, tables[official.table]))
    else:
        rows = (*_above(official), *_listed(form, tables))
    return SheetContent(
        name=official.sheet,
        rows=rows,
        widths=(MARGIN, LABELS, VALUES),
        header=head(form),
    )


def _above(official: AefSheet) -> tuple[Row, ...]:
    """Return the rows above the labels: the heading in the second, the others blank."""
    first, _column = official.first_label or (FIRST_ROW, 0)
    heading = CellContent(value=official.heading, look=Look.TITLE) if official.heading else BLANK
    return (BLANK,), (BLANK, heading), *[(BLANK,)] * (first - 3)


def _index(form: Form) -> Iterator[Row]:
    """Yield what the workbook is, what to heed, and its other sheets."""
    title = f"{form.title.en}, {form.party} {form.year}, {form.version}"
    yield BLANK, CellContent(value=_heeded(form), look=Look.MARK)
    yield BLANK, CellContent(value=title, look=Look.TITLE)
    yield BLANK, CellContent(value=as_of(form).en, look=Look.NOTE)
    yield (BLANK,)
    for each in sheets():
        if each.table != INDEX:
            name = CellContent(value=each.sheet, look=Look.LABEL)
            yield BLANK, name, CellContent(value=each.title.en, look=Look.VALUE)


def _labels(form: Form, table: ReportTable, look: Look = Look.HEADING) -> tuple[CellContent, ...]:
    """Return the labels of a table, each with its note; the first says of the table what it is."""
    said = [_note(*each) for each in zip(table.columns, columns(table.name), strict=True)]
    said[0] = "\n".join(filter(None, (_heeded(form), as_of(form).en, said[0])))
    return tuple(
        CellContent(value=column.label.en, look=look, note=note)
        for column, note in zip(table.columns, said, strict=True)
    )


def _note(column: Column, official: AefColumn) -> str:
    """Return what a Party must know of a column: our words for the footnotes of the annex."""
    return "\n".join(filter(None, (f"{column.provision}.", official.rule.en)))


def _across(form: Form, official: AefSheet, table: ReportTable) -> SheetContent:
    spaced = {each.name: each.has_spacer for each in columns(official.table)}
    has_spacer = [spaced[each.name] for each in table.columns]
    above = _above(official)
    labelled = (_labels(form, table), *body(table, "en"))
    rows = (*above, *(_spaced(row, has_spacer) for row in labelled))
    start = len(above)
    return SheetContent(
        name=official.sheet,
        rows=rows,
        widths=_widths(rows, start),
        frozen=(start + 1, 2),
        repeated=(start, start),
        header=head(form),
    )


def _spaced(row: Row, has_spacer: Sequence[bool]) -> Row:
    """Return a row with the margin and the blank columns of the template."""
    entries = [BLANK]
    for entry, is_after_spacer in zip(row, has_spacer, strict=True):
        entries += [BLANK, entry] if is_after_spacer else [entry]
    return tuple(entries)


def _widths(rows: tuple[Row, ...], labels: int) -> tuple[int, ...]:
    """Return widths by what the columns hold, narrow where the template has none."""
    needed = fitted(rows)
    blank = [entry == BLANK for entry in rows[labels]]
    return tuple(
        SPACER if is_blank else width for width, is_blank in zip(needed, blank, strict=True)
    )


def _down(form: Form, table: ReportTable) -> Iterator[Row]:
    """Yield a row for each label, its value beside it: a submission is one record."""
    for label, value in zip(_labels(form, table, Look.LABEL), body(table, "en")[0], strict=True):
        yield BLANK, label, replace(value, look=Look.BESIDE)


def _listed(form: Form, tables: Mapping[str, ReportTable]) -> Iterator[Row]:
    """Yield the headings and labels of all tables, one under another."""
    note = "\n".join(filter(None, (_heeded(form), as_of(form).en)))
    for official in sheets():
        if official.table in tables:
            yield BLANK, CellContent(value=official.heading, look=Look.GROUP, note=note)
            note = ""
            for column in tables[official.table].columns:
                yield BLANK, CellContent(value=column.label.en, look=Look.BODY)


def _names(form: Form, written: Sequence[SheetContent]) -> Iterator[tuple[str, str]]:
    """Yield a name for each table, as ``AEF_Actions``: its labels and rows."""
    known = {each.name for each in form.tables}
    for official, sheet in zip(sheets(), written, strict=True):
        if official.table in known and official.first_label:
            row, column = official.first_label
            last = len(sheet.rows) - 1, len(sheet.rows[-1]) - 1
            corner = row - 1, column - 1
            yield f"AEF_{official.table.capitalize()}", region(sheet.name, corner, last)
