"""A clean table is read exactly as it was written, and is found clean whatever it holds."""

import csv
import io
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporting.packages import Schema, Table, check_table, open_package, read_table
from reporting.packages.csv_text import PLACE, arrow_schema
from reporting.packages.model import LARGEST_INTEGER
from tests.broken.case import CLEAN

TYPES = ("string", "integer", "number", "date", "boolean", "year")
SCHEMA = Schema.from_descriptor(
    {
        "fields": [{"name": "key", "type": "integer"}]
        + [{"name": kind, "type": kind, "title": kind.title(), "unit": "t"} for kind in TYPES],
        "primaryKey": ["key"],
    }
)
LETTERS = st.characters(categories=["L", "Nd"], include_characters=" ,;'\"-_/.()", codec="utf-8")
VALUES: dict[str, st.SearchStrategy[Any]] = {
    "string": st.text(LETTERS, min_size=1, max_size=12),
    "integer": st.integers(-LARGEST_INTEGER, LARGEST_INTEGER),
    "number": st.decimals(-(10**18) + 1, 10**18 - 1, places=3).map(lambda each: each + 0),
    "date": st.dates(),
    "boolean": st.booleans(),
    "year": st.integers(1, 9999),
}
ROWS = st.lists(
    st.fixed_dictionaries({kind: st.none() | values for kind, values in VALUES.items()}),
    min_size=1,
    max_size=8,
)


def text_of(value: object) -> str:
    """Write a value as the record does."""
    match value:
        case None:
            return ""
        case bool():
            return str(value).lower()
        case Decimal():
            return f"{value:f}"
        case date():
            return value.isoformat()
        case _:
            return str(value)


def table_of(folder: Path, rows: list[dict[str, Any]]) -> Table:
    """Write rows as a table, numbered by a key."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(SCHEMA.names)
    for key, row in enumerate(rows):
        cells = {kind: text_of(value) for kind, value in row.items()}
        if row["year"] is not None:
            cells["year"] = f"{row['year']:04d}"
        writer.writerow([str(key), *(cells[kind] for kind in TYPES)])
    path = folder / "t.csv"
    path.write_text(stream.getvalue(), encoding="utf-8", newline="")
    return Table(name="t", path=path, title={}, description={}, schema=SCHEMA, descriptor={})


def is_plain(row: dict[str, Any]) -> bool:
    """Tell whether the text of a row is free of what a finding would be about."""
    text = row["string"]
    return text is None or (
        text == " ".join(text.split())
        and text[0] not in "-=+@"
        and not any(0x300 <= ord(each) <= 0x52F or ord(each) > 0x1000 for each in text)
        and "\u00c3" not in text
        and "\u00c2" not in text
    )


@given(rows=ROWS.filter(lambda rows: all(map(is_plain, rows))))
def test_a_clean_table_has_no_finding_and_reads_as_written(
    tmp_path: Path, rows: list[dict[str, Any]]
) -> None:
    """What goes in comes out: integers beyond 2^53 beside nulls, decimals, dates, every letter."""
    table = table_of(tmp_path, rows)
    assert check_table(SCHEMA, table.path).findings == ()
    read = read_table(table, "p").to_pylist()
    assert [{kind: each[kind] for kind in TYPES} for each in read] == rows
    assert [each["key"] for each in read] == list(range(len(rows)))
    assert [each["_row"] for each in read] == list(range(2, len(rows) + 2))


@pytest.mark.parametrize("package", ["nomenclature", "record"])
def test_the_clean_packages_read_as_they_stand(package: str) -> None:
    """Each cell of the clean packages is the value that its text says."""
    opened, _ = open_package(CLEAN / package)
    assert opened is not None
    for table in opened:
        read = read_table(table, package)
        assert tuple(read.column_names) == (*table.schema.names, *PLACE)
        assert (
            read.schema.field(0).metadata[b"title"] == table.schema.fields[0].title["en"].encode()
        )
        with table.path.open(encoding="utf-8", newline="") as stream:
            written = list(csv.DictReader(stream))
        for row, cells in zip(read.to_pylist(), written, strict=True):
            assert (row["_package"], row["_table"]) == (package, table.name)
            for name, cell in cells.items():
                value = row[name]
                assert text_of(value.normalize() if isinstance(value, Decimal) else value) == cell


def test_integers_stay_integers_beside_nulls() -> None:
    """2^53 + 1 is no float, and an unknown quantity makes none of its neighbours one."""
    opened, _ = open_package(CLEAN / "record")
    assert opened is not None
    assert read_table(opened.tables["blocks"], "record")["first"].to_pylist() == [
        1,
        81,
        2**53 + 1,
    ]
    assert read_table(opened.tables["allocations"], "record")["government"].to_pylist() == [
        73,
        None,
        None,
        140,
        None,
    ]


def test_rows_longer_than_a_block_of_the_reader(tmp_path: Path) -> None:
    """Rows of several long cells are read whole, wherever a block of bytes ends."""
    names = [f"text_{number}" for number in range(12)]
    schema = Schema.from_descriptor({"fields": [{"name": name} for name in names]})
    row = ["三" * 90_000] * len(names)
    path = tmp_path / "t.csv"
    path.write_text("".join(",".join(line) + "\n" for line in (names, row, row)), encoding="utf-8")
    table = Table(name="t", path=path, title={}, description={}, schema=schema, descriptor={})
    assert check_table(schema, path).findings == ()
    assert read_table(table, "p")["text_11"].to_pylist() == [row[0]] * 2


def test_what_was_not_validated_raises(tmp_path: Path) -> None:
    """A cell of another type is our fault here, not the author's."""
    table = table_of(tmp_path, [dict.fromkeys(TYPES)])
    table.path.write_text(table.path.read_text(encoding="utf-8").replace("0,", "x,"), "utf-8")
    with pytest.raises(pa.ArrowInvalid):
        read_table(table, "p")


def test_the_schema_travels_with_the_columns() -> None:
    """Titles and units are metadata of the Arrow fields; nothing is invented for what is empty."""
    field = arrow_schema(SCHEMA).field("integer")
    assert field.type == pa.int64()
    assert field.metadata == {b"title": b"Integer", b"title@ja": b"Integer", b"unit": b"t"}
