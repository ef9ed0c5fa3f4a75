"""The plain replay, unit by unit, answers each case as it was worked out by hand."""

from decimal import Decimal
from fractions import Fraction

import pytest

from tests.oracle import Settings, Tables, first_transfers, flows, holdings, row, statuses
from tests.oracle.tables import COLUMNS, by_version
from tests.worked_examples.alike import Row, alike
from tests.worked_examples.loading import Case, cases, completed

CASES = cases()
OF_MANY_UNITS = "d31-tanzania"
"""Its 150,000 units take the plain replay ten seconds a question; the ledger is asked each time."""

each_case = pytest.mark.parametrize(
    "case",
    [
        pytest.param(case, marks=pytest.mark.proof if case.name == OF_MANY_UNITS else ())
        for case in CASES
    ],
    ids=lambda case: case.name,
)


@each_case
def test_first_transfers(case: Case) -> None:
    """All first transfers of a case, and no other."""
    found = [_as_row(one) for one in first_transfers(_tables(case), Settings(**case.settings))]
    assert alike(found, case.expected["first_transfers"])


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_statuses(case: Case) -> None:
    """What the units are on a day."""
    for on, expected in case.expected.get("statuses", {}).items():
        found = [_as_row(one) for one in statuses(_tables(case), on, Settings(**case.settings))]
        assert alike(found, expected), on


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_holdings(case: Case) -> None:
    """What a Party holds at the end of a day."""
    tables, settings = _tables(case), Settings(**case.settings)
    for party, days in case.expected.get("holdings", {}).items():
        for on, expected in days.items():
            told = holdings(tables, on, settings)
            found = [_as_row(one) for one in told if one.party == party]
            assert alike(found, expected), (party, on)


@each_case
def test_flows(case: Case) -> None:
    """What a Party first transferred and used, as it counts for that Party."""
    told = [_as_row(one) for one in flows(_tables(case), Settings(**case.settings))]
    for party, kinds in case.expected["flows"].items():
        for kind, expected in kinds.items():
            found = [each for each in told if (each["party"], each["flow"]) == (party, kind)]
            assert alike(found, expected), (party, kind)


def _as_row(one: object) -> Row:
    """Return a result with the names of the cases."""
    cells = {name: getattr(one, name) for name in one.__slots__}  # type: ignore[attr-defined]
    if "first" in cells:
        kind = "itmo" if cells["line"] == "itmo" else "unit"
        cells |= {f"first_{kind}": cells["first"], f"last_{kind}": cells["last"]}
    return cells


def _tables(case: Case) -> Tables:
    """Return a case as the oracle reads it."""
    return {
        table: [
            row(table, **{name: _value(each[name]) for name in each}, _row=number)
            for number, each in enumerate(rows, 1)
        ]
        for table, rows in by_version(completed(case)).items()
        if table in COLUMNS
    }


def _value(value: object) -> object:
    return Fraction(value) if isinstance(value, Decimal) else value
