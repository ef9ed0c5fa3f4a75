"""From labels to records: rows are read up to the first blank one, as the platform reads them."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from reporting.aef_checker.labels import Labels
from reporting.aef_checker.tables import DOWN, FoundTable, Record
from reporting.aef_checker.xlsx_reader.cells import Cell, Sheet
from reporting.official_forms.aef import AefColumn, AefSheet

Cells = Mapping[int, Cell]
FEWEST = 2


def read_table(
    workbook: str, official: AefSheet, columns: Iterable[AefColumn], sheet: Sheet, labels: Labels
) -> FoundTable:
    """Return a table with its rows."""
    table = FoundTable(
        workbook=workbook,
        official=official,
        columns={each.name: each for each in columns},
        sheet=sheet,
        places=labels.places,
        line=labels.line,
        has_keys=labels.are_keys,
        records=(),
    )
    records = _down(table) if official.orientation == DOWN else _across(table)
    return replace(table, records=records)


def _down(table: FoundTable) -> tuple[Record, ...]:
    """Return the one record of a table with its labels in a column."""
    found = {name: table.sheet.at(row, table.line + 1) for name, row in table.places.items()}
    cells = {name: cell for name, cell in found.items() if cell}
    return (Record(row=min(table.places.values()), cells=cells),)


def _across(table: FoundTable) -> tuple[Record, ...]:
    """Return the rows under a row of labels."""
    names = _names(table)
    records = []
    for number in range(table.line + 1, max(table.sheet.rows, default=0) + 1):
        cells = _named(table.sheet.rows.get(number, {}), names)
        if not cells:
            break
        records.append(Record(row=number, cells=cells))
    return tuple(records)


def rows_after_blank(table: FoundTable) -> tuple[int, ...]:
    """Return the rows below the first blank one that look like rows of the table."""
    names = _names(table)
    end = table.records[-1].row if table.records else table.line
    return tuple(
        number
        for number, cells in table.sheet.rows.items()
        if number > end and len(_named(cells, names)) >= FEWEST
    )


def _names(table: FoundTable) -> Mapping[int, str]:
    return {column: name for name, column in table.places.items()}


def _named(cells: Cells, names: Mapping[int, str]) -> Mapping[str, Cell]:
    return {names[column]: cell for column, cell in cells.items() if column in names}
