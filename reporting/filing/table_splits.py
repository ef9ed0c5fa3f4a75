"""Tables of Article 6 that became two: a row for each thing, and apart from it what told it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

Rows = Sequence[Sequence[str]]


class SplitError(ValueError):
    """Rows that cannot stand in two tables."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TableSplit:
    """A table that keeps one row for each key, and the table that its rows went to.

    Attributes:
        version: The version of the schemas since which there are two.
        table: The table.
        parts: Where its rows stand since.
        key: The columns of its key since; they stand in both.
        shared: The columns that moved to its key: all rows of a key say the same there.
        marks: The columns that both have, taken from the first row of a key.
    """

    version: int
    table: str
    parts: str
    key: tuple[str, ...]
    shared: tuple[str, ...]
    marks: tuple[str, ...]

    def of(self, rows: Rows) -> tuple[Rows, Rows]:
        """Return the rows of both tables, each with its header.

        Args:
            rows: The rows of the table before, with their header.

        Raises:
            SplitError: A column is not there, or rows of one key differ in what they share.
        """
        header = list(rows[0]) if rows else []
        named = (*self.key, *self.shared, *self.marks)
        missing = [each for each in named if each not in header]
        if missing:
            msg = f"row 1 has no column {missing[0]}; mend it first"
            raise SplitError(msg)
        kept = [name for name in header if name not in self.shared]
        return [named, *self._whole(header, rows[1:])], list(_columns(header, rows, kept))

    def _whole(self, header: Sequence[str], rows: Rows) -> Iterator[Sequence[str]]:
        """Yield the first row of each key."""
        first: dict[Sequence[str], tuple[int, Sequence[str]]] = {}
        keys = _columns(header, rows, self.key)
        shares = _columns(header, rows, self.shared)
        marks = _columns(header, rows, self.marks)
        for number, (key, shared, told) in enumerate(zip(keys, shares, marks, strict=True), 2):
            at, before = first.setdefault(key, (number, shared))
            if before != shared:
                msg = (
                    f"row {number}: {', '.join(self.shared)} is {', '.join(shared)!r}, and in row "
                    f"{at} of the same {' and '.join(self.key)} it is {', '.join(before)!r}; it is "
                    f"one for all {self.parts}: correct it, or give one of the two another "
                    f"{self.key[-1]}, first"
                )
                raise SplitError(msg)
            if at == number:
                yield (*key, *shared, *told)


SPLITS = (
    TableSplit(
        version=3,
        table="authorizations",
        parts="authorization_versions",
        key=("party", "authorization_id"),
        shared=("approach",),
        marks=("source_id", "confidence", "basis"),
    ),
)


def _columns(header: Sequence[str], rows: Rows, names: Sequence[str]) -> Iterator[tuple[str, ...]]:
    at = [header.index(each) for each in names]
    return (tuple(row[number] for number in at) for row in rows)
