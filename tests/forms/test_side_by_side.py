"""Two methods side by side, and two answers: recounted from the ledger and from the balance."""

from dataclasses import replace
from decimal import Decimal

import pytest

from reporting.accounting.lines import ROWS
from reporting.accounting.period import MethodName
from reporting.accounting.statement import statement
from reporting.forms.queries.accounts import BalanceRequest, flows_of, party_accounts
from reporting.forms.queries.balance import balance
from reporting.forms.queries.ndc import ndcs_of
from reporting.forms.queries.side_by_side import (
    ComparedMethods,
    compared_answers,
    compared_methods,
)
from reporting.ledger.ledger import Ledger
from tests.forms.reading import rows

TRAJECTORY, AVERAGING = MethodName.TRAJECTORY, MethodName.AVERAGING


def test_both_methods_are_sums_of_the_same_flows(example: Ledger) -> None:
    """A trajectory takes each year's own first transfers, averaging a fifth of all in each."""
    [compared] = compared_methods(example, "XAA")
    assert compared.methods == (TRAJECTORY, AVERAGING)
    assert (compared.chosen, compared.elapsed) == (AVERAGING, None)
    request = BalanceRequest(ndc=compared.ndc)
    cutoff = party_accounts(example, request).cutoff
    flows = [
        each
        for each in flows_of(example.up_to(cutoff), "XAA")
        if each.flow == "first_transferred" and each.metric == "ghg"
    ]
    years = range(2021, 2026)
    by_vintage = [sum(each.tonnes for each in flows if each.vintage == year) for year in years]
    average = Decimal(sum(each.tonnes for each in flows if each.event_year in years)) / 5
    assert len({*by_vintage}) > 1
    assert [amounts for _, amounts in compared.years] == [
        (Decimal(vintage), average) for vintage in by_vintage
    ]


def test_what_is_used_is_subtracted_and_an_indicator_goes_the_other_way(example: Ledger) -> None:
    """Of several years there is one method; each adjustment is that of the balance."""
    emissions, indicator = compared_methods(example, "XBB")
    assert emissions.methods == indicator.methods == (MethodName.MULTI_YEAR,)
    report = balance(example, BalanceRequest(ndc=emissions.ndc))
    for compared, table in zip((emissions, indicator), report.tables, strict=False):
        told = [row["adjustment"].value for row in rows(table)]
        assert [amounts for _, amounts in compared.years] == [(each,) for each in told]
    assert min(_known(emissions)) < 0 < max(_known(indicator))


def test_a_method_that_is_not_the_one_of_the_ndc_says_on_what_it_rests(example: Ledger) -> None:
    """XCC names no elapsed basis: one is taken for averaging, and said."""
    [compared] = compared_methods(example, "XCC")
    assert (compared.chosen, compared.elapsed) == (TRAJECTORY, "since_start")
    assert sum(_known(compared, 0)) == sum(_known(compared, 1)) < 0


def _known(compared: ComparedMethods, at: int = 0) -> list[Decimal]:
    """Return what is adjusted under one method in each year of which it is known."""
    return [amounts[at] or Decimal(0) for _, amounts in compared.years if amounts[at] is not None]


@pytest.mark.parametrize("setting", ["dual_purpose", "row_23d"])
def test_the_other_answer_is_what_a_record_under_it_says(example: Ledger, setting: str) -> None:
    """What differs is what the balance of a ledger with the other answer says elsewhere."""
    [compared] = compared_answers(example, "XAA", (setting,))
    request = BalanceRequest(ndc=ndcs_of(example, "XAA")[0])
    taken = _balance(example, request)
    with example.under(replace(example.readings, always={setting: compared.other})) as other:
        others = _balance(other, request)
    assert {
        (each.address.column, int(each.address.row.split()[1])): (each.before, each.after)
        for each in compared.differing
    } == {
        where: (str(value), str(others[where]))
        for where, value in taken.items()
        if others[where] != value
    }
    assert compared.differing
    figures = [*compared.figures]
    assert [each.column for each in figures] == sorted((x.column for x in figures), key=ROWS.index)
    assert {each.amounts for each in figures} == {(x.before, x.after) for x in compared.differing}


def _balance(ledger: Ledger, request: BalanceRequest) -> dict[tuple[str, int], object]:
    [(_, sources)] = party_accounts(ledger, request).measured
    [method] = party_accounts(ledger, request).methods
    return {
        (name, line.year): line.figure(name).value
        for line in statement(sources.account, method).lines
        for name in ROWS
    }
