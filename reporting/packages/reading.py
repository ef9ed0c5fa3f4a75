"""Typed tables for everything that comes after: Arrow, with the place of each row.

Read only what has been validated: a cell that is not of its type raises here.
"""

import pyarrow as pa
from pyarrow import csv

from reporting.packages.model import Field, Schema, Table

PLACE = ("_package", "_table", "_row")
TYPES = {
    "string": pa.string(),
    "integer": pa.int64(),
    "boolean": pa.bool_(),
    "date": pa.date32(),
    "year": pa.int16(),
}
ROOM_FOR_A_ROW = 1 << 24
DIGITS_OF_A_NUMBER = pa.decimal128(38, 9)


def arrow_schema(schema: Schema) -> pa.Schema:
    """Return the Arrow schema of a table, with titles and units as field metadata."""
    return pa.schema([_arrow_field(each) for each in schema.fields])


def read_table(table: Table, package: str) -> pa.Table:
    """Read a validated table.

    Args:
        table: The table to read.
        package: Name of its package.

    Returns:
        Its columns, then ``_package``, ``_table`` and ``_row`` (the header is row 1).

    Raises:
        pyarrow.ArrowInvalid: The file has not been validated and does not match its schema.
    """
    schema = arrow_schema(table.schema)
    rows = csv.read_csv(
        table.path,
        read_options=csv.ReadOptions(block_size=ROOM_FOR_A_ROW),
        parse_options=csv.ParseOptions(newlines_in_values=True),
        convert_options=csv.ConvertOptions(
            column_types=schema,
            include_columns=schema.names,
            strings_can_be_null=True,
            quoted_strings_can_be_null=True,
            null_values=sorted(table.schema.missing_values),
            true_values=["true"],
            false_values=["false"],
        ),
    ).cast(schema)
    count = rows.num_rows
    place = (
        pa.array([package] * count, pa.string()),
        pa.array([table.name] * count, pa.string()),
        pa.array(range(2, count + 2), pa.int64()),
    )
    for name, column in zip(PLACE, place, strict=True):
        rows = rows.append_column(name, column)
    return rows


def _arrow_field(field: Field) -> pa.Field:
    described = {
        "title": field.title["en"],
        "title@ja": field.title["ja"],
        "description": field.description["en"],
        "unit": field.unit,
    }
    return pa.field(
        field.name,
        TYPES.get(field.type, DIGITS_OF_A_NUMBER),
        metadata={name: text for name, text in described.items() if text},
    )
