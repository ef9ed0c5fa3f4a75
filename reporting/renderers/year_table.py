"""Tables of years: each figure a line, the years above, as many at a time as fit."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from rich import box
from rich.cells import cell_len
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text as Line

from reporting.forms.model.table import Cell, Column, ReportTable
from reporting.forms.model.wording import CLOCKS
from reporting.renderers.footnotes import NOT_APPLICABLE, Footnotes
from reporting.renderers.values import for_people

LABELS = 52
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
    years = [row[table.place(table.across)] for row in groups[0][1]]
    lines = list(_lines(table, groups, footnotes, language))
    texts = [text for _, cells in lines for text in cells]
    labels = min(max(label.cell_len for label, _ in lines), LABELS)
    widest = max([cell_len(text) for text in texts], default=4)
    number = max(1, (width - labels) // (max(widest, 4) + GAP))
    by_year = table.columns[table.place(table.across)]
    heads = [for_people(each, by_year, language) for each in years]
    parts: list[RenderableType] = []
    for start in range(0, len(heads), number):
        shown = slice(start, start + number)
        parts += [*([Line("")] if parts else []), _drawn(lines, heads, shown, labels)]
    return parts


def _groups(table: ReportTable, language: str) -> list[Group]:
    """Return the rows by their heading: method, status."""
    at = [table.place(name) for name in table.group]

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
    comma = "、" if language == "ja" else ", "
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
