"""CTF table 4: the rows of the form, the law's figures in them, and why a cell is empty."""

from contextlib import AbstractContextManager
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Protocol

import pytest

from reporting.accounting.lines import ROWS
from reporting.accounting.period import YearBasis
from reporting.forms.build import build_form as made_by
from reporting.forms.ctf_table4 import summary
from reporting.forms.ctf_table4.table import OFFICIAL
from reporting.forms.initial_report import initial
from reporting.forms.model import wording
from reporting.forms.model.form import OF_PARTY, Form, FormName, Readiness
from reporting.forms.model.request import FormRequest
from reporting.forms.queries.declared_years import last_whole_year
from reporting.ledger.ledger import Ledger
from reporting.official_forms.ctf_table4 import Clock, summary_rows
from tests.forms import four_examples as made
from tests.forms import record
from tests.forms.forms import figures, table
from tests.forms.reading import codes, rows
from tests.ledger.making import Tables, ledger_of

YEARS = range(2021, 2025)


class Opening(Protocol):
    """Replays a record."""

    def __call__(self, tables: Tables) -> AbstractContextManager[Ledger]:
        """Return the ledger of a record."""


@pytest.fixture
def ledger_from(tmp_path: Path) -> Opening:
    """Return what replays a record in a folder of its own."""
    return lambda tables: ledger_of(tmp_path / "made", tables)


def asked(party: str = "XAA", year: int = 2025) -> FormRequest:
    """Return the plain question."""
    return FormRequest(party=party, year=year)


def test_every_row_stands_in_order_and_is_tagged(example: Ledger) -> None:
    """Rows 1 to 20 of article62.md 4.4; twelve labels confirmed there, the others from memory."""
    form = summary(example, asked(year=2026))
    found = rows(table(form, "table_4"))
    assert [row["row"].value for row in found] == [*range(1, 21)]
    (said,) = (each.text.en for each in form.notes if each.label.en == "Labels")
    assert "the labels of rows 1-4, 9, 18-20, and those of the columns, are from memory" in said
    # The mark stands in the notes, not in the form.
    assert not any("memory" in str(cell.value) for row in found for cell in row.values())


def test_the_form_as_data_agrees_with_the_law() -> None:
    """Each line of the account stands in a row, with the clock it has elsewhere."""
    by_line = {row.line: row for row in summary_rows() if row.line}
    missing = {*ROWS} - by_line.keys()
    assert missing == {"first_transferred_by_vintage"}, "part of row 15, no row of its own"
    for name, row in by_line.items():
        assert row.clock == wording.LINES[name][1], name


@pytest.mark.parametrize("kind", ["single_year", "multi_year"])
def test_a_non_ghg_ndc_without_an_indicator_has_its_form(ledger_from: Opening, kind: str) -> None:
    """There is nothing that its trajectory or budget would be of; the form says so."""
    method, row = ("trajectory", 4) if kind == "single_year" else ("multi_year", 5)
    target = 2030 if kind == "single_year" else None
    own = record.tables(metric="non_ghg", kind=kind, method=method, target_year=target)
    with ledger_from(own) as ledger:
        form = summary(ledger, asked())
    assert codes(rows(table(form, "table_4"))[row]["y2021"]) == {"indicator_missing"}
    assert "summary-indicator-unknown" in {each.code for each in form.findings}


def test_example_a_adds_what_was_first_transferred(ledger_from: Opening) -> None:
    """A: balances of 5,000, 5,220, 5,320 and 5,230; the host's balance rises when it sells."""
    with ledger_from(made.one_party(method="trajectory")) as ledger:
        found = table(summary(ledger, asked()), "table_4")
    assert figures(found, 10) == {2021: 0, 2022: 100, 2023: 170, 2024: 80}
    assert figures(found, 11) == {2021: 0, 2022: 0, 2023: 0, 2024: 50}
    assert figures(found, 12) == {2021: 0, 2022: 0, 2023: 30, 2024: 50}
    assert figures(found, 15) == {2021: 0, 2022: 120, 2023: 170, 2024: 30}
    assert figures(found, 16) == {2021: 0, 2022: 100, 2023: 240, 2024: 320}
    assert figures(found, 17) == {2021: 5000, 2022: 5220, 2023: 5320, 2024: 5230}
    assert codes(rows(found)[13]["y2022"]) == {"applicable_method"}, "row 14 is for averages"


