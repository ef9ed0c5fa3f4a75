"""What forms state in words: NDC period, method, metrics, cooperative approaches."""

from collections.abc import Iterable, Iterator

from reporting.forms.model.form import Form
from reporting.forms.model.table import Value
from reporting.forms.reconciliation.comparison import Compared, Identity, Side, unknown
from reporting.forms.reconciliation.flows import FIRST_TRANSFER, USE
from reporting.forms.reconciliation.printed import (
    GHG,
    Filed,
    Printed,
    Table4,
    metric_of,
    printed,
)

METHOD = "Method of paragraph 7"
APPROACH = "approach"
CODES = {GHG: "ghg"}
NON_GHG = "non_ghg"
BEARING = {FIRST_TRANSFER, USE}


def periods(filed: Filed, table: Table4) -> Iterator[Compared]:
    """Yield for each year: the NDC period of the annual information and that of the summary."""
    years = table.years
    for year in sorted(filed.annual):
        stated = filed.rows(year, "submission")[0]
        ends = [stated[f"{end}YearOfNDCPeriod"].value for end in ("First", "Last")]
        if year in years:
            is_stated = all(isinstance(each, int) for each in ends)
            yield Compared(
                identity=Identity.PERIOD,
                year=year,
                left=Side(value=f"{ends[0]}-{ends[1]}")
                if is_stated
                else unknown("The AEF names no NDC period", "AEFにNDC期間の記載がない"),
                right=Side(value=f"{years[0]}-{years[-1]}"),
            )


def initial_report(filed: Filed, table: Table4 | None) -> Iterator[Compared]:
    """Yield method, metrics and approaches of the initial report against the other forms."""
    if table:
        yield Compared(
            identity=Identity.METHOD,
            left=_of_summary(table, table.method),
            right=_method(filed.initial),
        )
        metrics = _listed(CODES.get(each, NON_GHG) for each in table.metrics)
        yield Compared(
            identity=Identity.METRICS,
            left=_of_summary(table, metrics),
            right=_metrics(filed.initial),
        )
    for year in sorted(filed.annual):
        yield Compared(
            identity=Identity.METRICS,
            year=year,
            left=Side(value=_listed(_metrics_of_actions(filed, year))),
            right=_within(_metrics(filed.initial), _metrics_of_actions(filed, year)),
        )
        approaches = _approaches_of(filed, year)
        yield Compared(
            identity=Identity.APPROACHES,
            year=year,
            left=_identified(approaches),
            right=_within(_approaches(filed.initial), map(str, approaches)),
        )


def _of_summary(table: Table4, value: str) -> Side:
    if table.method:
        return Side(value=value)
    return unknown("The summary names no NDC", "構造化概要にNDCの記載がない")


def _metrics_of_actions(filed: Filed, year: int) -> set[str]:
    """Return the metrics of what bears on an adjustment."""
    actions = filed.rows(year, "actions")
    bearing = [row for row in actions if row["ActionType"].value in BEARING]
    return {CODES.get(metric_of(row), NON_GHG) for row in bearing}


def _approaches_of(filed: Filed, year: int) -> set[Value]:
    tables = ("authorizations", "actions", "holdings", "entities")
    rows = (row for name in tables for row in filed.rows(year, name))
    return {row["CooperativeApproachID"].value for row in rows}


def _identified(approaches: set[Value]) -> Side:
    if None in approaches:
        return unknown("An approach without identifier", "識別子のない協力的アプローチがある")
    return Side(value=_listed(map(str, approaches)))


def _method(initial: Form | None) -> Side:
    rows = [row for row in _rows(initial, "method") if row["what"].value == METHOD]
    return _stated(initial, {row["value"].value for row in rows})


def _metrics(initial: Form | None) -> Side:
    return _stated(initial, {row["metric"].value for row in _rows(initial, "metrics")})


def _approaches(initial: Form | None) -> Side:
    return _stated(initial, {row["approach_id"].value for row in _rows(initial, APPROACH)})


def _stated(initial: Form | None, values: set[Value]) -> Side:
    if initial is None:
        return unknown("No initial report to compare with", "比較する初期報告書がない")
    known = {str(each) for each in values if each}
    if not known:
        return unknown("The initial report does not say", "初期報告書に記載がない")
    return Side(value=_listed(known))


def _within(stated: Side, named: Iterable[str]) -> Side:
    """Return what of some names the initial report has; nothing can be told without it."""
    if not isinstance(stated.value, str):
        return stated
    return Side(value=_listed(set(named) & set(stated.value.split(", "))))


def _listed(names: Iterable[str]) -> str:
    return ", ".join(sorted(set(names)))


def _rows(form: Form | None, table: str) -> list[Printed]:
    """Return the rows of the tables of a name; of the approaches each has a table of its own."""
    tables = form.tables if form else ()
    found = [each for each in tables if each.name == table or each.name.startswith(f"{table}_")]
    return [row for each in found for row in printed(each)]
