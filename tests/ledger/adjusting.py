"""Adjustments of Parties of which nothing but flows is known."""

from collections.abc import Iterable, Sequence

from reporting.accounting.account import Account, Coverage
from reporting.accounting.adjustment import AdjustmentMethod
from reporting.accounting.figure import Exact
from reporting.accounting.first_transfer import AuthorizedFor
from reporting.accounting.flows import Flow, FlowKind, gathered
from reporting.accounting.period import ElapsedBasis, Metric, NdcKind, Period, YearBasis
from reporting.accounting.settings import Settings
from reporting.accounting.statement import Statement, statement
from reporting.ledger.codes import FIRST_TRANSFERRED, USED
from tests.ledger.asking import Total

SOLD = (
    Flow(
        kind=FlowKind.FIRST_TRANSFERRED,
        authorized_for=AuthorizedFor.NDC,
        vintage=2023,
        event_year=2024,
        use_year=None,
        quantity=100,
        unknown=0,
    ),
)
BOUGHT = (
    Flow(
        kind=FlowKind.USED,
        authorized_for=None,
        vintage=2023,
        event_year=2025,
        use_year=2025,
        quantity=100,
        unknown=0,
    ),
)


def as_flows(rows: Iterable[Total], party: str) -> tuple[Flow, ...]:
    """Return what a Party first transferred and used, as the law reads it."""
    bearing = (FIRST_TRANSFERRED, USED)
    own = [row for row in rows if row["party"] == party and row["flow"] in bearing]
    return tuple(
        Flow(
            kind=FlowKind(row["flow"]),
            authorized_for=AuthorizedFor(row["authorized_for"]) if row["authorized_for"] else None,
            vintage=row["vintage"],
            event_year=row["event_year"],
            use_year=row["use_year"],
            quantity=row.tonnes,
            unknown=row.unknown,
        )
        for row in own
    )


def period(kind: NdcKind, *, last_year: int) -> Period:
    """Return a period from 2021; its last year is the target year of a single-year NDC."""
    return Period(
        first_year=2021,
        last_year=last_year,
        kind=kind,
        target_year=last_year if kind is NdcKind.SINGLE_YEAR else None,
        year_basis=YearBasis.CALENDAR,
        elapsed_basis=ElapsedBasis.SINCE_START,
        method=None,
        closed_on=None,
    )


def adjusted(flows: Sequence[Flow], over: Period, method: AdjustmentMethod) -> Exact:
    """Return the adjustments of all years of a period together."""
    lines = _statement(flows, over, method).lines
    return sum((_known(line.adjustment.value) for line in lines), 0)


def target_year(flows: Sequence[Flow], over: Period, method: AdjustmentMethod) -> Exact:
    """Return the adjustment of the NDC year."""
    return _known(_statement(flows, over, method).line(over.last_year).adjustment.value)


def _known(value: Exact | None) -> Exact:
    assert value is not None
    return value


def _statement(flows: Sequence[Flow], over: Period, method: AdjustmentMethod) -> Statement:
    account = Account(
        period=over,
        flows=gathered(
            flows,
            period=over,
            party="XAA",
            unit="t CO2 eq",
            metric=Metric.GHG,
            incomplete_years=(),
        ),
        coverage=Coverage.WHOLE_NDC,
        annual_levels={},
        trajectory={},
        target=None,
        reporting_year=over.last_year,
        settings=Settings(),
    )
    return statement(account, method)
