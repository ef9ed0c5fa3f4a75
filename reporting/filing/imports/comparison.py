"""A table of a source beside that of the record: what becomes of each row.

Most rows of a long list are new, or say what the record says: that is told of all of them at once,
by columns. The others are looked at one by one.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, reduce

import pyarrow as pa
import pyarrow.compute as pc

from reporting.filing.additions.package_rows import Cells, PackageRows
from reporting.filing.imports.mapping.row_faults import is_true
from reporting.filing.imports.others_rows import PROVENANCE, beside
from reporting.filing.imports.proposed_rows import Proposed, ProposedBlock
from reporting.filing.imports.record_export import JOINT, digest_of
from reporting.filing.imports.row_keys import Key, key_names, key_of
from reporting.filing.imports.source_rows import NOWHERE, SourceTable
from reporting.filing.imports.text_columns import (
    BETWEEN,
    column,
    filled,
    keys,
    of_record,
    of_rows,
)
from reporting.filing.imports.workbook_tables import ImportSource
from reporting.packages import Schema
from reporting.packages.empty_cells import EmptyCells
from reporting.packages.model import InheritedCell
from reporting.renderers.record_sheets import RowMark

TEXT = pa.string()
AT_ONCE = 10_000
"""After how many rows, looked at one by one, they become columns."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RowsByKey:
    """The rows that others inherit from: of the source, if one is given, else of the record."""

    source: ImportSource | None
    record: PackageRows
    read: dict[str, Mapping[str, Cells]] = field(default_factory=dict)

    def filled(self, schema: Schema) -> EmptyCells:
        """Return how the empty cells of a table are filled."""
        return EmptyCells(schema=schema, found=self._found)

    def _found(self, cell: InheritedCell, named: str) -> str:
        table = cell.target.name
        if table not in self.read:
            tables = self.source.tables if self.source else ()
            own = (each.rows for each in tables if each.table.name == table)
            told = [each.cells for rows in own for each in rows]
            rows = (*self.record.rows(cell.target), *told)
            every = map(self.filled(cell.target.schema).filled, rows)
            self.read[table] = {cells.get(cell.key, ""): cells for cells in every}
        return self.read[table].get(named, {}).get(cell.field, "")


@dataclass(frozen=True, kw_only=True)
class _OddRow:
    """A row that was looked at by itself."""

    at: int
    what: Proposed
    cells: Cells | None
    before: Cells | None