def test_example_b_applies_the_average_to_every_year(ledger_from: Opening) -> None:
    """B: 320 over four elapsed years is 80, added in each of them."""
    with ledger_from(made.one_party(method="averaging", elapsed_basis="since_start")) as ledger:
        form = summary(ledger, asked())
    found = table(form, "table_4")
    assert figures(found, 14) == figures(found, 15) == dict.fromkeys(YEARS, 80)
    assert figures(found, 17) == {2021: 5080, 2022: 5180, 2023: 5230, 2024: 5280}
    assert {row["clock"].value for row in rows(found)[14:15]} == {Clock.EVENT_AND_USE}
    assert "4 elapsed years (t CO2 eq)" in {note.text.en for note in form.notes}


def test_example_a_of_a_multi_year_ndc(ledger_from: Opening) -> None:
    """The same balances under paragraph 7(b); the budget stands in row 6, not in row 5."""
    tables = made.one_party(kind="multi_year", target_year=None, method="multi_year")
    budget = {"party": "XAA", "period": "2021-2030", "kind": "budget", "value": 5200}
    tables["trajectories"] = [budget | {"year": year} for year in range(2021, 2031)]
    with ledger_from(tables) as ledger:
        found = table(summary(ledger, asked()), "table_4")
    assert figures(found, 17) == {2021: 5000, 2022: 5220, 2023: 5320, 2024: 5230}
    assert figures(found, 6) == dict.fromkeys(range(2021, 2031), 5200)
    assert codes(rows(found)[4]["y2021"]) == {"other_method"}


def test_example_c_turns_the_signs(ledger_from: Opening) -> None:
    """C: 5,000 GWh less 200 first transferred, plus 50 used, is 4,850; row 17 is not for it."""
    with ledger_from(made.electricity()) as ledger:
        found = table(summary(ledger, asked(year=2024)), "table_4")
    gwh = "GWh of electricity"
    assert figures(found, 9, gwh) == {2023: 5000}
    assert figures(found, 15, gwh) == {2021: 0, 2022: 0, 2023: -150}
    assert figures(found, 18, gwh) == {2023: 4850}
    assert codes(rows(found)[16]["y2023"]) == {"no_ghg"}


def test_example_d_without_a_method_has_a_table_for_each(ledger_from: Opening) -> None:
    """D: row 11 by event year, row 15 by vintage; no average while its basis is not stated."""
    with ledger_from(made.tanzania()) as ledger:
        form = summary(ledger, asked(year=2027))
    names = [each.name for each in form.tables if each.name.startswith("table_4")]
    assert names == ["table_4_trajectory", "table_4_averaging"]
    annual, average = (table(form, name) for name in names)
    assert figures(annual, 11) == dict.fromkeys(YEARS, 0) | {2025: 180867, 2026: 142504}
    assert figures(annual, 16)[2026] == 323371
    assert figures(annual, 15)[2022] == 67497
    assert figures(annual, 17) == {
        2021: 100_000_000,
        2022: 100_067_497,
        2023: 100_230_126,
        2024: 100_025_748,
    }
    assert codes(rows(average)[13]["y2024"]) == {"elapsed_basis"}
    assert {row["status"].value for row in rows(annual)} == {"indicative"}
    assert {"method-unknown", "summary-level-unknown"} <= {each.code for each in form.findings}
    assert form.readiness is Readiness.DRAFT


@pytest.mark.parametrize(
    ("basis", "average"),
    [("inventory_years", Fraction(323371, 4)), ("since_start", Fraction(323371, 6))],
)
def test_example_d_averaged(ledger_from: Opening, basis: str, average: Fraction) -> None:
    """D: 80,842.75 over the years with an inventory, 53,895.17 over those since the start."""
    with ledger_from(made.tanzania(method="averaging", elapsed_basis=basis)) as ledger:
        found = table(summary(ledger, asked(year=2027)), "table_4")
    assert figures(found, 14)[2024] == average
    assert figures(found, 17)[2024] == 100_000_000 + average


