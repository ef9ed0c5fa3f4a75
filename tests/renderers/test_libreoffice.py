"""LibreOffice opens what is written, changes nothing, and calculates nothing."""

import csv
from io import StringIO
from pathlib import Path

import pytest

from reporting.forms.model.row_keys import unknown
from reporting.packages.csv_text import to_csv
from reporting.renderers.aef_workbook import aef_workbook
from reporting.renderers.csv_injection import guarded
from reporting.renderers.form_workbook import form_workbook
from reporting.renderers.lineage_workbook import trace_workbook
from reporting.renderers.sheets import CellContent, SheetContent
from reporting.renderers.xlsx import to_xlsx
from tests.renderers.books import converted, is_inert, opened, parts, texts
from tests.renderers.forms import aef_form, summary_form

NASTY = [
    *("=1+1", "+1", "-1+2", "@SUM(1)", "\t=1+1", '=HYPERLINK("http://a.jp")', "'=1", "＝1+1"),
    *("a;=1+1;b", 'a;"=1+1&";b', "x\n=1+1", "<r><t>x</t></r>", "_x0041_", "a\x01b", "1e3", "007"),
    *("2024-01-01", "TRUE", "#N/A", "http://a.jp", "二国間クレジット𠮟", " leading", "trailing "),
]
BOOKS = {
    "aef.xlsx": aef_workbook(aef_form()),
    "summary.xlsx": form_workbook(summary_form()),
    "summary_ja.xlsx": form_workbook(summary_form(), "ja"),
    "trace.xlsx": trace_workbook(aef_form(), unknown),
    "nasty.xlsx": to_xlsx(
        [SheetContent(name="S", rows=tuple((CellContent(value=each),) for each in NASTY))],
        title="T",
    ),
}
EVALUATED = "34,76,1,,1033,false,true,false,false,false,-1,true"


@pytest.fixture(scope="module")
def again(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Return each workbook as LibreOffice saves it again."""
    folder = tmp_path_factory.mktemp("again")
    return {each.name: each.read_bytes() for each in converted(folder, BOOKS, "xlsx")}


@pytest.mark.parametrize("name", [each for each in BOOKS if each != "nasty.xlsx"])
def test_values_survive(name: str, again: dict[str, bytes]) -> None:
    """Sheet by sheet and cell by cell: the same value of the same type, shown the same way."""
    ours, theirs = opened(BOOKS[name]), opened(again[name])
    assert ours.sheetnames == theirs.sheetnames
    for page in ours.worksheets:
        for row in page.iter_rows():
            for cell in row:
                other = theirs[page.title][cell.coordinate]
                assert (other.value, other.is_date) == (cell.value, cell.is_date)
    assert set(ours.defined_names) <= set(theirs.defined_names)


def test_nasty_text_survives(again: dict[str, bytes]) -> None:
    """No formula, no number, no link is made of it; an escaped control character is read."""
    assert texts(again["nasty.xlsx"]) == NASTY
    assert is_inert(again["nasty.xlsx"])


@pytest.mark.proof
def test_pdf_and_csv(tmp_path: Path) -> None:
    """A workbook prints, and its first sheet becomes CSV as it is shown."""
    books = {name: BOOKS[name] for name in ("aef.xlsx", "summary.xlsx")}
    for each in converted(tmp_path, books, "pdf"):
        assert each.read_bytes().startswith(b"%PDF")
    (shown,) = converted(tmp_path, {"nasty.xlsx": BOOKS["nasty.xlsx"]}, "csv")
    rows = [row[0] for row in csv.reader(StringIO(shown.read_text(), newline="")) if row]
    assert rows[:4] == NASTY[:4]


@pytest.mark.parametrize(
    "separator", [",", *(pytest.param(each, marks=pytest.mark.proof) for each in (";", "\t"))]
)
def test_csv_is_no_formula(tmp_path: Path, separator: str) -> None:
    """Opened with formulas calculated and at any separator, a safe CSV has none; a raw one has."""
    written = {"raw.csv": NASTY, "safe.csv": [guarded(each) for each in NASTY]}
    files = {
        name: to_csv(["n", "text", "end"], [[-5, each, "x"] for each in found])
        for name, found in written.items()
    }
    option = f"--infilter=Text - txt - csv (StarCalc):{ord(separator)},{EVALUATED}"
    raw, safe = converted(tmp_path, files, "xlsx", option)
    assert b"<f " in parts(raw.read_bytes())["xl/worksheets/sheet1.xml"]
    assert b"<f " not in parts(safe.read_bytes())["xl/worksheets/sheet1.xml"]
