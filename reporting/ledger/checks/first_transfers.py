"""Whether the record holds each first transfer that a later event without serials presupposes.

Under an authorization that defines issuance or authorization as first transfer, an event without
serials comes after it. Where no issuance tells of it, those tonnes are first transferred nowhere.
"""

import ibis
from ibis import _
from ibis.expr.types import Table

from reporting.ledger.authorizations import in_force
from reporting.ledger.checks.authorizations import firsts
from reporting.ledger.checks.model import Check, Unverifiable
from reporting.ledger.checks.ranges import families
from reporting.ledger.entries import ISSUANCE, PARIS
from reporting.ledger.ledger import Ledger
from reporting.ledger.pieces import POOL


def _presupposing(ledger: Ledger) -> Table:
    """Return the events without serials of units first transferred before, by their definition.

    The version in force on the day holds; of units authorized later, the one that authorizes them.
    """
    pool = ledger.life.filter(_.line == POOL, _.kind != ISSUANCE, _.era == PARIS, _.key.notnull())
    terms = ledger.versions.filter(_.kind != "entity", _.on_issuance | _.on_authorization).select(
        "approach", "authorized_on", "in_force_until", host="party", key="authorization_id"
    )
    bound = pool.inner_join(terms, ["approach", "host", "key"])
    day = ibis.ifelse(bound.date.isnull(), None, ibis.greatest(bound.date, bound.authorized_on))
    held = pool.semi_join(bound.filter(in_force(bound, day)), "entry")
    return held.inner_join(families(ledger), "scope")


def _without_first_transfer(ledger: Ledger) -> Table:
    told = firsts(ledger).inner_join(families(ledger), "scope").select("family", key="binding_id")
    return _presupposing(ledger).anti_join(told, ["family", "key"])


def _untold(ledger: Ledger) -> Table:
    """Return those of which the host has told nothing, and may yet."""
    told = ledger.entries.filter(_.recorder == _.host).inner_join(families(ledger), "scope")
    complete = ledger.table("coverage").filter(_.is_complete).select("year", host="party")
    steps = _without_first_transfer(ledger).anti_join(told, "family")
    return steps.mutate(year=_.date.year().cast("int64")).anti_join(complete, ["host", "year"])


def _not_recorded(ledger: Ledger) -> Table:
    steps = _without_first_transfer(ledger).anti_join(_untold(ledger), "entry")
    named = steps.inner_join(ledger.scopes.select("scope", "vintage"), "scope")
    return named.select("entry", "vintage", authorization="key")


def _silent(ledger: Ledger) -> Table:
    return _untold(ledger).select("entry", "year", counterpart="host")


FIRST_TRANSFERS = (
    Check(
        code="first-transfer-not-recorded",
        examined=_presupposing,
        faults=_not_recorded,
        unverifiable=(Unverifiable(code="counterpart-silent", rows=_silent),),
    ),
)
