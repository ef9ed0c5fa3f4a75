"""Which rows meet conditions."""

from collections.abc import Callable
from functools import reduce

import pyarrow as pa
import pyarrow.compute as pc

from reporting.filing.imports.mapping.model import RowCondition
from reporting.filing.imports.mapping.row_faults import is_every, is_true


def meets(condition: RowCondition, texts: pa.Array) -> pa.Array:
    """Return which values meet a condition."""
    if condition.among is not None:
        return is_true(pc.is_in(texts, value_set=_set(condition.among)))
    if condition.not_among is not None:
        return pc.invert(is_true(pc.is_in(texts, value_set=_set(condition.not_among))))
    if condition.matches is not None:
        return is_true(pc.match_substring_regex(texts, f"^(?:{condition.matches})$"))
    return pc.is_valid(texts) if condition.is_filled else pc.is_null(texts)


def _set(values: tuple[str, ...]) -> pa.Array:
    # An empty text in a list means an empty cell.
    return pa.array([each or None for each in values], pa.string())


def meets_all(
    conditions: tuple[RowCondition, ...], column: Callable[[str], pa.Array], count: int
) -> pa.Array:
    """Return which rows meet several conditions."""
    masks = (meets(each, column(each.column)) for each in conditions)
    return reduce(pc.and_, masks, is_every(count))
