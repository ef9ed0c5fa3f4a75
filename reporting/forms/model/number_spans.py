"""Numbers in words."""

from collections.abc import Iterable


def spans(numbers: Iterable[int]) -> str:
    """Return numbers in words: ``2-5, 9``."""
    runs: list[list[int]] = []
    for number in sorted(set(numbers)):
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return ", ".join(str(a) if a == b else f"{a}-{b}" for a, b in runs)
