"""A line of the structured summary: a row, about one indicator or metric."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from reporting.accounting.adjustment import AdjustmentMethod
from reporting.accounting.figure import Missing, unknown
from reporting.accounting.lines import Status
from reporting.accounting.statement import Statement, statement
from reporting.forms.ctf_table4.reasons import not_ended
from reporting.forms.model.figure_cells import figure_cell
from reporting.forms.model.reporting_period import Reported
from reporting.forms.model.table import EMPTY, Cell, Reason
from reporting.forms.queries.account_lineage import Sources
from reporting.forms.queries.accounts import Accounted
from reporting.forms.queries.ndc import Measure
from reporting.texts import SILENCE, Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """The account of one measure under one method.

    Attributes:
        measure: The measure.
        result: Its figures.
        sources: The rows behind them.
    """

    measure: Measure
    result: Statement
    sources: Sources

    def cells(self, line: str) -> Mapping[int, Cell]:
        """Return the figures of a line by year, for the years reported on."""
        return {
            each.year: figure_cell(each.figure(line), self.sources.behind(each.figure(line)))
            for each in self.result.lines
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What a table shows: the accounts of an NDC under one method.

    Attributes:
        accounts: The accounts.
        method: The method.
        measured: The account of each measure, emissions first.
        covers: What the report covers.
    """

    accounts: Accounted
    method: AdjustmentMethod
    measured: tuple[Measured, ...]
    covers: Reported

    @classmethod
    def under(cls, accounts: Accounted, method: AdjustmentMethod, covers: Reported) -> "Shown":
        """Return the accounts under a method."""
        measured = []
        for measure, sources in accounts.measured:
            result = statement(sources.account, method)
            measured.append(Measured(measure=measure, result=result, sources=sources))
        return cls(accounts=accounts, method=method, measured=tuple(measured), covers=covers)

    @property
    def status(self) -> Status:
        """How firm the figures are."""
        return self.measured[0].result.status

    @property
    def years(self) -> range:
        """Every year of the NDC period."""
        return self.accounts.period.years

    def is_reported(self, year: int) -> bool:
        """Tell whether a year is reported on."""
        return year <= self.accounts.told.reporting_year

    def beyond(self, year: int) -> Cell:
        """Return the cell of a year that is not reported on: undeclared, or not ended."""
        last = self.accounts.told.reporting_year
        gaps = [each for each in self.covers.incomplete if last < each <= year]
        if gaps and year <= self.covers.last_year:
            return figure_cell(unknown(Missing.COMPLETE_RECORD, gaps[0]))
        return Cell(reasons=(not_ended(year),))


@dataclass(frozen=True, slots=True, kw_only=True)
class SummaryLine:
    """What a row says about one indicator or metric.

    Attributes:
        about: The indicator or metric, as people read it; its English name is its key.
        unit: The unit of its figures; empty where it has none.
        reference: The reference point.
        years: Its cell of each year; EMPTY for a year that is not there.
        target: The target level.
        target_year: The target year or period.
        progress: The progress made.
    """

    about: Text = SILENCE
    unit: str = ""
    reference: Cell = EMPTY
    years: Mapping[int, Cell] = field(default_factory=dict)
    target: Cell = EMPTY
    target_year: Cell = EMPTY
    progress: Cell = EMPTY


def blank(shown: Shown, reason: Reason) -> SummaryLine:
    """Return a line without figures, for one reason."""
    return SummaryLine(years=dict.fromkeys(shown.years, Cell(reasons=(reason,))))
