"""Cells of forms by row, metric and year, and forms with one cell changed."""

from dataclasses import replace

from reporting.forms.model.form import Form
from reporting.forms.model.table import Cell, ReportTable, Value
from tests.forms.reading import rows


def table(form: Form, name: str) -> ReportTable:
    """Return a table of a form."""
    return next(each for each in form.tables if each.name == name)


def figures(of: ReportTable, number: int, metric: str = "GHG") -> dict[int, Value]:
    """Return the figures of a row of CTF table 4 by year, without those that are not there."""
    line = next(
        row for row in rows(of) if (row["row"].value, row["about"].value) == (number, metric)
    )
    years = {int(name[1:]): cell for name, cell in line.items() if name[1:].isdigit()}
    return {year: cell.value for year, cell in years.items() if cell.value is not None}


def changed(form: Form, name: str, place: int, column: str, cell: Cell) -> Form:
    """Return a form with one cell of one table changed."""

    def other(each: ReportTable) -> ReportTable:
        if each.name != name:
            return each
        line = list(each.rows[place])
        line[each.column_index(column)] = cell
        return replace(each, rows=(*each.rows[:place], tuple(line), *each.rows[place + 1 :]))

    sections = tuple(
        replace(section, tables=tuple(other(each) for each in section.tables))
        for section in form.sections
    )
    return replace(form, sections=sections)
