"""Which rows of a record are confidential: those marked, and what tells of marked blocks alone."""

from reporting.findings import Place
from reporting.ledger.ledger import Ledger
from reporting.ledger.rows import ConfidentialEntry


def confidential(ledger: Ledger) -> frozenset[Place]:
    """Return the rows that nobody may name.

    An event of a confidential block is one of them, for it has the block's serial numbers. One of
    further units too, which its Party recorded as public, is not.
    """
    accounts = (row for row in ledger.table("accounts") if row["confidential"])
    marked = (
        Place(package=row["_package"], table=row["_table"], row=row["_row"]) for row in accounts
    )
    entries = ledger.ask(ConfidentialEntry)
    return frozenset((*marked, *(ledger.inputs.place(each.entry) for each in entries)))
