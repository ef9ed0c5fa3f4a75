"""Copies of a version of the data: the formats that are made of it anew at each build.

Their bytes are no promise, as libraries change them; their rows are. ``copies.json`` lists each
with its bytes, the tool that wrote it, and the content hash of every table in it.
"""

import platform
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from reporting.packages import Package
from reporting.packages.publication import parquet_rows
from reporting.releases.making import WHOLE
from reporting.releases.manifest import (
    MANIFEST,
    Manifest,
    TableEntry,
    file_entry,
    read_manifest,
)
from reporting.releases.release import opened
from reporting.renderers import data_workbook, sqlite
from reporting.renderers.data_workbook import to_workbook
from reporting.renderers.excel_csv import ENDING, to_excel_csv
from reporting.renderers.files import to_json, to_zip
from reporting.renderers.sqlite import to_sqlite

COPIES = "copies.json"
SQLITE = f"{WHOLE}.sqlite"
PYTHON = ("Python", platform.python_version())
ZLIB = ("zlib", zlib.ZLIB_RUNTIME_VERSION)
Tool = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """A copy of some tables.

    Attributes:
        path: Its path from the folder of the version.
        content: Its bytes.
        tool: What wrote it, and the version of that, which its bytes depend on.
        tables: The tables it holds.
    """

    path: str
    content: bytes = field(repr=False)
    tool: Tool
    tables: tuple[TableEntry, ...]

    def as_record(self) -> Mapping[str, object]:
        """Return what ``copies.json`` says of it."""
        entry = file_entry(self.path, self.content)
        name, version = self.tool
        return {
            "path": entry.path,
            "bytes": entry.bytes,
            "sha256": entry.sha256,
            "tool": name,
            "tool_version": version,
            "tables": [
                {"package": each.package, "name": each.name, "content_hash": each.content_hash}
                for each in self.tables
            ],
        }


def copies(folder: Path, version: str) -> Iterator[Copy]:
    """Yield the copies of a version, by and by.

    Args:
        folder: Its folder, with the manifest and every file that this lists.
        version: What its zip is called after.

    Raises:
        ManifestError: The manifest cannot be read.
        ReleaseError: A package cannot be opened.
    """
    manifest = read_manifest(folder)
    tables = manifest.tables
    for name in dict.fromkeys(each.package for each in tables):
        yield from _of_package(name, opened(folder / name), manifest)
    yield Copy(path=SQLITE, content=to_sqlite(opened(folder)), tool=sqlite.TOOL, tables=tables)
    paths = [MANIFEST, *(each.path for each in manifest.files)]
    content = to_zip({path: (folder / path).read_bytes() for path in paths})
    yield Copy(path=zip_name(version), content=content, tool=ZLIB, tables=tables)


def zip_name(version: str) -> str:
    """Return what the zip of a version is called."""
    return f"{WHOLE}-{version}.zip"


def _of_package(name: str, package: Package, manifest: Manifest) -> Iterator[Copy]:
    entries = {each.name: table_meant(manifest, name, each.name) for each in package}
    for table in package:
        entry = entries[table.name]
        tables = (entry,) if entry else ()
        rows = to_json(parquet_rows(package, table).to_pylist())
        stem = f"{name}/{table.name}"
        yield Copy(path=f"{stem}.json", content=rows, tool=PYTHON, tables=tables)
        yield Copy(path=f"{stem}{ENDING}", content=to_excel_csv(table), tool=PYTHON, tables=tables)
    yield Copy(
        path=f"{name}.xlsx",
        content=to_workbook(package),
        tool=data_workbook.TOOL,
        tables=tuple(each for each in entries.values() if each),
    )


def table_meant(manifest: Manifest, package: str, name: str) -> TableEntry | None:
    """Return the entry of a table by its name in a package: its own, or a copy of another's.

    Args:
        manifest: The manifest.
        package: The package; empty for the descriptor over all.
        name: Its name there: ``projects``, or ``nomenclature-countries``.
    """
    own = manifest.table(package, name)
    if own is not None:
        return own
    parts = name.split("-")
    pairs = (("-".join(parts[:at]), "-".join(parts[at:])) for at in range(1, len(parts)))
    return next((each for pair in pairs if (each := manifest.table(*pair))), None)


def copies_json(every: Iterable[Copy]) -> bytes:
    """Return the list of copies, as ``copies.json`` has it."""
    listed = sorted(every, key=lambda each: each.path)
    return to_json({"copies": [each.as_record() for each in listed]})
