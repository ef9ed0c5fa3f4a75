"""What an empty cell stands for: what another row says, or what the package says once.

The cell stays empty in the file; whoever reads the table has it filled. What the ledger takes from
the block of an event when it replays it (serial numbers, quantity, vintage, authorization) is none
of this: it depends on how much of the block the event means.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv as arrow_csv

from reporting.packages import patterns
from reporting.packages.model import (
    CANONICAL,
    NUMERIC,
    ROOM_FOR_A_ROW,
    Field,
    InheritedCell,
    Schema,
    Table,
    fits,
)

Cells = Mapping[str, str]
DEFAULTS = "defaults"
"""The property of a descriptor that has what empty cells stand for, as text, by field."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Inheritance:
    """Cells that a row has from the row that it points to.

    Attributes:
        table: Its table.
        pointer: Its field that points to the other.
        target: The table of the other.
        key: The field of that table that is pointed to.
        fields: Its cells that may stay empty, each with the field of the other.
    """

    table: str
    pointer: str
    target: str
    key: str
    fields: Mapping[str, str]


INHERITED = (
    Inheritance(
        table="transfers",
        pointer="block_id",
        target="credit_blocks",
        key="block_id",
        fields={each: each for each in ("approach", "originating_registry", "host")},
    ),
    Inheritance(
        table="transfers",
        pointer="recording_registry",
        target="registries",
        key="registry",
        fields={"recorded_by": "party"},
    ),
)


def with_meanings(tables: Mapping[str, Table], descriptor: Mapping[str, Any]) -> dict[str, Table]:
    """Return tables whose fields say what an empty cell of them stands for.

    A part of a key, which tells rows apart, has no default. A default that cannot be is left aside:
    `default_faults` tells of it.
    """
    stated = descriptor.get(DEFAULTS)
    defaults = stated if isinstance(stated, Mapping) else {}
    with_defaults = {
        name: replace(table, schema=_with_defaults(table.schema, defaults))
        for name, table in tables.items()
    }
    return {
        name: replace(table, schema=_with_inherited(table, with_defaults))
        for name, table in with_defaults.items()
    }


def _with_defaults(schema: Schema, defaults: Mapping[str, Any]) -> Schema:
    if not defaults.keys() & {*schema.names}:
        return schema
    return replace(
        schema,
        fields=tuple(
            replace(each, default=defaults[each.name])
            if each.name in _without_keys(schema)
            and each.name in defaults
            and not _default_fault(each, defaults[each.name])
            else each
            for each in schema.fields
        ),
    )


def _with_inherited(table: Table, tables: Mapping[str, Table]) -> Schema:
    names = {*table.schema.names}
    found = {
        name: InheritedCell(
            pointer=each.pointer, target=tables[each.target], key=each.key, field=other
        )
        for each in INHERITED
        if each.table == table.name and each.target in tables and each.pointer in names
        for name, other in each.fields.items()
        if {each.key, other} <= {*tables[each.target].schema.names}
    }
    if not found.keys() & names:
        return table.schema
    fields = (replace(each, inherited=found.get(each.name)) for each in table.schema.fields)
    return replace(table.schema, fields=tuple(fields))


def default_faults(descriptor: Mapping[str, Any], tables: Mapping[str, Table]) -> Iterator[str]:
    """Yield what is wrong with the defaults of a package, each once for all of its tables."""
    stated = descriptor.get(DEFAULTS, {})
    if not isinstance(stated, Mapping):
        yield f'"{DEFAULTS}" is no object'
        return
    for name, text in stated.items():
        several = [each.schema for each in tables.values() if name in _without_keys(each.schema)]
        # A table that could not be opened may have the field.
        if not several and len(tables) == len(descriptor["resources"]):
            yield f'"{DEFAULTS}" has "{name}", which is no field of a table, or tells rows apart'
        faults = (_default_fault(schema[name], text) for schema in several)
        fault = next(filter(None, faults), "") or next(_not_there(name, text, tables), "")
        if fault:
            yield f'"{DEFAULTS}" has {text!r} for "{name}": {fault}'


def _without_keys(schema: Schema) -> frozenset[str]:
    keys = {*schema.primary_key, *(name for key in schema.unique_keys for name in key)}
    unique = {each.name for each in schema.fields if each.constraints.get("unique")}
    return frozenset(schema.names) - keys - unique


def _default_fault(field: Field, text: object) -> str:
    """Return why a text cannot be the default of a field; nothing if it can."""
    if not isinstance(text, str) or not text or not _is_value(field.type, text):
        return f"it is no {field.type}, written as a text"
    allowed = field.constraints.get("enum")
    if allowed is not None and text not in map(str, allowed):
        return f"it is none of {', '.join(map(str, allowed))}"
    pattern = field.constraints.get("pattern")
    if pattern and not all(patterns.matched(pattern, [text])):
        return f"it is not of the form {pattern}"
    return ""


