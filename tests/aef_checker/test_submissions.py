"""Which workbooks count, what needs other workbooks, and that no code is without its case."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from reporting.aef_checker.check import check_files, open_workbook, open_workbooks
from reporting.aef_checker.compare import of_workbook
from reporting.aef_checker.consistency import Consistency, consistency
from reporting.findings import Finding, catalogue
from tests.aef_checker.damage import FILES
from tests.aef_checker.making import (
    Book,
    Row,
    action,
    apart,
    at,
    block,
    buyer,
    changed,
    host,
    itmo,
    set_cell,
    submission,
    write,
)
from tests.aef_checker.stories import STORIES
from tests.aef_checker.test_cells import CASES

ELSEWHERE = {
    "workbook-missing": "test_damage",
    "workbook-unrecognized": "here",
    "labels-missing": "here",
    "old-layout": "test_old_layout",
    "draft-without-holdings": "test_draft_pair",
    "draft-without-actions": "test_draft_pair",
    "draft-halves-ambiguous": "test_draft_pair",
    "mandatory-share-below-told": "test_mechanism",
    "draft-sheet-not-read": "test_draft_pair",
    "draft-authorization-differs": "test_draft_pair",
    "draft-date-as-text": "test_draft_pair",
    "draft-cells-left-empty": "test_draft_conversion",
    "draft-values-left-out": "test_draft_conversion",
    "date-ambiguous": "test_draft_pair",
    "compared-differs": "test_round_trip",
    "compared-added": "test_round_trip",
    "compared-removed": "test_round_trip",
    "compared-with-nothing": "test_command",
    "submission-repeated": "here",
    "submission-superseded": "here",
    "file-of-another-submission": "here",
    "ledger-not-asked": "here",
    "action-not-by-holder": "here",
    "opening-compared-only": "here",
    "opening-not-given": "here",
    "authorization-not-listed": "here",
    "entity-not-reported": "here",
    "labels-of-cad-trust": "test_round_trip",
    "party-not-in-record": "test_command",
}

SILENT = frozenset(("counterpart-silent", "authorization-not-reported"))
TOLD = "approach-authorization-not-told"
BOTH_IDS = ("FirstID", "LastID")
SERIALS = {("FirstID", "actions"): 1, ("LastID", "actions"): 1916}


def version(number: str, **tables: list[Row]) -> Book:
    """Return the host's book in a version, some of its tables changed."""
    return host() | {"submission": [submission("THA", SubmissionVersion=number)]} | tables


def empty(party: str, year: int) -> Book:
    """Return a Party's workbook of a year in which nothing happened."""
    nothing: Book = {"authorizations": [], "actions": [], "holdings": [], "entities": []}
    return {"submission": [submission(party, ReportedYear=year)], **nothing}


def every_year(party: str, last: Book) -> dict[str, Book]:
    """Return a Party's workbooks of all years, nothing in those before the last."""
    return {f"y{year}": empty(party, year) for year in (2021, 2022, 2023)} | {"y2024": last}


def of_2023() -> Book:
    """Return the buyer's workbook of a year at whose end it holds what it uses in the next."""
    own = {"PartyITMORegistryID": "CHE01"}
    return empty("CHE", 2023) | {"holdings": [block(1, 1916, **own)]}


def unreadable(sides: Mapping[str, Book], side: str, table: str, row: int) -> dict[str, Book]:
    """Return books of both sides, one of them with an identifier that is none."""
    return {**sides, side: changed(sides[side], table, row, FirstID="?")}


def sold_on() -> dict[str, Book]:
    """Return the books of host, buyer, and another Party that acquires 100 from the buyer."""
    book, other = buyer(), empty("VNM", 2024)
    cells = {"PartyITMORegistryID": "CHE01", "AcquiringPartyID": "VNM"}
    book["actions"].append(action("Transfer", date(2024, 11, 5), 901, 1000, **cells))
    book["holdings"] = [block(1001, 1916, PartyITMORegistryID="CHE01")]
    own = {"PartyITMORegistryID": "VNM01"}
    cells = {"TransferringPartyID": "CHE", **own}
    other["actions"] = [action("Acquisition", date(2024, 11, 5), 901, 1000, **cells)]
    other["holdings"] = [block(901, 1000, **own)]
    ours = changed(host(), "authorizations", 0, AuthorizedPartyIDs="CHE, VNM")
    return {"host": ours, "buyer": book, "other": other}


