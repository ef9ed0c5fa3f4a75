"""How the values of a report are written: exact for programs, grouped and rounded for people."""

from datetime import date
from fractions import Fraction

from reporting.accounting.figure import rounded
from reporting.forms.model.table import Cell, Column, Note, Type, Value


def for_programs(value: Value) -> str | int | None:
    """Return a value exactly: a fraction as a decimal where it ends, else as ``n/d``."""
    if isinstance(value, Fraction):
        return _decimal(value)
    return value.isoformat() if isinstance(value, date) else value


def for_people(cell: Cell, column: Column, language: str) -> str:
    """Return what a person reads: the label, or the value with separators, rounded as stated."""
    label = cell.label[language]
    if label or cell.value is None:
        return label
    value = cell.value
    if column.type in {Type.QUANTITY, Type.COUNT} and isinstance(value, int | Fraction):
        return _grouped(value, column.places)
    if isinstance(value, date):
        return value.isoformat()
    return str(for_programs(value) if column.type is Type.PLAIN else value)


def _grouped(value: int | Fraction, places: int) -> str:
    if isinstance(value, int):
        return f"{value:,}"
    near = rounded(value, places)
    return f"{near:,f}"


def _decimal(value: Fraction) -> str:
    rest = value.denominator
    # A decimal ends where no other prime divides the denominator.
    for factor in (2, 5):
        while rest % factor == 0:
            rest //= factor
    if rest != 1:
        return f"{value.numerator}/{value.denominator}"
    places = next(n for n in range(value.denominator) if 10**n % value.denominator == 0)
    return f"{rounded(value, places):f}"


def remark(note: Note, language: str) -> tuple[str, str]:
    """Return the label of a note, and its text with the provision."""
    text = note.text[language]
    return note.label[language], f"{text} [{note.provision}]" if note.provision else text
