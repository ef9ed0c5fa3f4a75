"""What tests ask of a ledger, as plain rows."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import chain
from typing import Any

from reporting.accounting.figure import Exact
from reporting.ledger.checks import SUBJECTS, Check
from reporting.ledger.ledger import Ledger
from reporting.ledger.rows import FlowSum

KEYS = (
    "party",
    "flow",
    "approach",
    "host",
    "counterparty",
    "vintage",
    "event_year",
    "use_year",
    "authorized_for",
    "purpose",
    "metric",
    "non_ghg_metric",
    "is_own",
)
Row = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Total:
    """What flows that agree in `KEYS` come to: exact, and how many have no known quantity."""

    keys: tuple[Any, ...]
    tonnes: Exact
    non_ghg: Exact
    unknown: int

    def __getitem__(self, name: str) -> Any:  # noqa: ANN401 - text, years and booleans
        """Return one of its keys by name."""
        return self.keys[KEYS.index(name)]


def checks(*subjects: str) -> tuple[Check, ...]:
    """Return the checks of some subjects."""
    return tuple(chain.from_iterable(SUBJECTS[each] for each in subjects))


def flows(ledger: Ledger) -> list[Total]:
    """Return the flows of all Parties, added up whatever the authorization and the block."""
    found: dict[tuple[Any, ...], list[FlowSum]] = {}
    for row in ledger.ask(FlowSum):
        found.setdefault(tuple(getattr(row, name) for name in KEYS), []).append(row)
    return [
        Total(
            keys=keys,
            tonnes=sum((Fraction(row.quantity(is_ghg=True)) for row in rows), Fraction(0)),
            non_ghg=sum((Fraction(row.quantity(is_ghg=False)) for row in rows), Fraction(0)),
            unknown=sum(row.unknown for row in rows),
        )
        for keys, rows in found.items()
    ]


def relation(ledger: Ledger, name: str) -> list[Row]:
    """Return the rows of a relation."""
    rows: list[Row] = ledger.fetch(name).to_pylist()
    return rows


def actions(ledger: Ledger) -> list[Row]:
    """Return the actions of all Parties."""
    return relation(ledger, "actions")


def holdings(ledger: Ledger, day: date) -> list[Row]:
    """Return what all Parties hold at the end of a day."""
    rows: list[Row] = ledger.fetch("holdings", on=day).to_pylist()
    return rows


def first_transfers(ledger: Ledger) -> list[Row]:
    """Return the first transfer of each interval, with what its scope stands for."""
    scopes = {row["scope"]: row for row in relation(ledger, "scopes")}
    firsts = [row for row in relation(ledger, "unit_status") if row["is_first_transfer"]]
    return [row | scopes[row["scope"]] for row in firsts]


def merged(rows: Iterable[Row], alike: Sequence[str]) -> Iterator[Row]:
    """Yield intervals that touch and agree as one: another way than the ledger's own."""
    last: Row | None = None

    def key(row: Row) -> tuple[str, ...]:
        return tuple(repr(row[name]) for name in ("scope", *alike))

    for row in sorted(rows, key=lambda row: (key(row), row["first"])):
        if last and key(last) == key(row) and last["stop"] == row["first"]:
            last = {**last, "stop": row["stop"]}
        else:
            if last:
                yield last
            last = row
    if last:
        yield last
