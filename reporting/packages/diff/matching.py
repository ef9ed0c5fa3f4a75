"""Rows of two tables matched by their key: every key gets a number, then numbers are compared.

The older keys come first and are numbered as they come, so that of a side without a key that stands
twice the number is the place of the row. No key is looked at in Python.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from reporting.packages.diff.spelling import as_text, spelt_once


@dataclass(frozen=True, slots=True, kw_only=True)
class Matching:
    """Which row of the older side has the key of which of the newer.

    Attributes:
        is_key: Of each side, whether no two rows have one key: of the older, then of the newer;
            nothing else holds unless both are.
        places: Of each newer row, the place of the older one with its key; null where there is
            none.
        is_both: Of each newer row, whether there is one.
        removals: The places of older rows whose key the newer side has not.
    """

    is_key: tuple[bool, bool]
    places: pa.Array
    is_both: pa.Array
    removals: pa.Array


def alike(
    old: pa.Table, new: pa.Table, key: Collection[str], kinds: Mapping[str, str]
) -> tuple[pa.Table, pa.Table]:
    """Return two tables whose columns of one name are of one type: as text where they are not."""
    for name in new.column_names:
        if name in old.column_names and old[name].type != new[name].type:
            old, new = (_with_text(rows, name, key, kinds[name]) for rows in (old, new))
    return old, new


def _with_text(rows: pa.Table, name: str, key: Collection[str], kind: str) -> pa.Table:
    text = as_text(rows[name])
    column = spelt_once(text, kind) if name in key else text
    return rows.set_column(rows.column_names.index(name), name, column)


def matching(old: pa.Table, new: pa.Table, key: tuple[str, ...]) -> Matching:
    """Match the rows of two tables whose keys are of one type; what is empty is a value too."""
    numbers = _numbers(old, new, key)
    count = old.num_rows
    ours, theirs = numbers.slice(0, count), numbers.slice(count)
    most = pc.max(numbers).as_py() if len(numbers) else 0
    newer_places = pc.inverse_permutation(theirs, max_index=max(most, count))
    is_both = pc.less(theirs, count)
    places = pc.if_else(is_both, theirs, pa.scalar(None, theirs.type))
    found = newer_places.slice(0, count)
    return Matching(
        is_key=(
            not count or pc.max(ours).as_py() == count - 1,
            len(newer_places) - newer_places.null_count == new.num_rows,
        ),
        places=places,
        is_both=is_both,
        removals=pc.indices_nonzero(pc.is_null(found)),
    )


def is_key(rows: pa.Table, names: tuple[str, ...]) -> bool:
    """Tell whether no two rows have the same values in some columns."""
    numbers = _numbers(rows, rows.slice(0, 0), names)
    return not len(numbers) or pc.max(numbers).as_py() == rows.num_rows - 1


def _numbers(old: pa.Table, new: pa.Table, key: tuple[str, ...]) -> pa.Array:
    """Return a number for each row, older ones first: equal keys have one, in order of coming."""
    numbers: pa.Array | None = None
    for name in key:
        column = pa.chunked_array(
            [*old[name].chunks, *new[name].chunks], type=old[name].type
        ).dictionary_encode(null_encoding="encode")
        codes = _joined([each.indices for each in column.chunks])
        if numbers is None:
            numbers = codes
            continue
        count = len(column.chunk(0).dictionary) if column.num_chunks else 0
        pairs = pc.add(
            pc.multiply(numbers.cast(pa.int64()), pa.scalar(count, pa.int64())),
            codes.cast(pa.int64()),
        )
        # Numbered anew: no product leaves 64 bits.
        numbers = pairs.dictionary_encode().indices
    if numbers is None:
        raise ValueError("a key of no column")
    return numbers


def _joined(chunks: list[pa.Array]) -> pa.Array:
    return pa.concat_arrays(chunks) if chunks else pa.array([], pa.int32())
