"""A record that keeps every rule, and touches each."""

from tests.ledger.making import Row, Tables, authorization, block, complete, event, joined, moved

DAYS: Row = {"issuance_until": "2030-12-31", "use_from": "2021-01-01", "use_until": "2032-12-31"}
OIMP = {"authorization_id": "I1", "purposes": "IMP", "authorized_on": "2023-01-01"}
NDC_XBB = {
    "party": "XBB",
    "period": "2021-2030",
    "first_year": 2021,
    "last_year": 2030,
    "kind": "single_year",
    "target_year": 2030,
}


def entity(name: str = "E1", **cells: object) -> Row:
    """Return an entity that XAA authorized on 2023-01-01."""
    usual: Row = {
        "entity_id": name,
        "name": name,
        "country": "XAA",
        "approach": "jcm",
        "party": "XAA",
        "authorized_on": "2023-01-01",
    }
    return usual | cells


def of_version(authorization_id: str = "A1", version: int = 1, **cells: object) -> Row:
    """Return a row about a version of an authorization of XAA."""
    return {"party": "XAA", "authorization_id": authorization_id, "version": version} | cells


def retired(units: tuple[int, int], **cells: object) -> Row:
    """Return a retirement by XBB on 2025-06-01 for its NDC, for 2024."""
    usual: Row = {"purpose": "NDC", "use_year": 2024, "using_party": "XBB"}
    return event("retirement", "2025-06-01", "XBB", "", units) | usual | cells


def cancelled(units: tuple[int, int], on: str = "2025-06-01", **cells: object) -> Row:
    """Return a cancellation by XAA for an international mitigation purpose."""
    return event("cancellation", on, "XAA", "", units, purpose="IMP") | cells


CLEAN: Tables = {
    "authorizations": [
        authorization(
            quantity_cap=100,
            vintage_first=2021,
            vintage_last=2030,
            use_first=2021,
            use_last=2030,
            **DAYS,
        ),
        authorization(
            version=2,
            authorized_on="2025-01-01",
            quantity_cap=200,
            vintage_first=2021,
            vintage_last=2030,
            use_first=2021,
            use_last=2030,
            **DAYS,
        ),
        authorization(**OIMP, first_transfer_definition="use_or_cancellation"),
        authorization(authorization_id="R1", revoked_on="2023-06-01"),
        joined(),
        authorization(authorization_id="M1", approach="mechanism"),
    ],
    "parties": [
        {
            "party": "AAF",
            "name": "Adaptation Fund",
            "name_ja": "適応基金",
            "kind": "adaptation_fund",
        }
    ],
    "cooperative_approaches": [
        {
            "approach": "mechanism",
            "name": "Article 6.4 mechanism",
            "is_jcm": False,
            "is_article_6_4": True,
        }
    ],
    "authorization_parties": [of_version(authorized_party="XBB")],
    "authorization_scope": [of_version(scope="project", key="P1")],
    "authorization_entities": [of_version("I1", entity_id="E1")],
    "authorized_entities": [entity()],
    "credit_blocks": [
        block(
            (1, 100),
            first_itmo=1,
            last_itmo=100,
            project_id="P1",
            period_start="2023-01-01",
            period_end="2023-12-31",
        ),
        block((101, 200), authorization_id="I1"),
        block((201, 300), approach="mechanism", authorization_id="M1"),
        # Of A6.4ERs that the host has not authorized the mechanism takes its shares, too.
        block((301, 400), approach="mechanism", authorization_party=None, authorization_id=None),
    ],
    "transfers": [
        *moved("2024-03-01", "XAA", "XBB", (1, 100)),
        retired((1, 50)),
        event("cancellation", "2025-06-01", "XBB", "", (51, 60), purpose="OMGE"),
        cancelled((101, 150), using_entity="E1", use_year=None),
        cancelled((101, 140), using_entity="E1", corrects="T05", recorded_on="2025-06-02"),
        event(
            "transfer",
            "2024-03-01",
            "XAA",
            "AAF",
            (201, 205),
            approach="mechanism",
            purpose="SOP",
            is_mandatory=True,
            stated_as_first_transfer=False,
        ),
        event(
            "transfer",
            "2024-04-01",
            "XAA",
            "AAF",
            (208, 210),
            approach="mechanism",
            purpose="SOP",
            stated_as_first_transfer=True,
        ),
        event(
            "cancellation",
            "2024-03-01",
            units=(206, 207),
            approach="mechanism",
            purpose="OMGE",
            is_mandatory=True,
            stated_as_first_transfer=False,
        ),
        event(
            "transfer",
            "2024-03-01",
            "XAA",
            "AAF",
            (301, 305),
            approach="mechanism",
            purpose="SOP",
            is_mandatory=True,
            stated_as_first_transfer=False,
        ),
        event(
            "cancellation",
            "2024-03-01",
            units=(306, 307),
            approach="mechanism",
            purpose="OMGE",
            is_mandatory=True,
            stated_as_first_transfer=False,
        ),
    ],
    "ndcs": [NDC_XBB],
    "covered_emissions": [
        {"party": "XBB", "period": "2021-2030", "year": year, "coverage": "whole_ndc"}
        | {"emissions": emissions}
        for year, emissions in ((2021, 5000000), (2022, 4950000))
    ],
    "coverage": [complete("XAA", 2024), complete("XAA", 2025)],
    "stated_holdings": [
        {
            "party": "XBB",
            "year": 2024,
            "position": 1,
            "approach": "jcm",
            "registry": "XBB01",
            "host": "XAA",
            "vintage": 2023,
            "first_itmo": 1,
            "last_itmo": 100,
            "quantity": 100,
        }
    ],
}
