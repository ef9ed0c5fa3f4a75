"""Releases: the versions of the data that are kept for ever, in folders of ``data/releases``.

What became of a release after it was made stands beside it, in ``withdrawals.json``: its own files
never change.
"""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from reporting.packages import Package, Table
from reporting.packages.files import DESCRIPTOR
from reporting.packages.opening import open_package
from reporting.releases.manifest import MANIFEST, Manifest, ManifestError, altered, read_manifest

RELEASES = "releases"
WITHDRAWALS = "withdrawals.json"
VERSION = re.compile(r"(20[0-9]{2})\.(1[0-2]|[1-9])\.(0|[1-9][0-9]*)")


class ReleaseError(Exception):
    """A release that cannot be read or made; the message says why, and what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawal:
    """A release whose files are gone for a reason.

    Attributes:
        on: The day.
        reason: Why, in English.
        reason_ja: Why, in Japanese.
        replaced_by: The release that replaces it; empty if none does.
    """

    on: date
    reason: str
    reason_ja: str
    replaced_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """A release.

    Attributes:
        folder: Its folder.
        manifest: What it is made of.
        withdrawal: That its files are gone, and why; None of one that stands.
    """

    folder: Path
    manifest: Manifest
    withdrawal: Withdrawal | None = None

    @property
    def version(self) -> str:
        """Its name, ``2026.12.3``."""
        return self.manifest.version

    @property
    def created(self) -> date:
        """The day it was made.

        Raises:
            ReleaseError: Its manifest says none.
        """
        if self.manifest.created is None:
            msg = f"{self.folder / MANIFEST} does not say when the release was made"
            raise ReleaseError(msg)
        return self.manifest.created

    def packages(self) -> dict[str, Package]:
        """Return its packages by name, each with copies of the tables that its keys lead to."""
        names = dict.fromkeys(each.package for each in self.manifest.tables)
        return {name: opened(self.folder / name) for name in names}

    def tables(self, package: str) -> Mapping[str, Table]:
        """Return the tables of a package by name; none if it has no such package."""
        folder = self.folder / package
        return opened(folder).tables if folder.is_dir() else {}

    def whole(self) -> Package:
        """Return all its tables under one descriptor, called ``package-table``."""
        return opened(self.folder)


def opened(folder: Path) -> Package:
    """Open a package of a release, of whatever rules.

    Raises:
        ReleaseError: It cannot be read.
    """
    package, findings = open_package(folder, has_rules=False)
    if package is None:
        msg = f"{folder / DESCRIPTOR} cannot be read: {findings[0].code}"
        raise ReleaseError(msg)
    return package


def order(version: str) -> tuple[int, ...]:
    """Return what sorts versions: year, month and number.

    Raises:
        ReleaseError: It is no version.
    """
    found = VERSION.fullmatch(version)
    if found is None:
        msg = f"'{version}' is no version; write year.month.number, as 2026.12.3"
        raise ReleaseError(msg)
    return tuple(map(int, found.groups()))


def releases_in(data: Path) -> tuple[Release, ...]:
    """Return the releases of a data folder, the oldest first.

    Raises:
        ReleaseError: One cannot be read.
    """
    withdrawals = read_withdrawals(data)
    folders = [path.parent for path in (data / RELEASES).glob(f"*/{MANIFEST}")]
    found = []
    for folder in sorted(folders, key=lambda each: order(each.name)):
        try:
            manifest = read_manifest(folder)
        except ManifestError as error:
            raise ReleaseError(str(error)) from error
        if manifest.version != folder.name:
            msg = f"{folder / MANIFEST} is of version {manifest.version}, not of {folder.name}"
            raise ReleaseError(msg)
        withdrawal = withdrawals.get(manifest.version)
        found.append(Release(folder=folder, manifest=manifest, withdrawal=withdrawal))
    return tuple(found)


def altered_files(releases: Iterable[Release]) -> tuple[Path, ...]:
    """Return the files of releases that stand which are lacking or not as they were released."""
    return tuple(
        release.folder / path
        for release in releases
        if release.withdrawal is None
        for path in altered(release.folder, release.manifest.files)
    )


def restorable(file: Path) -> str:
    """Say that a file is not as it was released, and what to do."""
    return f"{file} is not as it was released: git restore brings it back"


def standing(releases: tuple[Release, ...]) -> tuple[Release, ...]:
    """Return the releases that were not withdrawn."""
    return tuple(each for each in releases if each.withdrawal is None)


def read_withdrawals(data: Path) -> Mapping[str, Withdrawal]:
    """Return the withdrawals of a data folder, by version.

    Raises:
        ReleaseError: They cannot be read.
    """
    file = data / RELEASES / WITHDRAWALS
    if not file.is_file():
        return {}
    try:
        told = json.loads(file.read_bytes())
        return {
            version: Withdrawal(**{**each, "on": date.fromisoformat(each["on"])})
            for version, each in told.items()
        }
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        msg = f"{file} cannot be read: {error}"
        raise ReleaseError(msg) from error