def sold_as_first_transfer() -> Book:
    """Return the buyer's book with its sale called a first transfer."""
    book = buyer()
    cells = {"ActionSubtype": "First transfer to another Party", "AcquiringPartyID": "VNM"}
    book["actions"].append(action("First transfer", date(2024, 12, 1), 901, 1000, **cells))
    return book


def without(book: Book, table: str, *rows: int) -> Book:
    """Return a book without some rows of a table; without any of its rows where none is named."""
    kept = [row for number, row in enumerate(book[table]) if rows and number not in rows]
    return book | {table: kept}


def of_this_year() -> Book:
    """Return the buyer's book with a holding of the reported year that it never acquired."""
    ends = (itmo(901, vintage=2024), itmo(1916, vintage=2024))
    book = changed(buyer(), "holdings", 0, Vintage=2024, **dict(zip(BOTH_IDS, ends, strict=True)))
    return without(book, "actions")


def listed_nowhere() -> Book:
    """Return the host's book with an authorization in three rows, used by an entity, not listed."""
    book = host()
    for row in (*book["actions"][1:], *book["holdings"]):
        row["AuthorizationID"] = "THA-2022-01"
    return book


def entity_not_listed() -> Book:
    """Return the host's book with an entity that neither Table 2 nor Table 5 lists."""
    book = changed(host(), "authorizations", 1, AuthorizedEntityIDs=None)
    return changed(book, "actions", 2, **{"Using/cancellingEntityID": "ENT-7"})


WITH_A_CASE: Mapping[str, Mapping[str, Book]] = {
    "versions": {"a": version("1.0"), "b": version("1.2"), "c": version("1.2", actions=[])},
    "named": {"THA_2023_1_0": host()},
    "sold": {"a": sold_as_first_transfer()},
    "came before": {"a": without(buyer(), "actions", 0)},
    "year before": {"y2023": of_2023(), "y2024": without(buyer(), "actions", 0)},
    "gap": {"y2023": of_2023(), "y2025": empty("CHE", 2025)},
    "of this year": {"a": of_this_year()},
    "listed nowhere": every_year("THA", listed_nowhere()),
    "listed elsewhere": {"a": listed_nowhere()},
    "entity": {"a": entity_not_listed()},
    "approach": every_year("CHE", without(buyer(), "authorizations")) | {"host": host()},
    "no purposes": {"a": changed(host(), "authorizations", 0, PurposeForAuthorization=None)},
}
UNDERSTOOD_NOT = {
    "DateOfAuthorization": "31/02/2024",
    "CooperativeApproachID": "CA 2",
    "PurposeForAuthorization": "Compliance",
    "AuthorizedPartyIDs": "CHE; THA",
    "FirstTransferDefnForOIMP": "On sale",
}
UNLISTED: Mapping[str, Mapping[str, Book]] = {
    f"{name} unreadable": every_year("THA", changed(host(), "authorizations", 1, **{name: value}))
    for name, value in UNDERSTOOD_NOT.items()
}
PAIR = {"host": host(), "buyer": buyer()}
UNREADABLE: Mapping[str, Mapping[str, Book]] = {
    f"{side} {table} {row} unreadable": unreadable(sides, side, table, row)
    for sides, side, table, rows in (
        (PAIR, "host", "actions", 3),
        (PAIR, "host", "holdings", 1),
        (PAIR, "buyer", "holdings", 1),
        (sold_on(), "buyer", "actions", 3),
        (sold_on(), "other", "actions", 1),
    )
    for row in range(rows)
}
UNTOLD = {side: changed(book, "actions", 0, FirstID="?") for side, book in PAIR.items()}
BOOKS = {**WITH_A_CASE, **UNLISTED, **UNREADABLE, "both unreadable": UNTOLD}


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory, few: None) -> Consistency:  # noqa: ARG001
    """Return what is found in the workbooks of all cases, asked in one ledger."""
    folder = tmp_path_factory.mktemp("submissions")
    paths = [
        write(folder / f"{name} {case}.xlsx", apart(number, book))
        for number, (case, books) in enumerate(BOOKS.items())
        for name, book in books.items()
    ]
    return consistency(open_workbooks(paths))


def of_case(asked: Consistency, case: str) -> list[Finding]:
    """Return what is found in the workbooks of a case."""
    names = {f"{name} {case}.xlsx" for name in BOOKS[case]}
    return [each for each in asked.findings if each.place.package in names]


def found(asked: Consistency, case: str) -> list[tuple[str, str]]:
    """Return code and workbook of what is found, but for what only the counterpart could say."""
    return [
        (each.code, each.place.package.removesuffix(f" {case}.xlsx"))
        for each in of_case(asked, case)
        if each.code not in SILENT
    ]


