"""The other tables a table may point to, read once as text for look-ups."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from reporting.findings import Finding, Place
from reporting.packages.csv_text import text_lines
from reporting.packages.frictionless_adapter import foreign_key_finding
from reporting.packages.model import ForeignKey, Package, Schema, Table
from reporting.packages.row_rules import Cells, RowRule, Setting

Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Tables by package and name, with the look-ups made from them.

    Look-ups are kept: several foreign keys and rules ask for the same columns.
    """

    tables: Mapping[tuple[str, str], Table] = field(default_factory=dict)
    _kept: dict[tuple[str, str, Key, Key], Mapping[Key, Key] | None] = field(default_factory=dict)

    @classmethod
    def among(cls, packages: Iterable[Package]) -> "Neighbours":
        """Return the tables of some packages; of two packages of one name, those of the last."""
        latest = {package.name: package for package in packages}.values()
        return cls({(package.name, table.name): table for package in latest for table in package})

    def of(self, package: str) -> Iterable[Table]:
        """Return the tables of one package."""
        return (table for (name, _), table in self.tables.items() if name == package)

    def can_follow(self, key: ForeignKey, place: Place) -> bool:
        """Tell whether the table a foreign key points to can be read."""
        if not key.package and key.table == place.table:
            return True
        return self.lookup(key.package or place.package, key.table, key.keys) is not None

    def lookup(
        self, package: str, table: str, keys: Key, values: Key = ()
    ) -> Mapping[Key, Key] | None:
        """Return the values of each key in a table, as text.

        Returns:
            ``{key cells: value cells}``, or None where the table or a field cannot be read.
        """
        asked = (package, table, keys, values)
        if asked not in self._kept:
            self._kept[asked] = self._read(asked)
        return self._kept[asked]

    def _read(self, asked: tuple[str, str, Key, Key]) -> Mapping[Key, Key] | None:
        package, name, keys, values = asked
        table = self.tables.get((package, name))
        if table is None:
            return None
        found: dict[Key, Key] = {}
        try:
            lines = text_lines(table.path)
            header = next(lines, (1, []))[1]
            if not {*keys, *values} <= set(header) & set(table.schema.names):
                return None
            for _, row in lines:
                cells = dict(zip(header, row, strict=False))
                found[tuple(cells.get(each, "") for each in keys)] = tuple(
                    cells.get(each, "") for each in values
                )
        except (OSError, ValueError):
            return None
        return found


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

    def findings(self, row: int, cells: Cells, setting: Setting) -> Iterator[Finding]:
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

    def __init__(self, columns: Collection[str], setting: Setting) -> None:
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

    def findings(self, row: int, cells: Cells, setting: Setting) -> Iterator[Finding]:
        """Yield each key that is not found there."""
        for key, known in self.known:
            found = tuple(cells.get(name, "") for name in key.fields)
            if any(found) and found not in known:
                yield foreign_key_finding(key, found, setting.place, row)

    def at_end(self, setting: Setting) -> Iterator[Finding]:
        """Yield each key whose target could not be read: not verifiable."""
        for key in self.unknown:
            yield setting.not_followed(key.fields[0], key.package, key.table, key.keys)
