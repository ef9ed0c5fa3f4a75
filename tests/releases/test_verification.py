"""What was altered, lost or added in a download is named, in whatever file it happened."""

import json
import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from hashlib import sha256
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyarrow import parquet

from reporting.findings import catalogue
from reporting.releases.copies import table_meant, zip_name
from reporting.releases.locating import LocatingError, located
from reporting.releases.manifest import MANIFEST, Manifest
from reporting.releases.signature import SignatureState, SignatureVerdict
from reporting.releases.verification import (
    DESCRIPTIONS,
    Verdict,
    Verification,
    VerificationError,
    verify,
)
from reporting.releases.verification_report import verification_json, verification_report
from reporting.renderers.files import to_parquet, to_zip
from reporting.renderers.findings import as_text
from tests.releases.made import VERSION, write_copies, write_release

UNSIGNED = SignatureVerdict(state=SignatureState.NONE)
BASE, ZIP = "jcm-open-data.sqlite", zip_name(VERSION)
ISSUANCES = "record/issuances"
LOST, QUANTITY = "MN001-2", "100"
Edit = Callable[[Path], None]


def judged(target: Path, manifest: Path | str = "") -> Verification:
    """Judge a download that nobody signed."""
    return verify(located(str(target), str(manifest)), UNSIGNED)


def told(found: Verification) -> list[str]:
    """Return every finding of a verification: file, code, row and field."""
    return [
        " ".join(
            filter(
                None,
                (
                    each.path,
                    finding.code.removeprefix("download-"),
                    finding.values.get("file", ""),
                    finding.values.get("row", ""),
                    finding.place.field,
                ),
            )
        )
        for each in found.files
        for finding in each.findings
        if each.verdict is not Verdict.NOT_JUDGED
    ]


def text_edit(path: str, old: str, new: str) -> Edit:
    """Return what replaces a text of a file, once."""

    def edit(folder: Path) -> None:
        text = (folder / path).read_bytes().decode()
        assert old in text
        (folder / path).write_bytes(text.replace(old, new, 1).encode())

    return edit


