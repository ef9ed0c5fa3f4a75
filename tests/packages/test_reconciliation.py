"""Published figures are computed again from the rows, and the outcome recorded must be that one."""

import shutil
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from reporting.packages import validate
from reporting.packages.reconciliation import plain, reconcile, reconciliation_findings

PROJECTS: list[dict[str, Any]] = [
    {"no": 1, "partner": "MNG", "tonnes": 100, "share": Decimal("0.5"), "pilot": True},
    {"no": 2, "partner": "MNG", "tonnes": 250, "share": Decimal("1.5"), "pilot": False},
    {"no": 3, "partner": "THA", "tonnes": None, "share": None, "pilot": None},
    {"no": 4, "partner": None, "tonnes": 50, "share": Decimal(2), "pilot": True},
]
TABLES = {"projects": PROJECTS, "empty": []}


def comparison(**changes: object) -> dict[str, Any]:
    """Return a row of ``reconciliations``: four projects were published, with some changes."""
    return {
        "_row": 2,
        "title": "Projects",
        "published_value": Decimal(4),
        "comparison": "exact",
        "tolerance": None,
        "counted_table": "projects",
        "measure": "count",
        "counted_field": None,
        "conditions": None,
        "adjusted_conditions": None,
        "outcome": "agrees",
        **changes,
    }


@pytest.mark.parametrize(
    ("changes", "computed"),
    [
        ({"measure": "count"}, "4"),
        ({"measure": "count", "conditions": ""}, "4"),
        ({"measure": "count", "counted_table": "empty"}, "0"),
        ({"measure": "count_distinct", "counted_field": "partner"}, "2"),
        ({"measure": "sum", "counted_field": "tonnes"}, "400"),
        ({"measure": "sum", "counted_field": "share"}, "4"),
        ({"measure": "sum", "counted_field": "tonnes", "conditions": "partner=XXX"}, "0"),
        ({"measure": "share_percent", "conditions": "partner=MNG"}, "50"),
        ({"measure": "share_percent", "counted_table": "empty"}, "0"),
    ],
)
def test_measures(changes: dict[str, object], computed: str) -> None:
    """Unknown cells are neither counted as distinct nor added up."""
    assert reconcile(comparison(**changes), TABLES).computed == Decimal(computed)


@pytest.mark.parametrize(
    ("conditions", "numbers"),
    [
        ("partner=MNG", 2),
        ("partner = MNG & tonnes > 100", 1),
        ("tonnes>=100", 2),
        ("tonnes<100", 1),
        ("tonnes<=100", 2),
        ("no=1|3|9", 2),
        ("no!=1|3", 2),
        ("partner!=MNG", 2),
        ("tonnes!=100", 3),
        ("share>1.4", 2),
        ("pilot=true", 2),
        ("pilot=false", 1),
        (" & partner=THA & ", 1),
    ],
)
def test_conditions(conditions: str, numbers: int) -> None:
    """All conditions hold, one alternative of each; an unknown cell meets only ``!=``."""
    assert reconcile(comparison(conditions=conditions), TABLES).computed == numbers


@pytest.mark.parametrize(
    ("changes", "outcome"),
    [
        ({"published_value": Decimal(4)}, "agrees"),
        ({"published_value": Decimal("4.000000000")}, "agrees"),
        ({"published_value": Decimal(5)}, "differs"),
        ({"published_value": Decimal(3), "comparison": "at_least"}, "agrees"),
        ({"published_value": Decimal(5), "comparison": "at_least"}, "differs"),
        ({"published_value": Decimal(5), "comparison": "approximate", "tolerance": 1}, "agrees"),
        ({"published_value": Decimal(6), "comparison": "approximate", "tolerance": 1}, "differs"),
        ({"published_value": Decimal(5), "comparison": "approximate"}, "differs"),
        ({"published_value": Decimal(3), "adjusted_conditions": "no!=4"}, "explained"),
        ({"published_value": Decimal(3), "adjusted_conditions": "no=4"}, "differs"),
        ({"published_value": Decimal(4), "adjusted_conditions": "no!=4"}, "agrees"),
        ({"outcome": "not_verifiable", "measure": None, "counted_table": None}, "not_verifiable"),
    ],
)
def test_outcomes(changes: dict[str, object], outcome: str) -> None:
    """A figure agrees, is explained by the adjusted rows, differs, or cannot be computed."""
    assert reconcile(comparison(**changes), TABLES).outcome == outcome


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"counted_table": "studies"}, "there is no table 'studies'"),
        ({"published_value": None}, "no published value"),
        ({"measure": "mean"}, "there is no measure 'mean'"),
        ({"comparison": "at_most"}, "there is no comparison 'at_most'"),
        ({"measure": "sum", "counted_field": "sum"}, "has no field 'sum'"),
        ({"measure": "sum"}, "needs a field"),
        ({"measure": "count_distinct"}, "needs a field"),
        ({"measure": "sum", "counted_field": "partner"}, "'MNG' is no number"),
        ({"measure": "sum", "counted_field": "pilot"}, "'True' is no number"),
        ({"conditions": "partner"}, "the condition 'partner'"),
        ({"conditions": "partner~MNG"}, "the condition 'partner~MNG'"),
        ({"conditions": "region=Asia"}, "the condition 'region=Asia'"),
        ({"conditions": "tonnes>many"}, "'many' is no number"),
        ({"conditions": "tonnes>NaN"}, "'NaN' is no number"),
        ({"conditions": "on<=2026-02-31"}, "2026-02-31"),
        ({"published_value": Decimal(3), "adjusted_conditions": "region=Asia"}, "'region=Asia'"),
    ],
)
def test_what_cannot_be_understood_is_an_error(changes: dict[str, object], fault: str) -> None:
    """A computation that is not understood is said to be so, never guessed."""
    result = reconcile(comparison(**changes), TABLES)
    assert (result.outcome, result.computed) == ("", None)
    assert fault in result.fault
    (finding,) = reconciliation_findings([result], "jcm")
    assert finding.code == "reconciliation-unclear"
    assert finding.severity == "error"
    assert fault in finding.words("ja").found


