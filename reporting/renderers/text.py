"""Reports as text for people: aligned, grouped, within a width; plain unless colour is asked."""

from collections.abc import Iterator, Sequence
from io import StringIO
from itertools import groupby
from typing import Any

from rich import box
from rich.cells import cell_len
from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text as Line

from reporting.forms.model.table import Cell, Layout, Report, ReportTable, Type
from reporting.interval_merge import spans
from reporting.renderers.grids import DASH, DrawnRow, DrawnTable, drawn
from reporting.renderers.values import for_people, remark

WIDEST_LABEL = 52
NARROWEST = 4
GAP = 2
WIDTH = 100
LABELS = 22
PLAIN: dict[str, Any] = {
    "box": box.SIMPLE_HEAD,
    "pad_edge": False,
    "padding": (0, 1, 0, 0),
    "show_edge": False,
}


class Wide(Table):
    """A table of rows, which may take the whole width; prose is kept to `WIDTH`."""


def as_text(
    report: Report, language: str = "en", *, width: int = WIDTH, has_colour: bool = False
) -> str:
    """Return a report as text, each table followed by why some of its figures are empty."""
    console = paper(width, has_colour=has_colour)
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
            notes = _labelled([remark(each, language) for each in report.notes])
            console.print(notes, width=prose)
    return trimmed(captured.get())


def paper(width: int, *, has_colour: bool) -> Console:
    """Return what a text is printed on: of a width, the same on every machine."""
    return Console(
        file=StringIO(),
        width=width,
        force_terminal=has_colour,
        color_system="standard" if has_colour else None,
        legacy_windows=False,
        highlight=False,
        # Data may hold [brackets] and :colons:, which rich would take for marks.
        emoji=False,
        markup=False,
        # COLUMNS, TERM and NO_COLOR of whoever runs it would decide otherwise.
        _environ={},
    )


def trimmed(text: str) -> str:
    """Return a text without spaces at the ends of its lines."""
    return "".join(f"{line.rstrip()}\n" for line in text.splitlines())


def _parts(table: ReportTable, language: str, width: int) -> Iterator[RenderableType]:
    if not table.rows:
        yield Padding(Line(table.nothing[language]), (0, 0, 0, 2))
        return
    if table.layout is Layout.LIST:
        yield from _list(table, language)
        return
    shown = drawn(table, language, is_brief=True)
    if table.layout is Layout.ACROSS:
        yield from _years(shown, min(width, WIDTH))
    else:
        yield _rows(shown)
    if shown.footnotes:
        yield _footnotes(shown)


def _years(table: DrawnTable, width: int) -> Iterator[RenderableType]:
    """Yield a table of years in as many parts as the width asks for."""
    labels = [_label(row) for row in table.rows]
    widest_label = min(max(each.cell_len for each in labels), WIDEST_LABEL)
    texts = [cell.text for row in table.rows for cell in row.cells[1:]]
    widest = max([cell_len(each) for each in texts], default=NARROWEST)
    number = max(1, (width - widest_label) // (max(widest, NARROWEST) + GAP))
    for start in range(1, len(table.heads), number):
        if start > 1:
            yield Line("")
        part = slice(start, start + number)
        made = Table(**PLAIN)
        made.add_column("", width=widest_label, overflow="fold")
        for head in table.heads[part]:
            made.add_column(Line(head.text), justify="right", no_wrap=True)
        for label, row in zip(labels, table.rows, strict=True):
            made.add_row(label, *(Line(cell.text) for cell in row.cells[part]))
        yield made


def _label(row: DrawnRow) -> Line:
    label = row.cells[0]
    if row.is_heading:
        return Line(label.text, style="bold")
    indented = Line("  " if label.is_indented else "")
    return indented.append(label.text.removesuffix(label.about)).append(label.about, style="dim")


def _rows(table: DrawnTable) -> Wide:
    made = Wide(**PLAIN)
    for at, head in enumerate(table.heads):
        made.add_column(
            Line(head.text),
            justify="right" if head.is_number else "left",
            no_wrap=head.is_number or all(row.cells[at].is_unbroken for row in table.rows),
            overflow="fold",
        )
    for row in table.rows:
        made.add_row(*(Line(cell.text) for cell in row.cells))
    return made


def _footnotes(table: DrawnTable) -> Table:
    """Return a line for each reason why cells are empty, with the years it concerns."""
    made = Table.grid(padding=(0, 1, 0, 0))
    made.add_column(width=3)
    made.add_column(overflow="fold")
    for letter, sentence in table.footnotes:
        made.add_row(Line(f"{DASH} {letter}"), Line(sentence))
    return made


def _list(table: ReportTable, language: str) -> Iterator[RenderableType]:
    """Return a paragraph for each row; rows that differ in their numbers only share one."""
    at_row = [at for at, each in enumerate(table.columns) if each.type is Type.ROW]

    def same(row: tuple[Cell, ...]) -> list[str]:
        return [
            for_people(cell, column, language)
            for at, (cell, column) in enumerate(zip(row, table.columns, strict=True))
            if at not in at_row
        ]

    for number, (_key, together) in enumerate(groupby(table.rows, key=same)):
        group = list(together)
        numbers = {at: spans(int(str(row[at].value)) for row in group) for at in at_row}
        if number:
            yield Line("")
        yield from _paragraph(table, group[0], numbers, language)


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


def _labelled(pairs: Sequence[tuple[str, str]], indent: int = 0) -> Table:
    made = Table.grid(padding=(0, 2, 0, 0))
    if indent:
        made.add_column(width=indent - 2)
    widest = max((cell_len(label) for label, _ in pairs), default=0)
    made.add_column(width=min(widest, LABELS), style="dim", overflow="fold")
    made.add_column(overflow="fold")
    for label, text in pairs:
        cells = (Line(label), Line(text))
        made.add_row(*((Line(""), *cells) if indent else cells))
    return made
