"""What goes to the Adaptation Fund is read: it is no Party, and stands in no column."""

import re
from datetime import date
from pathlib import Path

import pytest

import reporting.ledger
from reporting.aef_checker.check import check_files, open_workbook
from reporting.aef_checker.consistency import consistency
from reporting.aef_checker.submissions import submission_of
from reporting.official_forms.code_lists import share_percent
from tests.aef_checker.making import HOST, Book, Row, action, block, host, submission, write

GIVEN = {
    "ActionType": "Transfer",
    "ActionSubtype": "Mandatory transfer to the Adaptation Fund (A6.4 ERs)",
    "AcquiringPartyID": "NA",
    "UnderlyingUnitRegistryID": "NA",
    "UnderlyingUnitFirstUnitID": "NA",
    "UnderlyingUnitLastUnitID": "NA",
}
SQL = Path(reporting.ledger.__file__).parent / "sql"


def test_a_share_of_proceeds_is_no_mistake(tmp_path: Path) -> None:
    """No acquiring Party is asked for, and no counterpart is waited for."""
    book = host()
    book["actions"] = [book["actions"][0] | GIVEN]
    book["holdings"] = []
    workbook = open_workbook(write(tmp_path / "THA_2024_1_0.xlsx", book))
    assert workbook.findings == ()
    submission = submission_of(workbook)
    assert submission is not None
    assert [act.taker for _table, act in submission.acts] == ["AAF"]
    found = {each.code for each in consistency([workbook]).findings}
    assert not found & {"counterpart-silent", "transfer-without-acquisition", "ledger-not-asked"}
    assert not found & {"mandatory-share-unfit", "holder-code-unfit"}


# Units of the mechanism, authorized for other international mitigation.
A64: Row = {
    "UnderlyingUnitRegistryID": "NA",
    "UnderlyingUnitFirstUnitID": "NA",
    "UnderlyingUnitLastUnitID": "NA",
    "AuthorizationID": "THA-2023-02",
}


def sold(first: int, last: int) -> Row:
    """Return a first transfer by issuance."""
    return action("First transfer", date(2024, 2, 1), first, last, ActionSubtype="Issuance", **A64)


def fund(first: int, last: int, how: str = "Mandatory") -> Row:
    """Return a transfer to the Adaptation Fund."""
    subtype = f"{how} transfer to the Adaptation Fund (A6.4 ERs)"
    return action("Transfer", date(2024, 2, 1), first, last, ActionSubtype=subtype, **A64)


def omge(first: int, last: int) -> Row:
    """Return a mandatory cancellation for overall mitigation."""
    cells = {
        "ActionSubtype": "Mandatory cancellation to deliver OMGE",
        "PurposeITMOUsedForOIMP": "OMGE",
        "Using/cancellingPartyID": HOST,
    }
    return action("Cancellation", date(2024, 2, 1), first, last, **A64, **cells)


SOLD = (sold(1, 93), fund(94, 98), omge(99, 100))
LEAVES: dict[str, tuple[tuple[Row, ...], tuple[int, int], dict[str, str]]] = {
    "at issuance": (SOLD, (1, 93), {}),
    "at issuance, still stated": (SOLD, (1, 98), {"found": "93", "stated": "98"}),
    "given on": ((*SOLD, fund(1, 10, "Voluntary")), (11, 93), {}),
    "given on, still stated": (
        (*SOLD, fund(1, 10, "Voluntary")),
        (1, 93),
        {"found": "83", "stated": "93"},
    ),
    "first transferred before": ((sold(1, 100), *SOLD[1:]), (1, 93), {}),
    "first transferred before, still stated": (
        (sold(1, 100), *SOLD[1:]),
        (1, 98),
        {"found": "93", "stated": "98"},
    ),
}


@pytest.mark.usefixtures("few")
@pytest.mark.parametrize(
    ("name", "is_whole"),
    [
        *((name, False) for name in LEAVES),
        ("at issuance", True),
        ("given on, still stated", True),
    ],
)
def test_what_the_fund_is_given_is_held_no_more(tmp_path: Path, name: str, is_whole: bool) -> None:  # noqa: FBT001 - a case
    """The share leaves from where it was issued, or first transferred; nothing else is missing."""
    acts, held, expected = LEAVES[name]
    whole = {"party": HOST, "year": "2024"}
    book = host() | {"actions": list(acts), "holdings": [block(*held, **A64)]}
    files = [write(tmp_path / "THA_2024_1_0.xlsx", book)]
    if is_whole:
        files += [
            write(tmp_path / f"THA_{year}_1_0.xlsx", nothing(year)) for year in (2021, 2022, 2023)
        ]
    found = [(each.code, dict(each.values)) for each in check_files(files).findings]
    assert found == ([("holding-differs", whole | expected)] if expected else [])


def nothing(year: int) -> Book:
    """Return a workbook of a year in which nothing happened."""
    tables = ("authorizations", "actions", "holdings", "entities")
    return {"submission": [submission(HOST, ReportedYear=year)], **{each: [] for each in tables}}


@pytest.mark.usefixtures("few")
def test_a_share_given_twice_is_found(tmp_path: Path) -> None:
    """What the Fund has, the Party does not give again."""
    acts = [*SOLD, fund(94, 98, "Voluntary")]
    book = host() | {"actions": acts, "holdings": [block(1, 93, **A64)]}
    found = {each.code for each in check_files([write(tmp_path / "a.xlsx", book)]).findings}
    assert "moved-by-another" in found


@pytest.mark.usefixtures("few")
@pytest.mark.parametrize(
    ("shares", "expected"),
    [
        ((fund(201, 204), omge(205, 206)), {}),
        ((fund(201, 203), omge(205, 206)), {("SOP", "4", "3")}),
        ((fund(201, 205),), {("OMGE", "1", "0")}),
        # Of 97 t in one issuance 4 t; of two, as the rows may be, 3 t may be all.
        ((fund(201, 202), fund(301, 301), omge(203, 203)), {}),
        ((), {}),
    ],
)
def test_a_share_is_compared_with_what_is_told(
    tmp_path: Path, shares: tuple[Row, ...], expected: set[tuple[str, str, str]]
) -> None:
    """Of 93 t sold and the shares themselves; rounded down, as no rule of rounding was read."""
    book = host() | {"actions": [sold(1, 93), *shares], "holdings": [block(1, 93, **A64)]}
    found = [
        each
        for each in check_files([write(tmp_path / "THA_2024_1_0.xlsx", book)]).findings
        if each.code == "mandatory-share-below-told"
    ]
    told = {tuple(each.values[name] for name in ("purpose", "least", "taken")) for each in found}
    assert told == set(expected)


def test_the_ledger_takes_the_same_percentages() -> None:
    """5 and 2 stand in the query as in the list."""
    query = (SQL / "checks/mandatory-share-too-small.sql").read_text(encoding="utf-8")
    for purpose, subject in (("SOP", "share_of_proceeds"), ("OMGE", "overall_mitigation")):
        told = re.search(rf"'{purpose}' AS purpose,[^)]*CAST\((\d+) AS BIGINT\) AS percent", query)
        assert told is not None
        assert int(told[1]) == share_percent(subject)
