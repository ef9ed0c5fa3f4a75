"""Paragraph 23: one year of an account, and its rows."""

from dataclasses import dataclass, fields
from enum import StrEnum

from reporting.accounting.figure import Figure


class Status(StrEnum):
    """How firm a figure is: no method chosen, method chosen, period closed (paragraph 12)."""

    INDICATIVE = "indicative"
    ANNUAL = "annual"
    FINAL = "final"


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
    average: Figure
    adjustment: Figure
    balance: Figure
    status: Status

    def figure(self, field: str) -> Figure:
        """Return the figure of a row of `ROWS`."""
        value: Figure = getattr(self, field)
        return value


ROWS = tuple(each.name for each in fields(Line) if each.type is Figure)
"""The rows of a statement: the figures of a line, in their order."""
