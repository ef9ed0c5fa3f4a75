"""The workbook of the made-up host, from its data to its cells and back to the rows."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from reporting.forms.aef import aef
from reporting.forms.model.form import Form
from reporting.forms.model.request import FormRequest
from reporting.forms.model.row_keys import row_keys
from reporting.ledger.engines import engine
from reporting.packages import open_package
from reporting.renderers.aef_workbook import aef_sheets, aef_workbook
from reporting.renderers.lineage_workbook import trace_workbook, traced
from reporting.renderers.xlsx import stored
from tests.ledger.making import opened as ledger_of
from tests.renderers.books import is_inert, opened
from tests.renderers.test_workbooks import TEMPLATE, as_written

EXAMPLE = Path("data/example")


@pytest.fixture(scope="module")
def host() -> Iterator[Form]:
    """Return the annual information of the host in 2024."""
    with engine() as running:
        asked = FormRequest(party="XAA", year=2024, is_made_up=True)
        yield aef(ledger_of(running, EXAMPLE), asked)


def test_every_cell_of_the_host(host: Form) -> None:
    """Sheets of the template only; each cell holds the value of the form, typed."""
    written = aef_workbook(host)
    assert is_inert(written, has_notes=True)
    book = opened(written)
    assert book.sheetnames == TEMPLATE
    for sheet in aef_sheets(host):
        page, expected = book[sheet.name], as_written(sheet)
        assert {at: page[at].value for at in expected} == expected
        empty = {at for at, _ in sheet.sourced()} - set(expected)
        assert not any(page[at].value for at in empty)
    assert book["Table 3 Actions"].max_row > 9


def test_each_figure_of_the_host_has_its_rows(host: Form) -> None:
    """The parts of the rows add up to each figure, and each row is found by its key."""
    package, _ = open_package(EXAMPLE)
    assert package is not None
    book = opened(trace_workbook(host, row_keys([package])))
    figures = [[each.value for each in row] for row in book["Figures"].iter_rows(min_row=9)]
    rows = [[each.value for each in row] for row in book["Rows"].iter_rows(min_row=9)]
    assert len(figures) == len(list(traced(host))) > 50
    for sheet, cell, _, figure, count, *_ in figures:
        parts = [row[8] for row in rows if row[:2] == [sheet, cell]]
        assert (sum(parts), len(parts)) == (stored(figure), count)
    assert all(row[7] for row in rows if row[6])