def test_a_download_is_whole(whole: Path) -> None:
    """Every stored file has its bytes; every copy says what its tables say."""
    found = judged(whole)
    verdicts = {each.path: each.verdict for each in found.files}
    assert found.is_whole()
    assert told(found) == []
    copies = {path for path, each in verdicts.items() if each is Verdict.SAME_CONTENT}
    assert {BASE, ZIP, "record.xlsx", f"{ISSUANCES}.json", f"{ISSUANCES}.excel.csv"} <= copies
    assert "record/nomenclature-countries.json" in copies
    assert [path for path, each in verdicts.items() if each is Verdict.NOT_JUDGED] == [
        "copies.json"
    ]
    assert verdicts[MANIFEST] is Verdict.WHOLE


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        (text_edit("README.txt", "J", "j"), ["README.txt file-altered"]),
        (
            text_edit("datapackage.json", "jcm-open-data", "jcm-open-date"),
            ["datapackage.json file-altered"],
        ),
        (text_edit(MANIFEST, '"commit"', ' "commit"'), [f"{ZIP} file-altered {MANIFEST}"]),
        (
            text_edit(f"{ISSUANCES}.csv", ",100,", ",101,"),
            [f"{ISSUANCES}.csv cell-altered MN001-1 quantity"],
        ),
        (
            text_edit(f"{ISSUANCES}.csv", "MN001-2", "MN001-9"),
            [f"{ISSUANCES}.csv cell-altered MN001-2 issuance_id"],
        ),
        (
            text_edit(f"{ISSUANCES}.csv", "TH001-1,", "TH001-1,TH001,2017-04-01,,,,\nTH001-3,"),
            [
                f"{ISSUANCES}.csv row-added TH001-3",
                *(
                    f"{ISSUANCES}.csv cell-altered TH001-1 {name}"
                    for name in ("period_end", "decided_on", "quantity")
                ),
            ],
        ),
        (
            text_edit("record/nomenclature-countries.csv", "Mongolia", "Mongolie"),
            ["record/nomenclature-countries.csv cell-altered MNG name"],
        ),
        (text_edit(f"{ISSUANCES}.csv", "\n", "\r\n"), [f"{ISSUANCES}.csv saved-anew"]),
        (text_edit(f"{ISSUANCES}.csv", ",quantity", ""), [f"{ISSUANCES}.csv unreadable"]),
        (
            text_edit(f"{ISSUANCES}.csv", "quantity", "tonnes"),
            [
                f"{ISSUANCES}.csv column-lost quantity",
                f"{ISSUANCES}.csv column-added tonnes",
            ],
        ),
        (lambda folder: (folder / "README.txt").unlink(), ["README.txt file-missing"]),
        (
            lambda folder: (folder / f"{ISSUANCES}.parquet").unlink(),
            [f"{ISSUANCES}.parquet file-missing"],
        ),
        (
            lambda folder: (folder / "record/new.csv").write_text("a\n"),
            ["record/new.csv file-added"],
        ),
        (lambda folder: (folder / "a.exe").write_bytes(b""), ["a.exe file-added"]),
        (
            lambda folder: (folder / "link").symlink_to("/"),
            ["link file-added"],
        ),
        (
            text_edit(f"{ISSUANCES}.json", '"quantity": 100', '"quantity": 100.5'),
            [f"{ISSUANCES}.json cell-altered MN001-1 quantity"],
        ),
        (
            text_edit(f"{ISSUANCES}.excel.csv", ",115,", ",,"),
            [f"{ISSUANCES}.excel.csv cell-altered MN001-2 quantity"],
        ),
        (
            lambda folder: (folder / f"{ISSUANCES}.json").write_text("[]"),
            [f"{ISSUANCES}.json row-lost {each}" for each in ("MN001-1", "MN001-2", "TH001-1")],
        ),
        (
            lambda folder: (folder / "record.xlsx").write_bytes(b"PK\x03\x04"),
            ["record.xlsx unreadable"],
        ),
    ],
)
def test_what_happened_to_a_file(download: Path, edit: Edit, expected: list[str]) -> None:
    """One byte, one cell, one row, one column, one file."""
    edit(download)
    found = judged(download)
    assert told(found) == expected
    is_told_of = any(not each.endswith("saved-anew") for each in expected)
    assert found.is_whole(of_content=True) is not is_told_of
    assert found.is_whole() is (not expected)


def test_old_and_new_are_told(download: Path) -> None:
    """What a cell was, from the release's own file in another format, and what it is."""
    text_edit(f"{ISSUANCES}.csv", ",100,", ",101,")(download)
    (finding,) = (
        each
        for file in judged(download).files
        for each in file.findings[:1]
        if file.path != "copies.json"
    )
    assert (finding.words().expected, finding.words().found) == ("100", "101")
    (download / f"{ISSUANCES}.parquet").unlink()
    assert told(judged(download)) == [
        f"{ISSUANCES}.csv rows-differ",
        f"{ISSUANCES}.parquet file-missing",
    ]


def _parquet_edit(folder: Path) -> None:
    path = folder / f"{ISSUANCES}.parquet"
    path.write_bytes(to_parquet(parquet.read_table(path).slice(0, 2)))


def _workbook_edit(folder: Path) -> None:
    book = openpyxl.load_workbook(folder / "record.xlsx")
    book["issuances"].delete_rows(4)
    book["projects"]["F2"] = 93
    del book["blocks"]
    book.create_sheet("more")["A1"] = "a"
    book.save(folder / "record.xlsx")


def _base_edit(folder: Path) -> None:
    with closing(sqlite3.connect(folder / BASE)) as base:
        base.execute("DELETE FROM record_issuances WHERE issuance_id = 'TH001-1'")
        base.execute("UPDATE record_projects SET factor = 0.75 WHERE project_id = 'MN001'")
        base.execute("DROP TABLE record_blocks")
        base.execute("CREATE TABLE more (a)")
        base.commit()


