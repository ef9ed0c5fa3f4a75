"""Reads a case of the ledger from its file, and writes it as a full package.

A case names only the cells that matter; `tests.worked_examples.completing` adds the others.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from tests.example.package import Words, write
from tests.worked_examples.completing import Tables, complete

LEDGER = Path(__file__).with_name("ledger")


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One case: what the record says, and what follows from it.

    Attributes:
        name: The name of the file.
        title: What the case shows, in one line.
        explanation: The rule and where it comes from.
        tables: The rows, with only the cells that matter.
        expected: What the ledger must answer, worked out by hand.
        settings: The settings that differ from the defaults.
    """

    name: str
    title: str
    explanation: str
    tables: Tables
    expected: dict[str, Any]
    settings: dict[str, str]


def load(path: Path) -> Case:
    """Read a case from its file."""
    read = yaml.load(path.read_text("utf-8"), Loader=yaml.CSafeLoader)
    return Case(
        name=path.stem,
        title=read["title"],
        explanation=read["explanation"],
        tables=read["tables"],
        expected=read["expected"],
        settings=read.get("settings", {}),
    )


@cache
def cases() -> tuple[Case, ...]:
    """Return all cases of the ledger, by name."""
    return tuple(load(path) for path in sorted(LEDGER.glob("*.yaml")))


def as_folder(case: Case, folder: Path) -> None:
    """Write a case as a package with every table."""
    words = Words(
        name=folder.name,
        version="1.0.0",
        created="2026-11-21T00:00:00Z",
        title=case.title,
        title_ja=case.title,
        description=case.explanation,
        description_ja=case.explanation,
        keywords=("worked example",),
    )
    write(folder, words, completed(case))


def completed(case: Case) -> Tables:
    """Return every table of a case with the cells that its schema requires."""
    return complete(case.tables, case.title)
