"""Small mappings and the small files that they read."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from reporting.bundled import ARTICLE6
from reporting.filing.imports.mapping.mapped_source import read_mapped
from reporting.filing.imports.workbook_tables import ImportSource
from reporting.findings import Finding
from reporting.packages import Package
from tests.filing.imports.making import packed

HEAD = """
[mapping]
name = "list"
title = "A list"
package = "article6"
headers = "confirmed"
confirmed_by = "a test"
"""
REGISTRIES = """
[source.list]
[table.registries]
columns = { registry = "Code", party = "Party", name = "Name" }
"""


@cache
def article6() -> Package:
    """Return the package whose tables mappings fill."""
    return packed(ARTICLE6)


def read(
    folder: Path, mapping: str, named: Mapping[str, str | bytes], *, head: str = HEAD
) -> ImportSource:
    """Return what a mapping makes of files, given by their names."""
    path = folder / "list.toml"
    path.write_text(head + mapping, "utf-8")
    files = []
    for name, content in named.items():
        files.append(folder / name)
        files[-1].write_bytes(content.encode() if isinstance(content, str) else content)
    return read_mapped(path, files, {}, article6())


def rows_of(source: ImportSource, table: str) -> list[dict[str, str]]:
    """Return the rows made for a table, without empty cells; none where there are none."""
    return [
        {name: text for name, text in row.cells.items() if text}
        for each in source.tables
        if each.table.name == table
        for row in each.rows
    ]


def told(source: ImportSource) -> list[tuple[str, str]]:
    """Return what was found: the code and the place, without fields that need a value."""
    return [
        (each.code, str(each.place))
        for each in source.findings
        if each.code != "mapping-required-missing"
    ]


def found(source: ImportSource, code: str) -> Finding:
    """Return the one finding of a code."""
    (finding,) = (each for each in source.findings if each.code == code)
    return finding
