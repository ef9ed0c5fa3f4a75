"""Records that break rules: each entry of `BROKEN` those of one subject."""

from itertools import product
from typing import Any

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
DAYS: Tables = {
    "authorizations": [
        authorization(use_until="2025-05-31"),
        authorization(authorization_id="D1", issuance_until="2022-12-31", **BY_USE),
        authorization(authorization_id="D2", cancellation_from="2025-07-01", **BY_USE),
        # A longer duration reaches only what is not yet first transferred.
        authorization(version=2, authorized_on="2025-01-01", use_until="2030-12-31"),
        joined(),
    ],
    "credit_blocks": [
        block((1, 100)),
        block((101, 200), authorization_id="D1", issued_on="2023-07-01"),
        block((201, 300), authorization_id="D2"),
    ],
    "transfers": [
        *moved("2024-03-01", "XAA", "XBB", (1, 100)),
        retired((1, 10)),
        cancelled((201, 210)),
    ],
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
PURPOSES: Tables = {
    "authorizations": [authorization(), joined(), joined("XDD")],
    "credit_blocks": [
        straight((1, 100), originating_registry="XAA01"),
        block((101, 200)),
    ],
    "transfers": [
        retired((1, 10), purpose="OMGE", use_year=None, using_party=None),
        retired((11, 20), purpose=None, use_year=None, using_party=None),
        event("cancellation", "2025-06-01", "XBB", "", (21, 30)),
        retired((31, 40), using_party="XDD"),
        retired((41, 50), use_year=2022),
        retired((51, 60), use_year=2028),
        event("cancellation", "2025-06-01", "XAA", "", (101, 110)),
        event("voluntary_cancellation", "2025-06-01", "XAA", "", (111, 120), purpose="NDC"),
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
LEVELS: Tables = {
    "authorizations": [authorization()],
    "ndcs": [NDC_XBB],
    "ndc_indicators": [
        {
            "party": "XBB",
            "period": "2021-2030",
            "indicator": "net",
            "name": "Net",
            "unit": "t CO2 eq",
            "metric": "ghg",
            "reference_year": 2020,
            "reference_value": 5200000,
            "target_value": 4400,
            "target_year": 2030,
        }
    ],
    "covered_emissions": [
        {"party": "XBB", "period": "2021-2030", "year": year, "coverage": "whole_ndc"}
        | {"emissions": emissions}
        for year, emissions in ((2021, 5000000), (2022, 4950), (2023, 4900000), (2024, 0))
    ],
    "credit_blocks": [
        block((1, 100), period_start="2021-07-01", period_end="2023-06-30"),
        block((101, 200), period_start="2022-07-01", period_end="2023-06-30"),
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
NO_VERSION: Tables = {
    "authorizations": [authorization(), authorization(authorization_id="A2", version=None)],
}
# XMM's is the Article 6.4 mechanism; the JCM's units are none of its.
MECHANISM: Tables = {
    "parties": [
        {
            "party": "AAF",
            "name": "Adaptation Fund",
            "name_ja": "適応基金",
            "kind": "adaptation_fund",
        },
        {"party": "AAX", "name": "A Party", "name_ja": "締約国"},
        {"party": "XBB", "name": "Party B", "name_ja": "B国", "kind": "mechanism"},
    ],
    "cooperative_approaches": [
        {
            "approach": "mechanism",
            "name": "Article 6.4 mechanism",
            "is_jcm": False,
            "is_article_6_4": True,
        }
    ],
    "authorizations": [authorization(), authorization(authorization_id="M1", approach="mechanism")],
    "credit_blocks": [
        block((1, 100)),
        block((101, 200), approach="mechanism", authorization_id="M1"),
    ],
    "transfers": [
        event("cancellation", "2024-03-01", units=(1, 2), purpose="OMGE", is_mandatory=True),
        event(
            "cancellation",
            "2024-03-01",
            units=(101, 102),
            approach="mechanism",
            purpose="OP",
            is_mandatory=True,
            stated_as_first_transfer=False,
        ),
        event(
            "cancellation",
            "2024-03-01",
            units=(103, 104),
            approach="mechanism",
            purpose="OMGE",
            is_mandatory=True,
        ),
    ],
}


def share(units: tuple[int, int] | None, *, is_for_fund: bool, is_mandatory: bool = True) -> Row:
    """Return a share of the units of the mechanism."""
    usual: dict[str, Any] = {
        "approach": "mechanism",
        "is_mandatory": is_mandatory,
        "stated_as_first_transfer": False,
    }
    if is_for_fund:
        return event("transfer", "2024-03-01", taker="AAF", units=units, purpose="SOP", **usual)
    return event("cancellation", "2024-03-01", units=units, purpose="OMGE", **usual)


def mechanism_block(units: tuple[int, int], **cells: object) -> Row:
    """Return a block of A6.4ERs."""
    return block(units, approach="mechanism", authorization_id="M1", **cells)


# Of 139 t the least are 6 and 2, rounded down. Those of one issuance owe together, each vintage
# rounded by itself: twice 119 t owe 10 and 4, not the 11 and 4 of 238; the JCM nothing.
SHARES: Tables = {
    **{name: MECHANISM[name] for name in ("parties", "cooperative_approaches", "authorizations")},
    "credit_blocks": [
        mechanism_block((1, 139)),
        mechanism_block((201, 339)),
        mechanism_block((401, 500), issuance_id="I1"),
        mechanism_block((501, 600), issuance_id="I1"),
        mechanism_block((701, 800), block_id="NAMED"),
        mechanism_block((801, 819)),
        block((1001, 2000)),
        mechanism_block((2001, 2119), issuance_id="I2"),
        mechanism_block((2201, 2319), issuance_id="I2", vintage=2022),
    ],
    "transfers": [
        share((1, 6), is_for_fund=True),
        share((7, 8), is_for_fund=False),
        share((201, 205), is_for_fund=True),
        share((206, 206), is_for_fund=False),
        share((207, 220), is_for_fund=False, is_mandatory=False),
        share((401, 410), is_for_fund=True),
        share((411, 414), is_for_fund=False),
        share(None, is_for_fund=True) | {"block_id": "NAMED", "quantity": 4},
        share((2001, 2005), is_for_fund=True),
        share((2006, 2007), is_for_fund=False),
        share((2201, 2205), is_for_fund=True) | {"vintage": 2022},
        share((2206, 2207), is_for_fund=False) | {"vintage": 2022},
    ],
}
# By what the host states, against what it authorized: as issued; for NDCs; not at all.
STATED: Tables = {
    **{name: MECHANISM[name] for name in ("parties", "cooperative_approaches")},
    "authorizations": [
        authorization(authorization_id="M1", approach="mechanism"),
        authorization(
            authorization_id="M2",
            approach="mechanism",
            purposes="IMP",
            oimp_name="CORSIA",
            first_transfer_definition="issuance",
        ),
        authorization(
            authorization_id="M3",
            approach="mechanism",
            purposes="OP",
            oimp_name="voluntary markets",
            first_transfer_definition="use_or_cancellation",
        ),
    ],
    "credit_blocks": [
        mechanism_block((1, 100)),
        block((101, 200), approach="mechanism", authorization_id="M2"),
        block((201, 300), approach="mechanism", authorization_id="M3"),
        block((301, 400), approach="mechanism", authorization_id=None, authorization_party=None),
    ],
    "transfers": [
        share(units, is_for_fund=True, is_mandatory=False) | {"stated_as_first_transfer": True}
        for units in ((1, 10), (101, 110), (201, 210), (301, 310))
    ],
}
BROKEN: dict[str, Tables] = {
    "stated": STATED,
    "mechanism": MECHANISM,
    "shares": SHARES,
    "participation": PARTICIPATION,
    "accounts": ACCOUNTS,
    "no-version": NO_VERSION,
    "definitions": DEFINITIONS,
    "terms": TERMS,
    "days": DAYS,
    "scope": SCOPE,
    "changes": CHANGES,
    "use": USE,
    "purposes": PURPOSES,
    "unknown-host": UNKNOWN_HOST,
    "years": YEARS,
    "levels": LEVELS,
    "declarations": DECLARATIONS,
    "every-definition": EVERY_DEFINITION,
}
