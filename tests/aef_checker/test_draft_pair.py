"""The two workbooks of the draft are read as one, and whatever is amiss with them is found."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from reporting.aef_checker.check import Checked, check_files, open_workbook
from reporting.aef_checker.submissions import submission_of
from reporting.aef_checker.tables import FIRST_YEAR, as_day
from reporting.aef_checker.xlsx_reader.cells import CellKind, XlsxCell
from reporting.ledger.checks import Outcome
from reporting.official_forms.aef import OLD
from tests.aef_checker.drafts import (
    ACQUISITION,
    BLOCK,
    HELD,
    TRANSFER,
    USE,
    Row,
    actions,
    ends,
    holdings,
)
from tests.aef_checker.making import host, write

pytestmark = pytest.mark.usefixtures("few")
# Texts for dates, the other Party and other years: of every pair here.
ALWAYS = {
    "old-layout",
    "draft-date-as-text",
    "counterpart-silent",
    "authorization-not-reported",
    "opening-not-given",
}


def pair(folder: Path, *rows: Row, held: tuple[Row, ...] = (HELD,)) -> list[Path]:
    """Write the pair of XBB."""
    return [
        actions(folder / "actions.xlsx", *(rows or (ACQUISITION, USE)), party="XBB"),
        holdings(folder / "holdings.xlsx", *held),
    ]


def codes(checked: Checked) -> set[str]:
    """Return what was found beside what is of every pair."""
    return {each.code for each in checked.findings} - ALWAYS


def test_labels_merged_over_three_rows_are_found(tmp_path: Path) -> None:
    """Each of the 26 and the 19 columns has its place; no label is missed, none is too many."""
    for path, table, count in zip(pair(tmp_path), ("actions", "holdings"), (26, 19), strict=True):
        workbook = open_workbook(path)
        assert workbook.edition == OLD
        assert {each.code for each in workbook.findings} == {"old-layout", "draft-date-as-text"}
        found = workbook.tables[table]
        assert sorted(found.places.values()) == [*range(1, count + 1)]
        assert found.records[0].text("DatabaseRecordID") == "A6-1"


def test_both_are_one_submission(tmp_path: Path) -> None:
    """What is acquired and not used is held: the holdings are asked beside the actions."""
    checked = check_files(pair(tmp_path))
    assert codes(checked) == set()
    by_code = {each.check.code: each for each in checked.results}
    assert by_code["holding-differs"].outcome is not Outcome.FAILED
    assert by_code["holding-differs"].examined > 0
    lost = check_files(pair(tmp_path, held=({**HELD, **ends(301, 999)},)))
    assert codes(lost) == {"holding-not-stated"}


def test_made_up_parties_are_judged_where_the_draft_names_its_own(tmp_path: Path) -> None:
    """A real Party's actions name none; holdings say nowhere whose they are, mistypes are told."""
    real = open_workbook(actions(tmp_path / "actions.xlsx", TRANSFER, party="THA"))
    assert "party-made-up" in {each.code for each in real.findings}
    row = {**HELD, "FirstTransferringPartyID": "JAP"}
    nobodys = {
        each.code for each in open_workbook(holdings(tmp_path / "holdings.xlsx", row)).findings
    }
    assert "party-code-unknown" in nobodys
    assert "party-made-up" not in nobodys


def test_rows_of_the_draft_tell_their_authorization(tmp_path: Path) -> None:
    """Its day and purposes stand in no table of their own, and are read where they stand."""
    workbook = open_workbook(actions(tmp_path / "actions.xlsx", TRANSFER))
    submission = submission_of(workbook)
    assert submission is not None
    ((table, record),) = submission.authorizations
    assert (table.name, record.row) == ("actions", 11)


def test_one_authorization_told_in_two_ways(tmp_path: Path) -> None:
    """The second row says another purpose of it."""
    second = {**TRANSFER, **ends(1001, 1100), "PurposeForAuthorization": "NDC and OIMP"}
    checked = check_files([actions(tmp_path / "actions.xlsx", TRANSFER, second)])
    (found,) = (each for each in checked.findings if each.code == "draft-authorization-differs")
    assert (found.place.row, found.place.field) == (12, "Q12")
    assert found.values["expected"] == "NDC"


def test_the_remedy_of_a_half_is_the_other(tmp_path: Path) -> None:
    """Each half alone says what it lacks; given together, neither does."""
    of_actions, of_holdings = pair(tmp_path)
    assert codes(check_files([of_actions])) == {"draft-without-holdings"}
    assert codes(check_files([of_holdings])) == {"draft-without-actions"}
    assert codes(check_files([of_holdings, of_actions])) == set()


KEPT = {**HELD, **ends(2001, 2100)}


