"""``jcm check-aef``: what it prints, how it exits, and what it leaves untouched."""

import json
from pathlib import Path

import openpyxl
import pytest
from typer.testing import CliRunner

from reporting.cli import app
from tests.aef_checker.making import Row, at, buyer, host, set_cell, submission, write

RUNNER = CliRunner()


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    """Return the clean workbooks of host and buyer."""
    return [
        write(tmp_path / f"{book['submission'][0]['ParticipatingParty']}_2024_1_0.xlsx", book)
        for book in (host(), buyer())
    ]


def test_clean_workbooks_exit_0(files: list[Path]) -> None:
    """Both sides agree: no finding, and every check of the ledger is answered."""
    answer = RUNNER.invoke(app, ["check-aef", *map(str, files), "--format", "json"])
    assert answer.exit_code == 0, answer.output
    said = json.loads(answer.stdout)
    assert said["findings"] == []
    assert {each["outcome"] for each in said["checks"]} == {"passed"}
    assert said["workbooks"][0]["tables"]["actions"] == 3


@pytest.mark.usefixtures("cells_only")
def test_errors_exit_1_and_the_copy_is_annotated(tmp_path: Path) -> None:
    """The copy has the comment at the cell and the list; the original keeps its bytes."""
    change, where = set_cell("QuantityCO2", "=1915+1"), at("QuantityCO2")
    path = write(tmp_path / "THA_2024_1_0.xlsx", host(), change)
    before = path.read_bytes()
    out = tmp_path / "copies"
    asked = ["check-aef", str(path), "--annotated", str(out), "--language", "ja"]
    for _ in range(2):
        answer = RUNNER.invoke(app, asked)
        assert answer.exit_code == 1, answer.output
    assert "表の中の数式" in answer.stdout
    assert f"{where} (Quantity (t CO2 eq))" in answer.stdout
    assert path.read_bytes() == before
    first, second = sorted(out.iterdir())
    assert first.read_bytes() == second.read_bytes()
    copy = openpyxl.load_workbook(first)
    cell = copy["Table 3 Actions"][where]
    assert cell.comment is not None
    assert "cell-calculated" in cell.comment.text
    assert not [
        each for row in copy["Table 3 Actions"].iter_rows() for each in row if each.data_type == "f"
    ]
    listed = [row[1] for row in copy["指摘"].iter_rows(values_only=True)]
    assert f"{where} (Quantity (t CO2 eq))" in listed


@pytest.mark.usefixtures("cells_only")
def test_a_workbook_is_compared_with_another(files: list[Path], tmp_path: Path) -> None:
    """What differs is an error, by cell."""
    other = write(tmp_path / "other.xlsx", host(), set_cell("GWPValues", "27.9"))
    asked = ["check-aef", str(files[0]), "--against", str(other), "--format", "html"]
    answer = RUNNER.invoke(app, asked)
    assert answer.exit_code == 1
    assert "compared-differs" in answer.stdout
    assert answer.stdout.startswith("<!doctype html>")


@pytest.mark.usefixtures("cells_only")
def test_a_workbook_is_compared_with_data(files: list[Path]) -> None:
    """A Party that the data do not know cannot be compared with."""
    asked = ["check-aef", str(files[0]), "--against", "data/example"]
    answer = RUNNER.invoke(app, asked)
    assert answer.exit_code == 1
    assert "compared-with-nothing" in answer.stdout


@pytest.mark.parametrize(
    "asked",
    [
        ["check-aef"],
        ["check-aef", "x.xlsx", "--against", "nowhere"],
        ["check-aef", "x.xlsx", "--data", "nowhere"],
        ["check-aef", "x.xlsx", "--annotated", "pyproject.toml"],
        ["check-aef", "x.xlsx", "--format", "pdf"],
    ],
)
@pytest.mark.usefixtures("cells_only")
def test_a_call_that_is_not_understood_exits_2(asked: list[str]) -> None:
    """Nothing is checked."""
    assert RUNNER.invoke(app, asked).exit_code == 2


@pytest.mark.usefixtures("cells_only")
def test_a_file_that_is_no_workbook_exits_1(tmp_path: Path) -> None:
    """It is said what it is, and there is no copy of it."""
    path = tmp_path / "x.xlsx"
    path.write_bytes(b"Party;Version\n")
    answer = RUNNER.invoke(app, ["check-aef", str(path), "--annotated", str(tmp_path / "out")])
    assert answer.exit_code == 1
    assert "workbook-of-another-kind" in answer.stdout
    assert not list((tmp_path / "out").iterdir())


def of_the_example(path: Path, authorization: str, **cells: object) -> Path:
    """Write a first transfer by XAA under an authorization that no Table 2 lists."""
    book = {table: [*rows] for table, rows in host().items()}
    action = book["actions"][0] | {
        "CooperativeApproachID": "CA9001",
        "AuthorizationID": authorization,
        "FirstTransferringPartyID": "XAA",
        "PartyITMORegistryID": "XAA01",
        "FirstID": "CA9001-XAA01-XAA-1-2022",
        "LastID": "CA9001-XAA01-XAA-1916-2022",
        "AcquiringPartyID": "XBB",
    }
    nothing: dict[str, list[Row]] = {"authorizations": [], "holdings": [], "entities": []}
    heading = [submission("XAA")]
    return write(path, book | nothing | {"submission": heading, "actions": [action | cells]})


@pytest.mark.usefixtures("few")
@pytest.mark.parametrize(
    ("authorization", "asked", "code", "exit_code"),
    [
        ("XAA-2022-01", [], "authorization-not-reported", 3),
        ("XAA-2022-01", ["--data", "data/example"], "", 0),
        ("XAA-2022-77", ["--data", "data/example"], "authorization-not-listed", 1),
        ("XAA2022-01", ["--data", "data/example"], "authorization-mistyped", 1),
    ],
)
def test_an_authorization_is_looked_up_in_the_record(
    tmp_path: Path, authorization: str, asked: list[str], code: str, exit_code: int
) -> None:
    """Without the record it cannot be verified, which has an exit code of its own."""
    path = of_the_example(tmp_path / "XAA_2024_1_0.xlsx", authorization)
    answer = RUNNER.invoke(app, ["check-aef", str(path), *asked, "--format", "json"])
    found = {each["code"] for each in json.loads(answer.stdout)["findings"]}
    assert {each for each in found if each.startswith("authorization-")} == {code} - {""}
    assert answer.exit_code == exit_code


@pytest.mark.usefixtures("few")
@pytest.mark.parametrize(
    ("party", "codes"),
    [
        ("XBB", set()),
        ("XCC", {"party-not-authorized"}),
        ("XYZ", {"party-not-authorized", "party-not-in-record"}),
    ],
)
def test_the_record_says_which_parties_are_authorized(
    tmp_path: Path, party: str, codes: set[str]
) -> None:
    """XAA-2022-01 names XBB: whoever else acquires is not among those it authorizes."""
    path = of_the_example(tmp_path / "XAA_2024_1_0.xlsx", "XAA-2022-01", AcquiringPartyID=party)
    asked = ["check-aef", str(path), "--data", "data/example", "--format", "json"]
    found = {each["code"] for each in json.loads(RUNNER.invoke(app, asked).stdout)["findings"]}
    assert {each for each in found if each.startswith("party-")} == codes
