"""Rows that belong together: their number among others, and what their quantities add up to."""

from collections.abc import Mapping, Sequence
from itertools import groupby

import pyarrow as pa

from reporting.filing.imports.mapping.date_forms import DoubtfulDateError, read_date

Keys = Sequence[tuple[str | None, ...]]
"""What rows say in some columns."""


def numbered(groups: Keys, within: Keys, order: Sequence[str | int]) -> list[str | None]:
    """Return the number of the group of each row, from 1 within what it is numbered in.

    Args:
        groups: What rows of one group agree in; a row that says nothing there has no number.
        within: What is numbered by itself.
        order: By what groups come one after another; of a group, the first.
    """
    firsts: dict[tuple[tuple[str | None, ...], tuple[str | None, ...]], str | int] = {}
    for key, inside, by in zip(groups, within, order, strict=True):
        if None not in key:
            firsts[inside, key] = min(by, firsts.get((inside, key), by))
    ranked = sorted(firsts, key=lambda each: (tuple(map(str, each[0])), firsts[each]))
    numbers: dict[tuple[tuple[str | None, ...], tuple[str | None, ...]], str] = {}
    for _inside, several in groupby(ranked, key=lambda each: each[0]):
        numbers |= {each: str(number) for number, each in enumerate(several, start=1)}
    return [numbers.get((inside, key)) for key, inside in zip(groups, within, strict=True)]


def added_up(groups: Keys, quantities: Sequence[int | None]) -> list[int | None]:
    """Return for each row what the rows of its group add up to; none where one says nothing."""
    sums: dict[tuple[str | None, ...], int | None] = {}
    for key, quantity in zip(groups, quantities, strict=True):
        before = sums.get(key, 0)
        sums[key] = None if before is None or quantity is None else before + quantity
    return [sums[key] for key in groups]


def keys_of(columns: Sequence[pa.Array], count: int) -> Keys:
    """Return what rows say in some columns."""
    texts = [each.to_pylist() for each in columns]
    return [tuple(each) for each in zip(*texts, strict=True)] if texts else [()] * count


def counted(groups: Keys) -> Mapping[tuple[str | None, ...], int]:
    """Return how many rows each group has."""
    found: dict[tuple[str | None, ...], int] = {}
    for key in groups:
        found[key] = found.get(key, 0) + 1
    return found


def ordered_date(text: str, forms: Sequence[str]) -> str:
    """Return a date so that later ones come after earlier ones; empty where it cannot be read."""
    try:
        return read_date(text, forms) or ""
    except DoubtfulDateError as error:
        return error.readings[0]
