"""The files of a version as they stand on the site: stored ones, copies, descriptions."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from reporting.catalogs.version import DATA, LATEST, WORKING
from reporting.releases.manifest import FileEntry, file_entry, read_manifest
from reporting.releases.release import standing
from reporting.releases.signature import SIGNATURE
from reporting.site.dataset import SiteRecord
from reporting.site.file_formats import FORMATS, Format

COPIES = "copies.json"
PAGE = "index.html"


@dataclass(frozen=True, slots=True, kw_only=True)
class ServedFiles:
    """The files of a version.

    Attributes:
        address: Where they stand, from the root of the site: ``data/2026.12.3/``.
        stored: Those that are promised byte by byte.
        copies: Those that each build makes of them anew.
        others: Those that describe them, and the manifest.
    """

    address: str = ""
    stored: tuple[FileEntry, ...] = ()
    copies: tuple[FileEntry, ...] = ()
    others: tuple[FileEntry, ...] = ()
    paths: frozenset[str] = field(default=frozenset())

    def has(self, path: str) -> bool:
        """Tell whether a file is there, by its path from the folder."""
        return path in self.paths

    def formats(self, package: str, table: str) -> tuple[Format, ...]:
        """Return the formats in which a table is there."""
        return tuple(each for each in FORMATS if self.has(each.path(package, table)))

    @property
    def zip_name(self) -> str:
        """The zip of everything; where there are two, the one whose name stays. Empty if none."""
        zips = (each for each in self.paths if each.endswith(".zip") and "/" not in each)
        return min(zips, key=len, default="")

    @property
    def is_signed(self) -> bool:
        """Whether the signature of the manifest is there."""
        return self.has(SIGNATURE)

    def of(self, package: str) -> "ServedFiles":
        """Return the files in the folder of a package; of no package, those at the top."""
        return ServedFiles(
            address=f"{self.address}{package}/" if package else self.address,
            stored=_within(self.stored, package),
            copies=_within(self.copies, package),
            others=_within(self.others, package),
            paths=self.paths,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ServedVersions:
    """The versions of the data as they stand on the site.

    Attributes:
        in_hand: The data in hand, at the address that pages lead to.
        latest: The newest release at the address that stays; None before the first.
        working: The data in hand at the address of what is in hand.
        releases: Each release that stands, by version.
    """

    in_hand: ServedFiles
    latest: ServedFiles | None
    working: ServedFiles
    releases: Mapping[str, ServedFiles]

    @property
    def not_in_hand(self) -> frozenset[str]:
        """The folders of the versions that pages of the record do not lead to."""
        others = (self.latest, self.working, *self.releases.values())
        return frozenset(each.address for each in others if each) - {self.in_hand.address}


def served_versions(record: SiteRecord, output: Path) -> ServedVersions:
    """Return the versions as a build has written them.

    Args:
        record: The record.
        output: The folder of the site.
    """
    working = served_files(output, WORKING)
    latest = served_files(output, LATEST) if record.newest else None
    return ServedVersions(
        in_hand=latest if latest and record.release else working,
        latest=latest,
        working=working,
        releases={
            each.version: served_files(output, f"{DATA}{each.version}/")
            for each in standing(record.releases)
        },
    )


def served_files(output: Path, address: str) -> ServedFiles:
    """Return the files of a version as a build has written them.

    Args:
        output: The folder of the site.
        address: Where the version stands, from there.
    """
    folder = output / address
    promised = {each.path: each for each in read_manifest(folder).files}
    found = {
        path.relative_to(folder).as_posix(): path
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != PAGE
    }
    listed = _listed_copies(folder)
    beside = set(found) - set(promised) - set(listed)
    return ServedFiles(
        address=address,
        stored=tuple(promised[path] for path in sorted(promised) if path in found),
        copies=tuple(listed[path] for path in sorted(listed) if path in found),
        others=tuple(file_entry(path, found[path].read_bytes()) for path in sorted(beside)),
        paths=frozenset(found),
    )


def _listed_copies(folder: Path) -> Mapping[str, FileEntry]:
    """Return the copies that a list beside them names."""
    file = folder / COPIES
    told: Any = json.loads(file.read_bytes()) if file.is_file() else {}
    entries = (
        FileEntry(path=each["path"], bytes=each["bytes"], sha256=each["sha256"])
        for each in told.get("copies", ())
    )
    return {each.path: each for each in entries}


def _within(entries: tuple[FileEntry, ...], package: str) -> tuple[FileEntry, ...]:
    return tuple(_entries(entries, package))


def _entries(entries: tuple[FileEntry, ...], package: str) -> Iterator[FileEntry]:
    """Yield the files of a folder and of those in it, by their paths from there."""
    for each in entries:
        folder, _slash, path = each.path.partition("/")
        if not package and not path:
            yield each
        elif package and folder == package and path:
            yield FileEntry(path=path, bytes=each.bytes, sha256=each.sha256)
