"""A small record for reports: XAA hosts, XBB buys; every year from 2021 to 2025 is complete.

XAA issues 1,000 of vintage 2023 in 2024, 600 of them go to XBB in 2025, and XBB uses 250 for 2025.
"""

from tests.ledger.making import authorization, block, complete, event, joined, moved

NDC = {
    "period": "2021-2030",
    "first_year": 2021,
    "last_year": 2030,
    "kind": "single_year",
    "target_year": 2030,
    "year_basis": "calendar",
    "metric": "ghg",
}
EMISSIONS = {
    "period": "2021-2030",
    "coverage": "whole_ndc",
    "inventory_edition": "Made up",
    "emissions": 5_000_000,
}
YEARS = range(2021, 2026)


def tables(**ndc: object) -> dict[str, list[dict[str, object]]]:
    """Return the tables; ``ndc`` changes the NDC of XAA."""
    used = event("retirement", "2025-09-01", "XBB", units=(1, 250), purpose="NDC", use_year=2025)
    return {
        "ndcs": [{"party": "XAA"} | NDC | ndc],
        "covered_emissions": [
            {"party": "XAA", "year": year} | EMISSIONS for year in YEARS if year != 2022
        ],
        "credit_blocks": [block((1, 1000))],
        "authorizations": [authorization(), joined()],
        "transfers": [
            *moved("2025-03-01", "XAA", "XBB", (1, 600)),
            used | {"using_party": "XBB"},
        ],
        "coverage": [complete(party, year) for party in ("XAA", "XBB") for year in YEARS],
    }
