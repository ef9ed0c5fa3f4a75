"""CSV files as text: what a cell says before anybody interprets it."""

import csv
from collections.abc import Iterator
from pathlib import Path

ROOM_FOR_A_CELL = 1_000_000


class BrokenRowError(ValueError):
    """A row cannot be told apart from its neighbours, usually for a quotation mark left open."""

    def __init__(self, row: int, reason: str) -> None:
        """Keep the number of the row and what the reader says of it."""
        super().__init__(reason)
        self.row = row
        self.reason = reason


def text_lines(path: Path) -> Iterator[tuple[int, list[str]]]:
    """Yield each row of a CSV file with its number; the header is row 1.

    Raises:
        BrokenRowError: A row cannot be read; the number is that of the last row that could.
        UnicodeDecodeError: The file is not UTF-8.
        OSError: The file cannot be opened.
    """
    csv.field_size_limit(ROOM_FOR_A_CELL)
    number = 0
    with path.open(encoding="utf-8", newline="") as stream:
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


def text_rows(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield each row under the header as ``{field: cell}``; blank rows are passed over.

    Raises:
        ValueError: As `text_lines`.
        OSError: As `text_lines`.
    """
    lines = text_lines(path)
    header = next(lines, (1, []))[1]
    for number, row in lines:
        if any(row):
            yield number, dict(zip(header, row, strict=False))
