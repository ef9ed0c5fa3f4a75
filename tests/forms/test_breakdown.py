"""The breakdown of paragraph 23(j): its sums are the rows of the summary."""

from datetime import date

import pytest

from reporting.forms.ctf_table4 import summary
from reporting.forms.model.request import FormRequest
from reporting.forms.queries.breakdown import FIGURES, breakdown
from reporting.ledger.ledger import Ledger
from tests.forms.forms import figures, table
from tests.forms.reading import codes, rows

ROWS_OF_THE_SUMMARY = dict(zip(FIGURES, (10, 11, 12), strict=True))


@pytest.mark.parametrize("party", ["XAA", "XBB", "XCC"])
def test_sums_are_the_rows_of_the_summary(example: Ledger, party: str) -> None:
    """Year by year, in each metric: rows 10, 11 and 12."""
    asked = FormRequest(party=party, year=2026)
    main = table(summary(example, asked), "table_4")
    for each in breakdown(example, asked):
        lines = rows(each)
        metric = str(lines[0]["metric"].value)
        for name, number in ROWS_OF_THE_SUMMARY.items():
            expected = figures(main, number, metric)
            sums = dict.fromkeys(expected, 0)
            for line in lines:
                value, year = line[name].value, line["year"].value
                assert isinstance(year, int)
                sums[year] += value if isinstance(value, int) else 0
            assert sums == expected, (metric, name)


def test_each_row_names_approach_sector_parties_and_vintage(example: Ledger) -> None:
    """What B used of A's for 2025, by vintage; the sector is that of A's authorization.

    Of B's years, from April to March, 2025 is told once it has ended.
    """
    asked = FormRequest(party="XBB", year=2026, cutoff=date(2026, 3, 31))
    found = rows(breakdown(example, asked)[0])
    names = ("year", "approach", "sector", "transferring", "using", "vintage", "used_by_use_year")
    assert [tuple(row[name].value for name in names) for row in found][-2:] == [
        (2025, "CA9001", "Energy generation", "XAA", "XBB", 2021, 200),
        (2025, "CA9001", "Energy generation", "XAA", "XBB", 2023, 200),
    ]


def test_rows_behind_every_quantity_add_up(example: Ledger) -> None:
    """Each quantity is the sum of its rows."""
    tables = breakdown(example, FormRequest(party="XAA", year=2026))
    cells = [cell for each in tables for row in each.rows for cell in row if cell.lineage]
    assert len(cells) == sum(len(each.rows) for each in tables)
    assert all(cell.lineage and cell.lineage.total == cell.value for cell in cells)


def test_nothing_is_broken_down_of_an_incomplete_year(public: Ledger) -> None:
    """What the public record of Japan has of first transfers and uses has no figure."""
    for each in breakdown(public, FormRequest(party="JPN", year=2026)):
        for row in rows(each):
            assert {row[name].value for name in FIGURES} == {None}
            assert any(codes(row[name]) for name in FIGURES)


def test_a_party_without_an_ndc_has_no_breakdown(public: Ledger) -> None:
    """There is no period to break down."""
    assert breakdown(public, FormRequest(party="MNG", year=2026)) == ()
