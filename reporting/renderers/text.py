"""Reports as text for people: aligned, grouped, within a width; plain unless colour is asked."""

from collections.abc import Iterable, Iterator, Sequence
from io import StringIO
from itertools import groupby

from rich import box
from rich.cells import cell_len
from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text as Line

from reporting.forms.model.number_spans import spans
from reporting.forms.model.table import Cell, Column, Layout, Note, Report, ReportTable, Type
from reporting.forms.model.wording import CLOCKS
from reporting.messages import _
from reporting.renderers.footnotes import NOT_APPLICABLE, Footnotes
from reporting.renderers.values import for_people

WIDEST_LABEL = 52
GAP = 2
Row = tuple[Cell, ...]
Group = tuple[str, list[Row]]
Shown = tuple[Line, list[str]]


def across(
    table: ReportTable, footnotes: Footnotes, language: str, width: int
) -> list[RenderableType]:
    """Return the table in as many parts as the width asks for.

    What is the same in every group of rows stands first; then, under the heading of each group,
    what is its own. A line without any figure or reason is left out.
    """
    groups = _groups(table, language)
    years = [row[table.column_index(table.across)] for row in groups[0][1]]
    lines = list(_lines(table, groups, footnotes, language))
    texts = [text for _, cells in lines for text in cells]
    labels = min(max(label.cell_len for label, _ in lines), WIDEST_LABEL)
    widest = max([cell_len(text) for text in texts], default=4)
    number = max(1, (width - labels) // (max(widest, 4) + GAP))
    by_year = table.columns[table.column_index(table.across)]
    heads = [for_people(each, by_year, language) for each in years]
    parts: list[RenderableType] = []
    for start in range(0, len(heads), number):
        shown = slice(start, start + number)
        parts += [*([Line("")] if parts else []), _drawn(lines, heads, shown, labels)]
    return parts


def _groups(table: ReportTable, language: str) -> list[Group]:
    """Return the rows by their heading: method, status."""
    at = [table.column_index(name) for name in table.group]

    def heading(row: Row) -> str:
        first, *rest = (for_people(row[each], table.columns[each], language) for each in at)
        return f"{first} ({', '.join(rest)})" if rest else first

    return [(name, list(rows)) for name, rows in groupby(table.rows, key=heading)]


def _lines(
    table: ReportTable, groups: Sequence[Group], footnotes: Footnotes, language: str
) -> Iterator[Shown]:
    figures = [at for at, column in enumerate(table.columns) if column.unit]
    shared = [at for at in figures if table.columns[at].is_shared]
    for at in shared:
        yield _line(table.columns[at], [row[at] for row in groups[0][1]], footnotes, language)
    for heading, rows in groups:
        yield Line(heading, style="bold"), []
        for at in figures:
            cells = [row[at] for row in rows]
            if at not in shared and not _is_not_applicable(cells):
                label, texts = _line(table.columns[at], cells, footnotes, language)
                yield Line("  ") + label, texts


def _is_not_applicable(cells: Sequence[Cell]) -> bool:
    """Tell whether a line has nothing to say: a method without an average."""
    return all({each.code for each in cell.reasons} == {NOT_APPLICABLE} for cell in cells)


def _line(column: Column, cells: Sequence[Cell], footnotes: Footnotes, language: str) -> Shown:
    clock = CLOCKS[column.clock][language]
    comma = _(", ")[language]
    about = comma.join(part for part in (clock, column.provision) if part)
    label = Line(column.label[language])
    label.append(f" [{about}]", style="dim")
    return label, [footnotes.marked(cell, column) for cell in cells]


def _drawn(
    lines: Sequence[tuple[Line, list[str]]], heads: Sequence[str], shown: slice, labels: int
) -> Table:
    drawn = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0), show_edge=False)
    drawn.add_column("", width=labels, overflow="fold")
    for head in heads[shown]:
        drawn.add_column(Line(head), justify="right", no_wrap=True)
    for label, texts in lines:
        drawn.add_row(label, *(Line(text) for text in texts[shown]))
    return drawn


WIDTH = 100
NUMBERS = {Type.QUANTITY, Type.COUNT, Type.SERIAL}
LABELS = 22


class Wide(Table):
    """A table of rows, which may take the whole width; prose is kept to `WIDTH`."""


