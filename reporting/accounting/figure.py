"""A figure is an exact number, or the reasons why there is none: unknown is never nought.

Whole tonnes are integers, anything else fractions, rounded once at the edge.
"""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Self

Exact = int | Fraction


def exact(value: Decimal | Exact) -> Exact:
    """Return a number without loss, as an integer wherever it is one.

    Raises:
        TypeError: for a float or a truth value, which are no quantities.
    """
    # Not isinstance: a truth value is an int, too, and no quantity.
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
    # What rounds to nought has no sign, else a report would show -0.
    sign = int(scaled < 0 and digits > 0)
    return Decimal((sign, tuple(map(int, str(digits))), -places))


class Missing(StrEnum):
    """What a figure can lack."""

    LEVEL = "level"
    FIRST_TRANSFER_QUANTITY = "first_transfer_quantity"
    FIRST_TRANSFER_YEAR = "first_transfer_year"
    USE_QUANTITY = "use_quantity"
    USE_YEAR = "use_year"
    FIRST_TRANSFER_DEFINITION = "first_transfer_definition"
    FIRST_TRANSFER_PURPOSE = "first_transfer_purpose"
    FIRST_TRANSFER_USER = "first_transfer_user"
    FIRST_TRANSFER_VINTAGE = "first_transfer_vintage"
    USE_PURPOSE = "use_purpose"
    USE_USER = "use_user"
    USE_BEFORE_VINTAGE = "use_before_vintage"
    USE_VINTAGE = "use_vintage"
    USE_NOT_ALLOWED = "use_not_allowed"
    COMPLETE_RECORD = "complete_record"
    YEAR_MAPPING = "year_mapping"
    FITTING_METHOD = "fitting_method"
    ELAPSED_BASIS = "elapsed_basis"
    ELAPSED_YEARS = "elapsed_years"
    PERIOD_END = "period_end"
    TARGET_YEAR = "target_year"
    TARGET = "target"
    BUDGET = "budget"
    APPLICABLE_METHOD = "applicable_method"


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class MissingReason:
    """Why a figure is not there: what is missing, for which year (0: none), how many entries."""

    missing: Missing
    year: int = 0
    count: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """An exact number, or None with the reasons; a sum with something unknown is unknown.

    Attributes:
        value: The number.
        reasons: Why there is none.
        terms: What the number is a sum of, each with its factor: flows and levels, by whatever the
            caller named them. So whoever shows a figure can name the rows behind it, and no sum is
            made a second time.

    Raises:
        TypeError: if the number is not exact.
        ValueError: if there is neither number nor reason, or both.
    """

    value: Exact | None
    reasons: tuple[MissingReason, ...] = ()
    # Not compared: equal figures may be the sums of other rows.
    terms: Mapping[Hashable, Exact] = field(default_factory=dict, compare=False)

    def __post_init__(self) -> None:
        """Refuse a figure that is neither known nor explained."""
        if (self.value is None) != bool(self.reasons):
            msg = "a figure has either a value or the reasons why there is none"
            raise ValueError(msg)
        if self.value is not None:
            object.__setattr__(self, "value", exact(self.value))

    def __add__(self, other: Self) -> "Figure":
        """Return the sum."""
        return total((self, other))

    def __neg__(self) -> "Figure":
        """Return the figure with the other sign."""
        return self if self.value is None else known(-self.value, self._times(-1))

    def __sub__(self, other: Self) -> "Figure":
        """Return the difference."""
        return total((self, -other))

    def divided_by(self, years: "Figure") -> "Figure":
        """Return the exact quotient by a number of years."""
        if self.value is None or years.value is None:
            return Figure(value=None, reasons=_together((self, years)))
        # An average rarely ends in decimals; as a fraction it is exact, and times the years the sum
        # again.
        part = exact(1 / Fraction(years.value))
        return known(self.value * part, self._times(part))

    def _times(self, factor: Exact) -> Mapping[Hashable, Exact]:
        return {term: exact(number * factor) for term, number in self.terms.items()}


def known(value: Exact, terms: Mapping[Hashable, Exact] | None = None) -> Figure:
    """Return a figure that is known, and what it is a sum of."""
    return Figure(value=value, terms=terms or {})


def unknown(missing: Missing, year: int = 0, count: int = 0) -> Figure:
    """Return a figure that is not, for one reason."""
    return Figure(value=None, reasons=(MissingReason(missing=missing, year=year, count=count),))


def total(figures: Iterable[Figure]) -> Figure:
    """Return the sum of figures; unknown, with every reason once, if any of them is."""
    terms = tuple(figures)
    values = [each.value for each in terms if each.value is not None]
    if len(values) == len(terms):
        return known(sum(values), _added(terms))
    return Figure(value=None, reasons=_together(terms))


def _added(figures: Iterable[Figure]) -> Mapping[Hashable, Exact]:
    added: dict[Hashable, Exact] = {}
    for figure in figures:
        for term, number in figure.terms.items():
            added[term] = exact(added.get(term, 0) + number)
    return added


def _together(figures: Iterable[Figure]) -> tuple[MissingReason, ...]:
    # A set has no order of its own, and the same record gives the same bytes.
    return tuple(sorted({reason for figure in figures for reason in figure.reasons}))
