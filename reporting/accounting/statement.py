"""Paragraph 23: the account of a Party year by year, under one method."""

from dataclasses import dataclass

from reporting.accounting.account import Account
from reporting.accounting.adjustment import Adjustment, AdjustmentMethod
from reporting.accounting.balance import balance, total_adjustment
from reporting.accounting.citation import cites
from reporting.accounting.figure import Figure, Missing, unknown
from reporting.accounting.lines import Line, Status
from reporting.accounting.period import MethodName, Metric, YearBasis
from reporting.accounting.settings import Option, chosen_options


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """The account of a Party under one method, with the choices that bear on its figures."""

    party: str
    unit: str
    metric: Metric
    method: MethodName
    reporting_year: int
    level_provision: str
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
        level_provision=account.level_provision,
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
        average=_average(method, adjusted),
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


def _average(method: AdjustmentMethod, adjusted: Adjustment) -> Figure:
    if method.name is MethodName.AVERAGING:
        return adjusted.first_transferred - adjusted.used
    return unknown(Missing.APPLICABLE_METHOD)


def _options(account: Account, method: AdjustmentMethod) -> tuple[Option, ...]:
    bearing = {
        "dual_purpose": True,
        "omge": True,
        "fiscal_year": account.period.year_basis is not YearBasis.CALENDAR,
        "after_last_year": account.has_ended and method.name is MethodName.AVERAGING,
    }
    return tuple(each for each in chosen_options(account.settings) if bearing[each.setting])
