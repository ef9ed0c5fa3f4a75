"""The bytes of every submission, as they were made, in its data folder.

What is in work stands in ``drafts`` and is made anew; what was filed stands in ``filed`` and is
never written again. That it still is what was filed, its hashes tell.
"""

import json
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

from reporting.filing.stages import Stage, StageError, Submission
from reporting.forms.model.form import Form
from reporting.forms.model.form_diff import (
    Address,
    Cells,
    cells_of,
    digest,
    digest_of,
    rows_digest,
)
from reporting.packages import Package, read_table
from reporting.packages.csv_text import to_csv
from reporting.packages.journal import alone, put_all, settle, write_through
from reporting.renderers.files import to_json

TABLE = "submissions"
KEY = ("party", "form", "year", "version")


def rows_of(package: Package) -> list[dict[str, Any]]:
    """Return the rows of the table, typed."""
    table = package.tables[TABLE]
    names = table.schema.names
    rows: list[dict[str, Any]] = read_table(table, package.name).select(names).to_pylist()
    return rows


def key_of(submission: Submission) -> dict[str, Any]:
    """Return the primary key of the row of a submission."""
    return {
        "party": submission.party,
        "form": submission.form.replace("-", "_"),
        "year": submission.year,
        "version": str(submission.version),
    }


def record(package: Package, key: Mapping[str, Any], fields: Mapping[str, Any]) -> None:
    """Change the row of a submission, or add it, in one step: the file is whole at any moment.

    Whoever records another one meanwhile waits, and finds this row there.
    """
    with alone(package.folder):
        _record(package, key, fields)


def _record(package: Package, key: Mapping[str, Any], fields: Mapping[str, Any]) -> None:
    table = package.tables[TABLE]
    rows = rows_of(package)
    found = [row for row in rows if {name: row[name] for name in KEY} == dict(key)]
    if found:
        found[0].update(fields)
    else:
        rows.append({**dict.fromkeys(table.schema.names), **key, **fields})
    rows.sort(key=lambda row: [row[name] for name in KEY])
    lines = ([_cell(row[name]) for name in table.schema.names] for row in rows)
    put_all({Path(table.path): to_csv(table.schema.names, lines)})


def _cell(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value


FOLDERS = {Stage.DRAFT: "drafts", Stage.APPROVED: "drafts", Stage.FILED: "filed"}
MANIFEST = "manifest.json"
FRESH = ".new-"
NESTED = {"digest": 0, "rows": 0, "filed_on": 0, "files": 1, "cells": 3}


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchivedSubmission:
    """A submission as it was kept.

    Attributes:
        folder: Where its files stand.
        digest: Of its cells and of the rows behind them, computed.
        told: The same as it was told when it was kept.
        filed_on: The day it was filed on, as YYYY-MM-DD; empty before.
        cells: What it says.
        hashes: SHA-256 of each file, by name.
    """

    folder: Path
    digest: str
    told: str
    filed_on: str
    cells: Cells
    hashes: Mapping[str, str]

    @property
    def altered(self) -> tuple[str, ...]:
        """The files that are not what was kept, or are gone."""
        manifest = () if self.digest == self.told else (MANIFEST,)
        files = (name for name, told in self.hashes.items() if _hash(self.folder / name) != told)
        return (*manifest, *files)


def folder_of(data: Path, submission: Submission) -> Path:
    """Return where a submission is kept in a data folder."""
    stem = f"{submission.party}_{submission.year}_{str(submission.version).replace('.', '_')}"
    return data / FOLDERS[submission.stage] / f"{stem}_{submission.form}"


def keep(
    folder: Path, form: Form, files: Mapping[str, bytes], on: date | None = None
) -> ArchivedSubmission:
    """Keep the files of a submission; the folder appears whole, or not at all.

    Args:
        folder: Where.
        form: What they say.
        files: By name.
        on: The day it is filed on.
    """
    manifest = {
        "digest": digest(form),
        "rows": rows_digest(form),
        "filed_on": on.isoformat() if on else "",
        "files": {name: sha256(content).hexdigest() for name, content in sorted(files.items())},
        "cells": _nested(cells_of(form)),
    }
    folder.parent.mkdir(parents=True, exist_ok=True)
    with alone(folder.parent):
        for left in folder.parent.glob(f"{FRESH}*"):  # by a run that was killed
            shutil.rmtree(left)
        _put(folder, {**files, MANIFEST: to_json(manifest)})
    return kept(folder)


def _put(folder: Path, files: Mapping[str, bytes]) -> None:
    fresh = Path(tempfile.mkdtemp(prefix=FRESH, dir=folder.parent))
    try:
        for name, content in files.items():
            write_through(fresh / name, content)
        # A temporary folder is made for its owner alone.
        fresh.chmod(0o755)
        settle(fresh)
        old = fresh.with_suffix(".old")
        # A folder that holds something cannot be replaced in one step: it moves aside first.
        if folder.exists():
            folder.rename(old)  # a draft, made anew
        fresh.rename(folder)
        settle(folder.parent)
        shutil.rmtree(old, ignore_errors=True)
    # Interrupted, too, it leaves nothing half kept.
    except BaseException:
        shutil.rmtree(fresh, ignore_errors=True)
        raise


def kept(folder: Path, told: str = "") -> ArchivedSubmission:
    """Return a submission that was kept.

    Args:
        folder: Where.
        told: Its digest, if it is told elsewhere than in its manifest.

    Raises:
        FileNotFoundError: Nothing was kept there.
        StageError: Its manifest is gone, or is not what is kept.
    """
    if not folder.exists():
        raise FileNotFoundError(folder)
    path = folder / MANIFEST
    try:
        manifest = json.loads(path.read_text(encoding="utf-8"))
        return _kept(folder, manifest, told)
    except (OSError, ValueError, RecursionError) as error:
        msg = f"{path} was altered and cannot be read; restore the folder from a copy"
        raise StageError(msg) from error


def _kept(folder: Path, manifest: object, told: str) -> ArchivedSubmission:
    if not (
        isinstance(manifest, dict)
        and manifest.keys() == NESTED.keys()
        and all(_is_nested(manifest[name], depth) for name, depth in NESTED.items())
    ):
        msg = f"{MANIFEST} has another shape than the one that is kept"
        raise ValueError(msg)
    cells = {
        Address(table=table, row=row, column=column): text
        for table, rows in manifest["cells"].items()
        for row, cells in rows.items()
        for column, text in cells.items()
    }
    return ArchivedSubmission(
        folder=folder,
        digest=digest_of(cells, manifest["rows"]),
        told=told or manifest["digest"],
        filed_on=manifest["filed_on"],
        cells=cells,
        hashes=manifest["files"],
    )


def _is_nested(value: object, depth: int) -> bool:
    """Return whether a value is text, or so many levels of mappings to text."""
    if depth == 0:
        return isinstance(value, str)
    return isinstance(value, dict) and all(_is_nested(each, depth - 1) for each in value.values())


def _nested(cells: Cells) -> dict[str, dict[str, dict[str, str]]]:
    """Return cells by table, row and column."""
    tables: dict[str, dict[str, dict[str, str]]] = {}
    for each, text in cells.items():
        tables.setdefault(each.table, {}).setdefault(each.row, {})[each.column] = text
    return tables


def _hash(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest() if path.is_file() else ""