def test_a_closed_period_is_final(ledger_from: Opening) -> None:
    """Closed in the year of submission: the cut-off is that day, the figures are final."""
    period = {"period": "2021-2024", "last_year": 2024, "target_year": 2024}
    tables = made.one_party(method="trajectory", closed_on="2025-06-30", **period)
    for row in tables["covered_emissions"]:
        row["period"] = "2021-2024"
    with ledger_from(tables) as ledger:
        form = summary(ledger, asked())
        early = summary(ledger, FormRequest(party="XAA", year=2025, cutoff=date(2024, 12, 31)))
    assert (form.cutoff, form.readiness) == (date(2025, 6, 30), Readiness.DRAFT)
    assert {row["status"].value for row in rows(table(form, "table_4"))} == {"final"}
    close = rows(table(form, "closing_1"))[0]
    assert (close["level"].value, close["cumulative"].value) == (5230, 320)
    assert {row["status"].value for row in rows(table(early, "table_4"))} == {"annual"}


def test_the_cutoff_is_the_end_of_the_complete_years(example: Ledger) -> None:
    """XAA's 2026 is not complete: a submission of 2030 reports on 2025 and says why."""
    form = summary(example, asked(year=2030))
    assert form.cutoff == date(2025, 12, 31)
    assert "declared complete" in form.notes[0].text.en
    assert figures(table(form, "table_4"), 17).keys() == set(range(2021, 2026))
    for line in (0, 9, 16):
        told = rows(table(form, "table_4"))[line]
        reasons = {year: told[f"y{year}"].reasons[0] for year in range(2026, 2031)}
        assert {(reasons[year].code, reasons[year].year) for year in range(2026, 2030)} == {
            ("complete_record", 2026)
        }, "2027 and 2028 are declared complete, but 2026 before them is not"
        assert (reasons[2030].code, reasons[2030].year) == ("not_reported_yet", 2030)


@pytest.mark.parametrize("name", [each for each in OF_PARTY if each is not FormName.AEF])
def test_a_form_that_falls_short_of_its_year_is_incomplete(example: Ledger, name: FormName) -> None:
    """One rule for all: XAA's record ends with 2025, and forms of 2027 need 2026 too."""
    form = made_by(example, name, asked(year=2027))
    assert (form.readiness, form.cutoff) == (Readiness.INCOMPLETE, date(2025, 12, 31))
    (short,) = (each for each in form.findings if each.code == "record-incomplete")
    assert dict(short.values) == {"party": "XAA", "years": "2026"}


@pytest.mark.parametrize("name", [each for each in OF_PARTY if each is not FormName.AEF])
@pytest.mark.parametrize("party", ["JPN", "THA"])
def test_no_form_of_the_public_record_has_a_cutoff(
    public: Ledger, name: FormName, party: str
) -> None:
    """Nobody declared a year complete, with or without an NDC in the record."""
    form = made_by(public, name, asked(party, 2026))
    assert (form.readiness, form.cutoff) == (Readiness.INCOMPLETE, None)
    assert {"years": "2021-2025", "party": party} in [dict(each.values) for each in form.findings]


def test_an_incomplete_year_asked_for_has_no_figure(example: Ledger) -> None:
    """With a cut-off in 2026 the form is incomplete, and what 2026 may change is empty."""
    form = summary(example, FormRequest(party="XAA", year=2027, cutoff=date(2026, 12, 31)))
    assert form.readiness is Readiness.INCOMPLETE
    line = rows(table(form, "table_4"))[9]
    assert codes(line["y2026"]) == {"complete_record"}