def as_text(
    report: Report, language: str = "en", *, width: int = WIDTH, has_colour: bool = False
) -> str:
    """Return a report as text, each table followed by why some of its figures are empty."""
    console = Console(
        file=StringIO(),
        width=width,
        force_terminal=has_colour,
        color_system="standard" if has_colour else None,
        legacy_windows=False,
        highlight=False,
        emoji=False,
        markup=False,
        _environ={},
    )
    prose = min(width, WIDTH)
    with console.capture() as captured:
        console.print(Line(report.title[language], style="bold"))
        for table in report.tables:
            console.print()
            if table.title[language]:
                console.print(Line(table.title[language], style="bold"))
            for part in _parts(table, language, width):
                console.print(part, width=width if isinstance(part, Wide) else prose)
        if report.notes:
            console.print()
            console.print(_notes(report.notes, language), width=prose)
    return "".join(f"{line.rstrip()}\n" for line in captured.get().splitlines())


def _parts(table: ReportTable, language: str, width: int) -> Iterable[RenderableType]:
    if not table.rows:
        return [Padding(Line(table.nothing[language]), (0, 0, 0, 2))]
    footnotes = Footnotes(
        language=language, cells=[cell for row in table.rows for cell in row if cell.reasons]
    )
    match table.layout:
        case Layout.ROWS:
            parts: list[RenderableType] = [_rows(table, footnotes, language)]
        case Layout.ACROSS:
            parts = across(table, footnotes, language, min(width, WIDTH))
        case Layout.LIST:
            parts = _list(table, language)
    return [*parts, *footnotes.lines()]


def _rows(table: ReportTable, footnotes: Footnotes, language: str) -> Wide:
    drawn = Wide(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0), show_edge=False)
    shown = [at for at in range(len(table.columns)) if _is_shown(table, at)]
    for at in shown:
        column = table.columns[at]
        is_number = column.type in NUMBERS
        drawn.add_column(
            Line(column.label[language]),
            justify="right" if is_number else "left",
            no_wrap=is_number or column.type in {Type.YEAR, Type.DATE},
            overflow="fold",
        )
    for row in table.rows:
        drawn.add_row(*(Line(footnotes.marked(row[at], table.columns[at])) for at in shown))
    return drawn


def _is_shown(table: ReportTable, at: int) -> bool:
    """Leave out what is for programs, and columns that are empty throughout."""
    if table.columns[at].is_detail:
        return False
    return any(row[at].value is not None or row[at].reasons for row in table.rows)


def _list(table: ReportTable, language: str) -> list[RenderableType]:
    """Return a paragraph for each row; rows that differ in their numbers only share one."""
    at_row = [at for at, each in enumerate(table.columns) if each.type is Type.ROW]

    def same(row: tuple[Cell, ...]) -> list[str]:
        return [
            for_people(cell, column, language)
            for at, (cell, column) in enumerate(zip(row, table.columns, strict=True))
            if at not in at_row
        ]

    parts: list[RenderableType] = []
    for _key, together in groupby(table.rows, key=same):
        group = list(together)
        numbers = {at: spans(int(str(row[at].value)) for row in group) for at in at_row}
        parts += [*([Line("")] if parts else []), *_paragraph(table, group[0], numbers, language)]
    return parts


def _paragraph(
    table: ReportTable, row: Sequence[Cell], numbers: dict[int, str], language: str
) -> list[RenderableType]:
    texts = [
        (column, numbers.get(at) or for_people(cell, column, language))
        for at, (cell, column) in enumerate(zip(row, table.columns, strict=True))
    ]
    head = [f"{text} {column.unit}".strip() for column, text in texts[: table.headline] if text]
    rest = [
        (column.label[language], text)
        for column, text in texts[table.headline :]
        if text and not column.is_detail
    ]
    return [Line("  ".join(head), style="bold"), _labelled(rest, indent=2)]


def _notes(notes: Sequence[Note], language: str) -> Table:
    return _labelled(
        [
            (
                note.label[language],
                note.text[language] + (f" [{note.provision}]" if note.provision else ""),
            )
            for note in notes
        ]
    )


def _labelled(pairs: Sequence[tuple[str, str]], indent: int = 0) -> Table:
    drawn = Table.grid(padding=(0, 2, 0, 0))
    if indent:
        drawn.add_column(width=indent - 2)
    widest = max((cell_len(label) for label, _ in pairs), default=0)
    drawn.add_column(width=min(widest, LABELS), style="dim", overflow="fold")
    drawn.add_column(overflow="fold")
    for label, text in pairs:
        cells = (Line(label), Line(text))
        drawn.add_row(*((Line(""), *cells) if indent else cells))
    return drawn
