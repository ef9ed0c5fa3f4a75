"""The statement of an authorization, its change and its revocation; the updated initial report."""

from datetime import date
from pathlib import Path

import pytest

from reporting.forms.authorization_statement import statement
from reporting.forms.initial_report import initial, updated_initial
from reporting.forms.model.form import Form, FormName, Readiness
from reporting.forms.model.request import FormRequest
from reporting.ledger.ledger import Ledger
from reporting.messages import LANGUAGES
from tests.forms.forms import table
from tests.forms.reading import values
from tests.ledger.making import authorization, block, ledger_of

WRITTEN = Path("data/example/narratives")


def stated(ledger: Ledger, about: str, year: int = 2026, cutoff: date | None = None) -> Form:
    """Return the statement of an authorization of XAA."""
    asked = FormRequest(party="XAA", year=year, about=about, cutoff=cutoff, is_made_up=True)
    return statement(ledger, asked)


def elements(form: Form) -> dict[str, object]:
    """Return what a statement states, by element."""
    return {
        str(name): value for name, value in values(table(form, "elements"), "element", "stated")
    }


def test_an_authorization_is_stated_element_by_element(example: Ledger) -> None:
    """With its days, standard, registry and terms; days as intervals with an open end."""
    form = stated(example, "XAA-2022-01")
    found = elements(form)
    assert form.title.en == "Statement of authorization"
    assert form.version == "1"
    assert found["party"] == "XAA"
    assert found["approach_id"] == "CA9001"
    assert found["purposes"] == "NDC"
    assert found["quantity_cap"] == 200_000
    assert found["issuance_days"] == "../2031-12-31"
    assert found["use_days"] == "2022-05-10/2032-12-31"
    assert found["registry"] == "XAA01"
    assert str(found["change_terms"]).startswith("Made up.")
    assert form.stem == "XAA_2026_1_XAA-2022-01"


def test_use_towards_an_ndc_alone_is_first_transferred_by_its_transfer(example: Ledger) -> None:
    """Paragraph 2(a) says so, whether or not the authorization does; and names no other purpose."""
    found = elements(stated(example, "XAA-2022-01"))
    assert found["first_transfer_definition"] == "first_international_transfer"
    assert "oimp_name" not in found
    other = elements(stated(example, "XAA-2022-05"))
    assert (other["oimp_name"], other["first_transfer_definition"]) == (
        "Aviation scheme (made up)",
        "issuance",
    )


def test_what_is_not_in_the_record_is_blank_with_the_reason(example: Ledger) -> None:
    """A notice names the columns; nothing is made up, and the statement can be filed."""
    form = stated(example, "XAA-2022-06")
    blank = [
        str(row[0].value)
        for row in table(form, "elements").rows
        if [each.code for each in row[1].reasons] == ["not-in-record"]
    ]
    assert {"quantity_cap", "standard", "issuance_days", "gwp"} <= {*blank}
    (finding,) = form.findings
    assert finding.code == "statement-element-missing"
    assert "issuance_from, issuance_until" in finding.values["elements"]
    assert form.readiness is Readiness.COMPLETE


def test_a_change_says_what_changed_and_what_it_does_not_reach(example: Ledger) -> None:
    """From which version, element by element; what was first transferred stays as it was."""
    form = stated(example, "XAA-2022-02")
    changed = {
        str(name): (a, b)
        for name, a, b in values(table(form, "changes"), *["element", "before", "after"])
    }
    assert form.version == "2"
    assert form.title.en.endswith("change")
    assert changed["quantity_cap"] == (1_000, 5_000)
    assert changed["use_days"] == (None, "../2032-12-31")
    assert "authorized_on" not in changed
    text = next(each for each in form.sections if each.tables and each.tables[0].name == "changes")
    assert "takes the place of version 1" in text.text
    assert "does not apply to or affect" in text.text
    assert "specify otherwise." in text.text
    assert "memory" not in text.text  # what is signed; the notes say so
    assert "第2版" in text.text_ja


@pytest.mark.parametrize(("reaches", "said"), [(True, "also apply"), (False, "do not specify")])
def test_the_terms_say_whether_a_change_reaches_further(
    tmp_path: Path, *, reaches: bool, said: str
) -> None:
    """It goes by the terms that were in force before the change."""
    rows = [
        authorization(changes_apply_to_transferred=reaches),
        authorization(version=2, authorized_on="2024-01-01", quantity_cap=5),
    ]
    tables = {"authorizations": rows, "credit_blocks": [block((1, 100))]}
    with ledger_of(tmp_path / "terms", tables) as ledger:
        texts = " ".join(each.text for each in stated(ledger, "A1").sections)
    assert said in texts


def test_an_earlier_year_knows_no_later_version(example: Ledger) -> None:
    """It is the version in force on the last day; a day within the year can be asked for."""
    assert stated(example, "XAA-2022-02", 2023).version == "1"
    assert stated(example, "XAA-2022-02", 2024, date(2024, 3, 31)).version == "1"
    assert stated(example, "XAA-2022-02", 2024).version == "2"


def test_a_revocation_is_stated_once_it_is_known(example: Ledger) -> None:
    """With its day, and that it does not reach what was first transferred."""
    before, since = (stated(example, "XAA-2023-01", year) for year in (2023, 2024))
    assert before.title.en == "Statement of authorization"
    assert since.title.en.endswith("revocation")
    first = since.sections[0]
    assert "with effect from 2024-03-01" in first.text
    assert "first transferred" in first.text
    assert all(first.narrative(language) for language in LANGUAGES)
    assert "revoked_on" not in elements(before)


def test_an_authorization_that_is_not_there_is_said(example: Ledger) -> None:
    """No statement is made of nothing."""
    form = stated(example, "XAA-1999-01")
    assert form.readiness is Readiness.DRAFT
    assert [each.code for each in form.findings] == ["statement-unknown"]
    assert not form.sections


@pytest.mark.parametrize("about", ["standard-xaa", "CA9002"])
def test_an_updated_initial_report_has_the_parts_of_one_approach(
    example: Ledger, about: str
) -> None:
    """The sections and tables of the initial report on that approach, and of no other."""
    asked = FormRequest(party="XAA", year=2024, narratives=WRITTEN, is_made_up=True)
    whole = initial(example, asked)
    form = updated_initial(
        example, FormRequest(party="XAA", year=2024, about=about, narratives=WRITTEN)
    )
    assert form.name is FormName.UPDATED_INITIAL
    assert form.about == "standard-xaa"
    assert form.title.en == "Updated initial report"
    assert form.readiness is Readiness.COMPLETE
    numbers = [each.number for each in form.sections]
    assert numbers[:3] == ["IV", "IV.A", "IV.B"]
    assert numbers[-1] == "IV.H.6"
    assert {each.level for each in form.sections} == {1, 2}
    mine = [each for each in whole.tables if each.name.endswith("_standard-xaa")]
    assert [*form.tables] == mine
    texts = {each.text for each in whole.sections if each.number.startswith("IV.2")}
    assert {each.text for each in form.sections} == texts


def test_it_says_which_narratives_are_missing(example: Ledger, tmp_path: Path) -> None:
    """Each is a file of that approach."""
    asked = FormRequest(party="XAA", year=2024, about="CA9002", narratives=tmp_path)
    form = updated_initial(example, asked)
    files = [str(file) for (file,) in values(table(form, "missing"), "file")]
    assert form.readiness is Readiness.DRAFT
    assert "narratives/XAA/standard-xaa/18-g-copy.md" in files
    assert all("/standard-xaa/" in each for each in files)
