"""Made-up flows and accounts for the property tests; every year lies in 2021 to 2024."""

from collections.abc import Iterable

from hypothesis import strategies as st

from reporting.accounting.account import Account, Coverage
from reporting.accounting.first_transfer import AuthorizedFor
from reporting.accounting.flows import Flow, FlowKind, gathered
from reporting.accounting.period import ElapsedBasis, Metric, NdcKind, Period
from reporting.accounting.settings import Settings

FIRST, LAST = 2021, 2024
YEARS = st.integers(FIRST, LAST)
QUANTITIES = st.integers(0, 10**18)
ELAPSED = st.sampled_from(ElapsedBasis)
METRICS = st.sampled_from(Metric)


def first_transferred(
    quantity: int,
    vintage: int,
    event_year: int,
    purpose: AuthorizedFor = AuthorizedFor.NDC,
    unknown: int = 0,
) -> Flow:
    """Return a first transfer."""
    return Flow(
        kind=FlowKind.FIRST_TRANSFERRED,
        authorized_for=purpose,
        vintage=vintage,
        event_year=event_year,
        use_year=None,
        quantity=quantity,
        unknown=unknown,
    )


def used(quantity: int, vintage: int, use_year: int, unknown: int = 0) -> Flow:
    """Return a use towards the NDC."""
    return Flow(
        kind=FlowKind.USED,
        authorized_for=None,
        vintage=vintage,
        event_year=None,
        use_year=use_year,
        quantity=quantity,
        unknown=unknown,
    )


FIRST_TRANSFERS = st.builds(
    first_transferred, QUANTITIES, YEARS, YEARS, st.sampled_from(AuthorizedFor)
)
USES = st.builds(used, QUANTITIES, YEARS, YEARS)
FLOWS = st.lists(st.one_of(FIRST_TRANSFERS, USES), max_size=8)


def account(
    rows: Iterable[Flow],
    kind: NdcKind,
    *,
    metric: Metric = Metric.GHG,
    elapsed_basis: ElapsedBasis = ElapsedBasis.SINCE_START,
    reporting_year: int = LAST,
) -> Account:
    """Return an account of the made-up period, with the same level every year."""
    period = Period(
        first_year=FIRST,
        last_year=LAST,
        kind=kind,
        target_year=LAST if kind is NdcKind.SINGLE_YEAR else None,
        year_basis=None,
        elapsed_basis=elapsed_basis,
        method=None,
        closed_on=None,
    )
    flows = gathered(
        rows, period=period, party="XAA", unit="unit", metric=metric, incomplete_years=()
    )
    return Account(
        period=period,
        flows=flows,
        coverage=Coverage.WHOLE_NDC,
        annual_levels=dict.fromkeys(period.years, 10**12),
        trajectory=dict.fromkeys(period.years, 10**12),
        target=10**12,
        reporting_year=reporting_year,
        settings=Settings(),
    )
