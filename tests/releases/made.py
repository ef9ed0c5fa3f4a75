"""A made-up version of the data, and a table with every type there is."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import pyarrow as pa

from reporting.packages import open_package
from reporting.packages.content_hash import content_hash
from reporting.packages.csv_text import to_csv
from reporting.packages.model import Package, Schema, Table
from reporting.releases.copies import Copy, copies, copies_json
from reporting.releases.making import Stamp, table_entries, version_files
from reporting.releases.manifest import MANIFEST, Manifest, file_entries
from reporting.releases.reading import conformed
from tests.broken.case import CLEAN

VERSION, DAY = "2026.12.9", date(2026, 12, 1)
NAMES = ("record", "nomenclature")
TEXT = {"en": "", "ja": ""}


def write_release(folder: Path) -> Manifest:
    """Write a version of the clean packages into a folder: files, and the manifest."""
    packages = [_opened(CLEAN / name) for name in NAMES]
    stamp = Stamp(version=VERSION, created=DAY, title=f"Version {VERSION}")
    files = version_files(packages, stamp, None)
    manifest = Manifest(
        version=VERSION,
        created=DAY,
        commit="0" * 40,
        content_commit="0" * 40,
        previous="",
        tables=table_entries(packages, VERSION, None),
        files=file_entries(files),
        notices={},
    )
    for path, content in {**files, MANIFEST: manifest.to_json()}.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    return manifest


def _opened(folder: Path) -> Package:
    package, findings = open_package(folder)
    assert package is not None
    assert not findings
    return package


def write_copies(folder: Path) -> tuple[Copy, ...]:
    """Write the copies of a version beside it, and their list."""
    made = tuple(copies(folder, VERSION))
    for each in made:
        (folder / each.path).write_bytes(each.content)
    (folder / "copies.json").write_bytes(copies_json(made))
    return made


FIELDS = ("id", "text", "count", "share", "day", "is_known", "year")
TYPES = ("string", "string", "integer", "number", "date", "boolean", "year")
SCHEMA = Schema.from_descriptor(
    {
        "fields": [{"name": name, "type": kind} for name, kind in zip(FIELDS, TYPES, strict=True)],
        "primaryKey": "id",
    }
)


def package_of(folder: Path, rows: Sequence[Sequence[str]], schema: Schema = SCHEMA) -> Package:
    """Write rows of texts as the table of a package."""
    path = folder / "table.csv"
    path.write_bytes(to_csv(schema.names, rows))
    table = Table(
        name="table", path=path, title=TEXT, description=TEXT, schema=schema, descriptor={}
    )
    return Package(
        name="made",
        folder=folder,
        title=TEXT,
        description=TEXT,
        tables={"table": table},
        descriptor={"name": "made"},
    )


def hash_of(tables: Mapping[str, pa.Table], schema: Schema = SCHEMA) -> str:
    """Return the content hash of the only table of some."""
    (rows,) = tables.values()
    return content_hash(conformed(rows, schema), schema)
