"""A text put together of columns: ``{Standard}-{prefix}[-{suffix}]``."""

import re
from collections.abc import Callable, Iterator
from functools import cache

import pyarrow as pa
import pyarrow.compute as pc

PIECE = re.compile(r"\{([^{}\[\]]+)\}|([^{}\[\]]+)")
GROUP = re.compile(r"\[([^\[\]]*)\]|([^\[\]]+)")
CODE = "code:"
"""Stands before the name of a list of codes: ``{code:country}``."""
Piece = tuple[str, str]
"""A column or a list of codes, or what stands between."""


class TextFormError(ValueError):
    """Braces or brackets that do not close."""


@cache
def text_groups(text: str) -> tuple[tuple[bool, tuple[Piece, ...]], ...]:
    """Return the parts of a text: whether each may be left out, and its pieces.

    Raises:
        TextFormError: It is none.
    """
    return tuple((bool(inner), tuple(_pieces(inner or outer))) for inner, outer in _in(GROUP, text))


def _in(pattern: re.Pattern[str], text: str) -> Iterator[Piece]:
    end = 0
    for found in pattern.finditer(text):
        if found.start() != end:
            raise TextFormError(text)
        end = found.end()
        yield found[1] or "", found[2] or ""
    if end != len(text):
        raise TextFormError(text)


def _pieces(text: str) -> Iterator[Piece]:
    yield from _in(PIECE, text)


def text_columns(text: str) -> tuple[str, ...]:
    """Return the columns and lists of codes that a text names, in order."""
    return tuple(
        dict.fromkeys(name for _is, pieces in text_groups(text) for name, _ in pieces if name)
    )


def put_together(text: str, column: Callable[[str], pa.Array], count: int) -> pa.Array:
    """Return the texts of so many rows.

    Args:
        text: How each is put together.
        column: Gives the values of a column, or the codes of a list.
        count: How many rows.
    """
    parts = []
    for is_optional, pieces in text_groups(text):
        several = [column(name) if name else pa.scalar(between) for name, between in pieces]
        joined = (
            pc.binary_join_element_wise(*several, "")
            if any(name for name, _ in pieces)
            else pa.scalar(pieces[0][1])
        )
        parts.append(pc.coalesce(joined, pa.scalar("")) if is_optional else joined)
    if not any(isinstance(each, pa.Array) for each in parts):
        return pa.repeat(pa.scalar(text), count)
    return parts[0] if len(parts) == 1 else pc.binary_join_element_wise(*parts, "")
