"""Blocks of the public record: the JCM publishes shares and amounts, but no serial numbers.

The rule: each share that one side is known to have been allocated is one block of unknown serials,
issued in the registry of its side (split issuance). Its quantity is the quantity issued, where that
was found; a quantity only notified is no issue. Its vintage is what its monitoring period allows.
"""

from collections.abc import Mapping
from typing import Any

import pyarrow as pa

from reporting.packages import Package, read_table

PUBLIC_RECORD = "jcm"
BUYER = "JPN"
ALLOCATED: Mapping[str, frozenset[str]] = {
    "allocations": frozenset({"issuance_id", "side", "quantity_issued", "issued_on"}),
    "issuances": frozenset({"issuance_id", "project_id", "period_start", "period_end"}),
    "projects": frozenset({"project_id", "partner"}),
}
"""The tables of the public record of which blocks are made, and their columns that count."""


def blocks_of_allocations(package: Package, schema: pa.Schema) -> pa.Table:
    """Return the allocations of the public record as rows of ``credit_blocks``.

    Args:
        package: The public record.
        schema: Columns of ``credit_blocks``; those nothing is known of are empty.

    Returns:
        One row per allocation, with the place of the allocation.
    """
    if not package.tables.keys() >= ALLOCATED.keys():
        return schema.empty_table()
    issuances = {row["issuance_id"]: row for row in _rows(package, "issuances")}
    partners = {row["project_id"]: row["partner"] for row in _rows(package, "projects")}
    blocks = [
        _block(row, issuances[row["issuance_id"]], partners)
        for row in _rows(package, "allocations")
    ]
    return pa.Table.from_pylist(blocks, schema=schema)


def _rows(package: Package, name: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = read_table(package.tables[name], package.name).to_pylist()
    return rows


def _block(
    share: Mapping[str, Any], issuance: Mapping[str, Any], partners: Mapping[str, str]
) -> dict[str, Any]:
    """Return one share as a block; what is not known stays out of it."""
    host = partners[issuance["project_id"]]
    holder = BUYER if share["side"] == "japan" else host
    # Each side keeps a JCM registry; the nomenclature calls it by Party and two digits.
    registry = f"{holder}01"
    return {
        "block_id": f"{share['issuance_id']}-{share['side']}",
        "approach": f"jcm-{BUYER}-{host}".lower(),
        "project_id": issuance["project_id"],
        "issuance_id": share["issuance_id"],
        "host": host,
        "side": "buyer" if holder == BUYER else "host",
        "holder_party": holder,
        "originating_registry": registry,
        "recording_registry": registry,
        "issuance_pattern": "split",
        "period_start": issuance["period_start"],
        "period_end": issuance["period_end"],
        "issued_on": share["issued_on"],
        "quantity": share["quantity_issued"],
        "metric": "ghg",
        "confidential": False,  # it was published
        "source_id": share["source_id"],
        "confidence": share["confidence"],
        "basis": "derived",
        "_package": share["_package"],
        "_table": share["_table"],
        "_row": share["_row"],
    }
