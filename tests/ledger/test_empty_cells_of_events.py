"""What the ledger takes an empty cell of an event to mean: of its block, and where it lies."""

from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from pyarrow import parquet

from reporting.ledger.engines import EngineName, engine
from reporting.ledger.ledger import open_ledger
from reporting.packages import read_table
from reporting.packages.csv_text import PLACE, arrow_schema
from tests.filing.small_folder import BLOCK, EVENT, made, packed, put

OF_THE_BLOCK = {"authorization_party": "KEN", "authorization_id": "KEN-A1"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return the folder of a Party with one authorized block and one event."""
    folder = made(tmp_path / "record")
    key = {"party": "KEN", "authorization_id": "KEN-A1"}
    put(folder, "authorizations", [{**key, "approach": "ca-1"}])
    units = {"first_unit": "501", "last_unit": "600", "unit_prefix": "KE"}
    put(folder, "credit_blocks", [{**BLOCK, **OF_THE_BLOCK, **units}])
    return folder


def recorded(folder: Path, records: str = "") -> dict[str, Any]:
    """Return the event as the ledger has it."""
    with engine(EngineName.DUCKDB) as running:
        ledger = open_ledger(running, [packed(folder)], records_at=records)
        rows: list[dict[str, Any]] = ledger.fetch("recorded").to_pylist()
    (row,) = (each for each in rows if not each["is_block"])
    return row


def test_an_event_that_names_its_block_alone_is_of_all_of_it(folder: Path) -> None:
    """Without a quantity it means the whole block, and has its numbers."""
    row = recorded(folder)
    assert row["quantity"] == 100
    names = ("first_unit", "last_unit", "first_itmo", "last_itmo", "unit_prefix")
    assert [row[name] for name in names] == [501, 600, 1, 100, "KE"]
    assert (row["vintage"], row["block_authorization"]) == (2023, "KEN-A1")
    assert (row["approach"], row["originating_registry"], row["host"]) == ("ca-1", "KEN01", "KEN")
    assert row["recorder"] == "KEN"


def test_of_a_part_of_a_block_the_numbers_stay_unknown(folder: Path) -> None:
    """Which units they are nobody knows; their vintage and authorization are the block's."""
    put(folder, "transfers", [{**EVENT, "quantity": "40"}])
    row = recorded(folder)
    assert row["quantity"] == 40
    names = ("first_unit", "last_unit", "first_itmo", "last_itmo")
    assert [row[name] for name in names] == [None] * 4
    assert (row["vintage"], row["block_authorization"]) == (2023, "KEN-A1")


def test_a_quantity_as_large_as_the_block_means_the_block(folder: Path) -> None:
    """Nothing else has that many units."""
    put(folder, "transfers", [{**EVENT, "quantity": "100"}])
    assert recorded(folder)["first_unit"] == 501


def test_rows_are_filled_where_they_lie(folder: Path, tmp_path: Path) -> None:
    """Parquet files of somebody else may leave empty what the folder's own tables may."""
    package = packed(folder)
    lie = tmp_path / "lie"
    lie.mkdir()
    emptied = {
        "credit_blocks": ("confidence",),
        "transfers": ("approach", "host", "originating_registry", "recorded_by", "source_id"),
    }
    for name, empty in emptied.items():
        table = package.tables[name]
        rows = read_table(table, package.name).drop_columns(list(PLACE))
        for each in empty:
            nothing = pa.nulls(rows.num_rows, arrow_schema(table.schema).field(each).type)
            rows = rows.set_column(rows.column_names.index(each), each, nothing)
        parquet.write_table(rows, lie / f"{name}.parquet")
    assert recorded(folder, str(lie)) == recorded(folder)
    with engine(EngineName.DUCKDB) as running:
        ledger = open_ledger(running, [package], records_at=str(lie))
        told = running.fetch("SELECT source_id, confidence FROM transfers", {}).to_pylist()
        assert told == [{"source_id": "own-record", "confidence": "high"}]
        assert running.fetch("SELECT confidence FROM credit_blocks", {}).to_pylist() == [
            {"confidence": "high"}
        ]
        assert ledger.findings == ()
