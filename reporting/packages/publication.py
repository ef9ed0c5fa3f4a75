"""Packages as they are published: each with all that its keys lead to, and one over all of them.

A foreign key of ours may lead to another package (``reference.package``). Readers of Data Packages
look for its table in the same descriptor, so a copy stands there, called after its own package:
``nomenclature-countries``. The descriptor over all calls every table so.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from reporting.packages.csv_text import PLACE, read_table
from reporting.packages.model import Package, Table
from reporting.packages.schemas import DIALECT

TWINS = {"parquet": "application/vnd.apache.parquet"}
FORMS = ("csv", *TWINS, "json")
AT_HOME = frozenset({"rules", "dated"})  # they call tables as the package of the table does
ORIGIN = ("version", "licenses", "sources")
GATHERED = ("keywords", "licenses", "sources", "contributors")
TEXTS = ("title", "title@ja", "description", "description@ja")
Descriptor = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedTable:
    """A table under a descriptor that may be another than that of its package.

    Attributes:
        home: The package it belongs to.
        table: The table.
        within: The package whose descriptor it is; empty for the one over all.
    """

    home: Package
    table: Table
    within: str

    @property
    def name(self) -> str:
        """What it is called there."""
        return _name(self.home.name, self.table.name, self.within)

    def resource(self, stem: str, schema: str | Descriptor) -> Descriptor:
        """Return its resource descriptor: the CSV, with its Parquet as an alternate."""
        resource = {
            **self.table.descriptor,
            "name": self.name,
            "path": f"{stem}.csv",
            "dialect": DIALECT,
            "schema": schema,
            "alternates": [
                {"path": f"{stem}.{form}", "format": form, "mediatype": kind}
                for form, kind in TWINS.items()
            ],
        }
        if self.home.name == self.within:
            return resource
        origin = {
            each: self.home.descriptor[each] for each in ORIGIN if each in self.home.descriptor
        }
        return {**resource, "package": self.home.name, **origin}

    def schema(self) -> Descriptor:
        """Return its Table Schema, whose keys lead to tables of the same descriptor."""
        written = self.table.schema.descriptor
        left = () if self.home.name == self.within else AT_HOME
        schema = {name: value for name, value in written.items() if name not in left}
        if "foreignKeys" in written:
            schema["foreignKeys"] = [
                {**key, "reference": self._reference(key["reference"])}
                for key in written["foreignKeys"]
            ]
        return schema

    def _reference(self, written: Descriptor) -> Descriptor:
        package = written.get("package") or self.home.name
        table = written.get("resource") or self.table.name
        is_own = (package, table) == (self.home.name, self.table.name)
        rest = {name: value for name, value in written.items() if name != "package"}
        return {**rest, "resource": "" if is_own else _name(package, table, self.within)}


def _name(package: str, table: str, within: str) -> str:
    return table if package == within else f"{package}-{table}"


def published_tables(
    package: Package, packages: Mapping[str, Package]
) -> tuple[PublishedTable, ...]:
    """Return the tables of a package, then those of others that their keys lead to, in turn.

    Args:
        package: The package.
        packages: The packages that keys may lead to, by name.
    """
    found = {(package.name, each.name): (package, each) for each in package}
    todo = [*found.values()]
    for home, table in todo:
        for key in table.schema.foreign_keys:
            other = packages[key.package] if key.package else home
            if (other.name, key.table) not in found:
                found[other.name, key.table] = (other, other.tables[key.table])
                todo.append((other, other.tables[key.table]))
    return tuple(
        PublishedTable(home=home, table=table, within=package.name)
        for home, table in found.values()
    )


def descriptor_over_all(packages: Iterable[Package], about: Descriptor) -> Descriptor:
    """Return one descriptor of the tables of packages that stand in folders below it.

    Args:
        packages: The packages; the first lends its version and day.
        about: What the descriptor says of itself: name, title, description.
    """
    every = tuple(packages)
    lead = every[0].descriptor
    tables = [PublishedTable(home=home, table=table, within="") for home in every for table in home]
    gathered = {name: _gathered(every, name) for name in GATHERED}
    return {
        **{name: lead[name] for name in ("$schema", "version", "created") if name in lead},
        **about,
        **{name: values for name, values in gathered.items() if values},
        "resources": [
            each.resource(f"{each.home.name}/{each.table.name}", each.schema()) for each in tables
        ],
    }


def _gathered(packages: Iterable[Package], name: str) -> list[Any]:
    """Return what lists of several descriptors hold, each once."""
    found: list[Any] = []
    for package in packages:
        found += [each for each in package.descriptor.get(name, ()) if each not in found]
    return found


def parquet_rows(home: Package, table: Table) -> pa.Table:
    """Return the rows of a table, which say what they are and where they are from.

    The metadata of the schema are texts, lists among them as JSON. Fields that must be filled are
    not nullable.
    """
    rows = read_table(table, home.name).drop_columns(list(PLACE))
    required = {each.name for each in table.schema.fields if each.constraints.get("required")}
    fields = [each.with_nullable(each.name not in required) for each in rows.schema]
    return rows.cast(pa.schema(fields, metadata=_metadata(home, table)))


def _metadata(home: Package, table: Table) -> dict[str, str]:
    stated = home.descriptor
    said = {
        **{name: table.descriptor.get(name) for name in TEXTS},
        "package": home.name,
        "table": table.name,
        **{f"package_{name}": stated.get(name) for name in ("title", "title@ja")},
        **{name: stated.get(name) for name in ("created", *ORIGIN)},
        "primaryKey": list(table.schema.primary_key),
    }
    return {
        name: value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
        for name, value in said.items()
        if value
    }
