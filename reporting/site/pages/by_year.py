"""What happened in which year: counts, and tonnes as far as they are known."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reporting.site.dataset import Row


@dataclass(frozen=True, slots=True, kw_only=True)
class YearTotal:
    """What is told of one year.

    Attributes:
        year: The year; None for rows without a date.
        count: How many rows it has.
        known: How many of them have a quantity.
        tonnes: The sum of those; None where none has.
    """

    year: int | None
    count: int
    known: int
    tonnes: int | None


def by_year(rows: Iterable[Row], dates: Sequence[str], quantity: str) -> list[YearTotal]:
    """Return the totals of each year from the first to the last, then of rows without a date.

    Args:
        rows: The rows.
        dates: The fields that may hold the date, the first that does counts.
        quantity: The field of the quantity in t CO2 eq.
    """
    found: dict[int | None, list[Row]] = {}
    for row in rows:
        day = next((row[each] for each in dates if row[each]), None)
        found.setdefault(day.year if day else None, []).append(row)
    known = sorted(year for year in found if year is not None)
    years: list[int | None] = [*range(known[0], known[-1] + 1)] if known else []
    if None in found:
        years.append(None)
    return [_total(year, found.get(year, ()), quantity) for year in years]


def _total(year: int | None, rows: Sequence[Row], quantity: str) -> YearTotal:
    known = [row[quantity] for row in rows if row[quantity] is not None]
    return YearTotal(
        year=year, count=len(rows), known=len(known), tonnes=sum(known) if known else None
    )
