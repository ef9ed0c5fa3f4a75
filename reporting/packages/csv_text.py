"""CSV files as text: what a cell says before anybody interprets it."""

import csv
from collections.abc import Callable, Iterator
from pathlib import Path

ROOM_FOR_A_CELL = 100_000
SHOWN = 200


class BrokenRowError(ValueError):
    """A row cannot be told apart from its neighbours, usually for a quotation mark left open.

    Attributes:
        code: The finding it amounts to.
        row: Number of the row.
        reason: What the reader says of it.
    """

    def __init__(self, row: int, reason: str) -> None:
        """Keep the number of the row and what the reader says of it."""
        super().__init__(reason)
        self.code = "cell-too-long" if "field limit" in reason else "quote-broken"
        self.row = row
        self.reason = reason


def text_lines(path: Path) -> Iterator[tuple[int, list[str]]]:
    """Yield each row of a CSV file with its number; the header is row 1.

    A byte order mark is passed over: it is a finding of its own.

    Raises:
        BrokenRowError: A row cannot be read.
        UnicodeDecodeError: The file is not UTF-8.
        OSError: The file cannot be opened.
    """
    number = 0
    with path.open(encoding="utf-8-sig", newline="") as stream:
        csv.field_size_limit(ROOM_FOR_A_CELL)
        reader = csv.reader(stream, strict=True)
        while True:
            number += 1
            try:
                row = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                raise BrokenRowError(number, str(error)) from error
            yield number, row


def shown(text: str, length: int = SHOWN) -> str:
    """Write a text so that what cannot be seen can be seen, and not without end."""
    return _clipped(text, _visible, length)


def spelt(text: str) -> str:
    """Write a text as `shown`, with the code of every letter that is not ASCII."""
    return _clipped(text, _with_code, SHOWN)


def _clipped(text: str, written: Callable[[str], str], length: int) -> str:
    start = "".join(map(written, text[:length]))
    return start if len(text) <= length else f"{start}… ({len(text)})"


def _visible(letter: str) -> str:
    if letter == " " or (letter.isprintable() and not letter.isspace()):
        return letter
    return f"<U+{ord(letter):04X}>"


def _with_code(letter: str) -> str:
    seen = _visible(letter)
    return seen if letter.isascii() or seen != letter else f"{letter} (U+{ord(letter):04X})"
