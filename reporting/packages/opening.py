"""From a folder to a `Package`: the descriptor and its schemas, read with every fault located.

A table whose description cannot be trusted is left out of the package, with a finding; the other
tables are still opened and checked.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from os.path import realpath
from pathlib import Path, PurePosixPath
from typing import Any

from reporting.bundled import DATA, MADE_UP
from reporting.findings import Finding, Place
from reporting.packages import frictionless_adapter
from reporting.packages.csv_text import shown
from reporting.packages.empty_cells import default_faults, with_meanings
from reporting.packages.files import DESCRIPTOR, Descriptor, UnreadableError, json_object
from reporting.packages.house import is_of_a_party
from reporting.packages.journal import is_interrupted
from reporting.packages.model import Package, Schema, Table, in_languages
from reporting.packages.other_forms import (
    PROFILES,
    is_ours,
    is_plain,
    is_table,
    not_supported,
    paths_of,
    profiles_not_read,
    read_schema_of_others,
    without_labels,
)
from reporting.packages.saved_files import as_saved, without_forms
from reporting.packages.schemas import (
    house_fault_of_resource,
    house_faults,
    is_name,
    package_shape_faults,
    read_schema,
    resource_shape_fault,
)

NAMES = ("nomenclature", "forms")


def companions(beside: Iterable[Path]) -> list[Path]:
    """Return the folders of the packages of `NAMES` of which none has the name."""
    named = {folder.name for folder in beside}
    return [DATA / name for name in NAMES if name not in named]


CHANGES, RENAMES = "changes.csv", "renames.csv"
OF_RELEASES = frozenset({CHANGES, RENAMES})  # they say of tables, and are none
FOR_EXCEL = ".excel.csv"
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
    has_table = any(path.name not in OF_RELEASES for path in folder.glob("*.csv"))
    return [folder] if (folder / DESCRIPTOR).exists() and (has_table or not within) else within


def package_name(folder: Path) -> str:
    """Return what a descriptor calls its package; the name of the folder where it says none."""
    with suppress(OSError, UnreadableError):
        descriptor, _ = json_object(folder / DESCRIPTOR)
        if is_name(descriptor.get("name")):
            return str(descriptor["name"])
    return folder.resolve().name


def record_in(folder: Path) -> list[Path]:
    """Return the packages a folder means to a ledger: made-up data only if named themselves."""
    return [each for each in packages_in(folder) if each.name not in MADE_UP or each == folder]


def open_package(
    folder: Path, *, has_rules: bool = True, is_house: bool = True
) -> tuple[Package | None, tuple[Finding, ...]]:
    """Open the data package in a folder.

    Args:
        folder: A folder that holds ``datapackage.json``.
        has_rules: Whether the rules of its schemas are read: whoever only reads its rows need not
            know the rules of another version.
        is_house: Whether every package is held to the house profile, as who reads its rows needs;
            else only one that says it is ours, and another is held to the standard.

    Returns:
        The package with every table whose description holds, and what is wrong with the rest.
        No package where the descriptor itself cannot be read.
    """
    place = Place(package=folder.resolve().name)
    if is_interrupted(folder):
        return None, (Finding(code="change-interrupted", place=place),)
    descriptor, findings = _read_json(folder / DESCRIPTOR, place)
    if descriptor is None:
        return None, findings
    if not is_house and not is_ours(descriptor):
        package, told = _open_other(folder, descriptor, place)
        return package, (*findings, *told)
    written = descriptor
    is_partys = is_of_a_party(folder, descriptor)
    if is_partys:
        descriptor = without_forms(descriptor)
    if is_name(descriptor.get("name")):
        place = Place(package=descriptor["name"])
    shape, house = [*package_shape_faults(descriptor)], [*house_faults(descriptor)]
    faults = shape or ([] if house else frictionless_adapter.descriptor_faults(descriptor, folder))
    found = [_invalid(place, DESCRIPTOR, fault) for fault in faults]
    found += [_unlike_ours(place, DESCRIPTOR, each) for each in house if each not in shape]
    resources = descriptor.get("resources")
    if not isinstance(resources, list) or not is_name(descriptor.get("name")):
        return None, (*findings, *found)
    tables, faulty = _tables(folder, place, resources, has_rules=has_rules)
    found.extend(faulty)
    if is_partys:
        declared = dict(zip(map(_name_of, resources), written["resources"], strict=True))
        tables = {
            name: as_saved(replace(each, descriptor=declared[name]), place.package)
            for name, each in tables.items()
        }
    found += [_unlike_ours(place, DESCRIPTOR, each) for each in default_faults(descriptor, tables)]
    tables = with_meanings(tables, descriptor)
    package = Package(
        name=descriptor["name"],
        folder=folder,
        title=in_languages(descriptor, "title"),
        description=in_languages(descriptor, "description"),
        tables=tables,
        descriptor=written,
    )
    found.extend(_undeclared(package, resources))
    return package, (*findings, *found)


def _name_of(resource: object) -> str:
    return str(resource.get("name")) if isinstance(resource, dict) else ""


def _tables(
    folder: Path, place: Place, resources: list[Any], *, has_rules: bool
) -> tuple[dict[str, Table], list[Finding]]:
    """Open the resources that are tables of ours, by name, each once."""
    tables: dict[str, Table] = {}
    found: list[Finding] = []
    for resource in resources:
        if not isinstance(resource, dict) or resource_shape_fault(resource):
            continue
        if house_fault_of_resource(resource) or resource["name"] in tables:
            continue
        table, faulty = _open_table(folder, place, resource, has_rules=has_rules)
        found.extend(faulty)
        if table is not None:
            tables[table.name] = table
    return tables, found


def _open_other(
    folder: Path, descriptor: Descriptor, place: Place
) -> tuple[Package | None, tuple[Finding, ...]]:
    """Open a package that does not keep our house profile, as the standard wants it."""
    name = descriptor.get("name")
    if isinstance(name, str) and name and name.isprintable():
        place = Place(package=name)
    faults = [*package_shape_faults(descriptor)] or frictionless_adapter.descriptor_faults(
        descriptor, folder
    )
    found = [_invalid(place, DESCRIPTOR, fault) for fault in faults]
    resources = descriptor.get("resources")
    if not isinstance(resources, list):
        return None, tuple(found)
    found += _profiles_not_read(descriptor, place)
    opened: dict[str, tuple[Table, bool]] = {}
    for resource in resources:
        if not isinstance(resource, dict) or resource_shape_fault(resource):
            continue
        found += _profiles_not_read(resource, Place(package=place.package, table=resource["name"]))
        if resource["name"] in opened or not is_table(resource):
            continue
        table, faulty = _open_table_of_others(folder, place, resource, descriptor)
        found.extend(faulty)
        if table is not None:
            opened[table.name] = (table, is_plain(resource, table.schema.descriptor))
    plain = _plain(opened)
    package = Package(
        name=place.package,
        folder=folder,
        title=in_languages(descriptor, "title"),
        description=in_languages(descriptor, "description"),
        tables={each.name: each for each, _ in opened.values() if each.name in plain},
        # Frictionless would say again what is wrong with the descriptor.
        handed=tuple(each for each, _ in opened.values() if each.name not in plain and not faults),
        descriptor=descriptor,
        is_ours=False,
    )
    found.extend(_undeclared(package, resources))
    return package, tuple(found)


def _plain(opened: Mapping[str, tuple[Table, bool]]) -> frozenset[str]:
    """Return the plain tables whose keys lead to plain tables only: our reader follows those."""
    plain = {name for name, (_, is_so) in opened.items() if is_so}
    while True:
        leading = {
            name
            for name in plain
            for key in opened[name][0].schema.foreign_keys
            if not key.package and key.table in opened and key.table not in plain
        }
        if not leading:
            return frozenset(plain)
        plain -= leading


def _profiles_not_read(described: Descriptor, place: Place) -> list[Finding]:
    return [
        Finding(code="profile-not-read", place=place, values={"profile": shown(each)})
        for each in profiles_not_read(described)
    ]


def _open_table_of_others(
    folder: Path, place: Place, resource: Descriptor, descriptor: Descriptor
) -> tuple[Table | None, tuple[Finding, ...]]:
    """Open a table of a package that does not keep our house profile."""
    name = resource["name"]
    place = Place(package=place.package, table=name)
    fault = not_supported(resource)
    if fault:
        values = {"fault": shown(fault)}
        return None, (Finding(code="table-not-supported", place=place, values=values),)
    for path in paths_of(resource):
        if not Path(realpath(folder / path)).is_relative_to(realpath(folder)):
            fault = f'"{path}" is a link that leads out of the package'
            return None, (_invalid(place, DESCRIPTOR, fault),)
    if "schema" not in resource:  # the standard asks for none
        return _table(folder, resource, Schema.from_descriptor({"fields": []})), ()
    written, where, findings = _schema_written(folder, place, resource)
    if written is None:
        return None, findings
    is_version_2 = str(descriptor.get("$schema", "")).startswith(PROFILES)
    stated = read_schema_of_others(written, is_version_2=is_version_2)
    schema, faults = read_schema(stated, name, is_ours=False)
    if schema is None:
        return None, (*findings, *(_invalid(place, where, each) for each in faults.standard))
    if is_plain(resource, stated):
        schema = replace(schema, descriptor=without_labels(stated))
    return _table(folder, resource, schema), findings


def _schema_written(
    folder: Path, place: Place, resource: Descriptor
) -> tuple[Descriptor | None, str, tuple[Finding, ...]]:
    """Return the schema of a resource, where it stands, and what is wrong with how it is kept."""
    written = resource.get("schema")
    where = DESCRIPTOR
    findings: tuple[Finding, ...] = ()
    if isinstance(written, str):
        where = written
        if _leads_out(folder, where):
            return None, where, (_invalid(place, DESCRIPTOR, _link_fault(where)),)
        written, findings = _read_json(folder / where, place)
        if written is None:
            return None, where, findings
    if not isinstance(written, dict):
        return None, where, (*findings, _invalid(place, where, "the table has no schema"))
    return written, where, findings


def _leads_out(folder: Path, path: str) -> bool:
    return not Path(realpath(folder / path)).is_relative_to(realpath(folder))


def _link_fault(path: str) -> str:
    return f'"{path}" is a link that leads out of the package'


def _table(folder: Path, resource: Descriptor, schema: Schema) -> Table:
    paths = paths_of(resource)
    return Table(
        name=resource["name"],
        path=folder / (paths[0] if paths else DESCRIPTOR),
        title=in_languages(resource, "title"),
        description=in_languages(resource, "description"),
        schema=schema,
        descriptor=resource,
    )


def _open_table(
    folder: Path, place: Place, resource: Descriptor, *, has_rules: bool
) -> tuple[Table | None, tuple[Finding, ...]]:
    """Open one resource as a table, reading its schema."""
    name = resource["name"]
    place = Place(package=place.package, table=name)
    written, where, findings = _schema_written(folder, place, resource)
    if written is None:
        return None, findings
    if _leads_out(folder, resource["path"]):
        fault = _link_fault(resource["path"])
        return None, (*findings, _invalid(place, DESCRIPTOR, fault))
    if not has_rules:
        written = {**written, "rules": []}
    schema, faults = read_schema(written, name)
    if schema is None:
        told = [_invalid(place, where, each) for each in faults.standard]
        told += [_unlike_ours(place, where, each) for each in faults.house]
        return None, (*findings, *told)
    return _table(folder, resource, schema), findings


def _undeclared(package: Package, resources: list[Any]) -> Iterator[Finding]:
    """Yield a finding for each CSV file of the folder that the descriptor does not name."""
    stated = [each.get("path") for each in resources if isinstance(each, Mapping)]
    paths = [path for each in stated for path in (each if isinstance(each, list) else [each])]
    declared = {PurePosixPath(path) for path in paths if isinstance(path, str)}
    for path in sorted(package.folder.glob("*.csv")):
        meant = PurePosixPath(path.name.replace(FOR_EXCEL, ".csv"))  # a copy of what is declared
        if meant not in declared:
            yield Finding(
                code="table-undeclared" if package.is_ours else "house-table-undeclared",
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
    return _of_descriptor("descriptor-invalid", place, file, fault)


def _unlike_ours(place: Place, file: str, fault: str) -> Finding:
    return _of_descriptor("descriptor-unlike-ours", place, file, fault)


def _of_descriptor(code: str, place: Place, file: str, fault: str) -> Finding:
    values = {"file": shown(file), "fault": shown(fault, LENGTH_OF_A_FAULT)}
    return Finding(code=code, place=place, values=values)
