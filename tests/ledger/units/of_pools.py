"""Stories of units without serials, which their authorization says were first transferred before.

Issuance is the first transfer, so an event alone does not tell it.
"""

from tests.ledger.making import Row, block, event, moved
from tests.ledger.units.stories import POOL, Story

UNSEEN = "serials-unknown"
LOST = "first-transfer-not-recorded"
AT_ISSUANCE = {"purposes": "IMP", "first_transfer_definition": "issuance"}
AT_USE = {"purposes": "IMP", "first_transfer_definition": "use_or_cancellation"}
UNNAMED = block(quantity=100, authorization_party=None, authorization_id=None)
SOLD = moved("2024-05-01", quantity=60)


def under(story: str, *events: Row) -> tuple[Row, ...]:
    """Return the events with the authorization of a story named in each."""
    key = {"authorization_party": "XAA", "authorization_id": f"A-{story}"}
    return tuple(row | key for row in events)


OF_POOLS = (
    Story(
        name="pool-issued-under-it",
        terms=AT_ISSUANCE,
        blocks=(POOL,),
        events=under("pool-issued-under-it", *SOLD),
        found={name: {UNSEEN} for name in ("B1", "T1", "T2")},
    ),
    Story(
        name="pool-issued-under-none",
        terms=AT_ISSUANCE,
        blocks=(UNNAMED,),
        events=under(
            "pool-issued-under-none",
            *SOLD,
            event("cancellation", "2024-06-01", quantity=5, purpose="OP"),
        ),
        found={"B1": {UNSEEN}, "T1": {UNSEEN, LOST}, "T2": {UNSEEN}, "T3": {UNSEEN, LOST}},
        values={LOST: {"authorization": "A-pool-issued-under-none", "vintage": "2023"}},
    ),
    Story(
        name="pool-authorized-later",
        terms=AT_ISSUANCE | {"authorized_on": "2025-01-01"},
        blocks=(UNNAMED,),
        events=under("pool-authorized-later", *SOLD),
        found={"B1": {UNSEEN}, "T1": {UNSEEN, LOST}, "T2": {UNSEEN}},
    ),
    Story(
        name="pool-first-transferred-at-use",
        terms=AT_USE,
        blocks=(UNNAMED,),
        events=under(
            "pool-first-transferred-at-use",
            event("cancellation", "2024-05-01", quantity=60, purpose="IMP"),
        ),
        found={name: {UNSEEN} for name in ("B1", "T1")},
    ),
    Story(
        name="pool-of-a-block-with-serials",
        terms=AT_ISSUANCE,
        events=under(
            "pool-of-a-block-with-serials",
            event("transfer", "2024-05-01", quantity=60, to_account="XAA01-ENT"),
        ),
        found={"T1": {UNSEEN}},
    ),
    Story(
        name="pool-told-by-the-buyer",
        terms=AT_ISSUANCE,
        blocks=(),
        events=under(
            "pool-told-by-the-buyer",
            event("acquisition", "2023-05-01", taker="XBB", quantity=60, vintage=2022),
        ),
        found={"T1": {UNSEEN, "counterpart-silent"}},
        values={"counterpart-silent": {"check": LOST, "counterpart": "XAA", "year": "2023"}},
    ),
    Story(
        name="pool-that-the-host-declares-complete",
        terms=AT_ISSUANCE,
        blocks=(),
        events=under(
            "pool-that-the-host-declares-complete",
            event("acquisition", "2024-05-01", taker="XBB", quantity=60),
        ),
        found={"T1": {UNSEEN, LOST}},
    ),
)
