"""A small record of a Party, with files as a spreadsheet saved them."""

import json
from pathlib import Path
from typing import Any

FIELDS = (
    ("block_id", "string"),
    ("name", "string"),
    ("quantity", "integer"),
    ("share", "number"),
    ("issued_on", "date"),
    ("is_held", "boolean"),
)
HEADER = ",".join(name for name, _type in FIELDS).encode()


def described(**of_resource: Any) -> dict[str, Any]:  # noqa: ANN401 - as JSON has them
    """Return a descriptor of one table, as a Party's folder has it."""
    fields = [
        {"name": name, "title": name, "title@ja": name, "description": name, "type": kind}
        | {"description@ja": name, "mandate": "if known"}
        for name, kind in FIELDS
    ]
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "own",
        "title": "Own record",
        "title@ja": "自国の記録",
        "description": "Made up.",
        "description@ja": "架空。",
        "article6Schemas": 5,
        "resources": [
            {
                "name": "blocks",
                "path": "blocks.csv",
                "title": "Blocks",
                "title@ja": "ブロック",
                "description": "Made up.",
                "description@ja": "架空。",
                "encoding": "utf-8",
                "schema": {
                    "$schema": "https://datapackage.org/profiles/2.0/tableschema.json",
                    "fields": fields,
                    "primaryKey": ["block_id"],
                },
                **of_resource,
            }
        ],
    }


def party_folder(folder: Path, content: bytes, **of_resource: Any) -> Path:  # noqa: ANN401
    """Write a Party's folder with the file of its one table."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "datapackage.json").write_text(json.dumps(described(**of_resource)), "utf-8")
    (folder / "blocks.csv").write_bytes(content)
    return folder
