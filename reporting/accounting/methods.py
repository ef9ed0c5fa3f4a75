"""Paragraph 7: the three methods, looked up by the name in the data.

Single-year NDC: an indicative multi-year trajectory or budget (a)(i), the average annual amount
(a)(ii); multi-year NDC: a multi-year trajectory or budget (b).
"""

from collections.abc import Mapping
from dataclasses import dataclass

from reporting.accounting.account import Account
from reporting.accounting.adjustment import (
    Adjustment,
    AdjustmentMethod,
    Comparison,
    target_year_comparison,
)
from reporting.accounting.figure import Figure, Missing, known, total, unknown
from reporting.accounting.period import MethodName, NdcKind
from reporting.accounting.settings import cites


@cites("2/CMA.3/annex/7(a)(i)")
@dataclass(frozen=True, slots=True, kw_only=True)
class IndicativeTrajectory:
    """Adjust each year for the total first transferred and used in respect of that year.

    First transferred counts in the year in which the outcome occurred, used in the year for which
    it is used (paragraph 8). At the end the target year is compared with the target; what was
    adjusted in the other years is reported cumulatively.
    """

    name: MethodName = MethodName.TRAJECTORY
    kind: NdcKind = NdcKind.SINGLE_YEAR

    def adjustment(self, account: Account, year: int) -> Adjustment:
        """Return the total of the year: first transferred of its vintage, used for it."""
        return _of_the_year(account, year)

    def comparison(self, account: Account, balances: Mapping[int, Figure]) -> Comparison:
        """Return the comparison of the target year with the target."""
        return target_year_comparison(account, balances, "2/CMA.3/annex/7(a)(i)")


@cites("2/CMA.3/annex/7(a)(ii)")
@dataclass(frozen=True, slots=True, kw_only=True)
class Averaging:
    """Adjust each year indicatively by the cumulative amount over the number of elapsed years.

    The cumulative amount is first transferred (event year) and used (use year) up to the reporting
    year. The same average is applied to every year reported on, exactly, without rounding; in the
    NDC year the average over the whole period is applied.
    """

    name: MethodName = MethodName.AVERAGING
    kind: NdcKind = NdcKind.SINGLE_YEAR

    def adjustment(self, account: Account, year: int) -> Adjustment:
        """Return the average annual amount as it stands in the reporting year."""
        elapsed = account.elapsed()
        return Adjustment(
            year=year,
            first_transferred=account.cumulative_first_transferred().divided_by(elapsed),
            used=account.cumulative_used().divided_by(elapsed),
        )

    def comparison(self, account: Account, balances: Mapping[int, Figure]) -> Comparison:
        """Return the comparison of the NDC year, adjusted by the average, with the target."""
        return target_year_comparison(account, balances, "2/CMA.3/annex/7(a)(ii)")


@cites("2/CMA.3/annex/7(b)")
@dataclass(frozen=True, slots=True, kw_only=True)
class MultiYear:
    """Adjust each year for its total, and cumulatively at the end of the period.

    First transferred counts in the year in which the outcome occurred, used in the year for which
    it is used (paragraph 8). At the end the sum of the balances is compared with the budget.
    """

    name: MethodName = MethodName.MULTI_YEAR
    kind: NdcKind = NdcKind.MULTI_YEAR

    def adjustment(self, account: Account, year: int) -> Adjustment:
        """Return the total of the year: first transferred of its vintage, used for it."""
        return _of_the_year(account, year)

    def comparison(self, account: Account, balances: Mapping[int, Figure]) -> Comparison:
        """Return the comparison of the sum of the balances with the sum of the budget."""
        years = tuple(account.period.years)
        return Comparison(
            years=years,
            level=total(balances[year] for year in years),
            target=total(_budget(account, year) for year in years),
            provision="2/CMA.3/annex/7(b)",
        )


def _budget(account: Account, year: int) -> Figure:
    if year in account.trajectory:
        return known(account.trajectory[year])
    return unknown(Missing.BUDGET, year)


def _of_the_year(account: Account, year: int) -> Adjustment:
    return Adjustment(
        year=year,
        first_transferred=account.first_transferred_of_vintage(year),
        used=account.used_for_use_year(year),
    )


# In the order of paragraph 7, in which reports set them side by side.
METHODS: tuple[AdjustmentMethod, ...] = (IndicativeTrajectory(), Averaging(), MultiYear())


def method_named(name: MethodName) -> AdjustmentMethod:
    """Return the method of a name."""
    return next(each for each in METHODS if each.name == name)


@cites("2/CMA.3/annex/7(a)", "2/CMA.3/annex/7(b)")
def methods_for(kind: NdcKind) -> tuple[AdjustmentMethod, ...]:
    """Return the methods paragraph 7 offers for a kind of NDC: two for a single year, else one."""
    return tuple(each for each in METHODS if each.kind is kind)
