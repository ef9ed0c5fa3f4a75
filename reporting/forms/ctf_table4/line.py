"""A line of the structured summary: a row, about one indicator or metric."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from reporting.accounting.adjustment import AdjustmentMethod
from reporting.accounting.figure import Missing, unknown
from reporting.accounting.lines import Status
from reporting.accounting.period import YearBasis
from reporting.accounting.statement import Statement, statement
from reporting.forms.model.figure_cells import figure_cell
from reporting.forms.model.reporting_period import Reported
from reporting.forms.model.table import EMPTY, Cell, Reason
from reporting.forms.model.wording import year_name
from reporting.forms.queries.accounts import PartyAccounts, Sources
from reporting.forms.queries.ndc import Measure
from reporting.messages import SILENCE, Text, _


def _reason(code: str, brief: Text, sentence: Text | None = None, year: int = 0) -> Reason:
    return Reason(
        code=code, year=year, sentence=sentence or _("%(brief)s.", brief=brief), brief=brief
    )


NO_NDC = _reason("ndc_missing", _("The record names no NDC of the Party"))
NO_INDICATOR = _reason("indicator_missing", _("The record names no indicator"))
NO_REFERENCE = _reason("reference_missing", _("No reference value in the record"))
NO_TARGET = _reason("target_missing", _("No target level as a number"))
NO_GHG = _reason(
    "no_ghg",
    _("Not applicable: the NDC is not accounted in t CO2 eq"),
)
NO_NON_GHG = _reason(
    "no_non_ghg",
    _("Not applicable: the NDC has no non-GHG metric"),
)
OTHER_METHOD = _reason("other_method", _("Not applicable under this method"))
NOT_A_PORTION = _reason(
    "not_a_portion",
    _("Not applicable: the figures do not cover a portion of the NDC only"),
)
PORTION = _reason(
    "portion_only",
    _("Covers a portion of the NDC: see row 8"),
)
NOT_THE_WHOLE = _reason(
    "whole_ndc_missing",
    _("No emissions covering the whole NDC in the record"),
)
LULUCF_INCLUDED = _reason(
    "lulucf_included",
    _("Not applicable: included in the time series"),
)
LULUCF_UNKNOWN = _reason("lulucf_missing", _("No contribution in the record"))


def not_ended(year: int, basis: YearBasis | None = None) -> Reason:
    """Say that a year had not ended on the cut-off date."""
    brief = _("Not ended on the cut-off date")
    return _reason(
        "not_reported_yet",
        brief,
        _("%(year)s had not ended on the cut-off date.", year=year_name(year, basis)),
        year,
    )


def not_recorded(year: int) -> Reason:
    """Say that the record has no value of a year."""
    brief = _("No value in the record")
    return _reason(
        "value_missing",
        brief,
        _("The record has no value of %(year)s.", year=year),
        year,
    )


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
class SummaryScope:
    """What a table shows: the accounts of an NDC under one method.

    Attributes:
        accounts: The accounts.
        method: The method.
        measured: The account of each measure, emissions first.
        covers: What the report covers.
    """

    accounts: PartyAccounts
    method: AdjustmentMethod
    measured: tuple[Measured, ...]
    covers: Reported

    @classmethod
    def under(
        cls, accounts: PartyAccounts, method: AdjustmentMethod, covers: Reported
    ) -> "SummaryScope":
        """Return the accounts under a method."""
        measured = []
        for measure, sources in accounts.measured:
            result = statement(sources.account, method)
            measured.append(Measured(measure=measure, result=result, sources=sources))
        return cls(accounts=accounts, method=method, measured=tuple(measured), covers=covers)

    @property
    def status(self) -> Status:
        """How firm the figures are."""
        # Period, method and reporting year make it; they are the same for every measure.
        return self.measured[0].result.status

    @property
    def years(self) -> range:
        """Every year of the NDC period."""
        return self.accounts.period.years

    def is_reported(self, year: int) -> bool:
        """Tell whether a year is reported on."""
        return year <= self.accounts.reporting_year

    def beyond(self, year: int) -> Cell:
        """Return the cell of a year that is not reported on: undeclared, or not ended."""
        last = self.accounts.reporting_year
        gaps = [each for each in self.covers.incomplete if last < each <= year]
        if gaps and year <= self.covers.last_year:
            return figure_cell(unknown(Missing.COMPLETE_RECORD, gaps[0]))
        return Cell(reasons=(not_ended(year, self.accounts.period.year_basis),))


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


def blank(shown: SummaryScope, reason: Reason) -> SummaryLine:
    """Return a line without figures, for one reason."""
    return SummaryLine(years=dict.fromkeys(shown.years, Cell(reasons=(reason,))))
