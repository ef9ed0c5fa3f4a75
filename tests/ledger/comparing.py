"""Random ledgers for both: many small ones side by side in one replay of the ledger.

Starting an engine costs more than replaying a small record, so ledgers that share nothing (other
Parties, approaches and packages) are replayed together.
"""

import re
from collections.abc import Sequence
from typing import Any

import pyarrow as pa
from pyarrow import compute

from reporting.accounting.settings import Settings
from reporting.ledger.engines import Engine
from reporting.ledger.ledger import Ledger, replay
from reporting.ledger.loading import RECORDS, TABLES, Inputs, Source, numbered
from reporting.packages import Package
from reporting.packages.csv_text import arrow_schema
from tests.oracle import Row, Tables

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
PARTY = re.compile(r"^X([A-Z])([A-Z])(\d\d|-.*)?$")
PER_LEDGER = ("approach", "authorization_id", "_package")


def side_by_side(ledgers: Sequence[Tables]) -> Tables:
    """Return one record of ledgers that share no Party, approach, authorization or package."""
    together: dict[str, list[Row]] = {}
    for number, tables in enumerate(ledgers):
        for name, rows in tables.items():
            told = together.setdefault(name, [])
            told.extend(_renamed(row, number) for row in rows)
    return {
        name: [{**row, "_row": place} for place, row in enumerate(_by_package(rows), 2)]
        for name, rows in together.items()
    }


def replayed(engine: Engine, tables: Tables, like: Package, settings: Settings) -> Ledger:
    """Replay plain rows as the ledger replays packages; columns and types are those of ``like``."""
    tables = _authorizations_apart(tables)
    arrow: dict[str, pa.Table] = {}
    for name in TABLES:
        schema = arrow_schema(like.tables[name].schema)
        for place, kind in (
            ("_package", pa.string()),
            ("_table", pa.string()),
            ("_row", pa.int64()),
        ):
            schema = schema.append(pa.field(place, kind))
        arrow[name] = pa.Table.from_pylist(list(tables.get(name, ())), schema=schema)
    sources = tuple(
        Source(package=package, table=name)
        for name in RECORDS
        for package in sorted(set(arrow[name]["_package"].to_pylist()))
    )
    for name in RECORDS:
        arrow[name] = pa.concat_tables(
            numbered(
                arrow[name].filter(compute.equal(arrow[name]["_package"], each.package)), sources
            )
            for each in (*sources, Source(package="", table=""))
            if each.table in (name, "")
        )
    return replay(
        engine,
        Inputs(
            tables=arrow,
            sources=sources,
            differences=(),
        ),
        settings,
    )


def _authorizations_apart(tables: Tables) -> Tables:
    """Tell each authorization once: the oracle tells it version by version, with its approach."""
    versions = tables.get("authorizations", ())
    each_once = {(row["party"], row["authorization_id"]): row for row in reversed(versions)}
    return {
        **tables,
        "authorizations": [*each_once.values()],
        "authorization_versions": [{**row, "_table": "authorization_versions"} for row in versions],
    }


def _by_package(rows: Sequence[Row]) -> list[Row]:
    return sorted(rows, key=lambda row: str(row["_package"]))


def _renamed(row: Row, number: int) -> dict[str, Any]:
    return {name: _rename(name, value, number) for name, value in row.items()}


def _rename(name: str, value: object, number: int) -> object:
    if not isinstance(value, str):
        return value
    if name in PER_LEDGER:
        return f"{value}.{number}"
    return PARTY.sub(lambda found: _party(found, number), value)


def _party(found: "re.Match[str]", number: int) -> str:
    """Return a code of the Party of this ledger; no two share one, and none is of ``AA…``."""
    last = LETTERS.index(found[2])
    code = len(LETTERS) ** 2 + 3 * number + last
    return (
        LETTERS[code // 676 % 26] + LETTERS[code // 26 % 26] + LETTERS[code % 26] + (found[3] or "")
    )
