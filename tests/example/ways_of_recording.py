"""Scenarios of how units are recorded: day by day, confidentially, by mistake."""

from datetime import date, timedelta
from typing import Any

from tests.example.book import Book

FOR_NDC = ("XAA", "XAA-2022-01")
BOTH_YEARS = (2024, 2025)
DAYS = 50


def daily_sales(book: Book, sales: int = 1, of_a_day: int = 1_000) -> None:
    """XA008: 1,000 t of rooftops are sold on each of fifty days; B enters them once a day.

    Args:
        book: Where it is entered.
        sales: In how many transfers Party A enters a day; it divides what is sold.
        of_a_day: How many tonnes are sold a day.
    """
    tonnes = of_a_day // sales
    lot = book.issue(
        "XA008-A",
        account="XAA01-ENT2",
        on=date(2024, 2, 1),
        quantity=DAYS * of_a_day,
        vintage=2023,
        authorization=FOR_NDC,
    )
    source, target = "XAA01-ENT2", "XBB01-GOV"
    for day in range(DAYS):
        on, before = date(2024, 3, 1) + timedelta(days=day), day * of_a_day
        for sale in range(sales):
            first = before + sale * tonnes + 1
            part = (first, first + tonnes - 1)
            book.move(lot, part, source, target, on, told_by="sender", sequence=sale + 1)
        of_the_day = (before + 1, before + of_a_day)
        book.move(lot, of_the_day, source, target, on, told_by="receiver", sequence=sales + 1)
    book.use(lot, (1, 20_000), "XBB01-GOV", date(2025, 11, 15), 2024)
    book.state("XBB", (2024,), lot, lot.whole)
    book.state("XBB", (2025,), lot, (20_001, lot.quantity))


def confidential_sale(book: Book) -> None:
    """XA009: confidential rows, which name their units by the block alone."""
    lot = book.issue(
        "XA009-A",
        account="XAA01-ENT3",
        on=date(2024, 6, 3),
        quantity=250,
        vintage=2023,
        authorization=FOR_NDC,
        confidential=True,
    )
    by_block_alone: dict[str, Any] = dict.fromkeys(lot.serials(lot.whole))
    on = date(2024, 8, 8)
    book.move(lot, lot.whole, "XAA01-ENT3", "XBB01-ENT3", on, **by_block_alone)
    book.state("XBB", BOTH_YEARS, lot, lot.whole)


def corrected_record(book: Book) -> None:
    """XA016: A entered 90 t by mistake; a later row says 100 t and takes its place."""
    lot = book.issue(
        "XA016-A",
        account="XAA01-ENT1",
        on=date(2025, 3, 3),
        quantity=200,
        vintage=2024,
        authorization=FOR_NDC,
    )
    source, target, on = "XAA01-ENT1", "XBB01-GOV", date(2025, 4, 1)
    book.move(lot, (1, 90), source, target, on, told_by="sender")
    corrected: dict[str, Any] = {"corrects": "XA016-0001", "recorded_on": date(2025, 4, 15)}
    note = "Takes the place of a row with the wrong last number."
    book.move(lot, (1, 100), source, target, on, told_by="sender", **corrected)
    book.tables["transfers"][-1] = {**book.tables["transfers"][-1], "note": note}
    book.move(lot, (1, 100), source, target, on, told_by="receiver")
    book.state("XBB", (2025,), lot, (1, 100))
