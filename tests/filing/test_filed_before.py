"""What was filed with the six sheets of the versions before is read, compared and superseded."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from reporting.aef_checker.check import open_workbook
from reporting.aef_checker.compare import compare, of_form
from reporting.filing.submissions import SubmissionSeries, due
from reporting.forms.aef import aef
from reporting.forms.model.form import Form, FormName
from reporting.forms.model.request import FormRequest
from reporting.ledger.ledger import Ledger
from reporting.packages import open_package
from tests.example.package import ROOT
from tests.forms.conftest import example

__all__ = ["example"]
FILED = Path(__file__).parent / "filed_before" / "XAA_2024_1_0_aef"
ROW = (
    "XAA,aef,2024,1.0,,filed,Ministry of XAA (made up),2025-04-11,2025-04-11,2024-12-31,,"
    "c805828bf3aeeee73e406e6035ff935788e307957571fa3861ee7426212d529a,made-up,low,stated,\n"
)
PLACED = {"labels-shifted", "sheet-without-table-missing"}
REFUSED = {"platform-syntax-action", "platform-syntax-quantity"}  # as notices


def made(ledger: Ledger, version: str) -> Form:
    """Return the form of XAA for 2024 as it is made now."""
    asked = FormRequest(
        party="XAA",
        year=2024,
        version=version,
        is_made_up=True,
        submitted_on=date(2025, 4, 11) if version == "1.0" else None,
    )
    return aef(ledger, asked)


@pytest.fixture
def series(tmp_path: Path) -> SubmissionSeries:
    """Return the series of XAA for 2024 with what an older version filed, and nothing since."""
    folder = tmp_path / "example"
    shutil.copytree(ROOT / "data" / "example", folder)
    for each in ("filed", "drafts"):
        shutil.rmtree(folder / each)
    shutil.copytree(FILED, folder / "filed" / FILED.name)
    header, *_ = (folder / "submissions.csv").read_text("utf-8").splitlines(keepends=True)
    (folder / "submissions.csv").write_text(header + ROW, "utf-8")
    package, findings = open_package(folder)
    assert package, findings
    return SubmissionSeries(package=package, party="XAA", form=FormName.AEF, year=2024)


def test_it_is_read(example: Ledger) -> None:
    """Its tables are found where they stand; only their place and the index are wanted."""
    workbook = open_workbook(FILED / "XAA_2024_1_0_AEF.xlsx")
    assert {each.code for each in workbook.findings} == PLACED | REFUSED
    rows = {name: len(table.records) for name, table in workbook.tables.items()}
    assert (rows["submission"], rows["entities"]) == (1, len(tables(made(example, "1.0"))[-1].rows))
    assert rows["actions"] == len(tables(made(example, "1.0"))[2].rows) - 1


def tables(form: Form) -> list:  # type: ignore[type-arg]
    """Return the five tables of a form."""
    return [*form.tables]


def test_it_is_compared_and_superseded(example: Ledger, series: SubmissionSeries) -> None:
    """The late row makes a version 1.1 that lists the cells it changes; the old bytes stay."""
    before = {path.name: path.read_bytes() for path in FILED.iterdir()}
    version, _ = due(series, made(example, "1.0"))
    assert str(version) == "1.1"
    submission, found = series.draft(
        made(example, "1.1"),
        {},
        {"source_id": "made-up", "confidence": "low", "basis": "stated"},
    )
    assert str(submission.supersedes) == "1.0"
    assert not found.findings
    assert any(each.address.column == "QuantityCO2" for each in found.changes)
    kept = series.package.folder / "filed" / FILED.name
    assert {path.name: path.read_bytes() for path in kept.iterdir()} == before


def test_it_is_compared_as_a_workbook(example: Ledger) -> None:
    """The checker compares it with the record: the late row is missing in it."""
    workbook = open_workbook(FILED / "XAA_2024_1_0_AEF.xlsx")
    found = [each.code for each in compare(workbook, lambda _: of_form(made(example, "1.0")))]
    assert "compared-removed" in found
