"""``jcm new-party``: a government begins, sees what is missing, and fills it."""

import csv
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from reporting.cli import app
from reporting.forms.btr_annex4 import annex4
from reporting.forms.model.form import Readiness
from reporting.forms.model.outline import outline
from reporting.forms.model.request import FormRequest
from reporting.ledger.engines import engine
from reporting.renderers.docx import form_docx
from reporting.renderers.html import form_html
from tests.example.package import ARTICLE6, schemas
from tests.ledger.making import opened


def jcm(*arguments: object) -> Result:
    """Run the command in this process."""
    return CliRunner().invoke(app, [str(each) for each in arguments])


def unwrapped(result: Result) -> str:
    """Return what was printed without the frame and its line breaks."""
    return " ".join(result.output.replace("│", " ").split())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return the new folder of Kenya."""
    made = tmp_path / "record"
    result = jcm("new-party", made, "--party", "KEN")
    assert result.exit_code == 0, result.output
    return made


def rows(folder: Path, table: str) -> list[dict[str, str]]:
    """Return the rows of a table."""
    with (folder / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def add(folder: Path, table: str, **cells: str) -> None:
    """Add a row, as a spreadsheet does."""
    own = {"source_id": "own-record", "confidence": "high", "basis": "stated"}
    with (folder / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        names = next(csv.reader(file))
    with (folder / f"{table}.csv").open("a", encoding="utf-8", newline="") as file:
        csv.DictWriter(file, names, lineterminator="\n").writerow(own | cells)


def test_every_table_and_nothing_invented(folder: Path) -> None:
    """Each table has its heading; the only rows are the Party and its own record as a source."""
    filled = {table: rows(folder, table) for table in schemas()}
    assert {table for table, found in filled.items() if found} == {"parties", "sources"}
    (party,) = filled["parties"]
    assert (party["party"], party["name"], party["name_ja"]) == ("KEN", "Kenya", "ケニア")
    for schema in (ARTICLE6 / "schemas").iterdir():
        assert (folder / "schemas" / schema.name).read_bytes() == schema.read_bytes()


def test_it_is_valid_and_free_of_faults(folder: Path) -> None:
    """The new folder passes both commands its README names."""
    assert jcm("validate", folder).exit_code == 0
    assert jcm("check", "--data", folder).exit_code == 0


def test_it_says_nothing_of_others(folder: Path) -> None:
    """The descriptor is the Party's: no word of the public record it was modelled on."""
    text = (folder / "datapackage.json").read_text(encoding="utf-8")
    descriptor = json.loads(text)
    assert descriptor["name"] == "article6-ken"
    assert descriptor["contributors"][0]["title"] == "Kenya"
    for word in ("JCM Open Data", "UNEP", "Ministry of the Environment, Japan", "created"):
        assert word not in text


def test_a_template_for_each_narrative(folder: Path) -> None:
    """Each asks in both languages; those of an approach wait to be copied."""
    for entry in outline():
        if entry.narrative:
            where = "templates/approach" if entry.is_per_approach else "narratives/KEN"
            text = (folder / where / f"{entry.narrative}.md").read_text(encoding="utf-8")
            assert entry.asks.en in text
            assert entry.asks.ja in text
            assert text.endswith("\n[to be written]\n")


def test_the_readme_names_what_is_there(folder: Path) -> None:
    """Every table, and every file the steps name, in both languages."""
    for name in ("README.md", "README.ja.md"):
        text = (folder / name).read_text(encoding="utf-8")
        assert "{" not in text
        for table in schemas():
            assert f"`{table}.csv`" in text
        steps = text.split("\n1. ", 1)[1].split("\n\n", 1)[0]
        of_authorizations = ("sectors", "activities", "entities", "parties")
        of_ndcs = ("trajectories", "ndc_indicators", "indicator_values")
        for table in (*(f"authorization_{each}" for each in of_authorizations), *of_ndcs):
            assert f"`{table}.csv`" in steps


def test_from_the_first_row_to_a_draft(folder: Path) -> None:
    """A newcomer adds an approach, writes one narrative, and gets a draft that lists the rest."""
    add(folder, "cooperative_approaches", approach="jcm-ken-jpn", name="JCM", is_jcm="true")
    add(folder, "approach_parties", approach="jcm-ken-jpn", party="KEN", role="host")
    add(
        folder,
        "ndcs",
        party="KEN",
        period="2021-2030",
        first_year="2021",
        last_year="2030",
        kind="single_year",
        target_year="2030",
    )
    templates = folder / "templates" / "approach"
    own = folder / "narratives" / "KEN" / "jcm-ken-jpn"
    own.mkdir()
    for path in templates.iterdir():
        (own / path.name).write_bytes(path.read_bytes())
    (own / "22-a.md").write_text("It contributes.\n", encoding="utf-8")
    assert jcm("validate", folder).exit_code == 0
    with engine() as running:
        ledger = opened(running, folder)
        form = annex4(ledger, FormRequest(party="KEN", year=2026, narratives=folder / "narratives"))
    page = form_html(form).decode()
    assert form.readiness is Readiness.INCOMPLETE
    assert "It contributes." in page
    assert "narratives/KEN/jcm-ken-jpn/22-b.md" in page
    assert "narratives/KEN/jcm-ken-jpn/22-a.md" not in page
    assert "[to be written]" not in page
    assert form_docx(form)


def test_nothing_is_overwritten(folder: Path) -> None:
    """A folder that holds anything is left as it is."""
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    result = jcm("new-party", folder, "--party", "JPN")
    assert result.exit_code == 2
    assert "holds something already" in unwrapped(result)
    assert before == {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--party", "Kenya"), "three letters"),
        (("--party", "XYZ"), "--name"),
        ((), "--party"),
    ],
)
def test_what_is_not_understood(tmp_path: Path, arguments: tuple[str, ...], said: str) -> None:
    """A wrong code, an unknown Party without a name, no Party: exit 2, and nothing is written."""
    result = jcm("new-party", tmp_path / "new", *arguments)
    assert result.exit_code == 2
    assert said in unwrapped(result)
    assert not (tmp_path / "new").exists()


def test_a_folder_is_not_called_as_a_workbook(tmp_path: Path) -> None:
    """Who names the workbook gets no folder of that name."""
    result = jcm("new-party", tmp_path / "record.xlsx", "--party", "KEN", "--to", "xlsx")
    assert result.exit_code == 2
    assert "name a folder" in unwrapped(result)
    assert not (tmp_path / "record.xlsx").exists()


def test_a_party_of_its_own_name(tmp_path: Path) -> None:
    """A Party beyond the list of countries says its name."""
    made = tmp_path / "new"
    assert jcm("new-party", made, "--party", "xyz", "--name", "Xyzland").exit_code == 0
    assert rows(made, "parties")[0]["name"] == "Xyzland"
    assert jcm("validate", made).exit_code == 0
