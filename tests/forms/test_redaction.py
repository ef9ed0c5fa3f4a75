"""Public versions: confidential rows are left out and counted, and no total changes."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain
from pathlib import Path

import pytest

from reporting.forms.aef.profile import file_name
from reporting.forms.build import build_form, public_version
from reporting.forms.model.form import Form, FormName
from reporting.forms.model.redaction import confidential, published_report
from reporting.forms.model.request import FormRequest
from reporting.forms.model.row_keys import unknown
from reporting.forms.model.table import Cell
from reporting.forms.queries.two_party import two_party
from reporting.forms.reconciliation import reconciliation
from reporting.ledger.ledger import Ledger
from reporting.renderers.html import form_html
from reporting.renderers.lineage_workbook import trace_sheets
from tests.forms.aef.asking import blocked, notes_of, values_of
from tests.forms.reading import values
from tests.forms.record import tables
from tests.ledger.making import block, event, ledger_of, moved

PUBLIC, SECRET, LAST = (1, 400), (401, 500), (501, 600)
UNITS = ("UnderlyingUnitFirstUnitID", "UnderlyingUnitLastUnitID", "QuantityCO2")
YEARS = {FormName.AEF: 2025}


@pytest.fixture(scope="module")
def sold(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    """Return the ledger of three sales of one day; the second is confidential: rows 4 and 5."""
    sales = [
        row | {"confidential": units == SECRET}
        for units in (PUBLIC, SECRET, LAST)
        for row in moved("2025-03-01", units=units)
    ]
    record = tables(method="averaging", elapsed_basis="since_start") | {
        "credit_blocks": [blocked((1, 1000))],
        "cooperative_approaches": [{"approach": "jcm", "is_jcm": True, "approach_id": "CA0001"}],
        "transfers": sales,
    }
    with ledger_of(tmp_path_factory.mktemp("withheld") / "sold", record) as ledger:
        yield ledger


def both(ledger: Ledger, party: str, name: FormName) -> tuple[Form, Form]:
    """Return a form whole and in its public version."""
    asked = FormRequest(party=party, year=YEARS.get(name, 2026))
    whole = build_form(ledger, name, asked)
    return whole, public_version(ledger, asked, whole)


def cells(form: Form) -> list[Cell]:
    """Return every cell of its tables."""
    return [cell for table in form.tables for row in table.rows for cell in row]


def test_public_neighbours_of_a_confidential_row_stay(sold: Ledger) -> None:
    """The whole form has one row of 600; the public one has those before and after the hundred."""
    whole, public = both(sold, "XAA", FormName.AEF)
    assert values_of(whole, "actions", "QuantityCO2") == [(600,)]
    assert values_of(public, "actions", *UNITS) == [("1", "400", 400), ("501", "600", 100)]
    assert notes_of(whole)["Confidential"] == (
        "1 row is confidential; the public version leaves it out"
    )
    told = notes_of(public)
    assert told["Totals of table 3"] == "of the rows shown: First transfer 500 t CO2 eq"
    assert told["Confidential"].startswith("1 row withheld as confidential; the totals are those")
    assert (whole.stem, public.stem) == ("XAA_2025_1_0", "XAA_2025_1_0_public")
    assert file_name(public) == "XAA_2025_1_0_public_AEF.xlsx"


def test_holdings_are_parted_where_what_is_confidential_begins_and_ends(sold: Ledger) -> None:
    """The buyer holds 600 in one range; the ITMOs bought confidentially are not shown."""
    whole, public = both(sold, "XBB", FormName.AEF)
    assert values_of(whole, "holdings", "QuantityCO2") == [(600,)]
    assert values_of(public, "holdings", *UNITS) == [("1", "400", 400), ("501", "600", 100)]
    assert notes_of(public)["Confidential"].startswith("2 rows withheld")


def test_a_form_without_a_public_row_is_no_nil_report(tmp_path: Path) -> None:
    """All that happened is confidential: the public form is empty, which says nothing of nil."""
    sale = [row | {"confidential": True} for row in moved("2025-03-01", units=(1, 1000))]
    record = tables() | {"transfers": sale}
    with ledger_of(tmp_path / "empty", record) as ledger:
        _, public = both(ledger, "XBB", FormName.AEF)
    assert [len(each.rows) for each in public.tables] == [1, 0, 0, 0, 0]
    assert "Nil report" not in notes_of(public)


@pytest.mark.parametrize("name", FormName)
def test_figures_stay_and_their_rows_are_not_named(sold: Ledger, name: FormName) -> None:
    """Totals are those of the whole form; nothing leads to a confidential row."""
    hidden = confidential(sold)
    assert {(each.table, each.row) for each in hidden} == {("transfers", 4), ("transfers", 5)}
    whole, public = both(sold, "XAA", name)
    behind = set(chain.from_iterable(cell.lineage.parts for cell in cells(public) if cell.lineage))
    found = {replace(each.place, field="") for each in public.findings}
    assert hidden.isdisjoint(behind | found)
    if name is not FormName.AEF:
        assert [cell.value for cell in cells(public)] == [cell.value for cell in cells(whole)]
        figures = [cell for cell in cells(public) if cell.lineage and cell.lineage.withheld]
        assert all(cell.lineage and cell.lineage.total == cell.value for cell in figures)
        assert public.withheld == bool(figures) == public.stem.endswith("_public")
        assert bool(figures) is (name in {FormName.SUMMARY, FormName.ANNEX_4})


def test_files_say_how_many_rows_are_withheld(sold: Ledger) -> None:
    """The page and the workbook of rows say so in the place of the rows."""
    _, public = both(sold, "XAA", FormName.SUMMARY)
    assert notes_of(public)["Confidential"] == (
        "1 row of the record is confidential and not named here; totals include it, and a total "
        "less the rows that are named gives its quantity"
    )
    figures, rows = trace_sheets(public, unknown)
    said = [row[4:7] for row in figures.rows if len(row) > 7]
    assert (2, 500, "1 confidential row withheld") in [
        tuple(each.value for each in row) for row in said
    ]
    named = [row[6].value for row in rows.rows if len(row) > 7 and row[5].value == "transfers"]
    assert {*named} == {2, 6}
    page = form_html(public).decode()
    assert "<strong>600</strong>: 2 rows, 1 confidential row withheld, <code>" in page
    assert "Public version: 1 confidential row withheld" in page


def test_forms_are_compared_whole_and_shown_without_rows(sold: Ledger) -> None:
    """The identities hold, as they would not between public versions."""
    asked = FormRequest(party="XAA", year=2026)
    annual = [
        build_form(sold, FormName.AEF, replace(asked, year=year)) for year in range(2021, 2026)
    ]
    compared = reconciliation([*annual, build_form(sold, FormName.SUMMARY, asked)])
    report = published_report(compared, confidential(sold))
    assert values(report.tables[0], "left", "right") == values(compared.tables[0], "left", "right")
    assert "differs" not in {each for (each,) in values(report.tables[0], "outcome")}
    assert "transfers:4" not in str(report)
    assert report.notes[-1].label.en == "Confidential"


def test_lines_between_two_parties_without_the_confidential_one(sold: Ledger) -> None:
    """Neither line, title nor totals tell of it; how many lines are missing is said."""
    report = two_party(sold, "XAA", "XBB", is_public=True)
    assert values(report.tables[0], "first", "last") == [PUBLIC, LAST]
    assert values(report.tables[1], "lines", "quantity") == [(2, 500)]
    assert report.notes[-1].text.en == "1 line withheld as confidential, and not counted above"
    assert len(two_party(sold, "XAA", "XBB").tables[0].rows) == 3


def test_events_of_a_confidential_block_are_confidential(tmp_path: Path) -> None:
    """An event with its serial numbers, or with its key alone; not one of further units too."""
    record = tables() | {
        "credit_blocks": [block((1, 100), confidential=True), block((101, 200)), block()],
        "transfers": [
            event("transfer", "2025-03-01", "XAA", "XBB", (1, 50)),
            event("cancellation", "2025-03-02", "XAA", block_id="B01"),
            event("retirement", "2025-03-03", "XAA", units=(51, 200)),
            event("retirement", "2025-03-04", "XAA", units=(101, 110)),
        ],
    }
    with ledger_of(tmp_path / "blocks", record) as ledger:
        found = {(each.table, each.row) for each in confidential(ledger)}
    assert found == {("credit_blocks", 2), ("transfers", 2), ("transfers", 3)}


def test_without_confidential_rows_the_public_version_is_the_form(small: Ledger) -> None:
    """It has the same name and the same content: nothing is left out."""
    whole, public = both(small, "XAA", FormName.AEF)
    assert public == replace(whole, is_public=True)
    assert public.stem == whole.stem
