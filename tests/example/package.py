"""Rows to the folder of a package that has every table of Article 6.

The schemas and the descriptor are those of `data/article6`, so that a field is described once.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from reporting.packages.csv_text import to_csv

ROOT = Path(__file__).parents[2]
ARTICLE6 = ROOT / "data" / "article6"

Row = Mapping[str, object]
Tables = Mapping[str, Iterable[Row]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What a package is called and what it says of itself and its tables, in both languages.

    Its version and day are its own: new rows of `data/article6` change nothing here.
    """

    name: str
    version: str
    created: str
    title: str
    title_ja: str
    description: str
    description_ja: str
    keywords: tuple[str, ...]
    of_tables: Mapping[str, tuple[str, str]] = field(default_factory=dict)


@cache
def schemas() -> dict[str, dict[str, Any]]:
    """Return the schema of every table, in the order of the descriptor."""
    return {
        resource["name"]: json.loads((ARTICLE6 / resource["schema"]).read_text("utf-8"))
        for resource in _descriptor()["resources"]
    }


def header(schema: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the names of a table's fields."""
    return tuple(field["name"] for field in schema["fields"])


def write(folder: Path, words: Words, tables: Tables) -> None:
    """Write a package: descriptor, schemas, and every table, sorted by its primary key."""
    (folder / "schemas").mkdir(parents=True, exist_ok=True)
    (folder / "datapackage.json").write_bytes(_described(words))
    for resource in _descriptor()["resources"]:
        (folder / resource["schema"]).write_bytes((ARTICLE6 / resource["schema"]).read_bytes())
        put(folder, resource["name"], tables.get(resource["name"], ()))


def put(folder: Path, name: str, rows: Iterable[Row]) -> None:
    """Write one table of a package anew."""
    schema = json.loads((folder / "schemas" / f"{name}.json").read_text("utf-8"))
    (folder / f"{name}.csv").write_bytes(table(schema, rows))


def table(schema: Mapping[str, Any], rows: Iterable[Row]) -> bytes:
    """Return rows as CSV in the order of the schema's fields and of its primary key."""
    names = header(schema)
    found = list(rows)
    strange = {name for row in found for name in row} - {*names}
    if strange:
        msg = f"no such fields: {sorted(strange)}"
        raise KeyError(msg)
    found.sort(key=lambda row: tuple(_sortable(row[name]) for name in schema["primaryKey"]))
    return to_csv(names, ([row.get(name) for name in names] for row in found))


def _sortable(value: object) -> tuple[int, str]:
    return (value, "") if isinstance(value, int) else (0, str(value))


def _descriptor() -> dict[str, Any]:
    found: dict[str, Any] = json.loads((ARTICLE6 / "datapackage.json").read_text("utf-8"))
    return found


def _described(words: Words) -> bytes:
    descriptor = _descriptor() | {
        "name": words.name,
        "version": words.version,
        "created": words.created,
        "title": words.title,
        "title@ja": words.title_ja,
        "description": words.description,
        "description@ja": words.description_ja,
        "keywords": [*words.keywords],
    }
    del descriptor["sources"]
    for resource in descriptor["resources"]:
        if resource["name"] in words.of_tables:
            english, japanese = words.of_tables[resource["name"]]
            resource |= {"description": english, "description@ja": japanese}
    return (json.dumps(descriptor, indent=2, ensure_ascii=False) + "\n").encode()
