"""By what the rows of a table are told apart."""

from reporting.filing.additions.package_rows import Cells
from reporting.packages import Schema

Key = tuple[str, ...]


def key_names(schema: Schema) -> tuple[str, ...]:
    """Return the fields that tell rows apart: the primary key, or all where there is none."""
    return schema.primary_key or schema.names


def key_of(cells: Cells, schema: Schema) -> Key:
    """Return the key of a row; a part of it may be empty."""
    return tuple(cells.get(name, "") for name in key_names(schema))
