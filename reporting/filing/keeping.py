"""The bytes of every submission, as they were made, in its data folder.

What is in work stands in ``drafts`` and is made anew; what was filed stands in ``filed`` and is
never written again. That it still is what was filed, its hashes tell.
"""

import json
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from reporting.filing.stages import Stage, StageError, Submission
from reporting.renderers.json import to_json
from reporting.reports.changes import Address, Cells, cells_of, digest
from reporting.reports.form import Form

FOLDERS = {Stage.DRAFT: "drafts", Stage.APPROVED: "drafts", Stage.FILED: "filed"}
MANIFEST = "manifest.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A submission as it was kept.

    Attributes:
        folder: Where its files stand.
        digest: Of its cells and of the rows behind them.
        cells: What it says.
        hashes: SHA-256 of each file, by name.
    """

    folder: Path
    digest: str
    cells: Cells
    hashes: Mapping[str, str]

    @property
    def altered(self) -> tuple[str, ...]:
        """The files that are not what was kept, or are gone."""
        return tuple(
            name for name, told in self.hashes.items() if _hash(self.folder / name) != told
        )


def folder_of(data: Path, submission: Submission) -> Path:
    """Return where a submission is kept in a data folder."""
    stem = f"{submission.party}_{submission.year}_{str(submission.version).replace('.', '_')}"
    return data / FOLDERS[submission.stage] / f"{stem}_{submission.form}"


def keep(folder: Path, form: Form, files: Mapping[str, bytes]) -> Kept:
    """Keep the files of a submission; the folder appears whole, or not at all."""
    manifest = {
        "digest": digest(form),
        "files": {name: sha256(content).hexdigest() for name, content in sorted(files.items())},
        "cells": _nested(cells_of(form)),
    }
    folder.parent.mkdir(parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(prefix=".new-", dir=folder.parent))
    try:
        for name, content in {**files, MANIFEST: to_json(manifest)}.items():
            (fresh / name).write_bytes(content)
        fresh.chmod(0o755)
        old = fresh.with_suffix(".old")
        if folder.exists():
            folder.rename(old)  # a draft, made anew
        fresh.rename(folder)
        shutil.rmtree(old, ignore_errors=True)
    except BaseException:
        shutil.rmtree(fresh, ignore_errors=True)
        raise
    return kept(folder)


def kept(folder: Path) -> Kept:
    """Return a submission that was kept.

    Raises:
        FileNotFoundError: Nothing was kept there.
        StageError: Its manifest cannot be read.
    """
    try:
        told = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except ValueError as error:
        msg = f"{folder / MANIFEST} was altered and cannot be read; restore the folder from a copy"
        raise StageError(msg) from error
    return Kept(
        folder=folder,
        digest=told["digest"],
        cells={
            Address(table=table, row=row, column=column): text
            for table, rows in told["cells"].items()
            for row, cells in rows.items()
            for column, text in cells.items()
        },
        hashes=told["files"],
    )


def _nested(cells: Cells) -> dict[str, dict[str, dict[str, str]]]:
    """Return cells by table, row and column."""
    tables: dict[str, dict[str, dict[str, str]]] = {}
    for each, text in cells.items():
        tables.setdefault(each.table, {}).setdefault(each.row, {})[each.column] = text
    return tables


def _hash(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest() if path.is_file() else ""
