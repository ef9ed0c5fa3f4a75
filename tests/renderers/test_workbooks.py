"""The workbooks of forms: the template's sheets cell by cell, the rows behind, what is missing."""

from dataclasses import replace
from datetime import date, datetime, time
from fractions import Fraction
from pathlib import Path

import pytest

from reporting.forms.model.form import Readiness
from reporting.forms.model.row_keys import row_keys, unknown
from reporting.official_forms.aef import columns, sheets
from reporting.packages import open_package
from reporting.renderers.aef_workbook import aef_sheets, aef_workbook
from reporting.renderers.form_workbook import form_sheets, form_workbook
from reporting.renderers.lineage_workbook import trace_sheets, trace_workbook
from reporting.renderers.sheets import SheetContent
from reporting.renderers.status_banner import INCOMPLETE, MADE_UP
from reporting.renderers.xlsx import stored
from tests.renderers.books import is_inert, opened
from tests.renderers.forms import SUBMISSION, action, aef_form, summary_form

TEMPLATE = [
    "Index",
    "Summary information",
    "Table 1 Submission",
    "Table 2 Authorizations",
    "Table 3 Actions",
    "Table 4 Holdings",
    "Table 5 Auth. entities",
]
HEADS = {
    "Table 2 Authorizations": 7,
    "Table 3 Actions": 8,
    "Table 4 Holdings": 7,
    "Table 5 Auth. entities": 10,
}
SPACERS = {
    "Table 2 Authorizations": ["F"],
    "Table 3 Actions": ["K", "O", "U", "X", "AA", "AF"],
    "Table 4 Holdings": ["H", "L", "R"],
    "Table 5 Auth. entities": [],
}


def as_written(sheet: SheetContent) -> dict[str, object]:
    """Return what each cell of a sheet should hold, as openpyxl reads it."""
    found: dict[str, object] = {}
    for address, source in sheet.sourced():
        value = stored(source.cell.label.en or source.cell.value)
        if isinstance(value, date):
            found[address] = datetime.combine(value, time())
        elif value is not None:
            found[address] = value if isinstance(value, str) else float(value)
    return found


def test_only_the_sheets_of_the_template() -> None:
    """Seven sheets, named as printed, with the heading in B2, and no other."""
    book = opened(aef_workbook(aef_form()))
    assert book.sheetnames == TEMPLATE
    assert [book[each]["B2"].value for each in TEMPLATE[2:]] == [
        "Table 1: Submission",
        "Table 2: Authorizations",
        "Table 3: Actions",
        "Table 4: Holdings",
        "Table 5: Authorized Entities",
    ]
    assert all(book[each].sheet_state == "visible" for each in TEMPLATE)
    assert not any(book[each].merged_cells.ranges for each in TEMPLATE)


def test_the_submission_stands_beside_its_labels() -> None:
    """The result of the consistency check is where the platform writes it: row 9, column 3."""
    page = opened(aef_workbook(aef_form()))["Table 1 Submission"]
    assert page["B9"].value == "Result of the consistency check of this AEF submission"
    assert page.cell(9, 3).value == "{Information in this field is populated by the CARP}"
    values = [page.cell(row, 3).value for row in range(4, 13)]
    assert values == [*SUBMISSION[:3], datetime(2025, 4, 15), *SUBMISSION[4:]]  # noqa: DTZ001
    assert page["C6"].number_format == "0"
    assert page["C7"].number_format == "dd/mm/yyyy"


@pytest.mark.parametrize("name", HEADS)
def test_a_header_row_with_blank_columns(name: str) -> None:
    """Labels stand in the row of the template, data below; column A and some columns are blank."""
    page = opened(aef_workbook(aef_form()))[name]
    head = HEADS[name]
    blank = [each.column_letter for each in page[head][1:] if each.value is None]
    assert blank == SPACERS[name]
    assert not any(page.cell(row, 1).value for row in range(1, page.max_row + 1))
    assert page.cell(head + 1, 2).value is not None
    assert not any(page.cell(row, 2).value for row in range(3, head))
    assert page.freeze_panes == f"C{head + 1}"
    assert page.print_title_rows == f"${head}:${head}"


@pytest.mark.parametrize("name", TEMPLATE[2:])
def test_what_is_said_of_a_column_is_a_note_of_its_label(name: str) -> None:
    """Each label has the rule of its column; the first says that data are made up, and as of when.

    No line stands below a table: readers take rows up to the first blank one.
    """
    page = opened(aef_workbook(aef_form()))[name]
    official = next(each for each in sheets() if each.sheet == name)
    notes = {cell.value: cell.comment.text for row in page.rows for cell in row if cell.comment}
    assert [*notes] == [each.label.en for each in columns(official.table)]
    for each in columns(official.table):
        assert each.rule.en in notes[each.label.en]
    first = notes[columns(official.table)[0].label.en]
    assert first.startswith(MADE_UP.en)
    assert "Record as of 2024-12-31." in first
    assert page.max_row == HEADS.get(name, 11) + (2 if name == "Table 3 Actions" else 1)


