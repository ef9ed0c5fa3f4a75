"""The NDCs of the Parties, their inventories, trajectories, budgets and indicators."""

from tests.example.authorizations import METRIC
from tests.example.book import Book

PERIOD = "2021-2030"
YEARS = range(2021, 2031)
INVENTORIES = range(2021, 2029)
EDITION = "National inventory 2030 (made up)"


def ndcs(book: Book) -> None:
    """Each kind of NDC: averaging, trajectory and multi-year, t CO2 eq and another metric."""
    year_2030 = {"first_year": 2021, "last_year": 2030}
    single = year_2030 | {"kind": "single_year", "target_year": 2030}
    book.add(
        "ndcs",
        party="XAA",
        period=PERIOD,
        **single,
        target_text="4,400,000 t CO2 eq in 2030",
        target_text_ja="2030年に4,400,000トンCO2換算",
        year_basis="calendar",
        metric="ghg",
        method="averaging",
        elapsed_basis="since_start",
        note="An indicative trajectory is given too, so that the methods can be compared.",
    )
    book.add(
        "ndcs",
        party="XBB",
        period=PERIOD,
        **year_2030,
        kind="multi_year",
        target_text="A budget of 820,000,000 t CO2 eq for 2021-2030",
        target_text_ja="2021～2030年に820,000,000トンCO2換算の排出枠",
        year_basis="fiscal_april",
        metric="ghg",
        method="multi_year",
    )
    book.add(
        "ndcs",
        party="XBB",
        period="2031-2035",
        first_year=2031,
        last_year=2035,
        kind="single_year",
        target_year=2035,
        metric="ghg",
        note="The method is not chosen yet.",
    )
    book.add(
        "ndcs",
        party="XCC",
        period=PERIOD,
        **single,
        target_text="60,000 MWh of renewable electricity in 2030",
        target_text_ja="2030年に再生可能電力60,000MWh",
        year_basis="calendar",
        metric="non_ghg",
        method="trajectory",
    )


def inventories(book: Book) -> None:
    """Emissions 2021-2028, a trajectory, a budget, and the indicators of each NDC."""
    falling = {"XAA": (5_000_000, 50_000), "XBB": (90_000_000, 1_800_000)}
    for party, (start, fall) in falling.items():
        for year in INVENTORIES:
            book.add(
                "covered_emissions",
                party=party,
                period=PERIOD,
                year=year,
                coverage="whole_ndc",
                emissions=start - fall * (year - 2021),
                inventory_edition=EDITION,
            )
    paths = {
        "XAA": ("trajectory", 4_940_000, 60_000, None),
        "XBB": ("budget", 90_100_000, 1_800_000, None),
        "XCC": ("trajectory", 15_000, 5_000, "In MWh of renewable electricity."),
    }
    rising = {"XCC"}
    for party, (kind, start, step, note) in paths.items():
        slope = step if party in rising else -step
        for year in YEARS:
            value = start + slope * (year - 2021)
            book.add(
                "trajectories",
                party=party,
                period=PERIOD,
                year=year,
                kind=kind,
                value=value,
                note=note,
            )


def indicators(book: Book) -> None:
    """What each Party tracks: net emissions, renewable electricity, or both.

    The targets are of the target year of the NDC, of the whole period, or of a year of it.
    """
    emissions = ("net-ghg", "Net emissions", "純排出量", "t CO2 eq", "ghg")
    electricity = (
        "renewable-electricity",
        "Renewable electricity",
        "再生可能電力",
        "MWh",
        "non_ghg",
    )
    tracked = (
        ("XAA", emissions, 5_200_000, (4_400_000, None), 5_000_000, -50_000),
        ("XBB", emissions, 95_000_000, (820_000_000, None), 90_000_000, -1_800_000),
        ("XBB", electricity, 200_000, (400_000, 2030), 210_000, 20_000),
        ("XCC", electricity, 10_000, (60_000, None), 15_500, 5_200),
    )
    for party, (key, name, name_ja, unit, metric), reference, target, start, step in tracked:
        place = {"party": party, "period": PERIOD, "indicator": key}
        book.add(
            "ndc_indicators",
            **place,
            name=name,
            name_ja=name_ja,
            unit=unit,
            metric=metric,
            non_ghg_metric=METRIC if metric == "non_ghg" else None,
            reference_year=2020,
            reference_value=reference,
            target_value=target[0],
            target_year=target[1],
        )
        for year in INVENTORIES:
            value = start + step * (year - 2021)
            lulucf = True if metric == "ghg" else None
            book.add("indicator_values", **place, year=year, value=value, lulucf_included=lulucf)
