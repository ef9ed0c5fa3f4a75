"""Words that programs write where they have no value: no Party means them, whatever the column.

A cell with one is told once and then left out, as if nothing could be read there.
"""

import re
from dataclasses import replace

from reporting.aef_checker.tables import FoundTable, SheetRow, Workbook
from reporting.aef_checker.xlsx_reader.cells import CellKind
from reporting.findings import Finding
from reporting.official_forms.aef import AefColumn

WORD = r"undefined|null|NULL|NaN|nan|\[object [A-Za-z]+\]|#N/A|Invalid [Dd]ate"
# Of prose only the whole; and None is what people write where there are no conditions.
WHOLE = re.compile(WORD)
WITHIN = re.compile(rf"(?<![A-Za-z])(?:{WORD}|None)(?![A-Za-z])")


def is_prose(column: AefColumn) -> bool:
    """Tell whether a column takes any text, line breaks included."""
    is_named = column.name.endswith(("ID", "IDs"))
    return column.type == "string" and not (column.pattern or column.nomenclature or is_named)


def without_program_words(workbook: Workbook) -> tuple[Workbook, tuple[Finding, ...]]:
    """Return a workbook without the cells that hold such words, and a finding on each."""
    findings: list[Finding] = []
    tables = {}
    for name, table in workbook.tables.items():
        records = []
        for record in table.records:
            words = {each: word for each in record.cells if (word := _word(table, record, each))}
            findings += (
                table.finding("cell-program-word", record, each, word=word)
                for each, word in words.items()
            )
            cells = {each: cell for each, cell in record.cells.items() if each not in words}
            records.append(replace(record, cells=cells, refused=frozenset(words)))
        tables[name] = replace(table, records=tuple(records))
    return replace(workbook, tables=tables), tuple(findings)


def _word(table: FoundTable, record: SheetRow, name: str) -> str:
    cell = record.cells[name]
    if cell.kind is not CellKind.TEXT:
        return ""
    column = table.columns[name]
    found = WHOLE.fullmatch(cell.text) if is_prose(column) else WITHIN.search(cell.text)
    return found[0] if found else ""
