"""The rows behind the figures of an account: each figure of the law says of which flows it is."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from operator import attrgetter
from typing import Any

from reporting.accounting.account import Account, Level
from reporting.accounting.exact import Exact
from reporting.accounting.figure import Figure
from reporting.accounting.flows import Flow, FlowKind
from reporting.accounting.outcomes import AuthorizedFor
from reporting.accounting.period import Metric
from reporting.findings import Place
from reporting.ledger.ledger import Ledger
from reporting.ledger.rows import FlowRow, FlowSum
from reporting.reports.lineage import Lineage
from reporting.reports.ndc import Measure

MEASURED = ("tonnes", "unknown", "units")
KEY = tuple(each.name for each in fields(FlowSum) if each.name not in MEASURED)
_key = attrgetter(*KEY)

RowsOf = Mapping[tuple[Any, ...], Sequence[tuple[Place, FlowRow]]]


def flows_of(ledger: Ledger, party: str) -> list[FlowSum]:
    """Return what a Party first transferred and used."""
    return [row for row in ledger.ask(FlowSum, party=party) if row.flow in {*FlowKind}]


def rows_of(ledger: Ledger, party: str) -> RowsOf:
    """Return the rows of the data behind the flows of a Party, by what flows are told apart by."""
    found: dict[tuple[Any, ...], list[tuple[Place, FlowRow]]] = {}
    for row in ledger.ask(FlowRow, party=party):
        found.setdefault(_key(row), []).append((ledger.inputs.place(row.entry), row))
    return found


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


def bears_on(row: FlowSum, measure: Measure) -> bool:
    """Tell whether a total is in the metric of a measure: tonnes, or one non-GHG metric."""
    return (row.metric, row.non_ghg_metric) == (measure.metric, measure.non_ghg_metric)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """The rows behind an account.

    Attributes:
        account: The account.
        flows: The flows that count in its period.
        rows: The rows behind flows.
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
            self.known[terms] = Lineage.of(
                (place, part * factor)
                for term, factor in terms
                for place, part in self._parts(term)
            )
        return self.known[terms]

    def behind_flows(self, flows: Iterable[Flow]) -> Lineage:
        """Return the rows of some flows together."""
        return Lineage.of(part for flow in flows for part in self._parts(flow.source))

    def _parts(self, term: object) -> Iterable[tuple[Place, Exact]]:
        if isinstance(term, Level):
            return self.levels[term.year].parts.items()
        is_ghg = self.account.flows.metric is Metric.GHG
        return (
            (place, row.quantity(is_ghg=is_ghg)) for place, row in self.rows.get(_key(term), ())
        )
