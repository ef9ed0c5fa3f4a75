"""What the checks of authorizations and use have in common: which version's terms hold for a step.

A unit that has been first transferred is bound for life by the version in force on that day; until
then the version in force on the day of each step holds.
"""

import ibis
from ibis import _
from ibis.expr.types import BooleanValue, Table

from reporting.ledger.authorizations import in_force
from reporting.ledger.checks.ranges import ranges
from reporting.ledger.entries import ENDS, ISSUANCE, MOVEMENTS, RETIREMENT
from reporting.ledger.ledger import Ledger

USED_FOR = ("NDC", "IMP", "OP")
NO_SERIALS = "?"


def bound(ledger: Ledger, steps: Table, **terms: str) -> Table:
    """Join to steps of first transferred units terms of the version that binds them.

    Args:
        ledger: The ledger of the steps.
        steps: Rows of its life.
        terms: New column names, each with the column of the version.
    """
    named = ledger.versions.select(
        host="party", binding_id="authorization_id", binding_version="version", **terms
    )
    return steps.inner_join(named, ["host", "binding_id", "binding_version"])


def in_force_on(ledger: Ledger, steps: Table) -> Table:
    """Return ``host``, ``key`` and ``date`` of steps, with ``held_version``, then in force."""
    named = ledger.versions.select(
        "authorized_on",
        "in_force_until",
        host="party",
        key="authorization_id",
        held_version="version",
    )
    held = steps.select("host", "key", "date").distinct().inner_join(named, ["host", "key"])
    return held.filter(in_force(held, held.date)).select("host", "key", "date", "held_version")


def uses(ledger: Ledger) -> Table:
    """Return the retirements and cancellations for a purpose, with the version that holds.

    Returns:
        Steps of the life, with ``held_id`` and ``held_version``: what binds the units, or else what
        is in force on the day; ``held_version`` is empty where nothing is.
    """
    steps = ledger.life.filter(_.kind.isin(ENDS), _.purpose.isin(USED_FOR))
    joined = steps.left_join(in_force_on(ledger, steps), ["host", "key", "date"])
    return joined.mutate(
        held_id=ibis.coalesce(joined.binding_id, joined.key),
        held_version=ibis.coalesce(joined.binding_version, joined.held_version),
    ).drop("host_right", "key_right", "date_right")


def under(ledger: Ledger, steps: Table, **terms: str) -> Table:
    """Join to `uses` terms of the version that holds; those without one are left out."""
    named = ledger.versions.select(
        host="party", held_id="authorization_id", held_version="version", **terms
    )
    return steps.inner_join(named, ["host", "held_id", "held_version"])


def ndc_uses(ledger: Ledger) -> Table:
    """Return the retirements towards the NDC of a Party that is not the host."""
    return ledger.life.filter(_.kind == RETIREMENT, _.purpose == "NDC", _.user != _.host)


def goes_abroad(steps: Table) -> BooleanValue:
    """Tell which steps take units from the host to another Party."""
    moves = steps.kind.isin((ISSUANCE, *MOVEMENTS))
    return moves & (steps.from_party == steps.host) & (steps.to_party != steps.host)


def with_entry(ledger: Ledger, steps: Table, *columns: str) -> Table:
    """Join to steps what their entry says."""
    return steps.inner_join(ledger.entries.select("entry", *columns), "entry")


def authorizing(ledger: Ledger) -> Table:
    """Return the Parties (``host``) whose authorizations for an approach the record has."""
    return ledger.table("authorizations").select("approach", host="party").distinct()


def unknown_hosts(ledger: Ledger, steps: Table) -> Table:
    """Return the steps whose host has no authorization in the record, as rows not verifiable."""
    silent = steps.anti_join(authorizing(ledger), ["approach", "host"])
    return silent.select("entry", counterpart="host").distinct()


def with_units(steps: Table, *columns: str) -> Table:
    """Return the pieces of each entry joined up, with ``units``: first and last serial."""
    joined = ranges(steps, *columns)
    serials = joined.first.cast("string") + "-" + joined.last.cast("string")
    units = ibis.ifelse(joined.first > 0, serials, NO_SERIALS)
    return joined.mutate(units=units).drop("first", "last")
