"""Stories of stated holdings: XDD states what it holds at the end of 2024."""

from tests.ledger.making import moved
from tests.ledger.units.stories import BOTH, POOL, Story, itmos, stated, used

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
