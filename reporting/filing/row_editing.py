"""Rows of a package written by a command: in their order, every cell as text, the file whole."""

import csv
from collections.abc import Iterable, Mapping
from pathlib import Path

from reporting.filing.archive import put
from reporting.packages.model import Table
from reporting.renderers.files import to_csv

TextRow = dict[str, str]


def text_rows(table: Table) -> list[TextRow]:
    """Return the rows of a table as they stand, every cell as text."""
    with Path(table.path).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write_rows(table: Table, rows: Iterable[Mapping[str, str]]) -> None:
    """Write the rows of a table in one step."""
    names = table.schema.names
    put(Path(table.path), to_csv(names, ([row.get(name, "") for name in names] for row in rows)))
