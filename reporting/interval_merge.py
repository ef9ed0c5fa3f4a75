"""The merging of neighbours: ranges of numbers, and whatever else is told in pieces."""

from collections.abc import Callable, Iterable
from typing import TypeVar

Piece = TypeVar("Piece")


def merged(
    pieces: Iterable[Piece], extended: Callable[[Piece, Piece], Piece | None]
) -> list[Piece]:
    """Return pieces, one for neighbours that continue each other.

    Args:
        pieces: The pieces, in the order in which neighbours follow each other.
        extended: Returns a piece with the one after it; None where that begins anew.
    """
    done: list[Piece] = []
    for piece in pieces:
        longer = extended(done[-1], piece) if done else None
        if longer is None:
            done.append(piece)
        else:
            done[-1] = longer
    return done


Range = tuple[int, int]


def merged_ranges(ranges: Iterable[Range]) -> list[Range]:
    """Return ranges, both ends included, in order; those that meet or overlap are one."""

    def extended(before: Range, after: Range) -> Range | None:
        return (before[0], max(before[1], after[1])) if after[0] <= before[1] + 1 else None

    # A reversed range covers nothing; that it is one, other findings say.
    return merged(sorted(each for each in ranges if each[0] <= each[1]), extended)


def spans(numbers: Iterable[int]) -> str:
    """Return numbers in words: ``2-5, 9``."""
    ranges = merged_ranges((each, each) for each in numbers)
    return ", ".join(str(a) if a == b else f"{a}-{b}" for a, b in ranges)
