"""Fields of a record as columns of text: of the rows themselves, and of the rows they point to."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from reporting.filing.additions.package_rows import PackageRows
from reporting.filing.imports.mapping.row_faults import is_every, is_true
from reporting.findings import Place
from reporting.packages import ForeignKey, Table, read_table
from reporting.packages.diff.spelling import as_text, spelt_once

JOINT = "\x1f"
"""Between the parts of a key of several fields: no text of a record has it."""
ROW = "_row"


@dataclass(frozen=True, slots=True, kw_only=True)
class RowPointer:
    """A key by which rows point to others.

    Attributes:
        key: The key.
        target: The table that it points to.
    """

    key: ForeignKey
    target: Table


def pointer(record: PackageRows, table: Table, name: str, field_name: str) -> RowPointer | None:
    """Return the key that a field is the last of, into a table with another field; else none."""
    for key in table.schema.foreign_keys:
        target = record.target(key) if key.fields[-1] == name else None
        if target is not None and field_name in target.schema.names:
            return RowPointer(key=key, target=target)
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldOnTheWay:
    """A field that a way through the tables uses.

    Attributes:
        table: The table; of another package, nothing of it is exported.
        name: The field.
    """

    table: Table
    name: str


def way(record: PackageRows, table: Table, written: str) -> tuple[FieldOnTheWay, ...] | None:
    """Return the fields of a way, as ``issuance_id.project_id``: all but the last point on.

    Returns:
        None where a field is not there, or points to no table that has the next.
    """
    name, _, rest = written.partition(".")
    if name not in table.schema.names:
        return None
    here = FieldOnTheWay(table=table, name=name)
    if not rest:
        return (here,)
    found = pointer(record, table, name, rest.partition(".")[0])
    if found is None:
        return None
    beyond = way(record, found.target, rest)
    keys = (FieldOnTheWay(table=table, name=each) for each in found.key.fields)
    there = (FieldOnTheWay(table=found.target, name=each) for each in found.key.keys)
    return None if beyond is None else (*keys, *there, *beyond)


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordColumns:
    """The rows of a validated record and its neighbours, read when first asked for.

    Attributes:
        record: The record.
        hidden: Places of rows that nobody may see; what points to one of them is hidden, too.
    """

    record: PackageRows
    hidden: Collection[Place] = ()
    _read: dict[Path, pa.Table] = field(default_factory=dict)
    _public: dict[Path, pa.Array] = field(default_factory=dict)

    def count(self, table: Table) -> int:
        """Return how many rows a table has."""
        return len(self._rows(table))

    def numbers(self, table: Table) -> pa.Array:
        """Return the number of each row in its file."""
        return self._rows(table)[ROW].combine_chunks()

    def column(self, table: Table, written: str) -> pa.Array:
        """Return what a way leads to, as text, for each row of a table.

        Raises:
            KeyError: It leads nowhere.
        """
        name, _, rest = written.partition(".")
        if not rest:
            return self._rows(table)[name].combine_chunks()
        found = pointer(self.record, table, name, rest.partition(".")[0])
        if found is None:
            raise KeyError(written)
        return self.column(found.target, rest).take(self._positions(table, found))

    def public(self, table: Table) -> pa.Array:
        """Return which rows of a table may leave: neither hidden nor pointing to one that is."""
        if not self.hidden:
            return is_every(self.count(table))
        if table.path not in self._public:
            here = (self.record.package.name, table.name)
            own = {each.row for each in self.hidden if (each.package, each.table) == here}
            numbers = self.numbers(table)
            mask = pc.invert(pc.is_in(numbers, value_set=pa.array(sorted(own), numbers.type)))
            self._public[table.path] = mask  # for keys that lead back here
            for key in table.schema.foreign_keys:
                target = None if key.package else self.record.target(key)
                if target is not None:
                    there = self.public(target).take(
                        self._positions(table, RowPointer(key=key, target=target))
                    )
                    mask = pc.and_(mask, pc.fill_null(there, fill_value=True))
            self._public[table.path] = mask
        return self._public[table.path]

    def _positions(self, table: Table, found: RowPointer) -> pa.Array:
        """Return where the rows stand that the rows of a table point to; null for none."""
        ours = self._key(table, found.key.fields)
        at = pc.index_in(ours, value_set=self._key(found.target, found.key.keys))
        return pc.if_else(pc.is_valid(ours), at, pa.scalar(None, at.type))

    def _key(self, table: Table, names: Sequence[str]) -> pa.Array:
        columns = [self._rows(table)[each].combine_chunks() for each in names]
        return columns[0] if len(columns) == 1 else pc.binary_join_element_wise(*columns, JOINT)

    def _rows(self, table: Table) -> pa.Table:
        if table.path not in self._read:
            rows = read_table(table, self.record.package.name)
            names = [*table.schema.names, ROW]
            texts = [rows[each] if each == ROW else _written(rows[each]) for each in names]
            self._read[table.path] = pa.table(dict(zip(names, texts, strict=True))).combine_chunks()
        return self._read[table.path]


def _written(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Return typed values as the cells of a file have them."""
    texts = as_text(column)
    is_decimal = pa.types.is_decimal(column.type)  # read with as many digits as fit
    return spelt_once(texts, "number") if is_decimal else texts


def met(masks: Collection[pa.Array], count: int) -> pa.Array:
    """Return where all of several masks are true."""
    mask = is_every(count)
    for each in masks:
        mask = pc.and_(mask, is_true(each))
    return mask
