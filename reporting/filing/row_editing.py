"""Rows of a package written by a command: in their order, every cell as text, the files whole."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from reporting.packages.csv_text import text_lines, to_csv
from reporting.packages.journal import put_all
from reporting.packages.model import Table

TextRow = dict[str, str]


def text_rows(table: Table) -> list[TextRow]:
    """Return the rows of a table as they stand, every cell as text.

    Raises:
        OSError: The file cannot be opened.
        ValueError: It is no UTF-8, or no table.
    """
    lines = text_lines(table.readable)
    header = next(lines, (1, []))[1]
    return [dict(zip(header, row, strict=False)) for _, row in lines]


def is_kept(table: Table) -> bool:
    """Tell whether the rows of a table, written anew, say all that its file says.

    A file that cannot be read, a column of no field, a cell beyond the last column would be lost.
    """
    try:
        lines = text_lines(table.readable)
        header = next(lines, (1, []))[1]
        is_known = len({*header}) == len(header) and {*header} <= {*table.schema.names}
        return is_known and all(len(row) <= len(header) for _, row in lines)
    except FileNotFoundError:
        return True
    except (OSError, ValueError):
        return False


def text_file(table: Table, rows: Iterable[Mapping[str, str]]) -> bytes:
    """Return the file of a table with these rows."""
    names = table.schema.names
    return to_csv(names, ([row.get(name, "") for name in names] for row in rows))


def write_rows(table: Table, rows: Iterable[Mapping[str, str]]) -> None:
    """Write the rows of a table in one step."""
    put_all({Path(table.path): text_file(table, rows)})
