"""Annex 4 and the initial report: sections in order, tables of the record, what is missing."""

from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from reporting.forms.btr_annex4 import annex4
from reporting.forms.ctf_table4 import summary
from reporting.forms.initial_report import initial
from reporting.forms.model.form import Form, FormName, Readiness
from reporting.forms.model.outline import outline
from reporting.forms.model.request import FormRequest
from reporting.forms.model.table import ReportTable
from reporting.forms.queries.breakdown import breakdown
from reporting.ledger.ledger import Ledger
from tests.forms.reading import values

WRITTEN = Path("data/example/narratives")
BUILDERS = {FormName.ANNEX_4: annex4, FormName.INITIAL: initial}
Made = Callable[[FormName, FormRequest], Form]


@pytest.fixture(scope="module")
def made(example: Ledger) -> Made:
    """Return what makes a report of the example, each once."""
    return cache(lambda name, what: BUILDERS[name](example, what))


def asked(party: str = "XAA", narratives: Path | None = WRITTEN) -> FormRequest:
    """Ask for the report of 2025."""
    return FormRequest(party=party, year=2025, narratives=narratives, is_made_up=True)


def table(form: Form, name: str) -> ReportTable:
    """Return a table of a form."""
    return next(each for each in form.tables if each.name == name)


def numbers(form: Form) -> Iterator[tuple[str, int]]:
    """Yield the numbers and levels of the sections."""
    return ((each.number, each.level) for each in form.sections)


def test_sections_in_order(made: Made) -> None:
    """The outline, its second part once for each of XAA's two approaches."""
    letters = "ABCDEFGHIJK"
    assert [*numbers(made(FormName.ANNEX_4, asked()))] == [
        ("I", 1),
        *((f"I.{each}", 2) for each in "ABCDE"),
        ("II", 1),
        ("II.1", 2),
        *((f"II.1.{each}", 3) for each in letters),
        ("II.2", 2),
        *((f"II.2.{each}", 3) for each in letters),
        ("III", 1),
        ("III.A", 2),
        ("III.B", 2),
    ]


@pytest.mark.parametrize("name", BUILDERS)
@pytest.mark.parametrize("party", ["XAA", "XBB"])
def test_the_example_is_complete(made: Made, name: FormName, party: str) -> None:
    """Both Parties that wrote narratives have nothing missing; each text says it is made up."""
    form = made(name, asked(party))
    assert form.readiness is Readiness.COMPLETE
    assert not any(each.is_missing for each in form.sections)
    texts = [each for each in form.sections if each.text]
    assert texts
    assert all("Made up" in each.text and "架空" in each.text_ja for each in texts)


@pytest.mark.parametrize("name", BUILDERS)
def test_what_is_missing_stands_first(made: Made, name: FormName) -> None:
    """Without narratives each that is asked for is listed, in a table and as a finding."""
    form = made(name, asked(narratives=None))
    missing = [each for each in form.sections if each.is_missing]
    listed = values(table(form, "missing"), "number", "file")
    assert form.readiness is Readiness.DRAFT
    assert form.sections[0].tables[0].name == "missing"
    assert [number for number, _ in listed] == [each.number for each in missing]
    assert len(missing) == sum(each.code == "narrative-missing" for each in form.findings)
    assert all(not each.text for each in form.sections)


def test_one_file_fills_one_section(made: Made, tmp_path: Path) -> None:
    """A narrative of an approach fills the section of that approach only."""
    path = tmp_path / "XAA" / "standard-xaa" / "22-b.md"
    path.parent.mkdir(parents=True)
    path.write_text("Ours.", encoding="utf-8")
    form = made(FormName.ANNEX_4, asked(narratives=tmp_path))
    filled = {each.number: each.text for each in form.sections if each.text}
    assert filled == {"II.2.B": "Ours."}


def test_a_template_left_as_it_is_counts_as_missing(made: Made, tmp_path: Path) -> None:
    """The line to be written is never taken for a narrative."""
    path = tmp_path / "XAA" / "21-a.md"
    path.parent.mkdir(parents=True)
    path.write_text("<!-- what to say -->\n\n[to be written]\n", encoding="utf-8")
    form = made(FormName.ANNEX_4, asked(narratives=tmp_path))
    section = next(each for each in form.sections if each.number == "I.A")
    assert section.is_missing
    assert [
        each.values["number"] for each in form.findings if each.code == "narrative-unfinished"
    ] == ["I.A"]


def test_authorizations_and_their_changes(made: Made) -> None:
    """Each version is a row; what the second version changed and what was revoked are listed."""
    form = made(FormName.ANNEX_4, asked())
    versions = values(table(form, "authorizations"), "authorization_id", "version", "quantity_cap")
    assert ("XAA-2022-02", 1, 1000) in versions
    assert ("XAA-2022-02", 2, 5000) in versions
    changed = values(
        table(form, "authorization_changes"), "authorization_id", "what", "before", "after"
    )
    assert changed == [
        ("XAA-2022-02", "quantity_cap", 1000, 5000),
        ("XAA-2023-01", "revoked_on", None, None),
    ]


