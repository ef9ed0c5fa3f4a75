"""The balance of a Party, year by year: `jcm balance`. Paragraphs 7 to 12 and 23."""

from collections.abc import Iterable, Iterator, Sequence

from reporting.accounting.adjustment import AdjustmentMethod
from reporting.accounting.figure import Missing
from reporting.accounting.flows import Objection
from reporting.accounting.lines import ROWS
from reporting.accounting.period import MethodName, Metric, NdcKind
from reporting.accounting.statement import Statement, statement
from reporting.forms.model import wording
from reporting.forms.model.figure_cells import figure_cell
from reporting.forms.model.form_diff import Cells, cells_of_tables
from reporting.forms.model.table import (
    TONNES,
    Cell,
    Column,
    Layout,
    Note,
    Report,
    ReportTable,
    Type,
    written,
)
from reporting.forms.queries.accounts import BalanceRequest, PartyAccounts, Sources, party_accounts
from reporting.forms.queries.alternatives import AlternativeAnswer, alternatives
from reporting.forms.queries.closings import closings
from reporting.forms.queries.failed_checks import failed_checks
from reporting.forms.queries.ndc import Measure
from reporting.forms.queries.open_questions import TakenAnswer, of_accounts
from reporting.forms.queries.recalculations import later_events
from reporting.interval_merge import spans
from reporting.ledger.ledger import Ledger, Row
from reporting.ledger.rows import FlowSum
from reporting.messages import Text, _, alike, bilingual, joined


def columns(measure: Measure) -> tuple[Column, ...]:
    """Return the columns for emissions or for an indicator."""
    lines = wording.lines_of(measure.metric)
    keys = (
        Column(name="party", label=_("Party"), is_detail=True),
        Column(name="period", label=_("Period"), is_detail=True),
        Column(name="unit", label=_("Unit"), is_detail=True),
        Column(name="indicator", label=_("Indicator"), is_detail=True),
        Column(name="method", label=_("Method")),
        Column(name="status", label=_("Status")),
        Column(name="year", label=_("Year"), type=Type.YEAR),
    )
    # These differ by method; the others stand once, above all methods.
    by_method = {"average", "adjustment", "balance"}
    return keys + tuple(
        Column(
            name=row,
            label=label,
            type=Type.QUANTITY,
            unit=measure.unit,
            clock=clock,
            provision=provision,
            places=measure.places,
            is_shared=row not in by_method,
        )
        for row in ROWS
        for label, clock, provision in (lines[row],)
    )


OBJECTIONS = {
    Objection.BEFORE_2021: _("of a vintage before 2021"),
    Objection.OTHER_PERIOD: _("of another NDC period"),
    Objection.USED_IN_ANOTHER_PERIOD: _("used in another period than that of the vintage"),
}


def notes(found: PartyAccounts) -> Iterator[Note]:
    """Yield the notes in the order in which they bear on the figures."""
    yield Note(
        label=_("Method"),
        text=_method(found),
        provision="2/CMA.3 annex, para. 7",
        is_of_form=True,
    )
    if any(each.name is MethodName.AVERAGING for each in found.methods):
        basis = wording.ELAPSED[found.period.elapsed_basis]
        yield Note(
            label=_("Elapsed years"),
            text=basis,
            provision="2/CMA.3 annex, para. 7(a)(ii)",
            is_of_form=True,
        )
    yield Note(
        label=_("Status"),
        text=_status(found),
        provision="2/CMA.3 annex, para. 12",
        is_of_form=True,
    )
    yield Note(label=_("Reported up to"), text=_cutoff(found))
    basis = wording.YEARS[found.period.year_basis]
    yield Note(label=_("Years of the NDC"), text=basis, is_of_form=True)
    if found.incomplete:
        yield Note(label=_("Incomplete"), text=_incomplete(found))
    yield from _flows(found)


def _method(found: PartyAccounts) -> Text:
    chosen = found.period.method
    single = found.period.kind is NdcKind.SINGLE_YEAR
    kind = _("single-year NDC") if single else _("multi-year NDC")
    if found.request and found.request is not chosen:
        shown = wording.METHODS[found.request]
        return _(
            "%(shown)s, as asked; it is not the method the NDC names (%(kind)s)",
            shown=shown,
            kind=kind,
        )
    if chosen:
        name = wording.METHODS[chosen]
        return _("%(name)s, as the NDC names it (%(kind)s)", name=name, kind=kind)
    if all(each.kind is found.period.kind for each in found.methods):
        return _(
            "none is named for this %(kind)s; the methods paragraph 7 offers for it stand side "
            "by side",
            kind=kind,
        )
    return _(
        "none is named for this %(kind)s; all stand side by side, and what is for another "
        "kind of NDC is refused",
        kind=kind,
    )


def _status(found: PartyAccounts) -> Text:
    if any(each.name is found.period.method for each in found.methods):
        if found.period.closed_on and found.reporting_year >= found.period.last_year:
            day = found.period.closed_on.isoformat()
            return _("final: the period was closed on %(day)s", day=day)
        return _("annual: the method is named, the period is not closed")
    return _("indicative: the NDC names no such method")


def _cutoff(found: PartyAccounts) -> Text:
    year = min(found.reporting_year, found.period.last_year)
    if found.cutoff:
        day = found.cutoff.isoformat()
        return _(
            "%(year)s, with events recorded to %(day)s (--cutoff sets another day)",
            year=year,
            day=day,
        )
    return _("%(year)s, with all events of the record (--cutoff sets another day)", year=year)