def _zip_edit(folder: Path) -> None:
    with ZipFile(folder / ZIP) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    lines = files[f"{ISSUANCES}.csv"].splitlines(keepends=True)
    files[f"{ISSUANCES}.csv"] = b"".join(lines[:-1])
    del files["README.txt"]
    (folder / ZIP).write_bytes(to_zip({**files, "more.txt": b""}))


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        (_parquet_edit, [f"{ISSUANCES}.parquet row-lost TH001-1"]),
        (
            _workbook_edit,
            [
                *("record.xlsx cell-altered MN001 tonnes", "record.xlsx row-lost TH001-1"),
                *("record.xlsx table-added", "record.xlsx table-lost"),
            ],
        ),
        (
            _base_edit,
            [
                *(f"{BASE} cell-altered MN001 factor", f"{BASE} row-lost TH001-1"),
                *(f"{BASE} table-added", f"{BASE} table-lost"),
            ],
        ),
        (
            _zip_edit,
            [
                *(f"{ZIP} file-added more.txt", f"{ZIP} file-missing README.txt"),
                f"{ZIP} row-lost {ISSUANCES}.csv TH001-1",
            ],
        ),
    ],
)
def test_what_happened_within_a_file(download: Path, edit: Edit, expected: list[str]) -> None:
    """Tables, rows and cells that were altered, lost or added in a file of many tables."""
    edit(download)
    assert sorted(told(judged(download))) == expected


def test_a_file_alone(download: Path, tmp_path: Path) -> None:
    """By its bytes whatever it is called, then by its place, then by its name."""
    text_edit(f"{ISSUANCES}.csv", ",100,", ",101,")(download)
    cell = f"{ISSUANCES}.csv cell-altered MN001-1 quantity"
    assert told(judged(download / f"{ISSUANCES}.csv")) == [cell]
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    for name in (f"{ISSUANCES}.csv", f"{ISSUANCES}.json", "record.xlsx", BASE, "README.txt"):
        shutil.copy(download / name, elsewhere)
    manifest = download / MANIFEST
    assert told(judged(elsewhere / "issuances.csv", manifest)) == [cell]
    for name in ("issuances.json", "record.xlsx", BASE, "README.txt"):
        assert judged(elsewhere / name, manifest).is_whole(), name
    second = elsewhere / "issuances (1).json"
    shutil.copy(elsewhere / "issuances.json", second)
    assert judged(second, manifest).is_whole()
    (elsewhere / "other.txt").write_text("x")
    with pytest.raises(VerificationError, match="no file of version"):
        judged(elsewhere / "other.txt", manifest)
    with pytest.raises(LocatingError, match="--manifest"):
        judged(elsewhere / "issuances.csv")


def test_a_file_that_may_be_several(tmp_path: Path, whole: Path) -> None:
    """A table of one name in two packages is told apart by its content, else asked for."""
    folder = shutil.copytree(whole, tmp_path / "version")
    manifest = Manifest.from_json((folder / MANIFEST).read_bytes())
    told_of = json.loads(manifest.to_json())
    (entry,) = (each for each in told_of["tables"] if each["name"] == "issuances")
    told_of["tables"].append({**entry, "package": "nomenclature", "content_hash": "0" * 64})
    (folder / MANIFEST).write_text(json.dumps(told_of))
    alone = tmp_path / "issuances.csv"
    text = (folder / f"{ISSUANCES}.csv").read_text()
    alone.write_text(text.replace("\n", "\r\n"))
    assert judged(alone, folder).is_whole(of_content=True)
    alone.write_text(text.replace(",100,", ",101,"))
    with pytest.raises(VerificationError, match="--as"):
        judged(alone, folder)
    place = located(str(alone), str(folder)).renamed(f"{ISSUANCES}.csv")
    assert told(verify(place, UNSIGNED)) == [f"{ISSUANCES}.csv cell-altered MN001-1 quantity"]


def test_a_package_of_a_version(download: Path) -> None:
    """Only its files are asked for; the manifest lies above it."""
    (download / "README.txt").unlink()
    assert told(judged(download / "record")) == []
    assert told(judged(download)) == ["README.txt file-missing"]


def test_an_unpacked_zip(download: Path) -> None:
    """A folder that holds nothing but the version."""
    assert judged(download.parent).is_whole()


