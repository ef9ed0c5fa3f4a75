"""Cells of a report by the names of their columns."""

from collections.abc import Iterator

from reporting.forms.model.table import Cell, Report, ReportTable, Value


def rows(table: ReportTable) -> list[dict[str, Cell]]:
    """Return the rows of a table, each a mapping of its cells."""
    names = [each.name for each in table.columns]
    return [dict(zip(names, row, strict=True)) for row in table.rows]


def values(table: ReportTable, *names: str) -> list[tuple[Value, ...]]:
    """Return the values of some columns."""
    return [tuple(row[name].value for name in names) for row in rows(table)]


def cells(report: Report) -> Iterator[Cell]:
    """Yield every cell."""
    for table in report.tables:
        for row in table.rows:
            yield from row


def codes(cell: Cell) -> set[str]:
    """Return why a cell is empty."""
    return {each.code for each in cell.reasons}
