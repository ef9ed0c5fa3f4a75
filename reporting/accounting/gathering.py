"""From the ledger's flows to the `Flows` of one period: which count, and why others do not."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum

from reporting.accounting.citation import cites
from reporting.accounting.exact import exact
from reporting.accounting.flows import Flow, FlowKind, Flows, Tallies, Tally
from reporting.accounting.outcomes import AuthorizedFor, is_from_2021_onward
from reporting.accounting.period import Metric, Period


class Objection(StrEnum):
    """Why a flow does not count in a period."""

    BEFORE_2021 = "before_2021"
    OTHER_PERIOD = "other_period"
    USED_IN_ANOTHER_PERIOD = "used_in_another_period"


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """A flow that does not count in the period, with the rule against it."""

    flow: Flow
    objection: Objection
    provision: str


def gathered(  # noqa: PLR0913 - each is one field of Flows
    rows: Iterable[Flow],
    *,
    period: Period,
    party: str,
    unit: str,
    metric: Metric,
    incomplete_years: tuple[int, ...],
) -> Flows:
    """Return the flows of a period: those of `rows` against which no rule stands."""
    counted = [each for each in rows if left_out(each, period) is None]
    first = [each for each in counted if each.kind is FlowKind.FIRST_TRANSFERRED]
    oimp = [each for each in first if each.authorized_for is AuthorizedFor.OIMP]
    ndc = [each for each in first if each.authorized_for is not AuthorizedFor.OIMP]
    used = [each for each in counted if each.kind is FlowKind.USED]
    return Flows(
        party=party,
        unit=unit,
        metric=metric,
        first_transferred_by_event_year_ndc=_by(ndc, lambda each: each.event_year),
        first_transferred_by_event_year_oimp=_by(oimp, lambda each: each.event_year),
        first_transferred_by_vintage=_by(first, lambda each: each.vintage),
        used_by_use_year=_by(used, lambda each: each.use_year),
        incomplete_years=incomplete_years,
    )


@cites("2/CMA.3/annex/1(e)", "2/CMA.3/annex/8(b)")
def left_out(flow: Flow, period: Period) -> LeftOut | None:
    """Return the rule against counting a flow in a period; None where it counts.

    Outcomes from before 2021 never count (1(e)). The vintage decides to which period a first
    transfer belongs, the use year to which a use; and outcomes are used within the same period as
    when they occurred (8(b)). An unknown year is no ground for leaving a flow out.
    """
    vintage, use_year = flow.vintage, flow.use_year
    if vintage is not None and not is_from_2021_onward(vintage):
        return LeftOut(flow=flow, objection=Objection.BEFORE_2021, provision="2/CMA.3/annex/1(e)")
    is_use = flow.kind is FlowKind.USED
    year, rule = (use_year, "2/CMA.3/annex/8(b)") if is_use else (vintage, "2/CMA.3/annex/8(a)")
    if year is not None and year not in period.years:
        return LeftOut(flow=flow, objection=Objection.OTHER_PERIOD, provision=rule)
    if is_use and vintage is not None and vintage not in period.years:
        return LeftOut(flow=flow, objection=Objection.USED_IN_ANOTHER_PERIOD, provision=rule)
    return None


def _by(flows: Iterable[Flow], clock: Callable[[Flow], int | None]) -> Tallies:
    tallies: defaultdict[int | None, Tally] = defaultdict(Tally)
    for each in flows:
        year = clock(each)
        tallies[year] = Tally(
            quantity=tallies[year].quantity + exact(each.quantity),
            unknown=tallies[year].unknown + each.unknown,
            sources=(*tallies[year].sources, each.source),
        )
    return dict(tallies)
