"""A single file as a package of one table: CSV or Parquet, with the description that is at hand.

What the file is called and what its columns are is said by the descriptor beside it, where one
names it, else by the file: the metadata and types of Parquet, the header of CSV. A CSV that nobody
describes takes types and key from the file it is compared with.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pyarrow as pa

from reporting.findings import Finding, Place
from reporting.packages.csv_text import BrokenRowError, text_lines
from reporting.packages.diff.parquet_table import is_parquet, parquet_schema
from reporting.packages.files import DESCRIPTOR, file_findings
from reporting.packages.model import Package, Schema, Table, in_languages
from reporting.packages.opening import open_package

ENDINGS = (".csv", ".parquet")
TYPES = (
    (pa.types.is_integer, "integer"),
    (pa.types.is_decimal, "number"),
    (pa.types.is_floating, "number"),
    (pa.types.is_boolean, "boolean"),
    (pa.types.is_date, "date"),
)
TEXTS = ("title", "title@ja", "description", "unit")


class NotComparableError(Exception):
    """Something that cannot be compared with what was named beside it; the message says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FilePackage:
    """A file as a package.

    Attributes:
        package: The package of its one table; None where the file cannot be read.
        table: What the table is called.
        is_named: Whether somebody says so, and of which package it is; else it is the name of the
            file.
        has_types: Whether somebody says what its columns are.
        findings: What is wrong with it.
    """

    package: Package | None
    table: str
    is_named: bool = False
    has_types: bool = False
    findings: tuple[Finding, ...] = ()


def is_table_file(path: Path) -> bool:
    """Tell whether a file is one that can be compared, by the ending of its name."""
    return path.suffix.lower() in ENDINGS


def open_file(path: Path, key: Sequence[str] = ()) -> FilePackage:
    """Open a file as a package of one table.

    Args:
        path: A file that ends in one of `ENDINGS`.
        key: Columns that tell which row is which; none for those of its description.

    Raises:
        NotComparableError: A column of the key is not there.
    """
    found = _described(path) or (_parquet(path) if is_parquet(path) else _csv(path))
    if not key or found.package is None:
        return found
    table = found.package.tables[found.table]
    unknown = [name for name in key if name not in table.schema.names]
    if unknown:
        names = ", ".join(table.schema.names)
        msg = f"'{unknown[0]}' is no column of '{path}', which has {names}"
        raise NotComparableError(msg)
    with_key = replace(table, schema=replace(table.schema, primary_key=tuple(key)))
    return replace(found, package=replace(found.package, tables={found.table: with_key}))


def _described(path: Path) -> FilePackage | None:
    """Return a file as the descriptor beside it has it; nothing where none names it."""
    if not (path.parent / DESCRIPTOR).is_file():
        return None
    package, findings = open_package(path.parent, has_rules=False)
    if package is None:
        return None
    resources = [each for each in package.descriptor["resources"] if isinstance(each, Mapping)]
    meant = next((each for each in resources if path.name in _files(each)), None)
    name = str(meant.get("name")) if meant else ""
    if meant is None or not name:
        return None
    home = str(meant.get("package") or package.name)
    called = name.removeprefix(f"{home}-") if "package" in meant else name
    if name not in package.tables:
        own = tuple(each for each in findings if each.place.table == name)
        return FilePackage(package=None, table=called, is_named=True, findings=own)
    known = package.tables[name]
    # Another file of the table is none of which there is a canonical copy.
    copy = known.copy if path.name == known.path.name else None
    table = replace(known, name=called, path=path, copy=copy)
    one = replace(
        package, name=home, tables={called: table}, descriptor=_descriptor(home, called, path)
    )
    return FilePackage(package=one, table=called, is_named=True, has_types=True)


def _files(resource: Mapping[str, Any]) -> Iterator[str]:
    """Yield the files in which a resource stands: its own, its alternates, and its Parquet twin."""
    written = resource.get("path")
    stated = resource.get("alternates")
    alternates = stated if isinstance(stated, list) else []
    others = [each.get("path") for each in alternates if isinstance(each, Mapping)]
    for each in (written, *others):
        if isinstance(each, str):
            yield each
    if isinstance(written, str):
        yield str(Path(written).with_suffix(ENDINGS[1]))


