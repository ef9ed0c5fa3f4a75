"""The rows of a table with those of a proposal among them, each where it would stand."""

from collections.abc import Sequence
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from reporting.filing.imports.proposed_rows import ProposedBlock, ProposedRow
from reporting.filing.imports.text_columns import BETWEEN, TEXT, filled, keys
from reporting.packages import Schema

NOBODY = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class MergedRows:
    """The rows of a table as they would be.

    Attributes:
        rows: The rows, text.
        proposed: Which row of the proposal each is, counted over the blocks; -1 for none.
        blocks: The rows of the proposal.
        replaces_several: Whether one row would stand in place of several, which have one key.
    """

    rows: pa.Table
    proposed: pa.Array
    blocks: Sequence[ProposedBlock]
    replaces_several: bool

    def proposed_row(self, position: int) -> ProposedRow | None:
        """Return the row of the proposal that a row comes from; None if it was there before."""
        if not 0 <= position < len(self.proposed):
            return None
        at = self.proposed[position].as_py()
        for block in self.blocks if at != NOBODY else ():
            if at < len(block):
                return next(block.read(at, 1))
            at -= len(block)
        return None


def merged_rows(record: pa.Table, blocks: Sequence[ProposedBlock], schema: Schema) -> MergedRows:
    """Return rows with those of a proposal: each new one behind the one before it in the source.

    Args:
        record: The rows as they stand.
        blocks: Rows of a proposal for this table.
        schema: The schema of the table.
    """
    there = keys(record, schema)
    none = pa.array([], TEXT)
    own = pa.concat_arrays([none, *(_keys(each, schema) for each in blocks)])
    after = pa.concat_arrays([none, *(pc.binary_join(each.after, BETWEEN) for each in blocks)])
    known = pa.concat_arrays([there, own, after]).dictionary_encode()
    codes = known.indices.to_pylist()
    count, new = len(there), len(own)
    of_record, of_own = codes[:count], codes[count : count + new]
    of_after = [NOBODY if each is None else each for each in codes[count + new :]]
    has_cells = [has for each in blocks for has in each.has(each.cells).to_pylist()]
    by_code = dict(zip(of_own, range(new), strict=True))
    standing = set(of_record)
    replaced = [code for code in of_record if code in by_code]
    waiting: dict[int, list[int]] = {}
    for at, (code, before) in enumerate(zip(of_own, of_after, strict=True)):
        if code not in standing and has_cells[at]:
            waiting.setdefault(before, []).append(at)
    order: list[int] = []  # of the rows of the record, then of those of the proposal

    def follow(code: int) -> None:
        rows = waiting.pop(code, [])[::-1]
        while rows:
            row = rows.pop()
            order.append(count + row)
            rows.extend(waiting.pop(of_own[row], [])[::-1])

    follow(NOBODY)
    for at, code in enumerate(of_record):
        row = by_code.get(code)
        if row is None:
            order.append(at)
        elif has_cells[row]:
            order.append(count + row)
        follow(code)
    # Behind a row that is not accepted, or is gone: at the end.
    for code in [*waiting]:
        follow(code)
    places = pa.array(order, pa.int64())
    rows = {}
    is_in_order = order == [*range(count + new)]
    for name in schema.names:
        several = [filled(record, name), *(filled(each.cells, name) for each in blocks)]
        column = pa.chunked_array(several, TEXT)
        rows[name] = column if is_in_order else column.combine_chunks().take(places)
    proposed = pc.if_else(pc.less(places, count), NOBODY, pc.subtract(places, count))
    return MergedRows(
        rows=pa.table(rows),
        proposed=proposed.cast(pa.int64()),
        blocks=blocks,
        replaces_several=len({*replaced}) < len(replaced),
    )


def _keys(block: ProposedBlock, schema: Schema) -> pa.Array:
    """Return the keys of rows; of those that go, as the record has them."""
    would, stands = keys(block.cells, schema), keys(block.before, schema)
    has = block.has(block.cells)
    if pc.all(has).as_py():
        return would
    return pc.if_else(has, would, stands).cast(TEXT)
