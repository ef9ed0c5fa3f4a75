"""Reports as text, JSON and CSV: the same figures, exact for programs, readable for people."""

import csv
import json
from fractions import Fraction
from io import StringIO

import pytest

from reporting.findings import Place
from reporting.forms.model.provenance import INLINE, Lineage
from reporting.forms.model.table import (
    Cell,
    Column,
    Layout,
    Note,
    Reason,
    Report,
    ReportTable,
    Type,
)
from reporting.interval_merge import spans
from reporting.messages import bilingual
from reporting.official_forms.ctf_table4 import Clock
from reporting.renderers.tables import as_csv, as_json
from reporting.renderers.text import as_text
from reporting.renderers.values import for_people, for_programs

MISSING = Reason(
    code="level",
    year=2022,
    sentence=bilingual("The emissions of 2022 are not known.", "2022年の排出量が不明です。"),
    brief=bilingual("Emissions not known", "排出量が不明"),
)
FIGURE = Column(
    name="balance",
    label=bilingual("Balance", "収支"),
    type=Type.QUANTITY,
    unit="t CO2 eq",
    clock=Clock.VINTAGE,
    provision="23(k)(i)",
)
COLUMNS = (
    Column(name="method", label=bilingual("Method", "方法")),
    Column(name="year", label=bilingual("Year", "年"), type=Type.YEAR),
    FIGURE,
)


def lineage(number: int) -> Lineage:
    """Return a lineage of so many rows, one tonne each."""
    return Lineage.from_parts(
        (Place(package="p", table="transfers", row=row), 1) for row in range(2, number + 2)
    )


def report(layout: Layout = Layout.ROWS) -> Report:
    """Return a report of three years: a great number, none, and a fraction."""
    figures = (
        Cell(value=9_007_199_254_740_993, lineage=lineage(2)),
        Cell(reasons=(MISSING,)),
        Cell(value=Fraction(323371, 6), lineage=lineage(INLINE + 1)),
    )
    table = ReportTable(
        name="lines",
        title=bilingual("t CO2 eq", "t CO2 eq"),
        columns=COLUMNS,
        rows=tuple(
            (
                Cell(value="averaging", label=bilingual("Averaging", "平均法")),
                Cell(value=year),
                figure,
            )
            for year, figure in zip((2021, 2022, 2023), figures, strict=True)
        ),
        layout=layout,
        group=("method",),
        across="year",
    )
    note = Note(
        label=bilingual("Method", "方法"),
        text=bilingual("averaging", "平均法"),
        provision="7(a)(ii)",
    )
    return Report(
        name="balance", title=bilingual("Balance", "収支"), tables=(table,), notes=(note,)
    )


def test_text_is_aligned_and_says_why() -> None:
    """Numbers have separators and stand to the right; what is missing has a footnote."""
    lines = as_text(report()).splitlines()
    assert lines[3].split() == ["Method", "Year", "Balance"]
    assert lines[5].endswith("9,007,199,254,740,993")
    assert lines[6].endswith("– a")
    assert lines[7].endswith("53,895")
    assert "– a Emissions not known: 2022" in lines
    assert lines[-1] == "Method  averaging [7(a)(ii)]"


def test_text_puts_years_across() -> None:
    """Each figure is a line with its clock and provision, under the heading of its group."""
    text = as_text(report(Layout.ACROSS))
    assert "2021" in text.splitlines()[3]
    assert "Averaging" in text
    assert "  Balance [vintage, 23(k)(i)]" in text


@pytest.mark.parametrize("width", [60, 100])
def test_text_keeps_to_its_width(width: int) -> None:
    """Where the years do not fit, they go on below."""
    text = as_text(report(Layout.ACROSS), width=width)
    assert max(map(len, text.splitlines())) <= width
    assert all(year in text for year in ("2021", "2022", "2023"))


def test_text_is_plain_unless_asked() -> None:
    """A pipe gets no escape codes; a terminal does."""
    assert "\x1b" not in as_text(report())
    assert "\x1b" in as_text(report(), has_colour=True)


def test_text_in_japanese() -> None:
    """Labels, reasons and notes are Japanese."""
    text = as_text(report(), "ja")
    assert "平均法" in text
    assert "– a 排出量が不明：2022" in text


def test_a_list_gathers_rows_that_differ_in_number_only() -> None:
    """One paragraph for rows 2 to 4 and 7, not four."""
    columns = (
        Column(name="title", label=bilingual("Finding", "指摘")),
        Column(name="row", label=bilingual("Row", "行"), type=Type.ROW),
    )
    rows = tuple((Cell(value="Lost"), Cell(value=number)) for number in (2, 3, 4, 7))
    table = ReportTable(
        name="f", title=bilingual("", ""), columns=columns, rows=rows, layout=Layout.LIST
    )
    text = as_text(Report(name="f", title=bilingual("F", "F"), tables=(table,)))
    assert text == "F\n\nLost\n  Row  2-4, 7\n"


def test_json_is_exact_and_has_the_rows() -> None:
    """Whole numbers stay whole; a fraction is text; each figure has its rows, or their digest."""
    table = json.loads(as_json(report()))["tables"][0]
    assert [row["balance"] for row in table["rows"]] == [9_007_199_254_740_993, None, "323371/6"]
    assert table["columns"][2]["clock"] == "vintage"
    assert table["columns"][2]["printed"] == "rounded to whole numbers"
    assert "printed" not in table["columns"][1]
    assert table["reasons"][0]["sentence@ja"] == "2022年の排出量が不明です。"
    few, many = table["lineage"]
    assert [row["row"] for row in few["rows"]] == [2, 3]
    assert (many["count"], "rows" in many) == (101, False)
    assert many["digest"].startswith("sha256:")


def test_csv_has_decimals_with_the_exact_figures_beside_and_says_what_is_missing() -> None:
    """The header has the names programs read; the last column says why a cell is empty."""
    rows = list(csv.reader(StringIO(as_csv(report()).decode())))
    assert rows == [
        ["method", "year", "balance", "balance_exact", "missing"],
        ["averaging", "2021", "9007199254740993", "9007199254740993", ""],
        ["averaging", "2022", "", "", "balance: level"],
        ["averaging", "2023", "53895.166667", "323371/6", ""],
    ]


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (Fraction(-1, 8), ["-0.125"]),
        (Fraction(1, 2_000_000), ["0.000001", "0.0000005"]),
        (Fraction(-2, 3), ["-0.666667", "-2/3"]),
    ],
)
def test_a_figure_that_ends_needs_no_exact_column(value: Fraction, written: list[str]) -> None:
    """Halves go away from nought."""
    table = ReportTable(
        name="t", title=bilingual("", ""), columns=(FIGURE,), rows=((Cell(value=value),),)
    )
    (_, row) = csv.reader(
        StringIO(as_csv(Report(name="t", title=bilingual("", ""), tables=(table,))).decode())
    )
    assert row == [*written, ""]


@pytest.mark.parametrize(
    ("value", "written"),
    [(Fraction(1, 8), "0.125"), (Fraction(-5, 2), "-2.5"), (Fraction(1, 3), "1/3"), (7, 7)],
)
def test_fractions_for_programs(value: Fraction | int, written: str | int) -> None:
    """A fraction is a decimal where it ends."""
    assert for_programs(value) == written


def test_people_read_a_rounded_average() -> None:
    """Halves go away from nought, once."""
    assert for_people(Cell(value=Fraction(-5, 2)), FIGURE, "en") == "-3"


def test_spans() -> None:
    """Numbers that follow each other become a span."""
    assert spans([4, 2, 3, 9]) == "2-4, 9"
