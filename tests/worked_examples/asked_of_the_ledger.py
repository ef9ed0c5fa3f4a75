"""What the ledger answers, as rows in the words of the cases."""

from datetime import date
from fractions import Fraction
from typing import Any

import ibis
from ibis import _
from ibis.expr.types import Table

from reporting.ledger.authorizations import in_force
from reporting.ledger.becoming import status
from reporting.ledger.flows import KEYS, flows
from reporting.ledger.holdings import holdings
from reporting.ledger.ledger import Ledger
from reporting.ledger.life import PIECE
from reporting.ledger.pieces import ITMO, POOL
from tests.worked_examples.alike import Row

RANGE = ("line", "first", "stop")
OF_SCOPE = ("approach", "originating_registry", "host", "vintage", "unit_prefix")


def first_transfers(ledger: Ledger) -> list[Row]:
    """Return every first transfer of every piece."""
    rows = ledger.life.filter(_.is_first_transfer).select(
        "scope",
        *RANGE,
        "first_transfer_on",
        "trigger",
        "authorized_for",
        "binding_version",
        "binding_id",
        quantity=_.tonnes,
    )
    return _placed(ledger, rows)


def statuses(ledger: Ledger, on: date) -> list[Row]:
    """Return what every piece is on a day, held or ended."""
    day = ibis.literal(on)
    happened = ledger.life.filter((_.line != POOL) & ibis.coalesce(_.date <= day, True))
    last = happened.turn.max().over(ibis.window(group_by=PIECE))
    latest = happened.mutate(is_last=happened.turn == last).filter(_.is_last)
    active = ledger.versions.filter(in_force(ledger.versions, day) & (_.kind != "entity")).select(
        "approach", host=_.party, key=_.authorization_id, is_authorized=True
    )
    bound = latest.left_join(active, ["approach", "host", "key"])
    return _placed(
        ledger, bound.mutate(status=status(bound, day)).select("scope", *RANGE, "status")
    )


def held(ledger: Ledger, on: date) -> list[Row]:
    """Return what every Party holds at the end of a day; a pool with nothing left is no row."""
    return [
        {**row, "non_ghg_quantity": share_of_block(row)}
        for row in ledger.engine.fetch(holdings(ledger, on)).to_pylist()
        if row["units"] is not None or row["quantity"] or row["unknown"]
    ]


def flowed(ledger: Ledger) -> list[Row]:
    """Return every flow of every Party, as it counts for that Party."""
    return [
        {
            **{name: row[name] for name in KEYS if name != "is_own"},
            "record": "own" if row["is_own"] else "counterpart",
            "quantity": None if row.unknown and not row.tonnes else row.tonnes,
            "non_ghg_quantity": row.non_ghg,
            "unknown": row.unknown,
        }
        for row in flows(ledger)
    ]


def share_of_block(row: Row) -> Fraction | None:
    """Return what a non-GHG range has of its block, by its share of the serials, if it is known."""
    if row["metric"] != "non_ghg" or row["units"] is None or row["block_non_ghg"] is None:
        return None
    return Fraction(row["units"], row["block_units"]) * Fraction(row["block_non_ghg"])


def _placed(ledger: Ledger, rows: Table) -> list[Row]:
    """Add what the scope stands for, and name the range by its numbering."""
    named = rows.inner_join(ledger.scopes.select("scope", *OF_SCOPE), "scope")
    return [_with_serials(row) for row in ledger.engine.fetch(named).to_pylist()]


def _with_serials(row: dict[str, Any]) -> Row:
    is_pool, kind = row["line"] == POOL, "itmo" if row["line"] == ITMO else "unit"
    serials = (None, None) if is_pool else (row["first"], row["stop"] - 1)
    nothing = dict.fromkeys(("first_unit", "last_unit", "first_itmo", "last_itmo"))
    return row | nothing | {f"first_{kind}": serials[0], f"last_{kind}": serials[1]}
