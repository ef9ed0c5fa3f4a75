"""Keys that frictionless leaves unchecked: unique keys, and foreign keys to other packages."""

from collections.abc import Iterator

from reporting.findings import Finding, Place
from reporting.packages.judge import foreign_key_finding
from reporting.packages.model import Schema
from reporting.packages.neighbours import Neighbours
from reporting.packages.row_rules import Cells, RowRule, Setting


class UniqueKeys(RowRule):
    """The ``uniqueKeys`` of a schema, and the completeness of its primary key."""

    def __init__(self, schema: Schema) -> None:
        """Prepare a memory for each key."""
        self.seen: list[tuple[tuple[str, ...], dict[tuple[str, ...], int]]] = [
            (key, {}) for key in schema.unique_keys
        ]
        self.primary = tuple(
            name
            for name in schema.primary_key
            if len(schema.primary_key) > 1 and not schema[name].constraints.get("required")
        )

    def findings(self, row: int, cells: Cells, setting: Setting) -> Iterator[Finding]:
        """Yield each key seen before, and each part of the primary key that is empty."""
        for name in self.primary:
            if not cells.get(name):
                yield setting.finding(
                    "primary-key-missing",
                    row,
                    name,
                    value="",
                    fields=", ".join(setting.schema.primary_key),
                )
        for key, seen in self.seen:
            found = tuple(cells.get(name, "") for name in key)
            if not all(found):
                continue
            first = seen.setdefault(found, row)
            if first != row:
                yield setting.finding(
                    "unique-key-duplicate",
                    row,
                    key[0],
                    value=" | ".join(found),
                    fields=", ".join(key),
                    first=first,
                )


class ForeignKeys(RowRule):
    """The foreign keys to other packages, and those that cannot be followed at all."""

    def __init__(self, schema: Schema, place: Place, neighbours: Neighbours) -> None:
        """Look up the keys pointed to."""
        self.unknown = [
            key for key in schema.foreign_keys if not neighbours.can_follow(key, place)
        ]
        self.known = [
            (key, neighbours.lookup(key.package, key.table, key.keys) or {})
            for key in schema.foreign_keys
            if key.package and key not in self.unknown
        ]

    def findings(self, row: int, cells: Cells, setting: Setting) -> Iterator[Finding]:
        """Yield each key that is not found there."""
        for key, known in self.known:
            found = tuple(cells.get(name, "") for name in key.fields)
            if any(found) and found not in known:
                yield foreign_key_finding(key, found, setting.finding("foreign-key", row).place)

    def at_end(self, setting: Setting) -> Iterator[Finding]:
        """Yield each key whose target could not be read: not verifiable."""
        for key in self.unknown:
            yield setting.finding(
                "foreign-key-not-verifiable",
                0,
                key.fields[0],
                package=key.package or setting.place.package,
                table=key.table,
                keys=", ".join(key.keys),
            )
