"""The rows behind holdings: the last step of each piece, or the movements of a pool."""

from bisect import bisect_left
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from typing import Any

from reporting.findings import Place
from reporting.ledger.codes import ITMO, UNIT
from reporting.ledger.ledger import Ledger
from reporting.ledger.rows import HeldInterval, Holding, PoolMovement, of_one
from reporting.reports.lineage import Lineage

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
        for each in ledger.ask(HeldInterval, party=party, on=on):
            key = (*(getattr(each, name) for name in OF_RANGE), each.line)
            place = ledger.inputs.place(each.entry)
            pieces.setdefault(key, []).append((each.first, each.stop, place))
        movements: dict[tuple[Any, ...], list[tuple[Place, int]]] = {}
        for moved in ledger.ask(PoolMovement, party=party, on=on):
            key = tuple(getattr(moved, name) for name in SAME)
            place = ledger.inputs.place(moved.entry)
            movements.setdefault(key, []).append((place, moved.tonnes or 0))
        return cls(pieces={key: sorted(each) for key, each in pieces.items()}, movements=movements)

    def behind(self, row: Holding) -> Lineage:
        """Return what the quantity of a holding is made of."""
        if row.units is None:
            return Lineage.of(self.movements.get(tuple(getattr(row, name) for name in SAME), ()))
        each = of_one(row) or 0
        _, within = self._within(row)
        return Lineage.of((place, (b - a) * each) for a, b, place in within)

    def parted(self, row: Holding, hidden: Collection[Place]) -> Iterator[Holding]:
        """Yield such a row as the longest ranges whose rows are all hidden, or none of them."""
        first, within = self._within(row) if row.units is not None else (0, [])
        runs = [list(run) for _, run in groupby(within, key=lambda piece: piece[2] in hidden)]
        if len(runs) < 2:  # noqa: PLR2004 - nothing to part
            yield row
            return
        for run in runs:
            start, stop = run[0][0], run[-1][1]
            yield _part(row, start - first, stop - start)

    def _within(self, row: Holding) -> tuple[int, list[tuple[int, int, Place]]]:
        """Return the first serial number of a row with serials, and the pieces it is made of."""
        key = tuple(getattr(row, name) for name in OF_RANGE)
        for line, first, last in (
            (UNIT, row.first_unit, row.last_unit),
            (ITMO, row.first_itmo, row.last_itmo),
        ):
            pieces = self.pieces.get((*key, line), [])
            if first is not None and last is not None and pieces:
                within = pieces[bisect_left(pieces, (first,)) : bisect_left(pieces, (last + 1,))]
                if within:
                    return first, within
        return 0, []


def _part(row: Holding, offset: int, length: int) -> Holding:
    """Return as many units of a row as told, the first of them so far behind its first."""
    known = {name: getattr(row, name) for name in FIRST}
    begins = {name: first + offset for name, first in known.items() if first is not None}
    ends = {
        last: begins[first] + length - 1
        for first, last in zip(FIRST, LAST, strict=True)
        if first in begins
    }
    quantity = None if row.quantity is None else length
    return replace(row, **begins, **ends, units=length, quantity=quantity)
