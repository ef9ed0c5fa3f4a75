"""Quantities in other units than tonnes, exactly."""

import re
from collections.abc import Mapping
from fractions import Fraction

UNITS: Mapping[str, Fraction] = {
    "t": Fraction(1),
    "kt": Fraction(1_000),
    "Mt": Fraction(1_000_000),
    "kg": Fraction(1, 1_000),
}
PLAIN = re.compile(r"-?[0-9]{1,30}(\.[0-9]{1,30})?")


def without_thousands(text: str, mark: str) -> str:
    """Return a number without the marks between its thousands, with a point before fractions.

    It is returned as it is where the marks do not stand after each three digits.
    """
    if not mark or mark not in text:
        return text
    point = "," if mark == "." else "."
    pattern = rf"-?[0-9]{{1,3}}(?:{re.escape(mark)}[0-9]{{3}})+(?:{re.escape(point)}[0-9]+)?"
    found = re.fullmatch(pattern, text)
    return text.replace(mark, "").replace(point, ".") if found else text


def whole_tonnes(text: str, unit: str, thousands: str = "") -> str | None:
    """Return a quantity in tonnes; none if it is no number, or not of whole tonnes."""
    plain = without_thousands(text, thousands)
    if not PLAIN.fullmatch(plain):
        return None
    tonnes = Fraction(plain) * UNITS[unit]
    return str(tonnes.numerator) if tonnes.denominator == 1 else None
