"""The accounts of a Party for one NDC period: one for each measure, up to a cut-off.

`balance` and the structured summary show them; nobody computes them a second time.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from reporting.accounting.account import Account, Level
from reporting.accounting.adjustment import AdjustmentMethod
from reporting.accounting.figure import Exact, Figure, Missing
from reporting.accounting.first_transfer import AuthorizedFor
from reporting.accounting.flows import Flow, FlowKind, Flows, LeftOut, gathered, left_out
from reporting.accounting.methods import METHODS, method_named
from reporting.accounting.period import ElapsedBasis, MethodName, Metric, Period
from reporting.accounting.settings import ELAPSED_BASIS, Option, Settings, chosen_options
from reporting.accounting.statement import statement
from reporting.forms.model.provenance import Lineage, grouped, together
from reporting.forms.queries.declared_years import (
    declared_years,
    end_of_complete_years,
    last_whole_year,
)
from reporting.forms.queries.ndc import Measure, Ndc, measures, ndc_of
from reporting.ledger.ledger import Ledger, Row
from reporting.ledger.rows import FlowEntry, FlowSum, UndecidedFlow

RowsOf = Mapping[int, Lineage]


def flows_of(ledger: Ledger, party: str) -> list[FlowSum]:
    """Return what a Party first transferred and used."""
    # What is acquired or cancelled bears on no balance: paras. 8 and 9 have no such term.
    every = [row for row in ledger.ask(FlowSum, party=party) if row.flow in {*FlowKind}]
    if ledger.readings.of_party(party).authorizations_counted == "all":
        return every
    uploaded = {
        row["authorization_id"]
        for row in ledger.table("authorizations")
        if row["party"] == party and _is_by(row.get("uploaded_on"), ledger.cutoff)
    }
    return [
        row for row in every if row.flow != FlowKind.FIRST_TRANSFERRED or row.binding_id in uploaded
    ]


def _is_by(day: date | None, cutoff: date | None) -> bool:
    return day is not None and (cutoff is None or day <= cutoff)


def undecided_of(ledger: Ledger, party: str) -> list[UndecidedFlow]:
    """Return what may be such a flow of a Party: the figures it may change are empty."""
    return ledger.ask(UndecidedFlow, party=party)


def rows_of(ledger: Ledger, flows: Iterable[FlowSum], party: str) -> RowsOf:
    """Return the rows of the data behind some flows of a Party, as each is counted."""
    counted = {each.number: each.counted for each in flows}
    entries = ledger.fetch(FlowEntry.relation, party=party)
    return {
        number: Lineage.from_entries(ledger.inputs, rows["entry"], rows[counted[number]])
        for number, rows in grouped(entries, "number")
        if number in counted
    }


def as_flow(row: FlowSum, metric: Metric) -> Flow:
    """Return a total of the ledger as the law reads it, in one metric."""
    return Flow(
        kind=FlowKind(row.flow),
        authorized_for=AuthorizedFor(row.authorized_for) if row.authorized_for else None,
        vintage=row.vintage,
        event_year=row.event_year,
        use_year=row.use_year,
        quantity=row.quantity(is_ghg=metric is Metric.GHG),
        unknown=row.unknown,
        source=row,
    )


def as_undecided(row: UndecidedFlow) -> Flow:
    """Return what may be a flow as the law reads it."""
    return Flow(
        kind=FlowKind(row.flow),
        authorized_for=AuthorizedFor(row.authorized_for) if row.authorized_for else None,
        vintage=row.vintage,
        event_year=row.event_year,
        use_year=row.use_year,
        quantity=0,
        unknown=row.number,
        undecided=Missing(row.reason),
    )


def counted_flows(
    rows: Iterable[FlowSum], undecided: Iterable[UndecidedFlow], measure: Measure
) -> list[Flow]:
    """Return all that bears on an account of a measure."""
    return [
        *(as_flow(row, measure.metric) for row in rows if bears_on(row, measure)),
        *(as_undecided(row) for row in undecided if bears_on(row, measure)),
    ]


def bears_on(row: FlowSum | UndecidedFlow, measure: Measure) -> bool:
    """Tell whether a total is in the metric of a measure: tonnes, or one non-GHG metric."""
    return (row.metric, row.non_ghg_metric) == (measure.metric, measure.non_ghg_metric)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """The rows behind an account.

    Attributes:
        account: The account.
        flows: The flows that count in its period.
        rows: The rows behind flows, by their number.
        levels: The rows behind its annual levels.
        known: The rows found so far, by what a figure is a sum of.
    """

    account: Account
    flows: Sequence[Flow]
    rows: RowsOf
    levels: Mapping[int, Lineage]
    known: dict[frozenset[tuple[object, Exact]], Lineage] = field(default_factory=dict, repr=False)

    def behind(self, figure: Figure) -> Lineage:
        """Return the rows that a figure of the account is a sum of, each with its part.

        Figures of several years and lines are sums of the same: their rows are listed once.
        """
        terms = frozenset(figure.terms.items())
        if terms not in self.known:
            self.known[terms] = together(
                self._of(term).times(factor) for term, factor in figure.terms.items()
            )
        return self.known[terms]

    def behind_flows(self, flows: Iterable[Flow]) -> Lineage:
        """Return the rows of some flows together."""
        return together(self._of(flow.source) for flow in flows)

    def _of(self, term: object) -> Lineage:
        if isinstance(term, Level):
            return self.levels[term.year]
        if not isinstance(term, FlowSum):
            msg = "an account is made of levels and of flows of the ledger"
            raise TypeError(msg)
        # Terms count units, a figure their quantity: of a non-GHG metric each is its share of the
        # block.
        of_one = term.of_one(is_ghg=self.account.flows.metric is Metric.GHG)
        return self.rows[term.number].times(of_one)


@dataclass(frozen=True, slots=True, kw_only=True)
class BalanceRequest:
    """What is asked.

    Attributes:
        ndc: The row of ``ndcs``.
        method: The method asked for; None for the one of the NDC, or all where it names none.
        elapsed: The elapsed basis asked for; None for the one of the NDC.
        cutoff: The last day whose events count; None for the day the period was closed, else the
            end of the last year of an unbroken run that the Party declares complete.
    """

    ndc: Row
    method: MethodName | None = None
    elapsed: ElapsedBasis | None = None
    cutoff: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Record:
    """The record of a Party up to the cut-off."""

    flows: Sequence[FlowSum]
    undecided: Sequence[UndecidedFlow]
    rows: RowsOf
    incomplete: tuple[int, ...]
    reporting_year: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyAccounts:
    """The accounts of a Party for one NDC period, and what is said below their figures.

    Attributes:
        ndc: What was submitted about the NDC.
        period: The NDC implementation period, open unless it was closed by the cut-off.
        methods: The method asked for or named; all of them where there is none.
        request: The method asked for, if any.
        measured: The account of each measure, emissions first, with the rows behind it.
        cutoff: The last day whose events count, if any.
        reporting_year: The last year reported on.
        incomplete: Years whose record is not declared complete.
        flows: The flows of the Party, with what stands against each.
        undecided: What may be a flow of the Party in its period; no quantity of it counts.
        unmeasured: Those of them in a metric that no measure of the NDC has.
        options: The settings that bear on the figures.
    """

    ndc: Ndc
    period: Period
    methods: tuple[AdjustmentMethod, ...]
    request: MethodName | None
    measured: tuple[tuple[Measure, Sources], ...]
    cutoff: date | None
    reporting_year: int
    incomplete: Sequence[int]
    flows: Sequence[tuple[FlowSum, LeftOut | None]]
    undecided: Sequence[UndecidedFlow]
    unmeasured: Sequence[FlowSum]
    options: Sequence[Option]


def party_accounts(ledger: Ledger, request: BalanceRequest) -> PartyAccounts:
    """Return the accounts of a Party in every metric of its NDC; several forms show the same."""
    options = (request.method, request.elapsed, request.cutoff)
    key = ("accounts", ledger.cutoff, *options, *request.ndc.items())
    return ledger.once(key, lambda: _party_accounts(ledger, request))


def _party_accounts(ledger: Ledger, request: BalanceRequest) -> PartyAccounts:
    party, ndc = request.ndc["party"], ndc_of(ledger, request.ndc)
    elapsed = request.elapsed and ledger.readings.instead(ELAPSED_BASIS, request.elapsed)
    period = ndc.period(ElapsedBasis(elapsed) if elapsed else None)
    cutoff = (
        request.cutoff
        or period.closed_on
        or end_of_complete_years(ledger, party, period.first_year)
    )
    # On the day of the cut-off it had not been closed.
    if cutoff and period.closed_on and cutoff < period.closed_on:
        period = replace(period, closed_on=None)
    record = _record(ledger.up_to(cutoff), ndc, period, cutoff)
    settings = ledger.readings.of_party(party)
    authorized = (
        _as_authorized(ledger, ndc, period, cutoff) if settings.row_23d == "authorized" else None
    )
    chosen = request.method or period.method
    methods = (method_named(chosen),) if chosen else METHODS
    every = measures(ndc)
    sources = [_sources(record, each, period, party, settings, authorized) for each in every]
    return PartyAccounts(
        ndc=ndc,
        period=period,
        methods=methods,
        request=request.method,
        measured=tuple(zip(every, sources, strict=True)),
        cutoff=cutoff,
        reporting_year=record.reporting_year,
        incomplete=record.incomplete,
        flows=[(row, left_out(as_flow(row, Metric(row.metric)), period)) for row in record.flows],
        undecided=[
            row
            for row in record.undecided
            if any(bears_on(row, measure) for measure in every)
            and left_out(as_undecided(row), period) is None
        ],
        unmeasured=[
            row for row in record.flows if not any(bears_on(row, measure) for measure in every)
        ],
        options=_options(sources[0].account, methods),
    )


def _options(account: Account, methods: Sequence[AdjustmentMethod]) -> list[Option]:
    """Return the settings that bear on the figures under any of some methods, in their order."""
    bearing = {each for method in methods for each in statement(account, method).options}
    return [each for each in chosen_options(account.settings) if each in bearing]


def _record(ledger: Ledger, ndc: Ndc, period: Period, cutoff: date | None) -> _Record:
    """Return what a Party's record holds, and up to which year it is asked to be complete."""
    party = ndc.row["party"]
    own = flows_of(ledger, party)
    declared = declared_years(ledger, party)
    if cutoff:
        horizon = last_whole_year(cutoff, period.year_basis)
    else:
        # Nobody says up to when: up to the last year that anything speaks of.
        levels = [year for each in measures(ndc) for year in each.levels]
        events = [row.event_year for row in own if row.event_year]
        spoken = [*declared, *levels, *events]
        horizon = max([*spoken, period.first_year])
    reporting_year = max(period.first_year, horizon)
    years = range(period.first_year, reporting_year + 1)
    return _Record(
        flows=own,
        undecided=undecided_of(ledger, party),
        rows=rows_of(ledger, own, party),
        incomplete=tuple(
            year for year in years if year > horizon or not declared.get(year, False)
        ),  # a year that the cut-off cuts short is never complete
        reporting_year=reporting_year,
    )


