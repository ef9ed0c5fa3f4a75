"""Exact numbers: whole tonnes as integers, anything else as fractions, rounded once at the edge."""

from decimal import Decimal
from fractions import Fraction

Exact = int | Fraction


def exact(value: Decimal | Exact) -> Exact:
    """Return a number without loss, as an integer wherever it is one.

    Raises:
        TypeError: for a float or a truth value, which are no quantities.
    """
    if type(value) is int:
        return value
    if isinstance(value, bool) or not isinstance(value, int | Fraction | Decimal):
        msg = f"{value!r} is a {type(value).__name__}, not an exact number"
        raise TypeError(msg)
    fraction = Fraction(value)
    return fraction.numerator if fraction.denominator == 1 else fraction


def rounded(value: Exact, places: int = 0) -> Decimal:
    """Return a number to some decimal places, halves away from zero.

    Halves go away from zero so that what one Party adds and another subtracts round to opposite
    figures, and a reader can check the last digit by hand. No decision prescribes a rule. Only a
    report table rounds, once, and says so in its column.
    """
    scaled = Fraction(value) * 10**places
    digits = (2 * abs(scaled.numerator) + scaled.denominator) // (2 * scaled.denominator)
    sign = int(scaled < 0 and digits > 0)
    return Decimal((sign, tuple(map(int, str(digits))), -places))
