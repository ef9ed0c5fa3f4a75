"""First transfers and uses of the annual information against the rows of the structured summary."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from reporting.accounting.period import MethodName
from reporting.forms.model.number_spans import spans
from reporting.forms.model.table import Cell
from reporting.forms.reconciliation.comparison import (
    Compared,
    Identity,
    Side,
    as_side,
    total,
    unknown,
)
from reporting.forms.reconciliation.printed import (
    GHG,
    Filed,
    Printed,
    Table4,
    metric_of,
    quantity_of,
)

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

    def summed(self, years: Sequence[int], asked: Asked) -> Side:
        """Return what the actions asked for come to in some years."""
        lacking = self.filed.lacking(years)
        if lacking:
            which = spans(lacking)
            return unknown(f"No whole AEF for {which}", f"{which}年の完全なAEFがない")
        actions = (row for year in years for row in self.filed.rows(year, "actions"))
        return total(
            as_side(quantity_of(row)) for row in actions if asked(row) and self._is_of_period(row)
        )

    def _is_of_period(self, row: Printed) -> bool:
        """Tell whether the outcome occurred in the period; an unknown year is no ground."""
        vintage = row["Vintage"].value
        return not isinstance(vintage, int) or vintage in self.table.years


def first_transfers(filed: Filed, table: Table4) -> Iterator[Compared]:
    """Yield by event year: first transfers of the AEF and rows 23(c) + (d)."""
    annual = Annual(filed=filed, table=table)
    for metric in table.metrics:
        for year in table.reported:
            rows = (table.cell(number, metric, year) for number in (ROW_NDC, ROW_OIMP))
            yield Compared(
                identity=Identity.FIRST_TRANSFERS,
                year=year,
                metric=metric,
                left=annual.summed([year], _first(metric)),
                right=total(as_side(cell) for cell in rows),
            )


def uses(filed: Filed, table: Table4) -> Iterator[Compared]:
    """Yield by use-for year: uses of the AEF of all years and row 23(e)."""
    annual = Annual(filed=filed, table=table)
    for metric in table.metrics:
        for year in table.reported:
            yield Compared(
                identity=Identity.USES,
                year=year,
                metric=metric,
                left=annual.summed(table.reported, _used(metric, [year])),
                right=as_side(table.cell(ROW_USED, metric, year)),
            )


def cumulative(filed: Filed, table: Table4) -> Iterator[Compared]:
    """Yield up to each year: first transfers less uses, and row 23(h)."""
    annual = Annual(filed=filed, table=table)
    for metric in table.metrics:
        for year in table.reported:
            years = [each for each in table.reported if each <= year]
            used = annual.summed(table.reported, _used(metric, years))
            yield Compared(
                identity=Identity.CUMULATIVE,
                year=year,
                metric=metric,
                left=total((annual.summed(years, _first(metric)), _times(used, -1))),
                right=as_side(table.cell(ROW_CUMULATIVE, metric, year)),
            )


def adjustments(filed: Filed, table: Table4) -> Iterator[Compared]:
    """Yield by vintage and use-for year, under annual methods: the AEF and row 23(g)."""
    if table.method == MethodName.AVERAGING:
        return
    annual = Annual(filed=filed, table=table)
    for metric in table.metrics:
        sign = 1 if metric == GHG else -1
        for year in table.reported:
            occurred = annual.summed(table.reported, _of_vintage(metric, year))
            used = annual.summed(table.reported, _used(metric, [year]))
            yield Compared(
                identity=Identity.ADJUSTMENT,
                year=year,
                metric=metric,
                method=table.method,
                left=total((_times(occurred, sign), _times(used, -sign))),
                right=as_side(table.cell(ROW_ADJUSTMENT, metric, year)),
            )


def balances(table: Table4) -> Iterator[Compared]:
    """Yield within the summary: level plus adjustment, and the balance or adjusted indicator."""
    for metric in table.metrics:
        for year in table.reported:
            level = _filled(table.cell(number, metric, year) for number in ROWS_OF_LEVELS)
            adjusted = _filled(table.cell(number, metric, year) for number in ROWS_OF_BALANCES)
            yield Compared(
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


def _times(side: Side, sign: int) -> Side:
    if isinstance(side.value, str | None):
        return side
    return Side(value=side.value * sign, made_of=side.made_of.times(sign))


def _filled(cells: Iterable[Cell]) -> Side:
    """Return the one of several cells that holds a figure; else what the first one says."""
    sides = [as_side(cell) for cell in cells]
    return next((each for each in sides if each.value is not None), sides[0])
