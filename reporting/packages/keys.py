"""Keys that frictionless leaves unchecked: unique keys, and foreign keys to other packages."""

from collections.abc import Collection, Hashable, Iterator
from decimal import Decimal, InvalidOperation

from reporting.findings import Finding
from reporting.packages.frictionless_adapter import foreign_key_finding
from reporting.packages.model import NUMERIC, Schema
from reporting.packages.row_rules import Cells, RowRule, RuleContext


class FilledFields(RowRule):
    """Required fields that may stay empty where the cell stands for something."""

    def __init__(self, schema: Schema, columns: Collection[str]) -> None:
        """Keep the fields that frictionless is not asked about."""
        self.fields = tuple(
            each
            for each in schema.fields
            if each.is_filled_when_read
            and each.constraints.get("required")
            and each.name in columns
        )

    def __bool__(self) -> bool:
        """Whether there is anything to check."""
        return bool(self.fields)

    def findings(self, row: int, cells: Cells, setting: RuleContext) -> Iterator[Finding]:
        """Yield each cell that stays empty; not where the row named is missing or faulty itself."""
        for each in self.fields:
            is_named = each.inherited is not None and cells.get(each.inherited.pointer)
            if not cells[each.name] and not is_named:
                yield setting.finding("cell-required", row, each.name, value="", allowed=True)


class UniqueKeys(RowRule):
    """The ``uniqueKeys`` of a schema, and the completeness of its primary key."""

    def __init__(self, schema: Schema, columns: Collection[str]) -> None:
        """Prepare a memory for each key whose columns are there."""
        self.seen: list[tuple[tuple[str, ...], dict[tuple[Hashable, ...], int]]] = [
            (key, {}) for key in schema.unique_keys if set(key) <= set(columns)
        ]
        self.numeric = {each.name for each in schema.fields if each.type in NUMERIC}
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
            values: tuple[Hashable, ...] = found
            if not self.numeric.isdisjoint(key):
                pairs = zip(key, found, strict=True)
                values = tuple(
                    _number(each) if name in self.numeric else each for name, each in pairs
                )
            first = seen.setdefault(values, row)
            if first != row:
                yield setting.finding(
                    "unique-key-duplicate",
                    row,
                    key[0],
                    value=" | ".join(found),
                    fields=", ".join(key),
                    first=first,
                )


def _number(cell: str) -> Hashable:
    """Return the number a cell says, so that 1.5 and 1.50 are one; its text where it is none."""
    try:
        number = Decimal(cell)
    except InvalidOperation:
        return cell
    return number if number.is_finite() else cell


class ForeignKeys(RowRule):
    """The foreign keys to other packages, of filled cells, and those that cannot be followed."""

    def __init__(self, columns: Collection[str], setting: RuleContext) -> None:
        """Look up the keys pointed to."""
        neighbours, package = setting.neighbours, setting.place.package
        keys = [key for key in setting.schema.foreign_keys if set(key.fields) <= set(columns)]
        self.unknown = [key for key in keys if not neighbours.can_follow(key, setting.place)]
        self.known = [
            (key, neighbours.lookup(key.package or package, key.table, key.keys) or {})
            for key in keys
            if (key.package or setting.schema.is_filled_in_part(key)) and key not in self.unknown
        ]

    def __bool__(self) -> bool:
        """Whether there is anything to check."""
        return bool(self.known or self.unknown)

    def findings(self, row: int, cells: Cells, setting: RuleContext) -> Iterator[Finding]:
        """Yield each key that is not found there."""
        for key, known in self.known:
            found = tuple(cells.get(name, "") for name in key.fields)
            is_default = found == (setting.schema[key.fields[0]].default,)  # judged once, not here
            if any(found) and found not in known and not is_default:
                yield foreign_key_finding(key, found, setting.place, row, known)

    def at_end(self, setting: RuleContext) -> Iterator[Finding]:
        """Yield each key whose target could not be read: not verifiable."""
        for key in self.unknown:
            yield setting.not_followed(key.fields[0], key.package, key.table, key.keys)
