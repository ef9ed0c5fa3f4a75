"""The addresses of the data for programs: ``versions.json`` and ``index.json``."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from reporting.catalogs.publisher import Publisher
from reporting.catalogs.version import (
    DATA,
    FORMS,
    LATEST,
    OF_TABLE,
    WORKBOOK,
    WORKING,
    in_each,
    root_of,
)
from reporting.messages import Text, _, alike
from reporting.packages.files import DESCRIPTOR
from reporting.releases.making import WHOLE
from reporting.releases.manifest import MANIFEST, Manifest
from reporting.releases.release import Release, standing
from reporting.renderers.files import to_json

VERSIONS = f"{DATA}versions.json"
INDEX = f"{DATA}index.json"
VERSION, PACKAGE, TABLE = "{version}", "{package}", "{table}"
BEFORE = _("Working data before the first release")
WHAT: Mapping[str, Text] = {
    f"{PACKAGE}/{DESCRIPTOR}": _("A package, described for tools that read Data Packages"),
    DESCRIPTOR: _("All tables, described for tools that read Data Packages"),
    MANIFEST: _("Every file with its SHA-256, every table with its content hash"),
    "changes.csv": _("What differs from the release before"),
    "copies.json": _("The copies that are made of the release at each build"),
    "validation.json": _("What the validation found"),
}


def versions_json(
    releases: Sequence[Release], working: Manifest | None, publisher: Publisher, url: str
) -> bytes:
    """Return every version that there is: the releases, withdrawn ones too, and the state in hand.

    Args:
        releases: The releases, the oldest first.
        working: What the state in hand is made of; that of a release where they are the same.
        publisher: Who knows the DOIs.
        url: The site's address; empty if it is not known.
    """
    newest = next((each.version for each in reversed(standing(tuple(releases)))), None)
    told: dict[str, Any] = {
        "site": root_of(url) or None,
        "newest": newest,
        "latest": LATEST,
        "versions": [_of_release(each, publisher) for each in releases],
        "working": _of_working(working, newest) if working else None,
    }
    return to_json(told)


def _of_release(release: Release, publisher: Publisher) -> Mapping[str, Any]:
    manifest, withdrawal = release.manifest, release.withdrawal
    return {
        "version": manifest.version,
        "created": manifest.created,
        "commit": manifest.commit,
        "content_commit": manifest.content_commit,
        "previous": manifest.previous or None,
        "tables": len(manifest.tables),
        "rows": sum(each.rows for each in manifest.tables),
        "address": f"{DATA}{manifest.version}/",
        "manifest": f"{DATA}{manifest.version}/{MANIFEST}",
        "doi": publisher.dois.get(manifest.version),
        "withdrawn": withdrawal
        and {
            "on": withdrawal.on,
            "reason": withdrawal.reason,
            "reason@ja": withdrawal.reason_ja,
            "replaced_by": withdrawal.replaced_by or None,
        },
    }


def _of_working(manifest: Manifest, newest: str | None) -> Mapping[str, Any]:
    is_release = manifest.version == newest
    after = _("Working data after %(version)s", version=newest) if newest else BEFORE
    return {
        "title": in_each(alike(manifest.version) if is_release else after),
        "after": newest,
        "is_release": is_release,
        "state": manifest.version,
        "tables": len(manifest.tables),
        "rows": sum(each.rows for each in manifest.tables),
        "address": WORKING,
        "manifest": f"{WORKING}{MANIFEST}",
    }


def index_json(manifest: Manifest, versions: Sequence[str], others: Mapping[str, Text]) -> bytes:
    """Return the addresses of the site's files of data, each form once, with what to put in.

    Args:
        manifest: What the newest release is made of, or the state in hand before the first.
        versions: The versions that stand, the oldest first.
        others: Addresses of files that stand once, as catalogues, with what they are.
    """
    names: dict[str, list[str]] = {}
    for each in manifest.tables:
        names.setdefault(each.package, []).append(each.name)
    return to_json(
        {
            "put_in": {
                "version": [*versions, "latest", "working"],
                "package": list(names),
                "table": names,
            },
            "of_versions": [
                {"address": f"{DATA}{VERSION}/{path}", "what": in_each(what), "type": kind}
                for path, what, kind in _of_versions()
            ],
            "others": [
                {"address": address, "what": in_each(what)} for address, what in others.items()
            ],
        }
    )


def _of_versions() -> Iterator[tuple[str, Text, str]]:
    for ending, form in OF_TABLE.items():
        yield f"{PACKAGE}/{TABLE}.{ending}", form.title, form.media_type
    yield f"{PACKAGE}.{WORKBOOK}", FORMS[WORKBOOK].title, FORMS[WORKBOOK].media_type
    yield f"{WHOLE}.sqlite", FORMS["sqlite"].title, FORMS["sqlite"].media_type
    yield f"{WHOLE}-{VERSION}.zip", FORMS["zip"].title, FORMS["zip"].media_type
    for path, what in WHAT.items():
        yield path, what, "text/csv" if path.endswith(".csv") else "application/json"