def test_a_zip_alone(download: Path, tmp_path: Path) -> None:
    """It has its own manifest, also below a folder; what lies above that was added."""
    assert judged(download / ZIP).is_whole()
    with ZipFile(download / ZIP) as archive:
        files = {f"v/{name}": archive.read(name) for name in archive.namelist()}
    other = tmp_path / "other.zip"
    other.write_bytes(to_zip(files))
    assert judged(other).is_whole()
    other.write_bytes(to_zip({**files, "more.csv": b""}))
    assert told(judged(other)) == ["/more.csv file-added"]
    other.write_bytes(to_zip({"a.csv": b""}))
    with pytest.raises(LocatingError, match="--manifest"):
        judged(other)
    other.write_bytes(to_zip({**files, "../../more.csv": b""}))
    with pytest.raises(LocatingError, match="leads out"):
        judged(other)
    assert not (tmp_path.parent / "more.csv").exists()


def test_a_zip_in_a_zip(download: Path) -> None:
    """It is none of the version: a zip may hold itself, and so on without end."""
    with ZipFile(download / ZIP) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    (download / ZIP).write_bytes(to_zip({**files, ZIP: (download / ZIP).read_bytes()}))
    assert told(judged(download)) == [f"{ZIP} file-added {ZIP}"]
    assert told(judged(download / ZIP)) == [f"{ZIP} file-added"]


def test_a_manifest_means_its_folder(download: Path) -> None:
    """Whoever names the manifest means what it lists."""
    assert len(judged(download / MANIFEST).files) == len(judged(download).files)


def test_a_name_that_is_no_text(download: Path) -> None:
    """A file name of bytes that are no text is told, and written for programs too."""
    name = b"a\xff\x1b[31m.csv"
    (download / os.fsdecode(name)).write_bytes(b"")
    found = judged(download)
    assert "\x1b" not in as_text(verification_report(found))
    assert "a<U+DCFF><U+001B>[31m.csv" in verification_json(found)
    assert verification_json(found).encode()


def test_a_manifest_from_elsewhere(download: Path, whole: Path) -> None:
    """Whoever has it from the publisher finds out if the one in the download was written anew."""
    text_edit(f"{ISSUANCES}.csv", ",100,", ",101,")(download)
    entry = next(each for each in _written(download)["files"] if each["path"] == f"{ISSUANCES}.csv")
    content = (download / f"{ISSUANCES}.csv").read_bytes()
    text_edit(MANIFEST, entry["sha256"], sha256(content).hexdigest())(download)
    assert told(judged(download, whole)) == [
        f"{MANIFEST} file-altered",
        f"{ISSUANCES}.csv cell-altered MN001-1 quantity",
    ]


def _written(folder: Path) -> dict[str, list[dict[str, str]]]:
    written: dict[str, list[dict[str, str]]] = json.loads((folder / MANIFEST).read_text())
    return written


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("", "is no manifest"),
        ("[]", "is no manifest"),
        ("[" * 100_000, "is no manifest"),
        ('{"files": [{"path": "../a"', "is no manifest"),
        ({"version": 1}, "version is no text"),
        ({"files": [{"path": "../a", "bytes": 1, "sha256": "0"}]}, "leads out"),
        ({"files": [{"path": "/etc/passwd", "bytes": 1, "sha256": "0"}]}, "leads out"),
        ({"files": [{"path": "a\\b", "bytes": 1, "sha256": "0"}]}, "leads out"),
        ({"files": [{"path": 1, "bytes": 1, "sha256": "0"}]}, "no path"),
        ({"files": [{"path": "a", "bytes": "1", "sha256": "0"}]}, "no path"),
        ({"files": [{"path": "a", "bytes": 1, "sha256": "0"}] * 2}, "twice"),
        ({"files": 7}, "is no manifest"),
        ({"tables": [{"name": "a"}]}, "is no manifest"),
    ],
)
def test_a_manifest_that_cannot_be_used(download: Path, written: object, reason: str) -> None:
    """Nothing is read outside of the folder, whatever it lists."""
    text = written if isinstance(written, str) else json.dumps({**_written(download), **written})  # type: ignore[dict-item]
    (download / MANIFEST).write_text(text)
    with pytest.raises(VerificationError, match=reason):
        judged(download)


def test_a_schema_that_cannot_be_used(download: Path) -> None:
    """A file is judged by its bytes still; of other bytes is said that no schema is at hand."""
    (download / "datapackage.json").write_text('{"resources": [{"name": "record-issuances"}]}')
    (download / "record/schemas/issuances.json").write_text('{"fields": 1}')
    text_edit(f"{ISSUANCES}.csv", ",100,", ",101,")(download)
    found = told(judged(download))
    assert f"{ISSUANCES}.csv schema-missing" in found
    assert "datapackage.json file-altered" in found