def _parquet(path: Path) -> FilePackage:
    """Return a Parquet file as it describes itself."""
    schema, findings = parquet_schema(path, Place(package=path.parent.name, table=path.stem))
    if schema is None:
        return FilePackage(package=None, table=path.stem, findings=findings)
    said = _texts(schema.metadata)
    name, home = said.get("table", path.stem), said.get("package", path.parent.name)
    key = [each for each in _list(said.get("primaryKey")) if each in schema.names]
    fields = [
        {"name": each.name, "type": _type(each.type), **_told(_texts(each.metadata))}
        for each in schema
        if schema.names.count(each.name) == 1
    ]
    table = _table(name, path, {**_told(said), "fields": fields, "primaryKey": key}, said)
    is_named = {"table", "package"} <= said.keys()
    return FilePackage(package=_package(home, table), table=name, is_named=is_named, has_types=True)


def _csv(path: Path) -> FilePackage:
    """Return a CSV file as its header has it: every column a text."""
    place = Place(package=path.parent.name, table=path.stem)
    findings = [each for each in file_findings(path, place) if each.code != "byte-order-mark"]
    names: list[str] = []
    if not findings:
        try:
            names = next(text_lines(path), (1, []))[1]
        except BrokenRowError as error:
            values = {"reason": error.reason}
            findings.append(Finding(code=error.code, place=place, values=values))
    if findings:
        return FilePackage(package=None, table=path.stem, findings=tuple(findings))
    fields = [{"name": name} for name in dict.fromkeys(names) if name.strip()]
    if not fields:
        at = replace(place, row=1)
        blank = Finding(code="header-blank", place=at, values={"number": "1"})
        return FilePackage(package=None, table=path.stem, findings=(blank,))
    table = _table(path.stem, path, {"fields": fields}, {})
    return FilePackage(package=_package(path.parent.name, table), table=path.stem)


def _table(name: str, path: Path, schema: Mapping[str, Any], said: Mapping[str, str]) -> Table:
    return Table(
        name=name,
        path=path,
        title=in_languages({"title": name, **said}, "title"),
        description=in_languages(said, "description"),
        schema=Schema.from_descriptor(schema, table=name),
        descriptor={"name": name, "path": path.name},
    )


def _package(name: str, table: Table) -> Package:
    return Package(
        name=name,
        folder=table.path.parent,
        title={"en": name, "ja": name},
        description={"en": "", "ja": ""},
        tables={table.name: table},
        descriptor=_descriptor(name, table.name, table.path),
    )


def _descriptor(package: str, table: str, path: Path) -> Mapping[str, Any]:
    return {"name": package, "resources": [{"name": table, "path": path.name}]}


def _texts(metadata: Mapping[bytes, bytes] | None) -> dict[str, str]:
    """Return metadata as texts; what is none is left out."""
    return {
        name.decode("utf-8", "replace"): text.decode("utf-8", "replace")
        for name, text in (metadata or {}).items()
    }


def _told(said: Mapping[str, str]) -> dict[str, str]:
    return {name: said[name] for name in TEXTS if said.get(name)}


def _list(written: str | None) -> list[str]:
    """Return a list of texts written as JSON; nothing where it is none."""
    try:
        found = json.loads(written or "[]")
    except ValueError:
        return []
    several = found if isinstance(found, list) else [found]
    return [each for each in several if isinstance(each, str)]


def _type(kind: pa.DataType) -> str:
    if pa.types.is_dictionary(kind):
        return _type(kind.value_type)
    return next((name for test, name in TYPES if test(kind)), "string")


def lent(table: Table, other: Table, *, has_key: bool) -> Table:
    """Return a table that nobody describes with the types of another, and with its key.

    Args:
        table: The table.
        other: The one it is compared with.
        has_key: Whether its key is known.
    """
    known = {each.name: each for each in other.schema.fields}
    fields = tuple(known.get(each.name, each) for each in table.schema.fields)
    key = other.schema.primary_key
    schema = replace(
        table.schema,
        fields=fields,
        missing_values=other.schema.missing_values,
        primary_key=key
        if not has_key and set(key) <= set(table.schema.names)
        else table.schema.primary_key,
    )
    return replace(table, schema=schema, title=other.title)


def only(package: Package, table: str) -> Package:
    """Return a package without its other tables."""
    resources = [
        each
        for each in package.descriptor["resources"]
        if isinstance(each, Mapping) and each.get("name") == table
    ]
    return replace(
        package,
        tables={name: each for name, each in package.tables.items() if name == table},
        descriptor={**package.descriptor, "resources": resources},
    )


def called(package: Package, name: str, table: str) -> Package:
    """Return a package of one table under other names."""
    (one,) = package.tables.values()
    descriptor = {**one.descriptor, "name": table}
    return replace(
        package,
        name=name,
        tables={table: replace(one, name=table, descriptor=descriptor)},
        descriptor={"name": name, "resources": [descriptor]},
    )
