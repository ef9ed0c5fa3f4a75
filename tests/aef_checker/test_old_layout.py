"""The draft of 2022 is read: a heading, and actions with their authorization in the row."""

from datetime import date
from pathlib import Path

import openpyxl
import pytest

from reporting.aef_checker.check import open_workbook
from reporting.aef_checker.consistency import consistency
from reporting.official_forms.aef import OLD, columns
from tests.aef_checker.making import itmo

ROW = {
    "CooperativeApproachID": "CA0002",
    "FirstID": itmo(1),
    "LastID": itmo(1916),
    "Metric": "GHG",
    "QuantityCO2": 1916,
    "FirstTransferringPartyID": "THA",
    "Vintage": 2022,
    "AuthorizationID": "THA-2023-01",
    "ActionDateTime": date(2024, 1, 8),
    "ActionType": "First transfer",
    "TransferringPartyID": "THA",
    "AcquiringPartyID": "CHE",
}

pytestmark = pytest.mark.usefixtures("few")


def old(path: Path, *rows: dict[str, object]) -> Path:
    """Write a workbook of the draft, its group headings above its labels."""
    made = openpyxl.Workbook()
    heading = made.active
    heading.title = "Heading"
    for number, (column, value) in enumerate(
        zip(columns("heading", OLD), ("THA", 2024), strict=True), 4
    ):
        heading.cell(number, 2, f"{column.label.en} (a)")
        heading.cell(number, 3, value)
    sheet = made.create_sheet("Actions")
    for place, column in enumerate(columns("actions", OLD), 2):
        sheet.cell(3, place, column.group.en or None)
        sheet.cell(4, place, f"{column.label.en} (b)")
        for number, row in enumerate(rows, 5):
            sheet.cell(number, place, row.get(column.name))
    made.save(path)
    return path


def test_the_draft_is_read_and_named(tmp_path: Path) -> None:
    """Its rows are read; that the five tables are wanted is a notice."""
    workbook = open_workbook(old(tmp_path / "x.xlsx", ROW))
    assert workbook.edition == OLD
    assert [each.code for each in workbook.findings] == ["old-layout"]
    assert workbook.heading.text("ParticipatingParty") == "THA"
    assert workbook.tables["actions"].records[0].text("LastID") == itmo(1916)


def test_the_draft_is_asked_as_a_ledger(tmp_path: Path) -> None:
    """ITMOs first transferred twice are found; what Table 2 would say is not verifiable."""
    later = ROW | {"ActionDateTime": date(2024, 3, 1), "FirstID": itmo(1900)}
    path = old(tmp_path / "x.xlsx", ROW, later | {"QuantityCO2": 17})
    found = {each.code for each in consistency([open_workbook(path)]).findings}
    assert found == {"first-transferred-twice", "authorization-not-reported", "counterpart-silent"}
