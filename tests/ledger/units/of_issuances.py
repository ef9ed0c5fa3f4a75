"""Stories of issuances into the account of another Party, as two registries tell them."""

from tests.ledger.making import Row, block, event
from tests.ledger.units.stories import Story


def straight(teller: str, units: tuple[int, int] = (1, 100), **cells: object) -> Row:
    """Return an issuance by the buyer's registry to the buyer, as one Party tells it."""
    usual: Row = {
        "account": "XBB01-GOV",
        "originating_registry": "XBB01",
        "recording_registry": f"{teller}01",
        "issuance_pattern": "split",
    }
    return block(units, **usual) | cells


PERIOD: Row = {"period_start": "2023-01-01", "period_end": "2023-12-31"}

OF_ISSUANCES = (
    Story(name="told-alike", blocks=(straight("XBB"), straight("XAA"))),
    Story(
        name="buyer-tells-less",
        blocks=(straight("XBB", (1, 99)), straight("XAA")),
        found={"B2": {"issuance-differs"}},
        values={
            "issuance-differs": {
                "counterpart": "XBB",
                "first": "100",
                "last": "100",
                "quantity": "1",
            }
        },
    ),
    Story(
        name="host-tells-less",
        blocks=(straight("XBB"), straight("XAA", (1, 90))),
        found={"B1": {"issuance-differs"}},
        values={"issuance-differs": {"counterpart": "XAA", "first": "91", "quantity": "10"}},
    ),
    Story(
        name="buyer-says-nothing",
        blocks=(straight("XAA"),),
        found={"B1": {"issuance-not-told-by-holder"}},
        values={
            "issuance-not-told-by-holder": {
                "counterpart": "XBB",
                "year": "2024",
                "quantity": "100",
            }
        },
    ),
    Story(
        name="host-says-nothing",
        blocks=(straight("XBB"),),
        found={"B1": {"issuance-not-told-by-host"}},
        values={"issuance-not-told-by-host": {"counterpart": "XAA", "first": "1", "last": "100"}},
    ),
    Story(
        name="buyer-has-not-reported",
        blocks=(straight("XAA", issued_on="2025-02-01"),),
        found={"B1": {"counterpart-silent"}},
        values={"counterpart-silent": {"counterpart": "XBB", "year": "2025"}},
    ),
    Story(
        name="issued-on-two-days",
        blocks=(straight("XBB"), straight("XAA", issued_on="2024-03-01")),
        found={"B2": {"issuance-dates-differ"}},
        values={
            "issuance-dates-differ": {
                "date": "2024-03-01",
                "other_date": "2024-02-01",
                "other": "B1",
            }
        },
    ),
    Story(
        name="authorized-in-one",
        blocks=(
            straight("XBB", authorization_party=None, authorization_id=None),
            straight("XAA"),
        ),
        found={"B2": {"issuance-authorizations-differ"}},
        values={
            "issuance-authorizations-differ": {"named": "A-authorized-in-one", "other_named": ""}
        },
    ),
    Story(
        name="again-elsewhere",
        blocks=(
            block((1, 100), project_id="P1", **PERIOD),
            block((101, 200), project_id="P1", **PERIOD),
            block((50, 60), project_id="P1", unit_prefix="NEW", **PERIOD),
            block((201, 300), project_id="P1", issuance_id="P1-2", **PERIOD),
            block(project_id="P1", issuance_id="P1-3", quantity=10, **PERIOD),
        ),
        found={"B3": {"issued-elsewhere-too"}, "B5": {"serials-unknown"}},
        values={"issued-elsewhere-too": {"project": "P1", "others": "2", "other": "B1"}},
    ),
    Story(
        name="under-approach-1",
        blocks=(block((1, 100), unit_prefix="SAME"),),
    ),
    Story(
        name="under-approach-2",
        blocks=(block((91, 190), unit_prefix="SAME"),),
        found={"B1": {"issued-elsewhere-too"}},
        values={"issued-elsewhere-too": {"project": "", "others": "1"}},
    ),
    Story(
        name="received-too-early",
        events=(
            event("transfer", "2024-05-01", "XAA", "XBB", (1, 10)),
            event("acquisition", "2024-01-31", "XAA", "XBB", (1, 10)),
        ),
        found={"T2": {"received-before-issued"}},
        values={"received-before-issued": {"issued_on": "2024-02-01", "date": "2024-01-31"}},
    ),
    Story(
        name="from-nobody",
        blocks=(block(quantity=100),),
        events=(event("transfer", "2024-05-01", "XDD", "XBB", quantity=10),),
        found={
            "B1": {"serials-unknown"},
            "T1": {"serials-unknown", "given-by-who-held-none"},
        },
        values={"given-by-who-held-none": {"party": "XDD", "vintage": "2023"}},
    ),
    Story(
        name="third-teller",
        blocks=(block((1, 100), recording_registry="XDD01"),),
        found={"B1": {"issuance-told-by-third"}},
        values={"issuance-told-by-third": {"registry": "XDD01", "host": "XAA", "holder": "XAA"}},
    ),
    Story(
        name="sides",
        blocks=(
            block((1, 100), side="buyer"),
            straight("XBB", side="host"),
            straight("XAA", side="buyer"),
            block(
                (101, 200),
                side="host",
                originating_registry="XBB01",
                recording_registry="XAA01",
            ),
            block((201, 300), issuance_pattern="host_then_transfer", account="XBB01-GOV"),
        ),
        found={
            "B1": {"side-unlike-holder"},
            "B2": {"side-unlike-holder"},
            "B4": {"pattern-unlike-holder"},
            "B5": {"pattern-unlike-holder", "issuance-not-told-by-holder"},
        },
        values={"pattern-unlike-holder": {"pattern": "host", "registry": "XBB01"}},
    ),
)