def test_the_index_names_the_other_sheets() -> None:
    """It says what the workbook is, that it is made up, and what stands where."""
    page = opened(aef_workbook(aef_form()))["Index"]
    assert page["B1"].value == MADE_UP.en
    assert [each.value for each in page["B"][4:]] == TEMPLATE[1:]


def test_every_cell_is_typed() -> None:
    """Each cell holds the value of the form: dates as dates, quantities and years as numbers."""
    form = aef_form()
    book = opened(aef_workbook(form))
    for sheet in aef_sheets(form)[2:]:
        page, expected = book[sheet.name], as_written(sheet)
        first = HEADS.get(sheet.name, 3) + 1
        rows = page.iter_rows(min_row=first)
        below = {each.coordinate: each.value for row in rows for each in row}
        if sheet.name != "Table 1 Submission":
            assert {at: value for at, value in below.items() if value is not None} == expected
    page = book["Table 3 Actions"]
    assert [page[at].value for at in ("B9", "S9", "S10")] == [datetime(2024, 5, 6), 12500, 500]  # noqa: DTZ001
    assert [page[at].number_format for at in ("B9", "S9", "W9")] == ["dd/mm/yyyy", "#,##0", "0"]


def test_the_summary_lists_every_label() -> None:
    """Headings and labels of the five tables, one under another."""
    page = opened(aef_workbook(aef_form()))["Summary information"]
    listed = [each.value for each in page["B"][3:]]
    assert [each for each in listed if each.startswith("Table ")] == [
        each.heading for each in sheets() if each.heading
    ]
    assert len(listed) == 5 + 9 + 19 + 27 + 16 + 8


def test_names_reach_from_the_labels_to_the_last_row() -> None:
    """A named range for each table."""
    names = opened(aef_workbook(aef_form())).defined_names
    assert {name: each.attr_text for name, each in names.items()} == {
        "AEF_Submission": "'Table 1 Submission'!$B$4:$C$12",
        "AEF_Authorizations": "'Table 2 Authorizations'!$B$7:$U$8",
        "AEF_Actions": "'Table 3 Actions'!$B$8:$AH$10",
        "AEF_Holdings": "'Table 4 Holdings'!$B$7:$T$8",
        "AEF_Entities": "'Table 5 Auth. entities'!$B$10:$I$11",
    }


def test_a_nil_report_has_its_labels() -> None:
    """No rows, nothing added: what can be filed carries no mark."""
    form = aef_form(Readiness.COMPLETE, is_nil=True, is_made_up=False)
    book = opened(aef_workbook(form))
    for name, head in HEADS.items():
        assert book[name].max_row == head
        assert not any(MADE_UP.en in each.comment.text for each in book[name][head] if each.comment)
        assert book[name].oddHeader.center.text is None
    assert book.properties.contentStatus == "Complete"
    assert not book.properties.description


@pytest.mark.parametrize(
    ("readiness", "is_made_up", "marked", "printed", "status"),
    [
        (Readiness.DRAFT, True, MADE_UP.en, MADE_UP.en, "Draft"),
        (Readiness.COMPLETE, True, MADE_UP.en, MADE_UP.en, "Complete"),
        (Readiness.DRAFT, False, None, "Draft", "Draft"),
        (Readiness.INCOMPLETE, False, INCOMPLETE.en, "Incomplete", "Incomplete"),
    ],
)
def test_what_is_no_filing_says_so(
    *, readiness: Readiness, is_made_up: bool, marked: str | None, printed: str, status: str
) -> None:
    """Made-up and incomplete data on every sheet, a draft in print and in the properties."""
    book = opened(aef_workbook(aef_form(readiness, is_made_up=is_made_up)))
    assert book["Index"]["B1"].value == marked
    for name in TEMPLATE:
        notes = [each.comment.text for row in book[name].rows for each in row if each.comment]
        assert name == "Index" or (marked or "") in notes[0]
        assert book[name].oddHeader.center.text == printed
    assert book.properties.contentStatus == status
    assert book.properties.description


def test_a_form_without_template() -> None:
    """What it is, then a sheet for each table; two tables of one name are two sheets."""
    book = opened(form_workbook(summary_form()))
    assert book.sheetnames == [
        "About",
        "Structured summary",
        "Account holders",
        "Account holders (2)",
    ]
    page = book["Structured summary"]
    head = [each.value for each in page[4]]
    assert head == [
        *("Row", "Information"),
        *(f"{year}\nt CO2 eq\nvintage" for year in (2021, 2022, 2023)),
        *("Target year", "Determined on"),
    ]
    assert [each.value for each in page[5]] == [
        *(7, "Annual emissions and removals", 53895.1666666667, None, -2500, 2030),
        datetime(2030, 12, 31),  # noqa: DTZ001
    ]
    assert [each.value for each in page[6]] == [
        *(8, "<r><t>x</t></r>", 10**15 - 1, "1000000000000000", 0, 2030, "1899-01-01"),
    ]
    assert [each.number_format for each in page[5]][2:] == [
        *("#,##0.00", "General", "#,##0", "0", "dd/mm/yyyy"),
    ]
    assert page["A9"].value == "D5: The emissions of 2022 are not known."
    assert book["Account holders"]["A5"].value == "Nothing."
    assert book.defined_names["Table_1"].attr_text == "'Structured summary'!$A$4:$G$6"


