"""The forms of one Party say the same; one cell changed, and the report says where they differ."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from reporting.forms.aef import aef
from reporting.forms.ctf_table4 import summary
from reporting.forms.initial_report import initial
from reporting.forms.model.form import Form, FormName
from reporting.forms.model.request import FormRequest
from reporting.forms.model.table import Cell, Report
from reporting.forms.reconciliation import differences, reconciliation
from reporting.ledger.ledger import Ledger
from tests.forms.forms import changed, table
from tests.forms.reading import rows, values

Forms = list[Form]
YEARS = range(2021, 2026)


def forms_of(ledger: Ledger, party: str) -> Forms:
    """Return the annual information of five years, the summary and the initial report."""
    annual = [aef(ledger, FormRequest(party=party, year=year)) for year in YEARS]
    whole = FormRequest(party=party, year=2026)
    return [*annual, summary(ledger, whole), initial(ledger, whole)]


@pytest.fixture(scope="module")
def host(example: Ledger) -> Forms:
    """Return the forms of the host, which averages."""
    return forms_of(example, "XAA")


@pytest.fixture(scope="module")
def buyer(example: Ledger) -> Forms:
    """Return the forms of the buyer, whose NDC is of several years."""
    return forms_of(example, "XBB")


def outcomes(report: Report) -> set[object]:
    """Return the outcomes of all identities."""
    return {each for (each,) in values(report.tables[0], "outcome")}


@pytest.mark.parametrize("party", ["host", "buyer"])
def test_forms_of_one_record_agree(request: pytest.FixtureRequest, party: str) -> None:
    """Every identity is verified and holds; each kind of identity is among them."""
    report = reconciliation(request.getfixturevalue(party))
    assert outcomes(report) == {"agrees"}
    kinds = {each for (each,) in values(report.tables[0], "identity")}
    annual = {"adjustment"} if party == "buyer" else set()
    assert kinds == annual | {
        "first-transfers",
        "uses",
        "cumulative",
        "balance",
        "holdings",
        "period",
        "method",
        "metrics",
        "approaches",
    }
    assert report.tables[1].rows == report.tables[2].rows == ()


def test_forms_of_a_third_party_agree(example: Ledger) -> None:
    """XCC's NDC is in megawatt hours and it holds tonnes: both are compared."""
    report = reconciliation(forms_of(example, "XCC"))
    assert outcomes(report) == {"agrees"}
    assert {each for (each,) in values(report.tables[0], "metric")} >= {
        "GHG",
        "MWh of renewable electricity",
    }


Change = Callable[[Form], Form]


def plus_one(name: str, column: str, **where: object) -> Change:
    """Return what adds one to a number of the first row that says so."""

    def change(form: Form) -> Form:
        lines = rows(table(form, name))
        place = next(
            number
            for number, row in enumerate(lines)
            if all(row[key].value == value for key, value in where.items())
        )
        value = lines[place][column].value
        assert isinstance(value, int)
        return changed(form, name, place, column, replace(lines[place][column], value=value + 1))

    return change


def set_to(name: str, column: str, value: str | int, **where: object) -> Change:
    """Return what puts another value into the first row that says so."""

    def change(form: Form) -> Form:
        lines = rows(table(form, name))
        place = next(
            number
            for number, row in enumerate(lines)
            if all(row[key].value == said for key, said in where.items())
        )
        return changed(form, name, place, column, Cell(value=value))

    return change


