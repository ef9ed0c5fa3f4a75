"""The other tables a table may point to, read once as text for look-ups."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from reporting.findings import Place
from reporting.packages.csv_text import text_lines
from reporting.packages.empty_cells import EmptyCells
from reporting.packages.model import ForeignKey, Package, Table

Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Tables by package and name, with the look-ups made from them.

    Look-ups are kept: several foreign keys and rules ask for the same columns.

    Attributes:
        tables: The tables.
        unopened: Package and name of tables that a descriptor names and that could not be opened.
    """

    tables: Mapping[tuple[str, str], Table] = field(default_factory=dict)
    unopened: frozenset[tuple[str, str]] = frozenset()
    _kept: dict[tuple[str, str, Key, Key], Mapping[Key, Key] | None] = field(default_factory=dict)

    @classmethod
    def among(cls, packages: Iterable[Package]) -> "Neighbours":
        """Return the tables of some packages; of two packages of one name, those of the last."""
        latest = {package.name: package for package in packages}.values()
        tables = {(package.name, table.name): table for package in latest for table in package}
        named = {
            (package.name, str(each.get("name")))
            for package in latest
            for each in package.descriptor["resources"]
            if isinstance(each, Mapping)
        }
        return cls(tables, frozenset(named - tables.keys()))

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
        empty = EmptyCells(schema=table.schema)
        is_filled = {each.name for each in empty.fields} & {*keys, *values}
        try:
            lines = text_lines(table.readable)
            header = next(lines, (1, []))[1]
            if not {*keys, *values} <= set(header) & set(table.schema.names):
                return None
            for _, row in lines:
                cells: Mapping[str, str] = dict(zip(header, row, strict=False))
                if is_filled:
                    cells = empty.filled(cells)
                found[tuple(cells.get(each, "") for each in keys)] = tuple(
                    cells.get(each, "") for each in values
                )
        except (OSError, ValueError):
            return None
        return found
