"""Identifiers a slip of the hand away from known ones."""

import re
from collections.abc import Collection

DIGITS = re.compile(r"\d+", re.ASCII)
MOST_SLIPS = 2
# Of shorter ones most are alike.
SHORTEST = 4


def nearest(identifier: str, known: Collection[str], newest: Collection[str] = ()) -> str:
    """Return the identifier for which another is likely a slip; empty where it may be its own.

    Identifiers that count, as THA-2023-01 and THA-2023-02, are a character apart without a slip.
    Of those that differ in numbers alone, one counts further than all that are newest is a slip,
    since an earlier one has a smaller number.

    Args:
        identifier: An identifier that is not known.
        known: Those that are.
        newest: Of these, those that are new in the year in question.
    """
    if len(identifier) < SHORTEST:
        return ""
    found = [(slips(identifier, each), each) for each in sorted(known) if len(each) >= SHORTEST]
    fewest, name = min(found, default=(MOST_SLIPS + 1, ""))
    if fewest > MOST_SLIPS:
        return ""
    if _letters(name) != _letters(identifier):
        return name
    counted = [_numbers(each) for each in newest if _letters(each) == _letters(identifier)]
    return name if counted and _numbers(identifier) > max(counted) else ""


def _letters(identifier: str) -> str:
    return DIGITS.sub("#", identifier)


def _numbers(identifier: str) -> tuple[int, ...]:
    return tuple(map(int, DIGITS.findall(identifier)))


def slips(ours: str, theirs: str) -> int:
    """Return how many characters have to be put in, left out or exchanged, at most one too many."""
    if abs(len(ours) - len(theirs)) > MOST_SLIPS:
        return MOST_SLIPS + 1
    before: list[int] = [*range(len(theirs) + 1)]
    for row, letter in enumerate(ours, 1):
        costs = [row]
        for column, other in enumerate(theirs, 1):
            exchanged = before[column - 1] + (letter != other)
            costs.append(min(exchanged, before[column] + 1, costs[column - 1] + 1))
        if min(costs) > MOST_SLIPS:
            return MOST_SLIPS + 1
        before = costs
    return before[-1]
