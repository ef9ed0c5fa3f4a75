"""Which column a name means, and which columns a mapping names."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from reporting.filing.imports.mapping.model import (
    MappedCell,
    MappedTable,
    MappingFile,
    RowCondition,
    RowGroup,
    TextSplit,
)
from reporting.filing.imports.mapping.sources.loaded import LoadedSource
from reporting.filing.imports.mapping.text_parts import CODE, text_columns

Loaded = Mapping[str, LoadedSource]


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnOrigin:
    """Where a column comes from.

    Attributes:
        source: The source.
        column: Its column there; of a group, the column that is taken apart.
        split: What takes it apart; none where it is the column itself.
        group: The rows that belong together, of which it says something.
    """

    source: str
    column: str
    split: TextSplit | None = None
    group: RowGroup | None = None


def origin(
    mapping: MappingFile, loaded: Loaded, main: str, name: str, above: tuple[str, ...] = ()
) -> ColumnOrigin | None:
    """Return which column a name means in the rows of a main source; none if there is none.

    A group of a split comes first, then the columns of the source, then those joined to it.

    Args:
        mapping: The mapping.
        loaded: Its sources.
        main: The main source.
        name: The name.
        above: Groups that are looked for: none is made of itself.
    """
    for split in mapping.splits:
        is_group = name in split.groups and split.column not in {name, *above}
        if is_group and mapping.has_columns_of(main, mapping.main_of(split.source)):
            of = origin(mapping, loaded, main, split.column, (*above, name))
            return of and ColumnOrigin(source=of.source, column=of.column, split=split)
    for group in mapping.groups:
        if name in group.names and mapping.main_of(group.source) == main:
            of = origin(mapping, loaded, main, group.by[0])
            return of and ColumnOrigin(source=of.source, column=of.column, group=group)
    sources = (mapping.sources[main], *mapping.joined(main))
    for source in sources:
        if loaded[source.name].has(name) or name in source.optional:
            return ColumnOrigin(source=source.name, column=name)
    for source in sources:
        bare = name.removeprefix(f"{source.name}.")
        if bare != name and (loaded[source.name].has(bare) or bare in source.optional):
            return ColumnOrigin(source=source.name, column=bare)
    return None


def cell_columns(mapping: MappingFile, cell: MappedCell) -> tuple[str, ...]:
    """Return the columns that a cell is made of, the first that it says before others."""
    column = cell.column or (mapping.codes[cell.codes].column if cell.codes else "")
    named = (
        mapping.codes[each.removeprefix(CODE)].column if each.startswith(CODE) else each
        for each in text_columns(cell.text)
    )
    return tuple(dict.fromkeys(filter(None, (column, cell.same_as, *named))))


def table_columns(mapping: MappingFile, table: MappedTable) -> Iterator[str]:
    """Yield the columns that a table is made of."""
    for condition in table.when:
        yield condition.column
    for cell in table.cells.values():
        yield from cell_columns(mapping, cell)
        if cell.beside:
            yield cell.beside


def named_columns(mapping: MappingFile, main: str) -> dict[str, str]:
    """Return the names of columns that a mapping uses in the rows of a main source.

    Each with the place in the mapping that uses it first.
    """
    found: dict[str, str] = {}
    for split in mapping.splits:
        if mapping.main_of(split.source) == main:
            check = split.check
            terms = (check.last, check.first, check.quantity) if check else ()
            for name in (split.column, *terms):
                found.setdefault(name, f"split.{split.name}")
    for group, name in _grouped(mapping, main):
        found.setdefault(name, f"group.{group.name}")
    for table in mapping.tables:
        if mapping.main_of(table.source) == main:
            for name in table_columns(mapping, table):
                found.setdefault(name, table.where)
    for source in mapping.joined(main):
        for there in source.join.on.values() if source.join else ():
            found.setdefault(there, f"source.{source.name}.join")
    return found


def _grouped(mapping: MappingFile, main: str) -> Iterator[tuple[RowGroup, str]]:
    """Yield the columns of groups of rows."""
    for group in mapping.groups:
        if mapping.main_of(group.source) == main:
            yield from ((group, name) for name in group.columns)


def own_columns(mapping: MappingFile, source: str) -> dict[str, str]:
    """Return the names that a source uses of its own columns, with the place in the mapping."""
    of = mapping.sources[source]
    keep: tuple[RowCondition, ...] = of.keep
    found = {each.column: f"source.{source}.keep" for each in keep}
    for carried in of.carry:
        for name in (carried.column, *(each.column for each in carried.when)):
            found.setdefault(name, f"source.{source}.carry")
    for name, each in mapping.sources.items():
        if each.parts is not None and each.parts.of == source:
            found.setdefault(each.parts.column, f"source.{name}.parts")
    return found | dict.fromkeys(of.join.on if of.join else (), f"source.{source}.join")
