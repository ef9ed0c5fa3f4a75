"""The 37 questions that Article 6.2 leaves open: each is read, and each form names its rules."""

from pathlib import Path

import pytest

from reporting.accounting.settings import ELAPSED_BASIS, LEVELS
from reporting.forms.aef.profile_choices import CHOICES
from reporting.forms.build import build_form
from reporting.forms.model.form import FormName
from reporting.forms.model.request import FormRequest
from reporting.official_forms.open_questions import OpenQuestion, open_questions, rules_of
from tests.forms.test_open_questions import issued_later
from tests.ledger.making import ledger_of
from tests.site.csv_rows import lines

CHAPTERS = {1: 11, 2: 15, 3: 11}
RULES = {
    FormName.INITIAL: "",
    FormName.UPDATED_INITIAL: "",
    FormName.AEF: "1.9, 1.10, 1.11, 2.3, 2.5, 2.7, 2.8, 2.10, 2.12, 2.13, 2.15, 3.9, 3.10",
    FormName.SUMMARY: "1.9, 1.10, 1.11, 2.7, 3.1, 3.7, 3.9, 3.10",
    FormName.ANNEX_4: "1.9, 1.10, 1.11, 2.7, 3.1, 3.7, 3.9, 3.10, 3.11",
    FormName.DISCLOSURE: "",
    FormName.STATEMENT: "1.10, 2.13",
}


def test_all_of_them_are_there() -> None:
    """Eleven on first transfer, fifteen on the annual information, eleven on the summary."""
    numbers = [f"{chapter}.{at}" for chapter, many in CHAPTERS.items() for at in range(1, many + 1)]
    assert [each.number for each in open_questions()] == numbers
    assert len(numbers) == 37


@pytest.mark.parametrize("question", open_questions(), ids=lambda each: each.number)
def test_each_has_its_readings_its_paragraph_and_its_forms(question: OpenQuestion) -> None:
    """In both languages; its paragraph is one of the rulebook, its settings are those there are."""
    for said in (question.question, question.reading, question.others):
        assert said.en.endswith((".", "?"))
        assert said.ja.endswith("。")
    assert question.provision in {
        row["provision_id"] for row in lines("provisions", "nomenclature")
    }
    assert {*question.settings} <= {*LEVELS, *CHOICES, ELAPSED_BASIS}
    assert question.forms
    assert {*question.forms} <= {*FormName}


def test_each_setting_answers_one_of_them() -> None:
    """None is there that answers no question."""
    named = {name for each in open_questions() for name in each.settings}
    assert named == {*LEVELS, *CHOICES, ELAPSED_BASIS}


def test_each_form_names_the_rules_that_bear_on_it(tmp_path: Path) -> None:
    """By number, and where they stand; those that a setting answers have notes of their own."""
    assert {name: ", ".join(rules_of(name)) for name in FormName} == RULES
    with ledger_of(tmp_path / "record", issued_later()) as ledger:
        for name, numbers in RULES.items():
            about = {FormName.STATEMENT: "A1", FormName.UPDATED_INITIAL: "jcm"}.get(name, "")
            form = build_form(ledger, name, FormRequest(party="XAA", year=2025, about=about))
            told = [each.text.en for each in form.notes if each.label.en == "Readings"]
            assert len(told) == bool(numbers)
            assert all(f"{numbers}; " in each and "rulebook/#open-q" in each for each in told)