SUMMARY, AEF, INITIAL = FormName.SUMMARY, FormName.AEF, FormName.INITIAL
FIRST = {"ActionType": "First transfer"}
USE = {"ActionType": "Use", "YearITMOUsedTowardsNDC": 2024}
GHG = {"about": "GHG"}
MUTATIONS = [
    ("host", SUMMARY, 2026, plus_one("table_4", "y2024", row=10), {"forms-first-transfers"}),
    ("host", SUMMARY, 2026, plus_one("table_4", "y2023", row=11), {"forms-first-transfers"}),
    ("host", SUMMARY, 2026, plus_one("table_4", "y2023", row=16), {"forms-cumulative"}),
    ("host", SUMMARY, 2026, plus_one("table_4", "y2023", row=17), {"forms-balance"}),
    ("host", SUMMARY, 2026, plus_one("table_4", "y2022", row=7), {"forms-balance"}),
    ("buyer", SUMMARY, 2026, plus_one("table_4", "y2024", row=12, **GHG), {"forms-uses"}),
    (
        "buyer",
        SUMMARY,
        2026,
        plus_one("table_4", "y2024", row=15, **GHG),
        {"forms-adjustment", "forms-balance"},
    ),
    (
        "host",
        AEF,
        2023,
        plus_one(
            "actions", "QuantityCO2", **FIRST, ActionSubtype="First transfer to another Party"
        ),
        {"forms-first-transfers", "forms-cumulative"},
    ),
    (
        "buyer",
        AEF,
        2025,
        plus_one("actions", "QuantityCO2", **USE),
        {"forms-uses", "forms-adjustment", "forms-cumulative", "forms-holdings"},
    ),
    (
        "buyer",
        AEF,
        2025,
        set_to("actions", "YearITMOUsedTowardsNDC", 2022, **USE),
        {"forms-uses", "forms-adjustment", "forms-cumulative"},
    ),
    ("buyer", AEF, 2024, plus_one("holdings", "QuantityCO2"), {"forms-holdings"}),
    (
        "buyer",
        AEF,
        2024,
        plus_one("actions", "QuantityCO2", ActionType="Acquisition"),
        {"forms-holdings"},
    ),
    ("host", AEF, 2024, set_to("submission", "LastYearOfNDCPeriod", 2035), {"forms-period"}),
    ("host", AEF, 2024, set_to("actions", "CooperativeApproachID", "CA9999"), {"forms-approaches"}),
    (
        "host",
        INITIAL,
        2026,
        set_to("method", "value", "trajectory", what="Method of paragraph 7"),
        {"forms-method"},
    ),
    ("host", INITIAL, 2026, set_to("metrics", "metric", "non_ghg"), {"forms-metrics"}),
    (
        "host",
        INITIAL,
        2026,
        set_to("approach_jcm-xaa-xbb", "approach_id", "CA9998"),
        {"forms-approaches"},
    ),
]


@pytest.mark.parametrize(("party", "name", "year", "change", "codes"), MUTATIONS)
def test_one_cell_changed_is_found(  # noqa: PLR0913, PLR0917 - columns of the table above
    request: pytest.FixtureRequest,
    party: str,
    name: FormName,
    year: int,
    change: Change,
    codes: set[str],
) -> None:
    """Exactly the identities that the cell bears on no longer hold."""
    forms: Forms = request.getfixturevalue(party)
    mutated = [change(each) if (each.name, each.year) == (name, year) else each for each in forms]
    assert {each.code for each in differences(mutated)} == codes
    for finding in differences(mutated):
        assert finding.words("en").expected
        assert finding.words("ja").found


def test_a_difference_shows_both_figures_and_the_rows_behind(buyer: Forms) -> None:
    """One tonne too many used for 2024: 20,100 told, 20,101 printed, and the retirements."""
    change = plus_one("table_4", "y2024", row=12, about="GHG")
    mutated = [change(each) if each.name is SUMMARY else each for each in buyer]
    report = reconciliation(mutated)
    line = next(row for row in rows(report.tables[0]) if row["outcome"].value == "differs")
    figures = [line[name].value for name in ("year", "left", "right", "difference")]
    assert figures == [2024, 20_100, 20_101, -1]
    behind = values(report.tables[2], "form", "table", "part")
    assert sum(int(str(part)) for form, _, part in behind if str(form).startswith("AEF")) == 20_100
    assert {name for _, name, _ in behind} == {"transfers"}
    assert "20,101" in str(rows(report.tables[1])[0]["found"].value)


def test_a_missing_year_is_not_verifiable(buyer: Forms) -> None:
    """Without the AEF of 2022 no sum over all years can be told, and none is said to differ."""
    report = reconciliation([each for each in buyer if each.year != 2022])
    found = {(row["identity"].value, row["year"].value): row for row in rows(report.tables[0])}
    assert found["uses", 2024]["outcome"].value == "not_verifiable"
    assert found["uses", 2024]["why"].value == "No whole AEF for 2022"
    assert found["first-transfers", 2024]["outcome"].value == "agrees"
    assert found["holdings", 2023]["outcome"].value == "not_verifiable"
    assert found["holdings", 2024]["outcome"].value == "agrees"
    assert "differs" not in outcomes(report)


def test_forms_of_two_parties_are_refused(host: Forms, buyer: Forms) -> None:
    """The mirror of two Parties is another report."""
    with pytest.raises(ValueError, match="XAA, XBB"):
        reconciliation([*host, *buyer])


def test_the_public_record_of_japan_verifies_nothing(public: Ledger) -> None:
    """Incomplete forms neither agree nor differ where a record would have to be complete."""
    annual = aef(public, FormRequest(party="JPN", year=2025))
    report = reconciliation([annual, summary(public, FormRequest(party="JPN", year=2026))])
    assert outcomes(report) <= {"not_verifiable", "agrees"}
    quantities = {
        row["outcome"].value for row in rows(report.tables[0]) if row["identity"].value != "period"
    }
    assert quantities == {"not_verifiable"}
