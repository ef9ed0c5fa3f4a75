"""A file as columns of text: what all kinds of sources come to."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import pyarrow as pa

from reporting.findings import Finding, Place
from reporting.packages.written_days import RefusedCell

LINK = "@link"
FILE, ROW = "@file", "@row"
"""Names of columns that every source has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourcePart:
    """The rows of one file.

    Attributes:
        file: Name of the file.
        sheet: Its sheet, or table; empty where it has none.
        rows: Its columns, text, empty cells null.
        numbers: The number of each row in the file; none where they follow ``first``.
        first: The number of the first row.
        letters: The letter of each column, as a spreadsheet shows it.
        refused: Cells that are not taken, by column and position.
    """

    file: str
    sheet: str
    rows: pa.Table
    numbers: Sequence[int] | None = None
    first: int = 2
    letters: Mapping[str, str] = field(default_factory=dict)
    refused: Mapping[str, Mapping[int, RefusedCell]] = field(default_factory=dict)

    def number(self, position: int) -> int:
        """Return the number of a row in its file."""
        return self.first + position if self.numbers is None else self.numbers[position]


PartReading = tuple[SourcePart | None, tuple[Finding, ...]]
"""A file as columns, or what keeps it from being read; and what was not read of it."""


def column_letter(number: int) -> str:
    """Return the letter of a column, from 1: A to Z, then AA."""
    letters = ""
    while number:
        number, last = divmod(number - 1, 26)
        letters = chr(ord("A") + last) + letters
    return letters


def headings(written: Sequence[str]) -> tuple[str, ...]:
    """Return the names of columns: spaces taken as one, a blank one by its letter, none twice."""
    names: dict[str, None] = {}
    for at, each in enumerate(written, start=1):
        bare = " ".join(each.split()) or f"column {column_letter(at)}"
        name, count = bare, 1
        while name in names:
            count += 1
            name = f"{bare} ({count})"
        names[name] = None
    return tuple(names)


def spaced(text: str) -> str:
    """Return a text with its lines, each without more than a space between two words."""
    return "\n".join(filter(None, (" ".join(each.split()) for each in text.splitlines())))


def stacked(rows: Sequence[Sequence[str]]) -> list[str]:
    """Return the names of columns whose headings stand in several rows, the upper one first.

    An upper one that is empty is the one before it.
    """
    *upper, last = [list(each) for each in rows]
    width = max(map(len, rows))
    parts: list[list[str]] = [[] for _ in range(width)]
    for row in upper:
        before = ""
        for at in range(width):
            before = (row[at] if at < len(row) else "") or before
            if before:
                parts[at].append(before)
    for at, each in enumerate(last):
        if each and each not in parts[at]:
            parts[at].append(each)
    return [" / ".join(dict.fromkeys(each)) for each in parts]


def lettered(names: Sequence[str]) -> dict[str, str]:
    """Return the letter of each column."""
    return {name: column_letter(at) for at, name in enumerate(names, start=1)}


def as_columns(names: Sequence[str], rows: Sequence[Sequence[str]]) -> pa.Table:
    """Return rows of texts as columns; an empty text is null, what is missing at the end too."""
    return pa.table(
        {
            name: pa.array([_cell(row, at) for row in rows], pa.string())
            for at, name in enumerate(names)
        }
    )


def _cell(row: Sequence[str], at: int) -> str | None:
    return (row[at] if at < len(row) else "") or None


def unread(file: str, reason: str) -> PartReading:
    """Return that a file cannot be read, and why."""
    values = {"file": file, "reason": reason}
    return None, (Finding(code="mapping-file-unread", place=Place(package=file), values=values),)


def part_missing(file: str, wanted: str, there: Iterator[str]) -> PartReading:
    """Return that a file has no such sheet, table or list, and what it has."""
    values = {"wanted": wanted, "there": ", ".join(there) or "–"}
    return None, (Finding(code="mapping-part-missing", place=Place(package=file), values=values),)


def fits(name: str, pattern: str) -> bool:
    """Tell whether a name is that of a pattern, in which ``*`` is any part of it."""
    return re.fullmatch(".*".join(map(re.escape, pattern.split("*"))), name, re.DOTALL) is not None
