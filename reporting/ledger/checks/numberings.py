"""What overlapping ranges say of each other: one unit is one ITMO, in one metric, for all its life.

Of the rows that meet on a piece, each is compared with the first.
"""

import ibis
from ibis import _
from ibis.expr.types import Table

from reporting.ledger import pieces
from reporting.ledger.checks.model import Check
from reporting.ledger.checks.ranges import families, ranges, row_name, unseen, with_serials
from reporting.ledger.ledger import Ledger
from reporting.ledger.life import PIECE


def _entries(ledger: Ledger) -> Table:
    return ledger.entries


def _both(ledger: Ledger) -> Table:
    """Return the entries with both numberings, with ``prefix`` and ``family`` of their scope."""
    both = ledger.entries.filter(_.first_unit <= _.last_unit, _.first_itmo <= _.last_itmo)
    numbered = both.inner_join(families(ledger), "scope")
    return numbered.mutate(prefix=ibis.coalesce(numbered.unit_prefix, ""))


def _units_of_two(ledger: Ledger) -> Table:
    """Return the ranges of units that are other ITMOs elsewhere.

    Where the ledger goes by ITMOs, they are cut anew by units.
    """
    on_units = ledger.told.filter(_.line == pieces.UNIT)
    rest = _both(ledger).filter(_.line == pieces.ITMO)
    placed = rest.select(
        "entry",
        "offset",
        scope=rest.family.cast("string") + "/" + rest.prefix,
        first=rest.first_unit,
        stop=rest.last_unit + 1,
    )
    cut = pieces.steps(pieces.cuts(placed), placed)
    return ibis.union(_differing(ledger, on_units, "offset"), _differing(ledger, cut, "offset"))


def _itmos_of_two(ledger: Ledger) -> Table:
    """Return the ranges of ITMOs that are other units elsewhere; they are cut anew by ITMOs."""
    both = _both(ledger)
    placed = both.select(
        "entry",
        meaning=both.prefix + "/" + both.offset.cast("string"),
        scope=both.family,
        first=both.first_itmo,
        stop=both.last_itmo + 1,
    )
    return _differing(ledger, pieces.steps(pieces.cuts(placed), placed), "meaning")


def _metrics(ledger: Ledger) -> Table:
    return _differing(ledger, with_serials(ledger.told), "metric", is_named=True)


def _differing(ledger: Ledger, steps: Table, name: str, *, is_named: bool = False) -> Table:
    """Return the steps that say otherwise than the first row on their piece.

    Args:
        ledger: The ledger.
        steps: Rows with ``entry``, ``scope``, ``first``, ``stop``.
        name: The column in which they should agree.
        is_named: Whether to return it, and what the first row says as ``…_there``.
    """
    piece = ibis.window(group_by=PIECE)
    stated = steps.filter(steps[name].notnull()).select("entry", *PIECE, "stop", name)
    met = stated.mutate(earliest=stated.entry.min().over(piece))
    there = f"{name}_there"
    compared = met.mutate(**{there: met[name].min(where=met.entry == met.earliest).over(piece)})
    other = compared.filter(compared[name] != compared[there])
    shown = (name, there) if is_named else ()
    found = ranges(other, "earliest", *shown)
    return found.mutate(other=row_name(ledger, found.earliest)).drop("earliest")


NUMBERED = (
    Check(code="units-of-two-itmos", examined=_both, faults=_units_of_two),
    Check(code="itmos-of-two-units", examined=_both, faults=_itmos_of_two),
    Check(code="metric-changes", examined=_entries, faults=_metrics, unverifiable=unseen(_entries)),
)
