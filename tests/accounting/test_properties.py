"""What holds of every account, whatever was first transferred and used."""

from fractions import Fraction
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporting.accounting.adjustment import AdjustmentMethod
from reporting.accounting.figure import Figure, known, total
from reporting.accounting.first_transfer import AuthorizedFor
from reporting.accounting.flows import Flow, FlowKind
from reporting.accounting.lines import ROWS
from reporting.accounting.methods import METHODS, Averaging, IndicativeTrajectory, MultiYear
from reporting.accounting.period import ElapsedBasis, Metric, NdcKind
from reporting.accounting.statement import Statement, closing, statement
from tests.accounting.strategies import (
    ELAPSED,
    FIRST_TRANSFERS,
    FLOWS,
    LAST,
    METRICS,
    QUANTITIES,
    USES,
    YEARS,
    account,
    first_transferred,
    used,
)

ANNUAL = (IndicativeTrajectory(), MultiYear())
every_method = pytest.mark.parametrize("method", METHODS, ids=lambda each: each.name)
annual_method = pytest.mark.parametrize("method", ANNUAL, ids=lambda each: each.name)


def _result(rows: list[Flow], method: AdjustmentMethod, metric: Metric = Metric.GHG) -> Statement:
    return statement(account(rows, method.kind, metric=metric), method)


def _sum(rows: list[Flow], kind: FlowKind) -> Fraction:
    return Fraction(sum(each.quantity for each in rows if each.kind is kind))


def _values(result: Statement) -> list[Fraction]:
    figures = [line.balance for line in result.lines]
    return [Fraction(each.value) for each in figures if each.value is not None]


@given(FLOWS, ELAPSED, YEARS)
def test_average_times_elapsed_years_is_the_cumulative_amount(
    rows: list[Flow], basis: ElapsedBasis, reporting_year: int
) -> None:
    """Nothing is lost in the division, in whatever year one reports (paragraph 7(a)(ii))."""
    case = account(rows, NdcKind.SINGLE_YEAR, elapsed_basis=basis, reporting_year=reporting_year)
    last = statement(case, Averaging()).line(reporting_year)
    years = case.elapsed().value
    assert years
    assert total([last.average] * int(years)) == last.cumulative


@annual_method
@given(rows=FLOWS)
def test_annual_adjustments_add_up(method: AdjustmentMethod, rows: list[Flow]) -> None:
    """Over the period they come to first transferred minus used (paragraphs 7(a)(i) and 7(b))."""
    result = _result(rows, method)
    net = _sum(rows, FlowKind.FIRST_TRANSFERRED) - _sum(rows, FlowKind.USED)
    assert total(line.adjustment for line in result.lines) == known(net)


@every_method
@given(rows=FLOWS, metric=METRICS)
def test_balance_is_level_plus_adjustment(
    method: AdjustmentMethod, rows: list[Flow], metric: Metric
) -> None:
    """The adjustment is signed as applied, in either metric (paragraphs 8 and 9)."""
    for line in _result(rows, method, metric).lines:
        assert line.balance == line.annual_level + line.adjustment


@annual_method
@given(transfers=st.lists(st.tuples(QUANTITIES, YEARS, YEARS, YEARS), max_size=6))
def test_host_and_buyer_cancel(
    method: AdjustmentMethod, transfers: list[tuple[int, int, int, int]]
) -> None:
    """What the host first transferred and the buyer used all of sums to nought."""
    sold = [first_transferred(quantity, vintage, year) for quantity, vintage, year, _ in transfers]
    bought = [used(quantity, vintage, year) for quantity, vintage, _, year in transfers]
    host, buyer = _result(sold, method), _result(bought, method)
    lines = [*host.lines, *buyer.lines]
    assert total(line.adjustment for line in lines) == known(0)
    ends = [closing(account(rows, NdcKind.MULTI_YEAR), MultiYear()) for rows in (sold, bought)]
    assert total(each.adjustment for each in ends) == known(0)


@every_method
@given(rows=FLOWS, more=FIRST_TRANSFERS)
def test_more_first_transferred_never_lowers_the_balance(
    method: AdjustmentMethod, rows: list[Flow], more: Flow
) -> None:
    """A host never looks better for selling; a non-GHG indicator never higher."""
    before, after = _result(rows, method), _result([*rows, more], method)
    assert all(a >= b for a, b in zip(_values(after), _values(before), strict=True))
    assert (sum(_values(after)) > sum(_values(before))) == (more.quantity > 0)
    before = _result(rows, method, Metric.NON_GHG)
    after = _result([*rows, more], method, Metric.NON_GHG)
    assert all(a <= b for a, b in zip(_values(after), _values(before), strict=True))


@every_method
@given(rows=FLOWS, more=USES)
def test_more_used_never_raises_the_balance(
    method: AdjustmentMethod, rows: list[Flow], more: Flow
) -> None:
    """What is used is subtracted."""
    before, after = _result(rows, method), _result([*rows, more], method)
    assert all(a <= b for a, b in zip(_values(after), _values(before), strict=True))


@every_method
@given(rows=FLOWS, seed=st.integers())
def test_order_and_parts_change_nothing(
    method: AdjustmentMethod, rows: list[Flow], seed: int
) -> None:
    """The order of flows, and a flow told in two parts, change no figure."""
    parts = [
        Flow(
            kind=each.kind,
            authorized_for=each.authorized_for,
            vintage=each.vintage,
            event_year=each.event_year,
            use_year=each.use_year,
            quantity=part,
            unknown=0,
        )
        for each in rows
        for part in (each.quantity // 3, each.quantity - each.quantity // 3)
    ]
    Random(seed).shuffle(parts)  # noqa: S311 - an order, not a secret
    assert _result(parts, method) == _result(rows, method)


@given(FLOWS)
def test_both_clocks_hold_the_same_population(rows: list[Flow]) -> None:
    """By event year or by vintage, what was first transferred is the same in all."""
    result = _result(rows, IndicativeTrajectory())
    by_event = total(
        figure
        for line in result.lines
        for figure in (
            line.first_transferred_by_event_year_ndc,
            line.first_transferred_by_event_year_oimp,
        )
    )
    assert by_event == total(line.first_transferred_by_vintage for line in result.lines)


@every_method
@given(rows=FLOWS, vintage=YEARS, event_year=YEARS, oimp=st.booleans())
def test_an_unknown_quantity_is_never_nought(
    method: AdjustmentMethod,
    rows: list[Flow],
    vintage: int,
    event_year: int,
    oimp: bool,  # noqa: FBT001 - hypothesis passes by name
) -> None:
    """With one flow of unknown quantity a figure is what it was without it, or empty."""
    purpose = AuthorizedFor.OIMP if oimp else AuthorizedFor.NDC
    hidden = first_transferred(0, vintage, event_year, purpose, unknown=1)
    without, with_it = _result(rows, method), _result([*rows, hidden], method)
    for before, after in zip(without.lines, with_it.lines, strict=True):
        for row in ROWS:
            assert after.figure(row).value in {None, before.figure(row).value}
    assert with_it.line(vintage).first_transferred_by_vintage.value is None
    assert with_it.line(event_year).net.value is None
    concerned = with_it.line(LAST if method.name == "averaging" else vintage)
    assert concerned.balance.value is None


@given(FLOWS)
def test_the_cumulative_amount_is_the_same_under_every_method(rows: list[Flow]) -> None:
    """Methods differ in what they compare, not in what was first transferred and used."""
    ends: list[Figure] = [closing(account(rows, each.kind), each).cumulative for each in METHODS]
    assert len(set(ends)) == 1
