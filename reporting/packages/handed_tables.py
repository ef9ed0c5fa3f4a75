"""Tables of other people that our own reader does not read, judged by frictionless as they are.

Frictionless reads dialects, encodings, parts, inline data and every form of a value that the
standard knows. Here it gets a table as its descriptor has it, and its verdicts become our findings;
what it leaves unchecked, unique keys and keys of which a part is empty, is looked at on the way.
"""

from collections.abc import Hashable, Iterator, Mapping
from typing import Any

import frictionless

from reporting.findings import Finding, Place
from reporting.packages.csv_text import shown
from reporting.packages.frictionless_adapter import NO_LIMIT, worded
from reporting.packages.headers import label_findings
from reporting.packages.model import ForeignKey, Package, Schema, Table
from reporting.packages.other_forms import PROFILES, format_of

OF_LABELS = frozenset(
    {
        *("blank-header", "blank-label", "duplicate-label", "extra-label"),
        *("incorrect-label", "missing-label"),
    }
)
PROMISES = frozenset({"hash", "bytes"})
# Frictionless stops so at some options whose shape its own profile lets through.
STOPS = (TypeError, ValueError, LookupError, AttributeError)


def judged(table: Table, package: Package) -> tuple[list[Finding], int]:
    """Return what frictionless finds in a table, and how many rows it has.

    Args:
        table: One of the tables that a package hands over.
        package: The package.
    """
    place = Place(package=package.name, table=table.name)
    beside = {each.name: each for each in (*package, *package.handed)}
    targets = {each.table for each in table.schema.foreign_keys if not each.package}
    described: dict[str, Any] = {
        "resources": [
            _described(each, beside)
            for each in beside.values()
            if each is table or each.name in targets
        ]
    }
    if str(package.descriptor.get("$schema", "")).startswith(PROFILES):
        described["$schema"] = f"{PROFILES}datapackage.json"
    try:
        opened = frictionless.Package.from_descriptor(described, basepath=str(package.folder))
        resource = opened.get_resource(table.name)
        keys = _Keys(table.schema, place)
        report = resource.validate(limit_errors=NO_LIMIT, on_row=keys.look_at)
    except frictionless.FrictionlessException as error:
        reasons = [str(each.note) for each in error.reasons] or [str(error.error.note)]
        return [_unreadable(each, place) for each in dict.fromkeys(reasons)], 0
    except STOPS as error:
        return [_unreadable(f"{type(error).__name__}: {error}", place)], 0
    task = report.tasks[0]
    found = list(_of_labels(task, table.schema, place))
    structure = [each for each in task.errors if each.type not in OF_LABELS]
    found += worded(structure, task.labels or [], table.schema, place)
    found += keys.found
    found += [
        _not_followed(each, place)
        for each in table.schema.foreign_keys
        if each.package or (each.table != table.name and each.table not in beside)
    ]
    return found, keys.rows


def _described(table: Table, beside: Mapping[str, Table]) -> dict[str, Any]:
    """Return a resource as frictionless is to read it, without what is checked elsewhere."""
    elsewhere = {"profile", "$schema", "stats"}
    if isinstance(table.descriptor.get("path"), str):
        elsewhere |= PROMISES  # of a table in parts it checks them itself
    resource = {name: each for name, each in table.descriptor.items() if name not in elsewhere}
    resource["type"] = "table"
    resource["format"] = format_of(resource)
    if "data" not in resource:
        resource.setdefault("encoding", "utf-8")
    if "schema" not in table.descriptor:
        return resource
    schema = dict(table.schema.descriptor)
    schema["fields"] = [_grouped(each) for each in schema["fields"]]
    # Frictionless stops at a table that is not there, and knows no keys to other packages.
    schema["foreignKeys"] = [
        written
        for written, key in zip(
            schema.get("foreignKeys", []), table.schema.foreign_keys, strict=True
        )
        if not key.package and (key.table == table.name or key.table in beside)
    ]
    return resource | {"schema": schema}


def _grouped(field: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return a field that frictionless reads: it knows groups of digits of numbers only."""
    is_grouped = field.get("type") == "integer" and "groupChar" in field
    return {**field, "type": "number"} if is_grouped else field


def _of_labels(task: Any, schema: Schema, place: Place) -> Iterator[Finding]:  # noqa: ANN401 - frictionless has no types
    """Yield what is wrong with the names of the columns, in our words where we have them."""
    errors = [each for each in task.errors if each.type in OF_LABELS]
    if errors and schema.fields:
        found, _ = label_findings(schema, list(task.labels or []), place)
        yield from found or [_unreadable(str(errors[0].message), place)]
    elif errors:
        yield _unreadable(str(errors[0].message), place)


def _unreadable(reason: str, place: Place) -> Finding:
    return Finding(code="file-unreadable", place=place, values={"reason": shown(reason)})


def _not_followed(key: ForeignKey, place: Place) -> Finding:
    at = Place(package=place.package, table=place.table, field=key.fields[0])
    package = key.package or place.package
    values = {"package": package, "table": key.table, "keys": ", ".join(key.keys)}
    return Finding(code="foreign-key-not-verifiable", place=at, values=values)


class _Keys:
    """The keys of a table as its rows pass: frictionless knows no unique keys."""

    def __init__(self, schema: Schema, place: Place) -> None:
        self.place = place
        self.rows = 0
        self.found: list[Finding] = []
        self._primary = schema.primary_key if len(schema.primary_key) > 1 else ()
        self._unique: list[tuple[tuple[str, ...], dict[Hashable, int]]] = [
            (key, {}) for key in schema.unique_keys
        ]
        self._grouped = {
            each["name"]
            for each in schema.descriptor["fields"]
            if each.get("type") == "integer" and "groupChar" in each
        }

    def look_at(self, row: Any) -> None:  # noqa: ANN401 - frictionless has no types
        """Take one row."""
        self.rows += 1
        cells = row.to_dict()
        for name in self._grouped:
            value = cells.get(name)
            if value is not None and value % 1:
                values = {"value": str(value), "type": "integer", "example": "1234"}
                self._add("not-whole", row, name, values)
        told = {each.field_name for each in row.errors if hasattr(each, "field_name")}
        empty = [each for each in self._primary if each in cells and cells[each] is None]
        if len(empty) < len(self._primary):  # a key that is empty as a whole is frictionless's
            for name in empty:
                if name not in told:
                    values = {"value": "", "fields": ", ".join(self._primary)}
                    self._add("primary-key-missing", row, name, values)
        for key, seen in self._unique:
            found = tuple(cells.get(name) for name in key)
            if None in found:
                continue
            first = seen.setdefault(tuple(map(_hashable, found)), row.row_number)
            if first != row.row_number:
                values = {
                    "value": shown(" | ".join(map(str, found))),
                    "fields": ", ".join(key),
                    "first": str(first),
                }
                self._add("unique-key-duplicate", row, key[0], values)

    def _add(self, code: str, row: Any, name: str, values: Mapping[str, str]) -> None:  # noqa: ANN401
        at = Place(
            package=self.place.package, table=self.place.table, row=row.row_number, field=name
        )
        self.found.append(Finding(code=code, place=at, values=values))


def _hashable(value: Any) -> Hashable:  # noqa: ANN401 - frictionless has no types
    return str(value) if isinstance(value, dict | list) else value  # of the types object and list
