"""What the ledger answers, as rows in the words of the cases."""

from datetime import date
from fractions import Fraction

from reporting.ledger.codes import ITMO, PARIS, POOL
from reporting.ledger.ledger import Ledger
from reporting.ledger.loading import SMALLEST
from tests.ledger import asking
from tests.ledger.asking import Row


def first_transfers(ledger: Ledger) -> list[Row]:
    """Return every first transfer of every interval."""
    return [
        _with_serials({**row, "quantity": row["tonnes"]}) for row in asking.first_transfers(ledger)
    ]


def statuses(ledger: Ledger, on: date) -> list[Row]:
    """Return what every interval is on a day, held or ended."""
    scopes = {row["scope"]: row for row in asking.relation(ledger, "scopes")}
    versions = asking.relation(ledger, "authorization_terms")
    latest: dict[tuple[int, int], Row] = {}
    for row in sorted(asking.relation(ledger, "unit_status"), key=lambda row: int(row["turn"])):
        if row["line"] != POOL and (row["date"] is None or row["date"] <= on):
            latest[row["scope"], row["first"]] = row
    return [
        _with_serials({**row, **scopes[row["scope"]], "status": _status(row, versions, on)})
        for row in latest.values()
    ]


def _status(row: Row, versions: list[Row], on: date) -> str:
    if row["era"] != PARIS:
        return str(row["era"])
    if row["trigger"] and (row["first_transfer_on"] is None or row["first_transfer_on"] <= on):
        return "itmo"
    same = ("approach", "host", "authorization_id")
    return (
        "authorized"
        if any(
            (each["approach"], each["party"], each["authorization_id"])
            == tuple(row[name] for name in same)
            and each["kind"] != "entity"
            and each["authorized_on"] <= on
            and (each["in_force_until"] is None or each["in_force_until"] > on)
            for each in versions
        )
        else "credit"
    )


def held(ledger: Ledger, on: date) -> list[Row]:
    """Return what every Party holds at the end of a day; a pool with nothing left is no row."""
    return [
        {**row, "non_ghg_quantity": share_of_block(row)}
        for row in asking.holdings(ledger, on)
        if row["units"] is not None or row["quantity"] or row["unknown"]
    ]


def flowed(ledger: Ledger) -> list[Row]:
    """Return every flow of every Party, as it counts for that Party."""
    return [
        {
            **{name: row[name] for name in asking.KEYS if name != "is_own"},
            "record": "own" if row["is_own"] else "counterpart",
            "quantity": None if row.unknown and not row.tonnes else row.tonnes,
            "non_ghg_quantity": row.non_ghg,
            "unknown": row.unknown,
        }
        for row in asking.flows(ledger)
    ]


def share_of_block(row: Row) -> Fraction | None:
    """Return what a non-GHG range has of its block, by its share of the serials, if it is known."""
    if row["metric"] != "non_ghg" or row["units"] is None or row["block_non_ghg"] is None:
        return None
    return Fraction(row["units"], row["block_units"]) * Fraction(row["block_non_ghg"], SMALLEST)


def _with_serials(row: Row) -> Row:
    is_pool, kind = row["line"] == POOL, "itmo" if row["line"] == ITMO else "unit"
    serials = (None, None) if is_pool else (row["first"], row["stop"] - 1)
    nothing = dict.fromkeys(("first_unit", "last_unit", "first_itmo", "last_itmo"))
    return row | nothing | {f"first_{kind}": serials[0], f"last_{kind}": serials[1]}


def undecided(ledger: Ledger) -> list[Row]:
    """Return what may be a flow of any Party."""
    return asking.relation(ledger, "undecided_flows")
