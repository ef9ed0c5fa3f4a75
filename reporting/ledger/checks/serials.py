"""Serial numbers: whether the ranges of a row are whole and as long as they should be."""

import ibis
from ibis import _
from ibis.expr.types import Table

from reporting.ledger.checks.model import Check
from reporting.ledger.checks.ranges import NUMBERINGS, unseen, written
from reporting.ledger.ledger import Ledger

GHG = "ghg"


def _entries(ledger: Ledger) -> Table:
    return ledger.entries


def _one_ended(ledger: Ledger) -> Table:
    rows = written(ledger)
    return ibis.union(
        *(
            rows.filter(rows[has].notnull() & rows[lacks].isnull()).select(
                "entry", field=ibis.literal(has), missing=ibis.literal(lacks), serial=rows[has]
            )
            for pair in NUMBERINGS
            for has, lacks in (pair, reversed(pair))
        )
    )


def _reversed(ledger: Ledger) -> Table:
    rows = written(ledger)
    return ibis.union(
        *(
            rows.filter(rows[first] > rows[last]).select(
                "entry", field=ibis.literal(first), first=rows[first], last=rows[last]
            )
            for first, last in NUMBERINGS
        )
    )


def _lengths(ledger: Ledger) -> Table:
    """Return the rows with a range in order, and its length in either numbering."""
    rows = written(ledger)
    lengths = rows.mutate(
        units=rows.last_unit - rows.first_unit + 1, itmos=rows.last_itmo - rows.first_itmo + 1
    )
    return lengths.filter(
        ibis.coalesce(_.units > 0, True) & ibis.coalesce(_.itmos > 0, True),
        _.units.notnull() | _.itmos.notnull(),
    )


def _not_length(ledger: Ledger) -> Table:
    metrics = ledger.entries.select("entry", metric=ibis.coalesce(_.metric, GHG))
    rows = _lengths(ledger).inner_join(metrics, "entry").filter(_.metric == GHG)
    by_units = rows.units.notnull()
    measured = rows.mutate(
        length=ibis.coalesce(rows.units, rows.itmos),
        first=ibis.ifelse(by_units, rows.first_unit, rows.first_itmo),
        last=ibis.ifelse(by_units, rows.last_unit, rows.last_itmo),
    )
    return measured.filter(_.quantity != _.length).select(
        "entry", "first", "last", "length", "quantity"
    )


def _unequal(ledger: Ledger) -> Table:
    return _lengths(ledger).filter(_.units != _.itmos).select("entry", "units", "itmos")


def _with_both(ledger: Ledger) -> Table:
    return ledger.entries.filter(_.first_unit.notnull(), _.first_itmo.notnull())


def _with_itmos(ledger: Ledger) -> Table:
    return ledger.entries.filter(_.first_itmo.notnull())


def _without_approach_id(ledger: Ledger) -> Table:
    identified = ledger.table("cooperative_approaches").filter(_.approach_id.notnull())
    return _with_itmos(ledger).anti_join(identified, "approach").select("entry", "approach")


SERIALS = (
    Check(code="serial-alone", examined=_entries, faults=_one_ended),
    Check(code="range-reversed", examined=_entries, faults=_reversed),
    Check(
        code="quantity-not-length",
        examined=_entries,
        faults=_not_length,
        unverifiable=unseen(_entries)[:1],
    ),
    Check(code="ranges-unequal", examined=_with_both, faults=_unequal),
    Check(code="approach-not-identified", examined=_with_itmos, faults=_without_approach_id),
)
