"""What one other answer would give is printed in every form, in the balance, and by its day."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from reporting.accounting.period import ElapsedBasis
from reporting.accounting.settings import LEVELS, values_of
from reporting.forms.build import build_form
from reporting.forms.disclosure import disclosure
from reporting.forms.model.form import FormName
from reporting.forms.model.form_diff import cells_of
from reporting.forms.model.request import FormRequest
from reporting.forms.queries.accounts import BalanceRequest
from reporting.forms.queries.balance import balance
from reporting.forms.queries.ndc import ndcs_of
from tests.forms.reading import rows
from tests.forms.record import NDC
from tests.forms.test_open_questions import (
    NAMED,
    ROW_11,
    Tables,
    actions,
    answer_notes,
    issued_later,
    made,
    moved_early,
)
from tests.ledger.making import ledger_of


def test_a_form_is_made_again_with_the_answers_of_its_day(tmp_path: Path) -> None:
    """What was filed before a Party answered otherwise comes out the same; the record moves on."""
    later = NAMED | {"value": "latest", "valid_from": "2027-03-01"}
    with ledger_of(tmp_path / "before", issued_later(NAMED)) as before:
        filed = made(before, FormName.SUMMARY, 2026)
    with ledger_of(tmp_path / "after", issued_later(NAMED, later)) as after:
        request = FormRequest(party="XAA", year=2026, answers_on=date(2026, 4, 15))
        again = build_form(after, FormName.SUMMARY, request)
        assert cells_of(again) == cells_of(filed)
        assert answer_notes(again) == answer_notes(filed)
        assert cells_of(made(after, FormName.SUMMARY, 2026)) != cells_of(filed)
        first = replace(request, answers_on=date(2025, 12, 31))
        assert cells_of(build_form(after, FormName.SUMMARY, first)) == cells_of(
            made(after, FormName.SUMMARY, 2026)
        )  # nobody had answered, so the default holds


AVERAGED = NDC | {"method": "averaging", "elapsed_basis": "since_start"}


def averaged(basis: str | None) -> Tables:
    """Return 100 t first transferred in 2025, averaged; emissions are known of four years."""
    tables = issued_later()
    tables["ndcs"] = [{"party": "XAA"} | AVERAGED | {"elapsed_basis": basis}]
    tables["covered_emissions"] = tables["covered_emissions"][1:]
    return tables


@pytest.mark.parametrize(
    ("basis", "told"),
    [
        ("since_start", "With elapsed_basis=inventory_years instead: "),
        ("inventory_years", "With elapsed_basis=since_start instead: "),
        (None, "With elapsed_basis=since_start instead: "),
    ],
)
def test_how_elapsed_years_are_counted_is_printed_like_any_other_answer(
    basis: str | None, told: str, tmp_path: Path
) -> None:
    """100 t over five years are 20 a year, over the four with emissions 25; unstated, none."""
    averages = {"since_start": "20", "inventory_years": "25", None: "(empty)"}
    other = "25" if basis == "since_start" else "20"
    with ledger_of(tmp_path / "record", averaged(basis)) as ledger:
        for name in (FormName.SUMMARY, FormName.ANNEX_4):
            form = made(ledger, name, 2026)
            (note,) = (each for each in answer_notes(form) if "elapsed_basis" in each)
            assert f"elapsed_basis={basis or ''}, by the table of NDCs: " in note
            assert told in note
            assert not form.answers
        summary = answer_notes(made(ledger, FormName.SUMMARY, 2026))
        note = next(each for each in summary if told in each)
        assert f"| 14 | y2025: {averages[basis]} → {other}" in note
        report = balance(ledger, BalanceRequest(ndc=ndcs_of(ledger, "XAA")[0]))
        (said,) = (each.text.en for each in report.notes if told in each.text.en)
        assert f"emissions | averaging 2025 | average: {averages[basis]} → {other}" in said


def test_an_elapsed_basis_that_was_asked_for_has_its_other_too(tmp_path: Path) -> None:
    """Whatever the NDC states: beside the answer asked for stands the other one."""
    with ledger_of(tmp_path / "record", averaged("since_start")) as ledger:
        asked = BalanceRequest(ndc=ndcs_of(ledger, "XAA")[0], elapsed=ElapsedBasis.INVENTORY_YEARS)
        told = [each.text.en for each in balance(ledger, asked).notes]
        (said,) = (each for each in told if "With elapsed_basis=since_start instead" in each)
        assert "elapsed_basis=inventory_years, as asked: " in said
        assert "| average: 25 → 20" in said


def test_a_balance_says_what_other_answers_would_give(tmp_path: Path) -> None:
    """Year by year, under each method that stands side by side."""
    with ledger_of(tmp_path / "record", issued_later()) as ledger:
        report = balance(ledger, BalanceRequest(ndc=ndcs_of(ledger, "XAA")[0]))
        told = [each.text.en for each in report.notes if "first_transfer_date" in each.text.en]
        assert len(told) == 1
        assert "With first_transfer_date=named_event instead: " in told[0]
        row = "2024 | first_transferred_by_event_year_oimp: 0 → 100"
        assert row in told[0], told[0]


def test_the_initial_report_says_which_answers_bear_on_it(tmp_path: Path) -> None:
    """How elapsed years are counted stands in it, with the other; what moves no cell does not."""
    with ledger_of(tmp_path / "record", averaged("since_start")) as ledger:
        (note,) = answer_notes(made(ledger, FormName.INITIAL, 2026))
        assert "elapsed_basis=since_start, by the table of NDCs" in note
        assert "since_start → inventory_years" in note
    with ledger_of(tmp_path / "other", issued_later(NAMED)) as ledger:
        form = made(ledger, FormName.INITIAL, 2026)
        assert not answer_notes(form)
        assert not form.answers


def test_no_answer_touches_what_a_registry_makes_public(tmp_path: Path) -> None:
    """The disclosure counts credits, whether ITMOs or not: no note where no cell can differ."""
    with ledger_of(tmp_path / "record", moved_early()) as ledger:
        form = made(ledger, FormName.DISCLOSURE, 2026)
        assert not answer_notes(form)
        others = {name: values_of(name)[-1] for name in LEVELS}
        with ledger.under(replace(ledger.readings, always=others)) as other:
            request = FormRequest(party="XAA", year=2026)
            assert cells_of(disclosure(other, request)) == cells_of(disclosure(ledger, request))


@pytest.mark.parametrize(
    ("cutoff", "told"),
    [(date(2026, 3, 30), {}), (date(2026, 3, 31), {2025: 100})],
    ids=["FY2025 not ended", "FY2025 ended"],
)
def test_a_calendar_year_counts_for_the_fiscal_year_of_its_number(
    cutoff: date, told: dict[int, int], tmp_path: Path
) -> None:
    """What was first transferred in February 2025 stands in FY2025, once that has ended.

    By its month it would be of FY2024; but vintages and years of use are calendar years, which
    nothing in the record splits by months (question 3.6). The annual information is calendar.
    """
    tables = issued_later()
    tables["ndcs"] = [{"party": "XAA"} | NDC | {"year_basis": "fiscal_april"}]
    with ledger_of(tmp_path / "record", tables) as ledger:
        request = BalanceRequest(ndc=ndcs_of(ledger, "XAA")[0], cutoff=cutoff)
        lines = [
            row
            for row in rows(balance(ledger, request).tables[0])
            if row["method"].value == "averaging"
        ]
        assert {row["year"].value: row[ROW_11].value for row in lines if row[ROW_11].value} == told
        assert [row["year"].value for row in lines][-1] == (2025 if told else 2024)
        form = build_form(
            ledger, FormName.SUMMARY, FormRequest(party="XAA", year=2026, cutoff=cutoff)
        )
        heads = {each.label.en for table in form.tables for each in table.columns}
        assert "FY2025" in heads
        assert "2025" not in heads
        (row,) = actions(ledger, 2025)
        assert row["ActionDateTime"] == date(2025, 2, 1)
