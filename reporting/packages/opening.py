"""From a folder to a `Package`: the descriptor and its schemas, read with every fault located.

A table whose description cannot be trusted is left out of the package, with a finding; the other
tables are still opened and checked.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Any

from reporting.findings import Finding, Place
from reporting.packages import judge, rules
from reporting.packages.model import Package, Schema, Table, in_languages

DESCRIPTOR = "datapackage.json"

Descriptor = dict[str, Any]


def open_package(folder: Path) -> tuple[Package | None, tuple[Finding, ...]]:
    """Open the data package in a folder.

    Args:
        folder: A folder that holds ``datapackage.json``.

    Returns:
        The package with every table whose description holds, and what is wrong with the rest.
        No package where the descriptor itself cannot be read.
    """
    place = Place(package=folder.name)
    descriptor, findings = _read_json(folder / DESCRIPTOR, place)
    if descriptor is None:
        return None, findings
    faults = judge.descriptor_faults(descriptor, folder)
    found = [_invalid(place, DESCRIPTOR, fault) for fault in faults]
    resources = descriptor.get("resources")
    if not isinstance(resources, list) or not isinstance(descriptor.get("name"), str):
        return None, (*findings, *found)
    place = Place(package=descriptor["name"])
    tables: dict[str, Table] = {}
    for resource in resources:
        if not _is_usable(resource) or resource["name"] in tables:
            continue
        table, faulty = _open_table(folder, place, resource)
        found.extend(faulty)
        if table is not None:
            tables[table.name] = table
    package = Package(
        name=descriptor["name"],
        folder=folder,
        title=in_languages(descriptor, "title"),
        description=in_languages(descriptor, "description"),
        tables=tables,
        descriptor=descriptor,
    )
    found.extend(_undeclared(package, resources))
    return package, (*findings, *found)


def _is_usable(resource: object) -> bool:
    """Tell whether a resource has a name and one path of its own inside the package."""
    if not isinstance(resource, Mapping):
        return False
    name, path = resource.get("name"), resource.get("path")
    if not isinstance(name, str) or not isinstance(path, str):
        return False
    parts = PurePosixPath(path)
    return not parts.is_absolute() and ".." not in parts.parts and ":" not in path


def _open_table(
    folder: Path, place: Place, resource: Descriptor
) -> tuple[Table | None, tuple[Finding, ...]]:
    """Open one resource as a table, reading its schema."""
    name = resource["name"]
    place = Place(package=place.package, table=name)
    written = resource.get("schema")
    where = DESCRIPTOR
    findings: tuple[Finding, ...] = ()
    if isinstance(written, str):
        where = written
        written, findings = _read_json(folder / written, place)
        if written is None:
            return None, findings
    if not isinstance(written, dict):
        return None, (*findings, _invalid(place, where, "the table has no schema"))
    faults = judge.schema_faults(written)
    if not faults:
        schema = Schema.from_descriptor(written, table=name)
        faults = [*_own_faults(schema), *rules.faults(schema)]
    if faults:
        return None, (*findings, *(_invalid(place, where, fault) for fault in faults))
    table = Table(
        name=name,
        path=folder / resource["path"],
        title=in_languages(resource, "title"),
        description=in_languages(resource, "description"),
        schema=schema,
        descriptor=resource,
    )
    return table, findings


def _own_faults(schema: Schema) -> Iterator[str]:
    """Yield what frictionless leaves unsaid: unique keys, categories, patterns."""
    for key in schema.unique_keys:
        for name in key:
            if name not in schema.names:
                yield f'unique key names "{name}", which is no field'
    for field in schema.fields:
        pattern = field.constraints.get("pattern")
        if pattern is not None:
            try:
                re.compile(pattern)
            except re.error as error:
                yield f'pattern of "{field.name}" is no regular expression: {error}'
        if not field.categories:
            continue
        values = [each.value for each in field.categories]
        if len(set(values)) < len(values):
            yield f'categories of "{field.name}" name a value twice'
        enum = field.constraints.get("enum")
        if enum is not None and {str(each) for each in enum} != set(values):
            yield f'categories and enum of "{field.name}" differ'


def _undeclared(package: Package, resources: list[Any]) -> Iterator[Finding]:
    """Yield a finding for each CSV file of the folder that the descriptor does not name."""
    declared = {each.get("path") for each in resources if isinstance(each, Mapping)}
    for path in sorted(package.folder.glob("*.csv")):
        if path.name not in declared:
            yield Finding(
                code="table-undeclared",
                place=Place(package=package.name),
                values={"file": path.name},
            )


def _read_json(path: Path, place: Place) -> tuple[Descriptor | None, tuple[Finding, ...]]:
    """Read a JSON object, or say why it cannot be read."""
    try:
        text = path.read_bytes().decode("utf-8")
    except (FileNotFoundError, NotADirectoryError):
        return None, (_finding("descriptor-missing", place, path),)
    except IsADirectoryError:
        return None, (_finding("descriptor-unreadable", place, path, "a folder of that name"),)
    except PermissionError:
        return None, (_finding("descriptor-unreadable", place, path, "a file nobody may read"),)
    except UnicodeDecodeError as error:
        reason = f"bytes that are not UTF-8 at position {error.start}"
        return None, (_finding("descriptor-unreadable", place, path, reason),)
    twice: list[str] = []
    try:
        value = json.loads(text, object_pairs_hook=_noting_repeats(twice))
    except json.JSONDecodeError as error:
        reason = f"a fault in line {error.lineno}, column {error.colno}: {error.msg}"
        return None, (_finding("descriptor-unreadable", place, path, reason),)
    except RecursionError:
        return None, (_finding("descriptor-unreadable", place, path, "nesting too deep to read"),)
    if not isinstance(value, dict):
        return None, (_finding("descriptor-unreadable", place, path, "JSON that is no object"),)
    repeats = tuple(_invalid(place, path.name, f'"{name}" is written twice') for name in twice)
    return value, repeats


def _noting_repeats(twice: list[str]) -> Callable[[list[tuple[str, Any]]], Descriptor]:
    """Return a hook that notes the names an object has twice, which JSON readers pass over."""

    def as_object(pairs: list[tuple[str, Any]]) -> Descriptor:
        names = [name for name, _ in pairs]
        twice.extend(sorted({name for name in names if names.count(name) > 1}))
        return dict(pairs)

    return as_object


def _finding(code: str, place: Place, path: Path, reason: str = "") -> Finding:
    return Finding(code=code, place=place, values={"file": path.name, "reason": reason})


def _invalid(place: Place, file: str, fault: str) -> Finding:
    return Finding(code="descriptor-invalid", place=place, values={"file": file, "fault": fault})
