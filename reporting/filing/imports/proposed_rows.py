"""The rows of a proposal: kept as columns, so that very many take little room, read one by one."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from itertools import islice
from typing import overload

import pyarrow as pa
import pyarrow.compute as pc

from reporting.filing.additions.package_rows import Cells
from reporting.filing.imports.source_rows import CellPlaces


class Proposed(StrEnum):
    """What becomes of a row."""

    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"
    CONFLICTING = "conflicting"
    OLDER = "older"
    SAME = "same"


WRITTEN = frozenset({Proposed.ADDED, Proposed.CHANGED, Proposed.REMOVED})
"""What is written when a proposal is accepted whole; a conflict is accepted by its number alone."""
MADE = 512
"""How many rows are made at a time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposedRow:
    """A row of a proposal.

    Attributes:
        number: Its number in the proposal, from 1.
        what: What becomes of it.
        table: Its table.
        key: Its key.
        sheet: Where it stands in the source.
        row: Its row there; 0 where the source has none.
        cells: The row as it would be; none where it is removed.
        before: The row as it stands; none where there is none.
        places: Where its cells stand in the source, by field.
        after: The key of the row before it in the source; none of the first.
    """

    number: int
    what: Proposed
    table: str
    key: tuple[str, ...]
    sheet: str = ""
    row: int = 0
    cells: Cells | None = None
    before: Cells | None = None
    places: Mapping[str, str] | None = None
    after: tuple[str, ...] | None = None

    @property
    def changes(self) -> Mapping[str, tuple[str, str]]:
        """The cells that differ, by field: before and after."""
        before, after = self.before or {}, self.cells or {}
        return {
            name: (before.get(name, ""), after.get(name, ""))
            for name in (after or before)
            if before.get(name, "") != after.get(name, "")
        }


@dataclass(frozen=True, kw_only=True)
class ProposedBlock:
    """Rows of a proposal that come from one sheet, as columns.

    Attributes:
        table: Their table.
        sheet: Where they stand in the source.
        keys: The fields of their key.
        numbers: Their numbers in the proposal, in order.
        what: What becomes of each.
        rows: The row of each in the source; 0 where the source has none.
        cells: The rows as they would be; no text in any field where one is removed.
        before: The rows as they stand; no text in any field where there is none.
        after: The key of the row before each in the source; null of the first.
        at: By which number `places` knows each.
        places: Says where the cells of a row stand.
    """

    table: str
    sheet: str
    keys: tuple[str, ...]
    numbers: pa.Array
    what: pa.Array
    rows: pa.Array
    cells: pa.Table
    before: pa.Table
    after: pa.Array
    at: pa.Array
    places: CellPlaces

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self.numbers)

    def take(self, positions: pa.Array) -> "ProposedBlock":
        """Return some of them."""
        return replace(
            self,
            **{
                name: getattr(self, name).take(positions)
                for name in ("numbers", "what", "rows", "cells", "before", "after", "at")
            },
        )

    def where(self, mask: pa.Array) -> "ProposedBlock":
        """Return those of a mask."""
        return self if pc.all(mask).as_py() else self.take(pc.indices_nonzero(mask).cast("int64"))

    def has(self, rows: pa.Table) -> pa.Array:
        """Return which rows there are, of ``cells`` or ``before``."""
        return pc.is_valid(rows[rows.column_names[0]]).combine_chunks()

    def read(self, start: int, count: int) -> Iterator[ProposedRow]:
        """Yield some rows."""
        several = (
            *(getattr(self, name).slice(start, count) for name in ("numbers", "what", "rows")),
            *(self.after.slice(start, count), self.at.slice(start, count)),
        )
        numbers, what, rows, after, at = (each.to_pylist() for each in several)
        cells = _read(self.cells.slice(start, count))
        before = _read(self.before.slice(start, count))
        for each in range(len(numbers)):
            own = cells[each] or before[each] or {}
            yield ProposedRow(
                number=numbers[each],
                what=Proposed(what[each]),
                table=self.table,
                key=tuple(own.get(name, "") for name in self.keys),
                sheet=self.sheet,
                row=rows[each],
                cells=cells[each],
                before=before[each],
                places=self.places(at[each]),
                after=None if after[each] is None else tuple(after[each]),
            )


