"""The balance of a Party: the law's figures, and the reason where there is none."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from reporting.accounting.period import ElapsedBasis, MethodName
from reporting.forms.queries.accounts import BalanceRequest
from reporting.forms.queries.balance import balance
from reporting.forms.queries.ndc import ndcs_of
from reporting.ledger.ledger import Ledger
from reporting.renderers.text import as_text
from tests.forms import four_examples as made
from tests.forms.reading import codes, rows, values
from tests.forms.record import tables
from tests.ledger.making import ledger_of

BY_CLOCK = (
    "year",
    "first_transferred_by_event_year_ndc",
    "first_transferred_by_vintage",
)


def asked(ledger: Ledger, party: str = "XAA") -> BalanceRequest:
    """Return the plain question about a Party."""
    return BalanceRequest(ndc=ndcs_of(ledger, party)[0])


def test_two_clocks_never_mix(small: Ledger) -> None:
    """600 of vintage 2023, first transferred in 2025: each stands under its own year."""
    table = balance(small, asked(small)).tables[0]
    assert values(table, *BY_CLOCK) == [
        (2021, 0, 0),
        (2022, 0, 0),
        (2023, 0, 600),
        (2024, 0, 0),
        (2025, 600, 0),
    ]


def test_averaging(small: Ledger) -> None:
    """600 over five elapsed years is 120 in every year; the balance adds it."""
    table = balance(small, asked(small)).tables[0]
    assert values(table, "year", "average", "balance")[2:] == [
        (2023, 120, 5_000_120),
        (2024, 120, 5_000_120),
        (2025, 120, 5_000_120),
    ]
    assert {row["status"].value for row in rows(table)} == {"annual"}


def test_missing_emissions_are_not_nought(small: Ledger) -> None:
    """Without emissions of 2022 there is no balance of 2022; the adjustment stands."""
    line = rows(balance(small, asked(small)).tables[0])[1]
    assert (line["annual_level"].value, line["balance"].value) == (None, None)
    assert codes(line["balance"]) == {"level"}
    assert line["adjustment"].value == 120


def test_three_methods_side_by_side(open_ended: Ledger) -> None:
    """While the NDC names no method each is shown, marked indicative, one refused."""
    report = balance(open_ended, asked(open_ended))
    found = values(report.tables[0], "method", "status", "year", "adjustment")
    assert [each for each in found if each[2] == 2023] == [
        ("trajectory", "indicative", 2023, 600),
        ("averaging", "indicative", 2023, None),
        ("multi_year", "indicative", 2023, None),
    ]
    lines = {row["method"].value: row for row in rows(report.tables[0])}
    assert codes(lines["averaging"]["adjustment"]) == {"elapsed_basis"}
    assert codes(lines["multi_year"]["adjustment"]) == {"fitting_method"}


def test_a_method_and_a_basis_asked_for(open_ended: Ledger) -> None:
    """The call may choose a method and how years elapse; the result stays indicative."""
    chosen = replace(
        asked(open_ended), method=MethodName.AVERAGING, elapsed=ElapsedBasis.INVENTORY_YEARS
    )
    table = balance(open_ended, chosen).tables[0]
    assert set(values(table, "method", "status", "adjustment")) == {
        ("averaging", "indicative", 150)
    }


def test_a_cutoff_leaves_out_what_came_later(small: Ledger) -> None:
    """At the end of 2024 nothing had been first transferred, and 2025 is not reported."""
    early = replace(asked(small), cutoff=date(2024, 12, 31))
    table = balance(small, early).tables[0]
    assert values(table, "year", "cumulative")[-1] == (2024, 0)


def test_an_incomplete_year_empties_what_it_may_change(example: Ledger) -> None:
    """XAA's 2026 is not declared complete: no figure of that event year, and the note says so."""
    report = balance(example, replace(asked(example), cutoff=date(2026, 12, 31)))
    line = next(row for row in rows(report.tables[0]) if row["year"].value == 2026)
    assert codes(line["first_transferred_by_event_year_ndc"]) == {"complete_record"}
    assert "2026" in next(note.text.en for note in report.notes if note.label.en == "Incomplete")


def test_the_record_is_cut_off_at_the_end_of_the_complete_years(example: Ledger) -> None:
    """XAA declares 2021 to 2025 complete and 2026 not: 2025 is the last year reported."""
    report = balance(example, asked(example))
    lines = rows(report.tables[0])
    assert [row["year"].value for row in lines] == [2021, 2022, 2023, 2024, 2025]
    assert all(row["balance"].value is not None for row in lines)


def test_a_non_ghg_indicator_is_adjusted_the_other_way(example: Ledger) -> None:
    """23(k)(ii): 2,000 MWh of vintage 2023 first transferred leave 23,900 of 25,900."""
    table = balance(example, asked(example, "XCC")).tables[0]
    figures = values(table, "year", "unit", "annual_level", "adjustment", "balance")
    assert (2023, "MWh", 25_900, -2_000, 23_900) in figures


def test_the_buyer_subtracts_what_it_used(example: Ledger) -> None:
    """XBB's multi-year NDC has a table for its emissions and one for its electricity.

    It counts fiscal years: 2028 ends in March of 2029.
    """
    before = balance(example, replace(asked(example, "XBB"), cutoff=date(2029, 3, 30)))
    assert values(before.tables[0], "year")[-1] == (2027,)
    report = balance(example, replace(asked(example, "XBB"), cutoff=date(2029, 3, 31)))
    assert [each.name for each in report.tables] == ["emissions", "indicator"]
    assert values(report.tables[0], "year", "adjustment")[-1] == (2028, -1200)


