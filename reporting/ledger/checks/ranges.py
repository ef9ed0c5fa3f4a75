"""What the checks of units have in common: ranges and rows named, and what cannot be compared."""

import ibis
from ibis import _
from ibis.expr.types import IntegerValue, StringValue, Table

from reporting.ledger.checks.model import Query, Unverifiable
from reporting.ledger.joining import joined_up
from reporting.ledger.ledger import Ledger
from reporting.ledger.loading import RECORDS, ROW_BITS
from reporting.ledger.pieces import ITMO, POOL

NUMBERINGS = (("first_unit", "last_unit"), ("first_itmo", "last_itmo"))
AS_WRITTEN = (
    "_package",
    "entry",
    "block_id",
    "approach",
    "vintage",
    "unit_prefix",
    "quantity",
    *(name for ends in NUMBERINGS for name in ends),
)


def written(ledger: Ledger) -> Table:
    """Return the rows that stand as they are written, before anything is taken from a block."""
    both = ibis.union(*(ledger.table(name).select(*AS_WRITTEN) for name in RECORDS))
    return both.semi_join(ledger.entries, "entry")


def row_name(ledger: Ledger, entry: IntegerValue) -> StringValue:
    """Return the place of a row as it is written: ``package/table:row``."""
    size = 1 << ROW_BITS
    files = [
        ((entry >= number * size) & (entry < (number + 1) * size), f"{each.package}/{each.table}:")
        for number, each in enumerate(ledger.inputs.sources)
    ]
    return (
        ibis.cases(*files, else_="") + (entry % size).cast("string") if files else ibis.literal("")
    )


def ranges(steps: Table, *alike: str) -> Table:
    """Return the pieces of each entry joined up, with ``first`` and ``last`` serial."""
    joined = joined_up(steps, ["entry", *alike])
    return joined.mutate(last=joined.stop - 1).drop("scope", "stop")


def with_serials(steps: Table) -> Table:
    """Return what has serial numbers."""
    return steps.filter(_.line != POOL)


def families(ledger: Ledger) -> Table:
    """Return each ``scope`` with its ``family``: what has one numbering of ITMOs."""
    same = ibis.window(group_by=["approach", "originating_registry", "host", "vintage"])
    return ledger.scopes.select("scope", family=ledger.scopes.scope.min().over(same))


def mixed_scopes(ledger: Ledger) -> Table:
    """Return the scopes where some entries have only serials of units, others only of ITMOs."""
    lines = with_serials(ledger.entries).select("scope", "line").distinct()
    known = lines.inner_join(families(ledger), "scope")
    mixed = known.group_by("family").agg(lines=_.line.nunique()).filter(_.lines > 1)
    return known.semi_join(mixed, "family").select("scope").distinct()


def unseen(examined: Query) -> tuple[Unverifiable, ...]:
    """Return why a check of ranges cannot judge some of the entries it looks at."""

    def without_serials(ledger: Ledger) -> Table:
        return examined(ledger).filter(_.line == POOL).select("entry")

    def numbered_otherwise(ledger: Ledger) -> Table:
        alone = examined(ledger).filter(_.line == ITMO)
        return alone.semi_join(mixed_scopes(ledger), "scope").select("entry")

    return (
        Unverifiable(code="serials-unknown", rows=without_serials),
        Unverifiable(code="numbering-mixed", rows=numbered_otherwise),
    )
