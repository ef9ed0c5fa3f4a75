"""Events that name a block: whether they are of that block, and within its range."""

import ibis
from ibis.expr.types import BooleanValue, IntegerValue, Table

from reporting.ledger.checks.model import Check
from reporting.ledger.checks.ranges import NUMBERINGS
from reporting.ledger.ledger import Ledger

FIELDS = ("approach", "host", "originating_registry", "unit_prefix", "vintage")


def _of_blocks(ledger: Ledger) -> Table:
    """Return the events that name a block, with what both say: the block's in ``block_…``."""
    events = ledger.table("transfers").semi_join(ledger.entries, "entry")
    blocks = ledger.table("credit_blocks").select("_package", "block_id", named="entry")
    vintages = ledger.entries.select(named="entry", block_vintage="vintage")
    serials = [name for ends in NUMBERINGS for name in ends]
    described = ledger.table("credit_blocks").select(
        named="entry", **{f"block_{name}": name for name in (*FIELDS[:-1], *serials)}
    )
    return (
        events.inner_join(blocks, ["_package", "block_id"])
        .inner_join(described, "named")
        .inner_join(vintages, "named")
    )


def _not_of_block(ledger: Ledger) -> Table:
    rows = _of_blocks(ledger)
    return ibis.union(
        *(
            rows.filter(rows[name] != rows[f"block_{name}"]).select(
                "entry",
                block=rows.block_id,
                field=ibis.literal(name),
                value=rows[name].cast("string"),
                of_block=rows[f"block_{name}"].cast("string"),
            )
            for name in FIELDS
        )
    )


def _outside_block(ledger: Ledger) -> Table:
    rows = _of_blocks(ledger)
    return ibis.union(
        *(
            rows.filter(_is_outside(rows, first, last)).select(
                "entry",
                block=rows.block_id,
                first=rows[first],
                last=rows[last],
                block_first=rows[f"block_{first}"],
                block_last=rows[f"block_{last}"],
            )
            for first, last in NUMBERINGS
        )
    )


def _is_outside(rows: Table, first: str, last: str) -> BooleanValue:
    begins: IntegerValue = rows[first]
    ends: IntegerValue = rows[last]
    return (begins < rows[f"block_{first}"]) | (ends > rows[f"block_{last}"])


NAMED_BLOCKS = (
    Check(code="event-not-of-block", examined=_of_blocks, faults=_not_of_block),
    Check(code="event-outside-block", examined=_of_blocks, faults=_outside_block),
)