def test_another_metric_is_not_rounded_to_whole_units(tmp_path: Path) -> None:
    """An indicator of 5,000.25 GWh less 200 first transferred, plus 50 used, is 4,850.25."""
    whole = made.electricity()
    told = {**whole, "indicator_values": [{**whole["indicator_values"][0], "value": "5000.25"}]}
    with ledger_of(tmp_path / "gwh", told) as ledger:
        report = balance(ledger, asked(ledger))
    text = as_text(report)
    assert "5,000.250" in text
    assert "4,850.250" in text


@pytest.fixture(scope="module")
def closed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    """Return a small record of the period 2021-2025, closed in 2026."""
    changed = tables(
        method="trajectory",
        period="2021-2025",
        last_year=2025,
        target_year=2025,
        closed_on="2026-06-30",
    )
    for row in changed["covered_emissions"]:
        row["period"] = "2021-2025"
    folder = tmp_path_factory.mktemp("reports") / "closed"
    with ledger_of(folder, changed) as ledger:
        yield ledger


def test_a_closed_period_is_final_and_compared(closed: Ledger) -> None:
    """The period's end adds the comparison; without a target as a number it says so."""
    report = balance(closed, asked(closed))
    assert {row["status"].value for row in rows(report.tables[0])} == {"final"}
    close = rows(report.tables[1])[0]
    assert (close["level"].value, close["cumulative"].value) == (5_000_000, 600)
    assert codes(close["target"]) == {"target"}


def test_a_cutoff_before_the_close_is_not_final(closed: Ledger) -> None:
    """At the end of 2025 the period was not closed yet: its figures were annual."""
    report = balance(closed, replace(asked(closed), cutoff=date(2025, 12, 31)))
    assert {row["status"].value for row in rows(report.tables[0])} == {"annual"}
    assert "not closed" in next(note.text.en for note in report.notes if note.label.en == "Status")


@pytest.mark.parametrize(("method", "is_said"), [(None, True), ("trajectory", False)])
def test_a_setting_is_said_wherever_it_bears(
    tmp_path: Path, method: str | None, *, is_said: bool
) -> None:
    """After the period's end an average asks what came later, beside other methods too."""
    ended = tables(method=method, period="2021-2024", last_year=2024, target_year=2024)
    for row in ended["covered_emissions"]:
        row["period"] = "2021-2024"
    ended["covered_emissions"] = [row for row in ended["covered_emissions"] if row["year"] != 2025]
    with ledger_of(tmp_path / "ended", ended) as ledger:
        report = balance(ledger, asked(ledger))
    said = [note.text.en for note in report.notes]
    assert any(text.startswith("after_last_year=") for text in said) is is_said


def test_what_is_in_a_metric_of_no_indicator_is_said(tmp_path: Path) -> None:
    """XAA's NDC is in tonnes: 600 of 1,000 units of 2,500 MWh, 1,500 MWh, are left out."""
    told = tables()
    in_mwh = {"metric": "non_ghg", "non_ghg_metric": "MWh"}
    told["credit_blocks"] = [
        row | in_mwh | {"quantity": None, "non_ghg_quantity": 2500} for row in told["credit_blocks"]
    ]
    told["authorizations"] = [row | in_mwh for row in told["authorizations"]]
    with ledger_of(tmp_path / "electricity", told) as ledger:
        report = balance(ledger, asked(ledger))
    (note,) = [note for note in report.notes if note.label.en == "Left out"]
    assert note.text.en.startswith(
        "1,500 units of the non-GHG metric in a metric in which this NDC"
    )
    assert {row["adjustment"].value for row in rows(report.tables[0])} == {0, None}


def test_what_later_events_change_is_said(tmp_path: Path) -> None:
    """600 of vintage 2023, first transferred in 2025, change what 2023 was at the end of 2024."""
    with ledger_of(tmp_path / "trajectory", tables(method="trajectory")) as ledger:
        report = balance(ledger, replace(asked(ledger), cutoff=date(2024, 12, 31)))
        whole = balance(ledger, asked(ledger))
    (note,) = [note for note in report.notes if note.label.en == "Later events"]
    assert note.text.en == (
        "Indicative trajectory: the record after 2024-12-31 changes, in t CO2 eq, "
        "First transferred, all purposes (2023: +600); "
        "Corresponding adjustment, added (2023: +600); Emissions balance (2023: +600)"
    )
    assert "Later events" not in {note.label.en for note in whole.notes}


def test_what_is_final_stands(tmp_path: Path) -> None:
    """A period closed in 2024 keeps its figures; what came in 2025 has to be explained."""
    changed = tables(
        method="averaging",
        elapsed_basis="since_start",
        period="2021-2023",
        last_year=2023,
        target_year=2023,
        closed_on="2024-12-31",
    )
    for row in changed["covered_emissions"]:
        row["period"] = "2021-2023"
    changed["covered_emissions"] = changed["covered_emissions"][:2]
    with ledger_of(tmp_path / "closed", changed) as ledger:
        report = balance(ledger, asked(ledger))
    assert {row["adjustment"].value for row in rows(report.tables[0])} == {0}
    (note,) = [note for note in report.notes if note.label.en == "Later events"]
    assert "Corresponding adjustment, added (2021: +200, 2022: +200, 2023: +200)" in note.text.en
    assert note.text.en.endswith("the period is closed, so its figures stand")