def test_many_differences_are_counted(download: Path) -> None:
    """The first are told, and how many there are."""
    path = download / f"{ISSUANCES}.csv"
    more = "".join(f"XX{number:03}-1,MN001,,,,,\n" for number in range(60))
    path.write_text(path.read_text() + more)
    found = judged(download)
    (file,) = (each for each in found.files if each.verdict is Verdict.ALTERED)
    *_, last = file.findings
    assert len(file.findings) == 51
    assert last.code == "download-rows-more"
    assert "60" in last.words().found


def test_rows_whose_key_stands_twice(download: Path) -> None:
    """They are compared as a whole."""
    path = download / f"{ISSUANCES}.csv"
    path.write_text(path.read_text() + path.read_text().splitlines()[1] + "\n")
    (finding,) = told(judged(download))
    assert finding.startswith(f"{ISSUANCES}.csv row-added MN001-1, MN001, ")


@given(st.data())
def test_one_altered_byte_is_named(
    tmp_path_factory: pytest.TempPathFactory, whole: Path, data: st.DataObject
) -> None:
    """Wherever it is in a stored file, that file is named, and no other."""
    folder = shutil.copytree(whole, tmp_path_factory.mktemp("altered") / "version")
    manifest = Manifest.from_json((folder / MANIFEST).read_bytes())
    path = data.draw(st.sampled_from([each.path for each in manifest.files if each.bytes]))
    content = bytearray((folder / path).read_bytes())
    place = data.draw(st.integers(0, len(content) - 1))
    content[place] ^= data.draw(st.integers(1, 255))
    (folder / path).write_bytes(content)
    found = judged(folder)
    assert [
        each.path for each in found.files if each.findings and each.verdict != Verdict.NOT_JUDGED
    ] == [path]
    assert not found.is_whole()


def test_every_code_is_found_here() -> None:
    """The catalogue has no kind of finding that no test here names."""
    own = {name for name, code in catalogue().items() if code.chapter == "downloads"}
    text = Path(__file__).read_text(encoding="utf-8")
    others = Path(__file__).with_name("test_addresses.py").read_text(encoding="utf-8")
    lacking = {each for each in own if each.removeprefix("download-") not in text + others} - {
        "download-not-judged"
    }
    assert not lacking


def test_descriptions_may_be_corrected(download: Path) -> None:
    """What describes a version beside it is no part of it, and said to be none."""
    for each in DESCRIPTIONS:
        path = download / each.replace("*", "catalog")
        path.parent.mkdir(exist_ok=True)
        if not path.exists():
            path.write_text("x")
    found = judged(download)
    assert found.is_whole()
    told_of = {each.path for each in found.files if each.verdict is Verdict.NOT_JUDGED}
    assert {"catalog.cff", "catalog.jsonld", "validation.json"} <= told_of


def test_a_copy_of_a_table_is_that_table(whole: Path) -> None:
    """A package holds tables of others under the name of both."""
    manifest = Manifest.from_json((whole / MANIFEST).read_bytes())
    own = manifest.table("nomenclature", "countries")
    assert own is not None
    assert table_meant(manifest, "record", "nomenclature-countries") == own
    assert table_meant(manifest, "", "nomenclature-countries") == own
    assert table_meant(manifest, "record", "nothing") is None


def test_the_same_copies_each_time(tmp_path: Path, whole: Path) -> None:
    """Made again from the same files, every copy has the same bytes, and is listed with them."""
    folder = tmp_path / "again"
    write_release(folder)
    made = write_copies(folder)
    for each in made:
        assert (whole / each.path).read_bytes() == each.content, each.path
    listed = json.loads((folder / "copies.json").read_text())["copies"]
    assert [each["path"] for each in listed] == sorted(each.path for each in made)
    (book,) = (each for each in listed if each["path"] == "record.xlsx")
    assert book["tool"] == "XlsxWriter"
    assert {each["name"] for each in book["tables"]} >= {"issuances", "countries"}