def _as_authorized(ledger: Ledger, ndc: Ndc, period: Period, cutoff: date | None) -> _Record:
    """Return the record as though each authorization for OIMP were the first transfer."""
    always = {"read_as": "authorization", "first_transfer_date": "latest"}
    with ledger.under(replace(ledger.readings, always=always)) as other:
        found = _record(other.up_to(cutoff), ndc, period, cutoff)
    # Numbers of their own: the rows behind both stand side by side.
    return replace(
        found,
        flows=[replace(each, number=-each.number) for each in found.flows],
        rows={-number: rows for number, rows in found.rows.items()},
    )


def _sources(  # noqa: PLR0913, PLR0917 - what an account is made of
    record: _Record,
    measure: Measure,
    period: Period,
    party: str,
    settings: Settings,
    authorized: _Record | None,
) -> Sources:
    every = counted_flows(record.flows, record.undecided, measure)

    def flows(counted: Sequence[Flow]) -> Flows:
        return gathered(
            counted,
            period=period,
            party=party,
            unit=measure.unit,
            metric=measure.metric,
            incomplete_years=record.incomplete,
        )

    account = Account(
        period=period,
        flows=flows(every),
        authorized=None
        if authorized is None
        else flows(counted_flows(authorized.flows, authorized.undecided, measure)),
        coverage=measure.coverage,
        annual_levels=measure.levels,
        trajectory=measure.trajectory,
        target=measure.target,
        reporting_year=record.reporting_year,
        settings=settings,
    )
    return Sources(
        account=account,
        flows=[each for each in every if each.undecided is None and left_out(each, period) is None],
        rows={**record.rows, **(authorized.rows if authorized else {})},
        levels=measure.rows,
    )
