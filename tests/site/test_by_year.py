"""Totals by year: every row in one of them, years without rows too, nothing unknown as nought."""

from datetime import date

from reporting.site.pages.by_year import YearTotal, by_year


def row(day: date | None, tonnes: int | None, other: date | None = None) -> dict[str, object]:
    """Return a row with two dates and a quantity."""
    return {"decided_on": day, "announced_on": other, "tonnes": tonnes}


def test_each_row_stands_in_one_year() -> None:
    """By the first of the dates that is known; what has none comes last."""
    rows = [
        row(date(2022, 3, 1), 10),
        row(None, 5, date(2020, 1, 1)),
        row(date(2020, 5, 1), None, date(2021, 1, 1)),
        row(None, 7),
    ]
    assert by_year(rows, ("decided_on", "announced_on"), "tonnes") == [
        YearTotal(year=2020, count=2, known=1, tonnes=5),
        YearTotal(year=2021, count=0, known=0, tonnes=None),
        YearTotal(year=2022, count=1, known=1, tonnes=10),
        YearTotal(year=None, count=1, known=1, tonnes=7),
    ]


def test_unknown_quantities_are_not_nought() -> None:
    """Of a year in which none is known there is no sum."""
    (only,) = by_year([row(date(2022, 3, 1), None)], ("decided_on",), "tonnes")
    assert only.tonnes is None
    assert by_year([], ("decided_on",), "tonnes") == []
