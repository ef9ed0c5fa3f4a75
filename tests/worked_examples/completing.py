"""Adds to the rows of a case what every table requires, by rules that an expert can foresee.

An account ``XBB01-GOV`` is in registry ``XBB01`` of Party XBB, and its ending says what it is for.
An authorization is told version by version, each with its approach; its own row follows from them.
One without any has the version None.
An event takes from its block what it leaves out. Whoever sends, receives or ends tells of it.
"""

from collections.abc import Container, Iterable, Iterator, Mapping
from typing import Any

from tests.example.package import schemas

SOURCE = "worked-example"
TYPES = {
    "GOV": "government_holding",
    "ENT": "entity_holding",
    "RET": "retirement",
    "CAN": "cancellation",
    "VOL": "voluntary_cancellation",
}
FROM_BLOCK = ("approach", "originating_registry", "host", "vintage", "unit_prefix")
TERMINAL = {"retirement", "cancellation", "voluntary_cancellation"}
SECTOR, ACTIVITY = "Energy generation", "Solar"

Row = dict[str, Any]
Tables = dict[str, list[Row]]


def complete(given: Tables, title: str) -> Tables:
    """Return every table with the cells that its schema requires, from the cells that are given."""
    blocks = [_block(row) for row in _rows(given, "credit_blocks")]
    of_block = {row["block_id"]: row for row in blocks}
    events = _rows(given, "transfers")
    versions = [_version(row) for row in _rows(given, "authorizations")]
    tables: Tables = {name: _rows(given, name) for name in schemas()}
    tables["credit_blocks"] = blocks
    tables["transfers"] = [_event(row, of_block) for row in events]
    tables["authorizations"] = _authorizations(versions)
    versions = [row for row in versions if row["version"] is not None]
    tables["authorization_versions"] = [
        _without(row, {"approach", "uploaded_on"}) for row in versions
    ]
    for table, name, value in (
        ("authorization_sectors", "sector", SECTOR),
        ("authorization_activities", "activity_type", ACTIVITY),
    ):
        key = ("party", "authorization_id", "version")
        links = [{part: row[part] for part in key} | {name: value} for row in versions]
        tables[table] = tables[table] or links
    for defaults in (_approaches, _roles, _accounts, _registries, _parties):
        defaults(tables)
    if not tables["sources"]:
        tables["sources"] = [_source(title)]
    source = tables["sources"][0]["source_id"]
    marks = {"source_id": source, "confidence": "low", "basis": "stated"}
    return {
        table: rows if table == "sources" else [marks | row for row in rows]
        for table, rows in tables.items()
    }


def _rows(given: Tables, table: str) -> list[Row]:
    return [dict(row) for row in given.get(table, [])]


def _block(row: Row) -> Row:
    registry = row.get("originating_registry", f"{row['host']}01")
    holder = row.get("account", f"{row['host']}01")[:3]
    defaults = {
        "originating_registry": registry,
        "recording_registry": registry,
        "holder_party": holder,
        "issuance_pattern": "host",
        "metric": "ghg",
        "mitigation_type": "emission_reductions",
        "confidential": False,
    }
    return defaults | row


def _event(row: Row, blocks: Mapping[str, Row]) -> Row:
    block = blocks.get(row.get("block_id", ""), {})
    taken = {name: block[name] for name in FROM_BLOCK if name in block}
    if not taken.get("originating_registry") and "host" in row:
        taken["originating_registry"] = f"{row['host']}01"
    for end in ("from", "to"):
        if f"{end}_account" in row:
            taken[f"{end}_party"] = row[f"{end}_account"][:3]
    if row["event"] in TERMINAL:
        kind = {"retirement": "RET", "cancellation": "CAN", "voluntary_cancellation": "VOL"}
        taken["to_party"] = row.get("from_party", taken.get("from_party"))
        if "from_account" in row:
            taken["to_account"] = f"{row['from_account'][:5]}-{kind[row['event']]}"
    teller = "to_party" if row["event"] == "acquisition" else "from_party"
    recorder = row.get("recorded_by", row.get(teller, taken.get(teller)))
    defaults = {
        "recorded_by": recorder,
        "recording_registry": f"{recorder}01",
        "confidential": False,
    }
    return defaults | taken | row


def _version(row: Row) -> Row:
    return {"version": 1, "kind": "use", "metric": "ghg"} | row


def _authorizations(versions: Iterable[Row]) -> list[Row]:
    named = ("party", "authorization_id", "approach", "uploaded_on")
    each_once = dict.fromkeys(tuple(row.get(name) for name in named) for row in versions)
    return [dict(zip(named, values, strict=True)) for values in each_once]


def _without(row: Row, names: Container[str]) -> Row:
    return {key: value for key, value in row.items() if key not in names}


def _source(title: str) -> Row:
    return {
        "source_id": SOURCE,
        "publisher": "JCM Open Data",
        "title": title,
        "kind": "database",
        "language": "en",
        "retrieved_via": "worked by hand",
        "confidence": "low",
    }


def _named(tables: Tables, resource: str) -> Iterator[str]:
    for table, schema in schemas().items():
        for key in schema.get("foreignKeys", []):
            if key["reference"]["resource"] == resource and len(key["fields"]) == 1:
                for row in tables[table]:
                    if row.get(key["fields"][0]):
                        yield row[key["fields"][0]]


def _lacking(tables: Tables, table: str, key: str) -> list[str]:
    have = {row[key] for row in tables[table]}
    return sorted({*_named(tables, table)} - have)


def _approaches(tables: Tables) -> None:
    for number, approach in enumerate(_lacking(tables, "cooperative_approaches", "approach"), 1):
        tables["cooperative_approaches"].append(
            {
                "approach": approach,
                "approach_id": f"CA{9000 + number}",
                "name": f"Approach {approach}",
                "is_jcm": approach.startswith("jcm-"),
                "underlying_registry": None if approach.startswith("jcm-") else "NA",
            }
        )


def _roles(tables: Tables) -> None:
    roles: dict[tuple[str, str], set[str]] = {}
    for row in (*tables["credit_blocks"], *tables["transfers"]):
        roles.setdefault((row["approach"], row["host"]), set()).add("host")
        for name in ("holder_party", "from_party", "to_party"):
            if row.get(name, row["host"]) != row["host"]:
                roles.setdefault((row["approach"], row[name]), set()).add("buyer")
    have = {(row["approach"], row["party"]) for row in tables["approach_parties"]}
    for (approach, party), role in roles.items():
        if (approach, party) not in have:
            one = "both" if len(role) > 1 else next(iter(role))
            tables["approach_parties"].append({"approach": approach, "party": party, "role": one})


def _accounts(tables: Tables) -> None:
    for account in _lacking(tables, "accounts", "account"):
        kind = account[6:9]
        holder = "entity" if kind == "ENT" else "government"
        tables["accounts"].append(
            {
                "account": account,
                "registry": account[:5],
                "type": TYPES[kind],
                "holder": f"{holder} of {account[:3]}",
                "holder_kind": holder,
                "confidential": False,
            }
        )


def _registries(tables: Tables) -> None:
    for registry in _lacking(tables, "registries", "registry"):
        name = f"Registry {registry}"
        tables["registries"].append({"registry": registry, "party": registry[:3], "name": name})


def _parties(tables: Tables) -> None:
    for party in _lacking(tables, "parties", "party"):
        name = f"Party {party}"
        tables["parties"].append({"party": party, "name": name, "name_ja": f"締約国{party}"})
