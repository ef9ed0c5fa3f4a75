"""The ledger: blocks and events replayed, and asked.

What it computes stands in `sql`, a file for each step: recorded, numberings, scopes, entries,
serial_intervals, matched_events, unit_events, first_transfers, unit_status; then what is asked of
it: postings, flows, holdings, actions and others, each with the row of `reporting.ledger.rows`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import pyarrow as pa

from reporting.accounting.settings import Settings
from reporting.findings import Finding
from reporting.ledger.engines import Engine, Value
from reporting.ledger.law import covering, law
from reporting.ledger.loading import Inputs, in_smallest, load, located_rows
from reporting.ledger.queries import Query, composed, is_inlined, parameters, relations
from reporting.ledger.rows import Asked
from reporting.packages import Package

MOST_INTERVALS = 100_000_000
REPLAY = ("unit_status",)
PASSING = ("serial_intervals", "unit_events", "first_transfers", "earlier_first_transfers")

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """A replayed record, kept in an engine.

    Attributes:
        engine: Where its relations stand.
        inputs: The tables it was made from.
        findings: What had to be said before any check: rows told differently, ranges not cut.
        cutoff: The last day that counts in what is asked; None for all.
        made: The relations that the engine has.
    """

    engine: Engine
    inputs: Inputs
    findings: tuple[Finding, ...] = ()
    cutoff: date | None = None
    made: set[str] = field(default_factory=set)

    def up_to(self, day: date | None) -> "Ledger":
        """Return the ledger as if nothing after a day had been recorded."""
        return replace(self, cutoff=day)

    def table(self, name: str) -> list[Row]:
        """Return the rows of a table it was made from."""
        rows: list[Row] = self.inputs.tables[name].to_pylist()
        return rows

    def ask(self, row: type[Asked], **given: Value) -> list[Asked]:
        """Return the rows of a relation, of the ledger up to its cut-off.

        Args:
            row: What a row of it is.
            given: Its parameters; those left out are empty.
        """
        answer = self.fetch(row.relation, **given)
        return [row(**each) for each in answer.to_pylist()]

    def fetch(self, name: str, **given: Value) -> pa.Table:
        """Return a relation as Arrow, of the ledger up to its cut-off."""
        if name in self.inputs.tables:
            return self.inputs.tables[name]
        query = relations()[name]
        if is_inlined(name):
            known = {"cutoff": self.cutoff, **given}
            return self.run(query, {each: known.get(each) for each in parameters(query)})
        self.make(name)
        return self.engine.fetch(f"SELECT * FROM {name}", {})  # noqa: S608 - a name of ours

    def run(self, query: Query, given: Mapping[str, Value] | None = None) -> pa.Table:
        """Compute a query; what it reads is made first."""
        self._make_what_is_read(query)
        return self.engine.fetch(composed(query), given or {})

    def make(self, name: str) -> None:
        """Have a relation in the engine."""
        if name in self.made or name not in relations():
            return
        query = relations()[name]
        self._make_what_is_read(query)
        put = self.engine.view if query.is_view else self.engine.keep
        put(name, composed(query))
        self.made.add(name)

    def _make_what_is_read(self, query: Query) -> None:
        for each in query.reads:
            if is_inlined(each):
                self._make_what_is_read(relations()[each])
            else:
                self.make(each)


def open_ledger(
    engine: Engine,
    packages: Sequence[Package],
    settings: Settings | None = None,
    *,
    records_at: str = "",
) -> Ledger:
    """Replay the record that validated packages hold.

    Args:
        engine: Where to compute it.
        packages: Packages that `reporting.ledger.loading.missing_tables` has cleared.
        settings: Answers to what the decisions leave open.
        records_at: Where blocks and events lie, if not in the packages
            (`reporting.ledger.loading.load`).
    """
    return replay(engine, load(packages, records_at), settings or Settings())


def replay(
    engine: Engine, inputs: Inputs, settings: Settings, *, most_intervals: int = MOST_INTERVALS
) -> Ledger:
    """Replay a record.

    A scope whose ranges would be cut into more than ``most_intervals`` is replayed without its
    serials, and found.
    """
    for name, rows in inputs.tables.items():
        engine.load(name, in_smallest(rows))
    for name, address in inputs.located.items():
        engine.read(f"{name}_located", address)
        columns = engine.columns(f"{name}_located")
        put = engine.view if "_row" in columns else engine.keep
        put(name, located_rows(name, columns, inputs))
    engine.load("law", law(settings))
    engine.load("covering_purposes", covering())
    engine.load("row_sources", inputs.numbered_sources())
    ledger = Ledger(engine=engine, inputs=inputs)
    ledger.make("entries")
    crowded = _without_crowded_scopes(ledger, most_intervals)
    ledger.make("unit_status")
    for each in PASSING:
        engine.drop(each)
        ledger.made.remove(each)
    return replace(ledger, findings=(*inputs.differences, *crowded))


def _without_crowded_scopes(ledger: Ledger, most: int) -> tuple[Finding, ...]:
    crowded = ledger.fetch("crowded_scopes", most=most)
    if not crowded.num_rows:
        return ()
    ledger.engine.load("too_crowded", crowded.select(["scope"]))
    ledger.engine.keep("fewer_entries", composed(relations()["uncrowded_entries"]))
    ledger.engine.keep("entries", "SELECT * FROM fewer_entries")
    ledger.engine.drop("fewer_entries")
    return tuple(
        Finding(
            code="ranges-too-cut",
            place=ledger.inputs.place(row["entry"]),
            values={"steps": str(row["intervals"]), "most": str(most)},
        )
        for row in crowded.to_pylist()
    )