def _incomplete(found: PartyAccounts) -> Text:
    years = spans(found.incomplete)
    return _(
        "public or partial record only: %(years)s not declared complete; figures that these "
        "years may change are empty, not nought",
        years=years,
    )


def _flows(found: PartyAccounts) -> Iterator[Note]:
    for objection, words in OBJECTIONS.items():
        several = [
            (row, against)
            for row, against in found.flows
            if against and against.objection is objection
        ]
        if several:
            rows = [row for row, _against in several]
            rule = several[0][1].provision
            yield Note(label=_("Left out"), text=_amount(rows, words), provision=rule)
    if found.unmeasured:
        words = _(
            "in a metric in which this NDC is not accounted (see ndc_indicators.non_ghg_metric)"
        )
        yield Note(label=_("Left out"), text=_amount(found.unmeasured, words))
    others = [row for row, against in found.flows if against is None and not row.is_own]
    if others:
        words = _("told only by a counterpart")
        yield Note(label=_("Counted"), text=_amount(others, words))
    by_reason: dict[str, int] = {}
    for each in found.undecided:
        by_reason[each.reason] = by_reason.get(each.reason, 0) + each.number
    for reason, number in by_reason.items():
        yield Note(
            label=_("Undecided"),
            text=_(
                "rows: %(number)s; %(reason)s; the figures that they may change are empty",
                number=number,
                reason=wording.BRIEF[Missing(reason)],
            ),
        )


def _amount(rows: Sequence[FlowSum], words: Text) -> Text:
    tonnes = sum(row.tonnes for row in rows if row.metric == Metric.GHG)
    others = sum(row.quantity(is_ghg=False) for row in rows)
    unknown = sum(row.unknown for row in rows)
    units = _("units of the non-GHG metric")
    entries = _("entries of unknown quantity")
    amounts = (
        (f"{tonnes:,}", alike(TONNES)) if tonnes else None,
        (written(others), units) if others else None,
        (f"{unknown:,}", entries) if unknown else None,
    )
    known = (joined((alike(number), of), alike(" ")) for number, of in filter(None, amounts))
    return _("%(amount)s %(words)s", amount=joined(known, alike(" + ")), words=words)


def balance(ledger: Ledger, request: BalanceRequest) -> Report:
    """Return the balance of a Party in every metric of its NDC, under one method or under each."""
    found = party_accounts(ledger, request)
    tables = _tables_of(found, request)
    others = other_balances(ledger, request, of_accounts(ledger, found))
    title = f"{request.ndc['party']}, {request.ndc['period']}"
    return Report(
        name="balance",
        title=_("Emissions balance of %(title)s", title=title),
        tables=tables,
        notes=(
            *notes(found),
            *(each.note for each in others),
            *_checked(ledger, found),
            *later_events(ledger, found),
        ),
    )


def other_balances(
    ledger: Ledger, request: BalanceRequest, taken: Iterable[TakenAnswer]
) -> tuple[AlternativeAnswer, ...]:
    """Return answers, each with what one other would change in the balance."""

    def cells(asked: Ledger) -> Cells:
        return cells_of_tables(_tables_of(party_accounts(asked, request), request))

    return alternatives(ledger, taken, cells(ledger), cells)


def _tables_of(found: PartyAccounts, request: BalanceRequest) -> tuple[ReportTable, ...]:
    tables = (
        table
        for measure, sources in found.measured
        for table in _tables(measure, sources, found.methods, request.ndc)
    )
    # CSV holds the first table and those with its columns: the closings stand behind.
    return tuple(sorted(tables, key=lambda each: each.layout is not Layout.ACROSS))


def _checked(ledger: Ledger, found: PartyAccounts) -> Iterator[Note]:
    """Yield that checks fail, where they do: the figures are as good as the rows."""
    for each in failed_checks(ledger, found.ndc.row["party"], found.cutoff):
        yield Note(
            label=_("Checks"),
            text=_(
                "rows that bear on these figures and fail a check: %(count)s; jcm check names them",
                count=each.values["count"],
            ),
        )


def _tables(
    measure: Measure, sources: Sources, methods: Sequence[AdjustmentMethod], ndc: Row
) -> Iterator[ReportTable]:
    name = "emissions" if measure.metric is Metric.GHG else "indicator"
    unit = alike(measure.unit)
    named = [bilingual(measure.name, measure.name_ja)] if measure.name else []
    yield ReportTable(
        name=name,
        title=joined((*named, unit), _(", ")),
        columns=columns(measure),
        rows=tuple(row for method in methods for row in _rows(measure, sources, method, ndc)),
        layout=Layout.ACROSS,
        group=("method", "status"),
        across="year",
    )
    if sources.account.has_ended:
        yield closings(measure, sources.account, methods)


def _rows(
    measure: Measure, sources: Sources, method: AdjustmentMethod, ndc: Row
) -> Iterator[tuple[Cell, ...]]:
    result: Statement = statement(sources.account, method)
    for line in result.lines:
        yield (
            Cell(value=ndc["party"]),
            Cell(value=ndc["period"]),
            Cell(value=measure.unit),
            Cell(value=measure.name or None, label=bilingual(measure.name, measure.name_ja)),
            Cell(value=method.name.value, label=wording.METHODS[method.name]),
            wording.coded(line.status),
            Cell(value=line.year),
            *(figure_cell(figure, sources.behind(figure)) for figure in map(line.figure, ROWS)),
        )