def cells(asked: Consistency, case: str, code: str) -> list[tuple[str, str]]:
    """Return sheet and cell of all findings of a code."""
    return [
        (each.place.table, each.place.field) for each in of_case(asked, case) if each.code == code
    ]


def test_the_newest_version_counts(asked: Consistency) -> None:
    """The same version again is refused, an older one is obsolete; neither is compared."""
    assert found(asked, "versions") == [
        ("submission-superseded", "a"),
        ("submission-repeated", "c"),
    ]


def test_a_file_is_named_by_what_it_holds(asked: Consistency) -> None:
    """The name of a checked file has Party, year and version at fixed places."""
    assert found(asked, "named") == [("file-of-another-submission", "THA_2023_1_0")]


@pytest.mark.parametrize("case", UNREADABLE)
def test_a_row_that_cannot_be_read_causes_no_other_error(asked: Consistency, case: str) -> None:
    """It is out of the ledger, and that is said; what it may explain is left open, on all sides."""
    side = case.partition(" ")[0]
    assert found(asked, case) == [("ledger-not-asked", side)]


def test_rows_that_cannot_be_read_are_named(asked: Consistency) -> None:
    """Sheet and row are named, and what is left open because of them."""
    (finding,) = of_case(asked, "host actions 2 unreadable")
    for language in ("en", "ja"):
        assert "Table 3 Actions 11" in finding.words(language).found
    assert "left open" in finding.words("en").found


def test_what_neither_side_tells_readably_is_no_error(asked: Consistency) -> None:
    """A use of ITMOs of which neither first transfer nor acquisition can be read is left open."""
    assert {*found(asked, "both unreadable")} == {
        ("ledger-not-asked", "host"),
        ("ledger-not-asked", "buyer"),
    }


@pytest.mark.parametrize("case", UNLISTED)
def test_an_authorization_that_cannot_be_read_is_not_missing(asked: Consistency, case: str) -> None:
    """Nobody says that Table 2 lacks it, nor that it does not allow what it may allow."""
    codes = {each.code for each in of_case(asked, case)}
    assert codes == {"ledger-not-asked", "counterpart-silent"}


def test_only_the_host_first_transfers(asked: Consistency) -> None:
    """A buyer that calls its sale a first transfer is told whose it would be."""
    assert ("action-not-by-holder", "a") in found(asked, "sold")


def test_what_came_in_earlier_years_is_not_verifiable(asked: Consistency) -> None:
    """A use of what was acquired in 2023 needs the workbook of 2023, and is no error."""
    assert found(asked, "came before") == [("opening-not-given", "a")]
    (finding,) = (each for each in of_case(asked, "came before") if each.code not in SILENT)
    words = finding.words("en")
    assert "1,916 ITMOs" in words.found
    assert "(Table 3 Actions I9; Table 4 Holdings F8)" in words.found
    assert "jcm check-aef 2023.xlsx 2024.xlsx" in words.remedy


@pytest.mark.usefixtures("few")
def test_who_compares_is_not_told_to_compare(tmp_path: Path) -> None:
    """With data to compare with, an opening that is not given is another thing to say."""
    path = write(tmp_path / "a.xlsx", without(buyer(), "actions", 0))
    theirs = of_workbook(open_workbook(path))
    for against, expected in ((None, True), (lambda _: theirs, False)):
        found = check_files([path], against).findings
        (finding,) = (each for each in found if each.code.startswith("opening-"))
        assert ("--against FOLDER" in finding.words("en").remedy) is expected


def test_the_year_before_is_the_opening(asked: Consistency) -> None:
    """Its Table 4 says what the use is made of; it needs no year before itself."""
    assert found(asked, "year before") == []


def test_what_left_in_a_year_without_a_workbook_is_no_error(asked: Consistency) -> None:
    """Held at the end of 2023 and no longer in 2025: what happened in 2024 is not known."""
    assert found(asked, "gap") == [("opening-not-given", "y2023"), ("opening-not-given", "y2025")]


