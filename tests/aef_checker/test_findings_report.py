"""What is said together in a report: only what is the same."""

from reporting.aef_checker.check import Checked
from reporting.aef_checker.findings_report import alike_findings, findings_report
from reporting.findings import Finding, Place
from reporting.renderers.findings import as_html, as_text

BOOK, SHEET = "THA_2024_1_0.xlsx", "Table 3 Actions"


def finding(code: str, row: int, letter: str = "F", **values: str) -> Finding:
    """Return a finding on a cell."""
    place = Place(package=BOOK, table=SHEET, row=row, field=f"{letter}{row}")
    return Finding(code=code, place=place, values=values)


def unlisted(row: int, authorization: str, code: str = "authorization-not-listed") -> Finding:
    """Return that an authorization is not listed."""
    return finding(code, row, party="THA", authorization=authorization)


def dated(row: int, day: int) -> Finding:
    """Return that a date is stored as text."""
    written = f"2024-01-{day:02}"
    return finding("date-as-text", row, "B", value=written, day=written)


def fields(*findings: Finding) -> list[list[str]]:
    """Return the cells that are named together."""
    return [[each.place.field for each in several] for several in alike_findings(findings)]


def test_only_equal_expectations_are_said_together() -> None:
    """Two authorizations that no table lists are two causes, each with the cells that name it."""
    assert fields(unlisted(5, "A-1"), unlisted(6, "B-2"), unlisted(7, "A-1")) == [
        ["F5", "F7"],
        ["F6"],
    ]


def test_a_cell_is_named_once_for_a_cause() -> None:
    """The same said twice of one cell is said once."""
    assert fields(unlisted(5, "A-1"), unlisted(5, "A-1")) == [["F5"]]


def test_errors_differ_in_nothing_but_how_cells_are_stored() -> None:
    """Dates stored as texts are one thing to say; two wrong years are two."""
    assert fields(dated(5, 8), dated(6, 9)) == [["B5", "B6"]]
    wrong = {"label": "Vintage", "low": "2021", "high": "2100"}
    years = [finding("year-outside", row, value=f"20{row}", **wrong) for row in (10, 11)]
    assert fields(*years) == [["F10"], ["F11"]]


def test_text_and_page_say_the_same_things_together() -> None:
    """Each expectation stands there once, with all its cells."""
    found = tuple(unlisted(row, "A-1" if row % 2 else "B-2") for row in range(5, 9))
    checked = Checked(workbooks=(), submissions=(), results=(), findings=found)
    report = findings_report(checked)
    for written in (as_text(report), as_html(report)):
        assert written.count("the authorization A-1 of THA") == 1
        assert written.count("the authorization B-2 of THA") == 1
        assert written.count("and at 1 more") == 2
    assert "    and at 1 more: F7" in as_text(report)
    assert "<details><summary>and at 1 more</summary>F7</details>" in as_html(report)
