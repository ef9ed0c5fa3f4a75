"""Parquet: typed, exact, one row group, the same bytes each time."""

from datetime import date
from decimal import Decimal
from io import BytesIO

import pyarrow as pa
from pyarrow import parquet

from reporting.renderers.files import to_parquet

SCHEMA = pa.schema(
    [
        pa.field("id", pa.string(), metadata={"title": "Identifier"}),
        pa.field("tonnes", pa.int64()),
        pa.field("share", pa.decimal128(12, 3)),
        pa.field("day", pa.date32()),
    ]
)
ROWS = [
    {"id": "MN003", "tonnes": 35419, "share": Decimal("0.600"), "day": date(2022, 2, 8)},
    {"id": "モンゴル", "tonnes": None, "share": None, "day": None},
]


def test_values_and_types() -> None:
    """Values, types and the metadata of fields come back as they were."""
    read = parquet.read_table(BytesIO(to_parquet(pa.Table.from_pylist(ROWS, SCHEMA))))
    assert read.to_pylist() == ROWS
    assert read.schema.equals(SCHEMA)
    assert read.schema.field("id").metadata[b"title"] == b"Identifier"


def test_one_row_group() -> None:
    """A table in pieces is written as one row group; one without rows is written too."""
    table = pa.Table.from_pylist(ROWS, SCHEMA)
    pieces = pa.concat_tables([table] * 5)
    assert parquet.ParquetFile(BytesIO(to_parquet(pieces))).metadata.num_row_groups == 1
    empty = parquet.read_table(BytesIO(to_parquet(SCHEMA.empty_table())))
    assert empty.num_rows == 0
    assert empty.schema.equals(SCHEMA)


def test_the_same_bytes() -> None:
    """The same rows give the same bytes, however they lie in memory."""
    table = pa.Table.from_pylist(ROWS, SCHEMA)
    pieces = pa.concat_tables([table.slice(0, 1), table.slice(1, 1)])
    assert to_parquet(table) == to_parquet(table) == to_parquet(pieces)
