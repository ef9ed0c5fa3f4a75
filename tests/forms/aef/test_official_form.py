"""The form as data: labels, order, and what each column takes."""

import re

import pytest

from reporting.forms.aef.underlying import JCM
from reporting.official_forms.aef import CURRENT, NA, OLD, TABLES, columns, sheets
from reporting.official_forms.code_lists import listed, term, values
from tests.forms.aef.conftest import Filed

COUNTS = {"submission": 9, "authorizations": 19, "actions": 27, "holdings": 16, "entities": 8}
SPACERS = {
    "submission": [],
    "authorizations": [5],
    "actions": [10, 13, 18, 20, 22, 26],
    "holdings": [7, 10, 15],
    "entities": [],
}
FORMS = [
    *(("XAA", year) for year in range(2021, 2027)),
    ("XBB", 2021),
    ("XBB", 2024),
    ("XCC", 2024),
]


@pytest.mark.parametrize("table", TABLES)
def test_columns_stand_in_the_order_of_the_annex(table: str) -> None:
    """9, 19, 27, 16 and 8 columns, numbered from 1, no name twice."""
    found = columns(table)
    assert len(found) == COUNTS[table]
    assert [each.position for each in found] == [*range(1, COUNTS[table] + 1)]
    assert len({each.name for each in found}) == len(found)
    assert [each.position for each in found if each.has_spacer] == SPACERS[table]


def test_table_4_has_the_columns_of_table_3() -> None:
    """Holdings are described as actions are, less what an action adds."""
    of_actions = {each.name: each.label for each in columns("actions")}
    assert [of_actions[each.name] for each in columns("holdings")] == [
        each.label for each in columns("holdings")
    ]


def test_sheets_are_those_of_the_checkers() -> None:
    """Names and headings by which the secretariat's checkers find the tables."""
    assert [(each.sheet, each.heading) for each in sheets()] == [
        ("Index", ""),
        ("Summary information", ""),
        ("Table 1 Submission", "Table 1: Submission"),
        ("Table 2 Authorizations", "Table 2: Authorizations"),
        ("Table 3 Actions", "Table 3: Actions"),
        ("Table 4 Holdings", "Table 4: Holdings"),
        ("Table 5 Auth. entities", "Table 5: Authorized Entities"),
    ]


def test_the_draft_has_26_columns_of_actions_in_five_groups_and_the_first_19_of_holdings() -> None:
    """6/CMA.4, annex VII, for reading old filings."""
    found = columns("actions", OLD)
    assert len(found) == 26
    assert [each.name for each in columns("holdings", OLD)] == [each.name for each in found[:19]]
    assert [*dict.fromkeys(each.group.en for each in found)] == [
        "",
        "ITMO / Unique identifier",
        "Metric and quantity",
        "ITMO details",
        "Authorization",
        "Action details",
    ]


def test_a_column_that_applies_sometimes_says_when() -> None:
    """Each conditional column names another of its table, and none else does."""
    for table in TABLES:
        names = {each.name for each in columns(table)}
        for each in columns(table):
            assert bool(each.depends_on) == (each.mandate == "conditional") == bool(each.applies_to)
            assert each.depends_on in {"", *names}


def test_placeholders_are_printed_in_three_cells() -> None:
    """The cells of the first table that the platform fills."""
    printed = {each.position: each.placeholder for each in columns("submission")}
    assert printed[5] == printed[6] == "{Information in this field is populated by the CARP}"
    assert printed[9] == "{Link to be produced by the CARP}"
    assert sum(bool(each.placeholder) for table in TABLES for each in columns(table)) == 3


def test_lists_of_values_are_known() -> None:
    """Each list a column names stands in the nomenclature."""
    for table in TABLES:
        for each in columns(table):
            if each.nomenclature.startswith("aef_"):
                assert listed("nomenclature", each.nomenclature)
            elif each.nomenclature:
                assert values(each.nomenclature)
    assert JCM in values("underlying_registry")
    assert term("action_type", "use").ja == "使用"
    assert CURRENT != OLD


@pytest.mark.parametrize(("party", "year"), FORMS)
def test_what_is_written_matches_the_pattern_of_its_column(
    filed: Filed, party: str, year: int
) -> None:
    """Every cell of a form of the example: its pattern, its list, NA only where it may stand."""
    form = filed(party, year)
    seen = 0
    for table in form.tables:
        for row in table.rows:
            for cell, column in zip(row, columns(table.name), strict=True):
                if cell.value is None:
                    continue
                written = _as_text(cell.value)
                seen += 1
                if written == NA:
                    assert column.mandate != "required", column
                elif column.pattern:
                    assert re.fullmatch(column.pattern, written), (column.name, written)
                if written != NA and column.nomenclature:
                    allowed = _allowed(column.nomenclature)
                    several = written.split(", ") if column.type == "list" else [written]
                    assert {*several} <= allowed, (column.name, written)
    assert seen > 6


def _as_text(value: object) -> str:
    return f"{value:%d/%m/%Y}" if hasattr(value, "year") else str(value)


def _allowed(name: str) -> set[str]:
    if name.startswith("aef_"):
        return {next(iter(row.values())) for row in listed("nomenclature", name)}
    return {*values(name)}
