"""The worked examples A to D of the reference, as records: one Party hosts and uses."""

from typing import Any

from tests.ledger.making import authorization, block, complete, event, joined, moved

Row = dict[str, Any]
Tables = dict[str, list[Row]]
NDC: Row = {
    "party": "XAA",
    "period": "2021-2030",
    "first_year": 2021,
    "last_year": 2030,
    "kind": "single_year",
    "target_year": 2030,
    "year_basis": "calendar",
    "metric": "ghg",
}
OTHER: Row = {"approach": "other", "host": "XBB", "originating_registry": "XBB01"}
LEVELS = {2021: 5000, 2022: 5100, 2023: 5150, 2024: 5200}


def one_party(**ndc: object) -> Tables:
    """Return examples A and B: FTv 120, 200, 80 of 2022 to 2024; used 30 for 2023, 50 for 2024."""
    host = [
        sold((1, 100), 2022, "2022-06-01", "2022-12-20"),
        sold((101, 120), 2022, "2022-06-01", "2023-02-01"),
        sold((1, 150), 2023, "2023-06-01", "2023-12-20"),
        sold((1, 80), 2024, "2024-06-01", "2024-12-20"),
    ]
    for_others = block((151, 200), vintage=2023, issued_on="2024-03-01", authorization_id="A2")
    bought = [used((1, 30), 2022, 2023), used((1, 50), 2023, 2024)]
    return {
        "ndcs": [NDC | ndc],
        "covered_emissions": emissions(LEVELS),
        "authorizations": [
            authorization(authorized_on="2022-01-01"),
            authorization(
                authorization_id="A2", purposes="OP", first_transfer_definition="issuance"
            ),
            joined(authorized_on="2022-01-01"),
            *of_the_other(),
        ],
        "credit_blocks": [*(issued for issued, _ in host), for_others, *(row[0] for row in bought)],
        "transfers": [
            *(row for _, rows in host for row in rows),
            *(row for _, rows in bought for row in rows),
        ],
        "coverage": declared(range(2021, 2025)),
    }


def sold(units: tuple[int, int], vintage: int, issued: str, on: str) -> tuple[Row, list[Row]]:
    """Return a block of XAA and its movement to XBB."""
    issuance = block(units, vintage=vintage, issued_on=issued)
    return issuance, moved(on, "XAA", "XBB", units, vintage=vintage)


def used(units: tuple[int, int], vintage: int, year: int, **cells: object) -> tuple[Row, list[Row]]:
    """Return a block of XBB, its movement to XAA and its use there for a year."""
    said = OTHER | {"vintage": vintage} | cells
    issuance = block(
        units,
        issued_on=f"{year}-01-10",
        account="XBB01-GOV",
        authorization_party="XBB",
        authorization_id="B1",
        **said,
    )
    transfer = {name: value for name, value in said.items() if name in EVENT}
    retired = event(
        "retirement", f"{year}-11-01", "XAA", "", units, purpose="NDC", use_year=year, **transfer
    )
    moves = moved(f"{year}-02-01", "XBB", "XAA", units, **transfer)
    return issuance, [*moves, retired | {"using_party": "XAA"}]


EVENT = {"approach", "host", "originating_registry", "vintage"}


def of_the_other(**cells: object) -> list[Row]:
    """Return what authorizes XAA's use of what XBB hosts."""
    by_host = authorization(
        party="XBB", authorization_id="B1", approach="other", authorized_on="2022-01-01"
    )
    by_user = joined("XAA", authorization_id="C2", approach="other", authorized_on="2022-01-01")
    return [by_host | cells, by_user | {name: cells[name] for name in cells if name == "metric"}]


def electricity() -> Tables:
    """Return example C: an indicator of 5,000 GWh, 200 first transferred, 50 used, all of 2023."""
    gwh: Row = {"metric": "non_ghg", "non_ghg_metric": "GWh of electricity"}
    issued = block((1, 200), vintage=2023, issued_on="2023-06-01", non_ghg_quantity=200, **gwh)
    bought, moves = used((1, 50), 2023, 2023, non_ghg_quantity=50, **gwh)
    period = {"party": "XAA", "period": "2021-2030", "indicator": "electricity"}
    return {
        "ndcs": [NDC | {"metric": "non_ghg", "method": "trajectory"}],
        "ndc_indicators": [
            period | gwh | {"name": "Renewable electricity", "unit": "GWh"},
        ],
        "indicator_values": [period | {"year": 2023, "value": 5000}],
        "authorizations": [
            authorization(**gwh),
            joined(**gwh),
            *of_the_other(**gwh),
        ],
        "credit_blocks": [issued, bought],
        "transfers": [*moved("2023-12-20", "XAA", "XBB", (1, 200)), *moves],
        "coverage": declared(range(2021, 2024)),
    }


def tanzania(**ndc: object) -> Tables:
    """Return example D: real quantities for OIMP, first transferred by authorization."""
    batches = (
        ("D1", 2022, "2023-12-07", (1, 22752)),
        ("D1", 2023, "2023-12-07", (1, 132367)),
        ("D1", 2024, "2025-02-13", (1, 25748)),
        ("D2", 2022, "2026-02-01", (22753, 67497)),
        ("D2", 2023, "2026-02-01", (132368, 230126)),
    )
    return {
        "ndcs": [NDC | ndc],
        "covered_emissions": emissions(dict.fromkeys(range(2021, 2025), 100_000_000)),
        "authorizations": [
            authorization(
                authorization_id=name,
                authorized_on=day,
                purposes="OIMP",
                first_transfer_definition="authorization",
            )
            for name, day in (("D1", "2025-03-01"), ("D2", "2026-02-01"))
        ],
        "credit_blocks": [
            block(units, vintage=vintage, issued_on=day, authorization_id=name)
            for name, vintage, day, units in batches
        ],
        "coverage": declared(range(2021, 2027)),
    }


def emissions(levels: dict[int, int]) -> list[Row]:
    """Return XAA's emissions by year."""
    return [
        {
            "party": "XAA",
            "period": "2021-2030",
            "year": year,
            "coverage": "whole_ndc",
            "inventory_edition": "Made up",
            "emissions": level,
        }
        for year, level in levels.items()
    ]


def declared(years: range) -> list[Row]:
    """Return both Parties' declarations that these years are complete."""
    return [complete(party, year) for party in ("XAA", "XBB") for year in years]
