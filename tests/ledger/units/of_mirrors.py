"""Stories of mirrors: what both sides tell of a movement, with serials and without."""

from tests.ledger.making import block, event, moved
from tests.ledger.units.stories import POOL, SENT, Story

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
