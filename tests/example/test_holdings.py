"""What the Parties state at the end of a year is what a plain replay, unit by unit, says."""

from datetime import date
from functools import cache

import pytest

from tests.example.make import written
from tests.example.package import Row
from tests.oracle import Holding, holdings, row
from tests.oracle.tables import COLUMNS, by_version

MANY = "XA008"
"""The case of 50,000 units, which would take the plain replay minutes."""

BOOK = written()
TABLES = {
    table: [
        row(table, **{name: cells[name] for name in cells}, _row=number)
        for number, cells in enumerate(rows, 1)
        if not str(cells.get("block_id")).startswith(MANY)
    ]
    for table, rows in by_version(BOOK.tables).items()
    if table in COLUMNS
}


@pytest.mark.parametrize("year", [2024, 2025])
@pytest.mark.parametrize("party", ["XAA", "XBB", "XCC"])
def test_stated_holdings_are_those_of_the_events(party: str, year: int) -> None:
    """Unit by unit: nothing is stated that is not held, and nothing held is left out."""
    stated = [
        cells
        for cells in BOOK.tables["stated_holdings"]
        if (cells["party"], cells["year"]) == (party, year)
    ]
    held = {
        (one.approach, one.host, one.vintage, one.authorization_id, number)
        for one in _held(year)
        if (one.party, one.status) == (party, "itmo")
        for number in range(one.first_itmo or 0, (one.last_itmo or 0) + 1)
    }
    assert {each for cells in stated for each in _units(cells)} - _of_many(year) == held
    assert sum(len(_units(cells)) for cells in stated) == sum(
        int(str(cells["quantity"])) for cells in stated
    )


@cache
def _held(year: int) -> tuple[Holding, ...]:
    return tuple(holdings(TABLES, date(year, 12, 31)))


def _units(cells: Row) -> set[tuple[object, ...]]:
    first, last = int(str(cells["first_itmo"])), int(str(cells["last_itmo"]))
    key = tuple(cells[name] for name in ("approach", "host", "vintage", "authorization_id"))
    return {(*key, number) for number in range(first, last + 1)}


def _of_many(year: int) -> set[tuple[object, ...]]:
    """Return what is left of the 50,000 units: all in 2024, all but 20,000 in 2025."""
    block = next(row for row in BOOK.tables["credit_blocks"] if row["block_id"] == "XA008-A")
    used = 20_000 if year == 2025 else 0
    return _units({**block, "first_itmo": int(str(block["first_itmo"])) + used})