def of_two_parties(folder: Path, names: tuple[str, str, str, str]) -> list[Path]:
    """Write the pair of XBB, and that of XAA, which transfers 1,000 and holds 100 more."""
    for each in names:
        (folder / each).parent.mkdir(exist_ok=True)
    return [
        actions(folder / names[0], ACQUISITION, USE, party="XBB"),
        holdings(folder / names[1], HELD),
        actions(folder / names[2], TRANSFER, party="XAA"),
        holdings(folder / names[3], KEPT),
    ]


NAMES = {
    "words": ("b_actions.xlsx", "b_holdings.xlsx", "a_actions.xlsx", "a_holdings.xlsx"),
    "case and order": ("Actions X.xlsx", "x holdings.XLSX", "yAction.xlsx", "Holding-Y.xlsx"),
    "folders": ("b/actions.xlsx", "b/holdings.xlsx", "a/actions.xlsx", "a/holdings.xlsx"),
    "Party and year": ("new.xlsx", "2024-xbb.xlsx", "old.xlsx", "held by XAA in 2024.xlsx"),
    "one alike, one after": ("b_actions.xlsx", "b_holdings.xlsx", "new.xlsx", "XAA_2024.xlsx"),
}


@pytest.mark.parametrize(
    ("of_actions", "of_holdings", "is_pair"),
    [
        ("XBB_2024_actions.xlsx", "XAA_2024_holdings.xlsx", False),
        ("XBB_2024_actions.xlsx", "XBB 2023 holdings.xlsx", False),
        ("XBB_2024_actions.xlsx", "holdings as filed.xlsx", True),
        ("actions.xlsx", "holdings 2025-04-15.xlsx", True),
    ],
)
def test_the_only_two_are_a_pair_unless_their_names_tell_two_parties_or_years(
    tmp_path: Path,
    of_actions: str,
    of_holdings: str,
    is_pair: bool,  # noqa: FBT001 - a case
) -> None:
    """What another Party held, or in another year, is not compared with these actions."""
    actions_file, holdings_file = pair(tmp_path)
    files = [
        actions_file.rename(tmp_path / of_actions),
        holdings_file.rename(tmp_path / of_holdings),
    ]
    checked = check_files(files)
    assert codes(checked) == (set() if is_pair else {"draft-halves-ambiguous"})


@pytest.mark.parametrize("name", NAMES)
def test_several_drafts_are_paired_by_their_names(tmp_path: Path, name: str) -> None:
    """In whatever order they are given, what is held of each is compared with its own actions."""
    files = of_two_parties(tmp_path, NAMES[name])
    for given in (files, files[::-1], [files[3], files[0], files[1], files[2]]):
        checked = check_files(given)
        assert "draft-halves-ambiguous" not in codes(checked)
        assert {
            each.heading.text("ParticipatingParty"): each.tables["holdings"]
            .records[0]
            .text("LastID")
            for each in checked.submissions
        } == {"XBB": HELD["LastID"], "XAA": KEPT["LastID"]}


def test_what_has_no_other_half_is_named(tmp_path: Path) -> None:
    """Beside a pair that names tell, two whose names tell nothing stay apart, and only they."""
    names = ("b_actions.xlsx", "b_holdings.xlsx", "new.xlsx", "old.xlsx")
    checked = check_files(of_two_parties(tmp_path, names))
    apart = [each for each in checked.findings if each.code == "draft-halves-ambiguous"]
    assert {each.place.package for each in apart} == {"new.xlsx", "old.xlsx"}
    assert {each.values["actions"] for each in apart} == {"new.xlsx"}
    assert {each.values["holdings"] for each in apart} == {"old.xlsx"}
    assert len(checked.submissions) == 3


def test_of_two_that_fit_none_is_taken(tmp_path: Path) -> None:
    """Two workbooks of holdings with the name of one of actions: which counts is not guessed."""
    both = [
        actions(tmp_path / "b_actions.xlsx", ACQUISITION, USE, party="XBB"),
        holdings(tmp_path / "b_holdings.xlsx", HELD),
        holdings(tmp_path / "b-holdings.xlsx", HELD),
    ]
    found = check_files(both)
    named = {each.place.package for each in found.findings if each.code == "draft-halves-ambiguous"}
    assert named == {each.name for each in both}


def test_a_third_half_stays_alone(tmp_path: Path) -> None:
    """Actions of another Party beside a pair: the pair is one, the third has no holdings."""
    both = pair(tmp_path)
    third = actions(tmp_path / "third.xlsx", party="XAA")
    found = check_files([*both, third])
    alone = {each.place.package for each in found.findings if each.code == "draft-without-holdings"}
    assert alone == {"third.xlsx"}
    in_force = write(tmp_path / "now.xlsx", host())
    assert "draft-halves-ambiguous" not in codes(check_files([*both, in_force]))


