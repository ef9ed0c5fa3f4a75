"""Paragraph 7(b): multi-year NDC with a multi-year trajectory or budget."""

from collections.abc import Mapping
from dataclasses import dataclass

from reporting.accounting.account import Account
from reporting.accounting.adjustment import Adjustment, Comparison
from reporting.accounting.citation import cites
from reporting.accounting.figure import Figure, Missing, known, total, unknown
from reporting.accounting.period import MethodName, NdcKind


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
        return Adjustment(
            year=year,
            first_transferred=account.first_transferred_of_vintage(year),
            used=account.used_for_use_year(year),
            description=f"Total first transferred of vintage {year} and used for {year}.",
            provision="2/CMA.3/annex/7(b)",
        )

    def comparison(self, account: Account, balances: Mapping[int, Figure]) -> Comparison:
        """Return the comparison of the sum of the balances with the sum of the budget."""
        years = tuple(account.period.years)
        return Comparison(
            years=years,
            level=total(balances[year] for year in years),
            target=total(_budget(account, year) for year in years),
            description="The sum of all balances of the period with the multi-year budget.",
            provision="2/CMA.3/annex/7(b)",
        )


def _budget(account: Account, year: int) -> Figure:
    if year in account.trajectory:
        return known(account.trajectory[year])
    return unknown(Missing.BUDGET, year)
