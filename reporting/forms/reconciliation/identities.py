"""What two forms, or two lines of one, must agree in: flows, stocks, statements."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from reporting.accounting.first_transfer import FIRST_VINTAGE
from reporting.accounting.period import MethodName
from reporting.forms.model.form import Form
from reporting.forms.model.table import Cell, Value
from reporting.forms.reconciliation.comparison import (
    GHG,
    ComparedFigure,
    ComparedPair,
    Filed,
    Identity,
    Printed,
    Table4,
    as_side,
    metric_of,
    printed,
    quantity_of,
    total,
    unknown,
)
from reporting.interval_merge import spans
from reporting.messages import _
from reporting.official_forms.aef import NA

COMES = {"Acquisition"}
GOES = {"Transfer", "Use", "Cancellation", "Voluntary Cancellation"}
AT_HOME = {"Authorization", "Issuance"}
NONE_YET = ComparedFigure(value=0)


def holdings(filed: Filed) -> Iterator[ComparedPair]:
    """Yield for each year and metric: what should be held on 31 December, and what is."""
    for year in sorted(filed.annual):
        tables = {name: filed.rows(year, name) for name in ("actions", "holdings")}
        before = filed.rows(year - 1, "holdings") if year - 1 in filed.annual else []
        every = (*tables["actions"], *tables["holdings"], *before)
        for metric in sorted({metric_of(row) for row in every}):
            moves = [row for row in tables["actions"] if metric_of(row) == metric]
            yield ComparedPair(
                identity=Identity.HOLDINGS,
                year=year,
                metric=metric,
                left=total((_opening(filed, year, metric), _flows(filed, year, moves))),
                right=_held(filed, year, metric),
            )


def _opening(filed: Filed, year: int, metric: str) -> ComparedFigure:
    """Return the holdings a year before; before the first vintage there are no ITMOs."""
    return NONE_YET if year == FIRST_VINTAGE else _held(filed, year - 1, metric)


def _held(filed: Filed, year: int, metric: str) -> ComparedFigure:
    if filed.lacking([year]):
        return unknown(_("No whole AEF for %(years)s", years=year))
    rows = filed.rows(year, "holdings")
    return total(as_side(quantity_of(row)) for row in rows if metric_of(row) == metric)


def _flows(filed: Filed, year: int, moves: list[Printed]) -> ComparedFigure:
    if filed.lacking([year]):
        return unknown(_("No whole AEF for %(years)s", years=year))
    if any(_is_unidentified(row) for row in moves):
        return unknown(_("Actions without serial numbers: they are in no holdings"))
    return total(as_side(quantity_of(row), _sign(row)) for row in moves if _sign(row))


def _sign(row: Printed) -> int:
    """Return what an action does to the holdings of the Party that reports it.

    A first transfer by authorization or issuance makes ITMOs of what the Party itself holds; one
    to another Party, or by use or cancellation, leaves nothing with it.
    """
    action = row["ActionType"].value
    if action in COMES:
        return 1
    if action in GOES:
        return -1
    stays = row["AcquiringPartyID"].value in {None, NA}
    return int(row["ActionSubtype"].value in AT_HOME and stays)


def _is_unidentified(row: Printed) -> bool:
    return all(row[name].value in {None, NA} for name in ("FirstID", "UnderlyingUnitFirstUnitID"))


FIRST_TRANSFER = "First transfer"
USE = "Use"
ROW_NDC, ROW_OIMP, ROW_USED, ROW_ADJUSTMENT, ROW_CUMULATIVE = 10, 11, 12, 15, 16
ROWS_OF_LEVELS = (7, 8, 9)
ROWS_OF_BALANCES = (17, 18)
Asked = Callable[[Printed], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Annual:
    """The actions of the annual information that belong to the period of a table.

    Attributes:
        filed: The forms.
        table: A table of the summary.
    """

    filed: Filed
    table: Table4

    def summed(self, years: Sequence[int], is_asked: Asked) -> ComparedFigure:
        """Return what the actions asked for come to in some years."""
        lacking = self.filed.lacking(years)
        if lacking:
            which = spans(lacking)
            return unknown(_("No whole AEF for %(years)s", years=which))
        actions = (row for year in years for row in self.filed.rows(year, "actions"))
        return total(
            as_side(quantity_of(row))
            for row in actions
            if is_asked(row) and self._is_of_period(row)
        )

    def _is_of_period(self, row: Printed) -> bool:
        """Tell whether the outcome occurred in the period; an unknown year is no ground."""
        vintage = row["Vintage"].value
        return not isinstance(vintage, int) or vintage in self.table.years


def first_transfers(filed: Filed, table: Table4) -> Iterator[ComparedPair]:
    """Yield by event year: first transfers of the AEF and rows 23(c) + (d)."""
    annual = Annual(filed=filed, table=table)
    for metric in table.metrics:
        for year in table.reported:
            rows = (table.cell(number, metric, year) for number in (ROW_NDC, ROW_OIMP))
            yield ComparedPair(
                identity=Identity.FIRST_TRANSFERS,
                year=year,
                metric=metric,
                left=annual.summed([year], _first(metric)),
                right=total(as_side(cell) for cell in rows),
            )


def uses(filed: Filed, table: Table4) -> Iterator[ComparedPair]:
    """Yield by use-for year: uses of the AEF of all years and row 23(e)."""
    annual = Annual(filed=filed, table=table)
    for metric in table.metrics:
        for year in table.reported:
            yield ComparedPair(
                identity=Identity.USES,
                year=year,
                metric=metric,
                # A use for this year may be recorded, and stand in an AEF, of any year.
                left=annual.summed(table.recorded, _used(metric, [year])),
                right=as_side(table.cell(ROW_USED, metric, year)),
            )


def cumulative(filed: Filed, table: Table4) -> Iterator[ComparedPair]:
    """Yield up to each year: first transfers less uses, and row 23(h)."""
    annual = Annual(filed=filed, table=table)
    for metric in table.metrics:
        for year in table.reported:
            years = [each for each in table.reported if each <= year]
            used = annual.summed(table.recorded, _used(metric, years))
            yield ComparedPair(
                identity=Identity.CUMULATIVE,
                year=year,
                metric=metric,
                left=total((annual.summed(years, _first(metric)), _times(used, -1))),
                right=as_side(table.cell(ROW_CUMULATIVE, metric, year)),
            )


def adjustments(filed: Filed, table: Table4) -> Iterator[ComparedPair]:
    """Yield by vintage and use-for year, under annual methods: the AEF and row 23(g)."""
    # An average is of no single year: no form of a year has it.
    if table.method == MethodName.AVERAGING:
        return
    annual = Annual(filed=filed, table=table)
    for metric in table.metrics:
        # The signs of a non-GHG indicator are the reverse (para. 9).
        sign = 1 if metric == GHG else -1
        for year in table.reported:
            occurred = annual.summed(table.recorded, _of_vintage(metric, year))
            used = annual.summed(table.recorded, _used(metric, [year]))
            yield ComparedPair(
                identity=Identity.ADJUSTMENT,
                year=year,
                metric=metric,
                method=table.method,
                left=total((_times(occurred, sign), _times(used, -sign))),
                right=as_side(table.cell(ROW_ADJUSTMENT, metric, year)),
            )


def balances(table: Table4) -> Iterator[ComparedPair]:
    """Yield within the summary: level plus adjustment, and the balance or adjusted indicator."""
    for metric in table.metrics:
        for year in table.reported:
            level = _filled(table.cell(number, metric, year) for number in ROWS_OF_LEVELS)
            adjusted = _filled(table.cell(number, metric, year) for number in ROWS_OF_BALANCES)
            yield ComparedPair(
                identity=Identity.BALANCE,
                year=year,
                metric=metric,
                method=table.method,
                left=total((level, as_side(table.cell(ROW_ADJUSTMENT, metric, year)))),
                right=adjusted,
            )


def _first(metric: str) -> Asked:
    return lambda row: row["ActionType"].value == FIRST_TRANSFER and metric_of(row) == metric


def _of_vintage(metric: str, year: int) -> Asked:
    is_first = _first(metric)
    return lambda row: is_first(row) and row["Vintage"].value == year


def _used(metric: str, years: Sequence[int]) -> Asked:
    return lambda row: (
        row["ActionType"].value == USE
        and metric_of(row) == metric
        and row["YearITMOUsedTowardsNDC"].value in years
    )


def _times(side: ComparedFigure, sign: int) -> ComparedFigure:
    if isinstance(side.value, str | None):
        return side
    return ComparedFigure(value=side.value * sign, lineage=side.lineage.times(sign))


def _filled(cells: Iterable[Cell]) -> ComparedFigure:
    """Return the one of several cells that holds a figure; else what the first one says."""
    sides = [as_side(cell) for cell in cells]
    return next((each for each in sides if each.value is not None), sides[0])


# The row is known by its English label, as the initial report prints it.
METHOD = "Method of paragraph 7"
APPROACH = "approach"
CODES = {GHG: "ghg"}
NON_GHG = "non_ghg"
BEARING = {FIRST_TRANSFER, USE}


def periods(filed: Filed, table: Table4) -> Iterator[ComparedPair]:
    """Yield for each year: the NDC period of the annual information and that of the summary."""
    years = table.years
    for year in sorted(filed.annual):
        stated = filed.rows(year, "submission")[0]
        ends = [stated[f"{end}YearOfNDCPeriod"].value for end in ("First", "Last")]
        if year in years:
            is_stated = all(isinstance(each, int) for each in ends)
            yield ComparedPair(
                identity=Identity.PERIOD,
                year=year,
                left=ComparedFigure(value=f"{ends[0]}-{ends[1]}")
                if is_stated
                else unknown(_("The AEF names no NDC period")),
                right=ComparedFigure(value=f"{years[0]}-{years[-1]}"),
            )


def initial_report(filed: Filed, table: Table4 | None) -> Iterator[ComparedPair]:
    """Yield method, metrics and approaches of the initial report against the other forms."""
    if table:
        yield ComparedPair(
            identity=Identity.METHOD,
            left=_of_summary(table, table.method),
            right=_method(filed.initial),
        )
        metrics = _listed(CODES.get(each, NON_GHG) for each in table.metrics)
        yield ComparedPair(
            identity=Identity.METRICS,
            left=_of_summary(table, metrics),
            right=_metrics(filed.initial),
        )
    for year in sorted(filed.annual):
        yield ComparedPair(
            identity=Identity.METRICS,
            year=year,
            left=ComparedFigure(value=_listed(_metrics_of_actions(filed, year))),
            right=_within(_metrics(filed.initial), _metrics_of_actions(filed, year)),
        )
        approaches = _approaches_of(filed, year)
        yield ComparedPair(
            identity=Identity.APPROACHES,
            year=year,
            left=_identified(approaches),
            right=_within(_approaches(filed.initial), map(str, approaches)),
        )


def _of_summary(table: Table4, value: str) -> ComparedFigure:
    if table.method:
        return ComparedFigure(value=value)
    return unknown(_("The summary names no NDC"))


def _metrics_of_actions(filed: Filed, year: int) -> set[str]:
    """Return the metrics of what bears on an adjustment."""
    actions = filed.rows(year, "actions")
    bearing = [row for row in actions if row["ActionType"].value in BEARING]
    return {CODES.get(metric_of(row), NON_GHG) for row in bearing}


def _approaches_of(filed: Filed, year: int) -> set[Value]:
    tables = ("authorizations", "actions", "holdings", "entities")
    rows = (row for name in tables for row in filed.rows(year, name))
    return {row["CooperativeApproachID"].value for row in rows}


def _identified(approaches: set[Value]) -> ComparedFigure:
    if None in approaches:
        return unknown(_("An approach without identifier"))
    return ComparedFigure(value=_listed(map(str, approaches)))


def _method(initial: Form | None) -> ComparedFigure:
    rows = [row for row in _rows(initial, "method") if row["what"].value == METHOD]
    return _stated(initial, {row["value"].value for row in rows})


def _metrics(initial: Form | None) -> ComparedFigure:
    return _stated(initial, {row["metric"].value for row in _rows(initial, "metrics")})


def _approaches(initial: Form | None) -> ComparedFigure:
    return _stated(initial, {row["approach_id"].value for row in _rows(initial, APPROACH)})


def _stated(initial: Form | None, values: set[Value]) -> ComparedFigure:
    if initial is None:
        return unknown(_("No initial report to compare with"))
    known = {str(each) for each in values if each}
    if not known:
        return unknown(_("The initial report does not say"))
    return ComparedFigure(value=_listed(known))


def _within(stated: ComparedFigure, named: Iterable[str]) -> ComparedFigure:
    """Return what of some names the initial report has; nothing can be told without it."""
    if not isinstance(stated.value, str):
        return stated
    return ComparedFigure(value=_listed(set(named) & set(stated.value.split(", "))))


def _listed(names: Iterable[str]) -> str:
    return ", ".join(sorted(set(names)))


def _rows(form: Form | None, table: str) -> list[Printed]:
    """Return the rows of the tables of a name; of the approaches each has a table of its own."""
    tables = form.tables if form else ()
    found = [each for each in tables if each.name == table or each.name.startswith(f"{table}_")]
    return [row for each in found for row in printed(each)]
