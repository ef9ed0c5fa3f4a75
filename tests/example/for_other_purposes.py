"""Scenarios of units that are authorized for other purposes than, or as well as, use for an NDC."""

from datetime import date

from tests.example.authorizations import AIRLINE, SOCIETY, STANDARD, TRUST
from tests.example.book import Book

BOTH_YEARS = (2024, 2025)
SELLER, BUYER, FLYER = "XAA01-ENT1", "XBB01-GOV", "XBB01-ENT2"


def first_transferred_at_issuance(book: Book) -> None:
    """XA010: for aviation, first transferred at issuance; later sold, used, and cancelled for OMGE.

    The transfer to Party B is therefore not the first.
    """
    lot = book.issue(
        "XA010-A",
        account=SELLER,
        on=date(2023, 3, 1),
        quantity=1_000,
        vintage=2022,
        authorization=("XAA", "XAA-2022-05"),
    )
    book.move(lot, (1, 300), SELLER, FLYER, date(2024, 5, 6))
    book.end(lot, (901, 1_000), "voluntary_cancellation", SELLER, date(2024, 12, 2), purpose="OMGE")
    aviation = {"purpose": "IMP", "using_party": "XBB", "using_entity": AIRLINE}
    book.end(lot, (1, 200), "retirement", FLYER, date(2025, 3, 10), **aviation)
    book.state("XAA", BOTH_YEARS, lot, (301, 900))
    book.state("XBB", (2024,), lot, (1, 300))
    book.state("XBB", (2025,), lot, (201, 300))


def first_transferred_at_authorization(book: Book) -> None:
    """XA011: for other purposes, first transferred on authorization; cancelled by an entity."""
    lot = book.issue(
        "XA011-A",
        account=SELLER,
        on=date(2022, 8, 1),
        quantity=600,
        vintage=2021,
        authorization=("XAA", "XAA-2022-06"),
    )
    cancelled = {"purpose": "OP", "using_party": "XAA", "using_entity": SOCIETY}
    book.end(lot, (1, 150), "voluntary_cancellation", SELLER, date(2024, 2, 20), **cancelled)
    book.state("XAA", BOTH_YEARS, lot, (151, 600))


def first_transferred_at_use(book: Book) -> None:
    """XA012: for aviation, first transferred when the airline uses it, not when it is sold.

    Only the registry of Party B tells of the use, in a year that Party A has not declared complete.
    """
    lot = book.issue(
        "XA012-A",
        account=SELLER,
        on=date(2023, 7, 3),
        quantity=400,
        vintage=2022,
        authorization=("XAA", "XAA-2023-02"),
    )
    book.move(lot, (1, 250), SELLER, FLYER, date(2024, 1, 15))
    aviation = {"purpose": "IMP", "using_party": "XBB", "using_entity": AIRLINE}
    book.end(lot, (1, 120), "retirement", FLYER, date(2026, 5, 5), **aviation)


def two_purposes_first_at_issuance(book: Book) -> None:
    """XA013: for an NDC and aviation; the issuance comes before the international transfer."""
    lot = book.issue(
        "XA013-A",
        account=SELLER,
        on=date(2024, 1, 22),
        quantity=500,
        vintage=2023,
        authorization=("XAA", "XAA-2023-03"),
    )
    book.move(lot, (1, 200), SELLER, BUYER, date(2024, 6, 10))
    book.use(lot, (1, 50), BUYER, date(2025, 10, 1), 2025)
    book.state("XAA", BOTH_YEARS, lot, (201, 500))
    book.state("XBB", (2024,), lot, (1, 200))
    book.state("XBB", (2025,), lot, (51, 200))


def two_purposes_whichever_comes_first(book: Book) -> None:
    """XA014: for an NDC and other purposes; some are sold first, some cancelled first."""
    lot = book.issue(
        "XA014-A",
        account=SELLER,
        on=date(2024, 1, 22),
        quantity=300,
        vintage=2023,
        authorization=("XAA", "XAA-2023-04"),
    )
    book.move(lot, (1, 100), SELLER, BUYER, date(2024, 7, 1))
    cancelled = {"purpose": "OP", "using_party": "XAA", "using_entity": SOCIETY}
    book.end(lot, (201, 250), "voluntary_cancellation", SELLER, date(2025, 3, 3), **cancelled)
    book.state("XBB", BOTH_YEARS, lot, (1, 100))


def cancelled_for_overall_mitigation(book: Book) -> None:
    """XA015: Party B cancels a part of what it acquired, for overall mitigation (OMGE)."""
    lot = book.issue(
        "XA015-A",
        account=SELLER,
        on=date(2024, 3, 1),
        quantity=400,
        vintage=2023,
        authorization=("XAA", "XAA-2022-01"),
    )
    book.move(lot, lot.whole, SELLER, BUYER, date(2024, 3, 20))
    book.end(lot, (1, 20), "voluntary_cancellation", BUYER, date(2024, 9, 9), purpose="OMGE")
    book.state("XBB", BOTH_YEARS, lot, (21, 400))


def cancelled_under_a_standard(book: Book) -> None:
    """XS002: not JCM: first transferred at issuance, and cancelled for the voluntary market."""
    lot = book.issue(
        "XS002-A",
        account=SELLER,
        on=date(2023, 2, 1),
        quantity=150,
        vintage=2022,
        authorization=("XAA", "XAA-2021-12"),
        approach=STANDARD,
        numbering="itmos",
        first_unit_id="GS1-1-XA-XS002-12-2022-24911-1",
        last_unit_id="GS1-1-XA-XS002-12-2022-24911-150",
    )
    cancelled = {"purpose": "OP", "using_party": "XAA", "using_entity": TRUST}
    book.end(lot, (1, 60), "cancellation", SELLER, date(2024, 3, 3), **cancelled)
    book.state("XAA", BOTH_YEARS, lot, (61, 150))
