"""Pieces joined up again: neighbours that agree in everything become one range."""

from collections.abc import Sequence

import ibis
from ibis import _
from ibis.expr.types import Table


def joined_up(pieces: Table, alike: Sequence[str]) -> Table:
    """Join pieces that touch and agree: however a range was cut, the result is the same.

    Args:
        pieces: Rows with ``scope``, ``first`` and ``stop``.
        alike: The columns in which neighbours must agree; the result has no others.

    Returns:
        The columns ``alike`` with ``scope``, ``first`` and ``stop``, the longest ranges.
    """
    same = ["scope", *(name for name in alike if name != "scope")]
    in_order = ibis.window(group_by=same, order_by="first")
    marked = pieces.mutate(
        begins=ibis.coalesce(pieces.first != pieces.stop.lag().over(in_order), True).cast("int64")
    )
    up_to_here = ibis.window(group_by=same, order_by="first", preceding=None, following=0)
    runs = marked.mutate(run=marked.begins.sum().over(up_to_here))
    joined = runs.group_by([*same, "run"]).agg(first=_.first.min(), stop=_.stop.max())
    return joined.drop("run")