def test_rows_stand_once_for_each_metric(example: Ledger) -> None:
    """XBB accounts for tonnes and megawatt hours: quantities of both, balances apart."""
    found = rows(table(summary(example, asked("XBB", 2026)), "table_4"))
    units = {
        number: [row["unit"].value for row in found if row["row"].value == number]
        for number in (9, 10, 17, 18)
    }
    assert units == {9: ["MWh"], 10: ["t CO2 eq", "MWh"], 17: ["t CO2 eq"], 18: ["MWh"]}


def test_a_target_is_of_its_year_or_of_the_whole_period(example: Ledger) -> None:
    """XBB's budget is that of 2021-2030, not of a year; its electricity is of 2030."""
    found = {
        party: [
            (row["target"].value, row["target_year"].value)
            for row in rows(table(summary(example, asked(party, 2026)), "table_4"))
            if row["row"].value == 1
        ]
        for party in ("XAA", "XBB")
    }
    assert found == {
        "XAA": [(4_400_000, "2030")],
        "XBB": [(820_000_000, "2021-2030"), (400_000, "2030")],
    }
    budget = rows(table(initial(example, asked("XBB")), "quantified_ghg"))
    assert [(row["target_value"].value, row["target_year"].value) for row in budget] == [
        (820_000_000, "2021-2030")
    ]


def test_progress_compares_with_the_reference_point(example: Ledger) -> None:
    """Row 1: 4,800,000 in 2025 is 400,000 below 5,200,000 in 2020, 7.7 per cent."""
    line = rows(table(summary(example, asked(year=2026)), "table_4"))[0]
    assert (line["reference"].value, line["target"].value) == (5_200_000, 4_400_000)
    assert line["progress"].value == -400_000
    assert line["progress"].label.en == "-400,000 (-7.7 %), 2020 to 2025"


def test_years_not_reported_on_are_empty_with_the_reason(example: Ledger) -> None:
    """Every year of the period has a column; those beyond the cut-off say so."""
    found = table(summary(example, asked(year=2026)), "table_4")
    years = [each.name for each in found.columns if each.name[1:].isdigit()]
    assert years == [f"y{year}" for year in range(2021, 2031)]
    assert codes(rows(found)[16]["y2027"]) == {"not_reported_yet"}


@pytest.mark.parametrize("party", ["XAA", "XBB", "XCC"])
def test_rows_behind_every_figure_add_up(example: Ledger, party: str) -> None:
    """Indicators, progress, trajectories, levels, flows, adjustments, balances: all of them."""
    form = summary(example, asked(party, 2026))
    cells = [cell for each in form.tables for row in each.rows for cell in row if cell.lineage]
    assert len(cells) > 30
    for cell in cells:
        assert cell.lineage is not None
        assert cell.lineage.total == cell.value


def test_entities_authorized_for_other_purposes(example: Ledger) -> None:
    """Row 11 asks for them: XAA names the airline for its aviation scheme."""
    found = rows(table(summary(example, asked(year=2026)), "authorized_entities"))
    named = {(row["authorization_id"].value, row["entity_id"].value) for row in found}
    assert ("XAA-2022-05", "XBB-AIR-1") in named
    assert {row["purposes"].value for row in found}.isdisjoint({"NDC", None})


def test_the_public_record_of_japan_claims_nothing(public: Ledger) -> None:
    """No year is declared complete: no figure at all, and each gap is a finding."""
    form = summary(public, asked("JPN", 2026))
    assert (form.name, form.readiness, form.cutoff) == (
        FormName.SUMMARY,
        Readiness.INCOMPLETE,
        None,
    )
    for each in form.tables:
        if each.name.startswith("table_4"):
            years = [name for name in (c.name for c in each.columns) if name[1:].isdigit()]
            assert {row[year].value for row in rows(each) for year in years} == {None}
    assert {each.code for each in form.findings} == {
        "record-incomplete",
        "summary-indicator-unknown",
        "method-unknown",
        "summary-level-unknown",
    }
    assert_said(form)


