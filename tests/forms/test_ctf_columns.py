"""CTF table 4 in the form's columns alone, and as a block of plain numbers to be pasted."""

import csv
import re
from datetime import date
from io import StringIO

import pytest

from reporting.forms.ctf_table4 import summary
from reporting.forms.ctf_table4.columns import ColumnSet, with_columns
from reporting.forms.model.form import Form
from reporting.forms.model.request import FormRequest
from reporting.ledger.ledger import Ledger
from reporting.renderers.form_workbook import form_workbook
from reporting.renderers.tables import form_csvs
from tests.renderers.books import opened

YEARS = [f"y{year}" for year in range(2021, 2031)]


@pytest.fixture(scope="module")
def form(example: Ledger) -> Form:
    """Return XAA's structured summary of 2026: averages, so fractions."""
    return summary(example, FormRequest(party="XAA", year=2026, cutoff=date(2023, 12, 31)))


def test_the_columns_of_the_form_alone(form: Form) -> None:
    """None of ours: row, clock, provision, evidence, method, status; the metric is in the item."""
    table = next(with_columns(form, ColumnSet.OFFICIAL).tables)
    names = [each.name for each in table.columns]
    assert names == ["label", "unit", "reference", *YEARS, "target", "target_year", "progress"]
    first = table.rows[0][0]
    assert first.value == (
        "Indicator(s) selected to track progress of the NDC or portion of NDC under Article 4 of "
        "the Paris Agreement: Net emissions"
    )
    assert len(table.rows) == len(next(form.tables).rows)


def test_a_block_to_be_pasted_has_the_years_alone(form: Form) -> None:
    """Its workbook has numbers without separators, empty cells where nothing is known."""
    pasted = with_columns(form, ColumnSet.PASTE)
    (table,) = pasted.tables
    assert [each.name for each in table.columns] == YEARS
    assert not any(cell.reasons or cell.label.en for row in table.rows for cell in row)
    book = opened(form_workbook(pasted))
    page = book[book.sheetnames[1]]
    cells = [
        cell for row in page.iter_rows() for cell in row if isinstance(cell.value, int | float)
    ]
    assert {each.number_format for each in cells} == {"0", "0.000"}


def test_its_csv_has_plain_numbers(form: Form) -> None:
    """As printed: a third of a tonne to three places."""
    (content,) = form_csvs(with_columns(form, ColumnSet.PASTE)).values()
    header, *rows = csv.reader(StringIO(content.decode()))
    assert header == YEARS
    told = {cell for row in rows for cell in row if cell}
    assert "1516.667" in told
    assert [each for each in told if not re.fullmatch(r"-?\d+(\.\d{1,3})?", each)] == []


def test_other_forms_and_all_columns_stay(form: Form) -> None:
    """The choice is of table 4."""
    assert with_columns(form, ColumnSet.ALL) is form
