"""A folder founded by an earlier version is carried to the newest: nothing in it is lost."""

import csv
import json
import os
import shutil
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest
from typer.testing import CliRunner

from reporting.bundled import ARTICLE6
from reporting.cli import app
from reporting.filing.stages import last_filed
from reporting.filing.submissions import SubmissionSeries
from reporting.filing.upgrade import FIRST, ColumnRename, UpgradeError, upgrade
from reporting.forms.model.form import FormName
from reporting.packages import open_package, validate
from reporting.packages.house import VERSION
from tests.shared import ROOT

FOUNDED = Path(__file__).parent / "founded"
NEWEST = json.loads((ARTICLE6 / "datapackage.json").read_text("utf-8"))[VERSION]


@pytest.fixture(params=sorted(path.stem for path in FOUNDED.glob("*.zip")))
def founded(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """Return a folder as ``jcm new-party`` of a version made it, with rows and filed forms."""
    with zipfile.ZipFile(FOUNDED / f"{request.param}.zip") as archive:
        archive.extractall(tmp_path)
    folder = tmp_path / "founded"
    _write(folder / "coverage.csv", [{**row, "note": ""} for row in cells(folder, "coverage")])
    return folder


@pytest.fixture
def model(tmp_path: Path) -> Path:
    """Return the package of the next version: a column renamed, one new, one gone."""
    model = Path(
        shutil.copytree(ARTICLE6, tmp_path / "model", ignore=shutil.ignore_patterns("*.csv"))
    )
    schema = model / "schemas" / "coverage.json"
    described = json.loads(schema.read_text("utf-8"))
    kept = [each for each in described["fields"] if each["name"] != "note"]
    for each in kept:
        if each["name"] == "declared_by":
            each["name"] = "declarant"
    new = {**kept[-1], "name": "declared_in"}
    schema.write_text(json.dumps({**described, "fields": [new, *kept]}), encoding="utf-8")
    descriptor = json.loads((model / "datapackage.json").read_text("utf-8"))
    descriptor[VERSION] = NEWEST + 1
    (model / "datapackage.json").write_text(json.dumps(descriptor), encoding="utf-8")
    return model


RENAMES = (ColumnRename(version=NEWEST + 1, table="coverage", old="declared_by", new="declarant"),)


def contents(folder: Path) -> dict[str, bytes]:
    """Return every file of a folder."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


def cells(folder: Path, table: str) -> list[dict[str, str]]:
    """Return the rows of a table."""
    with (folder / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_a_founded_folder_is_valid_and_has_the_newest_schemas(founded: Path) -> None:
    """Its rows, narratives and filed forms are whole, to the byte where no column changed."""
    before = contents(founded)
    done = upgrade(founded)
    after = contents(founded)
    assert json.loads(after["datapackage.json"])[VERSION] == NEWEST == done.after
    assert before.keys() <= after.keys()
    assert {name for name in after if before.get(name) != after[name]} == done.changes.keys()
    assert not any(name.startswith(("narratives/", "filed/", "README")) for name in done.changes)
    for schema in sorted((ARTICLE6 / "schemas").glob("*.json")):
        assert after[f"schemas/{schema.name}"] == schema.read_bytes()
    assert validate([founded]).is_clean
    assert upgrade(founded).changes == {}


def test_what_a_release_promised_of_older_rows_is_not_kept(founded: Path) -> None:
    """Bytes and hash of a file, and its twin as Parquet, are those of the rows before."""
    file = founded / "datapackage.json"
    descriptor = json.loads(file.read_text("utf-8"))
    for each in descriptor["resources"]:
        each |= {"bytes": 1, "hash": f"sha256:{'0' * 64}", "alternates": [{"path": "x.parquet"}]}
    file.write_text(json.dumps(descriptor), "utf-8")
    upgrade(founded)
    assert validate([founded]).is_clean


def test_an_authorization_stands_once_and_its_versions_apart(founded: Path) -> None:
    """Together they say what the rows said before, to the cell."""
    before = cells(founded, "authorizations")
    done = upgrade(founded)
    whole, versions = cells(founded, "authorizations"), cells(founded, "authorization_versions")
    keys = [(row["party"], row["authorization_id"]) for row in whole]
    assert len(set(keys)) == len(keys) < len(versions)
    approaches = dict(zip(keys, (row["approach"] for row in whole), strict=True))
    told = [
        row | {"approach": approaches[row["party"], row["authorization_id"]]} for row in versions
    ]
    assert before == [{name: row[name] for name in before[0]} for row in told]
    assert not any(row[name] for row in told for name in row.keys() - before[0].keys())
    assert {row["source_id"] for row in whole} == {"made-up"}
    assert "authorization_versions.csv" in done.changes["authorizations.csv"]
    descriptor = json.loads((founded / "datapackage.json").read_text("utf-8"))
    (told,) = (row for row in descriptor["resources"] if row["name"] == "authorizations")
    assert "one row for each" in told["description"]


def test_versions_for_two_approaches_are_refused(founded: Path) -> None:
    """Which of them the authorization is for only the Party knows; the folder is as it was."""
    rows = cells(founded, "authorizations")
    rows[5]["approach"] = "standard-xaa"
    _write(founded / "authorizations.csv", rows)
    before = contents(founded)
    with pytest.raises(UpgradeError, match=r"row 7: approach is 'standard-xaa', and in row 6"):
        upgrade(founded)
    assert contents(founded) == before


def test_a_column_that_is_needed_to_part_a_table_is_missed_by_name(founded: Path) -> None:
    """Without it nobody knows to which authorization a version belongs."""
    rows = cells(founded, "authorizations")
    for row in rows:
        del row["authorization_id"]
    _write(founded / "authorizations.csv", rows)
    with pytest.raises(UpgradeError, match="no column authorization_id"):
        upgrade(founded)


def test_a_file_in_the_place_of_a_new_table_is_not_overwritten(founded: Path) -> None:
    """A Party may have called a file of its own so."""
    (founded / "authorization_versions.csv").write_text("mine\n", encoding="utf-8")
    with pytest.raises(UpgradeError, match="of its own"):
        upgrade(founded)
    assert (founded / "authorization_versions.csv").read_text("utf-8") == "mine\n"


def test_what_was_filed_before_is_read_as_it_was(founded: Path) -> None:
    """A filed form is none of the tables: its cells are whole, and no file of it was altered."""
    upgrade(founded)
    package, _ = open_package(founded)
    assert package
    series = SubmissionSeries(package=package, party="XAA", form=FormName.AEF, year=2024)
    filed = last_filed(series.submissions)
    assert filed
    found = series.kept(filed)
    assert found
    assert found.altered == ()
    assert "XAA-2022-02 2" in {each.row for each in found.cells if each.table == "authorizations"}


def test_rows_follow_their_columns(founded: Path, model: Path) -> None:
    """A renamed column keeps its cells, a new one is empty, an empty one that is gone is gone."""
    upgrade(founded)
    before = cells(founded, "coverage")
    done = upgrade(founded, model, RENAMES)
    after = cells(founded, "coverage")
    assert "declared_by is now declarant" in done.changes["coverage.csv"]
    assert [row["declarant"] for row in after] == [row["declared_by"] for row in before]
    assert {row["declared_in"] for row in after} == {""}
    assert [(row["party"], row["year"]) for row in after] == [
        (row["party"], row["year"]) for row in before
    ]


def test_a_cell_that_would_be_lost_is_refused(founded: Path, model: Path) -> None:
    """The row is named, and the folder is as it was."""
    upgrade(founded)
    rows = cells(founded, "coverage")
    rows[2]["note"] = "by letter"
    _write(founded / "coverage.csv", rows)
    before = contents(founded)
    with pytest.raises(UpgradeError, match=r"coverage.csv, row 4: .*'by letter'"):
        upgrade(founded, model, RENAMES)
    assert contents(founded) == before


def test_a_column_twice_is_refused(founded: Path) -> None:
    """Only one of the two would be kept; which is meant, only a person knows."""
    path = founded / "gaps.csv"
    lines = path.read_text("utf-8").splitlines()
    twice = [f"note,{lines[0]}", *(f"by letter,{each}" for each in lines[1:])]
    path.write_text("".join(f"{each}\n" for each in twice), "utf-8")
    before = contents(founded)
    with pytest.raises(UpgradeError, match=r"gaps.csv has the column note twice"):
        upgrade(founded)
    assert contents(founded) == before


def test_a_row_of_another_length_is_refused(founded: Path, model: Path) -> None:
    """A comma too many: nobody knows which cell is which."""
    upgrade(founded)
    with (founded / "coverage.csv").open("a", encoding="utf-8") as file:
        file.write("XAA,2030,true,,,,,,,,,,\n")
    with pytest.raises(UpgradeError, match="has 13 cells"):
        upgrade(founded, model, RENAMES)


def test_a_newer_folder_is_refused(founded: Path, model: Path) -> None:
    """An older tool does not take back what a newer one wrote."""
    upgrade(founded, model, RENAMES)
    with pytest.raises(UpgradeError, match=f"version {NEWEST + 1}"):
        upgrade(founded)


@pytest.mark.parametrize("key", ["path", "schema"])
@pytest.mark.parametrize("named", [None, {"fields": []}, "../elsewhere.csv"])
def test_nothing_is_written_outside_the_folder(founded: Path, key: str, named: object) -> None:
    """A table whose files are not in the folder is refused by name, and nothing is written."""
    path = founded / "datapackage.json"
    descriptor = json.loads(path.read_text("utf-8"))
    descriptor["resources"][0][key] = named
    path.write_text(json.dumps(descriptor), encoding="utf-8")
    before = contents(founded)
    with pytest.raises(UpgradeError, match="not the path of a file in the folder"):
        upgrade(founded)
    assert contents(founded) == before
    assert not (founded.parent / "elsewhere.csv").exists()


@pytest.mark.parametrize("moved", [0, 1, 2, 3])
def test_an_interrupted_upgrade_is_finished_or_never_happened(
    founded: Path, model: Path, monkeypatch: pytest.MonkeyPatch, moved: int
) -> None:
    """Killed before all is written it changed nothing; killed while moving, the next finishes."""
    whole = Path(shutil.copytree(founded, founded.with_name("whole")))
    upgrade(whole, model, RENAMES)
    before, real = contents(founded), os.replace
    done: list[Path] = []

    def replace(path: Path, target: Path) -> None:
        if len(done) == moved:
            raise KeyboardInterrupt
        done.append(path)
        real(path, target)

    with monkeypatch.context() as patched:
        patched.setattr(os, "replace", replace)
        with pytest.raises(KeyboardInterrupt):
            upgrade(founded, model, RENAMES)
    if moved:
        _, findings = open_package(founded)
        assert [each.code for each in findings] == ["change-interrupted"]
    else:
        kept = contents(founded)
        assert {name: kept[name] for name in before} == before
    upgrade(founded, model, RENAMES)
    assert contents(founded) == contents(whole)


def test_the_command_says_what_it_did(founded: Path) -> None:
    """Files and versions; again, that there is nothing to do; elsewhere, what to name."""
    first = CliRunner().invoke(app, ["upgrade", str(founded)])
    assert first.exit_code == 0, first.output
    assert f"schemas of version {NEWEST}" in first.stdout
    assert "nothing to do" in CliRunner().invoke(app, ["upgrade", str(founded)]).stdout
    refused = CliRunner().invoke(app, ["upgrade", str(founded.parent)])
    assert refused.exit_code == 2


@pytest.mark.parametrize("folder", ["example"])
def test_written_copies_are_the_source_to_the_byte(folder: str) -> None:
    """The example holds copies of the schemas, of the same version."""
    copy = ROOT / "data" / folder
    described = json.loads((copy / "datapackage.json").read_text("utf-8"))
    assert described[VERSION] == NEWEST
    assert _schemas(copy) == _schemas(ARTICLE6)
    assert FIRST <= NEWEST


def _schemas(folder: Path) -> Mapping[str, bytes]:
    return {path.name: path.read_bytes() for path in (folder / "schemas").glob("*.json")}


def _write(path: Path, rows: list[dict[str, str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
