"""First transfer, derived: what offers a trigger, what the law makes of it, which came first.

Its date is the latest of trigger, issuance and authorization; the version in force on that day
binds. So units that had left before they were authorized are first transferred when they are. A
vintage before 2021, or one that is unresolved, is never first transferred.
"""

import ibis
from ibis import _
from ibis.expr.types import BooleanValue, Table

from reporting.accounting.first_transfer import Trigger
from reporting.ledger.authorizations import in_force
from reporting.ledger.entries import (
    ACQUISITION,
    CANCELLATION,
    ENDS,
    ISSUANCE,
    MOVEMENTS,
    PARIS,
    VOLUNTARY_CANCELLATION,
)
from reporting.ledger.life import PIECE
from reporting.ledger.pieces import POOL

OIMP = ("IMP", "OP")
OMGE = "OMGE"


def candidates(life: Table, versions: Table) -> Table:
    """Return the steps that the law makes first transfers, were they the first.

    Returns:
        Keys of step and piece with ``first_transfer_on``, ``trigger``, ``authorized_for``,
        ``binding_id`` and ``binding_version``.
    """
    bound = life.filter((_.era == PARIS) & _.key.notnull() & _may_offer(life))
    terms = (
        versions.filter(_.kind != "entity")
        .select(
            "party",
            "approach",
            "authorization_id",
            "version",
            "authorized_on",
            "in_force_until",
            "authorized_for",
            "metric",
            *(f"on_{trigger}" for trigger in Trigger),
        )
        .rename(binding_id="authorization_id", binding_metric="metric")
    )
    joined = bound.inner_join(
        terms, ["approach", bound.host == terms.party, bound.key == terms.binding_id]
    )
    dated = joined.mutate(
        first_transfer_on=ibis.ifelse(
            joined.date.isnull(),
            None,
            ibis.greatest(joined.date, joined.issued_on, joined.authorized_on),
        )
    )
    lawful = {trigger: _offers(dated, trigger) & dated[f"on_{trigger}"] for trigger in Trigger}
    trigger = ibis.cases(
        *((is_lawful, str(name)) for name, is_lawful in lawful.items()), else_=ibis.null("string")
    )
    return dated.mutate(trigger=trigger).filter(
        _.trigger.notnull(), in_force(dated, dated.first_transfer_on)
    )


def were_itmos(life: Table, versions: Table) -> Table:
    """Return the steps without serials whose units must have been ITMOs before.

    They left the host before, or the authorization in force names an event that came before.

    Returns:
        ``entry``, and ``was_authorized_for``, for what.
    """
    pool = life.filter((_.line == POOL) & (_.era == PARIS) & _.key.notnull())
    terms = versions.filter(_.kind != "entity").drop("kind", "metric", "purposes")
    bound = pool.inner_join(
        terms, ["approach", pool.host == terms.party, pool.key == terms.authorization_id]
    )
    before = (bound.kind != ISSUANCE) & (bound.on_issuance | bound.on_authorization)
    left = (bound.from_party != bound.host) & bound.on_international_transfer
    known = bound.filter(in_force(bound, bound.date) & (before | left))
    return known.select("entry", was_authorized_for="authorized_for").distinct()


def first_transfers(candidates: Table) -> Table:
    """Return the first of the candidates of each piece: one row per piece first transferred."""
    in_turn = ibis.window(
        group_by=PIECE, order_by=[ibis.asc("first_transfer_on", nulls_first=True), ibis.asc("turn")]
    )
    return (
        candidates.mutate(place=ibis.row_number().over(in_turn))
        .filter(_.place == 0)
        .select(
            *PIECE,
            "first_transfer_on",
            "trigger",
            "authorized_for",
            "binding_id",
            "binding_metric",
            first_transfer_entry=_.entry,
            first_transfer_turn=_.turn,
            binding_version=_.version,
        )
    )


def _may_offer(steps: Table) -> BooleanValue:
    """Leave out the steps that offer no trigger, whatever their authorization says: most do not."""
    leaves = (steps.from_party == steps.host) & (steps.to_party != steps.host)
    ends = steps.purpose.isin((*OIMP, OMGE))
    opens = (steps.turn == 1) | (steps.kind == ISSUANCE)
    return opens | leaves | steps.authorization_id.notnull() | ibis.coalesce(ends, False)


def _offers(steps: Table, trigger: Trigger) -> BooleanValue:
    """Tell whether a step offers a trigger.

    Without serials nothing is known of what came before: a later trigger then counts only where
    the law names no earlier one, so that no tonne is first transferred twice.
    """
    opens = (steps.kind == ISSUANCE) | ((steps.kind == ACQUISITION) & (steps.turn == 1))
    in_pool = steps.line == POOL
    opens_known = (steps.kind == ISSUANCE) | (opens & ~in_pool)
    renewed = steps.authorization_id.notnull() & ibis.coalesce(steps.key != steps.key_before, True)
    leaves = (
        steps.kind.isin((ISSUANCE, *MOVEMENTS))
        & (steps.from_party == steps.host)
        & (steps.to_party != steps.host)
    )
    had_left = renewed & ibis.coalesce(steps.holder_before != steps.host, False)
    earlier = in_pool & (steps.kind != ISSUANCE) & (steps.on_issuance | steps.on_authorization)
    ends_at_host = ~in_pool | ~steps.on_international_transfer | (steps.from_party == steps.host)
    match trigger:
        case Trigger.ISSUANCE:
            return opens_known | (renewed & ~in_pool)  # issued before it was named
        case Trigger.AUTHORIZATION:
            return opens_known | (renewed & ~in_pool)
        case Trigger.INTERNATIONAL_TRANSFER:
            return (leaves & ~earlier) | (had_left & ~in_pool)
        case Trigger.USE_OR_CANCELLATION:
            return steps.kind.isin(ENDS) & steps.purpose.isin(OIMP) & ends_at_host & ~earlier
        case Trigger.OMGE_CANCELLATION:
            ends = steps.kind.isin((CANCELLATION, VOLUNTARY_CANCELLATION))
            return ends & (steps.purpose == OMGE) & ends_at_host & ~earlier
