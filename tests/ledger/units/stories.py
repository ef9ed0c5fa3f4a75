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
            told["credit_blocks"].append(row | approach | {"authorization_id": f"A-{story.name}"})
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

OF_SERIALS = (
    Story(
        name="one-end",
        blocks=(block((1, 100), first_itmo=1),),
        found={"B1": {"serial-alone"}},
        values={"serial-alone": {"field": "first_itmo", "missing": "last_itmo", "serial": "1"}},
    ),
    Story(
        name="reversed",
        blocks=(block((1, 100), **itmos(100, 1)),),
        found={"B1": {"range-reversed"}},
        values={"range-reversed": {"first": "100", "last": "1", "field": "first_itmo"}},
    ),
    Story(
        name="length",
        blocks=(block((1, 100), quantity=99),),
        found={"B1": {"quantity-not-length"}},
        values={"quantity-not-length": {"length": "100", "quantity": "99"}},
    ),
    Story(
        name="unequal",
        blocks=(block((1, 100), **itmos(1, 99)),),
        found={"B1": {"ranges-unequal"}},
        values={"ranges-unequal": {"units": "100", "itmos": "99"}},
    ),
    Story(
        name="unidentified",
        blocks=(BOTH,),
        is_identified=False,
        found={"B1": {"approach-not-identified"}},
        values={"approach-not-identified": {"approach": "unidentified"}},
    ),
    Story(
        name="two-itmos",
        blocks=(BOTH,),
        events=tuple(moved("2024-05-01", units=(1, 50), **itmos(101, 150))),
        found={"T1": {"units-of-two-itmos"}, "T2": {"units-of-two-itmos"}},
        values={"units-of-two-itmos": {"first": "1", "last": "50", "other": "B1"}},
    ),
    Story(
        name="two-units",
        blocks=(BOTH, block((101, 200), **itmos(51, 150))),
        found={"B2": {"itmos-of-two-units"}},
        values={"itmos-of-two-units": {"first": "51", "last": "100", "other": "B1"}},
    ),
    Story(
        name="two-units-by-itmos",
        blocks=(BOTH, BOTH | {"first_unit": 51, "last_unit": 150} | itmos(101, 200)),
        events=tuple(moved("2024-05-01", **itmos(1, 10), quantity=10)),
        found={"B2": {"units-of-two-itmos"}},
        values={"units-of-two-itmos": {"first": "51", "last": "100", "other": "B1"}},
    ),
    Story(
        name="metrics",
        blocks=(block((1, 100)), BUYERS | {"metric": "non_ghg", "non_ghg_metric": "MWh"}),
        events=(SENT[0],),
        found={"B2": {"metric-changes"}},
        values={"metric-changes": {"metric": "non_ghg", "metric_there": "ghg", "other": "B1"}},
    ),
    Story(
        name="mixed",
        events=tuple(moved("2024-05-01", **itmos(1, 10), quantity=10)),
        found={"T1": {"numbering-mixed"}, "T2": {"numbering-mixed"}},
    ),
    Story(
        name="of-another-block",
        events=(event("transfer", "2024-05-01", units=(1, 10), block_id="B1", vintage=2022),),
        found={"T1": {"event-not-of-block", "moved-before-issued", "closing-differs"}},
        values={"event-not-of-block": {"field": "vintage", "value": "2022", "of_block": "2023"}},
    ),
    Story(
        name="beyond-block",
        blocks=(block((1, 100)), block((101, 200))),
        events=(event("transfer", "2024-05-01", units=(51, 150), block_id="B1"),),
        found={"T1": {"event-outside-block"}},
        values={"event-outside-block": {"first": "51", "last": "150", "block_last": "100"}},
    ),
)

