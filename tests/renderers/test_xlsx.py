"""XLSX: typed cells, text that stays text, the same bytes from any process."""

import os
import subprocess
import sys
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporting.forms.model.table import Value
from reporting.renderers.column_widths import height
from reporting.renderers.sheets import (
    LONGEST_NAME,
    CellContent,
    Look,
    SheetContent,
    address,
    names_of,
    region,
)
from reporting.renderers.xlsx import (
    LONGEST_TEXT,
    MADE_ON,
    WorkbookLimitError,
    stored,
    to_xlsx,
)
from tests.renderers.books import is_inert, opened, parts, texts

ROOT = Path(__file__).parents[2]
PIECES = st.sampled_from(
    [
        *("=", "+", "-", "@", "\t", "\r", "\n", "\0", "\x1f", "\x7f", "\x85", "{=", "}", "'"),
        *("<r>", "</r>", "<t>", "&amp;", "]]>", "_x0041_", "_x005F_", "_x", "http://a.jp", "1e3"),
        *("internal:A!A1", " ", "二国間", "𠮟", "\u2028", "\ufeff", "mailto:a@b.jp", "1", "#N/A"),
    ]
)
NASTY = st.lists(PIECES, min_size=1, max_size=6).map("".join)


def book(*values: Value, look: Look = Look.BODY) -> bytes:
    """Return a workbook of one row."""
    entries = tuple(CellContent(value=each, look=look) for each in values)
    return to_xlsx([SheetContent(name="S", rows=(entries,))], title="T")


def test_typed_cells() -> None:
    """Numbers are numbers, dates dates, text text, nothing nothing."""
    row = opened(book(7, -5, Fraction(1, 8), date(2024, 2, 29), "7", None, ""))["S"][1]
    assert [(each.value, each.data_type) for each in row[:5]] == [
        (7, "n"),
        (-5, "n"),
        (0.125, "n"),
        (datetime(2024, 2, 29), "d"),  # noqa: DTZ001 - so openpyxl reads a date
        ("7", "s"),
    ]
    assert [each.value for each in row[5:]] == []
    assert (row[0].number_format, row[3].number_format) == ("#,##0", "dd/mm/yyyy")


@pytest.mark.parametrize(
    ("value", "held"),
    [
        (10**15 - 1, Decimal(10**15 - 1)),
        (-(10**15), "-1000000000000000"),
        (Fraction(323371, 6), Decimal("53895.1666666667")),
        (Fraction(-1, 3), Decimal("-0.333333333333333")),
        (Fraction(10**16, 3), "10000000000000000/3"),
        (date(1900, 2, 28), "1900-02-28"),
        (date(1900, 3, 1), date(1900, 3, 1)),
        ("a\ufffe\ud800", "a_xFFFE__xD800_"),
    ],
)
def test_what_a_cell_can_hold(value: Value, held: object) -> None:
    """Fifteen digits, days since March 1900, characters; the rest is text that says it."""
    assert stored(value) == held


@given(st.integers(-(10**15) + 1, 10**15 - 1))
def test_whole_numbers_come_back(number: int) -> None:
    """No tonne is lost."""
    assert opened(book(number))["S"]["A1"].value == number


@given(st.lists(NASTY, min_size=1, max_size=5, unique=True))
def test_text_comes_back(values: list[str]) -> None:
    """Whatever text is written is text, and comes back as it was.

    Between ``<r>`` and ``</r>`` XlsxWriter escapes twice: there an escape stays to be seen.
    """
    written = book(*values)
    assert is_inert(written)
    row = opened(written)["S"][1]
    assert [each.data_type for each in row] == ["s"] * len(values)
    for value, text in zip(values, texts(written), strict=True):
        if not (value.startswith("<r>") and value.endswith("</r>")):
            assert text == value
    for value, cell in zip(values, row, strict=True):
        if "_x" not in value and not set(value) & set("\0\r\x1f"):
            assert cell.value == value


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@A1", "\t=1", "\r=1", "\x01=1", "＝1"])
def test_text_stays_text_when_edited(text: str) -> None:
    """A person who edits such a cell does not make it a formula: it is marked as quoted."""
    cell = opened(book(text))["S"]["A1"]
    assert (cell.data_type, cell.quotePrefix, cell.number_format) == ("s", True, "@")


def test_ordinary_text_is_not_quoted() -> None:
    """A hyphen within is no formula."""
    assert not opened(book("XA-1"))["S"]["A1"].quotePrefix


