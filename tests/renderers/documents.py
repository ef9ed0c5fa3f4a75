"""A form with everything a document has to show."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

from reporting.findings import Finding, Place
from reporting.forms.model.form import Form, FormName, Readiness, Section
from reporting.forms.model.provenance import Lineage
from reporting.forms.model.table import Cell, Column, Layout, Note, Reason, ReportTable, Type
from reporting.messages import bilingual

UNKNOWN = Reason(
    code="unknown",
    year=2024,
    sentence=bilingual("The quantity of 2024 is not known.", "2024年の数量は不明です。"),
    brief=bilingual("Quantity not known", "数量不明"),
)
NARRATIVE = """Some *text* with **bold** and a [link](https://example.org/a?b=1&c=2).

1. one
2. two

- a point
    - within it

Table: Expected *mitigation*

| Year | Expected |
|---|--:|
| 2024 | 1,000 |

<script>alert(1)</script> & <b>raw</b>
"""
JAPANESE = "日本語の**記述**です。"


def place(row: int) -> Place:
    """Return a row of the made-up data."""
    return Place(package="example", table="transfers", row=row)


def figure(value: int | Fraction, rows: int = 1) -> Cell:
    """Return a figure made of rows."""
    parts = [(place(row + 2), Fraction(value, rows)) for row in range(rows)]
    return Cell(value=value, lineage=Lineage.from_parts(parts))


def small(rows: int = 3) -> ReportTable:
    """Return a narrow table."""
    return ReportTable(
        name="small",
        title=bilingual("Quantities <by> year", "年別の数量"),
        columns=(
            Column(name="year", label=bilingual("Year", "年"), type=Type.YEAR),
            Column(name="what", label=bilingual("What & why", "内容")),
            Column(name="on", label=bilingual("Date", "日付"), type=Type.DATE),
            Column(name="empty", label=bilingual("Never", "空"), type=Type.TEXT),
            Column(name="quantity", label=bilingual("Quantity", "数量"), type=Type.QUANTITY),
        ),
        rows=tuple(
            (
                Cell(value=2021 + number),
                Cell(value="<b>=1+1</b>"),
                Cell(value=date(2024, 12, 31)),
                Cell(),
                figure(1234567 + number) if number != 1 else Cell(reasons=(UNKNOWN,)),
            )
            for number in range(rows)
        ),
    )


def wide() -> ReportTable:
    """Return a table with a column for each year, wider than a page stands."""
    years = range(2021, 2031)
    return ReportTable(
        name="wide",
        title=bilingual("A column for each year", "年ごとの列"),
        columns=(
            Column(name="label", label=bilingual("Item", "項目")),
            *(
                Column(name=f"y{year}", label=bilingual(str(year), str(year)), type=Type.QUANTITY)
                for year in years
            ),
        ),
        rows=tuple(
            (
                Cell(value="A label that takes some words to say what it is about"),
                *(figure(100_000_000 + row, 150 if row == 0 else 1) for _ in years),
            )
            for row in range(30)
        ),
    )


def across() -> ReportTable:
    """Return a table with its years above."""
    return ReportTable(
        name="across",
        title=bilingual("Years above", "年を上に"),
        columns=(
            Column(name="method", label=bilingual("Method", "方法")),
            Column(name="year", label=bilingual("Year", "年"), type=Type.YEAR),
            Column(
                name="level", label=bilingual("Level", "水準"), type=Type.QUANTITY, unit="t CO2 eq"
            ),
        ),
        rows=tuple(
            (Cell(value="averaging"), Cell(value=year), figure(Fraction(year, 3)))
            for year in (2021, 2022)
        ),
        layout=Layout.ACROSS,
        group=("method",),
        across="year",
    )


def form(readiness: Readiness = Readiness.DRAFT) -> Form:
    """Return the form."""
    return Form(
        name=FormName.ANNEX_4,
        party="XAA",
        year=2025,
        version="1.0",
        readiness=readiness,
        is_made_up=True,
        cutoff=date(2024, 12, 31),
        title=bilingual("A <form>", "様式"),
        subtitle=bilingual("Party A & others", "締約国A"),
        sections=(
            Section(number="I", title=bilingual("First part", "第1部"), provision="para. 21"),
            Section(
                number="I.A",
                level=2,
                title=bilingual("Narrative", "記述"),
                text=NARRATIVE,
                text_ja=JAPANESE,
                tables=(small(), across()),
            ),
            Section(number="I.B", level=2, title=bilingual("Missing part", "欠"), is_missing=True),
            Section(number="II", title=bilingual("Figures", "数値")),
            Section(
                number="II.A",
                level=3,
                title=bilingual("Wide", "広い表"),
                tables=(wide(), replace(small(0), name="none")),
            ),
        ),
        notes=(
            Note(
                label=bilingual("Cut-off", "基準日"), text=bilingual("End of 2024.", "2024年末。")
            ),
        ),
        findings=tuple(
            Finding(code="approach-missing", place=Place(), values={"party": party})
            for party in ("XAA", "XBB")
        ),
    )
