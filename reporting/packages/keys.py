"""Keys that frictionless leaves unchecked: unique keys, and foreign keys to other packages."""

from collections.abc import Collection, Iterator

from reporting.findings import Finding
from reporting.packages.frictionless_adapter import foreign_key_finding
from reporting.packages.model import Schema
from reporting.packages.row_rules import Cells, RowRule, RuleContext


class UniqueKeys(RowRule):
    """The ``uniqueKeys`` of a schema, and the completeness of its primary key."""

    def __init__(self, schema: Schema, columns: Collection[str]) -> None:
        """Prepare a memory for each key whose columns are there."""
        self.seen: list[tuple[tuple[str, ...], dict[tuple[str, ...], int]]] = [
            (key, {}) for key in schema.unique_keys if set(key) <= set(columns)
        ]
        self.primary = tuple(
            name
            for name in schema.primary_key
            if len(schema.primary_key) > 1
            and name in columns
            and not schema[name].constraints.get("required")
        )

    def __bool__(self) -> bool:
        """Whether there is anything to check."""
        return bool(self.seen or self.primary)

    def findings(self, row: int, cells: Cells, setting: RuleContext) -> Iterator[Finding]:
        """Yield each key seen before, and each part of the primary key that is empty."""
        for name in self.primary:
            if not cells.get(name):
                fields = ", ".join(setting.schema.primary_key)
                yield setting.finding("primary-key-missing", row, name, value="", fields=fields)
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

    def __init__(self, columns: Collection[str], setting: RuleContext) -> None:
        """Look up the keys pointed to."""
        neighbours = setting.neighbours
        keys = [key for key in setting.schema.foreign_keys if set(key.fields) <= set(columns)]
        self.unknown = [key for key in keys if not neighbours.can_follow(key, setting.place)]
        self.known = [
            (key, neighbours.lookup(key.package, key.table, key.keys) or {})
            for key in keys
            if key.package and key not in self.unknown
        ]

    def __bool__(self) -> bool:
        """Whether there is anything to check."""
        return bool(self.known or self.unknown)

    def findings(self, row: int, cells: Cells, setting: RuleContext) -> Iterator[Finding]:
        """Yield each key that is not found there."""
        for key, known in self.known:
            found = tuple(cells.get(name, "") for name in key.fields)
            if any(found) and found not in known:
                yield foreign_key_finding(key, found, setting.place, row)

    def at_end(self, setting: RuleContext) -> Iterator[Finding]:
        """Yield each key whose target could not be read: not verifiable."""
        for key in self.unknown:
            yield setting.not_followed(key.fields[0], key.package, key.table, key.keys)