def rename(sheet: str) -> Callable[[openpyxl.Workbook], None]:
    """Return a change of the name of the sheet."""

    def change(book: openpyxl.Workbook) -> None:
        book.active.title = sheet

    return change


def cell(address: str, value: object) -> Callable[[openpyxl.Workbook], None]:
    """Return a change of one cell."""

    def change(book: openpyxl.Workbook) -> None:
        book.active[address] = value

    return change


def another(book: openpyxl.Workbook) -> None:
    """Add a sheet of the Party's own."""
    book.create_sheet("Notes")["A1"] = "Ask the registry."


BROKEN: dict[str, tuple[int, Callable[[openpyxl.Workbook], None], set[str]]] = {
    "a tall label gone": (0, cell("A8", None), {"label-missing"}),
    "the label of holdings gone": (1, cell("S4", None), {"label-missing"}),
    "a label misspelt": (0, cell("Z10", "First transfers"), {"label-misspelt"}),
    "a year that is none": (0, cell("B4", "last"), {"number-unreadable"}),
    "no Party": (0, cell("B3", None), {"value-missing"}),
    "another sheet": (0, another, {"draft-sheet-not-read"}),
    "a sheet renamed": (1, rename("Sheet1"), set()),
    "an action of no list": (0, cell("U11", "CROSS_BORDER"), {"term-unknown", "ledger-not-asked"}),
    "no identifier": (0, cell("C12", "NA"), {"value-missing", "ledger-not-asked"}),
}


@pytest.mark.parametrize("name", sorted(BROKEN))
def test_a_newcomers_error_is_found(tmp_path: Path, name: str) -> None:
    """What is broken in one place of one of the two is found, and no label is accused for it."""
    which, change, expected = BROKEN[name]
    files = pair(tmp_path)
    book = openpyxl.load_workbook(files[which])
    change(book)
    book.save(files[which])
    of_cells = {each.code for each in open_workbook(files[which]).findings} - ALWAYS
    assert of_cells == expected - {"ledger-not-asked"}
    if "ledger-not-asked" in expected:
        checked = check_files(files)
        following = {each.code for several in checked.follows.values() for each in several}
        assert expected <= codes(checked) | following


@pytest.mark.parametrize(
    ("written", "days"),
    [
        ("15-Mar-24", [date(2024, 3, 15)]),
        ("5-Mar-24", [date(2024, 3, 5)]),
        ("15-March-2024", [date(2024, 3, 15)]),
        ("15 Sept 2024", [date(2024, 9, 15)]),
        ("20-Dec-24", [date(2024, 12, 20)]),
        ("31-Dec-24", []),
        ("24-Mar-31", []),
        ("22-Mar-24", []),
        ("31-Feb-24", []),
        ("15-Mai-24", []),
        ("03/15/24", []),
    ],
)
def test_a_month_in_letters_is_read_only_where_one_day_can_be_meant(
    written: str, days: list[date]
) -> None:
    """22-Mar-24 may be of 2022; 15-Mar-24 is not of 2015, when there was nothing to authorize."""
    assert FIRST_YEAR == 2021
    made = XlsxCell(sheet="Actions", row=1, column=1, kind=CellKind.TEXT, value=written)
    found = as_day(made)
    assert found.value == (days[0] if days else None)
    assert found.code in {"date-as-text", "date-unreadable", "date-ambiguous"}


def test_a_date_of_two_days_names_both(tmp_path: Path) -> None:
    """Its row is left out of the ledger, and the finding says what it may be."""
    files = pair(tmp_path, ACQUISITION, {**USE, "ActionDateTime": "22-Aug-24"})
    (found,) = (each for each in check_files(files).findings if each.code == "date-ambiguous")
    assert found.values["days"] == "2024-08-22 / 2022-08-24"
    mended = pair(tmp_path, ACQUISITION, {**USE, "ActionDateTime": date(2024, 8, 22)})
    assert codes(check_files(mended)) == set()


def test_both_tables_may_stand_in_one_workbook(tmp_path: Path) -> None:
    """A Party that keeps both sheets together is read like the pair."""
    of_actions, of_holdings = pair(tmp_path)
    book, other = openpyxl.load_workbook(of_actions), openpyxl.load_workbook(of_holdings)
    sheet = book.create_sheet("Holdings")
    for row in other.active.iter_rows():
        for each in row:
            if each.value is not None:
                sheet[each.coordinate] = each.value
    book.save(tmp_path / "both.xlsx")
    assert codes(check_files([tmp_path / "both.xlsx"])) == set()


def test_what_is_made_here_is_the_whole_layout() -> None:
    """The rows of these tests fill each column of the draft."""
    assert len(BLOCK) == 19
    assert len(TRANSFER) == 26
