"""CTF table 4 in fewer columns: those of the form alone, or a block to be pasted into it."""

from dataclasses import replace
from enum import StrEnum
from fractions import Fraction

from reporting.accounting.figure import rounded
from reporting.forms.ctf_table4.table import NAME
from reporting.forms.model.form import Form, FormName, Section
from reporting.forms.model.table import PLACES, Cell, Column, ReportTable, Type
from reporting.messages import SILENCE, alike, joined

OF_THE_FORM = ("label", "unit", "reference", "target", "target_year", "progress")
LABEL, ABOUT = "label", "about"


class ColumnSet(StrEnum):
    """Which columns of table 4 are written."""

    ALL = "all"
    OFFICIAL = "official"
    PASTE = "paste"


def with_columns(form: Form, chosen: ColumnSet) -> Form:
    """Return a structured summary whose table 4 has the columns chosen; other forms as they are.

    The form has no column for the indicator or metric: it stands behind the item. A block to be
    pasted has the years alone, and plain numbers; what is not known is an empty cell.
    """
    if form.name is not FormName.SUMMARY or chosen is ColumnSet.ALL:
        return form
    sections = (_section(each, chosen) for each in form.sections)
    return replace(form, sections=tuple(each for each in sections if each))


def _section(section: Section, chosen: ColumnSet) -> Section | None:
    """Return a section with its tables; of a block to be pasted, only that with table 4."""
    write = _official if chosen is ColumnSet.OFFICIAL else _pasted
    tables = tuple(
        write(each) if each.name.startswith(NAME) else each
        for each in section.tables
        if chosen is ColumnSet.OFFICIAL or each.name.startswith(NAME)
    )
    return replace(section, tables=tables) if tables or chosen is ColumnSet.OFFICIAL else None


def _is_year(column: Column) -> bool:
    return column.name.startswith("y") and column.name[1:].isdigit()


def _official(table: ReportTable) -> ReportTable:
    kept = [
        number
        for number, each in enumerate(table.columns)
        if each.name in OF_THE_FORM or _is_year(each)
    ]
    label, about = table.column_index(LABEL), table.column_index(ABOUT)
    return replace(
        table,
        columns=tuple(table.columns[number] for number in kept),
        rows=tuple(
            tuple(
                _named(row[number], row[about]) if number == label else row[number]
                for number in kept
            )
            for row in table.rows
        ),
    )


def _named(label: Cell, about: Cell) -> Cell:
    """Return an item with the indicator or metric that its row is of."""
    if about.value is None:
        return label
    told = joined((label.label, about.label), alike(": "))
    return replace(label, value=told.en, label=told)


def _pasted(table: ReportTable) -> ReportTable:
    kept = [number for number, each in enumerate(table.columns) if _is_year(each)]
    return replace(
        table,
        columns=tuple(replace(table.columns[number], type=Type.PLAIN, unit="") for number in kept),
        rows=tuple(tuple(_plain(row[number]) for number in kept) for row in table.rows),
    )


def _plain(cell: Cell) -> Cell:
    """Return a number without its label, or nothing; a fraction as it is printed."""
    value = cell.value
    if isinstance(value, Fraction):
        value = Fraction(rounded(value, PLACES))
    return replace(cell, value=value, label=SILENCE, reasons=())
