"""Whether the entity that uses or cancels units is authorized to."""

import ibis
from ibis import _
from ibis.expr.types import Table

from reporting.ledger.checks.model import Check
from reporting.ledger.checks.terms import uses, with_units
from reporting.ledger.ledger import Ledger

HELD = ["host", "held_id", "held_version"]


def _by_entities(ledger: Ledger) -> Table:
    """Return uses by an entity, with what `reporting.ledger.entries` says of it."""
    named = ledger.entries.filter(_.using_entity.notnull()).select("entry", "using_entity")
    return uses(ledger).inner_join(named, "entry")


def _listing(ledger: Ledger) -> Table:
    return ledger.table("authorization_entities").select(
        host="party",
        held_id="authorization_id",
        held_version="version",
        using_entity="entity_id",
    )


def _unlisted(ledger: Ledger) -> Table:
    """Return uses by an entity that the version does not list; without a list, the approach."""
    steps = _by_entities(ledger)
    listing = _listing(ledger)
    listed = steps.semi_join(listing, HELD).anti_join(listing, [*HELD, "using_entity"])
    authorized = ledger.table("authorized_entities").select(
        "approach", "authorized_on", using_entity="entity_id"
    )
    unlisted = steps.anti_join(listing, HELD)
    known = unlisted.inner_join(authorized, ["approach", "using_entity"])
    in_time = known.filter(ibis.coalesce(known.authorized_on <= known.date, True))
    late = unlisted.anti_join(in_time.select("entry"), "entry")
    others = ibis.union(listed, late.select(*listed.columns))
    return with_units(
        others.mutate(entity=_.using_entity, authorization=ibis.coalesce(_.held_id, _.approach)),
        "entity",
        "authorization",
    )


ENTITIES = (Check(code="entity-not-authorized", examined=_by_entities, faults=_unlisted),)
