"""Accounts and registries: whose they are, and whether an account can take what it is given."""

import ibis
from ibis import _
from ibis.expr.types import Table

from reporting.ledger.checks.model import PLACE, Check
from reporting.ledger.entries import (
    CANCELLATION,
    ISSUANCE,
    MOVEMENTS,
    RETIREMENT,
    VOLUNTARY_CANCELLATION,
    registry_party,
)
from reporting.ledger.ledger import Ledger

OTHER = "other"
HOLDING = ("government_holding", "entity_holding", OTHER)
TAKES = {
    ISSUANCE: HOLDING,
    **dict.fromkeys(MOVEMENTS, HOLDING),
    RETIREMENT: ("retirement", OTHER),
    CANCELLATION: ("cancellation", OTHER),
    VOLUNTARY_CANCELLATION: ("voluntary_cancellation", "cancellation", OTHER),
}


def _accounts(ledger: Ledger) -> Table:
    """Return the Party and the type of each account."""
    registries = ledger.table("registries").select("registry", owner="party").distinct()
    accounts = ledger.table("accounts").select("account", "registry", "type").distinct()
    return accounts.inner_join(registries, "registry").drop("registry")


def _ends(ledger: Ledger) -> Table:
    """Return each entry twice: with the account it leaves, and with the one it reaches."""
    sides = (("from_party", "from_account"), ("to_party", "to_account"))
    entries = ledger.entries
    named = ibis.union(
        *(entries.select("entry", "kind", party=party, account=held) for party, held in sides)
    )
    return named.filter(_.account.notnull()).inner_join(_accounts(ledger), "account")


def _of_other_party(ledger: Ledger) -> Table:
    others = _ends(ledger).filter(_.owner != _.party)
    return others.select("entry", "account", "owner", "party").distinct()


def _reached(ledger: Ledger) -> Table:
    entries = ledger.entries.select("entry", "kind", account="to_account")
    return entries.inner_join(_accounts(ledger), "account")


def _unfit(ledger: Ledger) -> Table:
    reached = _reached(ledger)
    fits = ibis.cases(
        *((reached.kind == kind, reached.type.isin(types)) for kind, types in TAKES.items()),
        else_=True,
    )
    return reached.filter(~fits).select("entry", "account", "type", "kind")


def _registries(ledger: Ledger) -> Table:
    return ledger.table("registries")


def _misnamed(ledger: Ledger) -> Table:
    misnamed = _registries(ledger).filter(registry_party(_.registry) != _.party)
    return misnamed.select(*PLACE, "registry", "party")


def _events(ledger: Ledger) -> Table:
    owners = ledger.table("registries").select(recording_registry="registry", owner="party")
    standing = ledger.table("transfers").semi_join(ledger.entries.select("entry"), "entry")
    return standing.inner_join(owners.distinct(), "recording_registry")


def _elsewhere(ledger: Ledger) -> Table:
    others = _events(ledger).filter(_.owner != _.recorded_by)
    return others.select("entry", "owner", registry="recording_registry", party="recorded_by")


ACCOUNTS = (
    Check(code="account-of-other-party", examined=_ends, faults=_of_other_party),
    Check(code="account-unfit", examined=_reached, faults=_unfit),
    Check(code="registry-of-other-party", examined=_registries, faults=_misnamed),
    Check(code="recorded-in-other-registry", examined=_events, faults=_elsewhere),
)
