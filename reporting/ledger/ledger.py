"""The ledger: blocks and events replayed, and asked.

What it computes stands in `sql`, a file for each step: recorded, numberings, scopes, entries,
serial_intervals, matched_events, unit_events, first_transfers, unit_status; then what is asked of
it: postings, flows, holdings, actions and others, each with the row of `reporting.ledger.rows`.
"""

from collections.abc import Callable, Collection, Hashable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, TypeVar

import pyarrow as pa

from reporting.accounting.settings import Settings
from reporting.findings import Finding
from reporting.ledger.engines import Engine, Value
from reporting.ledger.law import covering, law
from reporting.ledger.loading import Inputs, in_smallest, load
from reporting.ledger.located import empty_ones, fillable, located_rows
from reporting.ledger.query import (
    Query,
    composed,
    depends_on,
    given_to,
    is_inlined,
    parameters,
    relations,
    renamed,
)
from reporting.ledger.readings import Readings, authorization_readings
from reporting.ledger.rows import Asked
from reporting.packages import Package

MOST_INTERVALS = 100_000_000  # ranges within each other multiply: 10,000 of them make as many
LATELY = 16
# Read by the replay alone, and as long as the record.
PASSING = ("serial_intervals", "unit_events", "first_transfers", "earlier_first_transfers")
READ = "authorization_readings"  # what has to be made anew if open questions are answered otherwise
OTHERWISE = "_otherwise"

Row = Mapping[str, Any]
Made = TypeVar("Made")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """A replayed record, kept in an engine.

    Attributes:
        engine: Where its relations stand.
        inputs: The tables it was made from.
        findings: What had to be said before any check: rows told differently, ranges not cut.
        cutoff: The last day that counts in what is asked; None for all.
        made: The relations that the engine has.
        kept: Of relations that are kept for what is given, what was given last.
        lately: What was asked or made of it lately: the forms of a Party ask alike.
        readings: How open questions are answered.
        ending: Of a ledger under other answers, how its relations are called that depend on them.
    """

    engine: Engine
    inputs: Inputs
    findings: tuple[Finding, ...] = ()
    cutoff: date | None = None
    made: set[str] = field(default_factory=set)
    kept: dict[str, Mapping[str, Value]] = field(default_factory=dict)
    lately: dict[Hashable, Any] = field(default_factory=dict)
    readings: Readings = field(default_factory=Readings)
    ending: str = ""

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
        if not given_to(query):
            self.make(name)
            called = self._called(name)
            return self.engine.fetch(f"SELECT * FROM {called}", {})  # noqa: S608 - a name of ours
        known = {"cutoff": self.cutoff, **given}
        asked = {each: known.get(each) for each in sorted(given_to(query))}
        return self.once((name, *asked.items()), lambda: self.run(query, asked))

    def once(self, key: Hashable, make: Callable[[], Made]) -> Made:
        """Return what was made for a key if it was made lately, else make it."""
        # Put last again: what has not been asked for longest goes first.
        made: Made = self.lately.pop(key) if key in self.lately else make()
        self.lately[key] = made
        if len(self.lately) > LATELY:
            del self.lately[next(iter(self.lately))]
        return made

    def run(self, query: Query, given: Mapping[str, Value] | None = None) -> pa.Table:
        """Compute a query; what it reads is made first."""
        known = given or {}
        self._make_what_is_read(query, known)
        return self.engine.fetch(self._text(query), _of(parameters(query), known))

    def make(self, name: str) -> None:
        """Have a relation in the engine."""
        if name in self.made or name not in relations():
            return
        query = relations()[name]
        self._make_what_is_read(query, {})
        put = self.engine.view if query.is_view else self.engine.keep
        put(self._called(name), self._text(query))
        self.made.add(name)

    @contextmanager
    def under(self, readings: Readings) -> Iterator["Ledger"]:
        """Give the same record under other answers; it shares what no answer bears on.

        One at a time, and one within another: what it makes for itself is forgotten at the end.
        """
        ending = f"{self.ending}{OTHERWISE}"
        other = replace(
            self,
            readings=readings,
            ending=ending,
            made={each for each in self.made if not depends_on(each, READ)},
            kept={},
            lately={},
        )
        self.engine.load(f"{READ}{ending}", authorization_readings(self.inputs, readings))
        try:
            yield other
        finally:
            own = {each for each in (*other.made, *other.kept) if depends_on(each, READ)}
            for each in own:
                self.engine.drop(f"{each}{ending}", is_view=relations()[each].is_view)
            self.made.update(other.made - own)

    def forget_passing(self) -> None:
        """Forget what the replay alone reads; it is made anew where it is read again."""
        for each in self.made.intersection(PASSING):
            self.engine.drop(self._called(each))
            self.made.remove(each)

    def _called(self, name: str) -> str:
        """Return how a relation is called in the engine."""
        return f"{name}{self.ending}" if depends_on(name, READ) else name

    def _text(self, query: Query) -> str:
        return renamed(composed(query), self._called) if self.ending else composed(query)

    def _make_what_is_read(self, query: Query, given: Mapping[str, Value]) -> None:
        for name in query.reads:
            read = relations().get(name)
            if read and read.is_kept:
                self._keep(read, _of(given_to(read), given))
            elif read and is_inlined(name):
                self._make_what_is_read(read, given)
            else:
                self.make(name)

    def _keep(self, query: Query, given: Mapping[str, Value]) -> None:
        """Have the rows of what is given in the engine."""
        if self.kept.get(query.name) != given:
            self._make_what_is_read(query, given)
            called = self._called(query.name)
            self.engine.keep(called, self._text(query), _of(parameters(query), given))
            self.kept[query.name] = given


def _of(names: Collection[str], given: Mapping[str, Value]) -> dict[str, Value]:
    return {each: given[each] for each in sorted(names)}


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
        settings: Answers to what the decisions leave open, where the record has none.
        records_at: Where blocks and events lie, if not in the packages
            (`reporting.ledger.loading.load`).
    """
    return replay(engine, load(packages, records_at), settings or Settings())


def replay(
    engine: Engine, inputs: Inputs, settings: Settings, *, most_intervals: int = MOST_INTERVALS
) -> Ledger:
    """Replay a record.

    A scope whose ranges would be cut into more than ``most_intervals`` is replayed without its
    serials, and found. ``settings`` answer the open questions that no row of ``readings`` answers.
    """
    for name, rows in inputs.tables.items():
        engine.load(name, in_smallest(rows))
    for name, address in inputs.located.items():
        engine.read(f"{name}_located", address)
        columns = engine.columns(f"{name}_located")
        # Rows without numbers are numbered once; those with them are read where they lie.
        put = engine.view if "_row" in columns else engine.keep
        lacking = [
            each
            for each in fillable(name, columns, inputs)
            if engine.fetch(empty_ones(name, each), {}).num_rows
        ]
        put(name, located_rows(name, columns, inputs, lacking))
    readings = Readings.of_inputs(inputs, settings)
    engine.load("law", law())
    engine.load(READ, authorization_readings(inputs, readings))
    engine.load("covering_purposes", covering())
    engine.load("row_sources", inputs.numbered_sources())
    ledger = Ledger(engine=engine, inputs=inputs, readings=readings)
    ledger.make("entries")
    # Before anything is cut: ranges within each other multiply (crowded_scopes.sql).
    crowded = _without_crowded_scopes(ledger, most_intervals)
    ledger.make("scopes")
    engine.encode(("entries", "scopes"))
    ledger.make("unit_status")
    ledger.forget_passing()
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
