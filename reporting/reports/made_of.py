"""What each figure of an account is made of, line by line: flows and levels, added as the law adds.

The law computes the figures; a test sums these rows again and gets every one of them.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from reporting.accounting.account import Account
from reporting.accounting.exact import Exact, exact
from reporting.accounting.flows import Flow, FlowKind
from reporting.accounting.gathering import left_out
from reporting.accounting.outcomes import AuthorizedFor
from reporting.accounting.period import MethodName, Metric, Period
from reporting.ledger.flows import FlowRow
from reporting.ledger.lineage import Contribution
from reporting.reports.lineage import NOTHING, Lineage, together
from reporting.reports.ndc import Measure


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A flow of the law, the row it comes from, and what the record says of it."""

    flow: Flow
    made_of: Lineage
    contribution: Contribution


def as_flow(row: FlowRow, metric: Metric) -> Flow:
    """Return a total of the ledger as the law reads it, in one metric."""
    quantity = row.tonnes if metric is Metric.GHG else row.non_ghg
    return Flow(
        kind=FlowKind(row["flow"]),
        authorized_for=AuthorizedFor(row["authorized_for"]) if row["authorized_for"] else None,
        vintage=row["vintage"],
        event_year=row["event_year"],
        use_year=row["use_year"],
        quantity=exact(quantity),
        unknown=row.unknown,
    )


def bears_on(row: FlowRow, measure: Measure) -> bool:
    """Tell whether a total is in the metric of a measure: tonnes, or one non-GHG metric."""
    return (row["metric"], row["non_ghg_metric"]) == (measure.metric, measure.non_ghg_metric)


def parts(rows: Sequence[Contribution], measure: Measure, period: Period) -> tuple[Part, ...]:
    """Return the contributions that count in a period."""
    found = []
    for each in rows:
        flow = as_flow(each.flow, measure.metric)
        if bears_on(each.flow, measure) and left_out(flow, period) is None:
            made_of = Lineage.of([(each.place, flow.quantity)])
            found.append(Part(flow=flow, made_of=made_of, contribution=each))
    return tuple(found)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """The rows behind an account.

    Attributes:
        account: The account.
        parts: What its flows are made of.
        levels: What its annual levels are made of.
    """

    account: Account
    parts: Sequence[Part]
    levels: Mapping[int, Lineage]

    def of_line(self, method: MethodName, year: int) -> Mapping[str, Lineage]:
        """Return what each figure of a year's line is made of."""
        ndc, oimp = self._event(year, is_oimp=False), self._event(year, is_oimp=True)
        used, level = self._used(year), self.levels.get(year, NOTHING)
        adjustment = self._adjustment(method, year)
        return {
            "annual_level": level,
            "first_transferred_by_event_year_ndc": ndc,
            "first_transferred_by_event_year_oimp": oimp,
            "used_by_use_year": used,
            "net": ndc + oimp - used,
            "cumulative": together(
                self._net(each) for each in range(self.account.period.first_year, year + 1)
            ),
            "first_transferred_by_vintage": self._vintage(year),
            "average": self._average() if method is MethodName.AVERAGING else NOTHING,
            "adjustment": adjustment,
            "balance": level + adjustment,
        }

    def _adjustment(self, method: MethodName, year: int) -> Lineage:
        sign = 1 if self.account.flows.metric is Metric.GHG else -1
        if method is MethodName.AVERAGING:
            return self._average().times(sign)
        return (self._vintage(year) - self._used(year)).times(sign)

    def _average(self) -> Lineage:
        elapsed = self.account.elapsed().value
        if not elapsed:
            return NOTHING
        account = self.account
        late = self._first(
            lambda flow: flow.event_year is not None and account.is_late(flow.event_year)
        )
        net = together(self._net(year) for year in account.years) + late
        return net.times(_inverse(elapsed))

    def _net(self, year: int) -> Lineage:
        both = self._event(year, is_oimp=False) + self._event(year, is_oimp=True)
        return both - self._used(year)

    def _event(self, year: int, *, is_oimp: bool) -> Lineage:
        return self._first(
            lambda flow: (
                flow.event_year == year and (flow.authorized_for is AuthorizedFor.OIMP) is is_oimp
            )
        )

    def _vintage(self, year: int) -> Lineage:
        return self._first(lambda flow: flow.vintage == year)

    def _used(self, year: int) -> Lineage:
        return _chosen(
            self.parts, lambda flow: flow.kind is FlowKind.USED and flow.use_year == year
        )

    def _first(self, asked: Callable[[Flow], bool]) -> Lineage:
        return _chosen(
            self.parts, lambda flow: flow.kind is FlowKind.FIRST_TRANSFERRED and asked(flow)
        )


def _chosen(parts: Iterable[Part], asked: Callable[[Flow], bool]) -> Lineage:
    return together(each.made_of for each in parts if asked(each.flow))


def _inverse(value: Exact) -> Exact:
    return exact(1 / Fraction(value))