def _read(rows: pa.Table) -> list[Cells | None]:
    names = rows.column_names
    if not names or pa.types.is_null(rows.schema.field(0).type):
        return [None] * len(rows)
    columns = [rows[name].to_pylist() for name in names]
    return [
        None if texts[0] is None else dict(zip(names, texts, strict=True))
        for texts in zip(*columns, strict=True)
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposedGroup:
    """The rows of a table of which the same becomes.

    Attributes:
        count: How many there are.
        first: The first of them.
        last: The number of the last one.
        has_before: Whether the record has one of them.
        has_after: Whether it would.
    """

    count: int
    first: tuple[ProposedRow, ...]
    last: int
    has_before: bool
    has_after: bool


@dataclass(frozen=True, eq=False)
class ProposedRows(Sequence[ProposedRow]):
    """The rows of a proposal in order; each is made when it is read.

    Attributes:
        blocks: The rows by sheet.
    """

    blocks: tuple[ProposedBlock, ...] = ()

    @cached_property
    def _count(self) -> int:
        return sum(map(len, self.blocks))

    def __len__(self) -> int:
        """Return how many there are."""
        return self._count

    def __iter__(self) -> Iterator[ProposedRow]:
        """Yield each."""
        for block in self.blocks:
            for start in range(0, len(block), MADE):
                yield from block.read(start, MADE)

    @overload
    def __getitem__(self, at: int) -> ProposedRow: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[ProposedRow, ...]: ...
    def __getitem__(self, at: int | slice) -> ProposedRow | tuple[ProposedRow, ...]:
        """Return one, or some."""
        if isinstance(at, slice):
            return tuple(islice(self, *at.indices(len(self))))
        rest = at + len(self) if at < 0 else at
        for block in self.blocks:
            if 0 <= rest < len(block):
                return next(block.read(rest, 1))
            rest -= len(block)
        raise IndexError(at)

    def __eq__(self, other: object) -> bool:
        """Tell whether others are the same rows."""
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    __hash__ = None  # type: ignore[assignment]

    def _where(self, mask: Callable[[ProposedBlock], pa.Array]) -> "ProposedRows":
        found = (each.where(mask(each)) for each in self.blocks)
        return ProposedRows(tuple(each for each in found if len(each)))

    def of(self, what: Collection[Proposed]) -> "ProposedRows":
        """Return the rows of which that becomes."""
        known = pa.array([each.value for each in what], pa.string())
        return self._where(lambda each: pc.is_in(each.what, value_set=known))

    def of_table(self, table: str) -> "ProposedRows":
        """Return the rows of a table."""
        return ProposedRows(tuple(each for each in self.blocks if each.table == table))

    @property
    def numbers(self) -> pa.Array:
        """Their numbers."""
        return pa.concat_arrays([pa.array([], pa.int64()), *(each.numbers for each in self.blocks)])

    def numbered(self, numbers: pa.Array) -> "ProposedRows":
        """Return the rows that have one of some numbers."""
        return self._where(lambda each: pc.is_in(each.numbers, value_set=numbers))

    def without(self, numbers: pa.Array) -> "ProposedRows":
        """Return the rows that have none of some numbers."""
        return self._where(lambda each: pc.invert(pc.is_in(each.numbers, value_set=numbers)))

    def groups(self, most: Mapping[Proposed, int]) -> Mapping[tuple[str, Proposed], ProposedGroup]:
        """Return the rows by table and what becomes of them, the first of each made.

        Args:
            most: How many of each kind are made, in the order of kinds; others are left aside.
        """
        found: dict[tuple[str, Proposed], ProposedGroup] = {}
        for table in dict.fromkeys(each.table for each in self.blocks):
            own = self.of_table(table)
            for what, count in most.items():
                several = own.of({what})
                if several:
                    found[table, what] = ProposedGroup(
                        count=len(several),
                        first=several[:count],
                        last=several[-1].number,
                        has_before=several.have("before"),
                        has_after=several.have("cells"),
                    )
        return found

    def have(self, side: str) -> bool:
        """Tell whether any of them stands in the record, or would."""
        return any(bool(pc.any(block.has(getattr(block, side))).as_py()) for block in self.blocks)


def with_numbers(blocks: Sequence[ProposedBlock]) -> ProposedRows:
    """Return the rows of several sheets, numbered from 1."""
    found, start = [], 1
    for each in blocks:
        numbers = pa.array(range(start, start + len(each)), pa.int64())
        found.append(replace(each, numbers=numbers))
        start += len(each)
    return ProposedRows(tuple(found))