def test_nothing_after_the_cutoff(made: Made) -> None:
    """The report of 2023 knows neither the second version nor the revocation of 2024."""
    form = made(FormName.ANNEX_4, FormRequest(party="XAA", year=2023, narratives=WRITTEN))
    assert table(form, "authorization_changes").rows == ()
    assert set(values(table(form, "authorizations"), "revoked_on")) == {(None,)}


def test_figures_are_those_of_the_summary(example: Ledger, made: Made) -> None:
    """The structured summary and the breakdown stand in annex 4 cell by cell."""
    form, alone = made(FormName.ANNEX_4, asked()), summary(example, asked())
    for each in alone.tables:
        assert table(form, each.name).rows == each.rows
    for each in breakdown(example, asked()):
        assert table(form, each.name).rows == each.rows
    assert form.cutoff == alone.cutoff


def test_the_names_of_tables_are_unique(made: Made) -> None:
    """Files are named by them."""
    for name in BUILDERS:
        names = [each.name for each in made(name, asked("XBB")).tables]
        assert len(set(names)) == len(names)


def test_the_demonstration_is_asked_of_averaging_only(made: Made) -> None:
    """XAA averages, XBB has a budget."""
    assert "III.B.1" in dict(numbers(made(FormName.INITIAL, asked("XAA"))))
    assert "III.B.1" not in dict(numbers(made(FormName.INITIAL, asked("XBB"))))


def test_a_party_of_which_nothing_is_known(made: Made) -> None:
    """Neither NDC nor approach: both are findings, and no figure is there."""
    form = made(FormName.INITIAL, asked("XZZ"))
    assert {"ndc-unknown", "record-incomplete", "approach-missing", "narrative-missing"} == {
        each.code for each in form.findings
    }
    annex = made(FormName.ANNEX_4, asked("XZZ"))
    figures = (cell for each in annex.tables for row in each.rows for cell in row if cell.lineage)
    assert not list(figures)
    assert annex.readiness is Readiness.INCOMPLETE


def test_it_ends_with_the_years_declared_complete(made: Made) -> None:
    """XAA has not declared 2026 complete: its report of 2028 ends with 2025."""
    form = made(FormName.ANNEX_4, FormRequest(party="XAA", year=2028, narratives=WRITTEN))
    assert form.cutoff == date(2025, 12, 31)


def test_every_narrative_says_what_it_asks() -> None:
    """A template tells its writer what to say, in both languages; keys are unique."""
    asking = [each for each in outline() if each.narrative]
    assert all(each.asks.en and each.asks.ja and each.mandate for each in asking)
    keys = [each.narrative for each in asking]
    assert len(set(keys)) == len(keys)


def test_what_reviews_found_stands_with_its_answer(made: Made) -> None:
    """In the section on earlier reports; what is not answered is said, in the table and beside."""
    form = made(FormName.ANNEX_4, asked())
    section = next(each for each in form.sections if each.number == "I.B")
    (found,) = section.tables
    assert "1 not answered" in found.title.en
    assert values(found, "finding_id", "report", "kind", "is_significant", "answered_in") == [
        ("18.3", "IR", "qualitative", "false", "annex4 2024 1.0"),
        ("18.7", "AI", "cross_party", "true", None),
    ]
    (_, empty) = (row[found.column_index("answer")] for row in found.rows)
    assert [each.code for each in empty.reasons] == ["not-answered"]
    (finding,) = (each for each in form.findings if each.code == "review-unanswered")
    assert finding.values == {"finding": "18.7", "report": "AI 2024"}
    earlier = made(FormName.ANNEX_4, FormRequest(party="XAA", year=2022, narratives=WRITTEN))
    assert values(table(earlier, "review_findings"), "finding_id") == [("18.3",)]


def test_expected_mitigation_stands_in_the_metric_of_the_approach(made: Made) -> None:
    """Tonnes or another metric, year by year; without rows a notice asks for them."""
    form = made(FormName.INITIAL, asked("XBB"))
    electricity = table(form, "expected_mitigation_electricity-xcc-xbb")
    assert values(electricity, "year", "metric", "expected")[0] == (
        2021,
        "MWh of renewable electricity",
        2_500,
    )
    tonnes = table(form, "expected_mitigation_jcm-xaa-xbb")
    assert values(tonnes, "year", "metric", "expected")[-1] == (2030, "t CO2 eq", 168_000)
    assert not [each for each in form.findings if each.code == "expected-mitigation-unknown"]
