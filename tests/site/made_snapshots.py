"""Snapshots made up for tests: a list of projects, a list of financed projects and one of methods.

What they say is invented; only the keys by which a row is found are those of the small record. The
columns are those of the snapshots that are kept (``data/snapshots``).
"""

import csv
import json
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from tests.site.csv_rows import DATA, read_lines
from tests.site.cut import EXAMPLE

LIST, REPORT = "made-up-list-2020-02-03", "made-up-report-2018-10"
SCHEMAS = {
    "projects": "jcm-project-list-2026-06-04",
    "financed_projects": "adb-2019-10",
    "methodologies": "adb-2019-10",
}
Rows = Sequence[Mapping[str, object]]


def of_record(table: str) -> list[dict[str, str]]:
    """Return rows of a table of the small record."""
    return read_lines(EXAMPLE / "jcm" / f"{table}.csv")


def written(folder: Path, tables: Mapping[str, Rows], **said: object) -> Path:
    """Write a snapshot below a folder and return its own.

    Args:
        folder: Where snapshots stand.
        tables: The rows of each table; cells that are not given are empty.
        said: What its descriptor says otherwise; None for nothing.
    """
    about: dict[str, Any] = {
        "name": LIST,
        "title": "Made up for tests",
        "title@ja": "試験用の架空の内容",
        "description": "Nothing in it was said by anybody.",
        "description@ja": "いずれの出典の内容でもありません。",
        "content_date": "2020-02-03",
        "read_on": "2026-01-02",
        "via": "nowhere",
        "via@ja": "なし",
        "source_id": "jcm-projects",
        **said,
    }
    own = folder / str(about["name"])
    (own / "schemas").mkdir(parents=True)
    about["resources"] = [_table(own, name, rows) for name, rows in tables.items()]
    kept = {name: each for name, each in about.items() if each is not None}
    (own / "datapackage.json").write_text(json.dumps(kept, ensure_ascii=False), encoding="utf-8")
    return own


def _table(folder: Path, name: str, rows: Rows) -> dict[str, str]:
    schema = DATA / "snapshots" / SCHEMAS[name] / "schemas" / f"{name}.json"
    shutil.copy(schema, folder / "schemas")
    columns = [each["name"] for each in json.loads(schema.read_text(encoding="utf-8"))["fields"]]
    with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    path, schema_path = f"{name}.csv", f"schemas/{name}.json"
    return {"name": name, "title": name, "path": path, "schema": schema_path, "type": "table"}


def listed(project: str, **said: object) -> dict[str, object]:
    """Return a row of a list of projects."""
    return {
        "project_id": project,
        "country": "Somewhere",
        "partner": "MNG",
        "title": "A title of long ago",
        "status": "Validation",
        **said,
    }


def financed(number: object, **said: object) -> dict[str, object]:
    """Return a row of a list of financed projects."""
    return {
        "list_number": number,
        "year": "2012",
        "country": "Somewhere",
        "partner": "MNG",
        "type": "Made-up support",
        "participants": "Nobody Ltd.",
        "title": "A title of long ago",
        "sector": "Made-up sector",
        "expected_reductions": 1,
        "list_page": 1,
        "figure_placement": "inline",
        "confidence": "high",
        **said,
    }


def method(order: object, **said: object) -> dict[str, object]:
    """Return a row of a list of methodologies."""
    return {
        "printed_order": order,
        "country": "Somewhere",
        "partner": "MNG",
        "title": "A method of long ago",
        "type": "Made-up type",
        "approved_projects": 9,
        **said,
    }


def both(data: Path) -> Path:
    """Write a list and a report into a data folder, and return that folder."""
    folder = data / "snapshots"
    project, other = (row["project_id"] for row in of_record("projects")[:2])
    written(folder, {"projects": [listed(project), listed(other), listed("XX001")]})
    link, order = of_record("financed_project_links")[0], of_record("methodology_list_2019")[0]
    tables: dict[str, Rows] = {
        "financed_projects": [financed(link["list_number"]), financed(9999)],
        "methodologies": [method(order["printed_order"]), method(9999)],
    }
    written(folder, tables, name=REPORT, content_date="2018-10", source_id=link["source_id"])
    return data
