"""Opening holdings, plus what came, less what went, are the closing holdings.

Computed twice: from who holds each piece, and from the movements as they were told. Both agree
where every unit was moved by its holder; without serials, no more can go than came.
"""

import ibis
from ibis import _
from ibis.expr.types import Table

from reporting.ledger.checks.model import Check, Unverifiable
from reporting.ledger.checks.ranges import mixed_scopes
from reporting.ledger.entries import ACQUISITION, ENDS, ISSUANCE
from reporting.ledger.ledger import Ledger
from reporting.ledger.life import PIECE
from reporting.ledger.pieces import POOL

ACCOUNT = ["party", "approach"]
UNDATED = 0
GHG = "ghg"
STOCK = [*ACCOUNT, "originating_registry", "host", "vintage"]


def _steps(ledger: Ledger) -> Table:
    """Return the steps with the year in which each arrives and the year of the next step."""
    known = ledger.life.filter(_.line != POOL).anti_join(mixed_scopes(ledger), "scope")
    ordered = ibis.window(group_by=PIECE, order_by="turn")
    return known.mutate(
        sent=ibis.coalesce(known.date.year(), UNDATED),
        arrived=ibis.coalesce(known.arrived_on.year(), UNDATED),
        next=known.date.lead().over(ordered).year(),
        next_entry=known.entry.lead().over(ordered),
        units=known.stop - known.first,
    )


def _moves(steps: Table, party: str, year: str, sign: int) -> Table:
    return steps.select("entry", "approach", party=party, year=year, units=sign * steps.units)


def _held(steps: Table) -> Table:
    """Return how the pieces that each Party holds change from year to year."""
    kept = steps.filter(~_.kind.isin(ENDS)).mutate(
        taken=ibis.ifelse(_.next < _.arrived, _.arrived, _.next)
    )
    return ibis.union(
        _moves(kept, "to_party", "arrived", 1),
        _moves(kept.filter(_.next.notnull()).mutate(entry=_.next_entry), "to_party", "taken", -1),
    )


def _told(steps: Table) -> Table:
    """Return what came and went as told; what opens a record was nobody's before."""
    opening = (steps.kind == ACQUISITION) & (steps.turn == 1)
    return ibis.union(
        _moves(steps.filter(~_.kind.isin(ENDS)), "to_party", "arrived", 1),
        _moves(steps.filter((_.kind != ISSUANCE) & ~opening), "from_party", "sent", -1),
    )


def _closings(ledger: Ledger) -> Table:
    """Return each Party's years under an approach: opening, flows, closing."""
    steps = _steps(ledger)
    both = ibis.union(
        _held(steps).mutate(told=ibis.literal(0, "int64"), held=_.units),
        _told(steps).mutate(told=_.units, held=ibis.literal(0, "int64")),
    )
    years = both.group_by([*ACCOUNT, "year"]).agg(
        entry=_.entry.max(), flows=_.told.sum().cast("int64"), held=_.held.sum().cast("int64")
    )
    up_to = ibis.window(group_by=ACCOUNT, order_by="year", preceding=None, following=0)
    closed = years.mutate(closing=years.held.sum().over(up_to).cast("int64"))
    return closed.mutate(opening=closed.closing - closed.held)


def _unbalanced(ledger: Ledger) -> Table:
    differing = _closings(ledger).filter(_.flows != _.held)
    return differing.select("entry", *ACCOUNT, "year", "opening", "flows", "closing").mutate(
        expected=_.opening + _.flows
    )


def _stocks(ledger: Ledger) -> Table:
    """Return the stocks of each Party that some movement without serials touches.

    Movements with serials in the same stock count, too: what was issued in a block may go by
    quantity alone. An acquisition alone takes from nobody; a stock that nothing came into is not
    looked at.
    """
    steps = ledger.life.filter(ibis.coalesce(_.metric, GHG) == GHG)
    steps = steps.inner_join(ledger.scopes.select("scope", "vintage"), "scope")
    columns = ("entry", "line", "date", *STOCK[1:])
    came = steps.filter(~_.kind.isin(ENDS)).select(
        *columns, party=_.to_party, tonnes=_.tonnes, is_unknown=_.tonnes.isnull(), is_gone=False
    )
    went = steps.filter(~_.kind.isin((ISSUANCE, ACQUISITION))).select(
        *columns, party=_.from_party, tonnes=-_.tonnes, is_unknown=_.tonnes.isnull(), is_gone=True
    )
    return (
        ibis.union(came, went)
        .group_by(STOCK)
        .agg(
            left=_.tonnes.sum().cast("int64"),
            entry=_.entry.max(where=_.is_gone & (_.line == POOL)),
            pooled=(_.line == POOL).any(),
            unknown=_.is_unknown.any(),
            opened=(~_.is_gone).any(),
        )
        .filter(_.pooled, _.opened, _.entry.notnull())
    )


def _overdrawn(ledger: Ledger) -> Table:
    drawn = _stocks(ledger).filter(~_.unknown, _.left < 0)
    return drawn.select("entry", "party", "approach", "vintage", missing=-drawn.left)


def _of_unknown_quantity(ledger: Ledger) -> Table:
    return _stocks(ledger).filter(_.unknown).select("entry")


HOLDINGS_IDENTITY = (
    Check(code="closing-differs", examined=_closings, faults=_unbalanced),
    Check(
        code="stock-overdrawn",
        examined=_stocks,
        faults=_overdrawn,
        unverifiable=(Unverifiable(code="quantity-unknown", rows=_of_unknown_quantity),),
    ),
)
