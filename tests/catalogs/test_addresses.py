"""``versions.json`` and ``index.json``: every version with what became of it, and where all is."""

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from reporting.catalogs.addresses import INDEX, VERSIONS, versions_json
from reporting.catalogs.descriptions import left_out, site_catalog
from reporting.catalogs.publisher import Publisher
from reporting.catalogs.version import DescribedVersion
from reporting.releases.release import Release, Withdrawal
from tests.catalogs.making import DOI, KNOWN, UNKNOWN, URL, VERSION, in_work

LICENCES = ("LICENSE.md",)
WITHDRAWN = Withdrawal(
    on=date(2026, 12, 5), reason="a row was confidential", reason_ja="x", replaced_by="2026.12.3"
)


@pytest.fixture
def versions(version: DescribedVersion, release: Release) -> dict[str, Any]:
    """Return the list with a withdrawn release, one that stands, and working data."""
    newest = replace(release, manifest=replace(release.manifest, version="2026.12.3"))
    withdrawn = replace(release, withdrawal=WITHDRAWN)
    working = in_work(version).manifest
    told = json.loads(versions_json([withdrawn, newest], working, KNOWN, URL))
    assert isinstance(told, dict)
    return told


def test_every_version_is_listed(versions: dict[str, Any]) -> None:
    """With its day, the commit whose rows it holds, its DOI and where it is."""
    assert versions["newest"] == "2026.12.3"
    assert versions["site"] == f"{URL}/"
    first, second = versions["versions"]
    assert (first["version"], first["created"], first["doi"]) == (VERSION, "2026-12-01", DOI)
    assert second["content_commit"] == "a" * 40
    assert second["manifest"] == "data/2026.12.3/manifest.json"
    assert second["withdrawn"] is None


def test_a_withdrawn_release_says_why(versions: dict[str, Any]) -> None:
    """When, why in both languages, and what replaces it."""
    assert versions["versions"][0]["withdrawn"] == {
        "on": "2026-12-05",
        "reason": "a row was confidential",
        "reason@ja": "x",
        "replaced_by": "2026.12.3",
    }


def test_working_data_have_their_exact_state(versions: dict[str, Any]) -> None:
    """Pages say *working data after* a release; here stands which."""
    working = versions["working"]
    assert working["title"]["en"] == "Working data after 2026.12.3"
    assert (working["state"], working["is_release"]) == (f"{VERSION}+working.abc", False)


def test_the_state_in_hand_may_be_a_release(release: Release) -> None:
    """Then it is called by its version, as on every page."""
    told = json.loads(versions_json([release], release.manifest, UNKNOWN, ""))
    assert told["working"]["title"] == {"en": VERSION, "ja": VERSION}
    assert told["working"]["is_release"]
    assert told["site"] is None


def test_before_the_first_release_there_is_working_data_alone(version: DescribedVersion) -> None:
    """No newest release, nothing to cite and nothing in a catalogue."""
    files = site_catalog([], [], in_work(version).manifest, KNOWN, URL)
    assert sorted(files) == ["_headers", INDEX, VERSIONS]
    told = json.loads(files[VERSIONS])
    assert (told["newest"], told["versions"]) == (None, [])
    assert told["working"]["title"]["en"] == "Working data before the first release"


def test_every_address_of_the_index_is_there(version: DescribedVersion, release: Release) -> None:
    """Put together with each table, the addresses are those of the files, and none is missing."""
    files = site_catalog([version], [release], release.manifest, KNOWN, URL)
    index = json.loads(files[INDEX])
    assert index["put_in"]["version"] == [VERSION, "latest", "working"]
    made = {
        each["address"].format(version=VERSION, package=package, table=table)
        for each in index["of_versions"]
        for package, tables in index["put_in"]["table"].items()
        for table in tables
    }
    below = f"data/{VERSION}/"
    there = {below + each.path for each in (*release.manifest.files, *version.copies)}
    beside = {"manifest.json", "changes.csv", "copies.json", "validation.json"}
    assert made - there == {below + name for name in beside}
    notes = {"README.txt", *(name for name in LICENCES if below + name in there)}
    schemas = {path for path in there if "/schemas/" in path}
    elsewhere = {
        f"{below}{package}/{table.path.name.removesuffix('.csv')}.{ending}"
        for package, each in version.packages.items()
        for table in each
        for ending in ("csv", "parquet")
        if "package" in table.descriptor
    }
    assert there - made == schemas | elsewhere | {below + name for name in notes}
    assert {each["address"] for each in index["others"]} == set(files) - {"_headers"}


def test_what_is_left_out_is_said() -> None:
    """A line for each entry that nobody has filled; none where all are."""
    assert [line.split(" in ")[0] for line in left_out(UNKNOWN)] == [
        "Without name",
        "Without email or contact",
        "Without repository",
        "Without doi",
    ]
    assert list(left_out(KNOWN)) == []
    assert len(list(left_out(Publisher(name="Example")))) == 3
