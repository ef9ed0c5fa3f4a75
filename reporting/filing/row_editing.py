"""Rows of a package written by a command: in their order, every cell as text, the files whole."""

import os
from collections.abc import Iterable, Mapping
from pathlib import Path

from reporting.packages.csv_text import text_lines
from reporting.packages.model import Table
from reporting.renderers.files import to_csv

TextRow = dict[str, str]


def text_rows(table: Table) -> list[TextRow]:
    """Return the rows of a table as they stand, every cell as text.

    Raises:
        OSError: The file cannot be opened.
        ValueError: It is no UTF-8, or no table.
    """
    lines = text_lines(Path(table.path))
    header = next(lines, (1, []))[1]
    return [dict(zip(header, row, strict=False)) for _, row in lines]


def text_file(table: Table, rows: Iterable[Mapping[str, str]]) -> bytes:
    """Return the file of a table with these rows."""
    names = table.schema.names
    return to_csv(names, ([row.get(name, "") for name in names] for row in rows))


def write_rows(table: Table, rows: Iterable[Mapping[str, str]]) -> None:
    """Write the rows of a table in one step."""
    put_all({Path(table.path): text_file(table, rows)})


def put_all(files: Mapping[Path, bytes]) -> None:
    """Write files that exist, each in one step, in their order; all of them or none.

    Everything is written beside first. What fails or is interrupted after that is taken back.

    Raises:
        OSError: A file cannot be written; all are as they were.
    """
    before = {path: path.read_bytes() for path in files}
    replaced: list[Path] = []
    try:
        for path, content in files.items():
            _beside(path).write_bytes(content)
        for path in files:
            replaced.append(path)
            os.replace(_beside(path), path)  # noqa: PTH105 - says what it does
    except BaseException:
        for path in replaced:
            _beside(path).write_bytes(before[path])
            os.replace(_beside(path), path)  # noqa: PTH105 - the same
        raise
    finally:
        for path in files:
            _beside(path).unlink(missing_ok=True)


def _beside(path: Path) -> Path:
    return path.with_name(f".{path.name}.new")
