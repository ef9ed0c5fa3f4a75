"""Each case reads, is a valid package, and says what it expects in the agreed words."""

from datetime import date
from pathlib import Path

import pytest

from reporting.packages import validate
from tests.example.package import ROOT, schemas
from tests.worked_examples.loading import Case, as_folder, cases

CASES = cases()
EXPECTED = {
    "first_transfers",
    "statuses",
    "holdings",
    "flows",
    "undecided",
    "aef_actions",
    "aef_holdings",
    "aef_undecided",
    "ctf_table_4",
}
FLOWS = {"first_transferred", "used", "used_for_oimp", "transferred", "acquired", "cancelled"}
STATUSES = {"pre_2021", "unresolved", "itmo", "authorized", "credit", "unidentified"}
TRIGGERS = {
    "issuance",
    "authorization",
    "international_transfer",
    "use_or_cancellation",
    "omge_cancellation",
}
ACTIONS, HOLDINGS = 27, 16
FEWEST = 23


@pytest.mark.proof
def test_every_case_is_a_valid_package(tmp_path: Path) -> None:
    """What a case leaves out is filled so that its package has no finding."""
    folders = [tmp_path / f"case-{case.name}" for case in CASES]
    for case, folder in zip(CASES, folders, strict=True):
        as_folder(case, folder)
        assert {path.stem for path in folder.glob("*.csv")} == {*schemas()}
    findings = validate([*folders, ROOT / "data" / "nomenclature"]).findings
    assert [each for each in findings if str(each.place).startswith("case-")] == []


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_case_expects_in_the_agreed_words(case: Case) -> None:
    """Sections, flows, statuses and triggers are those that the ledger knows."""
    expected = case.expected
    assert {*expected} <= EXPECTED
    assert {row["trigger"] for row in expected["first_transfers"]} <= TRIGGERS
    days = [row["first_transfer_on"] for row in expected["first_transfers"]]
    assert all(day is None or isinstance(day, date) for day in days)
    for flows in expected["flows"].values():
        assert {*flows} <= FLOWS
        assert all(len({frozenset(row) for row in rows}) <= 1 for rows in flows.values())
    positions = [
        *(rows for days in expected.get("holdings", {}).values() for rows in days.values()),
        *expected.get("statuses", {}).values(),
    ]
    assert {row["status"] for rows in positions for row in rows} <= STATUSES


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_range_is_as_long_as_its_quantity(case: Case) -> None:
    """By hand or not: last minus first plus one is the quantity, where it is in tonnes."""
    written = [
        *case.tables.get("credit_blocks", []),
        *case.tables.get("transfers", []),
        *case.expected["first_transfers"],
        *(
            row
            for days in case.expected.get("holdings", {}).values()
            for rows in days.values()
            for row in rows
        ),
    ]
    for row in written:
        for kind in ("unit", "itmo"):
            if f"first_{kind}" in row and "quantity" in row:
                assert row[f"last_{kind}"] - row[f"first_{kind}"] + 1 == row["quantity"], row


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_every_cell_of_the_forms_is_given(case: Case) -> None:
    """A row of the AEF has all its columns; a list of Table 4 has each of its years."""
    for table, columns in (("aef_actions", ACTIONS), ("aef_holdings", HOLDINGS)):
        for years in case.expected.get(table, {}).values():
            assert {len(row) for rows in years.values() for row in rows} <= {columns}
    for summary in case.expected.get("ctf_table_4", {}).values():
        lists = [*summary["rows"].values()]
        for method in ("averaging", "trajectory", "multi_year"):
            lists += [summary[method]["23(g)"], summary[method]["balance"]]
        assert {*summary["rows"]} == {"23(c)", "23(d)", "23(e)", "23(f)", "23(h)"}
        assert {len(each) for each in lists} == {len(summary["years"])}


def test_there_are_the_three_cases_and_one_for_each_rule() -> None:
    """Three full cases by hand, and at least twenty small ones."""
    assert {case.name[0] for case in CASES} == {"a", "b", "c", "d"}
    assert len(CASES) >= FEWEST
