"""Paragraph 7: what a method for applying corresponding adjustments has to answer.

A Party applies one method throughout its NDC implementation period. There is no default: the data
name the method, and the method is the object that computes.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from reporting.accounting.account import Account
from reporting.accounting.figure import Figure, Missing, known, unknown
from reporting.accounting.period import MethodName, NdcKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Adjustment:
    """The corresponding adjustment of one year, in the unit of the flows.

    Attributes:
        year: The year of the period it is applied to.
        first_transferred: The quantity of paragraph 8(a) or 9(a).
        used: The quantity of paragraph 8(b) or 9(b).
    """

    year: int
    first_transferred: Figure
    used: Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What a method compares with what at the end of the period.

    Attributes:
        years: The years whose balances are compared.
        level: The balance, or the sum of the balances.
        target: The target level, or the sum of the budget.
        provision: The provision it rests on.
    """

    years: tuple[int, ...]
    level: Figure
    target: Figure
    provision: str


class AdjustmentMethod(Protocol):
    """One of the three methods of paragraph 7.

    A method is a frozen value without parameters. What it needs and does not find makes its
    figures unknown, with the reason; it raises nothing.
    """

    @property
    def name(self) -> MethodName:
        """The method as data name it."""

    @property
    def kind(self) -> NdcKind:
        """The kind of NDC for which paragraph 7 offers it."""

    def adjustment(self, account: Account, year: int) -> Adjustment:
        """Return the adjustment of a year that is reported on."""

    def comparison(self, account: Account, balances: Mapping[int, Figure]) -> Comparison:
        """Return what is compared at the end, given the balance or indicator of each year."""


def target_year_comparison(
    account: Account, balances: Mapping[int, Figure], provision: str
) -> Comparison:
    """Return the comparison of a single-year NDC: the target year with the target level."""
    target = unknown(Missing.TARGET) if account.target is None else known(account.target)
    year = account.period.target_year
    return Comparison(
        years=() if year is None else (year,),
        level=unknown(Missing.TARGET_YEAR) if year is None else balances[year],
        target=target,
        provision=provision,
    )
