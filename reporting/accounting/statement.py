"""Paragraphs 8 to 10, 12 and 23: the account of a Party year by year, under one method.

The emissions balance or adjusted indicator of each year, the comparison at the end of the NDC
implementation period, and the figures published before, which change with later events until they
are final.
"""

from dataclasses import dataclass

from reporting.accounting.account import Account
from reporting.accounting.adjustment import Adjustment, AdjustmentMethod, Comparison
from reporting.accounting.figure import Figure, Missing, known, total, unknown
from reporting.accounting.lines import ROWS, Line, Status
from reporting.accounting.period import MethodName, Metric, YearBasis
from reporting.accounting.settings import Option, chosen_options, cites


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
        first_transferred_by_event_year_oimp=account.in_row_23d(year),
        used_by_use_year=account.used_for_use_year(year),
        net=account.net(year),
        cumulative=account.cumulative(year),
        first_transferred_by_vintage=account.first_transferred_of_vintage(year),
        average=_average(method, adjusted),
        adjustment=total_adjustment(metric, *quantities),
        balance=balance(metric, level, *quantities),
        status=status_of(account, method),
    )


def _adjustment(account: Account, method: AdjustmentMethod, year: int) -> Adjustment:
    # Paragraph 7 offers each method for one kind of NDC; the figures of another would look like any
    # others.
    if method.kind is account.period.kind:
        return method.adjustment(account, year)
    refused = unknown(Missing.FITTING_METHOD)
    return Adjustment(
        year=year,
        first_transferred=refused,
        used=refused,
    )


def _average(method: AdjustmentMethod, adjusted: Adjustment) -> Figure:
    if method.name is MethodName.AVERAGING:
        return adjusted.first_transferred - adjusted.used
    return unknown(Missing.APPLICABLE_METHOD)


