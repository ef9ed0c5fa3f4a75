"""Records that break rules: each entry of `BROKEN` those of one subject."""

from itertools import product

from reporting.accounting.first_transfer import AUTHORIZED_FOR, Definition
from tests.ledger.authorizations.clean import NDC_XBB, cancelled, entity, of_version, retired
from tests.ledger.making import Row, Tables, authorization, block, complete, event, joined, moved

UNAUTHORIZED: Row = {"authorization_party": None, "authorization_id": None}
BY_USE: Row = {"purposes": "IMP", "first_transfer_definition": "use_or_cancellation"}


def straight(units: tuple[int, int] | None, **cells: object) -> Row:
    """Return a block issued straight to the buyer, by its own registry."""
    usual: Row = {"account": "XBB01-GOV", "issuance_pattern": "split"}
    return block(units, **usual) | cells


PARTICIPATION: Tables = {
    "authorizations": [
        authorization(),
        authorization(authorization_id="K1", kind="approach", purposes=None),
        authorization(authorization_id="O1", approach="other"),
        joined(),
    ],
    "credit_blocks": [
        block((1, 100)),
        block((101, 200), authorization_id="O1"),
        block((201, 300), authorization_party="XBB", authorization_id="C1"),
        block((301, 400), authorization_id="K1"),
    ],
    "transfers": [event("transfer", "2024-03-01", "XAA", "XBB", (1, 10), recorded_by="XCC")],
    "stated_holdings": [
        {
            "party": "XCC",
            "year": 2024,
            "position": 1,
            "approach": "jcm",
            "registry": "XCC01",
            "host": "XAA",
            "vintage": 2023,
            "quantity": 10,
        }
    ],
}
ACCOUNTS: Tables = {
    "authorizations": [authorization()],
    "credit_blocks": [block((1, 100))],
    "registries": [{"registry": "XCC02", "party": "XAA", "name": "Misnamed"}],
    "transfers": [
        event("transfer", "2024-03-01", "XAA", "XBB", (1, 10), to_account="XAA01-ENT"),
        event("retirement", "2024-03-01", "XAA", "", (11, 20), to_account="XAA01-GOV"),
        event("transfer", "2024-03-01", "XAA", "XAA", (21, 30), recording_registry="XBB01"),
    ],
}
DEFINITIONS: Tables = {
    "authorizations": [
        authorization(authorization_id="D1", purposes="IMP"),
        authorization(authorization_id="D2", first_transfer_definition="issuance"),
        authorization(
            authorization_id="D3",
            purposes="NDC and OP",
            first_transfer_definition="first_international_transfer",
        ),
    ],
    "credit_blocks": [
        block((1, 100), authorization_id="D1"),
        block((101, 200), authorization_id="D3"),
    ],
    "transfers": [cancelled((1, 40)), cancelled((101, 150), purpose="OP")],
}
TERMS: Tables = {
    "authorizations": [
        authorization(quantity_cap=120),
        authorization(authorization_id="A2", vintage_first=2024, vintage_last=2025),
        authorization(authorization_id="A3", quantity_cap=10),
        authorization(authorization_id="A4", metric="non_ghg", non_ghg_metric="MWh"),
        joined(),
    ],
    "credit_blocks": [
        straight((1, 100)),
        straight((101, 150)),
        straight((151, 200), authorization_id="A2"),
        straight(None, authorization_id="A3"),
        block((201, 300), authorization_id="A4"),
        block((301, 400), **UNAUTHORIZED),
    ],
    "transfers": [*moved("2024-03-01", "XAA", "XBB", (301, 320))],
}
SCOPE: Tables = {
    "authorizations": [authorization(), joined()],
    "authorization_scope": [
        of_version(scope="project", key="P1"),
        of_version(scope="issuance", key="Q1"),
        of_version(scope="block", key="B03"),
    ],
    "authorization_parties": [of_version(authorized_party="XBB")],
    "credit_blocks": [
        straight((1, 10), project_id="P1"),
        straight((11, 20), project_id="P2", issuance_id="Q1"),
        straight((21, 30), project_id="P2"),
        straight((31, 40), project_id="P2"),
        straight((41, 50), project_id="P1", account="XCC01-GOV", originating_registry="XBB01"),
    ],
    "transfers": [
        event("transfer", "2024-03-01", "XAA", "XBB", quantity=7)
        | {"authorization_party": "XAA", "authorization_id": "A1"}
    ],
}
CHANGES: Tables = {
    "authorizations": [
        authorization(vintage_last=2030),
        authorization(
            version=2, authorized_on="2025-01-01", vintage_last=2025, revoked_on="2026-01-01"
        ),
        authorization(authorization_id="A2", changes_apply_to_transferred=True),
        authorization(authorization_id="A2", version=2, authorized_on="2025-01-01", use_last=2025),
        joined(),
    ],
    "authorization_sectors": [
        of_version("A1", 1, sector="Transportation"),
        of_version("A1", 2, sector="Agriculture"),
        of_version("A2", 1, sector="Transportation"),
        of_version("A2", 2, sector="Agriculture"),
    ],
    "credit_blocks": [straight((1, 100)), straight((101, 150), authorization_id="A2")],
}
USE: Tables = {
    "authorizations": [
        authorization(use_first=2025, use_last=2026),
        authorization(authorization_id="U1", revoked_on="2024-06-01", **BY_USE),
        authorization(authorization_id="U2", **BY_USE),
        authorization(authorization_id="U3", **BY_USE),
        authorization(authorization_id="U4"),
        joined(),
        joined("XCC", authorized_on="2026-01-01"),
    ],
    "authorization_parties": [
        *(of_version("U4", authorized_party=party) for party in ("XBB", "XDD"))
    ],
    "authorization_entities": [of_version("U2", entity_id="E1")],
    "authorized_entities": [entity(), entity("E2"), entity("E3", authorized_on="2026-01-01")],
    "ndcs": [NDC_XBB | {"party": party} for party in ("XBB", "XCC", "XDD")],
    "credit_blocks": [
        straight((1, 100), originating_registry="XAA01"),
        block((101, 200), authorization_id="U1"),
        block((201, 300), authorization_id="U2"),
        block((301, 400), authorization_id="U3"),
        straight((401, 500), authorization_id="U4", originating_registry="XAA01"),
        straight((501, 600), originating_registry="XAA01", **UNAUTHORIZED),
    ],
    "transfers": [
        retired((1, 10)),
        event("cancellation", "2025-06-01", "XBB", "", (11, 20), purpose="OP"),
        cancelled((101, 110)),
        cancelled((201, 210), using_entity="E2"),
        cancelled((301, 310), using_entity="E3"),
        retired((401, 410), using_party="XCC"),
        retired((411, 420), using_party="XDD"),
        retired((501, 510)),
    ],
}
UNKNOWN_HOST: Tables = {
    "authorizations": [joined()],
    "credit_blocks": [straight((1, 100), originating_registry="XAA01", **UNAUTHORIZED)],
    "transfers": [retired((1, 10))],
}
YEARS: Tables = {
    "authorizations": [authorization(), joined()],
    "ndcs": [
        NDC_XBB,
        NDC_XBB
        | {"period": "2031-2035", "first_year": 2031, "last_year": 2035}
        | {"target_year": 2035},
    ],
    "credit_blocks": [
        block((1, 100), first_itmo=1, last_itmo=100, vintage=2019),
        block(
            (101, 200),
            first_itmo=101,
            last_itmo=200,
            vintage=None,
            period_start="2021-07-01",
            period_end="2022-06-30",
        ),
        block((201, 300), vintage=2025),
        block((301, 400), period_start="2021-01-01", period_end="2021-12-31"),
        block((401, 500), period_start="2023-01-01", period_end="2024-02-02"),
        block((501, 600), issued_on=None),
        straight((601, 700), originating_registry="XAA01"),
        straight((701, 800), vintage=2020),
    ],
    "transfers": [
        retired((601, 610), use_year=2036),
        retired((611, 620), use_year=2031),
        retired((621, 630), using_party="XDD"),
        retired((701, 710), vintage=2020, originating_registry="XBB01"),
    ],
}
DECLARATIONS: Tables = {
    "authorizations": [authorization()],
    "coverage": [complete("XAA", 2024)],
    "credit_blocks": [
        block(None),
        block((1, 100), vintage=None, period_start="2021-07-01", period_end="2022-06-30"),
        block((101, 200)),
    ],
    "transfers": [
        event("transfer", "2024-03-01", "XAA", "XAA", (101, 110), recorded_on="2025-02-02"),
        event("transfer", "2024-03-01", "XAA", "XAA", (101, 111), corrects="T01"),
        event("transfer", "2024-03-01", "XAA", "XAA", (101, 112), corrects="T01"),
        event("transfer", "2024-04-01", "XAA", "XBB", (121, 130)),
        event("acquisition", "2024-04-01", "XAA", "XBB", (121, 131), corrects="T04"),
    ],
}
EVERY_DEFINITION: Tables = {
    "authorizations": [
        authorization(
            authorization_id=f"E{number:02}",
            purposes=purposes,
            first_transfer_definition=definition.value or None,
        )
        for number, (purposes, definition) in enumerate(product(AUTHORIZED_FOR, Definition))
    ],
    "credit_blocks": [block((1, 100), authorization_id="E00")],
}
BROKEN: dict[str, Tables] = {
    "participation": PARTICIPATION,
    "accounts": ACCOUNTS,
    "definitions": DEFINITIONS,
    "terms": TERMS,
    "scope": SCOPE,
    "changes": CHANGES,
    "use": USE,
    "unknown-host": UNKNOWN_HOST,
    "years": YEARS,
    "declarations": DECLARATIONS,
    "every-definition": EVERY_DEFINITION,
}
