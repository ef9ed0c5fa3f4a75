"""Rows that are to be added together: each a row of cells, some of them parts of another."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from graphlib import CycleError, TopologicalSorter

from reporting.filing.additions.nouns import noun
from reporting.filing.additions.package_rows import Cells, PackageRows
from reporting.packages import Field, ForeignKey, Table
from reporting.packages.row_days import KNOWN_ON


@dataclass(slots=True, kw_only=True, eq=False)
class NewRow:
    """A row that is to be added.

    Attributes:
        table: Its table.
        cells: Its cells as text, as far as they are known.
        whole: The row that it is a part of, as a participant is of a project.
        number: By which options name it among the new rows of its table.
    """

    table: Table
    cells: dict[str, str] = field(default_factory=dict)
    whole: "NewRow | None" = None
    number: int = 0


@dataclass(slots=True, kw_only=True)
class Addition:
    """New rows of a record; the first is the one that was asked for.

    Attributes:
        record: The record as it stands.
        known_on: The day as of which the rows are known to hold, as YYYY-MM-DD.
        rows: The rows, in the order in which they were begun.
    """

    record: PackageRows
    known_on: str
    rows: list[NewRow] = field(default_factory=list)

    def rows_of(self, table: Table, *, but: NewRow | None = None) -> list[Cells]:
        """Return the rows of a table, then those that are to be added to it."""
        new = (each.cells for each in self.rows if each.table is table and each is not but)
        return [*self.record.rows(table), *new]

    def tables(self) -> tuple[Table, ...]:
        """Return the tables that get rows, each before those that point to it."""
        named = {each.table.name: each.table for each in self.rows}
        graph = {
            name: {key.table for key in own_keys(table) if key.table in named} - {name}
            for name, table in named.items()
        }
        try:
            return tuple(named[name] for name in TopologicalSorter(graph).static_order())
        except CycleError:
            return tuple(named.values())

    def begin(self, row: NewRow) -> NewRow:
        """Add a row, with what is known of it already: what it points to, the day."""
        numbers = [each.number for each in self.rows if each.table is row.table]
        row.number = max(numbers, default=0) + 1
        self.rows.append(row)
        self.fill(row)
        return row

    def change(self, row: NewRow, cells: Cells) -> None:
        """Change cells of a row; other new rows follow that point to it or have theirs from it."""
        pointing = [
            (other, key)
            for other in self.rows
            for key in own_keys(other.table)
            if other is not row
            and key.table == row.table.name
            and all(other.cells.get(name) == value for name, value in pointer(key, row.cells))
        ]
        shared = [
            (other, name)
            for other in self.rows
            if other.whole is row
            for name, value in from_whole(other).items()
            if value and other.cells.get(name) == value
        ]
        row.cells.update(cells)
        for other, key in pointing:
            other.cells.update(pointer(key, row.cells))
        for other, name in shared:
            other.cells[name] = from_whole(other)[name]

    def address(self, row: NewRow) -> str:
        """Return how an option names a row: nothing for the first, else ``participant.1.``."""
        return "" if row is self.rows[0] else f"{noun(row.table.name)}.{row.number}."

    def fill(self, row: NewRow) -> None:
        """Fill what follows from the other new rows, and the day, where nothing stands yet."""
        for name, value in self._known(row):
            if not row.cells.get(name):
                row.cells[name] = value

    def _known(self, row: NewRow) -> Iterator[tuple[str, str]]:
        if row.whole is not None:
            yield from from_whole(row).items()
        for key in own_keys(row.table):
            others = [each for each in self.rows if each.table.name == key.table]
            if len(others) == 1 and others[0] is not row and _is_needed(row.table, key):
                yield from pointer(key, others[0].cells)
        if KNOWN_ON in row.table.schema.names:
            yield KNOWN_ON, self.known_on


def own_keys(table: Table) -> tuple[ForeignKey, ...]:
    """Return the foreign keys of a table to tables of its own package."""
    return tuple(each for each in table.schema.foreign_keys if not each.package)


def pointer(key: ForeignKey, cells: Cells) -> Iterator[tuple[str, str]]:
    """Yield what points to a row."""
    for name, other in zip(key.fields, key.keys, strict=True):
        yield name, cells.get(other, "")


def parts_of(table: Table, tables: Mapping[str, Table]) -> tuple[Table, ...]:
    """Return the tables whose rows are parts of a row: their key begins with its key."""
    return tuple(each for each in tables.values() if key_of_part(each, table) is not None)


def key_of_part(part: Table, whole: Table) -> ForeignKey | None:
    """Return what makes the rows of a table parts of those of another; None if they are none."""
    of_key = set(part.schema.primary_key)
    found = (
        key
        for key in own_keys(part)
        if key.table == whole.name and part is not whole and of_key > set(key.fields)
    )
    return next(found, None)


def from_whole(row: NewRow) -> Mapping[str, str]:
    """Return what a part has from its whole: its key; if they mean the same, codes and source."""
    if row.whole is None:
        return {}
    table, whole = row.table, row.whole.table
    key = key_of_part(table, whole)
    shared = {
        each.name: row.whole.cells.get(each.name, "")
        for each in table.schema.fields
        if each.name in whole.schema.names and _is_shared(each, table, whole)
    }
    return shared | dict(pointer(key, row.whole.cells) if key else ())


def _is_shared(shared: Field, part: Table, whole: Table) -> bool:
    """Tell whether a field means the same in both: same codes, or the same table pointed to."""
    if shared.name == KNOWN_ON:
        return True
    if shared.name in part.schema.primary_key:
        return False
    codes = shared.constraints.get("enum")
    if codes is not None:
        return bool(codes == whole.schema[shared.name].constraints.get("enum"))
    return bool(_targets(part, shared.name) & _targets(whole, shared.name))


def _targets(table: Table, name: str) -> set[tuple[str, str]]:
    return {(key.package, key.table) for key in table.schema.foreign_keys if key.fields == (name,)}


def _is_needed(table: Table, key: ForeignKey) -> bool:
    required = {each.name for each in table.schema.fields if each.constraints.get("required")}
    return set(key.fields) <= required | set(table.schema.primary_key)