def _options(account: Account, method: AdjustmentMethod) -> tuple[Option, ...]:
    # Others have shaped the flows already, whatever the method.
    is_average = method.name is MethodName.AVERAGING and method.kind is account.period.kind
    bearing = {
        "fiscal_year": account.period.year_basis is not YearBasis.CALENDAR,
        "average_sums": is_average and account.has_events_beyond,
        "after_last_year": is_average and account.has_ended,
    }
    return tuple(
        each for each in chosen_options(account.settings) if bearing.get(each.setting, False)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Closing:
    """The close of a period under one method, in the unit of the flows.

    Attributes:
        comparison: What is compared with what.
        difference: Level minus target; for emissions, nought or less keeps the target.
        adjustment: The adjustment contained in the level compared.
        cumulative: What the whole period's first transfers and uses come to, signed as applied:
            the same under every method, while `adjustment` is not.
        status: Final only when the period is closed.
    """

    comparison: Comparison
    difference: Figure
    adjustment: Figure
    cumulative: Figure
    status: Status


@cites("2/CMA.3/annex/7(a)(i)", "2/CMA.3/annex/7(a)(ii)", "2/CMA.3/annex/7(b)")
def closing(account: Account, method: AdjustmentMethod) -> Closing:
    """Return the close of the period; without figures while the period has not ended."""
    result = statement(account, method)
    if not account.has_ended:
        return _not_ended(account, method, result.status)
    comparison = method.comparison(account, {line.year: line.balance for line in result.lines})
    return Closing(
        comparison=comparison,
        difference=comparison.level - comparison.target,
        adjustment=_closing_adjustment(result, comparison),
        cumulative=_cumulative(account),
        status=result.status,
    )


def _closing_adjustment(result: Statement, comparison: Comparison) -> Figure:
    if not comparison.years:
        return unknown(Missing.TARGET_YEAR)
    return total(result.line(year).adjustment for year in comparison.years)


def _cumulative(account: Account) -> Figure:
    years = account.period.years
    return total_adjustment(
        account.flows.metric,
        total(account.first_transferred_of_vintage(year) for year in years),
        total(account.used_for_use_year(year) for year in years),
    )


def _not_ended(account: Account, method: AdjustmentMethod, status: Status) -> Closing:
    last = account.period.last_year
    nothing = unknown(Missing.PERIOD_END, last)
    balances = dict.fromkeys(account.period.years, nothing)
    return Closing(
        comparison=method.comparison(account, balances),
        difference=nothing,
        adjustment=nothing,
        cumulative=nothing,
        status=status,
    )


@cites("2/CMA.3/annex/8", "2/CMA.3/annex/8(a)", "2/CMA.3/annex/8(b)", "2/CMA.3/annex/10")
def emissions_balance(emissions: Figure, first_transferred: Figure, used: Figure) -> Figure:
    """Return the emissions balance of one year, in the unit of the emissions (t CO2 eq).

    Covered emissions and removals, with (a) the ITMOs authorized and first transferred added and
    (b) the ITMOs used subtracted. For an NDC of policies and measures (10) the emissions are those
    of the affected categories. Unknown if any of the three is.
    """
    # 8(a) adds: who sells has more to answer for. Workbooks that subtract let a host look better
    # for selling.
    added = emissions + first_transferred
    return added - used


@cites("2/CMA.3/annex/9", "2/CMA.3/annex/9(a)", "2/CMA.3/annex/9(b)")
def adjusted_indicator(indicator: Figure, first_transferred: Figure, used: Figure) -> Figure:
    """Return the adjusted non-GHG indicator of one year, in its unit; the signs are the reverse.

    (a) the ITMOs authorized and first transferred are subtracted, (b) the ITMOs used are added.
    """
    subtracted = indicator - first_transferred
    return subtracted + used


@cites("2/CMA.3/annex/23(k)(i)", "2/CMA.3/annex/23(k)(ii)", "18/CMA.1/annex/77(d)(ii)")
def balance(metric: Metric, level: Figure, first_transferred: Figure, used: Figure) -> Figure:
    """Return the balance of a GHG metric, the adjusted indicator of any other."""
    if metric is Metric.GHG:
        return emissions_balance(level, first_transferred, used)
    return adjusted_indicator(level, first_transferred, used)


@cites("2/CMA.3/annex/23(g)")
def total_adjustment(metric: Metric, first_transferred: Figure, used: Figure) -> Figure:
    """Return the adjustment as applied: what is added to the level to give the balance."""
    return balance(metric, known(0), first_transferred, used)


@dataclass(frozen=True, slots=True, kw_only=True)
class Restated:
    """A published figure that the record no longer gives.

    Attributes:
        year: The year of the line.
        row: The row, a field of `Line`.
        published: The figure as published.
        now: The figure as it would be now.
        difference: Now minus published; unknown if either is.
        is_final: Whether the published figure is final and therefore stands; the difference is
            then something to explain, not to restate.
    """

    year: int
    row: str
    published: Figure
    now: Figure
    difference: Figure
    is_final: bool


@cites("2/CMA.3/annex/12")
def restatement(published: Statement, now: Statement) -> tuple[Restated, ...]:
    """Return what changes in the published years, by year and row; new years are no restatement.

    Raises:
        ValueError: if the two are not the account of one Party under one method in one unit.
    """
    if _identity(published) != _identity(now):
        msg = f"{_identity(published)} cannot be restated as {_identity(now)}"
        raise ValueError(msg)
    return tuple(
        change for line in published.lines for change in _changes(line, now.line(line.year))
    )


def _changes(published: Line, now: Line) -> tuple[Restated, ...]:
    return tuple(
        Restated(
            year=published.year,
            row=row,
            published=published.figure(row),
            now=now.figure(row),
            difference=now.figure(row) - published.figure(row),
            is_final=published.status is Status.FINAL,
        )
        for row in ROWS
        # By value: a figure that is missing for another reason is no other figure.
        if published.figure(row).value != now.figure(row).value
    )


def _identity(result: Statement) -> tuple[str, ...]:
    return (result.party, result.unit, result.metric, result.method)
