"""What opened each piece, and its share of what serial numbers do not count.

A unit of a non-GHG metric has the share of its block's quantities that its serial has of the range.
"""

import ibis
from ibis import _
from ibis.expr.types import Table

from reporting.ledger.life import PIECE

OF_BLOCK = ("block_units", "block_tonnes", "block_non_ghg")


def openings(entries: Table, life: Table) -> Table:
    """Return what the entry that opened each piece says.

    Returns:
        Keys of the piece, ``mitigation_type``, and for non-GHG metrics ``non_ghg_metric`` and
        `OF_BLOCK`: the length of the range, and the tonnes and units of the metric it holds.
    """
    openers = life.filter(_.turn == 1).select(*PIECE, "metric", opener=_.entry)
    blocks = entries.select(
        "mitigation_type",
        "non_ghg_metric",
        opener=_.entry,
        block_units=_.stop - _.first,
        block_tonnes=_.quantity,
        block_non_ghg=_.non_ghg_quantity,
    )
    opened = openers.inner_join(blocks, "opener")
    is_shared = opened.metric == "non_ghg"
    return opened.select(
        *PIECE,
        "mitigation_type",
        **{
            name: ibis.ifelse(is_shared, opened[name], None)
            for name in ("non_ghg_metric", *OF_BLOCK)
        },
    )
