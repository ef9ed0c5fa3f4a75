"""Small states of data packages, written in place."""

import csv
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from reporting.packages.diff import Cell, Change, Difference, State, TableDiff, difference

Row = Mapping[str, Cell]
FIELDS: Mapping[str, str] = {
    "id": "string",
    "whole": "integer",
    "amount": "number",
    "flag": "boolean",
    "on": "date",
    "note": "string",
}


def fields(names: Sequence[str], types: Mapping[str, str] = FIELDS) -> list[dict[str, Any]]:
    """Return the descriptors of some fields."""
    return [{"name": each, "type": types.get(each, "string")} for each in names]


def written(  # noqa: PLR0913 - what a package can be
    folder: Path,
    rows: Sequence[Row],
    *,
    columns: Sequence[str] = tuple(FIELDS),
    types: Mapping[str, str] = FIELDS,
    key: Sequence[str] = ("id",),
    table: str = "things",
    package: str = "small",
    ends: str = "\n",
) -> Path:
    """Write a package of one table into a folder, and return the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator=ends)
    writer.writerow(columns)
    writer.writerows([row.get(each) or "" for each in columns] for row in rows)
    (folder / f"{table}.csv").write_text(stream.getvalue(), encoding="utf-8", newline="")
    schema: dict[str, Any] = {"fields": fields(columns, types)}
    if key:
        schema["primaryKey"] = list(key)
    resource = {"name": table, "path": f"{table}.csv", "schema": schema}
    descriptor = {"name": package, "resources": [resource]}
    (folder / "datapackage.json").write_text(json.dumps(descriptor), encoding="utf-8")
    return folder


def compared(old: Path, new: Path) -> Difference:
    """Compare what stands in two folders."""
    return difference(State.of(old, "old"), State.of(new, "new"))


def only(found: Difference) -> TableDiff:
    """Return the difference of the only table that differs."""
    assert found.findings == ()
    (table,) = found.tables
    return table


def told(table: TableDiff) -> dict[str, list[tuple[Any, ...]]]:
    """Return the rows of a difference as (key, {field: (old, new)}), by what became of them."""
    return {
        change.value: rows
        for change in Change
        if (
            rows := [
                (*row.key, {each.column.name: (each.old, each.new) for each in row.cells})
                for row in table.rows(change)
            ]
        )
    }


def codes(found: Difference) -> Iterator[str]:
    """Yield each finding as ``side code place``."""
    for each in found.findings:
        yield f"{each.side} {each.finding.code} {each.finding.place}"
