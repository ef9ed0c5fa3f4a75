"""The tables of a workbook as they were found: where each label stands, and the rows under them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from reporting.aef_checker.xlsx_reader.sheets import XlsxCell, XlsxSheet, address
from reporting.findings import Finding, Place
from reporting.official_forms.aef import AefColumn, AefSheet

DOWN = "labels_down"
SHOWN = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetRow:
    """One row of a table.

    Attributes:
        row: Its row on the sheet; of a table with its labels in a column, that of its heading.
        cells: Its cells that hold something, by the technical name of their column.
    """

    row: int
    cells: Mapping[str, XlsxCell]

    def text(self, name: str) -> str:
        """Return what a cell says; nothing where it is blank."""
        cell = self.cells.get(name)
        return cell.text if cell else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundTable:
    """A table of the form, found on a sheet.

    Attributes:
        workbook: How findings name the workbook.
        official: The sheet of the template it is.
        columns: Its columns by technical name, as the template has them.
        sheet: The sheet it stands on.
        places: By technical name, the column of the sheet; with labels in a column, the row.
        line: The row of the labels; with labels in a column, that column.
        has_keys: Whether the keys of CAD Trust stand in place of its labels.
        records: Its rows, up to the first blank one.
    """

    workbook: str
    official: AefSheet
    columns: Mapping[str, AefColumn]
    sheet: XlsxSheet
    places: Mapping[str, int]
    line: int
    has_keys: bool
    records: tuple[SheetRow, ...]

    @property
    def name(self) -> str:
        """Which table it is, as ``actions``."""
        return self.official.table

    def label(self, name: str) -> str:
        """Return the label of a column, as printed."""
        return self.columns[name].label.en

    def address(self, record: SheetRow, name: str) -> str:
        """Return the cell of a record, whether it holds something or not."""
        place = self.places.get(name)
        if place is None:
            return ""
        if self.official.orientation == DOWN:
            return address(place, self.line + 1)
        return address(record.row, place)

    def finding(self, code: str, record: SheetRow | None, name: str, **values: str) -> Finding:
        """Return a finding on a cell, or on the sheet where there is no record."""
        if record is None:
            return Finding(code=code, place=self.place(), values=values)
        where = self.address(record, name)
        row = record.row
        if self.official.orientation == DOWN and name in self.places:
            row = self.places[name]
        place = Place(package=self.workbook, table=self.sheet.name, row=row, field=where)
        return Finding(code=code, place=place, values=values)

    def place(self, row: int = 0, field: str = "") -> Place:
        """Return a place on its sheet."""
        return Place(package=self.workbook, table=self.sheet.name, row=row, field=field)


@dataclass(frozen=True, slots=True, kw_only=True)
class Workbook:
    """A workbook as far as it could be read.

    Attributes:
        name: How findings name it.
        edition: The edition of the form, one of ``reporting.official_forms.aef``.
        tables: The tables found, by name.
        findings: What was found until here.
    """

    name: str
    edition: str
    tables: Mapping[str, FoundTable]
    sheets: tuple[XlsxSheet, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def heading(self) -> SheetRow:
        """The one record of the table that says whose submission it is."""
        for name in ("submission", "heading"):
            table = self.tables.get(name)
            if table and table.records:
                return table.records[0]
        return SheetRow(row=0, cells={})


def by_sheet(places: Iterable[tuple[str, str]]) -> str:
    """Return places, as cells or numbers of rows, each sheet named once and only the first few."""
    named: dict[str, list[str]] = {}
    for sheet, place in places:
        named.setdefault(sheet, []).append(place)
    return "; ".join(
        f"{sheet} {', '.join([*found[:SHOWN], *(['…'] if len(found) > SHOWN else [])])}"
        for sheet, found in named.items()
    )


def place_of(table: FoundTable, record: SheetRow) -> dict[str, Any]:
    """Return the columns that say where a row stands."""
    return {"_package": table.workbook, "_table": table.sheet.name, "_row": record.row}
