"""Forms made by hand: an AEF of a host with two actions, and a form with awkward tables."""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from reporting.findings import Finding, Place
from reporting.forms.aef.build import report_columns
from reporting.forms.model.form import Form, FormName, Readiness, Section
from reporting.forms.model.provenance import Lineage
from reporting.forms.model.table import Cell, Column, Note, Reason, ReportTable, Type, Value
from reporting.messages import bilingual
from reporting.official_forms.aef import CURRENT, sheets
from reporting.official_forms.ctf_table4 import Clock

CARP = "{Information in this field is populated by the CARP}"
SUBMISSION: Sequence[Value] = (
    "XAA",
    "1.0",
    2024,
    date(2025, 4, 15),
    CARP,
    CARP,
    2021,
    2030,
    "{Link to be produced by the CARP}",
)
AUTHORIZED: Sequence[Value] = (
    *("A1", date(2022, 3, 1), "CA0002", 1, 100_000, "GHG", None, "NA"),
    *("Energy generation", "Solar, Wind", "NDC and OIMP", "XBB", "XBB-ENT1, XBB-ENT2", "CORSIA"),
    *("2021 - 2030", "=1+1", None, "Authorisation", "- none\n- whatsoever"),
)
ENTITY: Sequence[Value] = (
    *(date(2022, 3, 1), "@Example 株式会社", "XBB", "XBB-ENT1", "CA0002"),
    *("'quoted'", "+81", None),
)


def action(kind: str, quantity: Value, on: date) -> Sequence[Value]:
    """Return the values of an action."""
    return (
        *(on, kind, "First transfer to another Party", "CA0002", "A1", "XAA", "XAA01"),
        *("CA0002-XAA01-XAA-1-2023", f"CA0002-XAA01-XAA-{quantity}-2023"),
        *("JCM", "XA001-100001", "XA001-100500", "GHG", "AR5", "NA", quantity, "NA"),
        *("Emission reductions", 2023, "NA", "XBB", "NA", "XBB", "NA", "NA", CARP, None),
    )


def lineage(quantity: int, first: int = 2) -> Lineage:
    """Return the lineage of a quantity: two rows of the example."""
    rows = ((first, quantity - 100), (first + 1, 100))
    return Lineage.from_parts(
        (Place(package="example", table="transfers", row=row), part) for row, part in rows
    )


def cells(values: Sequence[Value], lineage: Lineage | None = None) -> tuple[Cell, ...]:
    """Return a row whose cells share a lineage."""
    return tuple(Cell(value=each, lineage=lineage) for each in values)


def aef_form(
    readiness: Readiness = Readiness.DRAFT, *, is_nil: bool = False, is_made_up: bool = True
) -> Form:
    """Return the annual information of XAA in 2024."""
    first = cells(action("First transfer", 12_500, date(2024, 5, 6)), lineage(12_500))
    second = cells(action("Use", 500, date(2024, 12, 31)), lineage(500, 4))
    holding = cells([*action("", 12_000, date(2024, 12, 31))[3:19]], lineage(12_000))
    rows = {
        "submission": [cells(SUBMISSION)],
        "authorizations": [cells(AUTHORIZED)],
        "actions": [first, second],
        "holdings": [holding],
        "entities": [cells(ENTITY)],
    }
    return Form(
        name=FormName.AEF,
        party="XAA",
        year=2024,
        version="1.0",
        readiness=readiness,
        is_made_up=is_made_up,
        cutoff=date(2024, 12, 31),
        title=bilingual("Agreed electronic format", "合意された電子様式"),
        sections=tuple(
            Section(
                title=each.title,
                tables=(
                    ReportTable(
                        name=each.table,
                        title=each.title,
                        columns=report_columns(each.table),
                        rows=()
                        if is_nil and each.table != "submission"
                        else tuple(rows[each.table]),
                    ),
                ),
            )
            for each in sheets(CURRENT)
            if each.table in rows
        ),
    )


UNKNOWN = Reason(
    code="level",
    year=2022,
    sentence=bilingual("The emissions of 2022 are not known.", "2022年の排出量が不明です。"),
    brief=bilingual("Emissions not known", "排出量が不明"),
)
LINES = ReportTable(
    name="structured_summary",
    title=bilingual(
        "Structured summary: Tracking progress made in implementing and achieving the NDC",
        "構造化された要約：NDCの実施・達成の進捗",
    ),
    columns=(
        Column(name="row", label=bilingual("Row", "行"), type=Type.ROW),
        Column(name="label", label=bilingual("Information", "情報")),
        *(
            Column(
                name=f"y{year}",
                label=bilingual(str(year), f"{year}年"),
                type=Type.QUANTITY,
                unit="t CO2 eq",
                clock=Clock.VINTAGE,
                places=2,
            )
            for year in (2021, 2022, 2023)
        ),
        Column(name="target", label=bilingual("Target year", "目標年"), type=Type.YEAR),
        Column(name="on", label=bilingual("Determined on", "決定日"), type=Type.DATE),
    ),
    rows=(
        (
            Cell(value=7),
            Cell(
                value="levels",
                label=bilingual("Annual emissions and removals", "年間の排出・吸収量"),
            ),
            Cell(value=Fraction(323371, 6), lineage=Lineage.from_parts([(Place(table="t"), 1)])),
            Cell(reasons=(UNKNOWN,)),
            Cell(value=-2500, lineage=lineage(-2500)),
            Cell(value=2030),
            Cell(value=date(2030, 12, 31)),
        ),
        (
            Cell(value=8),
            Cell(value="<r><t>x</t></r>"),
            Cell(value=10**15 - 1),
            Cell(value=10**15),
            Cell(value=0),
            Cell(value=2030),
            Cell(value=date(1899, 1, 1)),
        ),
    ),
)
NOBODY = ReportTable(
    name="account_holders",
    title=bilingual("Structured summary: Tracking progress made in implementing", "口座名義人"),
    columns=(Column(name="holder", label=bilingual("Holder", "名義人")),),
    rows=(),
)


def summary_form() -> Form:
    """Return a form with empty cells, fractions, great numbers, and two tables of one name."""
    return Form(
        name=FormName.SUMMARY,
        party="XAA",
        year=2026,
        version="1.0",
        readiness=Readiness.INCOMPLETE,
        is_made_up=False,
        cutoff=None,
        title=bilingual("Structured summary & more", "構造化された要約"),
        subtitle=bilingual("CTF Table 4", "CTF表4"),
        sections=(Section(title=bilingual("A", "A"), tables=(LINES, NOBODY, NOBODY)),),
        notes=(
            Note(
                label=bilingual("Method", "方法"),
                text=bilingual("=averaging", "平均法"),
                provision="7(a)(ii)",
            ),
        ),
        findings=(
            Finding(
                code="record-table-missing",
                place=Place(package="example"),
                values={"table": "transfers"},
            ),
        ),
    )
