"""The rows behind the figures of an account: each figure of the law says of which flows it is."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from reporting.accounting.account import Account, Level
from reporting.accounting.exact import Exact
from reporting.accounting.figure import Figure
from reporting.accounting.flows import Flow, FlowKind
from reporting.accounting.outcomes import AuthorizedFor
from reporting.accounting.period import Metric
from reporting.forms.model.lineage import Lineage, grouped, together
from reporting.forms.queries.ndc import Measure
from reporting.ledger.ledger import Ledger
from reporting.ledger.rows import FlowEntry, FlowSum

RowsOf = Mapping[int, Lineage]


def flows_of(ledger: Ledger, party: str) -> list[FlowSum]:
    """Return what a Party first transferred and used."""
    return [row for row in ledger.ask(FlowSum, party=party) if row.flow in {*FlowKind}]


def rows_of(ledger: Ledger, flows: Iterable[FlowSum], party: str) -> RowsOf:
    """Return the rows of the data behind some flows of a Party, as each is counted."""
    counted = {each.number: each.counted for each in flows}
    entries = ledger.fetch(FlowEntry.relation, party=party)
    return {
        number: Lineage.of_entries(ledger.inputs, rows["entry"], rows[counted[number]])
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


def bears_on(row: FlowSum, measure: Measure) -> bool:
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
        of_one = term.of_one(is_ghg=self.account.flows.metric is Metric.GHG)
        return self.rows[term.number].times(of_one)
