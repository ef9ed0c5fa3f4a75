"""The breakdown of paragraph 23(j): what was first transferred and used, by cooperative approach.

Its rows are the flows that the structured summary adds up, so their sums are its rows 10
to 12; where the summary has no figure of a year, nor has the breakdown.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from reporting.accounting.first_transfer import AuthorizedFor
from reporting.accounting.flows import Flow, FlowKind
from reporting.forms.ctf_table4.build import accounts_of
from reporting.forms.ctf_table4.lines import about
from reporting.forms.model import wording
from reporting.forms.model.figure_cells import QUANTITY_UNKNOWN, figure_cell
from reporting.forms.model.reporting_period import reported
from reporting.forms.model.request import FormRequest
from reporting.forms.model.table import Cell, Column, Reason, ReportTable, Type
from reporting.forms.queries.accounts import PartyAccounts, Sources
from reporting.forms.queries.ndc import Measure
from reporting.ledger.ledger import Ledger
from reporting.ledger.rows import FlowSum
from reporting.messages import _
from reporting.official_forms.ctf_table4 import Clock

Key = tuple[Any, ...]
FIGURES = (
    "first_transferred_by_event_year_ndc",
    "first_transferred_by_event_year_oimp",
    "used_by_use_year",
)
UNDATED = Reason(
    code="year_unknown",
    sentence=_("The year by which the quantity counts is not known."),
    brief=_("Year not known"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """What identifiers stand for.

    Attributes:
        approaches: The rows of the cooperative approaches, by key.
        sectors: By Party and authorization, its sectors.
    """

    approaches: Mapping[str, Mapping[str, Any]]
    sectors: Mapping[tuple[str, str], str]


def breakdown(ledger: Ledger, request: FormRequest) -> tuple[ReportTable, ...]:
    """Return the breakdown of the summary of a submission year, a table for each metric.

    Returns:
        The tables; none where the record names no NDC of the Party.
    """
    covers = reported(ledger, request)
    return () if covers.ndc is None else broken_down(ledger, accounts_of(ledger, request, covers))


def broken_down(ledger: Ledger, accounts: PartyAccounts) -> tuple[ReportTable, ...]:
    """Return the breakdown of accounts, a table for each metric; tonnes first."""
    names = _names(ledger)
    return tuple(
        ReportTable(
            name=f"breakdown_{number}",
            title=_("Breakdown by cooperative approach, %(unit)s", unit=measure.unit),
            columns=_columns(measure),
            rows=_rows(measure, sources, names),
            nothing=_("Nothing first transferred or used in the record."),
        )
        for number, (measure, sources) in enumerate(accounts.measured, 1)
    )


def _columns(measure: Measure) -> tuple[Column, ...]:
    return (
        Column(name="year", label=_("Year"), type=Type.YEAR, clock=Clock.EVENT_AND_USE),
        Column(name="approach", label=_("Cooperative approach")),
        Column(name="approach_name", label=_("Name"), is_detail=True),
        Column(name="sector", label=_("Sector")),
        Column(name="transferring", label=_("Transferring Party")),
        Column(name="using", label=_("Acquiring or using Party")),
        Column(name="vintage", label=_("Vintage"), type=Type.YEAR),
        Column(name="metric", label=_("Metric"), is_detail=True),
        *(
            Column(
                name=name,
                label=label,
                type=Type.QUANTITY,
                unit=measure.unit,
                clock=clock,
                provision=f"2/CMA.3 annex, para. {paragraph} and (j)",
                places=measure.places,
            )
            for name in FIGURES
            for label, clock, paragraph in (wording.LINES[name],)
        ),
    )


def _rows(measure: Measure, sources: Sources, names: Names) -> tuple[tuple[Cell, ...], ...]:
    groups: dict[Key, dict[str, list[Flow]]] = {}
    for flow in sources.flows:
        figure = _figure(flow)
        key = _key(flow, figure, names)
        groups.setdefault(key, {}).setdefault(figure, []).append(flow)
    period = sources.account.years
    return tuple(
        (
            *(Cell(value=value) for value in key),
            Cell(value=about(measure).en, label=about(measure)),
            *(_cell(sources, key[0], name, groups[key].get(name, ())) for name in FIGURES),
        )
        for key in sorted(groups, key=_order)
        if key[0] is None or key[0] in period
    )


def _figure(flow: Flow) -> str:
    if flow.kind is FlowKind.USED:
        return FIGURES[2]
    # Authorized for both stands with the NDC's, as under 23(c).
    return FIGURES[flow.authorized_for is AuthorizedFor.OIMP]


def _key(flow: Flow, figure: str, names: Names) -> Key:
    row = flow.source
    if not isinstance(row, FlowSum):
        msg = "a flow of an account is made of a flow of the ledger"
        raise TypeError(msg)
    approach = names.approaches.get(row.approach, {})
    is_used = figure == FIGURES[2]
    return (
        flow.use_year if is_used else flow.event_year,
        approach.get("approach_id") or row.approach,
        approach.get("name"),
        names.sectors.get((row.host or row.party, row.binding_id or "")),
        row.host,
        row.party if is_used else row.counterparty,
        flow.vintage,
    )


def _cell(sources: Sources, year: int | None, name: str, flows: Sequence[Flow]) -> Cell:
    """Return what the flows add up to, if the summary has a figure of their year."""
    if not flows:
        return Cell()
    if year is None:
        return Cell(reasons=(UNDATED,))
    if any(flow.unknown for flow in flows):
        return Cell(reasons=(QUANTITY_UNKNOWN,))
    account = sources.account
    figures = {
        FIGURES[0]: account.first_transferred_in_event_year_ndc,
        FIGURES[1]: account.first_transferred_in_event_year_oimp,
        FIGURES[2]: account.used_for_use_year,
    }
    of_year = figure_cell(figures[name](year))
    if of_year.reasons:
        return of_year
    lineage = sources.behind_flows(flows)
    return Cell(value=lineage.total, lineage=lineage)


def _names(ledger: Ledger) -> Names:
    """Return what identifiers stand for; an authorization's sectors are those of any version."""
    sectors: dict[tuple[str, str], set[str]] = {}
    for row in ledger.table("authorization_sectors"):
        sectors.setdefault((row["party"], row["authorization_id"]), set()).add(row["sector"])
    return Names(
        approaches={row["approach"]: row for row in ledger.table("cooperative_approaches")},
        sectors={key: "; ".join(sorted(each)) for key, each in sectors.items()},
    )


def _order(key: Key) -> tuple[tuple[bool, str], ...]:
    return tuple((each is not None, str(each)) for each in key)
