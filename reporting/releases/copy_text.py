"""How values of a copy are written as text, as the CSV has them."""

from collections.abc import Iterable, Sequence
from decimal import Context, Decimal

import pyarrow as pa

EXACT_DIGITS = 15
# Written out, 1e999999999 would fill the memory; no number of ours is longer.
LARGEST_EXPONENT = 40
ROUNDED = Context(prec=EXACT_DIGITS)
Cell = str | None


class CopyError(Exception):
    """A file that cannot be read as tables; the message says why."""


def plain(value: Decimal) -> str:
    """Return a number as the shortest decimal, without exponent."""
    if not value.is_finite() or abs(value.adjusted()) > LARGEST_EXPONENT:
        return str(value)
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def kept(value: Decimal) -> str:
    """Return a number of which 15 digits were kept, without what arithmetic left behind them."""
    return plain(value.normalize(ROUNDED)) if value.is_finite() else str(value)


def of_float(value: float) -> str:
    """Return a binary fraction as the decimal that it was made of."""
    return kept(Decimal(repr(value)))


def copy_table(header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> pa.Table:
    """Return rows as columns of text; what is empty is null.

    Raises:
        CopyError: Two columns have one name, or a row has another number of cells.
    """
    if len(set(header)) != len(header):
        twice = next(each for each in header if header.count(each) > 1)
        msg = f"two columns are called {twice!r}"
        raise CopyError(msg)
    if any("\ud800" <= letter <= "\udfff" for name in header for letter in name):
        raise CopyError("the name of a column has half of a character (a lone surrogate)")
    columns: list[list[Cell]] = [[] for _ in header]
    for number, row in enumerate(rows, start=2):
        if len(row) != len(header):
            msg = f"row {number} has {len(row)} cells, the first {len(header)}"
            raise CopyError(msg)
        for column, cell in zip(columns, row, strict=True):
            column.append(cell or None)
    return pa.table(
        {name: pa.array(cells, pa.string()) for name, cells in zip(header, columns, strict=True)}
    )
