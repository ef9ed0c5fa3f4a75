"""Credits in the registry of a Party: which stand in which account, and what is kept from view.

Natural persons' accounts and whatever is confidential are never named; how much is left out is
said.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

import pyarrow as pa
from pyarrow import compute

from reporting.accounting.figure import Exact
from reporting.findings import Place
from reporting.forms.model.provenance import Lineage, grouped
from reporting.forms.model.redaction import confidential, may_be_named
from reporting.forms.queries.holdings import HoldingSources
from reporting.ledger.codes import NON_GHG
from reporting.ledger.ledger import Ledger, Row
from reporting.ledger.rows import ConfidentialEntry, EndedUnits, Holding


@dataclass(frozen=True, slots=True, kw_only=True)
class Registry:
    """What a Party's registry holds of the JCM.

    Attributes:
        party: The Party.
        accounts: Its accounts, by key.
        jcm: The cooperative approaches of the JCM.
        hidden: The rows of the record that are confidential.
        hidden_entries: Of these, the rows of blocks and events, by their numbers.
    """

    party: str
    accounts: Mapping[str, Row]
    jcm: frozenset[str]
    hidden: frozenset[Place]
    hidden_entries: pa.Array

    @classmethod
    def from_ledger(cls, ledger: Ledger, party: str) -> "Registry":
        """Ask the ledger."""
        own = {row["registry"] for row in ledger.table("registries") if row["party"] == party}
        return cls(
            party=party,
            accounts={
                row["account"]: row for row in ledger.table("accounts") if row["registry"] in own
            },
            jcm=frozenset(
                row["approach"] for row in ledger.table("cooperative_approaches") if row["is_jcm"]
            ),
            hidden=confidential(ledger),
            hidden_entries=ledger.fetch(ConfidentialEntry.relation)["entry"].combine_chunks(),
        )

    def is_public(self, account: Row) -> bool:
        """Tell whether an account may be named."""
        return may_be_named(account)

    @property
    def jcm_approaches(self) -> pa.Array:
        """The cooperative approaches of the JCM, as a column."""
        return pa.array(self.jcm, pa.string())

    @property
    def hidden_accounts(self) -> pa.Array:
        """Which accounts must not be named."""
        hidden = [key for key, row in self.accounts.items() if not self.is_public(row)]
        return pa.array(hidden, pa.string())

    def type_of(self, account: str | None, kind: str | None = None) -> str | None:
        """Return the type of an account; where it is not recorded, what an event that ends says."""
        row = self.accounts.get(account or "")
        return str(row["type"]) if row else kind

    def hides(self, account: str | None) -> bool:
        """Tell whether an account must not be named."""
        row = self.accounts.get(account or "")
        return row is not None and not self.is_public(row)


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """Credits in an account.

    Attributes:
        account: The account; None where the record does not say.
        type: Its type; None where the record does not say.
        lineage: The quantity, in t CO2 eq, by row.
        is_unknown: Whether part of the quantity is not known.
    """

    account: str | None
    type: str | None
    lineage: Lineage
    is_unknown: bool


def amounts(ledger: Ledger, registry: Registry, on: date) -> Iterator[Amount]:
    """Yield what each account of a Party holds of JCM credits at the end of a day."""
    yield from _held(ledger, registry, on)
    yield from _ended(ledger, registry, on)


def _held(ledger: Ledger, registry: Registry, on: date) -> Iterator[Amount]:
    sources = HoldingSources.from_ledger(ledger, registry.party, on)
    for each in ledger.ask(Holding, party=registry.party, on=on):
        if each.approach in registry.jcm and each.metric != NON_GHG:
            yield Amount(
                account=each.account,
                type=registry.type_of(each.account),
                lineage=sources.behind(each),
                is_unknown=bool(each.unknown),
            )


def _ended(ledger: Ledger, registry: Registry, on: date) -> Iterator[Amount]:
    """Yield what was retired or cancelled, each in the account it went to."""
    rows = ledger.fetch(EndedUnits.relation, party=registry.party, on=on)
    rows = rows.filter(compute.is_in(rows["approach"], value_set=registry.jcm_approaches))
    rows = rows.filter(compute.not_equal(rows["metric"], NON_GHG))
    for kind, of_kind in grouped(rows, "kind"):
        for account, each in grouped(of_kind, "to_account"):
            yield Amount(
                account=account,
                type=registry.type_of(account, kind),
                lineage=Lineage.from_entries(ledger.inputs, each["entry"], each["tonnes"]),
                is_unknown=each["tonnes"].null_count > 0,
            )


def public_part(lineage: Lineage, registry: Registry) -> Lineage:
    """Return a quantity without the rows that are confidential."""
    others, _ = lineage.parted(registry.hidden)
    return others


def hidden_part(amount: Amount, registry: Registry) -> Exact:
    """Return how much of an amount is kept from view."""
    if registry.hides(amount.account):
        return amount.lineage.total
    return (amount.lineage - public_part(amount.lineage, registry)).total
