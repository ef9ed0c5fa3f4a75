"""Whether the units and the Parties that an authorization lists are those it is applied to."""

import ibis
from ibis import _
from ibis.expr.types import Table

from reporting.ledger.checks.authorizations import BINDING, firsts
from reporting.ledger.checks.model import Check, Unverifiable
from reporting.ledger.checks.terms import with_units
from reporting.ledger.entries import ISSUANCE, MOVEMENTS
from reporting.ledger.ledger import Ledger


def _of_limited_scope(ledger: Ledger) -> Table:
    """Return first transfers under a version that lists a scope, with where they came from."""
    listed = ledger.table("authorization_scope").select(
        host="party", binding_id="authorization_id", binding_version="version"
    )
    limited = firsts(ledger).semi_join(listed, BINDING)
    origins = ledger.life.filter(_.turn == 1).select("scope", "first", origin="entry")
    named = ledger.entries.select("project_id", "issuance_id", "block_id", origin="entry")
    return limited.inner_join(origins, ["scope", "first"]).inner_join(named, "origin")


def _outsiders(ledger: Ledger) -> Table:
    """Return those whose project, issuance and block are not listed."""
    rows = _of_limited_scope(ledger)
    for scope in ("project", "issuance", "block"):
        listed = ledger.table("authorization_scope").filter(_.scope == scope)
        keys = listed.select(
            host="party",
            binding_id="authorization_id",
            binding_version="version",
            **{f"{scope}_id": "key"},
        )
        rows = rows.anti_join(keys, [*BINDING, f"{scope}_id"])
    return rows.mutate(
        origin=ibis.coalesce(_.block_id, _.issuance_id, _.project_id),
        authorization=_.binding_id,
    )


def _outside_scope(ledger: Ledger) -> Table:
    known = _outsiders(ledger).filter(_.origin.notnull())
    return with_units(known, "authorization", "origin")


def _origin_unknown(ledger: Ledger) -> Table:
    return _outsiders(ledger).filter(_.origin.isnull()).select("entry").distinct()


def _takers(ledger: Ledger) -> Table:
    """Return what other Parties received of units whose authorization lists Parties."""
    moves = ledger.life.filter(_.kind.isin((ISSUANCE, *MOVEMENTS)), _.to_party != _.host)
    listed = ledger.table("authorization_parties").select(
        host="party", binding_id="authorization_id", binding_version="version"
    )
    return moves.filter(_.is_itmo).semi_join(listed, BINDING)


def _unlisted_takers(ledger: Ledger) -> Table:
    listed = ledger.table("authorization_parties").select(
        host="party",
        binding_id="authorization_id",
        binding_version="version",
        to_party="authorized_party",
    )
    others = _takers(ledger).anti_join(listed, [*BINDING, "to_party"])
    return with_units(
        others.mutate(authorization=_.binding_id, party=_.to_party), "authorization", "party"
    )


SCOPE = (
    Check(
        code="outside-scope",
        examined=_of_limited_scope,
        faults=_outside_scope,
        unverifiable=(Unverifiable(code="origin-unknown", rows=_origin_unknown),),
    ),
    Check(code="party-not-authorized", examined=_takers, faults=_unlisted_takers),
)