def _is_value(type_name: str, text: str) -> bool:
    if not CANONICAL[type_name](text):
        return False
    if type_name in NUMERIC:
        return fits(type_name, text)
    try:
        return type_name != "date" or bool(date.fromisoformat(text))
    except ValueError:
        return False


def _not_there(name: str, text: object, tables: Mapping[str, Table]) -> Iterator[str]:
    for table in tables.values():
        for key in table.schema.foreign_keys:
            target = None if key.package else tables.get(key.table)
            if key.fields == (name,) and target is not None:
                (field,) = key.keys
                known = _columns(target, (field,))
                if known is not None and text not in known[field].to_pylist():
                    yield f"{key.table} has no such {field}"


@dataclass(frozen=True, kw_only=True)
class EmptyCells:
    """The empty cells of rows of a table, filled as text.

    Attributes:
        schema: The schema of the table.
        found: Returns what the row that a pointer names has; the files are read where none is
            given.
    """

    schema: Schema
    found: "Callable[[InheritedCell, str], str] | None" = None

    @cached_property
    def fields(self) -> tuple[Field, ...]:
        """The fields that may be filled: a pointer before what it points for."""
        several = [each for each in self.schema.fields if each.is_filled_when_read]
        return tuple(sorted(several, key=lambda each: each.inherited is not None))

    def filled(self, cells: Cells) -> Cells:
        """Return a row with its empty cells filled; the same if there is nothing to fill."""
        told: dict[str, str] = {}
        for each in self.fields:
            if not cells.get(each.name):
                text = self._inherited(each.inherited, {**cells, **told}) or each.default
                if text:
                    told[each.name] = text
        return {**cells, **told} if told else cells

    def _inherited(self, cell: InheritedCell | None, cells: Cells) -> str:
        named = cells.get(cell.pointer, "") if cell else ""
        if cell is None or not named:
            return ""
        return (self.found or self._in_file)(cell, named)

    def _in_file(self, cell: InheritedCell, named: str) -> str:
        asked = (cell.target.name, cell.field)
        if asked not in self._read:
            self._read[asked] = _by_key(cell)
        return self._read[asked].get(named, "")

    @cached_property
    def _read(self) -> dict[tuple[str, str], Mapping[str, str]]:
        return {}


def meaning(field: Field) -> str:
    """Return what an empty cell of a field stands for, in a word; nothing if it is unknown."""
    cell = field.inherited
    return f"{cell.target.name}.{cell.field} ({cell.pointer})" if cell else field.default


def filled_columns(rows: pa.Table, schema: Schema) -> pa.Table:
    """Return rows of a table, typed or as text, with their empty cells filled."""
    for field in EmptyCells(schema=schema).fields:
        if field.name not in rows.column_names or not rows[field.name].null_count:
            continue
        column = rows[field.name]
        if field.inherited and field.inherited.pointer in rows.column_names:
            column = _with_inherited_values(column, rows, field.inherited)
        if field.default:
            column = pc.coalesce(column, pa.scalar(field.default).cast(column.type))
        rows = rows.set_column(rows.column_names.index(field.name), field.name, column)
    return rows


def _with_inherited_values(
    column: pa.ChunkedArray, rows: pa.Table, cell: InheritedCell
) -> pa.ChunkedArray:
    found = _columns(cell.target, tuple(dict.fromkeys((cell.key, cell.field))))
    if found is None:
        return column
    keys, values = (found[name].combine_chunks() for name in (cell.key, cell.field))
    at = pc.index_in(rows[cell.pointer].cast(pa.string()), value_set=keys)
    # An unknown key of an unknown row is none.
    at = pc.if_else(pc.is_valid(rows[cell.pointer]), at, pa.scalar(None, pa.int32()))
    return pc.coalesce(column, values.take(at.combine_chunks()).cast(column.type))


def _by_key(cell: InheritedCell) -> Mapping[str, str]:
    found = _columns(cell.target, tuple(dict.fromkeys((cell.key, cell.field))))
    if found is None:
        return {}
    keys, values = (found[name].to_pylist() for name in (cell.key, cell.field))
    return {key: value for key, value in zip(keys, values, strict=True) if key and value}


def _columns(table: Table, names: tuple[str, ...]) -> pa.Table | None:
    """Return columns of a table as text, filled; None where it cannot be read."""
    try:
        read = arrow_csv.read_csv(
            table.readable,
            read_options=arrow_csv.ReadOptions(block_size=ROOM_FOR_A_ROW),
            parse_options=arrow_csv.ParseOptions(newlines_in_values=True),
            convert_options=arrow_csv.ConvertOptions(
                column_types=dict.fromkeys(names, pa.string()),
                include_columns=list(names),
                strings_can_be_null=True,
                quoted_strings_can_be_null=True,
                null_values=sorted(table.schema.missing_values),
            ),
        )
    except (OSError, pa.ArrowException):
        return None
    return filled_columns(read, table.schema)
