"""No single change by which a unit counts twice escapes the checks; a clean record fails none.

All changes of all rows are asked about at once: each mutant is a record of its own beside the
others.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

import pytest

from reporting.accounting.settings import Settings
from reporting.findings import Place, Severity, catalogue
from reporting.ledger import checks
from reporting.ledger.checks import ALL, run
from reporting.ledger.engines import engine
from reporting.packages import Package, open_package
from tests.depth import DEPTH
from tests.ledger.changing import drawn
from tests.ledger.clean_records import rich, tanzania
from tests.ledger.comparing import replayed, side_by_side
from tests.ledger.mutants import WITHOUT_SERIALS, Mutant, mutants
from tests.ledger.two_sides import two_sided
from tests.oracle import Row, Tables
from tests.oracle.strategies import clean_ledgers
from tests.shared import ROOT

FEW, MANY = 12, 100
SIZES = [FEW, pytest.param(MANY * DEPTH, marks=pytest.mark.proof)]
IDENTITIES = ("block_id", "transfer_id", "corrects")

CLEAN = "none"
FOUND_BY = {
    "issued again": "issued-twice",
    "issued in the other registry, too": "issued-twice",
    "begins one unit too far": "issued-twice",
    "ends one unit too far": "issued-twice",
    "received as a block, never sent": "acquisition-without-transfer",
    "received, never sent": "acquisition-without-transfer",
    "claimed by the host, too": "claimed-by-both",
    "sent to two": "moved-by-another",
    "received by two": "moved-by-another",
    "used by who sent it": "moved-by-another",
    "cancelled by who sent it": "moved-by-another",
    "used for another year": "used-twice",
    "used by another, too": "used-twice",
    "sent after its end": "used-twice",
    "cancelled after its end": "used-twice",
    "told again": "action-reported-twice",
    "told again, of units alone": "action-reported-twice",
    "told again, of ITMOs alone": "action-reported-twice",
}
IN_TOTAL = "closing-differs"  # finds most of them, but says of no unit what is wrong
Told = tuple[Mutant, set[str]]


def copies(ledgers: Sequence[Tables]) -> tuple[dict[str, list[Row]], dict[Place, int]]:
    """Put records beside each other in few packages; return them and whose each row is."""
    together: dict[str, list[Row]] = {}
    whose: dict[Place, int] = {}
    for name, rows in side_by_side(ledgers).items():
        together[name] = []
        counted: Counter[str] = Counter()
        for one in sorted(rows, key=_package):
            package, number = _package(one)
            counted[package] += 1
            row = counted[package] + 1
            ids = {key: f"{one[key]}.{number}" for key in IDENTITIES if one.get(key)}
            together[name].append({**one, **ids, "_package": package, "_row": row})
            whose[Place(package=package, table=name, row=row)] = number
    return together, whose


def _package(one: Row) -> tuple[str, int]:
    package, number = str(one["_package"]).rsplit(".", 1)
    return package, int(number)


def findings(ledgers: Sequence[Tables]) -> dict[int, set[str]]:
    """Return for each record what the checks found, errors and reasons not to judge."""
    like, _findings = open_package(ROOT / "data" / "article6")
    assert isinstance(like, Package)
    tables, whose = copies(ledgers)
    found: dict[int, set[str]] = {number: set() for number in range(len(ledgers))}
    with engine() as running, pytest.MonkeyPatch.context() as patched:
        patched.setattr(checks, "MOST_FINDINGS", 10**6)
        replay = replayed(running, tables, like, Settings())
        for check in ALL:
            for finding in run(check, replay).findings:
                found[whose[replace(finding.place, field="")]].add(finding.code)
    return found


def errors(codes: Iterable[str]) -> set[str]:
    """Keep the codes that stop a publication."""
    return {code for code in codes if catalogue()[code].severity is Severity.ERROR}


@pytest.fixture(scope="module", params=SIZES)
def told(request: pytest.FixtureRequest) -> list[Told]:
    """Every record, as it is and with each change, with what the checks found."""
    made = (two_sided(tables) for tables in drawn(clean_ledgers(), request.param))
    clean = [rich(), tanzania(), *filter(has_serials, made)]
    every = [Mutant(change=CLEAN, tables=tables) for tables in clean]
    every += [mutant for tables in clean for mutant in mutants(tables)]
    found = findings([each.tables for each in every])
    return [(mutant, found[number]) for number, mutant in enumerate(every)]


def has_serials(tables: Tables) -> bool:
    """Tell whether every block of a record has serials."""
    return all(one["first_unit"] or one["first_itmo"] for one in tables["credit_blocks"])


def test_a_clean_record_fails_no_check(told: list[Told]) -> None:
    """Both Parties told everything, completely: there is nothing to say."""
    clean = [(mutant, errors(codes)) for mutant, codes in told if mutant.change == CLEAN]
    assert len(clean) > 2
    assert [(mutant.tables, codes) for mutant, codes in clean if codes] == []


def test_each_change_that_counts_a_unit_twice_is_found(told: list[Told]) -> None:
    """By a check that names the row, and where one check is meant for the change, by that one."""
    missed = [
        (mutant.change, mutant.of, codes, mutant.tables)
        for mutant, codes in told
        if mutant.change not in (CLEAN, WITHOUT_SERIALS)
        and not _is_found(errors(codes) - {IN_TOTAL}, FOUND_BY.get(mutant.change))
    ]
    assert missed == []
    assert {mutant.change for mutant, _codes in told} > FOUND_BY.keys()


def _is_found(codes: set[str], code: str | None) -> bool:
    return code in codes if code else bool(codes)


def test_what_is_told_again_without_serials_is_found_or_cannot_be_verified(
    told: list[Told],
) -> None:
    """A row without serials is never silently accepted beside those that have them."""
    silent = [codes for mutant, codes in told if mutant.change == WITHOUT_SERIALS]
    assert silent
    assert all("serials-unknown" in codes for codes in silent)


def test_shifting_a_block_of_tanzania_by_one_unit_is_found_by_row(told: list[Told]) -> None:
    """7756 written as 7755: the unit is issued twice."""
    shifted = [
        codes
        for mutant, codes in told
        if (mutant.change, mutant.of) == ("begins one unit too far", "28108-02")
    ]
    assert [errors(codes) for codes in shifted] == [{"issued-twice", IN_TOTAL}]
