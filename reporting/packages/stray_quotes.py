"""A quotation mark that swallows rows: opened in one row, closed in another, all between in a cell.

CSV allows line breaks in a quoted cell, so no reader finds it. It shows by what the cell would be
without the two marks: rows of the table, as wide as its header and with values of their types.
"""

from collections.abc import Sequence

from reporting.packages.model import CANONICAL, Field

DELIMITER = ","
TWO = 2


def swallowed(row: Sequence[str], fields: Sequence[Field | None]) -> tuple[int, int] | None:
    """Return the position of a cell that holds rows, and how many line breaks are in it.

    Args:
        row: The cells of a row as the reader has them.
        fields: The fields of the columns; None for a column that the schema does not know.
    """
    for position, cell in enumerate(row):
        if "\n" in cell:
            lines = cell.replace("\r\n", "\n").split("\n")
            first, *between, last = lines
            rows = [
                [*row[:position], *first.split(DELIMITER)],
                *(each.split(DELIMITER) for each in between),
                [*last.split(DELIMITER), *row[position + 1 :]],
            ]
            has_types = any(each is not None and each.type != "string" for each in fields)
            is_sure = len(fields) >= TWO and (bool(between) or has_types)
            if is_sure and all(_fits(each, fields) for each in rows):
                return position, len(lines) - 1
    return None


def _fits(cells: Sequence[str], fields: Sequence[Field | None]) -> bool:
    """Tell whether cells are a row of the table."""
    return len(cells) == len(fields) and all(
        not cell or field is None or field.type == "string" or bool(CANONICAL[field.type](cell))
        for cell, field in zip(cells, fields, strict=True)
    )
