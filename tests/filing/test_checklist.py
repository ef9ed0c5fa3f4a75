"""What a Party does in which order, computed from its folder; updated initial reports are filed."""

import shutil
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from reporting.filing.archive import folder_of, rows_of
from reporting.filing.checklist import StepState, checklist
from reporting.filing.folder_state import FolderState, folder_state
from reporting.filing.stages import Stage
from reporting.filing.submissions import SubmissionSeries
from reporting.forms.initial_report import updated_initial
from reporting.forms.model.form import FormName
from reporting.forms.model.request import FormRequest
from reporting.ledger.ledger import Ledger
from reporting.messages import LANGUAGES
from reporting.packages import Package, open_package, validate
from tests.example.package import ROOT
from tests.forms.conftest import example
from tests.forms.reading import values

__all__ = ["example"]
ABOUT: Mapping[str, Any] = {"source_id": "made-up", "confidence": "low", "basis": "stated"}
IDENTIFIERS, INITIAL, UPDATED, COMPLETE, CHECKED, AEF, UPLOADED, CORRECTED, BTR, REVIEWED = (
    1, 4, 5, 6, 7, 8, 9, 10, 12, 13
)  # fmt: skip


@pytest.fixture
def home(tmp_path: Path) -> Package:
    """Return a copy of the example."""
    folder = tmp_path / "example"
    shutil.copytree(ROOT / "data" / "example", folder)
    package, findings = open_package(folder)
    assert package, findings
    return package


@pytest.fixture
def state(example: Ledger, home: Package) -> FolderState:
    """Return how far XAA has come for 2024."""
    return folder_state(example, home, "XAA", 2024)


def states(folder: FolderState) -> dict[int, str]:
    """Return the state of each step by its number."""
    (table,) = checklist(folder).tables
    return {int(str(step)): str(how) for step, how in values(table, "step", "state")}


def how(folder: FolderState, step: int) -> str:
    """Return the command of a step."""
    (table,) = checklist(folder).tables
    return next(str(command) for number, command in values(table, "step", "how") if number == step)


def of_form(form: str, **cells: object) -> dict[str, object]:
    """Return a row of submissions of XAA that is filed."""
    usual = {
        "party": "XAA",
        "form": form,
        "year": 2021,
        "approach": None,
        "version": "1.0",
        "status": "filed",
        "approved_by": "Ministry",
        "approved_on": date(2021, 3, 1),
        "filed_on": date(2021, 3, 1),
        "cutoff": None,
        "supersedes": None,
        "data_hash": None,
    }
    return usual | cells


def test_the_steps_stand_in_their_order_with_their_ground(state: FolderState) -> None:
    """Each has a provision and says whether it is confirmed; dates follow from the year."""
    (table,) = checklist(state).tables
    assert [*values(table, "step")] == [(number,) for number in range(1, len(table.rows) + 1)]
    assert all(provision for (provision,) in values(table, "provision"))
    assert {basis for (basis,) in values(table, "basis")} == {"confirmed", "from_memory"}
    by = {int(str(step)): day for step, day in values(table, "step", "by")}
    assert by[AEF] == by[UPLOADED] == date(2025, 4, 15)
    assert by[BTR] == date(2026, 12, 31)  # of an even year
    assert by[INITIAL] == date(2021, 3, 1)  # no later than the first authorization
    for row in table.rows:
        assert all(row[1].label[language] for language in LANGUAGES)


def test_what_is_done_and_what_is_missing(state: FolderState) -> None:
    """XAA filed its AEF and a correction, no initial report and no BTR; a finding is unanswered."""
    found = states(state)
    assert found[IDENTIFIERS] == found[COMPLETE] == found[CHECKED] == StepState.DONE
    assert found[AEF] == found[CORRECTED] == StepState.DONE
    assert found[INITIAL] == found[BTR] == found[REVIEWED] == StepState.MISSING
    # What happens on the platform no folder can tell.
    assert found[UPLOADED] == StepState.NOT_TOLD


def test_an_even_year_is_reported_in_the_report_after_it(state: FolderState) -> None:
    """The next report is due by the end of the next even year."""
    (table,) = checklist(replace(state, year=2025)).tables
    by = {int(str(step)): day for step, day in values(table, "step", "by")}
    assert by[BTR] == date(2026, 12, 31)


