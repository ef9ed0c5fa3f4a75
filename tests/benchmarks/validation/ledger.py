"""A made-up table of transfers, clean or with planted faults, and the schema it follows."""

import csv
import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

PARTIES = ["CHE", "JPN", "SGP", "SWE", "NOR", "KOR", "GHA", "THA", "PER", "SEN"]
ACTIONS = ["authorization", "issuance", "first_transfer", "transfer", "cancellation", "retirement"]
PURPOSES = ["NDC", "OIMP_CORSIA", "OIMP_OTHER", "OMGE", "SOP"]
PROJECTS, ISSUANCES, ACCOUNTS = 500, 5000, 4000
FIRST_DAY = date(2021, 1, 1)
DAYS = 9 * 365
LONGEST_BLOCK = 5000
OF_EACH_KIND = 20

Row = list[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """A planted fault: the finding it must give, and where."""

    code: str
    row: int
    field: str


def _field(name: str, kind: str = "string", **constraints: object) -> dict[str, Any]:
    return {"name": name, "type": kind, "constraints": {"required": True, **constraints}}


def _key(field: str, table: str) -> dict[str, Any]:
    return {"fields": [field], "reference": {"resource": table, "fields": [field]}}


TRANSFERS: dict[str, Any] = {
    "fields": [
        _field("transfer_id", pattern="TRF-[0-9]{9}"),
        _field("date", "date"),
        _field("action", enum=ACTIONS),
        _field("project_id", pattern="PRJ-[0-9]{6}"),
        _field("issuance_id", pattern="ISS-[0-9]{8}"),
        _field("from_account", pattern="ACC-[0-9]{5}"),
        _field("to_account", pattern="ACC-[0-9]{5}"),
        _field("from_party", enum=PARTIES),
        _field("to_party", enum=PARTIES),
        _field("block_start", "integer", minimum=1),
        _field("block_end", "integer", minimum=1),
        _field("quantity", "integer", minimum=1),
        _field("vintage", "integer", minimum=2021, maximum=2100),
        _field("purpose", enum=PURPOSES),
    ],
    "primaryKey": ["transfer_id"],
    "foreignKeys": [_key("project_id", "projects"), _key("issuance_id", "issuances")],
    "rules": [
        {
            "rule": "block-length",
            "first": "block_start",
            "last": "block_end",
            "quantity": "quantity",
        }
    ],
}
SCHEMAS: dict[str, dict[str, Any]] = {
    "projects": {"fields": [_field("project_id")], "primaryKey": ["project_id"]},
    "issuances": {"fields": [_field("issuance_id")], "primaryKey": ["issuance_id"]},
    "transfers": TRANSFERS,
}
COLUMNS = [each["name"] for each in TRANSFERS["fields"]]

KINDS: tuple[tuple[str, str, str], ...] = (
    ("cell-type", "vintage", "20x4"),
    ("cell-required", "from_account", ""),
    ("cell-enum", "action", "gift"),
    ("cell-pattern", "to_account", "acct 9"),
    ("primary-key-duplicate", "transfer_id", "TRF-000000000"),
    ("foreign-key", "issuance_id", "ISS-99999999"),
    ("block-length", "quantity", "999999"),
    ("date-form", "date", "2024-13-01"),
)


def make(folder: Path, rows: int, *, of_each_kind: int = 0) -> tuple[Fault, ...]:
    """Write a package of transfers into a folder.

    Args:
        folder: Where to write; it is made.
        rows: How many transfers.
        of_each_kind: How many faults of each of `KINDS` to plant.

    Returns:
        The planted faults.
    """
    folder.mkdir(parents=True)
    (folder / "datapackage.json").write_text(
        json.dumps(
            {
                "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
                "name": "ledger",
                "resources": [
                    {"name": name, "type": "table", "path": f"{name}.csv", "schema": schema}
                    for name, schema in SCHEMAS.items()
                ],
            }
        ),
        encoding="utf-8",
    )
    _write(folder / "projects.csv", ["project_id"], ([_project(n)] for n in range(PROJECTS)))
    _write(folder / "issuances.csv", ["issuance_id"], ([_issuance(n)] for n in range(ISSUANCES)))
    faults = _faults(rows, of_each_kind)
    cells = {(each.row, each.field): text for each, text in faults.items()}
    numbered = enumerate(_transfers(rows), start=2)
    _write(
        folder / "transfers.csv", COLUMNS, (_with(cells, number, row) for number, row in numbered)
    )
    return tuple(faults)


def _write(path: Path, header: Row, rows: Iterator[Row]) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def _transfers(count: int) -> Iterator[Row]:
    draw = random.Random(7).randrange  # noqa: S311 - a fixed seed, for the same rows each time
    start = 1
    for number in range(count):
        size = 1 + draw(LONGEST_BLOCK)
        yield [
            f"TRF-{number:09d}",
            (FIRST_DAY + timedelta(days=draw(DAYS))).isoformat(),
            ACTIONS[draw(len(ACTIONS))],
            _project(draw(PROJECTS)),
            _issuance(draw(ISSUANCES)),
            f"ACC-{draw(ACCOUNTS):05d}",
            f"ACC-{draw(ACCOUNTS):05d}",
            PARTIES[draw(len(PARTIES))],
            PARTIES[draw(len(PARTIES))],
            str(start),
            str(start + size - 1),
            str(size),
            str(2021 + draw(10)),
            PURPOSES[draw(len(PURPOSES))],
        ]
        start += size


def _faults(rows: int, of_each_kind: int) -> dict[Fault, str]:
    """Choose rows for the faults, never the first, whose identifier the duplicates repeat."""
    numbers = random.Random(3).sample(range(3, rows + 2), of_each_kind * len(KINDS))  # noqa: S311 - as above
    return {
        Fault(code=code, row=number, field=field): text
        for (code, field, text), number in zip(KINDS * of_each_kind, numbers, strict=True)
    }


def _with(cells: dict[tuple[int, str], str], number: int, row: Row) -> Row:
    return [cells.get((number, name), cell) for name, cell in zip(COLUMNS, row, strict=True)]


def _project(number: int) -> str:
    return f"PRJ-{number:06d}"


def _issuance(number: int) -> str:
    return f"ISS-{number:08d}"
