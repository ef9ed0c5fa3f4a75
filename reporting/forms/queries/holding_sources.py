"""The rows behind holdings: the last step of each piece, or the movements of a pool."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import Any

import pyarrow as pa
from pyarrow import compute

from reporting.forms.model.lineage import NOTHING, Lineage
from reporting.ledger.codes import ITMO, UNIT
from reporting.ledger.ledger import Ledger
from reporting.ledger.loading import Inputs
from reporting.ledger.rows import ConfidentialEntry, HeldInterval, Holding, PoolMovement, of_one

SAME = ("account", "approach", "host", "originating_registry", "vintage", "unit_prefix", "status")
OF_RANGE = (*SAME, "authorization_id", "registry")
FIRST, LAST = ("first_unit", "first_itmo"), ("last_unit", "last_itmo")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pieces:
    """The pieces of ranges that agree in all but their serial numbers, in their order.

    Attributes:
        firsts: The first number of each.
        sizes: How many units each has.
        entries: The last row of each.
    """

    firsts: Sequence[int]
    sizes: pa.Array
    entries: pa.Array

    def within(self, first: int, last: int) -> "Pieces":
        """Return those that begin within a range."""
        start, stop = bisect_left(self.firsts, first), bisect_right(self.firsts, last)
        return Pieces(
            firsts=self.firsts[start:stop],
            sizes=self.sizes.slice(start, stop - start),
            entries=self.entries.slice(start, stop - start),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldingSources:
    """What the holdings of one Party on one day are made of.

    Attributes:
        inputs: Where entries stand in the data.
        hidden: The entries that are confidential.
        pieces: By what pieces agree in, and their line.
        movements: By what pools agree in: the rows and what each brings or takes.
    """

    inputs: Inputs
    hidden: pa.Array
    pieces: Mapping[tuple[Any, ...], Pieces]
    movements: Mapping[tuple[Any, ...], Lineage]

    @classmethod
    def of(cls, ledger: Ledger, party: str, on: date) -> "HoldingSources":
        """Ask the ledger."""
        held = ledger.fetch(HeldInterval.relation, party=party, on=on).sort_by("first")
        size = compute.subtract(held["stop"], held["first"])
        moved = ledger.fetch(PoolMovement.relation, party=party, on=on)
        return cls(
            inputs=ledger.inputs,
            hidden=ledger.fetch(ConfidentialEntry.relation)["entry"].combine_chunks(),
            pieces={
                key: Pieces(firsts=first.to_pylist(), sizes=sizes, entries=entries)
                for key, (first, sizes, entries) in _lists(
                    held.append_column("size", size),
                    (*OF_RANGE, "line"),
                    ("first", "size", "entry"),
                )
            },
            movements={
                key: Lineage.of_entries(ledger.inputs, entries, tonnes)
                for key, (entries, tonnes) in _lists(moved, SAME, ("entry", "tonnes"))
            },
        )

    def behind(self, row: Holding) -> Lineage:
        """Return what the quantity of a holding is made of."""
        if row.units is None:
            return self.movements.get(tuple(getattr(row, name) for name in SAME), NOTHING)
        within = self._within(row)
        if within is None:
            return NOTHING
        return Lineage.of_entries(self.inputs, within.entries, within.sizes).times(of_one(row) or 0)

    def parted(self, row: Holding) -> Iterator[Holding]:
        """Yield such a row as the longest ranges whose rows are all confidential, or none."""
        within = self._within(row) if row.units is not None else None
        hidden = compute.is_in(within.entries, value_set=self.hidden).to_pylist() if within else ()
        if within is None or len({*hidden}) < 2:  # noqa: PLR2004 - nothing to part
            yield row
            return
        sizes = zip(hidden, within.firsts, within.sizes.to_pylist(), strict=True)
        for _, run in groupby(sizes, key=itemgetter(0)):
            several = list(run)
            (_, start, _), (_, begin, size) = several[0], several[-1]
            yield _part(row, start - within.firsts[0], begin + size - start)

    def _within(self, row: Holding) -> Pieces | None:
        """Return the pieces that a row with serial numbers is made of."""
        key = tuple(getattr(row, name) for name in OF_RANGE)
        for line, first, last in (
            (UNIT, row.first_unit, row.last_unit),
            (ITMO, row.first_itmo, row.last_itmo),
        ):
            pieces = self.pieces.get((*key, line))
            if pieces and first is not None and last is not None:
                within = pieces.within(first, last)
                if within.firsts:
                    return within
        return None


def _lists(
    rows: pa.Table, keys: Sequence[str], values: Sequence[str]
) -> Iterator[tuple[tuple[Any, ...], list[pa.Array]]]:
    """Yield the values, in their order, of the rows that agree in some columns."""
    groups = rows.group_by(keys, use_threads=False).aggregate([(each, "list") for each in values])
    for number, key in enumerate(groups.select(keys).to_pylist()):
        yield tuple(key.values()), [groups[f"{each}_list"][number].values for each in values]


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
