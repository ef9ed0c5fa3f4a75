"""What is odd about a cell however it is read: formulas, errors, and letters nobody sees."""

from collections.abc import Iterator

from reporting.aef_checker.tables import FoundTable, SheetRow
from reporting.aef_checker.values import quoted
from reporting.aef_checker.xlsx_reader.sheets import CellKind, XlsxCell
from reporting.findings import Finding
from reporting.official_forms.aef import AefColumn
from reporting.packages.cells import FULL_WIDTH, HIDDEN, SPACE
from reporting.packages.csv_text import shown, spelt

IN_PROSE = str.maketrans("", "", "\n\r\t")
FORMULA = 60


def is_prose(column: AefColumn) -> bool:
    """Tell whether a column takes any text, line breaks included."""
    is_named = column.name.endswith(("ID", "IDs"))
    return column.type == "string" and not (column.pattern or column.nomenclature or is_named)


def oddities(table: FoundTable, record: SheetRow, name: str) -> Iterator[Finding]:
    """Yield what is odd about a cell."""
    cell = record.cells[name]
    if cell.formula:
        value = quoted(cell) or "-"
        formula = shown(cell.formula, FORMULA)
        yield table.finding("cell-calculated", record, name, formula=formula, value=value)
    if cell.kind is CellKind.ERROR:
        values = {"value": quoted(cell), "label": table.label(name)}
        yield table.finding("cell-error", record, name, **values)
    code = _letters(cell, table.columns[name])
    if code:
        written = str(cell.value)
        yield table.finding(code, record, name, value=shown(written), shown=spelt(written))


def _letters(cell: XlsxCell, column: AefColumn) -> str:
    """Return the code of the first fault of the letters of a text; nothing if there is none."""
    if cell.kind is not CellKind.TEXT or not isinstance(cell.value, str):
        return ""
    if is_prose(column):
        return "cell-hidden-character" if HIDDEN.search(cell.value.translate(IN_PROSE)) else ""
    if HIDDEN.search(cell.value):
        return "cell-hidden-character"
    if SPACE.search(cell.value):
        return "cell-space"
    return "cell-look-alike" if FULL_WIDTH.search(cell.value) else ""
