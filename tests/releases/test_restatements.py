"""Figures of forms are said to be restated where the ledgers differ, and only then."""

import csv
import json
import shutil
from io import StringIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from reporting.filing.upgrade import upgrade
from reporting.forms.model.form import FormName
from reporting.forms.model.restatement import Restatements
from reporting.packages.diff import Difference, State, difference
from reporting.releases.restatements import every_form, restatements
from reporting.renderers.diff_pages import diff_html, diff_markdown, diff_text
from reporting.renderers.diff_records import diff_csv, diff_json
from reporting.renderers.restated_words import restated_summary
from tests.broken.edits import cell
from tests.shared import ROOT

EXAMPLE = ROOT / "data" / "example"
FOUNDED = ROOT / "tests" / "filing" / "founded"
# A first transfer of one approach, moved back by a year with its acquisition.
MOVED = {"XA004-0003": "2023-09-02", "XA004-0004": "2023-09-02"}
SUMMARY = ("structured-summary", "XAA", 2024, "table_4")


def changed(folder: Path, table: str, key: str, column: str, text: str) -> None:
    """Change a cell of a row."""
    path = folder / f"{table}.csv"
    lines = [*csv.reader(path.read_text("utf-8").splitlines())]
    for row in lines[1:]:
        if row[0] == key:
            row[lines[0].index(column)] = text
    stream = StringIO()
    csv.writer(stream, lineterminator="\n").writerows(lines)
    path.write_text(stream.getvalue(), encoding="utf-8")


def compared(old: Path, new: Path) -> tuple[Difference, Restatements | None]:
    """Compare two folders, and the forms made from them."""
    states = State.of(old, "old"), State.of(new, "new")
    found = difference(*states)
    return found, restatements(found, *states)


@pytest.fixture(scope="module")
def moved(tmp_path_factory: pytest.TempPathFactory) -> tuple[Difference, Restatements]:
    """Return how the example differs from itself with one transfer in another year."""
    folder = tmp_path_factory.mktemp("moved") / "example"
    shutil.copytree(EXAMPLE, folder)
    for key, day in MOVED.items():
        changed(folder, "transfers", key, "event_date", day)
    found, restated = compared(EXAMPLE, folder)
    assert restated is not None
    return found, restated


def test_one_changed_transfer(moved: tuple[Difference, Restatements]) -> None:
    """The figures of the forms follow: of both Parties, by form, year and row, old and new."""
    _, restated = moved
    assert restated.is_known
    figures = {
        (each.form.value, each.party, each.year, each.table.name, each.row, each.column.name): (
            each.old,
            each.new,
        )
        for each in restated.figures
    }
    assert figures[(*SUMMARY, "10", "y2023")] == (2800, 3300)
    assert figures[(*SUMMARY, "16", "y2023")] == (4550, 5050)
    annex = [key for key in figures if key[:2] == ("annex4", "XAA")]
    assert ("annex4", "XAA", 2024, "table_4", "10", "y2023") in annex
    gone = [values for key, values in figures.items() if key[:3] == ("aef", "XBB", 2024)]
    assert gone == [(500, None)]
    assert {each.party for each in restated.figures} == {"XAA", "XBB"}
    assert len(restated.figures) < restated.forms * 10


def test_every_format_lists_them(moved: tuple[Difference, Restatements]) -> None:
    """Text, Markdown and HTML by form, CSV a line for each, JSON exactly."""
    found, restated = moved
    text = diff_text(found, restated=restated)
    assert f"{len(restated.figures)} figures restated" in text
    assert "2,800 → 3,300" in text
    assert "改訂された数値" in diff_text(found, "ja", restated=restated)
    assert "`2,800` → `3,300`" in diff_markdown(found, restated=restated)
    assert "<td>2,800</td><td>3,300</td>" in diff_html(found, restated=restated)
    lines = [*csv.DictReader(StringIO(diff_csv(found, restated).decode()))]
    told = [each for each in lines if each["change"] == "restated"]
    assert len(told) == len(restated.figures)
    (line,) = (
        each
        for each in told
        if each["table"] == "reports/structured-summary"
        and each["key"] == "XAA|2024|table_4|10"
        and each["field"] == "y2023"
    )
    assert (line["old"], line["new"]) == ("2800", "3300")
    record = json.loads(diff_json(found, restated))["restated"]
    assert record["is_known"]
    assert record["forms_compared"] == restated.forms
    assert {"form", "party", "year", "table", "row", "column", "old", "new"} <= record["figures"][
        0
    ].keys()
    assert "4550/3" in {each["old"] for each in record["figures"]}


