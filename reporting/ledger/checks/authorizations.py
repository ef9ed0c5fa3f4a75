"""Whether what is first transferred keeps within the version of the authorization that binds it."""

import ibis
from ibis import _
from ibis.expr.types import Table

from reporting.ledger.checks.model import PLACE, Check, Unverifiable
from reporting.ledger.checks.terms import (
    authorizing,
    bound,
    goes_abroad,
    in_force_on,
    unknown_hosts,
    with_entry,
    with_units,
)
from reporting.ledger.entries import PARIS
from reporting.ledger.ledger import Ledger

BINDING = ["host", "binding_id", "binding_version"]


def firsts(ledger: Ledger) -> Table:
    """Return the first transfers: one step for each piece first transferred."""
    return ledger.life.filter(_.is_first_transfer)


def _departures(ledger: Ledger) -> Table:
    return ledger.life.filter(goes_abroad, _.era == PARIS)


def _unauthorized_departures(ledger: Ledger) -> Table:
    steps = _departures(ledger).filter(~_.is_itmo, _.date.notnull() | _.key.isnull())
    return steps.anti_join(in_force_on(ledger, steps), ["host", "key", "date"])


def _departed(ledger: Ledger) -> Table:
    known = _unauthorized_departures(ledger).semi_join(authorizing(ledger), ["approach", "host"])
    return with_units(known.mutate(taker=_.to_party), "host", "taker", "date")


def _departed_unknown(ledger: Ledger) -> Table:
    return unknown_hosts(ledger, _unauthorized_departures(ledger))


def _capped(ledger: Ledger) -> Table:
    """Return each version with a cap that binds units, with what it and earlier ones bound."""
    capped = ledger.versions.filter(_.quantity_cap.notnull(), _.metric == "ghg")
    transferred = (
        firsts(ledger)
        .group_by(BINDING)
        .agg(quantity=_.tonnes.sum(), unknown=_.tonnes.isnull().sum())
        .rename(party="host", authorization_id="binding_id")
    )
    joined = capped.inner_join(transferred, ["party", "authorization_id"]).filter(
        _.binding_version <= _.version
    )
    return (
        joined.group_by(*PLACE, "version", "quantity_cap", authorization=_.authorization_id)
        .agg(
            quantity=ibis.coalesce(_.quantity.sum(), 0),
            unknown=_.unknown.sum(),
            last_bound=_.binding_version.max(),
        )
        .filter(_.last_bound == _.version)
    )


def _over_authorized(ledger: Ledger) -> Table:
    over = _capped(ledger).filter(_.quantity > _.quantity_cap)
    return over.select(
        *PLACE,
        "authorization",
        "quantity",
        cap="quantity_cap",
        excess=_.quantity - _.quantity_cap,
    )


def _unknown_quantities(ledger: Ledger) -> Table:
    capped = _capped(ledger)
    return capped.filter(_.quantity <= _.quantity_cap, _.unknown > 0).select(*PLACE)


def _of_limited_vintage(ledger: Ledger) -> Table:
    limited = bound(ledger, firsts(ledger), earliest="vintage_first", latest="vintage_last")
    return with_entry(ledger, limited.filter(_.earliest.notnull() | _.latest.notnull()), "vintage")


def _other_vintage(ledger: Ledger) -> Table:
    rows = _of_limited_vintage(ledger)
    early = ibis.coalesce(rows.vintage < rows.earliest, False)
    late = ibis.coalesce(rows.vintage > rows.latest, False)
    return with_units(
        rows.filter(early | late).mutate(authorization=_.binding_id),
        "authorization",
        "vintage",
        "earliest",
        "latest",
    )


def _bound_blocks(ledger: Ledger) -> Table:
    """Return the blocks that name an authorization, with the unit in which they are measured."""
    blocks = ledger.table("credit_blocks").filter(_.authorization_id.notnull())
    return blocks.mutate(measured=ibis.coalesce(_.non_ghg_metric, _.metric))


def _other_metric(ledger: Ledger) -> Table:
    versions = ledger.table("authorizations").select(
        authorization_party="party",
        authorization_id="authorization_id",
        measured=ibis.coalesce(_.non_ghg_metric, _.metric),
    )
    keys = ["authorization_party", "authorization_id"]
    authorized = versions.group_by(keys).agg(authorized=_.measured.min())
    others = _bound_blocks(ledger).anti_join(versions, [*keys, "measured"])
    return others.inner_join(authorized, keys).select(
        "entry", "authorized", metric="measured", authorization="authorization_id"
    )


AUTHORIZATIONS = (
    Check(
        code="left-without-authorization",
        examined=_departures,
        faults=_departed,
        unverifiable=(Unverifiable(code="authorization-unknown", rows=_departed_unknown),),
    ),
    Check(
        code="over-authorized",
        examined=_capped,
        faults=_over_authorized,
        unverifiable=(Unverifiable(code="quantity-unknown", rows=_unknown_quantities),),
    ),
    Check(code="vintage-not-authorized", examined=_of_limited_vintage, faults=_other_vintage),
    Check(code="metric-not-authorized", examined=_bound_blocks, faults=_other_metric),
)
