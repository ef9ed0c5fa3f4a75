"""The tables of a folder written in canonical form: ``jcm tidy``.

What a person's spreadsheet wrote otherwise and leaves no doubt is written anew, with each change at
hand to be listed; a file in which anything can be read in two ways stays as it is.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from reporting.findings import Finding, Place
from reporting.packages import Package, Table
from reporting.packages.files import DESCRIPTOR
from reporting.packages.saved_files import bytes_of, declared_form, doubts, without_form
from reporting.packages.saved_forms import DeclaredForm, SavedTable, saved_table

PROMISES = ("hash", "bytes")


@dataclass(frozen=True, slots=True, kw_only=True)
class TidiedTable:
    """A table of which the file is not in canonical form.

    Attributes:
        path: Its file.
        saved: How it is written, and its canonical bytes.
        findings: What of it can be read in two ways: with any, the file stays as it is.
    """

    path: Path
    saved: SavedTable
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TidyPlan:
    """What tidying makes of a package.

    Attributes:
        tables: The tables that are not in canonical form.
        unread: The files that are no table of their schema, and stay as they are.
        promised: The files of which a release promised the bytes, and that stay as they are.
        descriptor: The descriptor without forms that no file has any more; none if it stays.
    """

    tables: tuple[TidiedTable, ...]
    unread: tuple[Path, ...]
    promised: tuple[Path, ...]
    descriptor: Mapping[Path, bytes]

    @property
    def files(self) -> Mapping[Path, bytes]:
        """The files that are written, with their bytes."""
        tables = {each.path: each.saved.content for each in self.tables if not each.findings}
        return {**tables, **self.descriptor}

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What can be read in two ways."""
        return tuple(finding for each in self.tables for finding in each.findings)


def tidy_plan(package: Package, said: DeclaredForm) -> TidyPlan:
    """Return what tidying makes of a package; nothing is written.

    Args:
        package: The package, as it stands.
        said: What its keeper says of how its files are written, beside what their descriptor says.
    """
    tables: list[TidiedTable] = []
    unread: list[Path] = []
    promised: list[Path] = []
    canonical: set[str] = set()
    for table in package:
        found = _tidied(table, package.name, said)
        if found is None:
            unread.append(table.path)
        elif found.saved.content == table.path.read_bytes() and not found.findings:
            canonical.add(table.name)
        elif any(each in table.descriptor for each in PROMISES):
            promised.append(table.path)
        else:
            tables.append(found)
            if not found.findings:
                canonical.add(table.name)
    return TidyPlan(
        tables=tuple(tables),
        unread=tuple(unread),
        promised=tuple(promised),
        descriptor=dict(_descriptor(package, canonical)),
    )


def _tidied(table: Table, package: str, said: DeclaredForm) -> TidiedTable | None:
    content = bytes_of(table)
    if content is None:
        return None
    own = declared_form(table.descriptor)
    codec = said.codec if own.codec == "utf-8" else own.codec
    saved = saved_table(content, table.schema, replace(said, codec=codec, delimiter=own.delimiter))
    if saved is None:
        return None
    found = tuple(doubts(saved, Place(package=package, table=table.name)))
    return TidiedTable(path=table.path, saved=saved, findings=found)


def _descriptor(package: Package, canonical: set[str]) -> Iterator[tuple[Path, bytes]]:
    """Yield the descriptor if it declares a form that a file has no longer."""
    resources: list[Any] = [
        without_form(each) if isinstance(each, dict) and each.get("name") in canonical else each
        for each in package.descriptor["resources"]
    ]
    if resources != package.descriptor["resources"]:
        described = {**package.descriptor, "resources": resources}
        written = f"{json.dumps(described, indent=2, ensure_ascii=False)}\n"
        yield package.folder / DESCRIPTOR, written.encode()
