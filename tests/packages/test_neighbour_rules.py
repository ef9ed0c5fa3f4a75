"""Rules about the row of another table, where schema or cells are not what they expect."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from reporting.packages import validate
from tests.broken.case import CLEAN, PACKAGES
from tests.broken.edits import Edit, cell

MAGNITUDE = {
    "rule": "magnitude",
    "field": "quantity",
    "period": ["period_start", "period_end"],
    "resource": "projects",
    "key": "project_id",
    "yearly": "tonnes",
}
SAME = {
    "rule": "same-there",
    "keys": ["project_id", "methodology_version"],
    "resources": ["projects", "methodologies"],
    "common": "partner",
}
AFTER = {
    "rule": "after",
    "field": "decided_on",
    "resource": "projects",
    "key": "project_id",
    "date": "registered_on",
}
OVERLAP = {"rule": "no-overlap", "group": "project_id", "period": ["period_start", "period_end"]}


def schema(table: str, change: Callable[[dict[str, Any]], None]) -> Edit:
    """Return a change of a schema."""

    def edit(root: Path) -> None:
        path = root / "record" / "schemas" / f"{table}.json"
        descriptor = json.loads(path.read_text(encoding="utf-8"))
        change(descriptor)
        path.write_text(json.dumps(descriptor), encoding="utf-8")

    return edit


def rule(stated: dict[str, Any], **changes: object) -> Edit:
    """Return a schema of issuances with one rule alone."""
    return schema("issuances", lambda each: each.update(rules=[{**stated, **changes}]))


def dated(value: object) -> Edit:
    """Return a schema of projects that says what dates a row."""
    return schema("projects", lambda each: each.update(dated=value))


CASES: dict[str, tuple[Edit, str, str]] = {
    "day that is none": (
        cell("issuances", 2, "period_end", "2016-02-31"),
        "date-form",
        "issuances",
    ),
    "month that is none": (
        cell("issuances", 2, "period_start", "2015-13-01"),
        "date-form",
        "issuances",
    ),
    "half a period": (
        rule(OVERLAP, period=["period_start"]),
        "descriptor-unlike-ours",
        "issuances",
    ),
    "period of three": (
        rule(MAGNITUDE, period=["period_start", "period_end", "decided_on"]),
        "descriptor-unlike-ours",
        "issuances",
    ),
    "period of texts": (
        rule(MAGNITUDE, period=["issuance_id", "project_id"]),
        "descriptor-unlike-ours",
        "issuances",
    ),
    "one key of two": (rule(SAME, keys=["project_id"]), "descriptor-unlike-ours", "issuances"),
    "day that is a text": (rule(AFTER, field="issuance_id"), "descriptor-unlike-ours", "issuances"),
    "happened that is a number": (
        rule({"rule": "happened", "fields": ["quantity"], "by": "decided_on"}),
        "descriptor-unlike-ours",
        "issuances",
    ),
    "table that is not there": (
        rule(AFTER, resource="nowhere"),
        "foreign-key-not-verifiable",
        "issuances",
    ),
    "field that is not there": (
        rule(MAGNITUDE, yearly="nothing"),
        "foreign-key-not-verifiable",
        "issuances",
    ),
    "dated that is a number": (dated(5), "descriptor-unlike-ours", "projects"),
    "dated by no field": (dated(["nothing"]), "descriptor-unlike-ours", "projects"),
    "dated by another table": (dated(["nowhere.day"]), "descriptor-unlike-ours", "projects"),
}


@pytest.mark.parametrize("name", CASES)
def test_it_is_a_finding(name: str, tmp_path: Path) -> None:
    """Never a traceback, never passed over."""
    edit, code, table = CASES[name]
    root = tmp_path / "data"
    shutil.copytree(CLEAN, root)
    edit(root)
    found = validate([root / each for each in PACKAGES]).findings
    assert (code, table) in {(each.code, each.place.table) for each in found}