def test_what_is_drafted_is_in_work_and_what_fails_is_missing(state: FolderState) -> None:
    """An approved AEF is not filed; a check that fails comes first; an undeclared year is open."""
    later = states(replace(state, year=2025))
    assert later[AEF] == StepState.IN_WORK
    assert states(replace(state, failed=3))[CHECKED] == StepState.MISSING
    assert states(replace(state, complete=frozenset()))[COMPLETE] == StepState.MISSING
    assert states(replace(state, reviews=()))[REVIEWED] == StepState.NOT_NEEDED


def test_each_command_can_be_typed_as_it_stands(state: FolderState) -> None:
    """With folder, Party, form and year; what is drafted is approved next, then filed."""
    of = f"--data {state.folder} --party XAA --form aef --year"
    assert how(state, AEF) == f"jcm submission draft {of} 2024"
    assert how(replace(state, year=2025), AEF) == f"jcm submission file {of} 2025 --on DAY"
    drafted = [{**row, "status": "draft", "approved_by": None} for row in state.submissions]
    later = replace(state, year=2025, submissions=drafted)
    assert how(later, AEF).startswith(f"jcm submission approve {of} 2025 --by ")
    assert how(state, BTR).endswith("--form annex4 --year 2026")
    spaced = replace(state, folder=Path("my record"))
    assert how(spaced, CHECKED) == 'jcm validate "my record"; jcm check --data "my record"'


def test_a_late_filing_is_said(state: FolderState) -> None:
    """By the day of the first version, whatever corrected it."""
    rows = [
        {**row, "filed_on": date(2025, 5, 2)} if row["version"] == "1.0" else row
        for row in state.submissions
    ]
    (table,) = checklist(replace(state, submissions=rows)).tables
    (found,) = (text for step, text in values(table, "step", "found") if step == AEF)
    assert "after it was due" in str(found)


def test_a_further_approach_asks_for_an_updated_initial_report(state: FolderState) -> None:
    """CA9002 was authorized after the initial report was filed; until then none is needed."""
    first = [*state.submissions, of_form("initial")]
    assert states(state)[UPDATED] == StepState.NOT_NEEDED
    assert states(replace(state, submissions=first))[INITIAL] == StepState.DONE
    assert states(replace(state, submissions=first))[UPDATED] == StepState.MISSING
    update = of_form("updated_initial", approach="standard-xaa")
    assert states(replace(state, submissions=[*first, update]))[UPDATED] == StepState.DONE
    other = of_form("updated_initial", approach="jcm-xaa-xbb")
    assert states(replace(state, submissions=[*first, other]))[UPDATED] == StepState.MISSING


def reports(ledger: Ledger, home: Package) -> Iterator[SubmissionSeries]:
    """File an updated initial report on each approach of XAA in one year."""
    for approach in ("jcm-xaa-xbb", "standard-xaa"):
        series = SubmissionSeries(
            package=home,
            party="XAA",
            form=FormName.UPDATED_INITIAL,
            year=2024,
            approach=approach,
        )
        version = series.version(None)
        made = updated_initial(
            ledger,
            FormRequest(
                party="XAA",
                year=2024,
                about=approach,
                version=str(version),
                narratives=home.folder / "narratives",
                is_made_up=True,
            ),
        )
        series.draft(made, {}, ABOUT)
        (working,) = series.submissions
        series.approve(working, made, "Ministry", date(2024, 5, 1))
        (working,) = series.submissions
        series.file(working, made, {}, date(2024, 5, 2))
        yield series


def test_updated_initial_reports_are_filed_one_for_each_approach(
    example: Ledger, home: Package
) -> None:
    """Two in one year have numbers of their own; each series knows only its approach."""
    every = [*reports(example, home)]
    assert [str(each.submissions[0].version) for each in every] == ["1.0", "2.0"]
    for series in every:
        (filed,) = series.submissions
        assert filed.stage is Stage.FILED
        assert folder_of(home.folder, filed).is_dir()
    named = {row["approach"] for row in rows_of(home) if row["form"] == "updated_initial"}
    assert named == {"jcm-xaa-xbb", "standard-xaa"}
    assert validate([home.folder]).is_clean
