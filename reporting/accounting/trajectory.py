"""Paragraph 7(a)(i): single-year NDC with an indicative multi-year trajectory or budget."""

from collections.abc import Mapping
from dataclasses import dataclass

from reporting.accounting.account import Account
from reporting.accounting.adjustment import Adjustment, Comparison, target_year_comparison
from reporting.accounting.citation import cites
from reporting.accounting.figure import Figure
from reporting.accounting.period import MethodName, NdcKind


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
        return Adjustment(
            year=year,
            first_transferred=account.first_transferred_of_vintage(year),
            used=account.used_for_use_year(year),
            description=f"Total first transferred of vintage {year} and used for {year}.",
            provision="2/CMA.3/annex/7(a)(i)",
        )

    def comparison(self, account: Account, balances: Mapping[int, Figure]) -> Comparison:
        """Return the comparison of the target year with the target."""
        return target_year_comparison(
            account,
            balances,
            description="The target year, adjusted for its own total, with the target level.",
            provision="2/CMA.3/annex/7(a)(i)",
        )
