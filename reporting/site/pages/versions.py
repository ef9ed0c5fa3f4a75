"""The versions of the data: one page for all, one for each, and one for each folder of files.

A table that is otherwise in a release has a page there on what differs from the data in hand.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from reporting.catalogs.addresses import VERSIONS as VERSION_LIST
from reporting.catalogs.citations import ReleaseCitation
from reporting.catalogs.version import DATA
from reporting.messages import LANGUAGES
from reporting.packages import Package
from reporting.packages.diff import Difference
from reporting.packages.files import DESCRIPTOR
from reporting.packages.opening import CHANGES
from reporting.releases.manifest import MANIFEST, Manifest
from reporting.releases.release import Release
from reporting.renderers.diff_words import diff_words, table_words
from reporting.site.dataset import SiteRecord
from reporting.site.downloads import Download
from reporting.site.pages.page import SitePage
from reporting.site.restated_figures import RestatedFigures, restated_figures
from reporting.site.served_files import ServedFiles, ServedVersions

VERSIONS = f"{DATA}versions/"
CITING = f"{DATA}how-to-cite/"
FIRST_ROWS, LENGTH = 3, 160
"""How many rows of a table a page about a version tells of each kind, and characters of a value."""
ROWS, LENGTH_OF_TABLE = 100, 400
"""The same of a page about one table."""


def pages(
    record: SiteRecord, served: ServedVersions, citations: Mapping[str, ReleaseCitation]
) -> Iterator[SitePage]:
    """Yield the pages about versions.

    Args:
        record: The record.
        served: The files of every version as they stand on the site.
        citations: How each release that stands is cited, by version.
    """
    yield _all_versions(record, served)
    yield _citing(record, served, citations)
    for release in record.releases:
        files = served.releases.get(release.version)
        yield _of_release(record, release, files, citations.get(release.version))
        if files:
            yield from _folders(record, files, release)
            yield from _tables(record, release, files)
    if record.newest and served.latest:
        cited = citations[record.newest.version]
        yield _alias(record, served.latest, cited, is_latest=True)
        yield from _folders(record, served.latest, record.newest)
    cited_now = citations[record.release.version] if record.release else None
    yield _alias(record, served.working, cited_now, is_latest=False)
    yield from _folders(record, served.working, record.release)


def _all_versions(record: SiteRecord, served: ServedVersions) -> SitePage:
    steps = {each.release.version: each for each in record.history.steps}
    return SitePage(
        path=VERSIONS,
        template="versions.html",
        data=(Download.named(VERSION_LIST.rpartition("/")[2], VERSION_LIST),),
        rows={
            "versions": [
                {
                    "release": each,
                    "words": _words(step.difference) if step and step.difference else None,
                    "previous": step.previous if step else None,
                    "files": served.releases.get(each.version),
                }
                for each in reversed(record.releases)
                for step in [steps.get(each.version)]
            ],
            "pending": _words(record.history.pending),
        },
    )


def _citing(
    record: SiteRecord, served: ServedVersions, citations: Mapping[str, ReleaseCitation]
) -> SitePage:
    return SitePage(
        path=CITING,
        template="how_to_cite.html",
        rows={
            "versions": [
                {
                    "release": each,
                    "files": served.releases[each.version],
                    "citation": citations[each.version],
                }
                for each in reversed(record.history.releases)
            ],
        },
    )


def _words(difference: Difference | None, most: int = 0) -> dict[str, Any] | None:
    """Return what a difference says, by language; None where nothing differs."""
    if difference is None or not difference.tables:
        return None
    return {each: diff_words(difference, each, most=most, length=LENGTH) for each in LANGUAGES}


def _places(record: SiteRecord, difference: Difference | None) -> dict[str, str]:
    """Return the page of each table that differs: that of today, or the folder of the old one."""
    if difference is None:
        return {}
    return {
        each.name: f"{DATA}{each.name}/"
        if each.table.name in record.packages[each.package].tables
        else f"{DATA}{difference.old}/{each.package}/"
        for each in difference.tables
    }


def _of_release(
    record: SiteRecord,
    release: Release,
    files: ServedFiles | None,
    citation: ReleaseCitation | None,
) -> SitePage:
    """Return the page of a release; of one that was withdrawn, why, and what replaces it."""
    steps = (each for each in record.history.steps if each.release is release)
    step = next(steps, None)
    known = {each.version: each for each in record.releases}
    address = f"{DATA}{release.version}/"
    return SitePage(
        path=address,
        template="release.html",
        rows={
            "manifest": release.manifest,
            "previous": known.get(release.manifest.previous),
            "since": step.previous if step else None,
            "words": _words(step.difference, FIRST_ROWS) if step else None,
            "files": files or ServedFiles(address=address),
            "packages": _packages(record, release.manifest),
            "places": _places(record, step.difference if step else None),
            "restated": restated_figures(release),
            "citation": citation,
            "kind": "withdrawn" if release.withdrawal else "release",
            "otherwise": _otherwise(record, release),
            "has_changes": bool(files and files.has(CHANGES)),
        },
        data=_downloads(files) if files else (Download.named(MANIFEST, f"{address}{MANIFEST}"),),
        release=release,
    )


def _alias(
    record: SiteRecord, files: ServedFiles, citation: ReleaseCitation | None, *, is_latest: bool
) -> SitePage:
    """Return the page of an address whose version changes: newest release, or what is in hand."""
    release = record.newest if is_latest else record.release
    manifest = _manifest(record, release)
    return SitePage(
        path=files.address,
        template="release.html",
        rows={
            "manifest": manifest,
            "previous": None,
            "since": None if release else record.newest,
            "words": None if release else _words(record.history.pending, FIRST_ROWS),
            "files": files,
            "packages": _packages(record, manifest),
            "places": _places(record, None if release else record.history.pending),
            "restated": RestatedFigures(),
            "citation": citation,
            "kind": "latest" if is_latest else "working",
            "otherwise": frozenset(),
            "has_changes": False,
        },
        data=_downloads(files),
        release=release,
    )


def _manifest(record: SiteRecord, release: Release | None) -> Manifest:
    """Return the manifest of a release, or what is known of the data in hand."""
    if release:
        return release.manifest
    return Manifest(
        version=record.version,
        created=None,
        commit="",
        content_commit="",
        previous=record.newest.version if record.newest else "",
        tables=record.tables,
        files=(),
        notices={},
    )


def _packages(record: SiteRecord, manifest: Manifest) -> list[dict[str, Any]]:
    """Return the tables of a version by package, each with the table of today if there is one."""
    names = dict.fromkeys(each.package for each in manifest.tables)
    return [
        {
            "name": name,
            "package": record.packages.get(name),
            "tables": [
                {"entry": each, "table": _table(record.packages.get(name), each.name)}
                for each in manifest.tables
                if each.package == name
            ],
        }
        for name in names
    ]


def _table(package: Package | None, name: str) -> object:
    return package.tables.get(name) if package else None


def _downloads(files: ServedFiles) -> tuple[Download, ...]:
    names = (MANIFEST, CHANGES, files.zip_name)
    return tuple(
        Download.named(each, f"{files.address}{each}") for each in names if files.has(each)
    )


def _folders(record: SiteRecord, files: ServedFiles, release: Release | None) -> Iterator[SitePage]:
    """Yield a page for the folder of each package: every file with its bytes and hash."""
    manifest = _manifest(record, release)
    whole = _downloads(files)
    for each in _packages(record, manifest):
        own = files.of(each["name"])
        yield SitePage(
            path=own.address,
            template="release_package.html",
            rows={
                "package": each["package"],
                "called": each["name"],
                "files": own,
                "version": manifest.version,
                "parent": files.address,
            },
            data=(
                Download.named(DESCRIPTOR, f"{own.address}{DESCRIPTOR}"),
                *(each for each in whole if not each.address.endswith(MANIFEST)),
            ),
            release=release,
        )


def _otherwise(record: SiteRecord, release: Release) -> frozenset[str]:
    """Return the tables of a release that have a page there, as they are otherwise today."""
    difference = record.history.since.get(release.version)
    diffs = difference.tables if difference else ()
    return frozenset(f"{each.package}/{each.old.name}" for each in diffs if each.old)


def _tables(record: SiteRecord, release: Release, files: ServedFiles) -> Iterator[SitePage]:
    """Yield a page for each table that differs from the data in hand."""
    difference = record.history.since.get(release.version)
    for diff in difference.tables if difference else ():
        if diff.old is None:
            continue
        name = diff.old.name
        path = f"{files.address}{diff.package}/{name}/"
        forms = files.formats(diff.package, name)
        yield SitePage(
            path=path,
            template="table_then.html",
            rows={
                "diff": diff,
                "was": name,
                "entry": release.manifest.table(diff.package, name),
                "now": len(record.rows(f"{diff.package}/{diff.new.name}")) if diff.new else None,
                "words": {
                    each: table_words(diff, each, most=ROWS, length=LENGTH_OF_TABLE)
                    for each in LANGUAGES
                },
                "files": files,
            },
            data=tuple(
                Download(
                    title=each.title, address=f"{files.address}{each.path(diff.package, name)}"
                )
                for each in forms
            ),
            release=release,
        )
