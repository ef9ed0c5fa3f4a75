"""A Party's copy of the official workbook, filled: its cells as the form, all else as it was."""

import zipfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from lxml import etree

from reporting.aef_checker.check import open_workbook
from reporting.aef_checker.compare import compare, of_form
from reporting.aef_checker.filled_template import filled_template
from reporting.aef_checker.workbook_parts import TemplateError
from reporting.forms.aef import aef
from reporting.forms.aef.profile import as_exported
from reporting.forms.model.form import Form
from reporting.forms.model.request import FormRequest
from reporting.ledger.ledger import Ledger
from reporting.renderers.status_banner import MADE_UP
from tests.aef_checker.making import FILLED, LINK, at
from tests.aef_checker.templates import FOREIGN, NOTE_BELOW, template
from tests.renderers.books import opened

SHEETS = {f"xl/worksheets/sheet{number}.xml" for number in range(3, 8)}
STYLES = "xl/styles.xml"


@pytest.fixture(scope="module")
def form(example: Ledger) -> Form:
    """Return a form of few rows: XCC's of 2024."""
    asked = FormRequest(party="XCC", year=2024, is_made_up=True, submitted_on=date(2025, 4, 15))
    return as_exported(aef(example, asked))


@pytest.fixture
def blank(tmp_path: Path) -> Path:
    """Return a template."""
    return template(tmp_path / "template.xlsx")


@pytest.fixture
def filled(blank: Path, form: Form) -> Path:
    """Return it filled."""
    path = blank.with_name("filled.xlsx")
    path.write_bytes(filled_template(blank, form))
    return path


def parts(path: Path) -> Mapping[str, bytes]:
    """Return the parts of a workbook, in their order."""
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_only_the_sheets_and_the_styles_change(blank: Path, filled: Path) -> None:
    """Every other part is byte for byte as it was, and in its place, those nobody knows among."""
    before, after = parts(blank), parts(filled)
    assert [*before] == [*after]
    assert {name for name in before if before[name] != after[name]} == {*SHEETS, STYLES}
    assert {name: after[name] for name in FOREIGN} == FOREIGN


def test_every_cell_of_the_form_is_in_it(filled: Path, form: Form) -> None:
    """It is read back unchanged, and without the vocabulary that the template ships."""
    workbook = open_workbook(filled)
    assert [str(each) for each in compare(workbook, lambda _: of_form(form))] == []
    assert {name: len(table.records) for name, table in workbook.tables.items()} == {
        each.name: len(each.rows) for each in form.tables
    }


def test_what_the_platform_fills_stays(filled: Path) -> None:
    """Its cells, labels with their notes and rules of cells are those of the template."""
    book = opened(filled.read_bytes())
    page = book["Table 1 Submission"]
    assert [page[cell].value for cell in ("C8", "C9", "C12")] == [FILLED, FILLED, LINK]
    actions = book["Table 3 Actions"]
    assert actions[at("ResultOfConsistencyChecks")].value == "{CARP}"
    assert actions.cell(NOTE_BELOW, 2).value == "Notes: see the manual."
    assert actions[at("Metric", 0)].comment.text == "What the annex says of it."
    assert actions.data_validations.dataValidation[0].formula1 == '"GHG,non-GHG"'


def test_days_are_days_in_the_styles_of_the_cells(blank: Path, filled: Path) -> None:
    """A style is added once, where none shows a date; it is else as that of the cell."""
    page = opened(filled.read_bytes())["Table 3 Actions"]
    cell = page[at("ActionDateTime")]
    assert cell.is_date
    assert cell.number_format == "dd/mm/yyyy"
    count = {
        each: len(etree.fromstring(parts(each)[STYLES]).find("{*}cellXfs"))
        for each in (blank, filled)
    }
    assert count[filled] == count[blank] + 1


def test_declarations_named_in_attributes_alone_stay(filled: Path) -> None:
    """Without them Excel calls the file damaged."""
    content = parts(filled)["xl/worksheets/sheet5.xml"]
    assert b'mc:Ignorable="x14ac"' in content
    assert b"xmlns:x14ac=" in content


def test_made_up_data_say_so_in_the_gutter(filled: Path) -> None:
    """No part is added for it: the first cell of a sheet, outside of every table."""
    assert opened(filled.read_bytes())["Table 3 Actions"]["A1"].value == MADE_UP.en


def changed(path: Path, change: Any) -> Path:  # noqa: ANN401 - openpyxl has no types
    """Change a template."""
    book = openpyxl.load_workbook(path, rich_text=True)
    change(book)
    book.save(path)
    return path


REFUSED = {
    "no sheet": (lambda book: book.remove(book["Table 4 Holdings"]), "Table 4"),
    "no label": (
        lambda book: book["Table 3 Actions"][at("Vintage", 0)].__setattr__("value", None),
        "'Vintage'",
    ),
    "no room": (
        lambda book: book["Table 3 Actions"].__setitem__(at("ActionType", 7), "a remark"),
        "has a text in row 15",
    ),
    "a formula": (
        lambda book: book["Table 3 Actions"].__setitem__(at("QuantityCO2"), "=1+1"),
        "holds a formula",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_filled_is_refused(
    blank: Path, form: Form, example: Ledger, case: str
) -> None:
    """With the reason; nothing is written over."""
    change, reason = REFUSED[case]
    asked = FormRequest(party="XAA", year=2024, is_made_up=True)
    long = as_exported(aef(example, asked)) if case == "no room" else form
    with pytest.raises(TemplateError, match=reason):
        filled_template(changed(blank, change), long)
