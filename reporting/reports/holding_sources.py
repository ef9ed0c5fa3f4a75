"""The rows behind holdings: the last step of each piece, or the movements of a pool."""

from bisect import bisect_left
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import groupby
from typing import Any

from reporting.accounting.exact import Exact, exact
from reporting.findings import Place
from reporting.ledger.entries import ENDS, ISSUANCE, PARIS
from reporting.ledger.holdings import UNIDENTIFIED, held
from reporting.ledger.ledger import Ledger
from reporting.ledger.pieces import ITMO, POOL, UNIT
from reporting.reports.lineage import Lineage

Row = Mapping[str, Any]
SAME = ("account", "approach", "host", "originating_registry", "vintage", "unit_prefix", "status")
OF_RANGE = (*SAME, "authorization_id", "registry")
FIRST, LAST = ("first_unit", "first_itmo"), ("last_unit", "last_itmo")


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldingSources:
    """What the holdings of one Party on one day are made of.

    Attributes:
        pieces: By what pieces agree in, and their line: first, stop and last row, in order.
        movements: By what pools agree in: the row and what it brings or takes.
    """

    pieces: Mapping[tuple[Any, ...], list[tuple[int, int, Place]]]
    movements: Mapping[tuple[Any, ...], list[tuple[Place, int]]]

    @classmethod
    def of(cls, ledger: Ledger, party: str, on: date) -> "HoldingSources":
        """Ask the ledger."""
        pieces: dict[tuple[Any, ...], list[tuple[int, int, Place]]] = {}
        standing = held(ledger, on)
        found = standing.filter(standing.party == party).inner_join(ledger.scopes, "scope")
        for row in ledger.engine.fetch(found).to_pylist():
            key = (*(row[name] for name in (*SAME, "key", "registry")), row["line"])
            place = ledger.inputs.place(row["entry"])
            pieces.setdefault(key, []).append((row["first"], row["stop"], place))
        movements: dict[tuple[Any, ...], list[tuple[Place, int]]] = {}
        for key, place, tonnes in _movements(ledger, party, on):
            movements.setdefault(key, []).append((place, tonnes))
        return cls(pieces={key: sorted(each) for key, each in pieces.items()}, movements=movements)

    def behind(self, row: Row) -> Lineage:
        """Return what the quantity of a row of `reporting.ledger.holdings.holdings` is made of."""
        if row["units"] is None:
            return Lineage.of(self.movements.get(tuple(row[name] for name in SAME), ()))
        of_one = _share(row)
        _, within = self._within(row)
        return Lineage.of((place, (b - a) * of_one) for a, b, place in within)

    def parted(self, row: Row, hidden: Collection[Place]) -> Iterator[Row]:
        """Yield such a row as the longest ranges whose rows are all hidden, or none of them."""
        first, within = self._within(row) if row["units"] is not None else (0, [])
        runs = [list(run) for _, run in groupby(within, key=lambda piece: piece[2] in hidden)]
        if len(runs) < 2:  # noqa: PLR2004 - nothing to part
            yield row
            return
        for run in runs:
            start, stop = run[0][0], run[-1][1]
            yield _part(row, start - first, stop - start)

    def _within(self, row: Row) -> tuple[int, list[tuple[int, int, Place]]]:
        """Return the first serial number of a row with serials, and the pieces it is made of."""
        key = tuple(row[name] for name in OF_RANGE)
        for line, first, last in (
            (UNIT, row["first_unit"], row["last_unit"]),
            (ITMO, row["first_itmo"], row["last_itmo"]),
        ):
            pieces = self.pieces.get((*key, line), [])
            if first is not None and pieces:
                within = pieces[bisect_left(pieces, (first,)) : bisect_left(pieces, (last + 1,))]
                if within:
                    return first, within
        return 0, []


def _part(row: Row, offset: int, length: int) -> Row:
    """Return as many units of a row as told, the first of them so far behind its first."""
    begins = {name: row[name] + offset for name in FIRST if row[name] is not None}
    ends = {
        last: begins[first] + length - 1
        for first, last in zip(FIRST, LAST, strict=True)
        if first in begins
    }
    quantity = None if row["quantity"] is None else length
    return {**row, **begins, **ends, "units": length, "quantity": quantity}


def _share(row: Row) -> Exact:
    """Return what one unit holds: a tonne, or its share of the block's non-GHG quantity."""
    if row["metric"] != "non_ghg":
        return 1
    return exact(Fraction(row["block_non_ghg"] or 0) / (row["block_units"] or 1))


def _movements(
    ledger: Ledger, party: str, on: date
) -> Iterator[tuple[tuple[Any, ...], Place, int]]:
    life = ledger.life
    accounts = ledger.entries.select("entry", "from_account")
    pool = life.filter(life.line == POOL, (life.to_party == party) | (life.from_party == party))
    joined = pool.inner_join(accounts, "entry").inner_join(
        ledger.scopes.select("scope", "vintage", "unit_prefix"), "scope"
    )
    for row in ledger.engine.fetch(joined).to_pylist():
        if row["date"] is not None and row["date"] > on:
            continue
        place, tonnes = ledger.inputs.place(row["entry"]), row["tonnes"] or 0
        has_arrived = row["arrived_on"] is None or row["arrived_on"] <= on
        if row["to_party"] == party and row["kind"] not in ENDS and has_arrived:
            yield _key(row, row["to_account"]), place, tonnes
        if row["from_party"] == party and row["kind"] != ISSUANCE:
            yield _key(row, row["from_account"]), place, -tonnes


def _key(row: Row, account: str | None) -> tuple[Any, ...]:
    status = UNIDENTIFIED if row["era"] == PARIS else row["era"]
    named = {**row, "account": account, "status": status}
    return tuple(named[name] for name in SAME)
