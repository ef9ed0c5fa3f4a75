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

SCHEMAS = Path(__file__).parents[3] / "data" / "article6" / "schemas"
SQL_TYPES = {
    "string": "VARCHAR",
    "integer": "BIGINT",
    "date": "DATE",
    "boolean": "BOOLEAN",
    "number": "DECIMAL(38,9)",
}
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


# A block: its number b gives all else. The multiplier spreads b; it has no meaning.
BLOCKS = """
CREATE MACRO mixed(b, m) AS (b * 2654435761 + 12345) % m;
CREATE VIEW made AS SELECT
  b,
  '{shape}' = 'giant' AS giant,
  CASE WHEN giant THEN 0 ELSE b // 100 END AS project,
  'made-' || project % 20 AS approach,
  'XA' || chr((65 + project % 20)::INT) AS host,
  'XB' || chr((65 + mixed(b, 5))::INT) AS partner,
  'XB' || chr((65 + (mixed(b, 5) + 1) % 5)::INT) AS third,
  CASE WHEN giant THEN 2023 ELSE 2020 + b // 10 % 10 END AS vintage,
  'P' || project AS unit_prefix,
  1000 + mixed(b, 8000) AS quantity,
  b * 10000 + 1 AS start,
  DATE '2022-01-01' + mixed(b, 1000)::INT AS issued_on,
  b % 8 = 7 AS is_split,
  b % 8 = 6 AS is_reissued,
  b % 16 = 5 AS is_moved_whole,
  b % 32 = 9 AS is_unnumbered,
  b % 4 = 0 AS is_by_itmo,
  CASE WHEN b % 64 = 3 THEN NULL ELSE 'A' || b // 10 % 6 END AS authorization_id,
  CASE WHEN is_split THEN partner ELSE host END AS holder,
  CASE WHEN is_split THEN third ELSE partner END AS buyer,
  CASE WHEN is_split THEN host ELSE third END AS onward,
  CASE WHEN is_moved_whole THEN buyer ELSE holder END AS owner,
  CASE WHEN is_moved_whole THEN holder ELSE onward END AS last_buyer,
  quantity // 4 AS quarter,
FROM range(0, {blocks}) AS numbers(b);
"""

CREDIT_BLOCKS = """
SELECT 0 AS part, b, 'B' || b AS block_id, holder AS holder_party, holder || '-H' AS account,
  holder || '01' AS recording_registry, issued_on AS issued,
  start AS first_serial, start + quantity - 1 AS last_serial, authorization_id AS own
FROM made
UNION ALL
SELECT 1, b, 'B' || b || '-again', buyer, buyer || '-H', buyer || '01', issued_on + 32,
  start, start + quarter - 1, authorization_id
FROM made WHERE is_reissued AND NOT is_unnumbered
UNION ALL
SELECT 2, b, 'B' || b || '-twice', holder, holder || '-H', holder || '01', issued_on + 900,
  start + quantity - quarter, start + quantity + 99, authorization_id
FROM made WHERE b % 32 = 1 AND b // 32 < {planted}
ORDER BY part, b
"""

BLOCK_COLUMNS = """
SELECT block_id, approach, 'project-' || project AS project_id, 'issuance-' || b AS issuance_id,
  host, holder_party, account,
  CASE WHEN is_split THEN recording_registry ELSE host || '01' END AS originating_registry,
  recording_registry,
  CASE WHEN is_split THEN 'split' WHEN is_reissued THEN 'host_then_transfer' ELSE 'host' END
    AS issuance_pattern,
  vintage, issued AS issued_on, last_serial - first_serial + 1 AS quantity, unit_prefix,
  CASE WHEN NOT is_unnumbered THEN first_serial END AS first_unit,
  CASE WHEN NOT is_unnumbered THEN last_serial END AS last_unit,
  CASE WHEN is_by_itmo THEN first_serial + 7 END AS first_itmo,
  CASE WHEN is_by_itmo THEN last_serial + 7 END AS last_itmo,
  'ghg' AS metric, 'emission_reductions' AS mitigation_type,
  CASE WHEN own IS NOT NULL THEN host END AS authorization_party, own AS authorization_id,
  FALSE AS confidential
FROM rows JOIN made USING (b) ORDER BY part, b
"""

# What happens to a block: number, kind, from, to, day after issuance, first and last offset.
EVENTS = (
    ("transfer", "holder", "buyer", 30, "0", "part_0", "sender"),
    ("acquisition", "holder", "buyer", 32, "0", "part_0", "receiver"),
    ("retirement", "buyer", "buyer", 400, "0", "quarter // 2 - 1", "sender"),
    ("transfer", "owner", "buyer_of_more", 60, "quarter", "3 * quarter - 1", "sender"),
    ("acquisition", "owner", "buyer_of_more", 61, "quarter", "3 * quarter - 1", "receiver"),
    ("transfer", "buyer_of_more", "last_buyer", 200, "quarter", "2 * quarter - 1", "sender"),
    ("acquisition", "buyer_of_more", "last_buyer", 210, "quarter", "2 * quarter - 1", "receiver"),
    ("transfer", "owner", "owner", 90, "3 * quarter", "quantity - 1", "sender"),
    ("voluntary_cancellation", "owner", "owner", 500, "3 * quarter", "3 * quarter + 199", "sender"),
)
