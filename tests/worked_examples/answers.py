"""Each question put once to a replay of many cases; the answers are kept."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from reporting.forms.aef.party_record import PartyRecord
from reporting.ledger.ledger import Ledger
from tests.worked_examples import asked_of_the_ledger as asked
from tests.worked_examples.aef_cells import aef_actions, aef_holdings, aef_undecided
from tests.worked_examples.alike import Row
from tests.worked_examples.table_4 import summary

Rows = list[Row]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """What a ledger says about one statement of a case, found by the way to the statement."""

    ledger: Ledger
    known: dict[tuple[object, ...], Any] = field(default_factory=dict)

    def first_transfers(self, approaches: set[str]) -> Rows:
        """Return the first transfers under some approaches."""
        return _under(approaches, self._once(asked.first_transfers))

    def statuses(self, approaches: set[str], day: date) -> Rows:
        """Return what all units under some approaches are on a day."""
        return _under(approaches, self._once(asked.statuses, day))

    def holdings(self, _: set[str], party: str, day: date) -> Rows:
        """Return what a Party holds at the end of a day."""
        return [row for row in self._once(asked.held, day) if row["party"] == party]

    def flows(self, _: set[str], party: str, kind: str) -> Rows:
        """Return a flow of a Party."""
        every: Rows = self._once(asked.flowed)
        return [row for row in every if (row["party"], row["flow"]) == (party, kind)]

    def undecided(self, approaches: set[str], party: str) -> Rows:
        """Return of what it is not decided whether it is a flow of a Party."""
        every = _under(approaches, self._once(asked.undecided))
        return [row for row in every if row["party"] == party]

    def aef_actions(self, _: set[str], party: str, year: int) -> Rows:
        """Return the rows of AEF Table 3 of a Party and year."""
        return aef_actions(self.ledger, self._once(PartyRecord.from_ledger), party, year)

    def aef_holdings(self, _: set[str], party: str, year: int) -> Rows:
        """Return the rows of AEF Table 4 of a Party and year."""
        return aef_holdings(self.ledger, self._once(PartyRecord.from_ledger), party, year)

    def aef_undecided(self, _: set[str], party: str, year: int) -> Rows:
        """Return what an AEF says of what it leaves out, by finding."""
        return aef_undecided(self.ledger, self._once(PartyRecord.from_ledger), party, year)

    def ctf_table_4(self, _: set[str], party: str, *place: str) -> object:
        """Return a cell, or a row of cells, of CTF Table 4 of a Party."""
        found: Any = self._once(summary, party)
        for name in place:
            found = found[name]
        return found

    def _once(self, question: Callable[..., Any], *about: object) -> Any:  # noqa: ANN401 - rows or cells
        key = (question.__name__, *about)
        if key not in self.known:
            self.known[key] = question(self.ledger, *about)
        return self.known[key]


def _under(approaches: set[str], rows: Rows) -> Rows:
    return [row for row in rows if row["approach"] in approaches]
