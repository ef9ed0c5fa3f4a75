"""Which bytes of a file a request asks for, as RFC 9110, section 14, has it: one range, or all.

A reader of Parquet asks for the end of a file first, often for more of it than there is.
"""

import re
from dataclasses import dataclass

SPECIFICATION = re.compile(r"bytes=\s*([0-9]*)-([0-9]*)\s*", re.IGNORECASE | re.ASCII)
MOST_DIGITS = 18  # no file is longer


@dataclass(frozen=True, slots=True, kw_only=True)
class ByteRange:
    """The bytes from the first to the last, both counted from 0 and both included."""

    first: int
    last: int

    def __len__(self) -> int:
        """Return how many bytes it has."""
        return self.last - self.first + 1


class UnsatisfiableError(Exception):
    """None of the bytes that are asked for exists."""


def byte_range(asked: str | None, size: int) -> ByteRange | None:
    """Return the bytes that a request asks for; None where it gets the whole file.

    Whole, as the standard allows, are also answered several ranges at once, another unit than bytes
    and what cannot be understood.

    Args:
        asked: What the request says in its header ``Range``; None where it has none.
        size: The length of the file.

    Raises:
        UnsatisfiableError: A range begins after the end of the file, or has no byte.
    """
    found = SPECIFICATION.fullmatch(asked or "")
    if found is None or not any(found.groups()) or max(map(len, found.groups())) > MOST_DIGITS:
        return None
    first, last = (int(each) if each else None for each in found.groups())
    if first is None:  # so many bytes of the end
        first, last = max(0, size - (last or 0)), None
    elif last is not None and last < first:
        return None
    if first >= size:
        raise UnsatisfiableError
    return ByteRange(first=first, last=size - 1 if last is None else min(last, size - 1))