def test_holdings_are_verified_as_far_as_openings_are_given(asked: Consistency) -> None:
    """Each opening that is not given leaves each check of holdings open, and moves if it is moved.

    So does each workbook with rows that cannot be read. What could not be held before fails all the
    same, and what all workbooks tell is passed.
    """
    openings = [each for each in asked.findings if each.code == "opening-not-given"]
    open_ = {each.check.code: each.not_verifiable for each in asked.results}
    for code in ("holding-differs", "holding-not-stated", "closing-differs"):
        assert open_[code] == len(openings) + len(UNREADABLE) + len(UNTOLD)
    moved = [each for each in openings if "Table 3" in each.values["cells"]]
    assert 0 < len(moved) < len(openings)
    assert open_["moved-by-another"] == len(moved)


def test_what_nobody_can_have_had_before_is_an_error(asked: Consistency) -> None:
    """ITMOs of the reported year cannot have come in an earlier one."""
    assert found(asked, "of this year") == [("holding-differs", "a")]


def test_an_authorization_that_no_year_lists_is_an_error(asked: Consistency) -> None:
    """With the workbooks of every year, what Table 2 does not list is not authorized.

    That is said once at each cell that names it; the entity that acts under it is not spoken of.
    """
    assert {*found(asked, "listed nowhere")} == {("authorization-not-listed", "y2024")}
    assert cells(asked, "listed nowhere", "authorization-not-listed") == [
        ("Table 3 Actions", at("AuthorizationID", 2)),
        ("Table 3 Actions", at("AuthorizationID", 3)),
        ("Table 4 Holdings", at("AuthorizationID", 1, "holdings")),
    ]


def test_an_authorization_of_another_year_is_said_once_at_each_cell(asked: Consistency) -> None:
    """Without the workbooks of every year it is a notice, and nothing else is said of it."""
    assert found(asked, "listed elsewhere") == [("opening-not-given", "a")]
    named = cells(asked, "listed elsewhere", "authorization-not-reported")
    assert named == cells(asked, "listed nowhere", "authorization-not-listed")


def test_an_entity_that_a_table_5_elsewhere_may_list_is_no_error(asked: Consistency) -> None:
    """It is named at its own cell, and as an entity."""
    assert found(asked, "entity") == [("entity-not-reported", "a")]
    where = at("Using/cancellingEntityID", 3)
    assert cells(asked, "entity", "entity-not-reported") == [("Table 3 Actions", where)]


def test_an_authorization_of_an_approach_is_not_asked_of_table_2(asked: Consistency) -> None:
    """The buyer's workbooks of every year list none: its use is no error, and that is said."""
    assert found(asked, "approach") == [(TOLD, "y2024")]


def test_an_authorization_without_purposes_is_found_in_its_cell_alone(asked: Consistency) -> None:
    """The empty cell is the fault; the rows under the authorization have none."""
    assert found(asked, "no purposes") == [("ledger-not-asked", "a"), ("opening-not-given", "a")]


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
        made["Table 4 Holdings"].delete_rows(7)  # type: ignore[index]

    (workbook,) = open_workbooks([write(tmp_path / "x.xlsx", host(), change)])
    assert [each.code for each in workbook.findings] == ["labels-missing"]
    assert "holdings" not in workbook.tables


@pytest.mark.usefixtures("few")
@pytest.mark.parametrize(
    ("cells", "code", "more"),
    [
        ({("ReportedYear", "submission"): 20244}, "year-outside", ""),
        (SERIALS | {("Vintage", "actions"): 20222}, "year-outside", "ledger-not-asked"),
        (SERIALS | {("Vintage", "actions"): "\u1369" * 4}, "number-unreadable", "ledger-not-asked"),
        ({("QuantityNon-GHG", "actions"): 0.1 + 0.2}, "value-not-applicable", ""),
    ],
)
def test_a_number_no_ledger_takes_is_a_finding(
    tmp_path: Path, cells: Mapping[tuple[str, str], object], code: str, more: str
) -> None:
    """Years of five digits, digits of another script, more decimals than are kept: no traceback."""

    def change(made: object) -> None:
        for (name, table), value in cells.items():
            set_cell(name, value, table=table)(made)

    workbook = open_workbook(write(tmp_path / "x.xlsx", host(), change))
    assert [each.code for each in workbook.findings] == [code]
    asked = consistency([workbook])
    assert [each.code for each in asked.findings if each.code not in SILENT] == [more] * bool(more)


def test_every_code_has_a_case() -> None:
    """Each code of the chapter is the finding of some broken workbook."""
    codes = {name for name, code in catalogue().items() if code.chapter == "workbooks"}
    shown = {case.code for case in CASES.values()} | {code for _, code in FILES.values()}
    told = {code for story in STORIES.values() for code in (*story.host, *story.buyer)}
    assert codes <= shown | told | set(ELSEWHERE)
