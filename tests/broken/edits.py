"""Small mistakes, as functions of the folder that holds a copy of the two clean packages."""

import csv
import json
import os
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any
from unittest.mock import patch

from reporting.packages.journal import put_all

Edit = Callable[[Path], None]
DESCRIPTOR_NAME = "datapackage.json"


def table_path(table: str) -> str:
    """Return where a table stands: ``blocks`` of the package ``record``, or ``package/table``."""
    return f"{table}.csv" if "/" in table else f"record/{table}.csv"


def file_of(root: Path, table: str) -> Path:
    """Return the file of a table."""
    return root / table_path(table)


def cell(table: str, row: int, field: str, text: str) -> Edit:
    """Write a text into a cell, quoted where CSV asks for it; the header is row 1."""

    def edit(root: Path) -> None:
        path = file_of(root, table)
        with path.open(encoding="utf-8", newline="") as stream:
            rows = list(csv.reader(stream))
        rows[row - 1][rows[0].index(field)] = text
        with path.open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream, lineterminator="\n").writerows(rows)

    return edit


def replaced(table: str, old: str, new: str) -> Edit:
    """Replace the one place where a text stands in the file of a table."""
    return rewritten(table_path(table), old, new)


def rewritten(path: str, old: str, new: str) -> Edit:
    """Replace the one place where a text stands in a file."""

    def edit(root: Path) -> None:
        text = (root / path).read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {path}"
        (root / path).write_bytes(text.replace(old, new).encode())

    return edit


def interrupted(table: str) -> Edit:
    """Begin a change of a table with others, and leave it as a run that is killed does."""

    def edit(root: Path) -> None:
        path = file_of(root, table)
        others = [path.with_name(name) for name in ("a.txt", "b.txt")]
        count = iter(range(1, 99))

        def killed(_old: object, _new: object) -> None:
            if next(count) > 1:
                raise KeyboardInterrupt
            replace(_old, _new)  # type: ignore[arg-type]

        replace = os.replace
        with patch.object(os, "replace", killed), suppress(KeyboardInterrupt):
            put_all({path: path.read_bytes(), **dict.fromkeys(others, b"")})

    return edit


def recoded(table: str, encoding: str) -> Edit:
    """Save a file in another encoding."""

    def edit(root: Path) -> None:
        path = file_of(root, table)
        path.write_bytes(path.read_text(encoding="utf-8").encode(encoding))

    return edit


def content(table: str, data: bytes) -> Edit:
    """Write other bytes into the file of a table."""
    return lambda root: void(file_of(root, table).write_bytes(data))


def changed(table: str, change: Callable[[bytes], bytes]) -> Edit:
    """Change the bytes of a file."""

    def edit(root: Path) -> None:
        path = file_of(root, table)
        path.write_bytes(change(path.read_bytes()))

    return edit


def columns(table: str, change: Callable[[list[str]], list[str]]) -> Edit:
    """Change each row of a file that has no quoted cells, the header too."""

    def edit(root: Path) -> None:
        path = file_of(root, table)
        lines = path.read_text(encoding="utf-8").splitlines()
        text = "".join(",".join(change(line.split(","))) + "\n" for line in lines)
        path.write_bytes(text.encode())

    return edit


def written(path: str, text: str | bytes) -> Edit:
    """Write a file of any kind."""
    data = text.encode() if isinstance(text, str) else text
    return lambda root: void((root / path).write_bytes(data))


def deleted(path: str) -> Edit:
    """Delete a file."""
    return lambda root: (root / path).unlink()


def folder_for(path: str) -> Edit:
    """Put a folder in place of a file."""

    def edit(root: Path) -> None:
        (root / path).unlink()
        (root / path).mkdir()

    return edit


def described(path: str, change: Callable[[dict[str, Any]], object]) -> Edit:
    """Change a JSON file in place."""

    def edit(root: Path) -> None:
        descriptor = json.loads((root / path).read_text(encoding="utf-8"))
        change(descriptor)
        (root / path).write_text(json.dumps(descriptor), encoding="utf-8")

    return edit


def resource(table: str, **properties: object) -> Edit:
    """Change properties of a resource in the descriptor of ``record``."""

    def change(descriptor: dict[str, Any]) -> None:
        next(each for each in descriptor["resources"] if each["name"] == table).update(properties)

    return described("record/datapackage.json", change)


def schema(table: str, **properties: object) -> Edit:
    """Change properties of a schema of ``record``."""
    return described(f"record/schemas/{table}.json", lambda each: each.update(properties))


def field(table: str, name: str, properties: Mapping[str, object]) -> Edit:
    """Change properties of a field of ``record``."""

    def change(descriptor: dict[str, Any]) -> None:
        next(each for each in descriptor["fields"] if each["name"] == name).update(properties)

    return described(f"record/schemas/{table}.json", change)


def both(*edits: Edit) -> Edit:
    """Apply several edits that together are one mistake."""

    def edit(root: Path) -> None:
        for each in edits:
            each(root)

    return edit


def void(_: object) -> None:
    """Take a result and return nothing."""
