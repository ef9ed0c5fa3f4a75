"""The data as files below ``data/``: each release as it is stored, the newest, the state in hand.

Stored files are served unchanged; copies and descriptions beside them are made from them.
"""

import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from reporting.bundled import EXAMPLE, PUBLISHED_EXAMPLE
from reporting.catalogs.descriptions import descriptions, site_catalog
from reporting.catalogs.publisher import Publisher
from reporting.catalogs.version import DATA, LATEST, WORKING, DescribedVersion
from reporting.messages import Bilingual
from reporting.packages import Package, Validation
from reporting.packages.publication import parquet_rows, published_tables
from reporting.releases.copies import COPIES, copies, copies_json
from reporting.releases.making import (
    README,
    WHOLE,
    described_tables,
    note,
    package_files,
    version_files,
)
from reporting.releases.manifest import MANIFEST, FileEntry, Manifest, file_entries, read_manifest
from reporting.releases.release import Release, opened
from reporting.releases.signature import SIGNATURE, SIGNERS
from reporting.renderers.files import to_json, to_zip, write_files
from reporting.renderers.findings import validation_json
from reporting.site.dataset import SiteRecord

EXAMPLE_DATA = f"{DATA}example/"
VALIDATION = "validation.json"
SUMS = "SHA256SUMS"


@dataclass(frozen=True, slots=True, kw_only=True)
class Download:
    """A file of data: what it is called in each language, and its address from the root."""

    title: Bilingual
    address: str

    @classmethod
    def named(cls, name: str, address: str) -> "Download":
        """Return a download that is called the same in every language."""
        return cls(title={"en": name, "ja": name}, address=address)


OF_EXAMPLE = """
Made up
- Nothing in it happened, and the Parties do not exist; source_id of every row is made-up.
- Rows marked confidential are among them, for tests: they are nobody's. Of a real record they are
  never published."""
NAMING_EXAMPLE = "Whatever is made from it says that it is made up."


def write_data(
    record: SiteRecord, output: Path, publisher: Publisher, url: str
) -> tuple[DescribedVersion, ...]:
    """Write every version of the record's data below ``data/``, and what is said of them all.

    Args:
        record: The record.
        output: The folder of the site.
        publisher: Who publishes it.
        url: The site's address; empty if it is not known.

    Returns:
        The releases that stand, the oldest first, with their copies.
    """
    described: list[DescribedVersion] = []
    for release in record.releases:
        folder = output / DATA / release.version
        _copy(release, folder)
        if release.withdrawal is None:
            made = _write_copies(folder, release.version)
            described.append(_described(folder, release.manifest, made))
            write_files(folder, descriptions(described[-1], publisher, url))
    for each in record.releases[:1]:
        _copy_keys(each.folder.parent, output / DATA)
    working = output / WORKING
    if record.newest:
        shutil.copytree(output / DATA / record.newest.version, output / LATEST)
        _write_alias(output / LATEST, record.newest.version)
    if record.release:
        # The state in hand is that of a release: the same files, at the address of what is in hand.
        shutil.copytree(output / LATEST, working)
    else:
        manifest = _write_working(record, working)
        made = _write_copies(working, "working")
        write_files(working, descriptions(_described(working, manifest, made), publisher, url))
        _write_alias(working, "working")
    in_hand = record.release.manifest if record.release else manifest
    write_files(output, site_catalog(described, record.releases, in_hand, publisher, url))
    for folder in (working, *([output / LATEST] if record.release else [])):
        write_files(folder, {VALIDATION: validation_json(record.validation).encode()})
    return tuple(described)


def _copy(release: Release, folder: Path) -> None:
    """Copy what is stored of a release, and nothing that stands there by chance."""
    own = [each for each in (MANIFEST, SIGNATURE) if (release.folder / each).is_file()]
    files = [] if release.withdrawal else [each.path for each in release.manifest.files]
    for name in (*own, *files):
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(release.folder / name, target)


def _copy_keys(releases: Path, folder: Path) -> None:
    """Copy the publisher's public keys, if there are any, for whoever judges a signature."""
    if (releases / SIGNERS).is_file():
        shutil.copyfile(releases / SIGNERS, folder / SIGNERS)


def _write_working(record: SiteRecord, folder: Path) -> Manifest:
    files = version_files(record.packages.values(), record.stamp, record.licence)
    manifest = Manifest(
        version=record.version,
        created=None,
        commit="",
        content_commit="",
        previous=record.newest.version if record.newest else "",
        tables=record.tables,
        files=file_entries(files),
        notices={},
    )
    write_files(folder, {**files, MANIFEST: manifest.to_json()})
    return manifest


def _write_copies(folder: Path, version: str) -> tuple[FileEntry, ...]:
    """Write the other formats beside what is stored, made from it, and their list."""
    made = [*copies(folder, version)]
    files = {each.path: each.content for each in made}
    sums = "".join(f"{each.sha256}  {each.path}\n" for each in read_manifest(folder).files)
    write_files(folder, {**files, COPIES: copies_json(made), SUMS: sums.encode()})
    return file_entries(files)


def _described(folder: Path, manifest: Manifest, made: Sequence[FileEntry]) -> DescribedVersion:
    """Return a version as catalogues see it."""
    names = dict.fromkeys(each.package for each in manifest.tables)
    return DescribedVersion(
        manifest=manifest,
        whole=opened(folder),
        packages={name: opened(folder / name) for name in names},
        copies=made,
        pages={each.path: f"{DATA}{each.path}/" for each in manifest.tables},
    )


def _write_alias(folder: Path, version: str) -> None:
    """Give the zip of a folder whose version changes an address that does not."""
    shutil.copyfile(folder / f"{WHOLE}-{version}.zip", folder / f"{WHOLE}.zip")


def example_downloads(validation: Validation) -> dict[str, bytes]:
    """Return every file of the example's data, by its address from the root.

    Args:
        validation: That of the example and of the packages that its keys lead to.
    """
    packages = {each.name: each for each in validation.packages}
    kept, name = packages[EXAMPLE], PUBLISHED_EXAMPLE
    example = replace(kept, name=name, descriptor={**kept.descriptor, "name": name})
    files = package_files(example, packages) | _json_tables(example, packages)
    about = example.descriptor
    version = f"Version {about['version']}, {about['created'][:10]}"
    files[README] = note(about, version, OF_EXAMPLE, described_tables(example), NAMING_EXAMPLE)
    files[f"{name}.zip"] = to_zip(files)
    return {f"{EXAMPLE_DATA}{path}": content for path, content in files.items()}


def _json_tables(package: Package, packages: Mapping[str, Package]) -> dict[str, bytes]:
    return {
        f"{each.name}.json": to_json(parquet_rows(each.home, each.table).to_pylist())
        for each in published_tables(package, packages)
    }
