"""Two clean records that are not random: one made by hand, one of real serials."""

from datetime import date

from tests.ledger.two_sides import two_sided
from tests.oracle import Row, Tables
from tests.oracle.made import authorization, block, event, ledger
from tests.worked_examples.loading import LEDGER, load

OF_BLOCK = ("block_id", "vintage", "unit_prefix", "first_unit", "last_unit", "quantity")


def rich() -> Tables:
    """Return a record with both patterns of issuance, NDC and other purposes, and onward transfer.

    Units 1 to 40 go from XAA to XBB, 1 to 10 of them on to XCC; XBB's registry issued 1 to 40 of
    its own. What is authorized for other purposes is first transferred when issued.
    """
    sold = {"first_unit": 1, "last_unit": 40, "quantity": 40}
    onward = {"first_unit": 1, "last_unit": 10, "quantity": 10}
    days = [date(2024, month, 1) for month in (1, 2, 3)]
    rows = [
        authorization(),
        authorization(authorization_id="A2", purposes="OIMP", first_transfer_definition="issuance"),
        *(
            authorization(party=party, authorization_id="C1", kind="approach", purposes=None)
            for party in ("XBB", "XCC")
        ),
        block(first_unit=1, last_unit=100, quantity=100),
        block(block_id="B2", first_unit=101, last_unit=150, quantity=50),
        block(
            block_id="B3",
            first_unit=1,
            last_unit=30,
            quantity=30,
            vintage=2023,
            authorization_id="A2",
        ),
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
        _ended("U1", "retirement", "XCC", (1, 10), purpose="NDC"),
        _ended("U2", "retirement", "XBB", (11, 20), purpose="NDC"),
        _ended("U3", "retirement", "XBB", (21, 30), purpose="NDC"),
        _ended("U4", "retirement", "XAA", (1, 10), purpose="IMP", vintage=2023),
        _ended("U5", "cancellation", "XAA", (41, 50)),
        _ended("U6", "voluntary_cancellation", "XAA", (51, 60), purpose="OMGE"),
        _ended("U7", "retirement", "XBB", (5, 15), purpose="NDC", originating_registry="XBB01"),
    ]
    return two_sided(ledger(*rows))


def _ended(identity: str, kind: str, party: str, units: tuple[int, int], **cells: object) -> Row:
    """Return a retirement or cancellation in 2024; what is used for an NDC is used for 2024."""
    first, last = units
    use = {"use_year": 2024, "using_party": party} if cells.get("purpose") == "NDC" else {}
    return event(
        kind,
        date(2024, 6, 1),
        party,
        party,
        transfer_id=identity,
        first_unit=first,
        last_unit=last,
        quantity=last - first + 1,
        **use,
        **cells,
    )


def tanzania() -> Tables:
    """Return real blocks of an approach of Tanzania, under the code of a host.

    Batch 28108 has 7756 as the first serial of its second block.
    """
    told = load(LEDGER / "d31-tanzania.yaml").tables["credit_blocks"]
    rows = [
        block(issued_on=date(2025, 2, 13)) | {name: one[name] for name in OF_BLOCK}
        for one in told
        if one.get("first_unit")
    ]
    use = authorization(purposes="OIMP", first_transfer_definition="authorization")
    return two_sided({"transfers": [], **ledger(use, *rows)})