@dataclass(frozen=True, kw_only=True)
class SourceComparison:
    """A table of a source beside that of the record.

    Attributes:
        of: The table of the source.
        record: The record.
        stands: How empty cells of the record are filled.
        told: The same of the source.
        exported: The digests of the rows as they were exported, by key.
        known: Rows as their author had them.
        kept: The tables whose rows stay; None where every cell of the source says something.
    """

    of: SourceTable
    record: PackageRows
    stands: EmptyCells
    told: EmptyCells
    exported: Mapping[str, str]
    known: Collection[RowMark]
    kept: frozenset[str] | None = None

    @property
    def _schema(self) -> Schema:
        return self.of.table.schema

    @cached_property
    def _rows(self) -> pa.Table:
        """The rows of the record."""
        return of_record(self.record, self.of.table)

    @cached_property
    def _said(self) -> pa.Table:
        """The rows of the source; what says nothing is null."""
        return self.of.as_columns.columns

    @cached_property
    def _at(self) -> pa.Array:
        """Where the row of each key stands in the record, the last one; null for none."""
        count = len(self._rows)
        there = keys(self._rows, self._schema)
        last = pc.index_in(keys(self._said, self._schema), value_set=there[::-1])
        return pc.subtract(pa.scalar(count - 1, pa.int64()), last.cast(pa.int64()))

    def compared(self) -> tuple[tuple[ProposedBlock, ...], Mapping[Proposed, int]]:
        """Return the rows that something becomes of, and how many became what."""
        count = len(self._said)
        is_new = pc.is_null(self._at)
        if self.exported and count:
            named = keys(self._said, self._schema, JOINT)
            known = pa.array([*self.exported], TEXT)
            is_new = pc.and_(is_new, pc.invert(pc.is_in(named, value_set=known)))
        is_same = self._same()
        odd = pc.indices_nonzero(pc.invert(pc.or_(is_new, is_same))).to_pylist()
        counts = Counter[Proposed]()
        new = pc.indices_nonzero(is_new).cast(pa.int64())
        blocks = [self._added(new)] if len(new) else []
        counts[Proposed.ADDED] += len(new)
        counts[Proposed.SAME] += pc.sum(is_same).as_py() or 0
        waiting: list[_OddRow] = []
        for at in odd:
            row = self._odd(at)
            counts[row.what] += 1
            if row.what is not Proposed.SAME:
                waiting.append(row)
            if len(waiting) == AT_ONCE:
                blocks.append(self._block(waiting))
                waiting = []
        if waiting:
            blocks.append(self._block(waiting))
        found = [_in_order(blocks)] if blocks else []
        removed = [*self._removed()]
        counts.update(each.what for each in removed)
        if removed:
            found.append(self._block(removed))
        return tuple(found), {what: number for what, number in counts.items() if number}

    # ── what is told of all at once ───────────────────────────────────────────────────────────────

    def _same(self) -> pa.Array:
        """Return which rows say, letter by letter, what the record says, or say nothing else."""
        is_there = pc.is_valid(self._at)
        if not pc.any(is_there).as_py():
            return is_there
        if self.kept is not None and self.of.table.name in self.kept:
            return is_there
        apart = frozenset[str]() if self.kept is None else PROVENANCE
        differs = [pc.invert(is_there)]
        for name in self._said.column_names:
            if name in apart or name not in self._schema.names:
                continue
            own = column(self._said, name)
            same = pc.equal(own, filled(self._rows, name).take(self._at))
            says_nothing = pc.is_null(own)
            if self.kept is not None:
                says_nothing = pc.or_(says_nothing, is_true(pc.equal(own, "")))
            differs.append(pc.invert(pc.or_(is_true(same), says_nothing)))
        return pc.invert(reduce(pc.or_, differs))

    def _added(self, at: pa.Array) -> ProposedBlock:
        is_all = len(at) == len(self._said)
        own = self._said if is_all else self._said.take(at)
        nothing = pa.nulls(len(at))
        return self._of(
            at,
            what=pa.repeat(pa.scalar(Proposed.ADDED.value), len(at)),
            cells=pa.table({name: filled(own, name) for name in self._schema.names}),
            before=pa.table(dict.fromkeys(self._schema.names, nothing)),
        )

    def _of(
        self, at: pa.Array, *, what: pa.Array, cells: pa.Table, before: pa.Table
    ) -> ProposedBlock:
        return ProposedBlock(
            table=self.of.table.name,
            sheet=self.of.sheet,
            keys=key_names(self._schema),
            numbers=at,
            what=what,
            rows=self.of.as_columns.numbers.take(at),
            cells=cells,
            before=before,
            after=self._after.take(at),
            at=at,
            places=self.of.as_columns.places,
        )

    @cached_property
    def _after(self) -> pa.Array:
        """The key of the row before each."""
        several = keys(self._said, self._schema)
        nothing = pa.array([None], TEXT)
        before = pa.concat_arrays([nothing, several[:-1]]) if len(several) else several
        return pc.split_pattern(before, BETWEEN)

    # ── what is looked at row by row ──────────────────────────────────────────────────────────────

    def _odd(self, at: int) -> _OddRow:
        schema = self._schema
        told = self._said.slice(at, 1).to_pylist()[0]
        said = _cells(told)
        stands = self._at[at].as_py()
        before = None if stands is None else _cells(self._rows.slice(stands, 1).to_pylist()[0])
        if self.kept is not None:
            is_kept = self.of.table.name in self.kept
            said = beside(said, before, key_names(schema), is_kept=is_kept)
        # A column that the source does not have says nothing.
        cells: Cells = {name: said.get(name, (before or {}).get(name, "")) for name in schema.names}
        if before is not None:
            cells = self._as_it_stands(cells, before)
        what = self._what(key_of(_cells(told), schema), cells, before)
        return _OddRow(at=at, what=what, cells=cells, before=before)

    def _what(self, key: Key, cells: Cells, before: Cells | None) -> Proposed:
        if before is None and JOINT.join(key) not in self.exported:
            return Proposed.ADDED
        if before is not None:
            if digest_of(before, self._schema) == digest_of(cells, self._schema):
                return Proposed.SAME
            if self._is_known(key, before):
                return Proposed.CHANGED
        return Proposed.OLDER if self._is_known(key, cells) else Proposed.CONFLICTING

    def _as_it_stands(self, cells: Cells, before: Cells) -> Cells:
        """Return a row with each cell that means what the record says written as there."""
        meant, stands = self.told.filled(cells), self.stands.filled(before)
        return {
            name: before.get(name, "") if meant[name] == stands.get(name, "") else text
            for name, text in cells.items()
        }

    def _is_known(self, key: Key, cells: Cells) -> bool:
        table = self.of.table
        # A workbook of before may have empty what the record has written out.
        several = {digest_of(each, table.schema) for each in (cells, self.told.filled(cells))}
        name = JOINT.join(key)
        return any(
            RowMark(table=table.name, key=name, digest=each) in self.known for each in several
        )

    def _removed(self) -> Iterator[_OddRow]:
        """Yield the rows that were exported and are gone; none while a key cannot be read."""
        if None in self.of.left_out or not self.exported:
            return
        there = {key_of(each.cells, self._schema) for each in self.of.rows}
        there |= {each for each in self.of.left_out if each is not None}
        for cells in {
            key_of(row, self._schema): row for row in self.record.rows(self.of.table)
        }.values():
            key = key_of(cells, self._schema)
            if key in there or JOINT.join(key) not in self.exported:
                continue
            what = Proposed.REMOVED if self._is_known(key, cells) else Proposed.CONFLICTING
            yield _OddRow(at=-1, what=what, cells=None, before=cells)

    def _block(self, several: list[_OddRow]) -> ProposedBlock:
        at = pa.array([each.at for each in several], pa.int64())
        names = self._schema.names
        what = pa.array([each.what.value for each in several], TEXT)
        cells = of_rows([each.cells or {} for each in several], names)
        before = _whole([each.before for each in several], names)
        if several[0].at >= 0:
            return self._of(at, what=what, cells=cells, before=before)
        return ProposedBlock(
            table=self.of.table.name,
            sheet=self.of.sheet,
            keys=key_names(self._schema),
            numbers=at,
            what=what,
            rows=pa.repeat(pa.scalar(0, pa.int64()), len(at)),
            cells=pa.table(dict.fromkeys(names, pa.nulls(len(at)))),
            before=before,
            after=pa.nulls(len(at), pa.list_(TEXT)),
            at=at,
            places=NOWHERE,
        )


def _cells(told: Mapping[str, str | None]) -> Cells:
    """Return what a row says, without the cells that say nothing."""
    return {name: text for name, text in told.items() if text is not None}


def _whole(rows: list[Cells | None], names: tuple[str, ...]) -> pa.Table:
    """Return rows as columns, every cell of a row a text; a row that there is not is null."""
    return of_rows(
        [{} if each is None else {name: each.get(name, "") for name in names} for each in rows],
        names,
    )


def _in_order(blocks: list[ProposedBlock]) -> ProposedBlock:
    """Return rows of one sheet together, as they stand there."""
    if len(blocks) == 1:
        return blocks[0]
    first = blocks[0]
    joined = ProposedBlock(
        table=first.table,
        sheet=first.sheet,
        keys=first.keys,
        cells=pa.concat_tables([each.cells for each in blocks], promote_options="permissive"),
        before=pa.concat_tables([each.before for each in blocks], promote_options="permissive"),
        places=first.places,
        **{
            name: pa.concat_arrays([getattr(each, name) for each in blocks])
            for name in ("numbers", "what", "rows", "after", "at")
        },
    )
    return joined.take(pc.sort_indices(joined.at))
