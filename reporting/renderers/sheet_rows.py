"""Tables of a report as rows of a sheet, with why some cells are empty."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction

from reporting.forms.model.table import Cell, Column, Note, Reason, ReportTable, Type
from reporting.forms.model.wording import CLOCKS
from reporting.renderers.footnotes import NOT_APPLICABLE
from reporting.renderers.sheets import (
    DATES,
    PLAIN_NUMBER,
    WHOLE,
    Entry,
    Look,
    Row,
    Source,
    address,
)

UNGROUPED = {Type.YEAR, Type.SERIAL, Type.ROW}
MANY = 12


def entry(table: ReportTable, row: int, column: Column, cell: Cell, language: str) -> Entry:
    """Return what stands in a sheet for a cell: what people read, or the typed value."""
    label = cell.label[language]
    return Entry(
        value=label or cell.value,
        number_format="" if label else number_format(cell, column),
        source=Source(table=table, row=row, column=column, cell=cell),
    )


def number_format(cell: Cell, column: Column) -> str:
    """Return how a value is shown: years without separators, fractions rounded as stated."""
    match cell.value:
        case date():
            return DATES
        case int() if column.type in UNGROUPED:
            return PLAIN_NUMBER
        case int():
            return WHOLE
        case Fraction():
            return WHOLE + ("." + "0" * column.places if column.places else "")
        case _:
            return ""


def heading(column: Column, language: str) -> Entry:
    """Return the heading of a column: label, unit, and the year by which it goes."""
    about = [each for each in (column.unit, CLOCKS[column.clock][language]) if each]
    label = column.label[language]
    return Entry(value="\n".join([label, *about]), look=Look.HEADING)


def body(table: ReportTable, language: str) -> list[Row]:
    """Return the rows of a table."""
    return [
        tuple(
            entry(table, number, column, cell, language)
            for column, cell in zip(table.columns, row, strict=True)
        )
        for number, row in enumerate(table.rows)
    ]


def why_empty(rows: Sequence[Row], below: int, language: str) -> Iterator[tuple[str, str]]:
    """Yield each reason for which cells are empty, and the addresses of those.

    Args:
        rows: Rows of a sheet.
        below: How many rows stand above them in the sheet.
        language: The language of the reasons.
    """
    found: dict[Reason, list[str]] = {}
    for down, row in enumerate(rows, below):
        for across, each in enumerate(row):
            for reason in each.source.cell.reasons if each.source else ():
                if reason.code != NOT_APPLICABLE:
                    found.setdefault(reason, []).append(address(down, across))
    for reason, places in found.items():
        yield _some(places), reason.sentence(language)


def _some(places: Sequence[str]) -> str:
    shown = ", ".join(dict.fromkeys(places[:MANY]))
    return shown if len(places) <= MANY else f"{shown} … ({len(places)})"


def remark(note: Note, language: str) -> tuple[str, str]:
    """Return the label of a note, and its text with the provision."""
    text = note.text[language]
    return note.label[language], f"{text} [{note.provision}]" if note.provision else text


def named(values: Mapping[str, str]) -> list[Row]:
    """Return rows of a label and what it stands for."""
    return [
        (Entry(value=label, look=Look.LABEL), Entry(value=text, look=Look.VALUE))
        for label, text in values.items()
    ]
