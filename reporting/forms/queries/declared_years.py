"""The years that a Party has declared complete, and the last that has ended."""

from collections.abc import Mapping
from datetime import date
from itertools import count, takewhile

from reporting.accounting.period import YearBasis
from reporting.ledger.ledger import Ledger


def end_of_complete_years(ledger: Ledger, party: str, first_year: int) -> date | None:
    """Return the end of the unbroken run of years from a first that a Party declares complete."""
    declared = declared_years(ledger, party)
    # Unbroken: after a gap no cumulative figure (23(h)) would be known.
    years = takewhile(lambda year: declared.get(year, False), count(first_year))
    last = max(years, default=None)
    return None if last is None else date(last, 12, 31)


def last_whole_year(day: date, basis: YearBasis | None = None) -> int:
    """Return the last year of an NDC that has ended on a day; a fiscal one ends in March."""
    if basis is YearBasis.FISCAL_APRIL:
        return day.year - 1 if (day.month, day.day) >= (3, 31) else day.year - 2
    return day.year if (day.month, day.day) == (12, 31) else day.year - 1


def declared_years(ledger: Ledger, party: str) -> Mapping[int, bool]:
    """Return which years a Party has declared complete, and which it has declared not to be."""
    rows = (row for row in ledger.table("coverage") if row["party"] == party)
    return {row["year"]: row["is_complete"] for row in rows}


def undeclared_years(ledger: Ledger, party: str, first: int, last: int) -> tuple[int, ...]:
    """Return the years that are not declared complete; the last one is always asked for."""
    declared = declared_years(ledger, party)
    years = range(min(first, last), last + 1)
    return tuple(year for year in years if not declared.get(year, False))
