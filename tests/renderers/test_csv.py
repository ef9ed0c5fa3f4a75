"""CSV: what is written comes back, and nothing more is quoted than must be."""

import csv
from datetime import date
from decimal import Decimal
from io import StringIO

from hypothesis import given
from hypothesis import strategies as st

from reporting.packages.csv_text import to_csv

TEXT = st.text(st.characters(exclude_categories=["Cs"]))


def test_a_table() -> None:
    """Header and rows end in LF; None is an empty cell, truth a word, numbers stand as they are."""
    rows = [
        ["MN003", 35419, Decimal("1.50"), date(2022, 2, 8), True, None],
        ["", 0, 0, "", False, 1],
    ]
    assert to_csv(["id", "tonnes", "share", "day", "used", "note"], rows) == (
        b"id,tonnes,share,day,used,note\nMN003,35419,1.50,2022-02-08,true,\n,0,0,,false,1\n"
    )


def test_quotation_marks() -> None:
    """Only a comma, quotation mark or line break asks for quotation marks."""
    rows = [["a,b", 'a"b', "a\nb", "a b", "二国間"]]
    assert to_csv(list("vwxyz"), rows).decode() == 'v,w,x,y,z\n"a,b","a""b","a\nb",a b,二国間\n'


def test_a_lone_carriage_return_is_quoted() -> None:
    """It would end the line for many readers, and begin a cell of its own."""
    assert to_csv(["a", "b"], [["x\r=1", ""]]) == b'a,b\n"x\r=1",\n'


def test_no_rows() -> None:
    """A table without rows is its header."""
    assert to_csv(["id"], []) == b"id\n"


@given(st.lists(st.lists(TEXT, min_size=2, max_size=2)))
def test_text_comes_back(rows: list[list[str]]) -> None:
    """Whatever text is written, control characters too, a reader of CSV gets it back exactly."""
    written = to_csv(["first", "second"], rows).decode("utf-8")
    assert list(csv.reader(StringIO(written, newline="")))[1:] == rows
