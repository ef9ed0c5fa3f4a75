"""Paragraphs 7 and 12: the end of the NDC implementation period."""

from dataclasses import dataclass

from reporting.accounting.account import Account
from reporting.accounting.adjustment import AdjustmentMethod, Comparison
from reporting.accounting.balance import total_adjustment
from reporting.accounting.citation import cites
from reporting.accounting.figure import Figure, Missing, total, unknown
from reporting.accounting.lines import Status
from reporting.accounting.statement import Statement, statement


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
        adjustment=_adjustment(result, comparison),
        cumulative=_cumulative(account),
        status=result.status,
    )


def _adjustment(result: Statement, comparison: Comparison) -> Figure:
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