@pytest.mark.parametrize("text", ["a" * (LONGEST_TEXT + 1), "𠮟" * (LONGEST_TEXT // 2 + 1)])
def test_text_is_never_cut(text: str) -> None:
    """A text that no cell can hold is refused, with the cell and the length."""
    with pytest.raises(WorkbookLimitError, match=r"cell B1 of the sheet 'S' has 32,768"):
        book("x", text)
    assert opened(book(text[:16_000]))["S"]["A1"].value == text[:16_000]


def test_rows_are_never_cut() -> None:
    """More rows than a sheet holds are refused."""
    with pytest.raises(WorkbookLimitError, match="1,048,577 rows"):
        to_xlsx([SheetContent(name="S", rows=((),) * 1_048_577)], title="T")


def test_print_names_and_properties() -> None:
    """Head, repeated rows, frozen panes, named ranges and a date that never changes."""
    sheet = SheetContent(
        name="It's",
        rows=((CellContent(value="H", look=Look.HEADING),), (CellContent(value=1),)),
        frozen=(1, 0),
        repeated=(0, 0),
        header=("A & B", "draft", "x" * 99),
    )
    written = to_xlsx(
        [sheet], title="T", names={"Data_1": region("It's", (0, 0), (1, 0))}, status="Draft"
    )
    read = opened(written)
    page = read["It's"]
    assert (page.freeze_panes, page.print_title_rows) == ("A2", "$1:$1")
    assert (page.page_setup.orientation, page.page_setup.paperSize) == ("landscape", 9)
    assert (page.page_setup.fitToHeight, page.sheet_properties.pageSetUpPr.fitToPage) == (0, True)
    assert page.oddHeader.right.text == "x" * 59 + "…"
    assert b"A &amp;&amp; B" in parts(written)["xl/worksheets/sheet1.xml"]
    assert read.defined_names["Data_1"].attr_text == "'It''s'!$A$1:$A$2"
    about = read.properties
    assert (about.creator, about.contentStatus, about.created) == (
        "JCM Open Data",
        "Draft",
        MADE_ON,
    )


def test_a_wide_table_is_printed_on_several_pages() -> None:
    """Thirty columns stay legible: two pages side by side, the first columns on both."""
    rows = (tuple(CellContent(value=str(each)) for each in range(30)),)
    page = opened(to_xlsx([SheetContent(name="S", rows=rows, frozen=(1, 2))], title="T"))["S"]
    assert (page.page_setup.fitToWidth, page.print_title_cols) == (2, "$A:$B")


@pytest.mark.parametrize(
    ("text", "points"), [("a", 15), ("a\nb", 30), ("word " * 5, 45), ("二国間クレジット", 38)]
)
def test_rows_are_as_high_as_their_text(text: str, points: int) -> None:
    """A wrapped text gets its lines; letters of East Asia are wide and high."""
    assert height((CellContent(value=text),), [12]) == points


@given(st.lists(st.text(max_size=40), max_size=6))
def test_names_of_sheets(wanted: list[str]) -> None:
    """A name is legal, short, and not that of another sheet."""
    names = names_of(wanted)
    assert len({each.lower() for each in names}) == len(wanted)
    for each in names:
        assert 0 < len(each) <= LONGEST_NAME
        assert not set(each) & set("[]:*?/\\")
        assert not each.startswith("'")
        assert not each.endswith("'")
        assert each.lower() != "history"


@pytest.mark.parametrize(
    ("row", "column", "named"), [(0, 0, "A1"), (11, 20, "U12"), (8, 26, "AA9"), (0, 701, "ZZ1")]
)
def test_addresses(row: int, column: int, named: str) -> None:
    """Columns go A to Z, then AA."""
    assert address(row, column) == named


def test_the_same_bytes_from_any_process(tmp_path: Path) -> None:
    """Neither time zone, hash seed, folder nor locale is in the file."""
    code = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "from tests.renderers.forms import aef_form, summary_form\n"
        "from reporting.renderers.aef_workbook import aef_workbook\n"
        "from reporting.renderers.form_workbook import form_workbook\n"
        "from reporting.renderers.lineage_workbook import trace_workbook\n"
        "from reporting.forms.model.row_keys import unknown\n"
        "books = [aef_workbook(aef_form()), form_workbook(summary_form(), 'ja'),\n"
        "         trace_workbook(aef_form(), unknown)]\n"
        "sys.stdout.buffer.write(b''.join(books))\n"
    )
    settings: list[dict[str, str]] = [
        {"TZ": "Asia/Tokyo", "PYTHONHASHSEED": "1", "LANG": "ja_JP.UTF-8"},
        {"TZ": "America/New_York", "PYTHONHASHSEED": "2", "LC_ALL": "C"},
    ]
    written = [
        subprocess.run(
            [sys.executable, "-c", code, ROOT],
            env={**os.environ, **each},
            cwd=folder,
            capture_output=True,
            check=True,
        ).stdout
        for each, folder in zip(settings, (ROOT, tmp_path), strict=True)
    ]
    assert written[0] == written[1]
    assert len(written[0]) > 10_000
