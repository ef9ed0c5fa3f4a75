"""Releases are served as they are stored; pages name one version, and say so where it is none."""

import json
import shutil
from hashlib import sha256
from pathlib import Path
from zipfile import ZipFile

import pytest

from reporting.releases.manifest import read_manifest
from reporting.releases.release import releases_in
from tests.shared import ROOT
from tests.site.cut import RELEASES
from tests.site.documents import parse, parse_all
from tests.site.workshop import Workshop

OLD, NEW = RELEASES


def _files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def _without_pages(files: dict[str, bytes]) -> dict[str, bytes]:
    return {path: each for path, each in files.items() if not path.endswith(".html")}


@pytest.mark.parametrize("version", RELEASES)
def test_stored_bytes_are_served(small: Workshop, version: str) -> None:
    """Every file of a release stands at its address, as it is kept."""
    served = _files(small.output / "data" / version)
    stored = _files(small.root / "data/releases" / version)
    assert stored
    assert {path: served.get(path) for path in stored} == stored


def test_the_site_serves_every_release_of_the_record(site: Path) -> None:
    """What the manifest promises stands there, and has its hash."""
    for release in releases_in(ROOT / "data"):
        folder = site / "data" / release.version
        assert (folder / "manifest.json").read_bytes() == (
            release.folder / "manifest.json"
        ).read_bytes()
        for each in () if release.withdrawal else release.manifest.files:
            content = (folder / each.path).read_bytes()
            assert (len(content), sha256(content).hexdigest()) == (each.bytes, each.sha256)


def test_the_latest_is_the_newest_release(small: Workshop) -> None:
    """Its address holds the same files; the zip has an address without a version beside it."""
    latest, newest = (_files(small.output / "data" / name) for name in ("latest", NEW))
    zipped = latest.pop("jcm-open-data.zip")
    latest.pop("validation.json")
    assert _without_pages(latest) == _without_pages(newest)
    assert zipped == newest[f"jcm-open-data-{NEW}.zip"]


def test_the_zip_is_what_is_stored(small: Workshop) -> None:
    """It holds the stored files with their manifest, byte for byte, and no other."""
    stored = _files(small.root / "data/releases" / OLD)
    with ZipFile(small.output / "data" / OLD / f"jcm-open-data-{OLD}.zip") as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        assert names == sorted(names)
        assert {each.date_time for each in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert {name: archive.read(name) for name in names} == stored


def test_rows_of_a_release_are_called_by_it(small: Workshop) -> None:
    """While the rows in hand are those of the newest release, every page and file names it."""
    assert read_manifest(small.output / "data/working").version == NEW
    for path, page in parse_all(small.output).items():
        if "404" not in path:
            assert NEW in page.text("//footer"), path
    project = next((small.output / "projects").glob("*/*.json"))
    assert json.loads(project.read_text("utf-8"))["package"]["version"] == NEW


def test_other_rows_are_working_data(workshop: Workshop) -> None:
    """Pages say after which release; what was released stays as it was, to the byte."""
    before = _without_pages(_files(workshop.output / "data/latest"))
    del before["validation.json"]
    table = workshop.root / "data/jcm/projects.csv"
    table.write_text(table.read_text("utf-8").replace("Ulaanbaatar", "Ulan Bator"), "utf-8")
    code, said = workshop.build()
    assert code == 0, said
    assert _without_pages(_files(workshop.output / "data/latest")) == before
    manifest = read_manifest(workshop.output / "data/working")
    assert manifest.version.startswith(f"{NEW}+working.")
    assert (manifest.created, manifest.previous) == (None, NEW)
    for path, page in parse_all(workshop.output).items():
        if "404" in path:
            continue
        working = (
            f"{NEW}版より後" if path.startswith("ja/") else f"Working data after version {NEW}."
        )
        assert working in page.text("//footer"), path
        assert manifest.version not in page.text("//main"), path
    project = next((workshop.output / "projects").glob("*/*.json"))
    assert json.loads(project.read_text("utf-8"))["package"]["version"] == manifest.version


def test_a_release_that_changed_is_not_published(workshop: Workshop) -> None:
    """One byte more keeps the site from being built; the old one stands."""
    before = workshop.output.resolve()
    stored = workshop.root / "data/releases" / OLD / "jcm/projects.csv"
    stored.write_bytes(stored.read_bytes() + b"\n")
    code, said = workshop.build()
    assert code == 1
    assert f"data/releases/{OLD}/jcm/projects.csv is not as it was released" in said
    assert workshop.output.resolve() == before


def test_a_withdrawn_release_has_no_files(workshop: Workshop) -> None:
    """Its manifest stays at its address; the newest that stands is the latest."""
    releases = workshop.root / "data/releases"
    reason = {"on": "2026-01-02", "reason": "A licence.", "reason_ja": "許諾。", "replaced_by": OLD}
    (releases / "withdrawals.json").write_text(json.dumps({NEW: reason}), "utf-8")
    for path in (releases / NEW).iterdir():
        if path.is_dir():
            shutil.rmtree(path)
        elif path.name != "manifest.json":
            path.unlink()
    code, said = workshop.build()
    assert code == 0, said
    served = {path for path in _files(workshop.output / "data" / NEW) if not path.endswith("html")}
    assert served == {"manifest.json"}
    assert read_manifest(workshop.output / "data/latest").version == OLD
    page = parse(workshop.output / "data" / NEW / "index.html", workshop.output)
    said = page.text("//div[@id='withdrawal']")
    assert "Withdrawn on 2 January 2026. A licence." in said
    assert (f"data/{OLD}/index.html", "") in {
        page.target(each) for each in page.every("//div[@id='withdrawal']//@href")
    }
    listed = parse(workshop.output / "data/versions/index.html", workshop.output)
    assert "A licence." in listed.text(f"//li[@id='v{NEW}']")
