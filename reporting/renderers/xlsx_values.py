"""What a cell of a workbook can hold of a value, exactly where it can.

A spreadsheet keeps 15 digits of a number: a whole number beyond is written as text, a fraction is
rounded there. It counts days rightly from March 1900 on: an earlier date is text.
"""

import re
from datetime import date
from decimal import Decimal
from fractions import Fraction

from reporting.accounting.exact import rounded
from reporting.forms.model.table import Value

DIGITS = 15
FIRST_DAY = date(1900, 3, 1)
NO_CHARACTER = re.compile("[\ud800-\udfff\ufffe\uffff]")
Stored = str | Decimal | date | None


def stored(value: Value) -> Stored:
    """Return what a cell holds for a value: 15 digits of a number, text for what it cannot hold."""
    match value:
        case int() if abs(value) < 10**DIGITS:
            return Decimal(value)
        case Fraction():
            whole = len(str(abs(int(value)))) if abs(value) >= 1 else 0
            near = rounded(value, DIGITS - whole) if whole <= DIGITS else None
            return str(value) if near is None else near.normalize()
        case date() if value >= FIRST_DAY:
            return value
        case date():
            return value.isoformat()
        case None:
            return None
        case _:
            return legal(str(value))


def legal(text: str) -> str:
    """Return a text with each code point that is no character shown as ``_xFFFE_``."""
    return NO_CHARACTER.sub(lambda found: f"_x{ord(found[0]):04X}_", text)
