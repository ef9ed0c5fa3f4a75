"""A draft becomes the five tables: what it tells is carried over, the rest is empty and said."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from reporting.aef_checker.check import open_workbook
from reporting.cli import app
from reporting.official_forms.aef import CURRENT
from tests.aef_checker.drafts import (
    ACQUISITION,
    HELD,
    TRANSFER,
    USE,
    Row,
    actions,
    ends,
    holdings,
)
from tests.aef_checker.making import host, write

RUNNER = CliRunner()
pytestmark = pytest.mark.usefixtures("cells_only")
# What the draft cannot tell, cell by cell, of the template in force.
UNKNOWN = {
    "Table 1 Submission": {"C5", "C7", "C10", "C11"},
    "Table 3 Actions": {"H9", "V9", "H10", "V10", "AE10"},
    "Table 4 Holdings": {"E8", "S8"},
}


def converted(folder: Path, *rows: Row, party: str, held: tuple[Row, ...] = ()) -> tuple[Path, str]:
    """Return the five tables of a draft, and what was said."""
    of_actions = actions(folder / "actions.xlsx", *rows, party=party)
    of_holdings = holdings(folder / "holdings.xlsx", *held)
    made = folder / "made.xlsx"
    before = of_actions.read_bytes(), of_holdings.read_bytes()
    files = (str(of_actions), str(of_holdings))
    answer = RUNNER.invoke(app, ["check-aef", *files, "--convert", str(made)])
    assert answer.exit_code == 0, answer.output
    assert (of_actions.read_bytes(), of_holdings.read_bytes()) == before
    return made, answer.output


def test_a_buyers_draft(tmp_path: Path) -> None:
    """Actions and holdings are carried over; only what the draft has no column for is missing."""
    made, said = converted(tmp_path, ACQUISITION, USE, party="XBB", held=(HELD,))
    workbook = open_workbook(made)
    assert workbook.edition == CURRENT
    found: dict[str, set[str]] = {}
    for each in workbook.findings:
        assert each.code in {"value-missing", "value-needed"}
        found.setdefault(each.place.table, set()).add(each.place.field)
    assert found == UNKNOWN
    acquired, used = (each for each in workbook.tables["actions"].records)
    assert acquired.text("ActionDateTime") == "2024-06-18"
    assert acquired.text("TransferringPartyID") == "XAA"
    assert acquired.text("ActionSubtype") == "NA"
    assert acquired.text("QuantityNon-GHG") == "NA"
    assert used.text("Using/cancellingPartyID") == "XBB"
    assert used.text("LastID") == "CA0002-XAA01-XAA-300-2022"
    explained = used.text("AdditionalExplanatoryInformation")
    assert explained == "Article 6 database record ID: A6-1; First transfer: No"
    (held,) = workbook.tables["holdings"].records
    assert held.text("QuantityCO2") == "700"
    assert "'Party ITMO registry ID' (2), 'Mitigation type' (2)" in said
    assert "'Article 6 database record ID' (1)" in said


def test_a_hosts_draft_has_its_authorization_in_table_2(tmp_path: Path) -> None:
    """Two rows of one authorization give one row, with the sectors of both."""
    second = {**TRANSFER, **ends(1001, 1100), "Sectors": "Waste management"}
    made, _said = converted(tmp_path, TRANSFER, second, party="XAA")
    workbook = open_workbook(made)
    (told,) = workbook.tables["authorizations"].records
    assert told.text("AuthorizationID") == "XAA-2024-1"
    assert told.text("DateOfAuthorization") == "2024-03-15"
    assert told.text("Sectors") == "Transportation, Waste management"
    assert told.text("OIMPAuthorized") == "NA"
    assert [each.text("TransferringPartyID") for each in workbook.tables["actions"].records] == [
        "NA",
        "NA",
    ]
    assert workbook.tables["holdings"].records == ()
    assert workbook.tables["entities"].records == ()


def test_what_cannot_be_read_is_empty_and_counted(tmp_path: Path) -> None:
    """A day that may be of two years is neither."""
    row = {**TRANSFER, "ActionDateTime": "22-Jun-24"}
    of_actions = actions(tmp_path / "actions.xlsx", row)
    asked = ["check-aef", str(of_actions), "--convert", str(tmp_path / "made.xlsx")]
    answer = RUNNER.invoke(app, asked)
    assert answer.exit_code == 1
    assert "'Action date' (1)" in answer.output
    (record,) = open_workbook(tmp_path / "made.xlsx").tables["actions"].records
    assert "ActionDateTime" not in record.cells


@pytest.mark.parametrize("case", ["in force", "two drafts", "nobody's", "itself"])
def test_what_is_no_draft_of_one_party_is_not_converted(tmp_path: Path, case: str) -> None:
    """It is said why, nothing is written, and no file is written over."""
    match case:
        case "in force":
            files = [write(tmp_path / "THA_2024_1_0.xlsx", host())]
        case "two drafts":
            files = [actions(tmp_path / f"{name}.xlsx", TRANSFER) for name in "ab"]
        case "nobody's":
            files = [holdings(tmp_path / "holdings.xlsx", HELD)]
        case _:
            files = [actions(tmp_path / "made.xlsx", TRANSFER)]
    before = {path: path.read_bytes() for path in files}
    made = tmp_path / "made.xlsx"
    asked = ["check-aef", *map(str, files), "--convert", str(made)]
    answer = RUNNER.invoke(app, asked)
    assert answer.exit_code == 2
    assert "--convert" in answer.output
    assert made.exists() == (case == "itself")
    assert {path: path.read_bytes() for path in files} == before
