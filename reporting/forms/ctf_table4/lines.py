"""The lines of the structured summary: each row once for every indicator or metric it is about."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from reporting.accounting.account import Coverage
from reporting.accounting.adjustment import AdjustmentMethod
from reporting.accounting.exact import exact
from reporting.accounting.figure import Missing, unknown
from reporting.accounting.lines import Status
from reporting.accounting.period import MethodName, Metric
from reporting.accounting.statement import Statement, statement
from reporting.forms.ctf_table4 import build
from reporting.forms.ctf_table4.build import not_ended
from reporting.forms.ctf_table4.indicators import indicator_lines, lulucf_line
from reporting.forms.model.figure_cells import figure_cell
from reporting.forms.model.reporting_period import Reported
from reporting.forms.model.table import EMPTY, Cell, Reason
from reporting.forms.queries.accounts import Accounted, Sources
from reporting.forms.queries.ndc import Measure, made_of
from reporting.official_forms.ctf_table4 import Contents, SummaryRow
from reporting.texts import SILENCE, Text, said


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


GHG = said("GHG", "温室効果ガス")
POINTER = said("See annex 4 of the biennial transparency report", "隔年透明性報告書の附属書4を参照")


def lines_of(row: SummaryRow, shown: Shown) -> Iterator[SummaryLine]:
    """Yield what a row says: a line for each indicator or metric, at least one."""
    match row.contents:
        case Contents.INDICATOR:
            yield from indicator_lines(shown)
        case Contents.EMISSIONS | Contents.FIGURE | Contents.PORTION:
            yield from _figures(row, shown)
        case Contents.LULUCF:
            yield lulucf_line(shown)
        case Contents.TRAJECTORY:
            yield _trajectory(shown, MethodName.TRAJECTORY)
        case Contents.BUDGET:
            yield _trajectory(shown, MethodName.MULTI_YEAR)
        case Contents.NARRATIVE:
            yield SummaryLine(progress=Cell(label=POINTER))
        case Contents.HEADING:
            yield SummaryLine()


def about(measure: Measure) -> Text:
    """Return what a measure is called in the table: GHG, or its non-GHG metric."""
    if measure.metric is Metric.GHG:
        return GHG
    return said(measure.non_ghg_metric or measure.name, measure.name_ja)


def _figures(row: SummaryRow, shown: Shown) -> Iterator[SummaryLine]:
    fitting = [each for each in shown.measured if row.metric in {None, each.measure.metric}]
    for each in fitting:
        refusal = _not_the_row_for(row, each.measure)
        cells = blank(shown, refusal).years if refusal else _line(row, shown, each)
        yield SummaryLine(about=about(each.measure), unit=each.measure.unit, years=cells)
    if not fitting:
        yield blank(shown, build.NO_GHG if row.metric is Metric.GHG else build.NO_NON_GHG)


def _not_the_row_for(row: SummaryRow, measure: Measure) -> Reason | None:
    """Return why the annual level of a coverage does not stand in this row."""
    if row.line != "annual_level" or measure.metric is not Metric.GHG:
        return None
    is_portion = measure.coverage is Coverage.PORTION
    match row.contents:
        case Contents.PORTION:
            return None if is_portion else build.NOT_A_PORTION
        case Contents.EMISSIONS:
            return None if measure.coverage is Coverage.WHOLE_NDC else build.NOT_THE_WHOLE
        case _:
            return build.PORTION if is_portion else None


def _line(row: SummaryRow, shown: Shown, measured: Measured) -> Mapping[int, Cell]:
    told = measured.cells(row.line)
    return {year: told.get(year) or shown.beyond(year) for year in shown.years}


def _trajectory(shown: Shown, method: MethodName) -> SummaryLine:
    """Return the trajectory or budget in every year of the period, if the method goes by it."""
    if shown.method.name is not method:
        return blank(shown, build.OTHER_METHOD)
    ndc = shown.accounts.ndc
    measure = next(each.measure for each in shown.measured if each.measure.metric is ndc.metric)
    rows = {row["year"]: row for row in ndc.tables["trajectories"]}
    cells = {}
    for year in shown.years:
        if year in rows:
            value = exact(rows[year]["value"])
            cells[year] = Cell(value=value, lineage=made_of(rows[year], value))
        else:
            cells[year] = Cell(reasons=(build.not_recorded(year),))
    return SummaryLine(about=about(measure), unit=measure.unit, years=cells)
