"""Columns that hold what another said last: of cells that stand once for several rows below."""

import pyarrow as pa
import pyarrow.compute as pc


def carried(texts: pa.Array, where: pa.Array) -> pa.Array:
    """Return what a column said in the last row of some, that row included; null before the first.

    Args:
        texts: The column.
        where: Which rows are meant.
    """
    at = pa.array(range(len(texts)), pa.int64())
    last = pc.fill_null_forward(pc.if_else(where, at, pa.scalar(None, pa.int64())))
    return texts.take(last)
