"""What one Party first transferred and used in one NDC period, by the three clocks.

Event year (when the first transfer happened), vintage (when the outcome occurred) and use year
(for which it is used) never mix: each field names its clock. There is no term for acquisition.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from reporting.accounting.figure import Exact, Figure, Missing, exact, known, total, unknown
from reporting.accounting.first_transfer import AuthorizedFor, is_from_2021_onward
from reporting.accounting.period import Metric, Period
from reporting.accounting.settings import cites


class FlowKind(StrEnum):
    """The only two flows that bear on a balance."""

    FIRST_TRANSFERRED = "first_transferred"
    USED = "used"


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """Some first transfers or uses of one Party that agree in all years and in purpose.

    Attributes:
        kind: First transferred, or used towards the Party's NDC.
        authorized_for: For a first transfer, what the authorization is for.
        vintage: Calendar year in which the outcomes occurred; None if not known.
        event_year: Year of the first transfer; None if not known.
        use_year: For a use, the year for which it counts; None if not known.
        quantity: What is known of it, in the unit of the flows.
        unknown: How many entries have no known quantity; or, where it is undecided, how many
            there are.
        undecided: Why the rules or the record do not decide whether it is a flow of the Party;
            None for a flow that is one. No quantity of it counts.
        source: What the caller knows it by, for `Figure.terms`; None for nothing.
    """

    kind: FlowKind
    authorized_for: AuthorizedFor | None
    vintage: int | None
    event_year: int | None
    use_year: int | None
    quantity: Exact
    unknown: int
    undecided: Missing | None = None
    source: Hashable = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """A known quantity, how many entries beside it have none, and the flows it is the sum of.

    Attributes:
        quantity: What is known.
        unknown: How many entries have no known quantity.
        undecided: Of how many entries it is not decided whether they count, each time with why.
        sources: The flows that the quantity is the sum of.
    """

    quantity: Exact = 0
    unknown: int = 0
    undecided: tuple[tuple[Missing, int], ...] = ()
    sources: tuple[Hashable, ...] = ()


Tallies = Mapping[int | None, Tally]
NOTHING = Tally()


@cites("2/CMA.3/annex/1(c)")
@dataclass(frozen=True, slots=True, kw_only=True)
class Flows:
    """First transfers and uses of one Party in one NDC period and one metric.

    Attributes:
        party: The Party.
        unit: Unit of every quantity, such as ``t CO2 eq``; whole numbers for GHG.
        metric: GHG or non-GHG.
        first_transferred_by_event_year_ndc: Authorized for NDC use, or for it and OIMP.
        first_transferred_by_event_year_oimp: Authorized for OIMP only; disjoint from the former.
        first_transferred_by_vintage: Both together.
        used_by_use_year: Used towards the Party's NDC.
        incomplete_years: Years up to the cut-off whose record is not declared complete.

    The key None holds what has no known year: every year may be concerned.

    Raises:
        TypeError: for a quantity that is not exact, or for GHG not whole.
    """

    party: str
    unit: str
    metric: Metric
    first_transferred_by_event_year_ndc: Tallies
    first_transferred_by_event_year_oimp: Tallies
    first_transferred_by_vintage: Tallies
    used_by_use_year: Tallies
    incomplete_years: tuple[int, ...]

    def __post_init__(self) -> None:
        """Refuse what is not exact."""
        every = (
            self.first_transferred_by_event_year_ndc,
            self.first_transferred_by_event_year_oimp,
            self.first_transferred_by_vintage,
            self.used_by_use_year,
        )
        for tally in (each for tallies in every for each in tallies.values()):
            if not isinstance(exact(tally.quantity), int) and self.metric is Metric.GHG:
                msg = f"{tally.quantity} {self.unit} is not whole"
                raise TypeError(msg)

    @cites("2/CMA.3/annex/23(c)")
    def first_transferred_in_event_year_ndc(self, year: int) -> Figure:
        """Return what was first transferred in a year, authorized for NDC use (or both)."""
        return self._first(self.first_transferred_by_event_year_ndc, year, {year})

    @cites("2/CMA.3/annex/23(d)")
    def first_transferred_in_event_year_oimp(self, year: int) -> Figure:
        """Return what was first transferred in a year, authorized for OIMP only."""
        return self._first(self.first_transferred_by_event_year_oimp, year, {year})

    def first_transferred_of_vintage(self, year: int) -> Figure:
        """Return what was first transferred, at any time, of outcomes that occurred in a year."""
        return self._first(self.first_transferred_by_vintage, year, self._incomplete_since(year))

    @cites("2/CMA.3/annex/23(e)")
    def used_for_use_year(self, year: int) -> Figure:
        """Return what was used, at any time, towards the NDC for a year."""
        return total(
            (
                _figure(self.used_by_use_year, year, Missing.USE_QUANTITY, Missing.USE_YEAR),
                *self._incomplete(self._incomplete_since(year)),
            )
        )

    def _first(self, tallies: Tallies, year: int, recorded_in: set[int]) -> Figure:
        missing = (Missing.FIRST_TRANSFER_QUANTITY, Missing.FIRST_TRANSFER_YEAR)
        return total((_figure(tallies, year, *missing), *self._incomplete(recorded_in)))

    def _incomplete_since(self, year: int) -> set[int]:
        # What occurred in a year may be first transferred, and used for it, in any later one.
        return {each for each in self.incomplete_years if each >= year}

    def _incomplete(self, years: set[int]) -> Iterable[Figure]:
        return (
            unknown(Missing.COMPLETE_RECORD, year)
            for year in sorted(years.intersection(self.incomplete_years))
        )


def _figure(tallies: Tallies, year: int, quantity: Missing, dated: Missing) -> Figure:
    tally = tallies.get(year, NOTHING)
    undated = tallies.get(None, NOTHING)
    # A quantity of nought without a year changes no year.
    without_year = undated.unknown + (undated.quantity != 0)
    terms = [known(tally.quantity, dict.fromkeys(tally.sources, 1))]
    terms += [unknown(quantity, year, tally.unknown)] if tally.unknown else []
    # What may count and has no year may count in any.
    counts: Counter[Missing] = Counter()
    for missing, number in (*tally.undecided, *undated.undecided):
        counts[missing] += number
    terms += [unknown(missing, year, number) for missing, number in counts.items()]
    terms += [unknown(dated, year, without_year)] if without_year else []
    return total(terms)


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
    # Authorized for both stands under 23(c) alone: (c) and (d) are disjoint, so (f) counts nothing
    # twice.
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
    # First, for such an outcome is no ITMO in any period.
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
        if each.undecided is not None:
            told = (*tallies[year].undecided, (each.undecided, each.unknown))
            tallies[year] = replace(tallies[year], undecided=told)
            continue
        tallies[year] = Tally(
            quantity=tallies[year].quantity + exact(each.quantity),
            unknown=tallies[year].unknown + each.unknown,
            undecided=tallies[year].undecided,
            sources=(*tallies[year].sources, each.source),
        )
    return dict(tallies)
