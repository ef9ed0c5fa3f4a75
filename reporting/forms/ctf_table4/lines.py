"""The lines of the structured summary: each row once for every indicator or metric it is about."""

from collections.abc import Iterator, Mapping

from reporting.accounting.account import Coverage
from reporting.accounting.figure import exact
from reporting.accounting.period import MethodName, Metric
from reporting.forms.ctf_table4 import line
from reporting.forms.ctf_table4.indicators import indicator_lines, lulucf_line
from reporting.forms.ctf_table4.line import Measured, SummaryLine, SummaryScope, blank
from reporting.forms.model.table import Cell, Reason
from reporting.forms.queries.ndc import Measure, row_lineage
from reporting.messages import Text, _, bilingual
from reporting.official_forms.ctf_table4 import Contents, SummaryRow

GHG = _("GHG")
POINTER = _("See annex 4 of the biennial transparency report")


def lines_of(row: SummaryRow, shown: SummaryScope) -> Iterator[SummaryLine]:
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
    return bilingual(measure.non_ghg_metric or measure.name, measure.name_ja)


def _figures(row: SummaryRow, shown: SummaryScope) -> Iterator[SummaryLine]:
    fitting = [each for each in shown.measured if row.metric in {None, each.measure.metric}]
    for each in fitting:
        refusal = _not_the_row_for(row, each.measure)
        cells = blank(shown, refusal).years if refusal else _line(row, shown, each)
        yield SummaryLine(about=about(each.measure), unit=each.measure.unit, years=cells)
    if not fitting:
        yield blank(shown, line.NO_GHG if row.metric is Metric.GHG else line.NO_NON_GHG)


def _not_the_row_for(row: SummaryRow, measure: Measure) -> Reason | None:
    """Return why the annual level of a coverage does not stand in this row."""
    # One series stands by its coverage: of the whole NDC in rows 2 and 7, of the categories of
    # paragraph 10 in row 7, of a portion in row 8.
    if row.line != "annual_level" or measure.metric is not Metric.GHG:
        return None
    is_portion = measure.coverage is Coverage.PORTION
    match row.contents:
        case Contents.PORTION:
            return None if is_portion else line.NOT_A_PORTION
        case Contents.EMISSIONS:
            return None if measure.coverage is Coverage.WHOLE_NDC else line.NOT_THE_WHOLE
        case _:
            return line.PORTION if is_portion else None


def _line(row: SummaryRow, shown: SummaryScope, measured: Measured) -> Mapping[int, Cell]:
    told = measured.cells(row.line)
    return {year: told.get(year) or shown.beyond(year) for year in shown.years}


def _trajectory(shown: SummaryScope, method: MethodName) -> SummaryLine:
    """Return the trajectory or budget in every year of the period, if the method goes by it."""
    if shown.method.name is not method:
        return blank(shown, line.OTHER_METHOD)
    ndc = shown.accounts.ndc
    measure = next(
        (each.measure for each in shown.measured if each.measure.metric is ndc.metric), None
    )
    # A non-GHG NDC of which the record names no indicator is measured in tonnes alone.
    if measure is None:
        return blank(shown, line.NO_INDICATOR)
    rows = {row["year"]: row for row in ndc.tables["trajectories"]}
    cells = {}
    for year in shown.years:
        if year in rows:
            value = exact(rows[year]["value"])
            cells[year] = Cell(value=value, lineage=row_lineage(rows[year], value))
        else:
            cells[year] = Cell(reasons=(line.not_recorded(year),))
    return SummaryLine(about=about(measure), unit=measure.unit, years=cells)