OF_OWNERSHIP = (
    Story(
        name="issued-again",
        blocks=(block((1, 100)), block((91, 200), issued_on="2024-03-01")),
        found={"B2": {"issued-twice", "closing-differs"}},
        values={
            "issued-twice": {"first": "91", "last": "100", "other": "B1"},
            "closing-differs": {"opening": "0", "flows": "210", "closing": "200", "year": "2024"},
        },
    ),
    Story(
        name="too-early",
        events=tuple(moved("2024-01-01", units=(1, 10))),
        found={"T1": {"moved-before-issued", "closing-differs"}},
        values={"moved-before-issued": {"first": "1", "last": "10"}},
    ),
    Story(
        name="never-issued",
        blocks=(),
        events=(event("transfer", "2024-05-01", units=(1, 10)),),
        found={"T1": {"moved-before-issued", "closing-differs"}},
    ),
    Story(
        name="by-another",
        events=(used("2024-06-01", (1, 10)),),
        found={"T1": {"moved-by-another", "closing-differs"}},
        values={"moved-by-another": {"from_party": "XBB", "holder": "XAA", "last": "10"}},
    ),
    Story(
        name="other-account",
        events=(event("transfer", "2024-05-01", units=(1, 10), from_account="XAA01-ENT"),),
        found={"T1": {"moved-from-another-account"}},
        values={
            "moved-from-another-account": {"from_account": "XAA01-ENT", "held_in": "XAA01-GOV"}
        },
    ),
    Story(
        name="on-the-way",
        events=(SENT[0], SENT[1] | {"event_date": "2024-05-10"}, used("2024-05-05", (1, 10))),
        found={"T3": {"moved-before-arrival"}},
        values={"moved-before-arrival": {"date": "2024-05-05", "arrived_on": "2024-05-10"}},
    ),
    Story(
        name="again",
        events=(*SENT, used("2024-06-01", (1, 10)), used("2024-07-01", (5, 14))),
        found={"T4": {"used-twice", "closing-differs"}},
        values={
            "used-twice": {"first": "5", "last": "10", "other": "T3", "ended": "retirement"},
            "closing-differs": {"party": "XBB", "flows": "80", "closing": "86", "expected": "80"},
        },
    ),
    Story(
        name="told-twice",
        events=(*SENT, used("2024-06-01", (1, 10)), used("2024-06-01", (1, 10))),
        found={
            "T4": {"action-reported-twice", "used-twice", "order-not-stated", "closing-differs"}
        },
        values={"action-reported-twice": {"first": "1", "last": "10", "other": "T3"}},
    ),
    Story(
        name="one-day",
        events=(
            *SENT,
            event("transfer", "2024-06-01", "XBB", units=(1, 20), to_account="XBB01-ENT"),
            used("2024-06-01", (1, 10), from_account="XBB01-ENT"),
        ),
        found={"T4": {"order-not-stated"}},
        values={"order-not-stated": {"first": "1", "last": "10", "other": "T3"}},
    ),
    Story(
        name="one-day-in-order",
        events=(
            *SENT,
            event("transfer", "2024-06-01", "XBB", units=(1, 20), to_account="XBB01-ENT")
            | {"sequence": 1},
            used("2024-06-01", (1, 10), from_account="XBB01-ENT", sequence=2),
        ),
    ),
    Story(
        name="two-claims",
        terms={"purposes": "IMP", "first_transfer_definition": "issuance"},
        events=(event("retirement", "2024-06-01", units=(1, 10)),),
        found={"T1": {"claimed-by-both"}},
        values={"claimed-by-both": {"host": "XAA", "first_transfer_on": "2024-02-01"}},
    ),
)

