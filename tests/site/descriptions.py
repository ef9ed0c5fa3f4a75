"""The packages' schemas as they stand in their JSON files, read without our code."""

import json
from functools import cache
from typing import Any

from tests.site.csv_rows import DATA


@cache
def fields(package: str, table: str) -> tuple[dict[str, Any], ...]:
    """Return the fields of a table as its schema describes them."""
    return tuple(_schema(package, table)["fields"])


def primary_key(package: str, table: str) -> tuple[str, ...]:
    """Return the fields of a table's primary key."""
    return tuple(_schema(package, table).get("primaryKey", ()))


def _schema(package: str, table: str) -> dict[str, Any]:
    path = DATA / package / "schemas" / f"{table}.json"
    schema: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return schema


def categories(field: dict[str, Any], language: str) -> dict[str, str]:
    """Return the label of each code of a field."""
    named = "label" if language == "en" else f"label@{language}"
    return {
        str(each["value"]): str(each.get(named, each["value"]))
        for each in field.get("categories", ())
        if isinstance(each, dict)
    }
