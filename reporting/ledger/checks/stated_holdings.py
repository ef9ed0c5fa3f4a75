"""Stated holdings against those that follow from the life of each unit, at 31 December.

Ranges of ITMOs are compared piece by piece. Where a statement or the record has no ITMO serials,
the quantities of a Party, approach, host and vintage are compared as a whole: in tonnes, or of a
non-GHG metric in its own unit, to the nearest whole one, by each unit's share of its block.
"""

import ibis
from ibis import _
from ibis.expr.types import StringValue, Table

from reporting.ledger import pieces
from reporting.ledger.checks.model import PLACE, Check, Unverifiable
from reporting.ledger.checks.ranges import ranges
from reporting.ledger.entries import ENDS, PARIS
from reporting.ledger.ledger import Ledger
from reporting.ledger.life import PIECE
from reporting.ledger.openings import OF_BLOCK, openings
from reporting.ledger.pieces import ITMO, POOL

GROUP = ["party", "year", "approach", "host", "vintage"]
STATEMENT = ["party", "year"]
NON_GHG = "non_ghg"


def _stated(ledger: Ledger) -> Table:
    stated = ledger.table("stated_holdings")
    return stated.mutate(has_range=ibis.coalesce(stated.first_itmo <= stated.last_itmo, False))


def _held(ledger: Ledger) -> Table:
    """Return the pieces that are ITMOs and held at the end of a year for which a Party stated.

    Returns:
        ``entry`` (the last step), `GROUP`, ``scope``, ``metric``, `OF_BLOCK` for non-GHG metrics,
        and ``first`` and ``stop`` in ITMO serials; in those of units where ``has_range`` is false.
    """
    life = ledger.life.filter(_.line != POOL)
    until = life.date.lead().over(ibis.window(group_by=PIECE, order_by="turn"))
    open_steps = life.mutate(until=until).filter(
        ~_.kind.isin(ENDS), _.era == PARIS, _.trigger.notnull()
    )
    years = _stated(ledger).select(*STATEMENT).distinct()
    held = open_steps.inner_join(years, open_steps.to_party == years.party).filter(
        ibis.coalesce(_.date.year() <= _.year, True),
        ibis.coalesce(_.arrived_on.year() <= _.year, True),
        ibis.coalesce(_.until.year() > _.year, True),
        ibis.coalesce(_.first_transfer_on.year() <= _.year, True),
    )
    numbered = held.inner_join(ledger.scopes.select("scope", "vintage"), "scope")
    others = openings(ledger.entries, ledger.life.filter(_.metric == NON_GHG))
    measured = numbered.left_join(others.select(*PIECE, *OF_BLOCK), list(PIECE))
    shift = ibis.ifelse(measured.line == ITMO, 0, measured.offset)
    return measured.select(
        "entry",
        *GROUP,
        "scope",
        "metric",
        *OF_BLOCK,
        has_range=shift.notnull(),
        first=measured.first + ibis.coalesce(shift, 0),
        stop=measured.stop + ibis.coalesce(shift, 0),
    )


def _pooled(ledger: Ledger) -> Table:
    """Return the groups in which a Party received or gave units without serials by a year's end."""
    life = ledger.life.filter(_.line == POOL)
    vintages = ledger.scopes.select("scope", "vintage")
    both = ibis.union(
        *(
            life.select("scope", "approach", "host", "date", party=life[side])
            for side in ("from_party", "to_party")
        )
    )
    years = _stated(ledger).select(*STATEMENT).distinct()
    moved = both.inner_join(vintages, "scope").inner_join(years, "party")
    return moved.filter(_.date.year() <= _.year).select(*GROUP).distinct()


def _measured(held: Table) -> Table:
    """Return what each group of pieces comes to, and whether all of it is known and numbered."""
    is_shared = held.metric == NON_GHG
    units = held.stop - held.first
    share = units * held.block_non_ghg.cast("float64") / held.block_units
    tonnes = ibis.coalesce(units.sum(where=~is_shared), 0)
    return held.group_by(GROUP).agg(
        found=(tonnes + ibis.coalesce(share.sum().round(), 0)).cast("int64"),
        is_known=(~is_shared | share.notnull()).all(),
        numbered=held.has_range.all(),
    )


