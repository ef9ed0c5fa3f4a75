"""Our own workbook passes the platform's syntax rules but for what annex and nomenclature allow."""

from pathlib import Path

import pytest

from reporting.aef_checker.check import open_workbook
from reporting.forms.aef.profile import as_exported
from reporting.official_forms.aef import ACTIONS, AUTHORIZATIONS, columns
from reporting.official_forms.code_lists import listed
from reporting.renderers.aef_workbook import aef_workbook
from tests.forms.aef.conftest import Filed
from tests.forms.aef.platform_rules import refused
from tests.forms.aef.test_official_form import FORMS

# The nomenclature lists the one, and the annex makes the other optional.
ALLOWED = {
    ("Table 3 Actions", "Action type", "Voluntary Cancellation"),
    ("Table 2 Authorizations", "Authorized quantity", ""),
}


OF_SHEETS = {"Table 2 Authorizations": AUTHORIZATIONS, "Table 3 Actions": ACTIONS}


@pytest.mark.parametrize(("party", "year"), FORMS)
def test_nothing_else_is_refused(filed: Filed, party: str, year: int) -> None:
    """Sheets, identifiers, codes, dates and empty cells of each form of the example."""
    assert {*refused(aef_workbook(as_exported(filed(party, year))))} <= ALLOWED


@pytest.mark.parametrize(("party", "year"), FORMS)
def test_check_aef_tells_what_is_refused_and_nothing_else(
    filed: Filed, tmp_path: Path, party: str, year: int
) -> None:
    """By the list of the forms, which says the same as our statement of the rules."""
    content = aef_workbook(as_exported(filed(party, year)))
    path = tmp_path / "x.xlsx"
    path.write_bytes(content)
    told = {
        (each.place.table, each.place.field.rstrip("0123456789"))
        for each in open_workbook(path).findings
        if each.code.startswith("platform-syntax")
    }
    labels = {
        (sheet, column.label.en): column.name
        for sheet, table in OF_SHEETS.items()
        for column in columns(table)
    }
    wanted = {labels[sheet, label] for sheet, label, _ in refused(content)}
    tables = open_workbook(path).tables
    at = {
        (table.sheet.name, table.address(table.records[0], name).rstrip("0123456789"))
        for table in tables.values()
        for name in table.columns
        if table.records and name in wanted and table.sheet.name in OF_SHEETS
    }
    assert told <= at
    assert bool(told) == bool(wanted)


@pytest.mark.parametrize(("party", "year"), FORMS)
def test_the_profile_of_the_checker_writes_what_it_takes(
    filed: Filed, party: str, year: int
) -> None:
    """But for what no form would keep: a quantity that no authorization states."""
    content = aef_workbook(as_exported(filed(party, year), "syntax-checker"))
    assert {*refused(content)} <= {("Table 2 Authorizations", "Authorized quantity", "")}


def test_the_list_names_columns_of_the_form() -> None:
    """Each row is of a column, and takes something."""
    for row in listed("forms", "aef_platform_refusals"):
        assert row["name"] in {each.name for each in columns(row["table"])}
