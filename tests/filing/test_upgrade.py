"""A folder founded by an earlier version is carried to the newest: nothing in it is lost."""

import csv
import json
import shutil
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest
from typer.testing import CliRunner

from reporting.bundled import ARTICLE6
from reporting.cli import app
from reporting.filing.upgrade import FIRST, STAGED, VERSION, ColumnRename, UpgradeError, upgrade
from reporting.packages import validate
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
    assert {name for name in before if before[name] != after[name]} == done.changes.keys()
    assert not any(name.startswith(("narratives/", "filed/", "README")) for name in done.changes)
    for schema in sorted((ARTICLE6 / "schemas").glob("*.json")):
        assert after[f"schemas/{schema.name}"] == schema.read_bytes()
    assert validate([founded]).is_clean
    assert upgrade(founded).changes == {}


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


@pytest.mark.parametrize("moved", [0, 1, 2])
def test_an_interrupted_upgrade_is_finished_or_never_happened(
    founded: Path, model: Path, monkeypatch: pytest.MonkeyPatch, moved: int
) -> None:
    """Killed before all is staged it changed nothing; killed while moving, the next finishes it."""
    whole = Path(shutil.copytree(founded, founded.with_name("whole")))
    upgrade(whole, model, RENAMES)
    before, real = contents(founded), Path.replace
    done: list[Path] = []

    def replace(path: Path, target: Path) -> Path:
        if len(done) == moved:
            raise KeyboardInterrupt
        done.append(path)
        return real(path, target)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", replace)
        with pytest.raises(KeyboardInterrupt):
            upgrade(founded, model, RENAMES)
    if not moved:
        kept = contents(founded)
        assert {name: kept[name] for name in before} == before
    upgrade(founded, model, RENAMES)
    assert contents(founded) == contents(whole)


def test_what_was_not_staged_to_its_end_is_dropped(founded: Path) -> None:
    """Leftovers of a run killed while it staged are no files of the folder."""
    upgrade(founded)
    before = contents(founded)
    (founded / STAGED / "files").mkdir(parents=True)
    (founded / STAGED / "files" / "coverage.csv").write_bytes(b"half")
    assert upgrade(founded).changes == {}
    assert contents(founded) == before


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
