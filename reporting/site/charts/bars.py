"""Bars made of rows: a bar for each year, or the longest of several names."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date

from reporting.messages import Bilingual, alike
from reporting.site.charts.chart import ALL, ChartBar
from reporting.site.dataset import Row

Amount = Callable[[Iterable[Row]], int | None]


def longest(amounts: Iterable[tuple[Bilingual, int | None]]) -> list[ChartBar]:
    """Return bars of names, the longest first; names of which there is nothing are left out."""
    shown = sorted(((label, each) for label, each in amounts if each), key=lambda each: -each[1])
    return [ChartBar(label=label, values={ALL: each}) for label, each in shown]


def count(rows: Iterable[Row]) -> int:
    """Return how many rows there are."""
    return len(list(rows))


def estimated(rows: Iterable[Row]) -> int | None:
    """Return what projects are to yield in one year, added up; None where no estimate is known."""
    return _sum(row["estimated_reductions"] for row in rows)


def _sum(amounts: Iterable[int | None]) -> int | None:
    known = [each for each in amounts if each is not None]
    return sum(known) if known else None


def year_of(day: date | None) -> int | None:
    """Return the year of a day; None where there is none."""
    return day.year if day else None


def span_of(days: Iterable[date | None]) -> range:
    """Return every year from the first to the last of some days."""
    years = [each.year for each in days if each]
    return range(min(years), max(years) + 1) if years else range(0)


def by_year(
    rows: Sequence[Row], day: Callable[[Row], date | None], amount: Amount
) -> list[ChartBar]:
    """Return every year from the first to the last; a year without rows has none of anything."""
    found: dict[int, list[Row]] = {}
    for row in rows:
        if known := day(row):
            found.setdefault(known.year, []).append(row)
    span = range(min(found), max(found) + 1) if found else range(0)
    return [
        ChartBar(label=alike(str(year)), values={ALL: amount(found[year]) if year in found else 0})
        for year in span
    ]


def running(bars: Iterable[ChartBar]) -> list[ChartBar]:
    """Return bars each of which has those before it, too."""
    total, found = 0, list[ChartBar]()
    for each in bars:
        total += each.values[ALL] or 0
        found.append(ChartBar(label=each.label, values={ALL: total}))
    return found
