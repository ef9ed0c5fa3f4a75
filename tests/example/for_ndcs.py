"""Scenarios of units that are authorized for use towards an NDC."""

from datetime import date
from typing import Any

from tests.example.authorizations import ELECTRICITY, METRIC, STANDARD
from tests.example.book import Book

FOR_NDC = ("XAA", "XAA-2022-01")
BOTH_YEARS = (2024, 2025)


def split_issuance(book: Book) -> None:
    """XA001: each side's registry issues its share, which for Party B is the first transfer.

    Party A tells of B's shares too, so that its own record is complete.
    """
    for vintage in (2021, 2022):
        on = date(2023, 6, 15)
        same: dict[str, Any] = {"on": on, "vintage": vintage, "issuance_pattern": "split"}
        shares = (("B-GOV", "XBB01-GOV", 400), ("B-ENT", "XBB01-ENT1", 100))
        government, company = (
            book.issue(
                f"XA001-{vintage}-{ending}",
                account=account,
                quantity=quantity,
                authorization=FOR_NDC,
                told_also_by="XAA01",
                **same,
            )
            for ending, account, quantity in shares
        )
        book.issue(
            f"XA001-{vintage}-A", account="XAA01-GOV", quantity=500, numbering="units", **same
        )
        book.state("XBB", BOTH_YEARS, company, company.whole)
        if vintage == 2021:
            book.use(government, (1, 200), "XBB01-GOV", date(2025, 9, 1), 2025)
            book.state("XBB", (2024,), government, government.whole)
            book.state("XBB", (2025,), government, (201, 400))
        else:
            book.state("XBB", BOTH_YEARS, government, government.whole)


def issued_by_both_registries(book: Book) -> None:
    """XA002: A issues and transfers, B's registry issues the same units anew: one issuance.

    B cancels some of them, for no purpose that the decisions name.
    """
    same: dict[str, Any] = {"on": date(2023, 9, 1), "issuance_pattern": "host_then_transfer"}
    lot = book.issue(
        "XA002-A",
        account="XAA01-ENT1",
        quantity=1_000,
        vintage=2022,
        authorization=FOR_NDC,
        **same,
    )
    part, on = (1, 600), date(2023, 11, 10)
    book.move(lot, part, "XAA01-ENT1", "XBB01-GOV", on, told_by="sender")
    bought: dict[str, Any] = {
        "block_id": "XA002-B",
        "side": "buyer",
        "holder_party": "XBB",
        "account": "XBB01-GOV",
        "recording_registry": "XBB01",
        "issued_on": date(2023, 11, 14),
        "note": "The acquisition as the registry of Party B tells it; not a second issuance.",
    }
    book.add("credit_blocks", **lot.cells | lot.serials(part) | bought)
    book.end(lot, (1, 30), "cancellation", "XBB01-GOV", date(2024, 7, 1))
    book.state("XBB", BOTH_YEARS, lot, (31, 600))


def partial_transfers(book: Book) -> None:
    """XA003: one block leaves in parts; parts move inside one Party; one part is used.

    A entered the sale of October 2024 only after it had filed its form of that year.
    """
    lot = book.issue(
        "XA003-A",
        account="XAA01-ENT1",
        on=date(2024, 3, 5),
        quantity=1_000,
        vintage=2023,
        authorization=FOR_NDC,
    )
    book.move(lot, (1, 100), "XAA01-ENT1", "XBB01-ENT1", date(2024, 4, 2), days=1)
    book.move(lot, (351, 450), "XAA01-ENT1", "XAA01-GOV", date(2024, 5, 5))
    sale, ends, on = (101, 350), ("XAA01-ENT1", "XBB01-GOV"), date(2024, 10, 7)
    book.move(lot, sale, *ends, on, told_by="sender", recorded_on=date(2025, 6, 10))
    book.move(lot, sale, *ends, on, told_by="receiver")
    book.move(lot, (101, 200), "XBB01-GOV", "XBB01-ENT1", date(2025, 2, 3))
    book.use(lot, (201, 350), "XBB01-GOV", date(2025, 12, 1), 2025)
    book.state("XBB", (2024,), lot, (1, 100))
    book.state("XBB", (2024,), lot, (101, 350))
    book.state("XBB", (2025,), lot, (1, 200))


def superseded_authorization(book: Book) -> None:
    """XA004: the version in force at the first transfer binds; the second raises the quantity."""
    lot = book.issue(
        "XA004-A",
        account="XAA01-ENT1",
        on=date(2023, 4, 11),
        quantity=1_500,
        vintage=2022,
        authorization=("XAA", "XAA-2022-02"),
    )
    book.move(lot, (1, 400), "XAA01-ENT1", "XBB01-GOV", date(2023, 8, 1))
    book.move(lot, (401, 900), "XAA01-ENT1", "XBB01-GOV", date(2024, 9, 2))
    book.state("XBB", BOTH_YEARS, lot, (1, 900))


def revoked_authorization(book: Book) -> None:
    """XA005: revoked before anything was transferred, so that no unit becomes an ITMO."""
    book.issue(
        "XA005-A",
        account="XAA01-ENT1",
        on=date(2023, 5, 15),
        quantity=800,
        vintage=2022,
        authorization=("XAA", "XAA-2023-01"),
    )


def later_years(book: Book) -> None:
    """XA019: a second issuance late in the period, used for a year of the same period."""
    for vintage in (2026, 2027):
        lot = book.issue(
            f"XA019-{vintage}-B",
            account="XBB01-GOV",
            on=date(2028, 3, 15),
            quantity=1_000,
            vintage=vintage,
            authorization=FOR_NDC,
            issuance_pattern="split",
            told_also_by="XAA01",
        )
        book.use(lot, (1, 600), "XBB01-GOV", date(2028, 12, 1), 2028)


def onward_transfer(book: Book) -> None:
    """XS001: A to B, and part of it from B to C: a transfer, not a second first transfer."""
    lot = book.issue(
        "XS001-A",
        account="XAA01-ENT1",
        on=date(2023, 2, 1),
        quantity=2_000,
        vintage=2022,
        authorization=("XAA", "XAA-2021-11"),
        approach=STANDARD,
        numbering="itmos",
        first_unit_id="GS1-1-XA-XS001-12-2022-24801-1",
        last_unit_id="GS1-1-XA-XS001-12-2022-24801-2000",
    )
    book.move(lot, (1, 800), "XAA01-ENT1", "XBB01-GOV", date(2023, 10, 2))
    book.move(lot, (1, 300), "XBB01-GOV", "XCC01-GOV", date(2024, 6, 3), days=2)
    book.use(lot, (301, 400), "XBB01-GOV", date(2024, 11, 20), 2024)
    book.state("XBB", BOTH_YEARS, lot, (401, 800))
    book.state("XCC", BOTH_YEARS, lot, (1, 300))


def megawatt_hours(book: Book) -> None:
    """XR001: an NDC in another metric: C's adjusted indicator falls, B's rises."""
    lot = book.issue(
        "XR001-A",
        account="XCC01-GOV",
        on=date(2024, 2, 2),
        quantity=5_000,
        vintage=2023,
        authorization=("XCC", "XCC-2022-09"),
        approach=ELECTRICITY,
        host="XCC",
        metric="non_ghg",
        non_ghg_metric=METRIC,
    )
    book.move(lot, (1, 2_000), "XCC01-GOV", "XBB01-GOV", date(2024, 4, 4))
    book.use(lot, (1, 2_000), "XBB01-GOV", date(2024, 11, 11), 2024)
