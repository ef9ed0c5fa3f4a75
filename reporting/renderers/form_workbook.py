"""The workbook of a form that has no official one: what it is, then a sheet for each table."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from fractions import Fraction

from reporting.findings import Finding
from reporting.forms.model.form import Form
from reporting.forms.model.table import PLACES, Cell, Column, Reason, ReportTable, Type
from reporting.forms.model.wording import CLOCKS
from reporting.messages import _
from reporting.renderers.findings import EXPECTED, FOUND, REMEDY
from reporting.renderers.grids import NOT_APPLICABLE
from reporting.renderers.sheets import (
    DATES,
    LONGEST_NAME,
    PLAIN_NUMBER,
    WHOLE,
    CellContent,
    Look,
    Row,
    SheetContent,
    SourceRows,
    address,
    names_of,
    region,
)
from reporting.renderers.status_banner import facts, head, mark, status
from reporting.renderers.values import remark
from reporting.renderers.xlsx import to_xlsx

UNGROUPED = {Type.YEAR, Type.SERIAL, Type.ROW, Type.PLAIN}


MOST_PLACES = 12


def entry(table: ReportTable, row: int, column: Column, cell: Cell, language: str) -> CellContent:
    """Return what stands in a sheet for a cell: what people read, or the typed value."""
    label = cell.label[language]
    return CellContent(
        value=label or cell.value,
        number_format="" if label else number_format(cell, column),
        source=SourceRows(table=table, row=row, column=column, cell=cell),
    )


def number_format(cell: Cell, column: Column) -> str:
    """Return how a value is shown: years without separators, fractions rounded as stated."""
    match cell.value:
        case date():
            return DATES
        case int() if column.type in UNGROUPED:
            return PLAIN_NUMBER
        case Fraction() if column.type is Type.PLAIN:
            return PLAIN_NUMBER + "." + "0" * PLACES
        case int():
            return WHOLE
        case Fraction():
            return WHOLE + ("." + "0" * column.places if column.places else "")
        case _:
            return ""


def heading(column: Column, language: str) -> CellContent:
    """Return the heading of a column: label, unit, and the year by which it goes."""
    about = [each for each in (column.unit, CLOCKS[column.clock][language]) if each]
    label = column.label[language]
    return CellContent(value="\n".join([label, *about]), look=Look.HEADING)


def body(table: ReportTable, language: str) -> list[Row]:
    """Return the rows of a table."""
    return [
        tuple(
            entry(table, number, column, cell, language)
            for column, cell in zip(table.columns, row, strict=True)
        )
        for number, row in enumerate(table.rows)
    ]


def why_empty(rows: Sequence[Row], below: int, language: str) -> Iterator[tuple[str, str]]:
    """Yield each reason for which cells are empty, and the addresses of those.

    Args:
        rows: Rows of a sheet.
        below: How many rows stand above them in the sheet.
        language: The language of the reasons.
    """
    found: dict[Reason, list[str]] = {}
    for down, row in enumerate(rows, below):
        for across, each in enumerate(row):
            for reason in each.source.cell.reasons if each.source else ():
                if reason.code != NOT_APPLICABLE:
                    found.setdefault(reason, []).append(address(down, across))
    for reason, places in found.items():
        yield _some(places), reason.sentence[language]


def _some(places: Sequence[str]) -> str:
    shown = ", ".join(dict.fromkeys(places[:MOST_PLACES]))
    return shown if len(places) <= MOST_PLACES else f"{shown} … ({len(places)})"


MANY = 8


ABOUT = _("About")
SHEETS, NOTES, FINDINGS = _("Sheets"), _("Notes"), _("Findings")
FOOTNOTES = _("Footnotes of the form")
EMPTY_CELLS = _("Why cells are empty")
PRECISION = (
    _("Precision"),
    _(
        "A spreadsheet keeps 15 digits of a number. A whole number beyond is written as "
        "text; a fraction is cut there, and shown rounded as its column states. The JSON "
        "file has every figure exactly."
    ),
)
LABELS, TEXTS = 30, 110


def form_workbook(form: Form, language: str = "en") -> bytes:
    """Return a form as a workbook in a language.

    Raises:
        WorkbookLimitError: A text is longer than a cell can hold, or a table than a sheet.
    """
    written = form_sheets(form, language)
    return to_xlsx(
        written,
        title=f"{form.title[language]}, {form.party} {form.year} {form.version}",
        names=dict(_names(form, written, language)),
        status=status(form),
        remark=mark(form)[language],
    )


def form_sheets(form: Form, language: str = "en") -> tuple[SheetContent, ...]:
    """Return its sheets: what it is, and its tables."""
    tables = list(form.tables)
    about, *names = names_of([ABOUT[language], *(_short(each, language) for each in tables)])
    listed = [
        (name, table.title[language] or table.name)
        for name, table in zip(names, tables, strict=True)
    ]
    return (
        SheetContent(
            name=about,
            rows=tuple(_about(form, listed, language)),
            widths=(LABELS, TEXTS),
            header=head(form, language),
        ),
        *(_sheet(form, name, table, language) for name, table in zip(names, tables, strict=True)),
    )


def above(form: Form, title: str, language: str) -> list[Row]:
    """Return the rows above a table: its title, what to heed, a blank row."""
    banner = mark(form)[language]
    marked: list[Row] = [(CellContent(value=banner, look=Look.MARK),)] if banner else []
    return [(CellContent(value=title, look=Look.TITLE),), *marked, ()]


def _short(table: ReportTable, language: str) -> str:
    title = table.title[language]
    return title if 0 < len(title) <= LONGEST_NAME else table.name.replace("_", " ").capitalize()


def _sheet(form: Form, name: str, table: ReportTable, language: str) -> SheetContent:
    over = above(form, table.title[language] or table.name, language)
    head_of = tuple(heading(each, language) for each in table.columns)
    rows = body(table, language)
    start = len(over) + 1
    said_below: list[Row] = [
        (CellContent(value=f"{places}: {sentence}", look=Look.NOTE),)
        for places, sentence in why_empty(rows, start, language)
    ]
    if not rows:
        said_below = [(CellContent(value=table.nothing[language], look=Look.NOTE),), *said_below]
    elif said_below:
        title: Row = (CellContent(value=EMPTY_CELLS[language], look=Look.GROUP),)
        said_below = [(), title, *said_below]
    return SheetContent(
        name=name,
        rows=(*over, head_of, *rows, *said_below),
        frozen=(start, int(len(head_of) > MANY)),
        repeated=(start - 1, start - 1),
        header=head(form, language),
    )


def _about(form: Form, listed: Sequence[tuple[str, str]], language: str) -> Iterator[Row]:
    yield from above(form, form.title[language], language)[:-1]
    if form.subtitle[language]:
        yield (CellContent(value=form.subtitle[language], look=Look.NOTE),)
    yield ()
    yield from _named(facts(form, language))
    yield from _part(SHEETS[language], listed)
    label, text = PRECISION
    footnotes, ours = (
        [remark(each, language) for each in several] for several in (form.footnotes, form.remarks)
    )
    yield from _part(FOOTNOTES[language], footnotes)
    yield from _part(NOTES[language], [*ours, (label[language], text[language])])
    yield from _part(FINDINGS[language], [_found(each, language) for each in form.findings])


def _part(title: str, pairs: Sequence[tuple[str, str]]) -> Iterator[Row]:
    """Yield a heading and rows of two columns; nothing where there are none."""
    if pairs:
        yield ()
        yield (CellContent(value=title, look=Look.GROUP),)
    yield from _named(pairs)


def _named(pairs: Iterable[tuple[str, str]]) -> Iterator[Row]:
    """Yield rows of a label and what it stands for."""
    for label, text in pairs:
        yield CellContent(value=label, look=Look.LABEL), CellContent(value=text, look=Look.VALUE)


def _found(finding: Finding, language: str) -> tuple[str, str]:
    """Return where something is wrong, and what is to be done."""
    words = finding.words(language)
    lines = (
        f"{words.title} [{finding.code}, {finding.severity}]",
        f"{EXPECTED[language]}: {words.expected}",
        f"{FOUND[language]}: {words.found}",
        f"{REMEDY[language]}: {words.remedy}",
        finding.provision,
    )
    return str(finding.place), "\n".join(lines)


def _names(form: Form, written: Sequence[SheetContent], language: str) -> Iterator[tuple[str, str]]:
    """Yield a named range for each table: its heading and rows."""
    start = len(above(form, "", language))
    for number, (sheet, table) in enumerate(zip(written[1:], form.tables, strict=True), 1):
        last = start + len(table.rows), max(len(table.columns), 1) - 1
        yield f"Table_{number}", region(sheet.name, (start, 0), last)
