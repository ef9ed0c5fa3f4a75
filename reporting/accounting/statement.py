"""Paragraph 23: the account year by year, with each row's clock and provision named."""

from dataclasses import dataclass
from enum import StrEnum

from reporting.accounting.account import Account
from reporting.accounting.adjustment import Adjustment, AdjustmentMethod
from reporting.accounting.balance import balance, total_adjustment
from reporting.accounting.citation import cites
from reporting.accounting.figure import Figure, Missing, unknown
from reporting.accounting.period import MethodName, Metric, YearBasis
from reporting.accounting.settings import Option, chosen_options


class Status(StrEnum):
    """How firm a figure is: no method chosen, method chosen, period closed (paragraph 12)."""

    INDICATIVE = "indicative"
    ANNUAL = "annual"
    FINAL = "final"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row of the statement: the field of `Line`, its clock, its provision, its title."""

    field: str
    clock: str
    provision: str
    title: str


ROWS = (
    Row(
        field="annual_level",
        clock="year of the emissions or indicator",
        provision="2/CMA.3/annex/23(a)",
        title="Emissions and removals covered, or indicator",
    ),
    Row(
        field="first_transferred_by_event_year_ndc",
        clock="year of the first transfer",
        provision="2/CMA.3/annex/23(c)",
        title="First transferred, authorized for NDC use",
    ),
    Row(
        field="first_transferred_by_event_year_oimp",
        clock="year of the first transfer",
        provision="2/CMA.3/annex/23(d)",
        title="First transferred, authorized for OIMP only",
    ),
    Row(
        field="used_by_use_year",
        clock="year for which used",
        provision="2/CMA.3/annex/23(e)",
        title="Used towards the NDC",
    ),
    Row(
        field="net",
        clock="year of the first transfer; year for which used",
        provision="2/CMA.3/annex/23(f)",
        title="Net annual quantity",
    ),
    Row(
        field="cumulative",
        clock="year of the first transfer; year for which used",
        provision="2/CMA.3/annex/23(h)",
        title="Cumulative net quantity",
    ),
    Row(
        field="first_transferred_by_vintage",
        clock="year in which the outcome occurred",
        provision="2/CMA.3/annex/8(a)",
        title="First transferred, of outcomes that occurred in the year",
    ),
    Row(
        field="adjustment",
        clock="as the method says",
        provision="2/CMA.3/annex/23(g)",
        title="Corresponding adjustment, to be added",
    ),
    Row(
        field="balance",
        clock="as the method says",
        provision="2/CMA.3/annex/23(k)(i)",
        title="Emissions balance, or adjusted indicator",
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One year of the account, each figure in the unit of the statement; see `ROWS`.

    `adjustment` is signed as applied: the balance is the annual level plus the adjustment.
    """

    year: int
    annual_level: Figure
    first_transferred_by_event_year_ndc: Figure
    first_transferred_by_event_year_oimp: Figure
    used_by_use_year: Figure
    net: Figure
    cumulative: Figure
    first_transferred_by_vintage: Figure
    adjustment: Figure
    balance: Figure
    status: Status
    description: str
    provision: str

    def figure(self, field: str) -> Figure:
        """Return the figure of a row of `ROWS`."""
        value: Figure = getattr(self, field)
        return value


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """The account of a Party under one method, with the choices that bear on its figures."""

    party: str
    unit: str
    metric: Metric
    method: MethodName
    reporting_year: int
    status: Status
    lines: tuple[Line, ...]
    options: tuple[Option, ...]

    def line(self, year: int) -> Line:
        """Return the line of a year that is reported on."""
        return next(each for each in self.lines if each.year == year)


def statement(account: Account, method: AdjustmentMethod) -> Statement:
    """Return the account under a method, whether or not the Party has chosen it."""
    flows = account.flows
    return Statement(
        party=flows.party,
        unit=flows.unit,
        metric=flows.metric,
        method=method.name,
        reporting_year=account.reporting_year,
        status=status_of(account, method),
        lines=tuple(_line(account, method, year) for year in account.years),
        options=_options(account, method),
    )


@cites("2/CMA.3/annex/7", "2/CMA.3/annex/12")
def status_of(account: Account, method: AdjustmentMethod) -> Status:
    """Return how firm the figures are.

    Indicative unless this is the method the Party has chosen for the period, annual once it is,
    final only when the period is closed.
    """
    if account.period.method is not method.name:
        return Status.INDICATIVE
    return Status.FINAL if account.is_closed else Status.ANNUAL


def _line(account: Account, method: AdjustmentMethod, year: int) -> Line:
    level = account.annual_level(year)
    adjusted = _adjustment(account, method, year)
    quantities = (adjusted.first_transferred, adjusted.used)
    metric = account.flows.metric
    return Line(
        year=year,
        annual_level=level,
        first_transferred_by_event_year_ndc=account.first_transferred_in_event_year_ndc(year),
        first_transferred_by_event_year_oimp=account.first_transferred_in_event_year_oimp(year),
        used_by_use_year=account.used_for_use_year(year),
        net=account.net(year),
        cumulative=account.cumulative(year),
        first_transferred_by_vintage=account.first_transferred_of_vintage(year),
        adjustment=total_adjustment(metric, *quantities),
        balance=balance(metric, level, *quantities),
        status=status_of(account, method),
        description=adjusted.description,
        provision=adjusted.provision,
    )


def _adjustment(account: Account, method: AdjustmentMethod, year: int) -> Adjustment:
    if method.kind is account.period.kind:
        return method.adjustment(account, year)
    refused = unknown(Missing.FITTING_METHOD)
    return Adjustment(
        year=year,
        first_transferred=refused,
        used=refused,
        description="Refused: the method is for another kind of NDC.",
        provision="2/CMA.3/annex/7",
    )


def _options(account: Account, method: AdjustmentMethod) -> tuple[Option, ...]:
    bearing = {
        "dual_purpose": True,
        "omge": True,
        "fiscal_year": account.period.year_basis is not YearBasis.CALENDAR,
        "after_last_year": account.has_ended and method.name is MethodName.AVERAGING,
    }
    return tuple(each for each in chosen_options(account.settings) if bearing[each.setting])
