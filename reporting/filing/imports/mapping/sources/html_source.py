"""A table of a saved page as columns of text."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from lxml import etree, html

from reporting.filing.imports.mapping.model import MappedSource
from reporting.filing.imports.mapping.sources.part import (
    LINK,
    PartReading,
    SourcePart,
    as_columns,
    headings,
    lettered,
    part_missing,
    spaced,
    stacked,
    unread,
)

Element = Any  # lxml has no types
BREAKS = ("br", "p", "div", "li", "td", "th")
MOST_COVERED = 1_000
"""How many rows or columns a cell may cover."""
Cell = tuple[str, str]
"""What it says, and the first address that it leads to."""


def read_html(path: Path, source: MappedSource) -> PartReading:
    """Read a table of a saved page."""
    try:
        content = path.read_bytes()
    except OSError as error:
        return unread(path.name, error.strerror or str(error))
    try:
        page = html.document_fromstring(
            content, parser=html.HTMLParser(encoding=_encoding(content))
        )
    except (etree.ParserError, ValueError) as error:
        return unread(path.name, str(error))
    grids = [_grid(each) for each in page.iter("table")]
    chosen = _chosen(grids, source)
    if chosen is None:
        there = (", ".join(_names(each, source)) or "–" for each in grids)
        described = (f"{at}: {names}" for at, names in enumerate(there, start=1))
        return part_missing(path.name, _wanted(source), described)
    names = _names(grids[chosen], source)
    below = [
        (number, row)
        for number, row in enumerate(grids[chosen], start=1)
        if number > source.header_rows[-1] and any(text for text, _link in row)
    ]
    texts = [[text for text, _link in row] for _number, row in below]
    links = [[link for _text, link in row] for _number, row in below]
    rows = as_columns(names, texts)
    for name, column in zip(names, as_columns(names, links).columns, strict=True):
        if column.null_count < len(column):
            rows = rows.append_column(f"{name}{LINK}", column)
    letters = lettered(names)
    letters |= {f"{name}{LINK}": letter for name, letter in letters.items()}
    part = SourcePart(
        file=path.name,
        sheet=f"table {chosen + 1}",
        rows=rows,
        numbers=[number for number, _row in below],
        letters=letters,
    )
    return part, ()


def _encoding(content: bytes) -> str | None:
    """Return UTF-8 where the bytes are; what else they may be, the page says."""
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return "utf-8"


def _wanted(source: MappedSource) -> str:
    return ", ".join(source.table) if isinstance(source.table, tuple) else str(source.table or "*")


def _chosen(grids: Sequence[list[list[Cell]]], source: MappedSource) -> int | None:
    """Return which table is meant; none where there is none."""
    if isinstance(source.table, int):
        return source.table - 1 if source.table <= len(grids) else None
    meant = [
        at
        for at, each in enumerate(grids)
        if _names(each, source) and {*(source.table or ())} <= {*_known(each, source)}
    ]
    return max(meant, key=lambda at: (len(grids[at]), -at), default=None)


def _known(grid: list[list[Cell]], source: MappedSource) -> Iterator[str]:
    """Yield the names of the columns, and those by which the mapping calls them."""
    names = _names(grid, source)
    yield from names
    yield from (name for name, others in source.also.items() if {*others} & {*names})


def _names(grid: list[list[Cell]], source: MappedSource) -> tuple[str, ...]:
    if len(grid) < source.header_rows[-1]:
        return ()
    upper = [[text for text, _link in grid[number - 1]] for number in source.header_rows]
    return headings(stacked(upper)) if any(map(any, upper)) else ()


def _grid(table: Element) -> list[list[Cell]]:
    """Return the cells of a table, one that spans several in each of them."""
    grid: list[list[Cell]] = []
    spans: dict[int, tuple[int, Cell]] = {}
    for row in table.iter("tr"):
        if next(row.iterancestors("table")) is not table:
            continue
        cells: list[Cell] = []
        for element in row.iterchildren("td", "th"):
            _carry(cells, spans)
            cell = (_text(element), next(iter(element.xpath(".//a/@href")), ""))
            down = _span(element, "rowspan")
            for _ in range(_span(element, "colspan")):
                if down > 1:
                    spans[len(cells)] = (down - 1, cell)
                cells.append(cell)
        _carry(cells, spans)
        grid.append(cells)
    return grid


def _carry(cells: list[Cell], spans: dict[int, tuple[int, Cell]]) -> None:
    """Put in what reaches down from a row above."""
    while (found := spans.pop(len(cells), None)) is not None:
        left, cell = found
        if left > 1:
            spans[len(cells)] = (left - 1, cell)
        cells.append(cell)


def _span(element: Element, name: str) -> int:
    written = str(element.get(name, "1")).strip()
    found = int(written) if written.isascii() and written.isdigit() and len(written) < 6 else 1  # noqa: PLR2004
    return min(max(found, 1), MOST_COVERED)


def _text(element: Element) -> str:
    """Return what a cell says; each line and paragraph of it as a line."""
    pieces: list[str] = []

    def walk(node: Element) -> None:
        if not isinstance(node.tag, str) or node.tag in {"script", "style"}:
            return
        is_break = node.tag in BREAKS
        pieces.append(("\n" if is_break else "") + _spaced(node.text))
        for child in node:
            walk(child)
            pieces.append(_spaced(child.tail))
        if is_break:
            pieces.append("\n")

    walk(element)
    return spaced("".join(pieces))


def _spaced(text: str | None) -> str:
    """Return a text as it is shown: the lines of the file are none of the page."""
    return re.sub(r"\s", " ", text or "")
