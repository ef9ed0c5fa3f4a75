"""One cause is one finding: what follows from it is named with it, by number and place."""

import json
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from reporting.aef_checker.annotated_workbook import annotated
from reporting.aef_checker.causes import with_consequences
from reporting.aef_checker.check import check_files
from reporting.aef_checker.findings_report import as_json, findings_report
from reporting.findings import Finding, Place
from reporting.ledger.checks import Outcome
from reporting.renderers.findings import as_text
from tests.aef_checker.making import apart, at, buyer, host, set_cell, write

BOOK = "THA_2024_1_0.xlsx"


def found(code: str, row: int, field: str = "", sheet: str = "Table 3 Actions") -> Finding:
    """Return a finding."""
    place = Place(package=BOOK, table=sheet, row=row, field=field)
    return Finding(code=code, place=place, values={"other": f"{BOOK}/{sheet}:9"})


@pytest.mark.parametrize(
    ("cause", "consequence"),
    [
        (found("number-as-text", 9, "S9"), found("quantity-not-length", 9)),
        (found("ranges-unequal", 9), found("quantity-not-length", 9)),
        (found("ranges-unequal", 9), found("first-transferred-twice", 10, "I10")),
        (found("holdings-overlap", 8, "F8"), found("holding-differs", 8)),
        (found("cell-program-word", 9, "B9"), found("ledger-not-asked", 0, sheet="")),
        (found("number-unreadable", 9, "V9"), found("itmo-not-of-row", 9, "V9")),
        (found("used-twice", 10, "I10"), found("closing-differs", 0, sheet="Table 4 Holdings")),
    ],
)
def test_what_follows_is_put_to_its_cause(cause: Finding, consequence: Finding) -> None:
    """In whatever order they come."""
    for several in ((cause, consequence), (consequence, cause)):
        told, follows = with_consequences(several)
        assert told == (cause,)
        assert [*follows[cause.code, cause.place]] == [consequence]


def test_what_a_merged_range_hides_is_put_to_it() -> None:
    """Its lower cells are empty; a cell beside it is empty by itself."""
    merged = Finding(
        code="cells-merged",
        place=Place(package=BOOK, table="Table 3 Actions", row=9, field="B9"),
        values={"range": "B9:B10"},
    )
    within, beside = found("value-missing", 10, "B10"), found("value-missing", 10, "C10")
    told, follows = with_consequences((merged, within, beside))
    assert told == (merged, beside)
    assert [*follows["cells-merged", merged.place]] == [within]


def test_a_chain_ends_at_its_first_cause() -> None:
    """What follows from a consequence follows from its cause."""
    torn, unequal, length = (
        found(code, 9) for code in ("itmo-block-torn", "ranges-unequal", "quantity-not-length")
    )
    told, follows = with_consequences((length, unequal, torn))
    assert told == (torn,)
    assert {each.code for each in follows["itmo-block-torn", torn.place]} == {
        "ranges-unequal",
        "quantity-not-length",
    }


def test_what_stands_elsewhere_is_no_consequence() -> None:
    """Of another row, another workbook; and no error goes with a notice."""
    length = found("quantity-not-length", 10)
    assert with_consequences((found("number-as-text", 9, "S9"), length))[0][1] == length
    late = found("first-transfer-before-authorization-explained", 9, "B9")
    assert len(with_consequences((late, found("used-twice", 9)))[0]) == 2


@pytest.mark.usefixtures("few")
def test_text_names_the_consequences_and_json_lists_them(tmp_path: Path) -> None:
    """A date that is none leaves the row out: that is one finding, with what it entails."""
    change = set_cell("ActionDateTime", "31/02/2024", 3)
    checked = check_files([write(tmp_path / BOOK, apart(0, host()), change)])
    (error,) = (each for each in checked.findings if each.severity.value == "error")
    assert (error.code, error.place.field) == ("date-unreadable", at("ActionDateTime", 3))
    assert "1 more follows from it: Rows that were not compared" in as_text(
        findings_report(checked)
    )
    said = json.loads(as_json(checked))["findings"]
    follows = {each["code"]: [one["code"] for one in each["follows"]] for each in said}
    assert follows["date-unreadable"] == ["ledger-not-asked"]


@pytest.mark.usefixtures("few")
def test_a_check_that_saw_nothing_is_told_apart(tmp_path: Path) -> None:
    """In text, JSON and the page alike."""
    empty = host() | {"authorizations": [], "actions": [], "holdings": [], "entities": []}
    path = write(tmp_path / BOOK, empty)
    checked = check_files([path])
    idle = checked.count(Outcome.PASSED)
    counted = f"{idle} passed ({idle} with nothing to look at), 0 failed"
    assert counted in as_text(findings_report(checked))
    said = json.loads(as_json(checked))
    passed = [each for each in said["checks"] if each["outcome"] == "passed"]
    assert {each["has_nothing_to_look_at"] for each in passed} == {True}
    assert counted in said["summary"]
    copy = load_workbook(BytesIO(annotated(checked, checked.workbooks[0])))
    assert counted in [*copy["Findings"].iter_rows(values_only=True)][-1][0]


@pytest.mark.usefixtures("few")
def test_notices_of_one_kind_are_a_line(tmp_path: Path) -> None:
    """Whatever they are about, with their remedy and the first places."""
    book = buyer()
    book["actions"][0]["AuthorizationID"] = "OTHER-1"
    book["holdings"][0]["AuthorizationID"] = "ANOTHER-2"
    checked = check_files([write(tmp_path / BOOK, book)])
    text = as_text(findings_report(checked))
    (line,) = (each for each in text.splitlines() if "authorization-not-reported" in each)
    assert line.startswith("3 × ")
    assert "--data" in line
