"""A sheet of somebody else's workbook as columns of text.

Unlike the workbook of a record it may hold numbers, days and formulas: a number is taken as it is
stored, a day as YYYY-MM-DD, a formula as the result stored with it. What a spreadsheet may have
changed is refused with its place. A merged cell stands in each row and column that it covers.
"""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

from reporting.aef_checker.xlsx_reader.cells import CellKind, XlsxCell
from reporting.aef_checker.xlsx_reader.container import open_container
from reporting.aef_checker.xlsx_reader.grid import read_grid
from reporting.aef_checker.xlsx_reader.sheets import XlsxSheet
from reporting.filing.imports.mapping.model import MappedSource
from reporting.filing.imports.mapping.sources.part import (
    PartReading,
    SourcePart,
    as_columns,
    fits,
    headings,
    lettered,
    part_missing,
    spaced,
    stacked,
)
from reporting.filing.imports.workbook_cells import EXACT
from reporting.packages.csv_text import shown
from reporting.packages.written_days import RefusedCell

MOST_COVERED = 100_000
"""How many cells a merged one may cover to be read in each."""


def read_xlsx(path: Path, source: MappedSource) -> PartReading:
    """Read a sheet of a workbook."""
    container, faults = open_container(path, path.name)
    if container is None:
        return None, faults
    sheets, more = read_grid(container, path.name)
    if not sheets:
        return None, (*faults, *more)
    named = [each for each in sheets if fits(each.name.lower(), source.sheet.lower())]
    chosen = named if source.sheet else [each for each in sheets if not each.is_hidden]
    if not chosen:
        return part_missing(path.name, source.sheet or "*", (each.name for each in sheets))
    part, findings = _part(chosen[0], path.name, source)
    return part, (*faults, *more, *findings)


def _part(sheet: XlsxSheet, file: str, source: MappedSource) -> PartReading:
    cells = dict(_cells(sheet))
    width = max((at for _row, at in cells), default=0)
    upper = [
        [_heading(cells.get((row, at))) for at in range(1, width + 1)] for row in source.header_rows
    ]
    if not any(map(any, upper)):
        wanted = f"{sheet.name} {', '.join(map(str, source.header_rows))}"
        return part_missing(file, wanted, iter(()))
    names = headings(stacked(upper))
    numbers = sorted({row for row, _at in cells if row > source.header_rows[-1]})
    refused: dict[str, dict[int, RefusedCell]] = {}
    rows = []
    for position, number in enumerate(numbers):
        texts = []
        for at, name in enumerate(names, start=1):
            cell = cells.get((number, at))
            text = "" if cell is None else cell_as_text(cell)
            if isinstance(text, RefusedCell):
                refused.setdefault(name, {})[position] = text
                text = ""
            texts.append(text)
        rows.append(texts)
    part = SourcePart(
        file=file,
        sheet=sheet.name,
        rows=as_columns(names, rows),
        numbers=numbers,
        letters=lettered(names),
        refused=refused,
    )
    return part, ()


def _cells(sheet: XlsxSheet) -> Iterator[tuple[tuple[int, int], XlsxCell]]:
    """Yield what stands in each cell, a merged one in all that it covers."""
    for row, cells in sheet.rows.items():
        for at, cell in cells.items():
            yield (row, at), cell
    room = MOST_COVERED
    for top, left, bottom, right in sheet.merged:
        covering = sheet.at(top, left)
        room -= (bottom - top + 1) * (right - left + 1)
        if covering is not None and room > 0:
            for row in range(top, bottom + 1):
                for at in range(left, right + 1):
                    yield (row, at), covering


def _heading(cell: XlsxCell | None) -> str:
    text = "" if cell is None else cell_as_text(cell)
    return "" if isinstance(text, RefusedCell) else text


def cell_as_text(cell: XlsxCell) -> str | RefusedCell:
    """Return what a cell says, or why it is not taken."""
    match cell.kind:
        case CellKind.ERROR:
            return _refused("import-error-value", value=shown(str(cell.value)))
        case CellKind.BOOLEAN:
            return str(cell.value).lower()
        case CellKind.DATE if cell.has_time:
            return _refused("import-day-with-time", value=cell.text)
        case CellKind.NUMBER:
            return _number(cell)
        case CellKind.NOTHING if cell.formula:
            return _refused("import-formula", formula=shown(cell.formula))
    return spaced(cell.text if cell.kind is CellKind.DATE else str(cell.value or ""))


def _number(cell: XlsxCell) -> str | RefusedCell:
    value = cell.value
    if isinstance(value, int) and abs(value) < EXACT:
        return str(value)
    if isinstance(value, Decimal) and abs(value) < EXACT:
        return f"{value:f}"
    return _refused("import-number-inexact", value=str(value))


def _refused(code: str, **values: str) -> RefusedCell:
    return RefusedCell(code=code, values=values)
