"""The rows of a source, as columns or one by one, and where their cells stand."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

import pyarrow as pa

from reporting.filing.imports.text_columns import TEXT, of_rows
from reporting.packages import Table


class CellPlaces(Protocol):
    """Where the cells of rows stand in a source."""

    def __call__(self, at: int, /) -> Mapping[str, str]:
        """Return where the cells of a row stand, by field; the others stand nowhere."""

    def texts(self, at: pa.Array, /) -> pa.Table:
        """Return the same of several rows, as columns."""


@dataclass(frozen=True, slots=True)
class ListedPlaces:
    """Places that are there already."""

    rows: Sequence[Mapping[str, str]]

    def __call__(self, at: int, /) -> Mapping[str, str]:
        """Return those of a row."""
        return self.rows[at] if at >= 0 else {}

    def texts(self, at: pa.Array, /) -> pa.Table:
        """Return those of several rows."""
        rows = [self(each) for each in at.to_pylist()]
        return of_rows(rows, dict.fromkeys(name for row in rows for name in row))


@dataclass(frozen=True, slots=True)
class PlaceColumns:
    """Places as columns."""

    columns: pa.Table

    def __call__(self, at: int, /) -> Mapping[str, str]:
        """Return those of a row."""
        found = self.columns.slice(at, 1).to_pylist()[0]
        return {name: text for name, text in found.items() if text is not None}

    def texts(self, at: pa.Array, /) -> pa.Table:
        """Return those of several rows."""
        return self.columns.take(at)


NOWHERE = ListedPlaces(())


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRow:
    """A row of a source.

    Attributes:
        row: Its row in the source, from 1.
        cells: What it says, by field; a field that the source has no column for is left out.
        places: Where each cell stands in the source, as ``C7``.
    """

    row: int
    cells: Mapping[str, str]
    places: Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class RowColumns(Sequence[SourceRow]):
    """Rows of a source as columns; each is made when it is asked for.

    Attributes:
        columns: What they say, text; what says nothing is null.
        numbers: The row of each in the source.
        places: Where their cells stand.
    """

    columns: pa.Table
    numbers: pa.Array
    places: CellPlaces

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self.numbers)

    def __getitem__(self, at: int) -> SourceRow:  # type: ignore[override]
        """Return one."""
        if not -len(self) <= at < len(self):
            raise IndexError(at)
        at %= len(self)
        return next(self._made(at, 1))

    def __iter__(self) -> Iterator[SourceRow]:
        """Yield each."""
        for start in range(0, len(self), 4_096):
            yield from self._made(start, 4_096)

    def _made(self, start: int, count: int) -> Iterator[SourceRow]:
        cells = self.columns.slice(start, count).to_pylist()
        numbers = self.numbers.slice(start, count).to_pylist()
        for at, (number, row) in enumerate(zip(numbers, cells, strict=True), start=start):
            said = {name: text or "" for name, text in row.items()}
            yield SourceRow(row=number, cells=said, places=self.places(at))


@dataclass(frozen=True, kw_only=True)
class SourceTable:
    """What a source has for a table.

    Attributes:
        table: The table.
        sheet: What the sheet is called.
        rows: Its rows, in their order.
        left_out: The keys of the rows that are left out; a row whose key cannot be read has None.
    """

    table: Table
    sheet: str
    rows: Sequence[SourceRow]
    left_out: tuple[tuple[str, ...] | None, ...] = ()

    @cached_property
    def as_columns(self) -> RowColumns:
        """Its rows as columns."""
        if isinstance(self.rows, RowColumns):
            return self.rows
        names = dict.fromkeys(name for each in self.rows for name in each.cells)
        numbers = [each.row for each in self.rows]
        columns = of_rows([each.cells for each in self.rows], names)
        if not names:  # a table without columns has no rows
            columns = pa.table({self.table.schema.names[0]: pa.nulls(len(numbers), TEXT)})
        return RowColumns(
            columns=columns,
            numbers=pa.array(numbers, pa.int64()),
            places=ListedPlaces([each.places for each in self.rows]),
        )
