"""Stories of units, each under a cooperative approach of its own, and what is found in each.

All are told in one record, so that one replay serves them. Rows are called ``B1``, ``T1``, ``H1``
by table and order; both Parties have declared 2024 complete, and no other year.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.ledger.making import Row, Units, authorization, block, complete, event, joined, moved

LETTERS = {"credit_blocks": "B", "transfers": "T", "stated_holdings": "H"}
Codes = Mapping[str, set[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """What one approach tells.

    Attributes:
        name: The approach.
        blocks: Its blocks.
        events: Its events.
        stated: Its stated holdings.
        found: The codes found, by the row they name.
        values: Some of what a finding says, by its code.
        terms: What its authorization says otherwise.
        is_identified: Whether the approach has an identifier.
    """

    name: str
    blocks: tuple[Row, ...] = (block((1, 100)),)
    events: tuple[Row, ...] = ()
    stated: tuple[Row, ...] = ()
    found: Codes = field(default_factory=dict)
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    terms: Mapping[str, Any] = field(default_factory=dict)
    is_identified: bool = True


def itmos(first: int, last: int) -> Row:
    """Return the columns of a range of ITMOs."""
    return {"first_itmo": first, "last_itmo": last}


def used(on: str, units: Units, party: str = "XBB", **cells: object) -> Row:
    """Return a retirement of 2024 towards an NDC."""
    towards: Row = {"purpose": "NDC", "use_year": 2024, "using_party": party}
    return event("retirement", on, party, units=units) | towards | cells


def stated(position: int, quantity: int, **cells: object) -> Row:
    """Return a row of the holdings that XDD stated for the end of 2024."""
    usual: Row = {
        "party": "XDD",
        "year": 2024,
        "registry": "XDD01",
        "host": "XAA",
        "vintage": 2023,
        "position": position,
        "quantity": quantity,
    }
    return usual | cells


def tables(stories: tuple[Story, ...]) -> dict[str, list[Row]]:
    """Return the tables that tell all stories."""
    told: dict[str, list[Row]] = {name: [] for name in LETTERS}
    told["coverage"] = [complete(party, 2024) for party in ("XAA", "XBB")]
    told["authorizations"] = []
    told["cooperative_approaches"] = []
    for number, story in enumerate(stories):
        approach = {"approach": story.name}
        identified = {"approach_id": f"CA{number + 1000}"} if story.is_identified else {}
        told["cooperative_approaches"].append(
            approach | {"name": story.name, "is_jcm": False} | identified
        )
        terms = {"authorization_id": f"A-{story.name}", **story.terms, **approach}
        told["authorizations"].append(authorization(**terms))
        told["authorizations"] += [
            joined(party, authorization_id=f"C-{story.name}", **approach)
            for party in ("XBB", "XDD")
        ]
        for row in story.blocks:
            key = row["authorization_id"] and f"A-{story.name}"
            told["credit_blocks"].append(row | approach | {"authorization_id": key})
        told["transfers"] += [row | approach for row in story.events]
        told["stated_holdings"] += [row | approach for row in story.stated]
        _name(told, story)
    return told


def _name(told: dict[str, list[Row]], story: Story) -> None:
    """Give the last rows their identifiers, within the story."""
    for table, key, rows in (
        ("credit_blocks", "block_id", story.blocks),
        ("transfers", "transfer_id", story.events),
    ):
        for number, row in enumerate(told[table][len(told[table]) - len(rows) :], 1):
            row[key] = f"{story.name}-{LETTERS[table]}{number}"
            if table == "transfers" and "block_id" in row:
                row["block_id"] = f"{story.name}-{row['block_id']}"


BOTH = block((1, 100), **itmos(1, 100))
SENT = moved("2024-05-01", units=(1, 100))
BUYERS = block(
    (1, 100),
    account="XBB01-GOV",
    recording_registry="XBB01",
    originating_registry="XAA01",
    issuance_pattern="host_then_transfer",
    issued_on="2024-05-01",
)
POOL = block(quantity=100)
