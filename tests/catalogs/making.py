"""Releases made of small data, with the copies that a build would make."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from reporting.catalogs.publisher import Publisher
from reporting.catalogs.version import DescribedVersion
from reporting.packages import Package
from reporting.packages.opening import open_package
from reporting.releases.making import Stamp, table_entries, version_files
from reporting.releases.manifest import MANIFEST, FileEntry, Manifest, file_entries, file_entry
from reporting.releases.release import Release

URL = "https://data.example.org"
VERSION = "2026.12.2"
DOI = "10.5281/zenodo.2"
KNOWN = Publisher(
    name="Example Foundation",
    name_ja="\u4f8b\u793a\u8ca1\u56e3",
    url="https://example.org/",
    email="data@example.org",
    repository="https://example.org/data",
    dois={VERSION: DOI},
)
UNKNOWN = Publisher()


def released(
    data: Path, names: tuple[str, ...], folder: Path, version: str = VERSION, previous: str = ""
) -> Release:
    """Write a release.

    Args:
        data: The folder of the packages.
        names: Their names.
        folder: Where the release is written.
        version: What it is called.
        previous: The release before it.
    """
    packages = [_opened(data / each) for each in names]
    created = date(2026, 12, 1)
    stamp = Stamp(version=version, created=created, title=f"Version {version}")
    files = version_files(packages, stamp, data / "LICENSE.md")
    manifest = Manifest(
        version=version,
        created=created,
        commit="a" * 40,
        content_commit="a" * 40,
        previous=previous,
        tables=table_entries(packages, version, None),
        files=file_entries(files),
        notices={},
    )
    for path, content in {**files, MANIFEST: manifest.to_json()}.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    return Release(folder=folder, manifest=manifest)


def _opened(folder: Path) -> Package:
    package, findings = open_package(folder)
    assert package is not None, findings
    return package


def described(release: Release) -> DescribedVersion:
    """Return a release with copies as a build would make them: their bytes do not matter here."""
    tables = release.manifest.tables
    paths = [
        *(f"{each.path}.{ending}" for each in tables for ending in ("json", "excel.csv")),
        *(f"{name}.xlsx" for name in release.packages()),
        *("jcm-open-data.sqlite", f"jcm-open-data-{release.version}.zip"),
    ]
    return DescribedVersion(
        manifest=release.manifest,
        whole=release.whole(),
        packages=release.packages(),
        copies=copies_named(paths),
        pages={each.path: f"data/{each.path}/" for each in tables},
    )


def copies_named(paths: list[str]) -> tuple[FileEntry, ...]:
    """Return entries of files, each of which holds its own path."""
    return tuple(file_entry(each, each.encode()) for each in paths)


def in_work(version: DescribedVersion) -> DescribedVersion:
    """Return what would be the working data with the same rows."""
    manifest = replace(version.manifest, version=f"{version.version}+working.abc", created=None)
    return replace(version, manifest=manifest)
