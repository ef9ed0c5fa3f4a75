"""Ranges of whole numbers, both ends included."""

from collections.abc import Iterable, Iterator

Range = tuple[int, int]


def together(ranges: Iterable[Range]) -> tuple[Range, ...]:
    """Return ranges joined up where they meet, in order."""
    found: list[Range] = []
    for first, last in sorted(ranges):
        if found and first <= found[-1][1] + 1:
            found[-1] = (found[-1][0], max(found[-1][1], last))
        elif first <= last:
            found.append((first, last))
    return tuple(found)


def without(ranges: Iterable[Range], others: Iterable[Range]) -> Iterator[Range]:
    """Yield what of some ranges is in none of the others."""
    taken = together(others)
    for first, last in together(ranges):
        start = first
        for low, high in taken:
            if high < start or low > last:
                continue
            if low > start:
                yield start, low - 1
            start = max(start, high + 1)
        if start <= last:
            yield start, last


def length(ranges: Iterable[Range]) -> int:
    """Return how many numbers ranges hold."""
    return sum(last - first + 1 for first, last in ranges)