def test_ledgers_that_are_the_same_cost_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No form is made, and it is said that no figure is restated."""
    monkeypatch.setattr("reporting.releases.restatements.engine", None)
    monkeypatch.setattr("reporting.releases.restatements.validate", None)
    folder = tmp_path / "example"
    shutil.copytree(EXAMPLE, folder)
    changed(folder, "sources", "made-up", "title", "Another title")
    path = folder / "transfers.csv"
    head, *rows = path.read_text("utf-8").splitlines()
    path.write_text("\n".join([head, *reversed(rows), ""]), encoding="utf-8")
    found, restated = compared(EXAMPLE, folder)
    assert [each.table.name for each in found.tables] == ["sources"]
    assert restated == Restatements()
    assert "the records of units are the same" in diff_text(found, restated=restated)


def test_older_schemas_are_carried_over_first(tmp_path: Path) -> None:
    """A record kept under earlier schemas is read as ``jcm upgrade`` would leave it, and kept."""
    with ZipFile(min(FOUNDED.glob("*.zip"))) as archive:
        archive.extractall(tmp_path)
    old = tmp_path / "founded"
    new = shutil.copytree(old, tmp_path / "new" / "founded")
    upgrade(new)
    before = {path: path.read_bytes() for path in old.rglob("*") if path.is_file()}
    found, restated = compared(old, new)
    assert found.tables
    assert restated is not None
    assert (restated.obstacles, restated.figures) == ((), ())
    assert restated.forms
    assert {path: path.read_bytes() for path in old.rglob("*") if path.is_file()} == before


def test_a_ledger_that_cannot_be_read_is_not_verifiable(tmp_path: Path) -> None:
    """Then it is neither said that figures are restated nor that none is."""
    folder = tmp_path / "example"
    shutil.copytree(EXAMPLE, folder)
    changed(folder, "transfers", "XA004-0003", "event", "gift")
    found, restated = compared(folder, EXAMPLE)
    assert restated is not None
    assert not restated.is_known
    assert restated.figures == ()
    summary = restated_summary(restated)["en"]
    assert summary.startswith("Not verifiable whether")
    assert "the record of units of old cannot be read" in summary
    assert "cell-enum at example/transfers" in summary
    last = [*csv.DictReader(StringIO(diff_csv(found, restated).decode()))][-1]
    assert (last["table"], last["change"]) == ("reports", "not-verifiable")
    assert "cell-enum" in last["reason"]
    assert json.loads(diff_json(found, restated))["restated"]["is_known"] is False


def test_a_side_without_a_ledger(tmp_path: Path, clean: Path) -> None:
    """Of one side alone it is said; where neither has one, nothing is."""
    both = tmp_path / "both"
    shutil.copytree(clean, both)
    cell("issuances", 3, "quantity", "116")(both)
    assert compared(clean, both)[1] is None
    folder = tmp_path / "data"
    shutil.copytree(clean, folder)
    shutil.copytree(EXAMPLE, folder / "example")
    _, restated = compared(folder, clean)
    assert restated is not None
    assert restated_summary(restated)["en"].endswith("new has no record of units.")


@pytest.mark.parametrize(("last", "submitted"), [(2023, 2024), (2024, 2026)])
def test_two_yearly_forms_tell_of_the_last_year(last: int, submitted: int) -> None:
    """They are of the even year after it, which its events are before."""
    forms = [*every_form([2022, last])]
    assert {year for name, year in forms if name is FormName.AEF} == {2022, last}
    assert {year for name, year in forms if name is not FormName.AEF} == {submitted}
