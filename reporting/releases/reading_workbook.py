"""The tables of a workbook, read as text: ours, or one that a spreadsheet has saved again."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow as pa

from reporting.aef_checker.xlsx_reader.cells import XlsxCell
from reporting.aef_checker.xlsx_reader.container import open_container
from reporting.aef_checker.xlsx_reader.grid import read_grid
from reporting.aef_checker.xlsx_reader.sheets import XlsxSheet
from reporting.findings import Finding
from reporting.releases.copy_text import Cell, CopyError, copy_table, kept
from reporting.renderers.data_workbook import ABOUT, CODEBOOK

BOOK = "workbook.xlsx"
TABLE_COLUMN = 2


def workbook_tables(content: bytes) -> Mapping[str, pa.Table]:
    """Read the tables of a workbook by their names, its sheets about them apart.

    Raises:
        CopyError: It cannot be read.
    """
    sheets = {each.name: each for each in _sheets(content)}
    names = _names(sheets[CODEBOOK]) if CODEBOOK in sheets else {}
    return {
        names.get(name, name): _table(sheet)
        for name, sheet in sheets.items()
        if name not in {ABOUT, CODEBOOK}
    }


def _sheets(content: bytes) -> tuple[XlsxSheet, ...]:
    # The reader opens its file anew for each part.
    with TemporaryDirectory(prefix="jcm-verify-") as folder:
        path = Path(folder) / BOOK
        path.write_bytes(content)
        container, found = open_container(path, "")
        if container is None:
            raise CopyError(_reason(found))
        sheets, findings = read_grid(container, "")
    if not sheets:
        raise CopyError(_reason(findings))
    return sheets


def _reason(findings: Sequence[Finding]) -> str:
    """Return in a word why a workbook cannot be read."""
    words = [each.words() for each in findings]
    said = (f"{each.title}: {each.found}" for each in words)
    return next(said, "a workbook without sheets")


def _names(codebook: XlsxSheet) -> dict[str, str]:
    """Return the names of tables by their sheets, as the codebook has them."""
    rows = [(_text(row.get(1)), _text(row.get(TABLE_COLUMN))) for row in codebook.rows.values()]
    return {sheet: table for sheet, table in rows if sheet and table}


def _table(sheet: XlsxSheet) -> pa.Table:
    rows = [sheet.rows[number] for number in sorted(sheet.rows)]
    if not rows or 1 not in sheet.rows:
        msg = f"the sheet {sheet.name!r} has no head"
        raise CopyError(msg)
    columns = sorted({column for row in rows for column in row})
    header = [_text(rows[0].get(at)) or f"column {at}" for at in columns]
    return copy_table(header, ([_text(row.get(at)) for at in columns] for row in rows[1:]))


def _text(cell: XlsxCell | None) -> Cell:
    """Return what a cell says, as the CSV writes it."""
    match cell.value if cell else None:
        case None:
            return None
        case bool() as value:
            return str(value).lower()
        case int() | Decimal() as value:
            return kept(Decimal(value))
        case datetime() as value:
            return value.date().isoformat()
        case date() as value:
            return value.isoformat()
        case value:
            return value
