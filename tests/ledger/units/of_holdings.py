"""Stories of stated holdings: XDD states what it holds at the end of 2024."""

from tests.ledger.making import block, moved
from tests.ledger.units.stories import BOTH, POOL, Story, itmos, stated, used

TO_XDD = moved("2024-05-01", taker="XDD", units=(1, 40))
IN_MWH = {"metric": "non_ghg", "non_ghg_metric": "MWh", "quantity": None}
ELECTRICITY = block((1, 100), **IN_MWH, non_ghg_quantity=250)
UNMEASURED = block((1, 100), **IN_MWH)
OF_ELECTRICITY = {"metric": "non_ghg", "non_ghg_metric": "MWh"}
OF_HOLDINGS = (
    Story(
        name="stated-too-long",
        blocks=(block((1, 100), **itmos(1, 100)),),
        events=(*moved("2024-05-01", taker="XDD", units=(1, 20)),),
        stated=(stated(901, 20, **itmos(1, 21)),),
        found={"H1": {"stated-not-length"}},
        values={"stated-not-length": {"length": "21", "quantity": "20"}},
    ),
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
    Story(
        name="arrived-before-it-was-sent",
        events=(
            *moved("2024-05-01", units=(1, 40)),
            moved("2025-01-02", "XBB", "XDD", units=(1, 40))[0],
            moved("2024-12-30", "XBB", "XDD", units=(1, 40))[1],
        ),
        found={"T3": {"mirror-in-another-year"}},
    ),
    Story(
        name="stated-in-megawatt-hours",
        terms=OF_ELECTRICITY,
        blocks=(ELECTRICITY,),
        events=tuple(row | {"quantity": None} for row in TO_XDD),
        stated=(stated(10, 100),),
    ),
    Story(
        name="stated-in-units-not-megawatt-hours",
        terms=OF_ELECTRICITY,
        blocks=(ELECTRICITY,),
        events=tuple(row | {"quantity": None} for row in TO_XDD),
        stated=(stated(11, 40),),
        found={"H1": {"holding-differs"}},
        values={"holding-differs": {"stated": "40", "found": "100"}},
    ),
    Story(
        name="stated-of-unknown-megawatt-hours",
        terms=OF_ELECTRICITY,
        blocks=(UNMEASURED,),
        events=tuple(row | {"quantity": None} for row in TO_XDD),
        stated=(stated(12, 100),),
        found={"H1": {"quantity-unknown"}},
        values={"quantity-unknown": {"check": "holding-differs"}},
    ),
)
