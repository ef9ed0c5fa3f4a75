"""CSV for spreadsheets: no text of the data begins a formula, however the lines are split."""

import csv
import re
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporting.packages.csv_text import to_csv
from reporting.renderers.csv_injection import guarded, is_active, shielded, unshielded

PIECES = st.sampled_from(
    ["=", "+", "-", "@", "＝", "＠", "\t", "\r", "\n", "\0", ";", ",", '"', "'", "a", " ", "二"]
)
NASTY = st.lists(PIECES, max_size=8).map("".join)
BEGINS = re.compile(r'"*[=+\-@＝＋－＠\x00-\x1f\x7f]')


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ('=cmd|" /C calc"!A0', '\'=cmd|" /C calc"!A0'),
        ("+81 3", "'+81 3"),
        ("-5", "'-5"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("＝1+1", "'＝1+1"),
        ("\t=1", "'\t'=1"),
        ("\r\n=1", "'\r'\n'=1"),
        ("\x01", "'\x01"),
        ("a;=1+1;b", "a;'=1+1;b"),
        ('a;"=1+1&";b', 'a;"\'=1+1&";b'),
        ("none\n- whatsoever", "none\n'- whatsoever"),
        ("2021 - 2030", "2021 - 2030"),
        ("a, -5", "a, -5"),
        ("JCM_ID-1=2", "JCM_ID-1=2"),
        ("", ""),
    ],
)
def test_an_apostrophe_before_a_formula(text: str, written: str) -> None:
    """Wherever a cell could begin, a formula is made text; anything else stays as it is."""
    assert guarded(text) == written


@given(NASTY)
def test_no_cell_begins_a_formula(text: str) -> None:
    """Whether a line is split at commas, semicolons or tabs, no part of a text begins one."""
    written = to_csv(["a", "b"], [["x", guarded(text)]]).decode()
    assert next(csv.reader(StringIO(written, newline="")))
    assert list(csv.reader(StringIO(written, newline="")))[1] == ["x", guarded(text)]
    begun = re.split(r"[;\t\r\n]", guarded(text))
    assert not any(BEGINS.match(each) for each in begun if each.strip('"'))


@given(NASTY)
def test_what_is_no_formula_stays(text: str) -> None:
    """Nothing is taken away; only apostrophes are added, and only where something is active."""
    assert re.sub("'(?=[=+\\-@＝＠\t\r\n\0])", "", guarded(text)) == re.sub(
        "'(?=[=+\\-@＝＠\t\r\n\0])", "", text
    )
    assert (guarded(text) != text) >= is_active(text)


@given(st.lists(st.one_of(PIECES, st.just("'")), max_size=8).map("".join))
def test_what_is_shielded_comes_back(text: str) -> None:
    """Whatever apostrophes it has of its own; no cell begins a formula."""
    assert unshielded(shielded(text)) == text
    begun = re.split(r"[;\t\r\n]", shielded(text))
    assert not any(BEGINS.match(each) for each in begun if each.strip('"'))


def test_an_apostrophe_of_its_own_gets_another() -> None:
    """Otherwise nobody could tell whose it is."""
    assert shielded("'=1") == "''=1"
    assert shielded("'tis") == unshielded("'tis") == "'tis"
