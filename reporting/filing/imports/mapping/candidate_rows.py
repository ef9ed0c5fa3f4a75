"""The rows that a table of a mapping would have, before those at fault are left out."""

from dataclasses import dataclass, field

import pyarrow as pa
import pyarrow.compute as pc

from reporting.filing.imports.mapping.cell_values import cell_values
from reporting.filing.imports.mapping.columns import cell_columns
from reporting.filing.imports.mapping.joined_rows import JoinedRows, first_of_each, keyed
from reporting.filing.imports.mapping.meeting import meets_all
from reporting.filing.imports.mapping.model import Basis, MappedTable
from reporting.filing.imports.row_keys import key_names
from reporting.findings import Place
from reporting.packages import Table

BASIS = "basis"


@dataclass(kw_only=True)
class CandidateRows:
    """A table of a mapping with all rows of its source, before some are left out.

    Attributes:
        of: The table as the mapping has it.
        table: The table.
        rows: The rows of its source, joined.
        where: Which of them meet the conditions of the table.
        cells: The fields, text, empty cells null; one for each row of the source.
        keys: The fields that tell its rows apart.
    """

    of: MappedTable
    table: Table
    rows: JoinedRows
    where: pa.Array
    cells: dict[str, pa.Array] = field(default_factory=dict)
    keys: tuple[str, ...] = ()

    @property
    def live(self) -> pa.Array:
        """Which rows make a row here."""
        return pc.and_(self.where, self.rows.faults.good)

    def place(self, position: int, name: str) -> Place:
        """Return where a cell of a row stands; the row, if it comes from no column."""
        columns = (
            cell_columns(self.rows.mapping, self.of.cells[name]) if name in self.of.cells else ()
        )
        if columns:
            return self.rows.standing(columns[0]).place(position)
        return self.rows.main.place(self.rows.at[position].as_py())

    def number(self, position: int) -> int:
        """Return the number of a row in its file."""
        return self.rows.main.number(self.rows.at[position].as_py())


def candidate_rows(of: MappedTable, rows: JoinedRows, table: Table) -> CandidateRows:
    """Return the rows that a table of a mapping would have."""
    where = meets_all(of.when, rows.values, rows.count)
    keys = of.distinct or key_names(table.schema)
    made = CandidateRows(of=of, table=table, rows=rows, where=where, keys=keys)
    for name, cell in of.cells.items():
        made.cells[name] = cell_values(rows, cell, where)
    basis = weakest(of) if BASIS in table.schema.names else None
    if basis is not None:
        made.cells[BASIS] = pa.repeat(pa.scalar(basis.value), rows.count)
    return made


def weakest(of: MappedTable) -> Basis | None:
    """Return the weakest basis of the constants of a table; none where its rows say it."""
    own = of.cells.get(BASIS)
    if own is not None and own.value is None:
        return None
    stated = [each.basis for each in of.cells.values() if each.basis]
    if not stated:
        return None
    if own is not None and own.value in tuple(Basis):
        stated.append(Basis(own.value))
    return max(stated, key=[*Basis].index)


def distinct_rows(each: CandidateRows) -> tuple[pa.Array, pa.Array]:
    """Return the rows of a table, of a distinct one the first of each, and their keys."""
    live = pc.indices_nonzero(each.live)
    of = each.table.schema.primary_key
    nothing = pa.nulls(len(live), pa.string())
    keys = [each.cells[name].take(live) if name in each.cells else nothing for name in of]
    if each.of.is_distinct or each.of.distinct:
        firsts = _firsts(each, live)
        live, keys = live.take(firsts), [column.take(firsts) for column in keys]
    filled = [pc.fill_null(column, "") for column in keys]
    return live, keyed(filled)


def _firsts(each: CandidateRows, live: pa.Array) -> pa.Array:
    codes = keyed([pc.fill_null(each.cells[name].take(live), "") for name in each.keys])
    return first_of_each(codes.dictionary_encode())
