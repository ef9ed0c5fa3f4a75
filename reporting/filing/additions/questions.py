"""Which fields of a new row are still to be filled, and in which order they are asked for."""

from collections.abc import Iterator, Mapping
from typing import Any

from reporting.filing.additions.addition import Addition, NewRow
from reporting.filing.additions.identifiers import identifiers, pattern_of
from reporting.packages import Field, Table

MADE_OF = {"country-prefix": "country", "joined": "parts"}
"""Rules that say what a field is made of, and their argument that names those others."""


def is_required(row: NewRow, name: str) -> bool:
    """Tell whether a field must be filled in this row, with what else stands in it."""
    field = row.table.schema[name]
    is_needed = field.constraints.get("required") and not stands_for_something(row, field)
    if is_needed or name in row.table.schema.primary_key:
        return True
    return any(_applies(rule, row) for rule in _needs(row.table, name))


def stands_for_something(row: NewRow, field: Field) -> bool:
    """Tell whether the cell of a field is filled when read, if it stays empty in this row."""
    inherited = field.inherited
    return bool(field.default or (inherited and row.cells.get(inherited.pointer)))


def is_allowed(row: NewRow, name: str) -> bool:
    """Tell whether a field may be filled in this row."""
    rules = [rule for rule in _needs(row.table, name) if rule.get("only")]
    return not rules or any(_applies(rule, row) for rule in rules)


def open_fields(row: NewRow) -> tuple[Field, ...]:
    """Return the fields that must be filled and are empty."""
    fields = row.table.schema.fields
    return tuple(each for each in fields if is_required(row, each.name) and not _has(row, each))


def optional_fields(row: NewRow) -> tuple[Field, ...]:
    """Return the fields that may be filled and are empty.

    What a rule allows only beside another field is asked for once that is filled.
    """
    return tuple(
        each
        for each in row.table.schema.fields
        if not _has(row, each) and not is_required(row, each.name) and is_allowed(row, each.name)
    )


def next_field(addition: Addition, row: NewRow, told: set[str]) -> Field | None:
    """Return the field to ask for next: one that must be filled, before it what it depends on.

    Args:
        addition: The rows that are to be added.
        row: The row.
        told: The fields that were asked for, of which some may have stayed empty.
    """
    for each in open_fields(row):
        for name in _before(addition, row.table, each.name, ()):
            if name not in told and not row.cells.get(name) and is_allowed(row, name):
                return row.table.schema[name]
    return None


def _has(row: NewRow, field: Field) -> bool:
    return bool(row.cells.get(field.name))


def _before(addition: Addition, table: Table, name: str, above: tuple[str, ...]) -> Iterator[str]:
    """Yield the fields that a field depends on, then itself."""
    if name in above:
        return
    for other in _made_of(addition, table, name):
        yield from _before(addition, table, other, (*above, name))
    yield name


def _made_of(addition: Addition, table: Table, name: str) -> Iterator[str]:
    for rule in table.schema.rules:
        if rule["rule"] in MADE_OF and rule["field"] == name:
            others = rule[MADE_OF[rule["rule"]]]
            yield from [others] if isinstance(others, str) else others
    for rule in _needs(table, name):
        yield from rule["when"]
    key = table.schema.primary_key
    if name in key and key[-1] == name:
        yield from key[:-1]
    if name in identifiers(table):
        pattern = pattern_of(addition.record, table, name)
        yield from pattern.fields if pattern else ()


def _needs(table: Table, name: str) -> Iterator[Mapping[str, Any]]:
    return (
        rule for rule in table.schema.rules if rule["rule"] == "needs" and rule["field"] == name
    )


def _applies(rule: Mapping[str, Any], row: NewRow) -> bool:
    return all(
        row.cells.get(name, "") in values if values else bool(row.cells.get(name))
        for name, values in rule["when"].items()
    )
