"""What a foreign key points to is a key: one row, never several."""

from collections.abc import Iterator

from reporting.packages.model import ForeignKey, Package, Schema
from reporting.packages.opening import open_package, record_in
from tests.shared import ROOT


def packages() -> dict[str, Package]:
    """Return every package of the data folder."""
    opened = (open_package(folder)[0] for folder in record_in(ROOT / "data"))
    return {package.name: package for package in opened if package is not None}


def keys(schema: Schema) -> set[frozenset[str]]:
    """Return the fields of each key of a table."""
    single = {frozenset({each.name}) for each in schema.fields if each.constraints.get("unique")}
    return {frozenset(each) for each in (schema.primary_key, *schema.unique_keys)} | single


def pointing() -> Iterator[tuple[str, ForeignKey, Schema]]:
    """Yield each foreign key with its table and the schema that it points to."""
    known = packages()
    for package in known.values():
        for table in package:
            for key in table.schema.foreign_keys:
                yield table.name, key, known[key.package or package.name].tables[key.table].schema


def test_a_foreign_key_points_to_a_key() -> None:
    """Its fields there are the primary key or a unique key."""
    found = {
        (table, key.fields)
        for table, key, target in pointing()
        if frozenset(key.keys) not in keys(target)
    }
    assert not found
