"""Which workbooks count, what needs other workbooks, and that no code is without its case."""

from datetime import date
from pathlib import Path

import pytest

from reporting.checker.consistency import consistency
from reporting.checker.opening import open_workbooks
from reporting.checker.tables import Workbook
from reporting.findings import Finding, catalogue
from tests.checker.damage import FILES
from tests.checker.making import Book, action, buyer, host, itmo, submission, write
from tests.checker.stories import STORIES
from tests.checker.test_cells import CASES

ELSEWHERE = {
    "workbook-missing": "test_damage",
    "workbook-unrecognized": "here",
    "labels-missing": "here",
    "old-layout": "test_old_layout",
    "compared-differs": "test_round_trip",
    "compared-added": "test_round_trip",
    "compared-removed": "test_round_trip",
    "compared-with-nothing": "test_command",
    "submission-repeated": "here",
    "submission-superseded": "here",
    "file-of-another-submission": "here",
    "ledger-not-asked": "here",
    "action-not-by-holder": "here",
    "opening-not-given": "here",
    "authorization-not-listed": "here",
}

pytestmark = pytest.mark.usefixtures("few")


def version(book: Book, number: str) -> Book:
    """Return a book in a version."""
    book["submission"] = [submission("THA", SubmissionVersion=number)]
    return book


def opened(folder: Path, **books: Book) -> tuple[Workbook, ...]:
    """Return workbooks by their names."""
    return open_workbooks([write(folder / f"{name}.xlsx", book) for name, book in books.items()])


def found(workbooks: tuple[Workbook, ...]) -> list[tuple[str, str]]:
    """Return code and workbook of what is found, but for what only the counterpart could say."""
    findings: tuple[Finding, ...] = consistency(workbooks).findings
    silent = {"counterpart-silent", "authorization-not-reported"}
    return [(each.code, each.place.package) for each in findings if each.code not in silent]


def test_the_newest_version_counts(tmp_path: Path) -> None:
    """The same version again is refused, an older one is obsolete; neither is compared."""
    books = {name: version(host(), number) for name, number in (("a", "1.0"), ("b", "1.2"))}
    again = version(host(), "1.2")
    again["actions"] = []
    assert found(opened(tmp_path, **books, c=again)) == [
        ("submission-superseded", "a.xlsx"),
        ("submission-repeated", "c.xlsx"),
    ]


def test_a_file_is_named_by_what_it_holds(tmp_path: Path) -> None:
    """The name of a checked file has Party, year and version at fixed places."""
    workbooks = opened(tmp_path, THA_2023_1_0=host())
    assert found(workbooks) == [("file-of-another-submission", "THA_2023_1_0.xlsx")]


def test_rows_that_cannot_be_read_are_counted(tmp_path: Path) -> None:
    """They are out of the ledger, and that is said."""
    book = host()
    book["actions"][2]["FirstID"] = "?"
    codes = [code for code, _ in found(opened(tmp_path, a=book))]
    assert codes == ["ledger-not-asked", "holding-not-stated"]


def test_only_the_host_first_transfers(tmp_path: Path) -> None:
    """A buyer that calls its sale a first transfer is told whose it would be."""
    book = buyer()
    cells = {"ActionSubtype": "First transfer to another Party", "AcquiringPartyID": "VNM"}
    book["actions"].append(action("First transfer", date(2024, 12, 1), 901, 1000, **cells))
    codes = {code for code, _ in found(opened(tmp_path, a=book))}
    assert "action-not-by-holder" in codes


def test_what_came_in_earlier_years_is_not_verifiable(tmp_path: Path) -> None:
    """A use of what was acquired in 2023 needs the workbook of 2023, and is no error."""
    book = buyer()
    book["actions"] = book["actions"][1:]
    assert found(opened(tmp_path, a=book)) == [("opening-not-given", "a.xlsx")]


def test_what_nobody_can_have_had_before_is_an_error(tmp_path: Path) -> None:
    """ITMOs of the reported year cannot have come in an earlier one."""
    book = buyer()
    book["actions"] = []
    row = book["holdings"][0]
    row["Vintage"] = 2024
    row["FirstID"], row["LastID"] = itmo(901, vintage=2024), itmo(1916, vintage=2024)
    assert found(opened(tmp_path, a=book)) == [("holding-differs", "a.xlsx")]


def test_an_authorization_that_no_year_lists_is_an_error(tmp_path: Path) -> None:
    """With the workbooks of every year, what Table 2 does not list is not authorized."""
    books: dict[str, Book] = {}
    for year in (2021, 2022, 2023):
        books[f"y{year}"] = {
            "submission": [submission("THA", ReportedYear=year)],
            "authorizations": [],
            "actions": [],
            "holdings": [],
            "entities": [],
        }
    last = host()
    last["actions"][0]["AuthorizationID"] = "THA-2022-01"
    codes = found(opened(tmp_path, **books, y2024=last))
    assert ("authorization-not-listed", "y2024.xlsx") in codes


@pytest.mark.parametrize(
    ("cells", "code"),
    [({"A1": "Something else"}, "workbook-unrecognized"), ({}, "workbook-unrecognized")],
)
def test_another_workbook_is_no_aef(tmp_path: Path, cells: dict[str, str], code: str) -> None:
    """A workbook without any table of the form is one finding."""

    def change(made: object) -> None:
        for sheet in list(made):  # type: ignore[call-overload]
            made.remove(sheet)  # type: ignore[attr-defined]
        sheet = made.create_sheet("Sheet1")  # type: ignore[attr-defined]
        for where, text in cells.items():
            sheet[where] = text

    (workbook,) = open_workbooks([write(tmp_path / "x.xlsx", host(), change)])
    assert [each.code for each in workbook.findings] == [code]


def test_a_table_without_labels_is_not_read(tmp_path: Path) -> None:
    """The sheet is recognized by its name, and its rows are not guessed at."""

    def change(made: object) -> None:
        made["Table 4 Holdings"].delete_rows(4)  # type: ignore[index]

    (workbook,) = open_workbooks([write(tmp_path / "x.xlsx", host(), change)])
    assert [each.code for each in workbook.findings] == ["labels-missing"]
    assert "holdings" not in workbook.tables


def test_every_code_has_a_case() -> None:
    """Each code of the chapter is the finding of some broken workbook."""
    codes = {name for name, code in catalogue().items() if code.chapter == "workbooks"}
    shown = {case.code for case in CASES.values()} | {code for _, code in FILES.values()}
    told = {code for story in STORIES.values() for code in (*story.host, *story.buyer)}
    assert codes <= shown | told | set(ELSEWHERE)