def _by_quantity(ledger: Ledger) -> Table:
    """Return the stated groups of which some part has no ITMO serials: stated and held in total."""
    stated = _stated(ledger)
    claimed = stated.group_by(GROUP).agg(
        stated=_.quantity.sum(),
        position=_.position.min(),
        ranged=_.has_range.all(),
    )
    found = _measured(_held(ledger))
    joined = claimed.left_join(found, GROUP).select(
        *(claimed[name] for name in claimed.columns),
        found=ibis.coalesce(found.found, 0),
        is_known=ibis.coalesce(found.is_known, True),
        numbered=ibis.coalesce(found.numbered, True),
    )
    return joined.filter(~_.ranged | ~_.numbered)


def _compared(ledger: Ledger) -> Table:
    """Return the pieces of stated and held ranges, with how often each is stated and held."""
    whole = _by_quantity(ledger)
    stated = _stated(ledger).filter(_.has_range).anti_join(whole, GROUP)
    held = _held(ledger).filter(_.has_range).anti_join(whole, GROUP)
    claims = ibis.union(
        stated.select(
            *GROUP,
            "position",
            entry=ibis.null("int64"),
            metric=ibis.null("string"),
            first=_.first_itmo,
            stop=_.last_itmo + 1,
        ),
        held.mutate(position=ibis.null("int64")).select(
            *GROUP, "position", "entry", "metric", "first", "stop"
        ),
    )
    placed = claims.mutate(scope=_scope(claims))
    cut = pieces.steps(pieces.cuts(placed), placed)
    piece = ibis.window(group_by=PIECE)
    return cut.mutate(
        stated=cut.position.count().over(piece),
        held=cut.entry.count().over(piece),
        is_non_ghg=ibis.coalesce(cut.metric.max().over(piece) == NON_GHG, False),
    )


def _scope(claims: Table) -> StringValue:
    text = claims.party
    for name in GROUP[1:]:
        text = text + "|" + claims[name].cast("string")
    return text


def _differing(ledger: Ledger) -> Table:
    """Return the stated rows of which the Party holds another quantity."""
    met = _compared(ledger).filter(_.position.notnull())
    found = met.group_by([*STATEMENT, "position"]).agg(
        found=ibis.ifelse(met.held >= met.stated, met.stop - met.first, 0).sum(),
        is_ghg=~met.is_non_ghg.any(),
    )
    rows = _stated(ledger).inner_join(found, [*STATEMENT, "position"])
    counted = rows.mutate(
        quantity=ibis.ifelse(rows.is_ghg, rows.quantity, rows.last_itmo - rows.first_itmo + 1)
    )
    by_range = counted.filter(_.found != _.quantity)
    whole = _by_quantity(ledger).anti_join(_pooled(ledger), GROUP)
    totals = whole.filter(_.is_known, _.found != _.stated)
    rows_of_totals = _stated(ledger).inner_join(
        totals.select(*STATEMENT, "position", "stated", "found"), [*STATEMENT, "position"]
    )
    columns = (*PLACE, "party", "year", "found")
    return ibis.union(
        by_range.select(*columns, stated="quantity"), rows_of_totals.select(*columns, "stated")
    )


def _unknown(ledger: Ledger) -> Table:
    """Return the stated rows whose group also moved without serials."""
    open_groups = _by_quantity(ledger).semi_join(_pooled(ledger), GROUP)
    return _stated(ledger).semi_join(open_groups.filter(_.found != _.stated), GROUP).select(*PLACE)


def _unmeasured(ledger: Ledger) -> Table:
    """Return the stated rows whose group holds units of a block of unknown non-GHG quantity."""
    unmeasured = _by_quantity(ledger).filter(~_.is_known).anti_join(_pooled(ledger), GROUP)
    return _stated(ledger).semi_join(unmeasured, GROUP).select(*PLACE)


def _not_stated(ledger: Ledger) -> Table:
    """Return what a Party holds beyond what it stated for a year for which it stated holdings."""
    beyond = _compared(ledger).filter(_.entry.notnull(), _.held > _.stated)
    unnumbered = _held(ledger).filter(~_.has_range).anti_join(_stated(ledger), GROUP)
    columns = ("entry", *GROUP, "first", "stop")
    by_group = unnumbered.mutate(scope=_scope(unnumbered)).select(*columns, "scope")
    found = ranges(ibis.union(beyond.select(*columns, "scope"), by_group), *STATEMENT)
    return found.mutate(quantity=found.last - found.first + 1)


STATED_HOLDINGS = (
    Check(
        code="holding-differs",
        examined=_stated,
        faults=_differing,
        unverifiable=(
            Unverifiable(code="serials-unknown", rows=_unknown),
            Unverifiable(code="quantity-unknown", rows=_unmeasured),
        ),
    ),
    Check(code="holding-not-stated", examined=_held, faults=_not_stated),
)
