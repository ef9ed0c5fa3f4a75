"""Rows of the data as people find them again: by their key, with the numbers that stand in them."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any

from reporting.findings import Place
from reporting.packages import Package, read_table
from reporting.packages.model import Schema

NUMBERS = frozenset({"integer", "number"})


@dataclass(frozen=True, slots=True, kw_only=True)
class RowKey:
    """A row of the data.

    Attributes:
        key: The values of its primary key, as ``XA001-0001``; several are joined by `` / ``.
        numbers: The numbers that stand in it, by field.
    """

    key: str
    numbers: Mapping[str, str]


RowKeys = Callable[[Place], RowKey]
UNKNOWN = RowKey(key="", numbers=MappingProxyType({}))


def unknown(place: Place) -> RowKey:  # noqa: ARG001 - it knows none
    """Return nothing: for whoever has no data at hand."""
    return UNKNOWN


def row_keys(packages: Iterable[Package]) -> RowKeys:
    """Return what finds rows of validated packages; each table is read when first asked for."""
    tables = {(each.name, name): table for each in packages for name, table in each.tables.items()}

    @cache
    def rows(package: str, name: str) -> Any:  # noqa: ANN401 - a table of Arrow
        return read_table(tables[package, name], package)

    @cache
    def key(place: Place) -> RowKey:
        table = tables.get((place.package, place.table))
        if table is None or not place.row:
            return UNKNOWN
        # The header is row 1.
        found = rows(place.package, place.table).slice(place.row - 2, 1).to_pylist()
        return _key(table.schema, found[0]) if found else UNKNOWN

    return key


def _key(schema: Schema, row: Mapping[str, Any]) -> RowKey:
    numbers = {
        each.name: str(row[each.name])
        for each in schema.fields
        if each.type in NUMBERS and row[each.name] is not None
    }
    return RowKey(
        key=" / ".join(str(row[name]) for name in schema.primary_key if row[name] is not None),
        numbers=MappingProxyType(numbers),
    )
