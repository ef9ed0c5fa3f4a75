"""Whether what is retired or cancelled for a purpose may be: an ITMO, authorized for that."""

from ibis import _
from ibis.expr.types import Table

from reporting.ledger.checks.model import Check, Unverifiable
from reporting.ledger.checks.terms import (
    USED_FOR,
    authorizing,
    in_force_on,
    ndc_uses,
    under,
    unknown_hosts,
    uses,
    with_units,
)
from reporting.ledger.entries import PARIS
from reporting.ledger.ledger import Ledger

NDC = "NDC"
COVERED = {
    "NDC": ("NDC", "NDC and OIMP", "NDC and IMP", "NDC and OP"),
    "IMP": ("IMP", "OIMP", "NDC and IMP", "NDC and OIMP"),
    "OP": ("OP", "OIMP", "NDC and OP", "NDC and OIMP"),
}


def _ndc_uses(ledger: Ledger) -> Table:
    return ndc_uses(ledger).filter(_.era == PARIS)


def _not_itmos(ledger: Ledger) -> Table:
    """Return those not first transferred although an authorization was in force, or named none."""
    steps = _ndc_uses(ledger).filter(~_.is_itmo)
    return steps.anti_join(_revoked_or_early(ledger, steps).select("entry"), "entry")


def _revoked_or_early(ledger: Ledger, steps: Table) -> Table:
    """Return those of units with an authorization that is not in force on the day."""
    return steps.filter(_.key.notnull()).anti_join(
        in_force_on(ledger, steps), ["host", "key", "date"]
    )


def _retired_not_itmo(ledger: Ledger) -> Table:
    known = _not_itmos(ledger).semi_join(authorizing(ledger), ["approach", "host"])
    return with_units(known.mutate(party=_.user), "party", "host")


def _retired_unknown(ledger: Ledger) -> Table:
    return unknown_hosts(ledger, _not_itmos(ledger))


def _authorized_uses(ledger: Ledger) -> Table:
    """Return uses of units with an authorization; at home, an NDC needs none."""
    steps = uses(ledger).filter(_.era == PARIS, _.key.notnull())
    return steps.filter((_.purpose != NDC) | (_.user != _.host))


def _used_without(ledger: Ledger) -> Table:
    steps = _authorized_uses(ledger).filter(~_.is_itmo)
    return with_units(
        _revoked_or_early(ledger, steps).mutate(authorization=_.key), "authorization", "date"
    )


def _uses_of_itmos(ledger: Ledger) -> Table:
    return ndc_uses(ledger).filter(_.is_itmo)


def _by_unauthorized(ledger: Ledger) -> Table:
    return _uses_of_itmos(ledger).filter(~_.is_use)


def _users(ledger: Ledger) -> Table:
    """Return the Parties whose authorizations for an approach the record has."""
    return authorizing(ledger).rename(user="host")


def _users_not_authorizing(ledger: Ledger) -> Table:
    """Return uses by a Party whose own record shows no authorization in force."""
    steps = _by_unauthorized(ledger)
    silent = steps.anti_join(_users(ledger), ["approach", "user"]).filter(_.recorder != _.user)
    known = steps.anti_join(silent.select("entry"), "entry")
    return with_units(known.mutate(party=_.user), "party", "approach", "date")


def _users_unknown(ledger: Ledger) -> Table:
    silent = _by_unauthorized(ledger).anti_join(_users(ledger), ["approach", "user"])
    others = silent.filter(_.recorder != _.user)
    return others.select("entry", counterpart="user").distinct()


def _listed_users(ledger: Ledger) -> Table:
    """Return uses under versions that list the Parties they authorize."""
    listed = ledger.table("authorization_parties").select(
        host="party", held_id="authorization_id", held_version="version"
    )
    foreign = uses(ledger).filter(_.using_party.notnull(), _.using_party != _.host)
    return foreign.semi_join(listed, ["host", "held_id", "held_version"])


def _unlisted_users(ledger: Ledger) -> Table:
    listed = ledger.table("authorization_parties").select(
        host="party",
        held_id="authorization_id",
        held_version="version",
        using_party="authorized_party",
    )
    others = _listed_users(ledger).anti_join(
        listed, ["host", "held_id", "held_version", "using_party"]
    )
    return with_units(
        others.mutate(authorization=_.held_id, party=_.using_party), "authorization", "party"
    )


def _held(ledger: Ledger) -> Table:
    return under(ledger, uses(ledger), purposes="purposes").filter(_.purposes.notnull())


def _not_covered(ledger: Ledger) -> Table:
    rows = _held(ledger)
    covered = [
        (rows.purpose == purpose) & rows.purposes.isin(COVERED[purpose]) for purpose in USED_FOR
    ]
    others = rows.filter(~(covered[0] | covered[1] | covered[2]))
    return with_units(
        others.mutate(authorization=_.held_id), "authorization", "purpose", "purposes"
    )


USE = (
    Check(
        code="retired-not-itmo",
        examined=_ndc_uses,
        faults=_retired_not_itmo,
        unverifiable=(Unverifiable(code="authorization-unknown", rows=_retired_unknown),),
    ),
    Check(code="used-without-authorization", examined=_authorized_uses, faults=_used_without),
    Check(
        code="using-party-not-authorizing",
        examined=_uses_of_itmos,
        faults=_users_not_authorizing,
        unverifiable=(Unverifiable(code="authorization-unknown", rows=_users_unknown),),
    ),
    Check(code="using-party-not-authorized", examined=_listed_users, faults=_unlisted_users),
    Check(code="purpose-not-authorized", examined=_held, faults=_not_covered),
)
