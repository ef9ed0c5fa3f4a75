"""Who may report on a cooperative approach, and whether the rows keep to one approach."""

import ibis
from ibis import _
from ibis.expr.types import Table

from reporting.ledger.checks.model import PLACE, Check
from reporting.ledger.ledger import Ledger


def _participants(ledger: Ledger) -> Table:
    """Return the Parties to each approach: listed, authorizing, or authorized."""
    authorizations = ledger.table("authorizations")
    key = ["_package", "party", "authorization_id", "version"]
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


def _with_itmos(ledger: Ledger) -> Table:
    return ledger.entries.filter(_.first_itmo.notnull())


def _without_approach_id(ledger: Ledger) -> Table:
    numbered = ledger.table("cooperative_approaches").filter(_.approach_id.notnull())
    others = _with_itmos(ledger).anti_join(numbered.select("approach").distinct(), "approach")
    return others.select("entry", "approach")


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


def _with_blocks(ledger: Ledger) -> Table:
    blocks = ledger.table("credit_blocks").select("_package", "block_id", block_approach="approach")
    return ledger.table("transfers").inner_join(blocks, ["_package", "block_id"])


def _other_than_block(ledger: Ledger) -> Table:
    others = _with_blocks(ledger).filter(_.approach != _.block_approach)
    return others.select("entry", "approach", "block_approach", block="block_id")


PARTICIPATION = (
    Check(code="not-a-participant", examined=_entries, faults=_strangers),
    Check(code="holding-not-a-participant", examined=_holdings, faults=_strange_holdings),
    Check(code="approach-without-identifier", examined=_with_itmos, faults=_without_approach_id),
    Check(
        code="authorization-other-approach",
        examined=named_authorizations,
        faults=_of_other_approach,
    ),
    Check(code="authorization-not-of-host", examined=named_authorizations, faults=_not_of_host),
    Check(code="event-other-approach", examined=_with_blocks, faults=_other_than_block),
)
