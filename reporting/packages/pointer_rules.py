"""Rules about a cell that another cell gives its meaning: a table, a key, a list of codes."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from dataclasses import field as dataclass_field

from reporting.findings import Finding
from reporting.packages.foreign_keys import Key
from reporting.packages.row_rules import Cells, RowRule, RuleContext


@dataclass(slots=True, kw_only=True)
class PointsTo(RowRule):
    """A row of any table of the package, named by table and key; optionally one of its cells.

    Attributes:
        resource: The field that names the table.
        key: The field with the primary key, its parts joined by ``|``.
        field: The field that names a field there.
        value: The field whose text must be that cell.
        when: The boolean field that says whether the cell is compared.
    """

    resource: str
    key: str
    field: str = ""
    value: str = ""
    when: str = ""
    _unreadable: dict[str, Key] = dataclass_field(default_factory=dict)

    def findings(self, row: int, cells: Cells, setting: RuleContext) -> Iterator[Finding]:
        """Yield the pointer that leads nowhere, or to another value."""
        table, key = cells.get(self.resource, ""), cells.get(self.key, "")
        if not table or not key:
            return
        package = setting.place.package
        if (package, table) in setting.neighbours.unopened:
            self._unreadable.setdefault(table, (self.key,))
            return
        target = setting.neighbours.tables.get((package, table))
        name = cells.get(self.field, "") if self.field else ""
        keys = target.schema.primary_key if target else ()
        found = setting.neighbours.lookup(package, table, keys, (name,) if name else ())
        if target and found is None and setting.neighbours.lookup(package, table, keys) is None:
            self._unreadable.setdefault(table, keys)
            return
        cell = (found or {}).get(tuple(key.split("|")))
        if cell is None:
            yield setting.finding("points-nowhere", row, self.key, table=table, key=key, field=name)
        elif name and self.value and cells.get(self.when, "true") == "true":
            stated = cells.get(self.value, "")
            if cell[0] != stated:
                yield setting.finding(
                    "not-the-value-there",
                    row,
                    self.value,
                    table=table,
                    key=key,
                    field=name,
                    stated=stated,
                    there=cell[0],
                )

    def at_end(self, setting: RuleContext) -> Iterator[Finding]:
        """Yield each table that rows point to and that cannot be read: not verifiable."""
        for table, keys in self._unreadable.items():
            yield setting.not_followed(self.key, "", table, keys)


@dataclass(slots=True, kw_only=True)
class Fits(RowRule):
    """A code that another field allows: of an answer, the question.

    Attributes:
        field: The field in question.
        by: The field that says which codes are allowed.
        values: The codes allowed, by its value; a value that is not here allows all.
    """

    field: str
    by: str
    values: Mapping[str, list[str]]

    def findings(self, row: int, cells: Cells, setting: RuleContext) -> Iterator[Finding]:
        """Yield the code that is not allowed."""
        by, found = cells.get(self.by, ""), cells.get(self.field, "")
        allowed = self.values.get(by)
        # A code of no list at all has a finding of its own.
        if found and allowed and found not in allowed and setting.is_listed(cells, self.field):
            yield setting.finding(
                "not-fitting",
                row,
                self.field,
                field=self.field,
                case=f"{self.by} = {by}",
                allowed=", ".join(allowed),
                found=found,
            )


@dataclass(slots=True, kw_only=True)
class KeyOfKind(RowRule):
    """A key of the table that another field of the row means.

    Attributes:
        key: The field with the key, the last part of it in its table.
        by: The field that means a table.
        tables: By its value the table, then the fields of its key; those before the last are of the
            row, too, and so is the last where the row has a field of its name.
    """

    key: str
    by: str
    tables: Mapping[str, list[str]]

    def findings(self, row: int, cells: Cells, setting: RuleContext) -> Iterator[Finding]:
        """Yield the key that its table does not have, or that is not the row's own."""
        key, meant = cells.get(self.key, ""), self.tables.get(cells.get(self.by, ""))
        if not key or not meant:
            return
        table, *names = meant
        known = setting.neighbours.lookup(setting.place.package, table, tuple(names))
        parts = (*(cells.get(name, "") for name in names[:-1]), key)
        is_own = cells.get(names[-1], key) == key
        if known is not None and not (is_own and parts in known):
            yield setting.finding(
                "key-of-none",
                row,
                self.key,
                table=table,
                key=" ".join(parts),
                kind=", ".join(names),
            )

    def at_end(self, setting: RuleContext) -> Iterator[Finding]:
        """Yield each table that could not be read: not verifiable."""
        for table, *names in self.tables.values():
            if setting.neighbours.lookup(setting.place.package, table, tuple(names)) is None:
                yield setting.not_followed(self.key, "", table, tuple(names))
