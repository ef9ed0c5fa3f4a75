"""Made-up ledgers of any size, as Parquet files in the shape of the ledger's inputs.

Ten rows tell the life of each block: it is issued, a part goes abroad and is partly retired, a
larger part goes abroad and half of it onward, the rest is moved inside its Party and partly
cancelled. Of the blocks, some are split issuances, some are issued again by the buyer's registry,
some are moved whole by their name alone, some are numbered by ITMO serials, some by none.
"""

import json
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import duckdb

from reporting.ledger.loading import RECORDS

SCHEMAS = Path(__file__).parents[3] / "data" / "article6" / "schemas"
SQL = Path(__file__).parent / "making.sql"
SQL_TYPES = {
    "string": "VARCHAR",
    "integer": "BIGINT",
    "date": "DATE",
    "boolean": "BOOLEAN",
    "number": "DECIMAL(38,9)",
}
MADE = (*RECORDS, "authorizations", "authorization_versions")
ROWS_OF_A_BLOCK = 10
PLANTED = 20
TRANSFERS_FILE = 1 << 40
HEADER_ROWS = 2
MEMORY = "3GB"


class Shape(StrEnum):
    """How blocks are spread over the places where serial numbers mean something."""

    MANY = "many"
    GIANT = "giant"


@dataclass(frozen=True, slots=True, kw_only=True)
class Planted:
    """Entries that break a rule.

    Attributes:
        issued_twice: Issuances of serials that an earlier one has.
        ended_twice: Retirements of what was retired before.
    """

    issued_twice: tuple[int, ...]
    ended_twice: tuple[int, ...]


def make(folder: Path, rows: int, shape: Shape) -> Planted:
    """Write the tables of a made-up ledger into a folder, the same for the same arguments.

    Args:
        folder: Where to write; it is made.
        rows: How many blocks and events, about.
        shape: How they are spread over scopes.

    Returns:
        The planted breaches.
    """
    folder.mkdir(parents=True)
    connection = duckdb.connect(config={"memory_limit": MEMORY, "temp_directory": str(folder)})
    blocks = rows // ROWS_OF_A_BLOCK
    planted = min(PLANTED, blocks // 32)
    template = SQL.read_text(encoding="utf-8")
    connection.execute(template.format(shape=shape, blocks=blocks, planted=planted))
    for schema in sorted(SCHEMAS.glob("*.json")):
        _write(connection, folder, schema)
    return Planted(
        issued_twice=_last(connection, folder, "credit_blocks", planted, 0),
        ended_twice=_last(connection, folder, "transfers", planted, TRANSFERS_FILE),
    )


def _write(connection: duckdb.DuckDBPyConnection, folder: Path, schema: Path) -> None:
    """Write a table with every column of its schema, and the places of its rows."""
    name = schema.stem
    fields = json.loads(schema.read_text(encoding="utf-8"))["fields"]
    view = name if name in MADE else "(SELECT NULL AS note LIMIT 0)"
    known = {each[0] for each in connection.execute(f"DESCRIBE FROM {view}").fetchall()}
    columns = ", ".join(
        f"CAST({each['name'] if each['name'] in known else 'NULL'} AS {SQL_TYPES[each['type']]})"
        f" AS {each['name']}"
        for each in fields
    )
    start = TRANSFERS_FILE if name == "transfers" else 0
    numbered = f", _row + {start} AS entry" if name in RECORDS else ""
    connection.execute(
        f"COPY (SELECT *{numbered} FROM (SELECT {columns}, 'made' AS _package, '{name}' AS _table,"  # noqa: S608 - our own text
        f" row_number() OVER () + {HEADER_ROWS - 1} AS _row FROM {view}))"
        f" TO '{folder / name}.parquet' (FORMAT PARQUET)"
    )


def _last(
    connection: duckdb.DuckDBPyConnection, folder: Path, name: str, count: int, start: int
) -> tuple[int, ...]:
    """Return the entries of the last rows of a table: what is planted stands at its end."""
    rows = f"SELECT count(*) FROM '{folder / name}.parquet'"  # noqa: S608 - our own text
    found = connection.execute(rows).fetchone()
    assert found is not None
    first = start + HEADER_ROWS + found[0] - count
    return tuple(range(first, first + count))
