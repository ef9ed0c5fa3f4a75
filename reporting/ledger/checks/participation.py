"""Who may report on a cooperative approach, and whether the rows keep to one approach."""

import ibis
from ibis import _
from ibis.expr.types import Table

from reporting.ledger.checks.model import PLACE, Check
from reporting.ledger.ledger import Ledger


def _participants(ledger: Ledger) -> Table:
    """Return the Parties to each approach: listed, authorizing, or authorized."""
    authorizations = ledger.table("authorizations")
    key = ["party", "authorization_id", "version"]
    named = ledger.table("authorization_parties").inner_join(
        authorizations.select(*key, "approach"), key
    )
    return ibis.union(
        ledger.table("approach_parties").select("approach", participant="party"),
        authorizations.select("approach", participant="party"),
        named.select("approach", participant="authorized_party"),
    ).distinct()


def _entries(ledger: Ledger) -> Table:
    return ledger.entries


def _strangers(ledger: Ledger) -> Table:
    entries = ledger.entries.mutate(participant=_.recorder)
    others = entries.anti_join(_participants(ledger), ["approach", "participant"])
    return others.select("entry", "approach", party="recorder")


def _holdings(ledger: Ledger) -> Table:
    return ledger.table("stated_holdings")


def _strange_holdings(ledger: Ledger) -> Table:
    held = _holdings(ledger).mutate(participant=_.party)
    others = held.anti_join(_participants(ledger), ["approach", "participant"])
    return others.select(*PLACE, "approach", "party")


def named_authorizations(ledger: Ledger) -> Table:
    """Return the rows that themselves name an authorization, corrected rows left out."""
    columns = ("entry", "approach", "host", "authorization_party", "authorization_id")
    tables = (ledger.table("credit_blocks"), ledger.table("transfers"))
    rows = ibis.union(*(each.select(*columns) for each in tables))
    return rows.filter(_.authorization_id.notnull()).semi_join(
        ledger.entries.select("entry"), "entry"
    )


def _of_other_approach(ledger: Ledger) -> Table:
    approaches = (
        ledger.table("authorizations")
        .group_by(authorization_party=_.party, authorization_id=_.authorization_id)
        .agg(least=_.approach.min(), greatest=_.approach.max())
    )
    joined = named_authorizations(ledger).inner_join(
        approaches, ["authorization_party", "authorization_id"]
    )
    others = joined.filter(_.approach != _.least, _.approach != _.greatest)
    return others.select(
        "entry", "approach", authorization="authorization_id", authorized_approach="least"
    )


def _not_of_host(ledger: Ledger) -> Table:
    others = named_authorizations(ledger).filter(_.authorization_party != _.host)
    return others.select(
        "entry", "host", party="authorization_party", authorization="authorization_id"
    )


def _without_use(ledger: Ledger) -> Table:
    """Return the rows whose authorization authorizes no use in any version."""
    using = ledger.table("authorizations").filter(_.kind != "entity", _.purposes.notnull())
    key = {"authorization_party": "party", "authorization_id": "authorization_id"}
    others = named_authorizations(ledger).anti_join(using.select(**key), list(key))
    return others.select("entry", authorization="authorization_id")


PARTICIPATION = (
    Check(code="not-a-participant", examined=_entries, faults=_strangers),
    Check(code="holding-not-a-participant", examined=_holdings, faults=_strange_holdings),
    Check(
        code="authorization-other-approach",
        examined=named_authorizations,
        faults=_of_other_approach,
    ),
    Check(code="authorization-not-of-host", examined=named_authorizations, faults=_not_of_host),
    Check(code="authorization-not-of-use", examined=named_authorizations, faults=_without_use),
)
