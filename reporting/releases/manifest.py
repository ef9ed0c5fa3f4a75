"""The manifest of a version of the data: every file with its hash, every table with its content."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Self

MANIFEST = "manifest.json"


class ManifestError(Exception):
    """A file that is no manifest; the message says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileEntry:
    """A file that is promised byte by byte.

    Attributes:
        path: Its path from the folder of the manifest.
        bytes: How many it has.
        sha256: Its SHA-256, 64 hexadecimal digits.
    """

    path: str
    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TableEntry:
    """A table, promised row by row whatever file holds it.

    Attributes:
        package: Its package.
        name: Its name in it.
        rows: How many rows it has.
        content_hash: See `reporting.packages.content_hash`.
        schema_version: The version of the data since which it has these fields and keys.
    """

    package: str
    name: str
    rows: int
    content_hash: str
    schema_version: str

    @property
    def path(self) -> str:
        """Its path without ending, from the folder of the manifest."""
        return f"{self.package}/{self.name}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What a version of the data is made of.

    Attributes:
        version: Its name, ``2026.12.3``.
        created: The day it was made: that of the commit, or the one given. None of working data.
        commit: The commit at which it was made.
        content_commit: The commit whose rows it holds; mostly the same.
        previous: The version before it; empty of the first.
        tables: Its tables, in the order of their packages.
        files: Its files but for the manifest, by path.
        notices: How many notices the validation of its rows found, by code.
    """

    version: str
    created: date | None
    commit: str
    content_commit: str
    previous: str
    tables: tuple[TableEntry, ...]
    files: tuple[FileEntry, ...]
    notices: Mapping[str, int]

    def table(self, package: str, name: str) -> TableEntry | None:
        """Return the entry of a table, or None if the version has no such table."""
        return next(
            (each for each in self.tables if (each.package, each.name) == (package, name)), None
        )

    def to_json(self) -> bytes:
        """Return the manifest as it is written."""
        told = {**asdict(self), "created": self.created.isoformat() if self.created else None}
        return f"{json.dumps(told, ensure_ascii=False, indent=1)}\n".encode()

    @classmethod
    def from_json(cls, content: bytes) -> Self:
        """Read a manifest.

        Raises:
            ManifestError: It is none.
        """
        try:
            told = json.loads(content)
            return cls(
                **{
                    **told,
                    "created": date.fromisoformat(told["created"]) if told["created"] else None,
                    "tables": tuple(TableEntry(**each) for each in told["tables"]),
                    "files": tuple(FileEntry(**each) for each in told["files"]),
                    "notices": dict(told["notices"]),
                }
            )
        except (ValueError, TypeError, KeyError, RecursionError) as error:
            msg = f"{MANIFEST} is no manifest of a version of the data: {error}"
            raise ManifestError(msg) from error


def read_manifest(folder: Path) -> Manifest:
    """Read the manifest of a folder.

    Raises:
        ManifestError: There is none, or it cannot be read.
    """
    try:
        return Manifest.from_json((folder / MANIFEST).read_bytes())
    except OSError as error:
        msg = f"{folder / MANIFEST} cannot be read: {error.strerror}"
        raise ManifestError(msg) from error


def file_entry(path: str, content: bytes) -> FileEntry:
    """Return the entry of a file with this content."""
    return FileEntry(path=path, bytes=len(content), sha256=sha256(content).hexdigest())


def file_entries(files: Mapping[str, bytes]) -> tuple[FileEntry, ...]:
    """Return the entries of files, by path."""
    return tuple(file_entry(path, files[path]) for path in sorted(files))


def altered(folder: Path, entries: Iterable[FileEntry]) -> Sequence[str]:
    """Return the paths of files that are lacking, or have other bytes than promised."""
    found: list[str] = []
    for each in entries:
        file = folder / each.path
        if not file.is_file() or file_entry(each.path, file.read_bytes()) != each:
            found.append(each.path)
    return found
