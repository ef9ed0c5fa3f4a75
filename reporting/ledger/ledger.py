"""The ledger: blocks and events replayed, each step with what it found and what it became.

Read on in the order in which a ledger is made: `loading`, `entries`, `pieces`, `manners`, `mirror`,
`life`, `authorizations`, `first_transfers`, `becoming`; then `holdings`, `facts`, `flows` and
`actions`, which ask it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import ibis
from ibis import _
from ibis.expr.types import StringValue, Table

from reporting.accounting.settings import Settings
from reporting.findings import Finding
from reporting.ledger import authorizations, manners, pieces
from reporting.ledger.becoming import BECAME, became
from reporting.ledger.engines import Engine
from reporting.ledger.entries import entries
from reporting.ledger.life import PLAIN, in_words, lives, with_keys
from reporting.ledger.loading import Inputs, load
from reporting.ledger.manners import said
from reporting.ledger.mirror import told_once
from reporting.packages import Package

MOST_STEPS = 100_000_000
STEP = (
    "entry",
    "scope",
    "first",
    "stop",
    "date",
    "sequence",
    "to_account",
    "offset",
    "quantity",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """A replayed record, kept in an engine.

    Attributes:
        engine: Where its tables stand.
        inputs: The tables it was made from.
        entries: One row per issuance or event that stands, with its line, scope and range.
        told: One row per entry and piece, mirrors included.
        life: One row per standing step of a piece: what it found (``holder_before``,
            ``ended_before``, ``key``), what the piece became (``first_transfer_on``, ``trigger``,
            ``authorized_for``, ``binding_id``, ``binding_version``; empty where never), whether the
            step ``is_first_transfer``, whether it ``is_itmo`` (with this step, or before) and
            whether it ``is_use``; ``tonnes``, the quantity it moves, empty if unknown.
        versions: Versions of authorizations with the days they are in force.
        scopes: What the scopes stand for.
        findings: What had to be said before any check: rows told differently, ranges not cut.
    """

    engine: Engine
    inputs: Inputs
    entries: Table
    told: Table
    life: Table
    versions: Table
    scopes: Table
    findings: tuple[Finding, ...]

    def table(self, name: str) -> Table:
        """Return a table it was made from."""
        return self.inputs.tables[name]


def open_ledger(
    engine: Engine, packages: Sequence[Package], settings: Settings | None = None
) -> Ledger:
    """Replay the record that validated packages hold.

    Args:
        engine: Where to compute it.
        packages: Packages that `reporting.ledger.loading.missing_tables` has cleared.
        settings: Answers to what the decisions leave open.
    """
    return replay(engine, load(engine, packages), settings or Settings())


def replay(
    engine: Engine, inputs: Inputs, settings: Settings, *, most_steps: int = MOST_STEPS
) -> Ledger:
    """Replay a record whose tables an engine has.

    A scope whose ranges would be cut into more than ``most_steps`` pieces is replayed without its
    serials, and found.
    """
    law = engine.load("law", authorizations.law(settings))
    versions = engine.keep(
        "versions", authorizations.versions(inputs.tables["authorizations"], law)
    )
    recorded = entries(inputs)
    groups = engine.keep("groups", pieces.scopes(recorded))
    placed = engine.keep("entries", pieces.placed(recorded, groups))
    cuts = engine.keep("cuts", pieces.cuts(placed))
    crowded = engine.fetch(pieces.crowded(cuts, placed, most_steps)).to_pylist()
    if crowded:
        scopes = [row["scope"] for row in crowded]
        placed = engine.keep("fewer_entries", pieces.without_serials(placed, scopes))
        cuts = engine.keep("fewer_cuts", pieces.cuts(placed))
    by_manner = engine.keep("manners", manners.manners(placed))
    narrow = manners.numbered(placed.select(*STEP, *manners.MANNER), by_manner)
    steps = engine.keep("steps", pieces.steps(cuts, narrow))
    told = engine.keep("told", told_once(steps, by_manner))
    lived = with_keys(engine.keep("lived", lives(told, by_manner)))
    worded = _worded(lived, by_manner)
    kept = [*(name for name in lived.columns if name != "quantity"), *BECAME]
    life = engine.keep("became", became(worded, versions).select(*dict.fromkeys(kept)))
    return Ledger(
        engine=engine,
        inputs=inputs,
        entries=placed,
        told=engine.name("steps_told", _told(told, by_manner)),
        life=engine.name("life", _worded(life, by_manner).drop(*PLAIN)),
        versions=versions,
        scopes=engine.keep("scopes", pieces.meanings(groups)),
        findings=(*inputs.differences, *(_too_cut(inputs, row, most_steps) for row in crowded)),
    )


def _too_cut(inputs: Inputs, row: Mapping[str, int], most: int) -> Finding:
    values = {"steps": str(row["steps"]), "most": str(most)}
    return Finding(code="ranges-too-cut", place=inputs.place(row["entry"]), values=values)


def _told(told: Table, manners: Table) -> Table:
    return said(told, manners).drop("manner", "holding", "own").mutate(line=_line)


def _worded(lived: Table, manners: Table) -> Table:
    """Add the texts that numbers stand for, the line, and who uses what a step retires."""
    return in_words(lived, manners).mutate(
        line=_line, user=ibis.coalesce(_.using_party, _.from_party)
    )


def _line(steps: Table) -> StringValue:
    """Return the line of steps: ranges of ITMO serials have the odd scopes."""
    return ibis.cases(
        (steps.first < 0, pieces.POOL), (steps.scope % 2 == 1, pieces.ITMO), else_=pieces.UNIT
    )