OF_MIRRORS = (
    Story(
        name="sent-only",
        events=(event("transfer", "2024-05-01", "XAA", "XBB", (1, 10)),),
        found={"T1": {"transfer-without-acquisition"}},
        values={
            "transfer-without-acquisition": {"counterpart": "XBB", "year": "2024", "quantity": "10"}
        },
    ),
    Story(
        name="received-only",
        events=(event("acquisition", "2024-05-01", "XAA", "XBB", (1, 10)),),
        found={"T1": {"acquisition-without-transfer"}},
        values={"acquisition-without-transfer": {"counterpart": "XAA", "year": "2024"}},
    ),
    Story(
        name="in-part",
        events=(
            event("transfer", "2024-05-01", "XAA", "XBB", (1, 50)),
            event("acquisition", "2024-05-01", "XAA", "XBB", (1, 40)),
        ),
        found={"T1": {"mirror-differs"}},
        values={"mirror-differs": {"first": "41", "last": "50", "quantity": "10"}},
    ),
    Story(
        name="new-year",
        events=(SENT[0] | {"event_date": "2024-12-30"}, SENT[1] | {"event_date": "2025-01-05"}),
        found={"T1": {"mirror-in-another-year"}},
        values={"mirror-in-another-year": {"date": "2024-12-30", "arrived_on": "2025-01-05"}},
    ),
    Story(
        name="silent-receiver",
        events=(event("transfer", "2025-05-01", "XAA", "XBB", (1, 10)),),
        found={"T1": {"counterpart-silent"}},
        values={"counterpart-silent": {"counterpart": "XBB", "year": "2025"}},
    ),
    Story(
        name="silent-sender",
        events=(event("acquisition", "2025-05-01", "XAA", "XBB", (1, 10)),),
        found={"T1": {"counterpart-silent"}},
        values={"counterpart-silent": {"counterpart": "XAA", "year": "2025"}},
    ),
    Story(
        name="one-recorder",
        events=(SENT[0], SENT[1] | {"recorded_by": "XAA"}),
        found={"T1": {"mirror-not-independent"}},
        values={"mirror-not-independent": {"recorder": "XAA"}},
    ),
    Story(
        name="pool-agrees",
        blocks=(POOL,),
        events=tuple(moved("2024-05-01", quantity=60)),
        found={name: {"serials-unknown"} for name in ("B1", "T1", "T2")},
    ),
    Story(
        name="pool-overdrawn",
        blocks=(POOL,),
        events=(
            *moved("2024-05-01", quantity=60),
            event("retirement", "2024-06-01", quantity=41),
        ),
        found={name: {"serials-unknown"} for name in ("B1", "T1", "T2")}
        | {"T3": {"serials-unknown", "stock-overdrawn"}},
        values={"stock-overdrawn": {"party": "XAA", "missing": "1", "vintage": "2023"}},
    ),
    Story(
        name="pool-unknown",
        blocks=(block(),),
        events=(event("transfer", "2024-05-01", quantity=60, to_account="XAA01-ENT"),),
        found={"B1": {"serials-unknown"}, "T1": {"serials-unknown", "quantity-unknown"}},
    ),
)

TO_XDD = moved("2024-05-01", taker="XDD", units=(1, 40))
OF_HOLDINGS = (
    Story(
        name="stated-well",
        blocks=(BOTH,),
        events=tuple(TO_XDD),
        stated=(stated(1, 30, **itmos(1, 30)), stated(2, 10, **itmos(31, 40))),
    ),
    Story(
        name="stated-too-much",
        blocks=(BOTH,),
        events=tuple(TO_XDD),
        stated=(stated(3, 50, **itmos(1, 50)),),
        found={"H1": {"holding-differs"}},
        values={"holding-differs": {"stated": "50", "found": "40", "party": "XDD"}},
    ),
    Story(
        name="stated-too-little",
        blocks=(BOTH,),
        events=tuple(TO_XDD),
        stated=(stated(4, 30, **itmos(1, 30)),),
        found={"T1": {"holding-not-stated"}},
        values={"holding-not-stated": {"first": "31", "last": "40", "quantity": "10"}},
    ),
    Story(
        name="not-stated-at-all",
        events=tuple(TO_XDD),
        found={"T1": {"holding-not-stated"}},
        values={"holding-not-stated": {"first": "1", "last": "40", "year": "2024"}},
    ),
    Story(
        name="stated-by-quantity",
        events=tuple(TO_XDD),
        stated=(stated(5, 40),),
    ),
    Story(
        name="stated-too-much-by-quantity",
        events=tuple(TO_XDD),
        stated=(stated(6, 30), stated(7, 20)),
        found={"H1": {"holding-differs"}},
        values={"holding-differs": {"stated": "50", "found": "40"}},
    ),
    Story(
        name="stated-of-a-pool",
        blocks=(POOL,),
        events=tuple(moved("2024-05-01", taker="XDD", quantity=40)),
        stated=(stated(8, 40),),
        found={name: {"serials-unknown"} for name in ("B1", "T1", "T2", "H1")},
    ),
    Story(
        name="stated-after-use",
        blocks=(BOTH,),
        events=(
            *TO_XDD,
            used("2024-06-01", (1, 10), "XDD"),
            used("2025-01-01", (11, 20), "XDD"),
        ),
        stated=(stated(9, 30, **itmos(11, 40)),),
    ),
)

STORIES = (*OF_SERIALS, *OF_OWNERSHIP, *OF_MIRRORS, *OF_HOLDINGS)
