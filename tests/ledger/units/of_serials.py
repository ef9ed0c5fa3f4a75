"""Stories of serial numbers: ranges of a row, what they mean, and the blocks that events name."""

from tests.ledger.making import block, event, moved
from tests.ledger.units.stories import BOTH, BUYERS, SENT, Story, itmos

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