@pytest.mark.parametrize("language", ["en", "ja"])
def test_about_says_all_there_is_to_know(language: str) -> None:
    """Party, year, version, readiness, cut-off, notes and findings, and the mark on each sheet."""
    form = summary_form()
    book = opened(form_workbook(form, language))
    for name in book.sheetnames:
        assert INCOMPLETE[language] in [each.value for each in book[name]["A"][:3]]
    about = [str(each.value) for row in book.worksheets[0].iter_rows() for each in row]
    text = "\n".join(about)
    for part in (form.title[language], form.subtitle[language], "XAA", "2026", "1.0"):
        assert part in about
    assert form.notes[0].text[language] + " [7(a)(ii)]" in about
    assert form.findings[0].words(language).remedy in text
    assert form.findings[0].code in text


def test_each_figure_and_each_row_of_it() -> None:
    """A line says sheet, cell, column, figure, row, key and part; the parts add up."""
    package, _ = open_package(Path("data/example"))
    assert package is not None
    book = opened(trace_workbook(aef_form(), row_keys([package])))
    assert book.sheetnames == ["Figures", "Rows"]
    figures = [[each.value for each in row] for row in book["Figures"].iter_rows(min_row=9)]
    assert [row[:7] for row in figures] == [
        ["Table 3 Actions", "S9", "Quantity (t CO2 eq)", 12500, 2, 12500, "yes"],
        ["Table 3 Actions", "S10", "Quantity (t CO2 eq)", 500, 2, 500, "yes"],
        ["Table 4 Holdings", "P8", "Quantity (t CO2 eq)", 12000, 2, 12000, "yes"],
    ]
    rows = [[each.value for each in row] for row in book["Rows"].iter_rows(min_row=9)]
    transfers = package.tables["transfers"].path.read_text().splitlines()
    for row in rows[:2]:
        assert row[4:6] == ["example", "transfers"]
        assert transfers[row[6] - 1].startswith(f"{row[7]},")
        assert "quantity " in row[9]
    assert [row[8] for row in rows[:2]] == [12400, 100]
    written = opened(aef_workbook(aef_form()))
    for sheet, cell, _, figure, *_ in figures:
        assert written[sheet][cell].value == figure


def test_a_sum_that_is_not_the_figure_is_seen() -> None:
    """A fraction without its rows says no; rows of whole tables have no number."""
    figures, rows = trace_sheets(summary_form(), unknown)
    said = [row[6].value for row in figures.rows if row and row[0].value == "Structured summary"]
    assert said == ["no", "yes"]
    assert [row[5].value for row in figures.rows if len(row) > 5][1:] == [1, -2500]
    assert rows.rows[-1][7].value is None


def test_rows_beyond_a_sheet_go_on(monkeypatch: pytest.MonkeyPatch) -> None:
    """What one sheet cannot hold stands on the next."""
    monkeypatch.setattr("reporting.renderers.lineage_workbook.ROOM", 4)
    names = [each.name for each in trace_sheets(aef_form(), unknown, "en")]
    assert names == ["Figures", "Rows", "Rows 2"]


def test_nothing_in_a_workbook_runs_or_leads_away() -> None:
    """No formula, address, macro, drawing or external link; notes only on labels of the AEF."""
    assert is_inert(aef_workbook(aef_form()), has_notes=True)
    for book in (
        form_workbook(summary_form()),
        trace_workbook(aef_form(), unknown),
    ):
        assert is_inert(book)


def test_fractions_keep_their_rows() -> None:
    """The figure of a cell is the exact one, rounded for the eye only."""
    _, lines, *_ = form_sheets(summary_form())
    assert dict(lines.sourced())["C5"].cell.value == Fraction(323371, 6)
    assert action("Use", 1, date(2024, 1, 1))[15] == 1


def test_a_public_version_says_what_it_leaves_out() -> None:
    """On the index and in the first note of each table, in no row and no further sheet."""
    form = replace(aef_form(), confidential=2, is_public=True)
    book = opened(aef_workbook(form))
    assert book.sheetnames == TEMPLATE
    said = "Public version: 2 confidential rows withheld"
    assert said in book["Index"]["B1"].value
    for name, head in HEADS.items():
        assert said in book[name].cell(head, 2).comment.text
        assert not any(said in str(each.value) for row in book[name].rows for each in row)
