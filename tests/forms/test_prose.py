"""Narratives are read from Markdown: what a filing can carry, and nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporting.forms.model.markdown import read_prose
from reporting.forms.model.prose import (
    Align,
    Grid,
    Heading,
    Items,
    Paragraph,
    Quotation,
    TextSpan,
    Verbatim,
)


def text(line: tuple[TextSpan, ...]) -> str:
    """Return the text of a line, without its style."""
    return "".join(each.text for each in line)


def test_styles_of_a_line() -> None:
    """Bold, italic, both, code and links keep their text and its place."""
    (block,) = read_prose(
        "a **b** *c* ***d*** `e<f>&amp;` [g](https://example.org/?a=1&b=2)"
    ).blocks
    assert isinstance(block, Paragraph)
    assert [
        (each.text, each.is_bold, each.is_italic, each.is_code, each.address) for each in block.line
    ] == [
        ("a ", False, False, False, ""),
        ("b", True, False, False, ""),
        (" ", False, False, False, ""),
        ("c", False, True, False, ""),
        (" ", False, False, False, ""),
        ("d", True, True, False, ""),
        (" ", False, False, False, ""),
        ("e<f>&amp;", False, False, True, ""),
        (" ", False, False, False, ""),
        ("g", False, False, False, "https://example.org/?a=1&b=2"),
    ]


def test_blocks() -> None:
    """Headings, nested lists, quotations, verbatim lines and tables stand as what they are."""
    heading, items, numbered, quotation, verbatim, grid = read_prose(
        "## Title\n\n- a\n- b\n    - c\n\n1. one\n2. two\n\n> said\n\n"
        "    x < y\n\n| A | B |\n|---|--:|\n| c | 1 |\n"
    ).blocks
    assert isinstance(heading, Heading)
    assert (heading.level, text(heading.line)) == (2, "Title")
    assert isinstance(items, Items)
    assert not items.is_numbered
    nested = items.items[1][1]
    assert isinstance(nested, Items)
    assert isinstance(numbered, Items)
    assert numbered.is_numbered
    assert isinstance(quotation, Quotation)
    assert isinstance(verbatim, Verbatim)
    assert verbatim.text == "x < y"
    assert isinstance(grid, Grid)
    assert [text(each) for each in grid.head] == ["A", "B"]
    assert [[text(cell) for cell in row] for row in grid.rows] == [["c", "1"]]
    assert grid.aligned == (Align.LEFT, Align.RIGHT)


@pytest.mark.parametrize(
    ("written", "read", "left_out"),
    [
        ("a <b>c</b> d", "a c d", ("<b>", "</b>")),
        ("<script>alert(1)</script>", "", ("<script>alert(1)</script>",)),
        ("![a plan](plan.png) b", "a plan b", ("![a plan](plan.png)",)),
        ("[a](javascript:alert(1))", "a", ("](javascript:alert(1))",)),
        ("[a](other.md)", "a", ("](other.md)",)),
        ("a <!-- never printed --> b", "a  b", ()),
        ("<!--\nover\n\nlines\n-->\n\na", "a", ()),
        ("1 < 2 & 3 &copy; \\*", "1 < 2 & 3 © *", ()),
        ("a\x07b", "ab", ()),
    ],
)
def test_left_out(written: str, read: str, left_out: tuple[str, ...]) -> None:
    """HTML, images and links that lead nowhere are left out and named; comments without a word."""
    prose = read_prose(written)
    lines = [text(each.line) for each in prose.blocks if isinstance(each, Paragraph)]
    assert "".join(lines) == read
    assert prose.left_out == left_out


@pytest.mark.parametrize("written", ["Table: of *years*", "表：of *years*"])
def test_a_table_has_the_caption_before_it(written: str) -> None:
    """The paragraph is no paragraph then; elsewhere, and without a word, it stays one."""
    table = "| A |\n|---|\n| b |\n"
    before, grid, after = read_prose(f"{written}\n\n{written}\n\n{table}\n{written}").blocks
    assert isinstance(before, Paragraph)
    assert isinstance(grid, Grid)
    assert text(grid.caption) == "of years"
    assert isinstance(after, Paragraph)
    assert len(read_prose(f"Table:\n\n{table}").blocks) == 2


def test_lines_are_joined() -> None:
    """An editor's line breaks are none of the text's; Japanese ones leave no space."""
    (english,) = read_prose("one\ntwo").blocks
    (japanese,) = read_prose("一行目、\n二行目").blocks
    assert isinstance(english, Paragraph)
    assert isinstance(japanese, Paragraph)
    assert text(english.line) == "one two"
    assert text(japanese.line) == "一行目、二行目"


@given(st.text(alphabet="ab *_`[]()<>!#->|&;\\\n1.\"'日\x02\x03", max_size=80))
def test_whatever_is_written_can_be_read(written: str) -> None:
    """No text makes the reader fail, and no control character comes through."""
    for block in read_prose(written).blocks:
        if isinstance(block, Paragraph):
            assert not set(text(block.line)) & {"\x02", "\x03"}
