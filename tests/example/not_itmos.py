"""Scenarios of units that are no ITMOs, or of which the record says too little."""

from datetime import date
from typing import Any

from tests.example.book import Book


def straddling_period(book: Book) -> None:
    """XA006: monitored from July 2020 to June 2021 without a vintage: unresolved.

    It was issued in a year that Party A has not declared complete.
    """
    book.issue(
        "XA006-A",
        account="XAA01-ENT1",
        on=date(2026, 2, 1),
        quantity=700,
        vintage=None,
        period=(date(2020, 7, 1), date(2021, 6, 30)),
        numbering="units",
        note="The split by calendar year is not known.",
    )


def before_2021(book: Book) -> None:
    """XA007: what occurred before 2021 is never an ITMO, although it was issued in 2022."""
    same: dict[str, Any] = {
        "on": date(2022, 2, 1),
        "issuance_pattern": "split",
        "numbering": "units",
    }
    shared: dict[str, Any] = {"told_also_by": "XAA01"} | same
    book.issue("XA007-2020-B", account="XBB01-GOV", quantity=300, vintage=2020, **shared)
    book.issue("XA007-2020-A", account="XAA01-GOV", quantity=200, vintage=2020, **same)
    period = (date(2019, 7, 1), date(2020, 6, 30))
    without_year: dict[str, Any] = {"quantity": 90, "vintage": None, "period": period} | shared
    book.issue("XA007-2019-B", account="XBB01-GOV", **without_year)


def without_numbers(book: Book) -> None:
    """XA017: a quantity without serial numbers: checks of blocks are not verifiable."""
    lot = book.issue(
        "XA017-A",
        account="XAA01-ENT1",
        on=date(2027, 3, 1),
        quantity=700,
        vintage=2025,
        authorization=("XAA", "XAA-2022-01"),
        numbering="none",
    )
    book.move(lot, (1, 200), "XAA01-ENT1", "XBB01-GOV", date(2027, 5, 3), told_by="sender")


def told_by_one_side(book: Book) -> None:
    """XA018: Party A's record of 2026 is not complete; only Party B tells of the transfer."""
    lot = book.issue(
        "XA018-A",
        account="XAA01-ENT1",
        on=date(2025, 8, 1),
        quantity=300,
        vintage=2024,
        authorization=("XAA", "XAA-2022-01"),
    )
    part = (1, 120)
    on = date(2026, 4, 10)
    book.move(lot, part, "XAA01-ENT1", "XBB01-GOV", on, told_by="receiver")
    book.use(lot, part, "XBB01-GOV", date(2028, 6, 1), 2027)
