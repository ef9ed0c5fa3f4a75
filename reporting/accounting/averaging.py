"""Paragraph 7(a)(ii): single-year NDC, adjusted by the average annual amount."""

from collections.abc import Mapping
from dataclasses import dataclass

from reporting.accounting.account import Account
from reporting.accounting.adjustment import Adjustment, Comparison, target_year_comparison
from reporting.accounting.citation import cites
from reporting.accounting.figure import Figure
from reporting.accounting.period import MethodName, NdcKind


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
            description=_description(account, elapsed),
            provision="2/CMA.3/annex/7(a)(ii)",
        )

    def comparison(self, account: Account, balances: Mapping[int, Figure]) -> Comparison:
        """Return the comparison of the NDC year, adjusted by the average, with the target."""
        return target_year_comparison(
            account,
            balances,
            description="The NDC year, adjusted by the average annual amount, with the target.",
            provision="2/CMA.3/annex/7(a)(ii)",
        )


def _description(account: Account, elapsed: Figure) -> str:
    years = "an unknown number of" if elapsed.value is None else elapsed.value
    if account.is_closed:
        return f"Cumulative amount over the period, divided by all its {years} years."
    basis = account.period.elapsed_basis
    how = f" ({basis.value.replace('_', ' ')})" if basis else ""
    return (
        f"Indicative: cumulative amount to {account.reporting_year}, "
        f"divided by {years} elapsed years{how}."
    )
