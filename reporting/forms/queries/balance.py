"""The balance of a Party, year by year: `jcm balance`. Paragraphs 7 to 12 and 23."""

from collections.abc import Iterator, Sequence

from reporting.accounting.adjustment import AdjustmentMethod
from reporting.accounting.lines import ROWS
from reporting.accounting.period import Metric
from reporting.accounting.statement import Statement, statement
from reporting.forms.model import wording
from reporting.forms.model.figure_cells import figure_cell
from reporting.forms.model.table import Cell, Layout, Report, ReportTable
from reporting.forms.queries.account_lineage import Sources
from reporting.forms.queries.accounts import BalanceAsked, accounted
from reporting.forms.queries.balance_columns import columns
from reporting.forms.queries.balance_notes import notes
from reporting.forms.queries.closing import closings
from reporting.forms.queries.ndc import Measure
from reporting.forms.queries.ndc import Row as NdcRow
from reporting.forms.queries.recalculations import later_events
from reporting.ledger.ledger import Ledger
from reporting.texts import said

__all__ = ["BalanceAsked", "balance"]


def balance(ledger: Ledger, asked: BalanceAsked) -> Report:
    """Return the balance of a Party in every metric of its NDC, under one method or under each."""
    found = accounted(ledger, asked)
    tables = [
        table
        for measure, sources in found.measured
        for table in _tables(measure, sources, found.methods, asked.ndc)
    ]
    title = f"{asked.ndc['party']}, {asked.ndc['period']}"
    return Report(
        name="balance",
        title=said(f"Emissions balance of {title}", f"{title}の排出量の収支"),
        tables=tuple(sorted(tables, key=lambda each: each.layout is not Layout.ACROSS)),
        notes=(*notes(found.told), *later_events(ledger, found)),
    )


def _tables(
    measure: Measure, sources: Sources, methods: Sequence[AdjustmentMethod], ndc: NdcRow
) -> Iterator[ReportTable]:
    name = "emissions" if measure.metric is Metric.GHG else "indicator"
    what = f"{measure.name}, {measure.unit}" if measure.name else measure.unit
    what_ja = f"{measure.name_ja}、{measure.unit}" if measure.name else measure.unit
    yield ReportTable(
        name=name,
        title=said(what, what_ja),
        columns=columns(measure),
        rows=tuple(row for method in methods for row in _rows(measure, sources, method, ndc)),
        layout=Layout.ACROSS,
        group=("method", "status"),
        across="year",
    )
    if sources.account.has_ended:
        yield closings(measure, sources.account, methods)


def _rows(
    measure: Measure, sources: Sources, method: AdjustmentMethod, ndc: NdcRow
) -> Iterator[tuple[Cell, ...]]:
    result: Statement = statement(sources.account, method)
    for line in result.lines:
        yield (
            Cell(value=ndc["party"]),
            Cell(value=ndc["period"]),
            Cell(value=measure.unit),
            Cell(value=measure.name or None, label=said(measure.name, measure.name_ja)),
            Cell(value=method.name.value, label=wording.METHODS[method.name]),
            wording.coded(line.status),
            Cell(value=line.year),
            *(
                figure_cell(figure, sources.behind(figure))
                for figure in (line.figure(row.field) for row in ROWS)
            ),
        )
