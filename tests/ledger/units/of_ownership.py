"""Stories of ownership: who issued, moved and used what, and when."""

from tests.ledger.making import block, event, moved
from tests.ledger.units.stories import SENT, Story, used

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
