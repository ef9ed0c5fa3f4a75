"""Small made-up ledgers: a host XAA, a buyer XBB and a third Party XCC, each with one registry."""

from collections.abc import Mapping, Sequence
from datetime import date

from tests.oracle.tables import Row, row

PARTIES = ("XAA", "XBB", "XCC")
Filled = Mapping[str, object]


def numbered(rows: Mapping[str, Sequence[Row]]) -> dict[str, list[Row]]:
    """Give each row its number within its package and table."""
    found: dict[str, list[Row]] = {}
    for table, told in rows.items():
        counted: dict[object, int] = {}
        found[table] = []
        for one in told:
            package = one["_package"]
            counted[package] = counted.get(package, 0) + 1
            found[table].append({**one, "_row": counted[package]})
    return found


def common(package: str, approaches: Sequence[str]) -> dict[str, list[Row]]:
    """Return the tables each package needs: Parties, registries, accounts, approaches."""
    accounts = ("holding", "retirement", "cancellation", "voluntary_cancellation")
    kinds = {"holding": "government_holding"}
    return {
        "parties": [
            row("parties", party=party, name=party, name_ja=party, _package=package)
            for party in PARTIES
        ],
        "registries": [
            row("registries", registry=f"{party}01", party=party, name=party, _package=package)
            for party in PARTIES
        ],
        "accounts": [
            row(
                "accounts",
                account=f"{party}-{account}",
                registry=f"{party}01",
                type=kinds.get(account, account),
                holder=party,
                _package=package,
            )
            for party in PARTIES
            for account in accounts
        ],
        "cooperative_approaches": [
            row("cooperative_approaches", approach=approach, name=approach, _package=package)
            for approach in approaches
        ],
        "approach_parties": [
            row("approach_parties", approach=approach, party=party, _package=package)
            for approach in approaches
            for party in PARTIES
        ],
    }


def block(**filled: object) -> dict[str, object]:
    """Return a block of ten units of 2022 that the host's registry issued on 1 February 2023."""
    usual: dict[str, object] = {
        "block_id": "B1",
        "approach": "one",
        "host": "XAA",
        "holder_party": "XAA",
        "account": "XAA-holding",
        "originating_registry": "XAA01",
        "recording_registry": "XAA01",
        "vintage": 2022,
        "issued_on": date(2023, 2, 1),
        "first_unit": 1,
        "last_unit": 10,
        "authorization_party": "XAA",
        "authorization_id": "A1",
    }
    return row("credit_blocks", **(usual | filled))


def event(kind: str, on: date, giver: str, taker: str, **filled: object) -> dict[str, object]:
    """Return an event told by the giver, or by the taker if an acquisition; units 1 to 10."""
    teller = taker if kind == "acquisition" else giver
    account = {"transfer": "holding", "acquisition": "holding"}.get(kind, kind)
    usual: dict[str, object] = {
        "transfer_id": f"{kind}-{on}",
        "recording_registry": f"{teller}01",
        "recorded_by": teller,
        "event": kind,
        "event_date": on,
        "approach": "one",
        "originating_registry": "XAA01",
        "host": "XAA",
        "vintage": 2022,
        "first_unit": 1,
        "last_unit": 10,
        "from_party": giver,
        "from_account": f"{giver}-holding",
        "to_party": taker,
        "to_account": f"{taker}-{account}",
    }
    return row("transfers", **(usual | filled))


def authorization(**filled: object) -> dict[str, object]:
    """Return the host's authorization of use towards NDCs, of 1 January 2022."""
    usual: dict[str, object] = {
        "party": "XAA",
        "authorization_id": "A1",
        "approach": "one",
        "authorized_on": date(2022, 1, 1),
        "purposes": "NDC",
    }
    return row("authorizations", **(usual | filled))


def ledger(*rows: Row, package: str = "made") -> dict[str, list[Row]]:
    """Return tables of these rows, with all that they point to."""
    tables = common(package, ["one", "two", "three"])
    for one in rows:
        tables.setdefault(str(one["_table"]), []).append(one)
    return numbered(tables)
