"""Two clean records that are not random: one made by hand, one of real serials."""

from datetime import date

from tests.ledger.two_sides import two_sided
from tests.oracle import Tables
from tests.oracle.made import authorization, block, event, ledger
from tests.worked_examples.loading import LEDGER, load


def rich() -> Tables:
    """Return a record with both patterns of issuance, NDC and other purposes, and onward transfer.

    Units 1 to 40 go from XAA to XBB, 1 to 10 of them on to XCC; XBB's registry issued 1 to 40 of
    its own. What is authorized for other purposes is first transferred when issued.
    """
    sold = {"first_unit": 1, "last_unit": 40, "quantity": 40}
    onward = {"first_unit": 1, "last_unit": 10, "quantity": 10}
    days = [date(2024, month, 1) for month in range(1, 13)]
    own = {"authorization_id": "A2", "vintage": 2023}
    rows = [
        authorization(),
        authorization(authorization_id="A2", purposes="OIMP", first_transfer_definition="issuance"),
        *(
            authorization(party=party, authorization_id="C1", kind="approach", purposes=None)
            for party in ("XBB", "XCC")
        ),
        block(first_unit=1, last_unit=100, quantity=100),
        block(block_id="B2", first_unit=101, last_unit=150, quantity=50),
        block(block_id="B3", first_unit=1, last_unit=30, quantity=30, **own),
        block(
            block_id="B4",
            first_unit=1,
            last_unit=40,
            quantity=40,
            originating_registry="XBB01",
            recording_registry="XBB01",
            holder_party="XBB",
            account="XBB-holding",
            issuance_pattern="split",
        ),
        event("transfer", days[0], "XAA", "XBB", transfer_id="T1", **sold),
        event("transfer", days[1], "XBB", "XCC", transfer_id="T2", **onward),
        event("acquisition", days[2], "XBB", "XCC", transfer_id="T2-mirror", **onward),
        *(
            event(
                kind,
                on,
                party,
                party,
                transfer_id=f"U{number}",
                purpose=purpose,
                **_units(first, last),
                **more,
            )
            for number, (kind, on, party, purpose, first, last, more) in enumerate(
                (
                    ("retirement", days[3], "XCC", "NDC", 1, 10, _use("XCC")),
                    ("retirement", days[3], "XBB", "NDC", 11, 20, _use("XBB")),
                    ("retirement", days[4], "XBB", "NDC", 21, 30, _use("XBB")),
                    ("retirement", days[5], "XAA", "IMP", 1, 10, {"vintage": 2023}),
                    ("cancellation", days[6], "XAA", None, 41, 50, {}),
                    ("voluntary_cancellation", days[7], "XAA", "OMGE", 51, 60, {}),
                    (
                        "retirement",
                        days[8],
                        "XBB",
                        "NDC",
                        5,
                        15,
                        {**_use("XBB"), "originating_registry": "XBB01"},
                    ),
                )
            )
        ),
    ]
    return two_sided(ledger(*rows))


def _units(first: int, last: int) -> dict[str, object]:
    return {"first_unit": first, "last_unit": last, "quantity": last - first + 1}


def _use(party: str) -> dict[str, object]:
    return {"use_year": 2024, "using_party": party}


def tanzania() -> Tables:
    """Return the real blocks of batch 28108 (7.3 of the reference), under the code of a host."""
    told = load(LEDGER / "d31-tanzania.yaml").tables["credit_blocks"]
    columns = ("block_id", "vintage", "unit_prefix", "first_unit", "last_unit", "quantity")
    rows = [
        block(**{"issued_on": date(2025, 2, 13), **{name: one[name] for name in columns}})
        for one in told
        if one.get("first_unit")
    ]
    terms = {"purposes": "OIMP", "first_transfer_definition": "authorization"}
    return two_sided({"transfers": [], **ledger(authorization(**terms), *rows)})