@pytest.mark.parametrize(
    ("changes", "code", "words"),
    [
        ({}, "", ""),
        (
            {"published_value": Decimal(3), "adjusted_conditions": "no!=4", "outcome": "explained"},
            "",
            "",
        ),
        (
            {"published_value": Decimal("5.500"), "outcome": "differs"},
            "reconciliation-differs",
            "5.5: Projects; 4 from the rows",
        ),
        (
            {"published_value": Decimal(7000), "outcome": "not_verifiable"},
            "reconciliation-not-verifiable",
            "7000: Projects; 4 from the rows, which are incomplete",
        ),
        (
            {"published_value": Decimal(5)},
            "reconciliation-outcome",
            "the outcome differs: published 5, computed 4; agrees",
        ),
        (
            {"outcome": "differs"},
            "reconciliation-outcome",
            "the outcome agrees: published 4, computed 4; differs",
        ),
    ],
)
def test_findings(changes: dict[str, object], code: str, words: str) -> None:
    """What agrees or is explained is no finding; what differs is published; what is wrong stops."""
    found = list(reconciliation_findings([reconcile(comparison(**changes), TABLES)], "jcm"))
    assert [each.code for each in found] == ([code] if code else [])
    for each in found:
        assert str(each.place) == "jcm/reconciliations:2 outcome"
        assert f"{each.words().expected}; {each.words().found}" == words
        is_wrong = code == "reconciliation-outcome"
        assert each.severity == ("error" if is_wrong else "notice")


@pytest.mark.parametrize(
    ("number", "written"),
    [
        (None, ""),
        (Decimal("12.000000000"), "12"),
        (Decimal("12.50"), "12.5"),
        (Decimal(0), "0"),
        (Decimal("0E-9"), "0"),
        (Decimal("1E+3"), "1000"),
        (Decimal(100), "100"),
    ],
)
def test_numbers_are_written_plainly(number: Decimal | None, written: str) -> None:
    """The scale of a column does not show, and no exponent."""
    assert plain(number) == written


def test_a_sum_with_unknown_cells_decides_nothing() -> None:
    """A sum that fails while one of its cells is unknown is not verifiable; its figure stays."""
    row = comparison(published_value=Decimal(900), measure="sum", counted_field="tonnes")
    result = reconcile({**row, "outcome": "differs"}, TABLES)
    assert (result.outcome, result.computed) == ("not_verifiable", Decimal(400))
    (finding,) = reconciliation_findings([result], "jcm")
    assert finding.code == "reconciliation-outcome"


def test_rows_said_to_be_missing_are_still_computed() -> None:
    """What is recorded as not verifiable is computed all the same, and may turn out to agree."""
    row = comparison(outcome="not_verifiable", published_value=Decimal(9))
    assert reconcile(row, TABLES).computed == Decimal(4)
    assert reconcile(row, TABLES).outcome == "not_verifiable"
    assert reconcile({**row, "published_value": Decimal(4)}, TABLES).outcome == "agrees"
    assert reconcile({**row, "counted_table": None}, TABLES).computed is None


def test_no_comparison_is_dropped_silently(small_data: Path, tmp_path: Path) -> None:
    """Where a package has errors, it is said that its comparisons were not computed."""
    shutil.copytree(small_data, tmp_path / "data")
    projects = tmp_path / "data/jcm/projects.csv"
    projects.write_text(projects.read_text(encoding="utf-8").replace("2017-05-26", "26.5.2017"))
    codes = [each.code for each in validate([tmp_path / "data/jcm"]).findings]
    assert "date-form" in codes
    assert "reconciliation-not-run" in codes
