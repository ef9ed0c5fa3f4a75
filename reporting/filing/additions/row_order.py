"""Where a new row stands among those of its file."""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from reporting.filing.additions.package_rows import Cells
from reporting.packages import Schema
from reporting.packages.model import NUMERIC, value_of

DIGITS = re.compile("([0-9]+)")
Key = tuple[Any, ...]


def placed(rows: Sequence[Cells], new: Sequence[Cells], schema: Schema) -> list[Cells]:
    """Return rows with new ones among them, by primary key; those that are there keep their order.

    Files are in the order of their key, some with blocks of rows that were added later: a row goes
    behind the one whose key is the next before its own.
    """
    found = list(rows)
    for cells in new:
        found.insert(_place(cells, found, schema), cells)
    return found


def _place(cells: Cells, rows: Sequence[Cells], schema: Schema) -> int:
    keys = [_plain(each, schema) for each in rows]
    own = _plain(cells, schema)
    if any(second < first for first, second in pairwise(keys)):
        keys = [_natural(each, schema) for each in rows]
        own = _natural(cells, schema)
    before = [(key, at) for at, key in enumerate(keys) if key <= own]
    if before:
        return max(before)[1] + 1
    return keys.index(min(keys)) if keys else 0


def _plain(cells: Cells, schema: Schema) -> Key:
    """Return the key of a row to sort by: numbers by size, text by letters."""
    key: list[Any] = []
    for name in schema.primary_key:
        text = cells.get(name, "")
        value = value_of(schema[name].type, text) if schema[name].type in NUMERIC else None
        key += [value is None, text if value is None else value]
    return tuple(key)


def _natural(cells: Cells, schema: Schema) -> Key:
    """Return the same with the numbers within a text by size: THA-9 before THA-10."""
    key: list[Any] = []
    for name in schema.primary_key:
        parts = DIGITS.split(cells.get(name, ""))
        key.append([_size(each) if at % 2 else each for at, each in enumerate(parts)])
    return tuple(key)


def _size(digits: str) -> tuple[int, str]:
    number = digits.lstrip("0")
    return len(number), number
