"""Twenty mistakes that data commits make, each found at its place in a copy of the small record."""

import csv
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from reporting.packages import validate

Rows = dict[str, list[dict[str, str]]]
Change = Callable[[Rows], tuple[str, int, str]]


def first(rows: list[dict[str, str]], **wanted: str) -> int:
    """Return the place of the first row that has some values; ``*`` is any."""
    return next(
        number
        for number, row in enumerate(rows)
        if all(row[name] == value or (value == "*" and row[name]) for name, value in wanted.items())
    )


def edited(table: str, field: str, value: str, **wanted: str) -> Change:
    """Return a change of a cell; ``{}`` in the value stands for what is there."""

    def change(rows: Rows) -> tuple[str, int, str]:
        number = first(rows[table], **wanted)
        row = rows[table][number]
        row[field] = value.format(row[field])
        return table, number + 2, field

    return change


def again(table: str, field: str, at: str = "", **wanted: str) -> Change:
    """Return a change that repeats a row, with another key."""

    def change(rows: Rows) -> tuple[str, int, str]:
        row = rows[table][first(rows[table], **wanted)]
        rows[table].append({**row, field: f"{row[field]}9"})
        return table, len(rows[table]) + 1, at or field

    return change


def of_another_partner(rows: Rows) -> tuple[str, int, str]:
    """Give a project a methodology of another partner."""
    used = rows["project_methodologies"]
    other = next(
        row["methodology_version"]
        for row in rows["methodologies"]
        if row["methodology_version"][:2] != used[0]["project_id"][:2]
    )
    used[0]["methodology_version"] = other
    return "project_methodologies", 2, "methodology_version"


def unregistered(rows: Rows) -> tuple[str, int, str]:
    """Issue credits for a project in validation."""
    project = rows["projects"][first(rows["projects"], status="validation")]["project_id"]
    number = first(rows["issuances"], decided_on="*")
    rows["issuances"].append(
        {
            **rows["issuances"][number],
            "issuance_id": f"{project}-1",
            "project_id": project,
            "period_start": "",
            "period_end": "",
        }
    )
    return "issuances", len(rows["issuances"]) + 1, "project_id"


def named_otherwise(rows: Rows) -> tuple[str, int, str]:
    """Give a printed name another identifier than another table does."""
    known = {row["organisation"]: row["organisation_id"] for row in rows["participants"]}
    number = next(
        number
        for number, row in enumerate(rows["financed_projects"])
        if row["organisation"] in known
    )
    row = rows["financed_projects"][number]
    row["organisation_id"] = next(
        each for each in known.values() if each not in {"", row["organisation_id"]}
    )
    return "financed_projects", number + 2, "organisation_id"


def larger_than_the_whole(rows: Rows) -> tuple[str, int, str]:
    """Give a side more than was issued to both."""
    whole = rows["issuances"][first(rows["issuances"], quantity_notified="*")]
    number = first(rows["allocations"], issuance_id=whole["issuance_id"])
    row = rows["allocations"][number]
    row["quantity_notified"] = str(int(whole["quantity_notified"]) + 1)
    row["quantity_issued"] = ""
    return "allocations", number + 2, "quantity_notified"


REGISTERED = {"status": "registered", "estimated_reductions": "*"}
ISSUED = {"quantity_notified": "*", "decided_on": "*", "period_start": "*", "period_end": "*"}
MISTAKES: dict[str, tuple[Change, str]] = {
    "date with slashes": (
        edited("projects", "registered_on", "2019/01/31", **REGISTERED),
        "date-form",
    ),
    "thousands": (
        edited("issuances", "quantity_notified", "1,440", **ISSUED),
        "thousands-separator",
    ),
    "typing error in a key": (
        edited("issuances", "project_id", "{}9", quantity_notified="*"),
        "foreign-key",
    ),
    "status in capitals": (edited("projects", "status", "REGISTERED", **REGISTERED), "cell-enum"),
    "unknown source": (
        edited("projects", "source_id", "nobody", **REGISTERED),
        "foreign-key",
    ),
    "registered without a date": (
        edited("projects", "registered_on", "", **REGISTERED),
        "needed-here",
    ),
    "not known": (edited("projects", "estimated_reductions", "n/a", **REGISTERED), "cell-type"),
    "full-width digits": (
        edited("issuances", "quantity_notified", "１４４", **ISSUED),
        "cell-not-canonical",
    ),
    "a side larger than the whole": (larger_than_the_whole, "part-above-whole"),
    "too many digits": (
        edited("issuances", "quantity_notified", "{}00000", **ISSUED),
        "out-of-proportion",
    ),
    "a thousand times the estimate": (
        edited("projects", "estimated_reductions", "{}0000000", **REGISTERED),
        "out-of-proportion",
    ),
    "credits of what is not registered": (unregistered, "not-yet-there"),
    "credits before registration": (
        edited("issuances", "decided_on", "2013-02-01", **ISSUED),
        "before-there",
    ),
    "overlapping periods": (
        again("issuances", "issuance_id", "period_start", **ISSUED),
        "overlaps",
    ),
    "methodology of another partner": (of_another_partner, "not-the-same-there"),
    "decision of the future": (
        edited("issuances", "decided_on", "2062-03-28", **ISSUED),
        "in-the-future",
    ),
    "approved in the future": (
        edited("methodologies", "approved_on", "2062-01-01", approved_on="*"),
        "in-the-future",
    ),
    "signed before there was a mechanism": (
        edited("partners", "signed_on", "1999-01-08", signed_on="*"),
        "cell-minimum",
    ),
    "address of another project": (
        edited("projects", "page_url", "https://www.jcm.go.jp/jc/projects/zz001/", **REGISTERED),
        "names-another",
    ),
    "one name with two identifiers": (named_otherwise, "two-identifiers"),
    "the same participant twice": (
        again("participants", "position", "project_id", side="japan"),
        "unique-key-duplicate",
    ),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_it_is_found_at_its_place(name: str, small_data: Path, tmp_path: Path) -> None:
    """With its code, as an error; nothing else is an error but what follows from it."""
    folder = tmp_path / "jcm"
    shutil.copytree(small_data / "jcm", folder)
    rows = {path.stem: read(path) for path in folder.glob("*.csv")}
    change, code = MISTAKES[name]
    table, row, field = change(rows)
    with (folder / f"{table}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[table][0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows[table])
    result = validate([folder, small_data / "nomenclature"])
    errors = {
        (each.code, each.place.table, each.place.row, each.place.field)
        for each in result.findings
        if each.severity == "error"
    }
    assert (code, table, row, field) in errors


def read(path: Path) -> list[dict[str, str]]:
    """Return the rows of a file."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
