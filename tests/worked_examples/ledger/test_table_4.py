"""The cells of CTF Table 4 that were worked out by hand agree with the flows of their case.

The sums are written out here once more, plainly: 2/CMA.3 annex, paras. 7, 8 and 23.
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import accumulate
from typing import Any

import pytest

from tests.worked_examples.loading import Case, cases

Summary = Mapping[str, Any]
SUMMARIES = [
    pytest.param(case, party, id=f"{case.name} {party}")
    for case in cases()
    for party in case.expected.get("ctf_table_4", {})
]


@pytest.mark.parametrize(("case", "party"), SUMMARIES)
def test_annual_rows_are_the_flows(case: Case, party: str) -> None:
    """23(c) and (d) by the year of the first transfer, (e) by the year of use, then (f) and (h)."""
    summary = case.expected["ctf_table_4"][party]
    years, rows = summary["years"], summary["rows"]
    transferred = case.expected["flows"][party]["first_transferred"]
    for_ndcs = [row for row in transferred if row["authorized_for"] != "OIMP"]
    for_others = [row for row in transferred if row["authorized_for"] == "OIMP"]
    assert rows["23(c)"] == _by(years, "event_year", for_ndcs)
    assert rows["23(d)"] == _by(years, "event_year", for_others)
    assert rows["23(e)"] == _by(years, "use_year", case.expected["flows"][party]["used"])
    columns = zip(rows["23(c)"], rows["23(d)"], rows["23(e)"], strict=True)
    assert rows["23(f)"] == [ndc + others - used for ndc, others, used in columns]
    assert rows["23(h)"] == [*accumulate(rows["23(f)"])]


@pytest.mark.parametrize(("case", "party"), SUMMARIES)
def test_adjustments_follow_their_method(case: Case, party: str) -> None:
    """Averaging: the cumulative amount by elapsed years; the others: vintage less year of use."""
    summary = case.expected["ctf_table_4"][party]
    years, averaging = summary["years"], summary["averaging"]
    assert averaging["elapsed_years"] == summary["reported_through"] - 2021 + 1 == len(years)
    average = Fraction(summary["rows"]["23(h)"][-1], averaging["elapsed_years"])
    assert Fraction(averaging["average"]) == average
    assert _exact(averaging["23(g)"]) == [average] * len(years)
    occurred = _by(years, "vintage", case.expected["flows"][party]["first_transferred"])
    used = summary["rows"]["23(e)"]
    by_year = [one - other for one, other in zip(occurred, used, strict=True)]
    assert summary["trajectory"]["23(g)"] == summary["multi_year"]["23(g)"] == by_year


@pytest.mark.parametrize(("case", "party"), SUMMARIES)
def test_a_balance_is_emissions_and_adjustment(case: Case, party: str) -> None:
    """2/CMA.3 annex, para. 8: what was first transferred is added, what was used subtracted."""
    summary = case.expected["ctf_table_4"][party]
    emissions = {
        row["year"]: row["emissions"]
        for row in case.tables["covered_emissions"]
        if row["party"] == party
    }
    for method in ("averaging", "trajectory", "multi_year"):
        adjusted = zip(summary["years"], _exact(summary[method]["23(g)"]), strict=True)
        balances = [emissions[year] + adjustment for year, adjustment in adjusted]
        assert _exact(summary[method]["balance"]) == balances


def _by(years: Sequence[int], clock: str, rows: Sequence[Mapping[str, Any]]) -> list[int]:
    return [sum(row["quantity"] for row in rows if row[clock] == year) for year in years]


def _exact(values: Sequence[int | str]) -> list[Fraction]:
    return [Fraction(value) for value in values]
