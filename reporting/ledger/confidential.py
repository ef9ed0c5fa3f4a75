"""Which rows of a record are confidential: those marked, and what tells of marked blocks alone."""

import ibis
from ibis import _
from ibis.expr.types import Table

from reporting.findings import Place
from reporting.ledger.ledger import Ledger
from reporting.ledger.life import PIECE
from reporting.ledger.loading import RECORDS

TABLES = (*RECORDS, "accounts")


def confidential(ledger: Ledger) -> frozenset[Place]:
    """Return the rows that nobody may name.

    An event of a confidential block is one of them, for it has the block's serial numbers. One of
    further units too, which its Party recorded as public, is not.
    """
    marked = (
        Place(package=row["_package"], table=row["_table"], row=row["_row"])
        for name in TABLES
        for row in ledger.engine.fetch(_marked(ledger, name)).to_pylist()
    )
    entries = ledger.engine.fetch(_of_marked_blocks(ledger)).to_pylist()
    return frozenset((*marked, *(ledger.inputs.place(row["entry"]) for row in entries)))


def _marked(ledger: Ledger, name: str) -> Table:
    return ledger.table(name).filter(_.confidential).select("_package", "_table", "_row")


def _of_marked_blocks(ledger: Ledger) -> Table:
    """Return the entries that name such a block, or whose every piece is of one."""
    blocks = ledger.table("credit_blocks").filter(_.confidential)
    pieces = ledger.told.semi_join(blocks, "entry").filter(_.first >= 0).select(*PIECE).distinct()
    told = ledger.told.left_join(pieces.mutate(is_marked=True), [*PIECE])
    by_pieces = told.group_by("entry").agg(is_whole=ibis.coalesce(told.is_marked, False).all())
    by_name = ledger.table("transfers").semi_join(blocks, ["_package", "block_id"]).select("entry")
    return ibis.union(by_pieces.filter(_.is_whole).select("entry"), by_name, distinct=True)
