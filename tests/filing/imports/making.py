"""A small record, and its workbook as a person, a spreadsheet or another program changed it."""

import csv
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl

from reporting.filing.additions.package_rows import PackageRows
from reporting.filing.imports.proposal import Proposal, propose
from reporting.filing.imports.proposal_file import accepted_marks
from reporting.filing.imports.record_export import workbook_of
from reporting.filing.imports.workbook_tables import ImportSource, ReadingOptions, read_workbook
from reporting.filing.scaffold import Founder, files
from reporting.messages import bilingual
from reporting.packages import Package, open_package
from reporting.renderers.files import write_files

Change = Callable[[Any], object]
"""What is done to a workbook as openpyxl has it."""
OWN = {"source_id": "own-record", "confidence": "high", "basis": "stated"}
READING = ReadingOptions()


def founded(folder: Path) -> Path:
    """Return the new folder of a Party."""
    write_files(folder, files(Founder(party="KEN", name=bilingual("Kenya", "ケニア"))))
    return folder


def packed(folder: Path) -> Package:
    """Return the package of a folder."""
    package, findings = open_package(folder)
    assert package is not None, findings
    return package


def workbook(folder: Path, change: Change | None = None, name: str = "record.xlsx") -> Path:
    """Return the workbook of a folder, changed."""
    path = folder.parent / name
    path.write_bytes(workbook_of(packed(folder)))
    if change is not None:
        book = openpyxl.load_workbook(path)
        change(book)
        book.save(path)
    return path


SHEETS = ("cooperative_approaches", "indicator_values", "registries")


def read(
    package: Package, path: Path, change: Change, options: ReadingOptions = READING
) -> ImportSource:
    """Return what a workbook with nothing but names of columns says once it was changed."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name in SHEETS:
        book.create_sheet(name).append(package.tables[name].schema.names)
    change(book)
    book.save(path)
    return read_workbook(path, package, options)


def proposed(folder: Path, path: Path) -> Proposal:
    """Return what a workbook would make of a folder."""
    package = packed(folder)
    source = read_workbook(path, package, READING)
    return propose(source, PackageRows.of(package), "", accepted_marks(folder, source.name))


def at(sheet: Any, name: str, row: int) -> Any:  # noqa: ANN401 - openpyxl has no types
    """Return the cell of a field in a row of a sheet."""
    (column,) = (each.column for each in sheet[1] if each.value == name)
    return sheet.cell(row=row, column=column)


def typed(table: str, row: int, **cells: object) -> Change:
    """Return what types cells into a row, beside where every row comes from."""

    def change(book: Any) -> None:  # noqa: ANN401 - openpyxl has no types
        for name, value in {**OWN, **cells}.items():
            at(book[table], name, row).value = value

    return change


def codes(source: ImportSource) -> list[str]:
    """Return the codes of what was found, in order."""
    return [each.code for each in source.findings]


def rows_of(source: ImportSource, table: str) -> list[dict[str, str]]:
    """Return the rows of a table that were read, without empty cells."""
    (found,) = (each for each in source.tables if each.table.name == table)
    return [{name: text for name, text in row.cells.items() if text} for row in found.rows]


def written(folder: Path, table: str) -> list[dict[str, str]]:
    """Return the rows of a file."""
    with (folder / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def emptied(folder: Path, to: Path) -> Path:
    """Return a copy of a folder with the headings of its tables alone."""
    shutil.copytree(folder, to)
    for path in to.glob("*.csv"):
        path.write_bytes(path.read_bytes().partition(b"\n")[0] + b"\n")
    return to
