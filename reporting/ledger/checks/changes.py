"""What happens to an authorization after units were first transferred under it.

A change does not reach those units unless the terms that bind them say so (4/CMA.6). The ledger
keeps the version that bound them in every case; where the terms do let a change through, that is
said, for a person to judge.
"""

import ibis
from ibis import _
from ibis.expr.types import Table

from reporting.ledger.checks.authorizations import firsts
from reporting.ledger.checks.model import PLACE, Check
from reporting.ledger.ledger import Ledger

TERMS = (
    "purposes",
    "definition",
    "vintage_first",
    "vintage_last",
    "use_first",
    "use_last",
)
NONE = "-"


def _bound(ledger: Ledger) -> Table:
    """Return the versions that bind units, with the day of the first and how many."""
    binding = (
        firsts(ledger)
        .group_by(party=_.host, authorization_id=_.binding_id, version=_.binding_version)
        .agg(since=_.first_transfer_on.min(), quantity=_.tonnes.sum())
    )
    terms = ledger.versions.select(
        "party",
        "authorization_id",
        "version",
        reaches=ibis.coalesce(_.changes_apply_to_transferred, False),
        **{f"was_{name}": ibis.coalesce(_[name].cast("string"), NONE) for name in TERMS},
    )
    return binding.inner_join(terms, ["party", "authorization_id", "version"]).rename(
        bound="version"
    )


def _later(ledger: Ledger) -> Table:
    """Return each version with each earlier one that binds units."""
    pairs = ledger.versions.inner_join(_bound(ledger), ["party", "authorization_id"])
    return pairs.filter(_.version > _.bound)


def _changed(ledger: Ledger, *, reaches: bool) -> Table:
    rows = _later(ledger).filter(_.reaches == reaches)
    differs = ibis.or_(
        *(ibis.coalesce(rows[name].cast("string"), NONE) != rows[f"was_{name}"] for name in TERMS)
    )
    return rows.filter(differs).select(
        *PLACE, "version", "bound", "quantity", authorization="authorization_id"
    )


def _kept_out(ledger: Ledger) -> Table:
    return _changed(ledger, reaches=False)


def _let_through(ledger: Ledger) -> Table:
    return _changed(ledger, reaches=True)


def _revoked(ledger: Ledger) -> Table:
    return ledger.versions.filter(_.revoked_on.notnull())


def _revoked_later(ledger: Ledger) -> Table:
    bound = (
        _bound(ledger)
        .group_by("party", "authorization_id")
        .agg(since=_.since.min(), quantity=_.quantity.sum())
    )
    pairs = _revoked(ledger).inner_join(bound, ["party", "authorization_id"])
    return pairs.filter(_.since < _.revoked_on).select(
        *PLACE, "revoked_on", "since", "quantity", authorization="authorization_id"
    )


def _kinds(ledger: Ledger) -> Table:
    """Return the sectors and activity types of each version."""
    key = ("party", "authorization_id", "version")
    sectors = ledger.table("authorization_sectors").select(*key, name="sector")
    activities = ledger.table("authorization_activities").select(*key, name="activity_type")
    return ibis.union(sectors, activities).distinct()


def _other_kinds(ledger: Ledger) -> Table:
    """Return sectors and activity types that only one of two such versions has."""
    pairs = _later(ledger).filter(~_.reaches)
    kinds = _kinds(ledger)
    earlier = kinds.rename(bound="version")
    added = pairs.inner_join(kinds, ["party", "authorization_id", "version"]).anti_join(
        earlier, ["party", "authorization_id", "bound", "name"]
    )
    removed = pairs.inner_join(earlier, ["party", "authorization_id", "bound"]).anti_join(
        kinds, ["party", "authorization_id", "version", "name"]
    )
    columns = (*PLACE, "version", "bound", "name", "authorization_id")
    both = ibis.union(added.select(*columns), removed.select(*columns))
    return both.rename(authorization="authorization_id")


CHANGES = (
    Check(code="changed-after-first-transfer", examined=_later, faults=_kept_out),
    Check(code="change-reaches-first-transfers", examined=_later, faults=_let_through),
    Check(code="revoked-after-first-transfer", examined=_revoked, faults=_revoked_later),
    Check(code="sectors-changed", examined=_later, faults=_other_kinds),
)