def test_series_of_two_coverages_are_not_one(ledger_from: Opening) -> None:
    """2022 covers a portion, the years before and after the whole: 2022 has no level, and why."""
    told = made.one_party(method="trajectory")
    told = {
        **told,
        "covered_emissions": [
            row | {"coverage": "portion" if row["year"] == 2022 else "whole_ndc"}
            for row in told["covered_emissions"]
        ],
    }
    with ledger_from(told) as ledger:
        form = summary(ledger, asked())
    assert figures(table(form, "table_4"), 7).keys() == {2021, 2023, 2024}
    (finding,) = [each for each in form.findings if each.code == "summary-coverage-mixed"]
    assert (finding.place.field, finding.values["year"]) == ("coverage", "2022")
    assert "summary-level-unknown" not in {each.code for each in form.findings}
    assert_said(form)


def test_a_partner_without_an_ndc_has_the_rows_of_the_form(public: Ledger) -> None:
    """Nothing is known of Mongolia's NDC: the rows stand, with the reason in each."""
    form = summary(public, asked("MNG", 2026))
    found = rows(table(form, "table_4"))
    assert [row["row"].value for row in found] == [*range(1, 21)]
    assert codes(found[9]["progress"]) == {"ndc_missing"}
    assert [each.code for each in form.findings] == ["record-incomplete", "ndc-unknown"]
    assert form.readiness is Readiness.INCOMPLETE
    assert_said(form)


def assert_said(form: Form) -> None:
    """Each finding has its sentences in both languages."""
    for finding in form.findings:
        for language in ("en", "ja"):
            words = finding.words(language)
            assert all((words.title, words.expected, words.found, words.remedy))


@pytest.mark.parametrize(
    ("year", "cutoff"), [(2021, None), (2024, date(2019, 1, 1)), (2024, date(2021, 6, 30))]
)
def test_a_year_that_has_not_ended_is_never_nought(
    example: Ledger, year: int, cutoff: date | None
) -> None:
    """Complete as it may be declared: before its end nothing is known of the whole year."""
    form = summary(example, FormRequest(party="XAA", year=year, cutoff=cutoff))
    assert form.readiness is Readiness.INCOMPLETE
    first = [
        row["y2021"] for row in rows(table(form, "table_4")) if row["row"].value in range(10, 18)
    ]
    assert first
    assert {cell.value for cell in first} == {None}


@pytest.mark.parametrize(
    ("day", "basis", "last"),
    [
        (date(2025, 12, 31), YearBasis.FISCAL_APRIL, 2024),
        (date(2026, 3, 30), YearBasis.FISCAL_APRIL, 2024),
        (date(2026, 3, 31), YearBasis.FISCAL_APRIL, 2025),
        (date(2025, 12, 31), YearBasis.CALENDAR, 2025),
        (date(2025, 12, 30), None, 2024),
    ],
)
def test_a_fiscal_year_ends_in_march(day: date, basis: YearBasis | None, last: int) -> None:
    """FY2025 has not ended on 31 December 2025."""
    assert last_whole_year(day, basis) == last


def test_columns_of_fiscal_years_are_headed_as_such(example: Ledger) -> None:
    """XBB counts years from April: its column of 2025 is FY2025, and nothing is in it yet."""
    form = made_by(example, FormName.SUMMARY, asked("XBB", 2026))
    table = next(form.tables)
    heads = {each.name: each.label for each in table.columns}
    assert (heads["y2025"].en, heads["y2025"].ja) == ("FY2025", "2025年度")
    at = table.column_index("y2025")
    number = table.column_index("row")
    # Only the budget is told beforehand.
    told = [row[at] for row in table.rows if row[at].value is not None and row[number].value != 6]
    assert not told
    said = {reason.sentence.en for row in table.rows for reason in row[at].reasons}
    assert "FY2025 had not ended on the cut-off date." in said
    calendar = next(made_by(example, FormName.SUMMARY, asked("XAA", 2026)).tables)
    assert "2025" in {each.label.en for each in calendar.columns}


def test_the_title_of_the_form_stands_alone() -> None:
    """The method is told in the notes, not within the official title."""
    assert OFFICIAL.en.startswith("Table 4. Structured summary: Tracking progress")
    assert OFFICIAL.en.endswith("under Article 4 of the Paris Agreement")
