"""From a folder to a `Package`: the descriptor and its schemas, read with every fault located.

A table whose description cannot be trusted is left out of the package, with a finding; the other
tables are still opened and checked.
"""

from collections.abc import Iterable, Iterator, Mapping
from os.path import realpath
from pathlib import Path, PurePosixPath
from typing import Any

from reporting.bundled import DATA, MADE_UP
from reporting.findings import Finding, Place
from reporting.packages import frictionless_adapter
from reporting.packages.csv_text import shown
from reporting.packages.files import Descriptor, UnreadableError, json_object
from reporting.packages.model import Package, Table, in_languages
from reporting.packages.schemas import (
    is_name,
    package_faults,
    read_schema,
    resource_fault,
)

NAMES = ("nomenclature", "forms")


def companions(beside: Iterable[Path]) -> list[Path]:
    """Return the folders of the packages of `NAMES` of which none has the name."""
    named = {folder.name for folder in beside}
    return [DATA / name for name in NAMES if name not in named]


DESCRIPTOR = "datapackage.json"
LENGTH_OF_A_FAULT = 600


def neighbours_of(folders: Iterable[Path]) -> list[Path]:
    """Return the folders of packages beside some, and of those that the tool brings if absent."""
    asked = {folder.resolve() for folder in folders}
    beside = {
        path.parent.resolve() for folder in asked for path in folder.parent.glob(f"*/{DESCRIPTOR}")
    }
    return [*companions(asked | beside), *sorted(beside - asked)]


def packages_in(folder: Path) -> list[Path]:
    """Return a folder that is a data package, or the packages in it; none if it is neither.

    A descriptor that has packages below it and no table beside it is the one over them all, as
    published: they say more of their tables than it does.
    """
    within = sorted(path.parent for path in folder.glob(f"*/{DESCRIPTOR}"))
    if (folder / DESCRIPTOR).exists() and (not within or any(folder.glob("*.csv"))):
        return [folder]
    return within


def record_in(folder: Path) -> list[Path]:
    """Return the packages a folder means to a ledger: made-up data only if named themselves."""
    return [each for each in packages_in(folder) if each.name not in MADE_UP or each == folder]


def open_package(
    folder: Path, *, has_rules: bool = True
) -> tuple[Package | None, tuple[Finding, ...]]:
    """Open the data package in a folder.

    Args:
        folder: A folder that holds ``datapackage.json``.
        has_rules: Whether the rules of its schemas are read: whoever only reads its rows need not
            know the rules of another version.

    Returns:
        The package with every table whose description holds, and what is wrong with the rest.
        No package where the descriptor itself cannot be read.
    """
    place = Place(package=folder.resolve().name)
    descriptor, findings = _read_json(folder / DESCRIPTOR, place)
    if descriptor is None:
        return None, findings
    if is_name(descriptor.get("name")):
        place = Place(package=descriptor["name"])
    faults = [*package_faults(descriptor)] or frictionless_adapter.descriptor_faults(
        descriptor, folder
    )
    found = [_invalid(place, DESCRIPTOR, fault) for fault in faults]
    resources = descriptor.get("resources")
    if not isinstance(resources, list) or not is_name(descriptor.get("name")):
        return None, (*findings, *found)
    tables: dict[str, Table] = {}
    for resource in resources:
        if not isinstance(resource, dict) or resource_fault(resource):
            continue
        if resource["name"] in tables:
            continue
        table, faulty = _open_table(folder, place, resource, has_rules=has_rules)
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


def _open_table(
    folder: Path, place: Place, resource: Descriptor, *, has_rules: bool
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
    if not Path(realpath(folder / resource["path"])).is_relative_to(realpath(folder)):
        fault = f'"{resource["path"]}" is a link that leads out of the package'
        return None, (*findings, _invalid(place, DESCRIPTOR, fault))
    if not has_rules:
        written = {**written, "rules": []}
    schema, faults = read_schema(written, name)
    if schema is None:
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


def _undeclared(package: Package, resources: list[Any]) -> Iterator[Finding]:
    """Yield a finding for each CSV file of the folder that the descriptor does not name."""
    paths = [each.get("path") for each in resources if isinstance(each, Mapping)]
    declared = {PurePosixPath(path) for path in paths if isinstance(path, str)}
    for path in sorted(package.folder.glob("*.csv")):
        if PurePosixPath(path.name) not in declared:
            yield Finding(
                code="table-undeclared",
                place=Place(package=package.name),
                values={"file": shown(path.name)},
            )


def _read_json(path: Path, place: Place) -> tuple[Descriptor | None, tuple[Finding, ...]]:
    """Read a JSON object, or say why it cannot be read."""
    try:
        value, repeats = json_object(path)
    except (FileNotFoundError, NotADirectoryError):
        return None, (_finding("descriptor-missing", place, path),)
    except UnreadableError as error:
        return None, (_finding("descriptor-unreadable", place, path, str(error)),)
    return value, tuple(
        _invalid(place, path.name, f'"{name}" is written twice') for name in repeats
    )


def _finding(code: str, place: Place, path: Path, reason: str = "") -> Finding:
    return Finding(code=code, place=place, values={"file": path.name, "reason": reason})


def _invalid(place: Place, file: str, fault: str) -> Finding:
    return Finding(
        code="descriptor-invalid",
        place=place,
        values={"file": shown(file), "fault": shown(fault, LENGTH_OF_A_FAULT)},
    )
