"""Each story of units gives the findings it should, at the rows it should, and no others."""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from reporting.findings import Finding, catalogue
from reporting.ledger.checks import Outcome, run
from tests.ledger.asking import checks
from tests.ledger.making import asked, authorization, block, complete, event, joined, ledger_of
from tests.ledger.making import moved as both_told
from tests.ledger.units.of_holdings import OF_HOLDINGS
from tests.ledger.units.of_issuances import OF_ISSUANCES
from tests.ledger.units.of_mirrors import OF_MIRRORS
from tests.ledger.units.of_ownership import OF_OWNERSHIP
from tests.ledger.units.of_pools import OF_POOLS
from tests.ledger.units.of_serials import OF_SERIALS
from tests.ledger.units.stories import LETTERS, Story, itmos, stated, tables

STORIES = (*OF_SERIALS, *OF_OWNERSHIP, *OF_MIRRORS, *OF_ISSUANCES, *OF_HOLDINGS, *OF_POOLS)

CHECKS = checks(
    "serials",
    "numberings",
    "named blocks",
    "ownership",
    "first transfers",
    "mirrors",
    "stated holdings",
    "holdings",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What was found in the record of all stories.

    Attributes:
        findings: Each finding, with its story and the short name of its row.
        names: Story and short name of each row, by its place as text.
    """

    findings: tuple[tuple[str, str, Finding], ...]
    names: Mapping[str, tuple[str, str]]


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Told:
    """Ask every question of the record of all stories, once."""
    folder = tmp_path_factory.mktemp("units") / "stories"
    with ledger_of(folder, tables(STORIES)) as ledger:
        found = [finding for result in asked(ledger, CHECKS) for finding in result.findings]
    names = dict(_names(folder))
    return Told(
        findings=tuple((*names[str(finding.place)], finding) for finding in found), names=names
    )


def _names(folder: Path) -> Iterator[tuple[str, tuple[str, str]]]:
    """Name the rows of each story by table and order."""
    for table, letter in LETTERS.items():
        counted: dict[str, int] = {}
        with (folder / f"{table}.csv").open(encoding="utf-8", newline="") as file:
            for number, row in enumerate(csv.DictReader(file), 2):
                story = row["approach"]
                counted[story] = counted.get(story, 0) + 1
                yield f"{folder.name}/{table}:{number}", (story, f"{letter}{counted[story]}")


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.name)
def test_a_story_gives_its_findings_and_no_others(story: Story, told: Told) -> None:
    """The row that is wrong is named, with what it should have been; all others pass."""
    found: dict[str, set[str]] = {}
    for name, row, finding in told.findings:
        if name == story.name:
            found.setdefault(row, set()).add(finding.code)
    assert found == story.found
    for code, values in story.values.items():
        said = [
            {key: told.names.get(value, ("", value))[1] for key, value in finding.values.items()}
            for name, _row, finding in told.findings
            if name == story.name and finding.code == code
        ]
        assert any(values.items() <= each.items() for each in said), said


@pytest.mark.parametrize(
    "code", [name for name, code in catalogue().items() if code.chapter == "units"]
)
def test_every_code_is_provoked_by_a_story(code: str) -> None:
    """No code of the chapter goes without a story that gives it."""
    assert any(code in codes for story in STORIES for codes in story.found.values())


def test_no_sentence_is_left_unfilled(told: Told) -> None:
    """Every finding can be said in both languages."""
    for _name, _row, finding in told.findings:
        assert finding.as_record()


def test_a_clean_record_passes_every_check(tmp_path: Path) -> None:
    """Nothing is found where both sides told the same, and what is held is stated."""
    clean = {
        "credit_blocks": [block((1, 100), **itmos(1, 100)), block((101, 150), **itmos(101, 150))],
        "authorizations": [authorization(), joined()],
        "transfers": [
            *both_told("2024-05-01", units=(1, 40), block_id="B01"),
            event("retirement", "2024-06-01", units=(101, 120), purpose="NDC", use_year=2024)
            | {"using_party": "XAA"},
            event("cancellation", "2024-07-01", "XBB", units=(1, 5), purpose="OMGE"),
        ],
        "stated_holdings": [
            stated(1, 35, party="XBB", registry="XBB01", approach="jcm", **itmos(6, 40))
        ],
        "coverage": [complete(party, 2024) for party in ("XAA", "XBB")],
    }
    with ledger_of(tmp_path / "clean", clean) as ledger:
        results = {check.code: run(check, ledger) for check in CHECKS}
    assert {
        code for code, result in results.items() if result.outcome is not Outcome.PASSED
    } == set()
    assert {code for code, result in results.items() if not result.examined} == {
        "first-transfer-not-recorded",
        "stock-overdrawn",
        # Nothing is without serials, and no side is stated.
        "given-by-who-held-none",
        "side-unlike-holder",
        # Nothing was issued into the account of another Party.
        "issuance-differs",
        "issuance-not-told-by-holder",
        "issuance-not-told-by-host",
        "issuance-dates-differ",
        "issuance-authorizations-differ",
    }
