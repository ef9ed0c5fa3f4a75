"""Paragraph 23: the rows of an account, each with its clock and provision, and one year of it."""

from dataclasses import dataclass
from enum import StrEnum

from reporting.accounting.figure import Figure


class Status(StrEnum):
    """How firm a figure is: no method chosen, method chosen, period closed (paragraph 12)."""

    INDICATIVE = "indicative"
    ANNUAL = "annual"
    FINAL = "final"


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementRow:
    """A row of the statement: the field of `Line`, its clock, its provision, its title."""

    field: str
    clock: str
    provision: str
    title: str


ROWS = (
    StatementRow(
        field="annual_level",
        clock="year of the emissions or indicator",
        provision="2/CMA.3/annex/23(a)",
        title="Emissions and removals covered, or indicator",
    ),
    StatementRow(
        field="first_transferred_by_event_year_ndc",
        clock="year of the first transfer",
        provision="2/CMA.3/annex/23(c)",
        title="First transferred, authorized for NDC use",
    ),
    StatementRow(
        field="first_transferred_by_event_year_oimp",
        clock="year of the first transfer",
        provision="2/CMA.3/annex/23(d)",
        title="First transferred, authorized for OIMP only",
    ),
    StatementRow(
        field="used_by_use_year",
        clock="year for which used",
        provision="2/CMA.3/annex/23(e)",
        title="Used towards the NDC",
    ),
    StatementRow(
        field="net",
        clock="year of the first transfer; year for which used",
        provision="2/CMA.3/annex/23(f)",
        title="Net annual quantity",
    ),
    StatementRow(
        field="cumulative",
        clock="year of the first transfer; year for which used",
        provision="2/CMA.3/annex/23(h)",
        title="Cumulative net quantity",
    ),
    StatementRow(
        field="first_transferred_by_vintage",
        clock="year in which the outcome occurred",
        provision="2/CMA.3/annex/8(a)",
        title="First transferred, of outcomes that occurred in the year",
    ),
    StatementRow(
        field="average",
        clock="year of the first transfer; year for which used",
        provision="2/CMA.3/annex/7(a)(ii)",
        title="Cumulative quantity divided by elapsed years, if averaging",
    ),
    StatementRow(
        field="adjustment",
        clock="as the method says",
        provision="2/CMA.3/annex/23(g)",
        title="Corresponding adjustment, to be added",
    ),
    StatementRow(
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
    average: Figure
    adjustment: Figure
    balance: Figure
    status: Status
    description: str
    provision: str

    def figure(self, field: str) -> Figure:
        """Return the figure of a row of `ROWS`."""
        value: Figure = getattr(self, field)
        return value
