"""The table ``submissions`` of a data folder, written row by row."""

import os
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from reporting.filing.stages import Submission
from reporting.packages import Package, read_table
from reporting.renderers.csv import to_csv

TABLE = "submissions"
KEY = ("party", "form", "year", "version")


def rows_of(package: Package) -> list[dict[str, Any]]:
    """Return the rows of the table, typed."""
    table = package.tables[TABLE]
    names = table.schema.names
    rows: list[dict[str, Any]] = read_table(table, package.name).select(names).to_pylist()
    return rows


def key_of(submission: Submission) -> dict[str, Any]:
    """Return the primary key of the row of a submission."""
    return {
        "party": submission.party,
        "form": submission.form.replace("-", "_"),
        "year": submission.year,
        "version": str(submission.version),
    }


def record(package: Package, key: Mapping[str, Any], fields: Mapping[str, Any]) -> None:
    """Change the row of a submission, or add it, in one step: the file is whole at any moment."""
    table = package.tables[TABLE]
    rows = rows_of(package)
    found = [row for row in rows if {name: row[name] for name in KEY} == dict(key)]
    if found:
        found[0].update(fields)
    else:
        rows.append({**dict.fromkeys(table.schema.names), **key, **fields})
    rows.sort(key=lambda row: [row[name] for name in KEY])
    lines = ([_cell(row[name]) for name in table.schema.names] for row in rows)
    put(Path(table.path), to_csv(table.schema.names, lines))


def put(path: Path, content: bytes) -> None:
    """Write a file in one step."""
    beside = path.with_name(f".{path.name}.new")
    beside.write_bytes(content)
    os.replace(beside, path)  # noqa: PTH105 - says what it does


def _cell(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value
