"""The tables of a workbook as they were found: where each label stands, and the rows under them."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from openpyxl.utils.datetime import from_excel

from reporting.aef_checker.xlsx_reader.sheets import CellKind, XlsxCell, XlsxSheet, address, number
from reporting.findings import Finding, Place
from reporting.official_forms.aef import AefColumn, AefSheet
from reporting.packages.csv_text import shown

# ITMOs represent mitigation from 2021 on (2/CMA.3 annex, para. 1).
FIRST_YEAR, LAST_YEAR = 2021, 2100
NA = "NA"
LONGEST = 80
# The order of the template; the finding names the day that was read.
DAY = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
# The nomenclature of 2026 has instants in UTC.
INSTANT = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?Z?)?")
GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+")
# 1927 to 2173: outside of these a bare number is no day that somebody meant.
DAYS = range(10_000, 100_000)


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedCell:
    """What a cell means.

    Attributes:
        value: Its meaning; none if it has none.
        code: The finding on it; empty if it is as it should be.
        values: What fills the sentences of that finding.
    """

    value: date | int | Decimal | None = None
    code: str = ""
    values: Mapping[str, str] = field(default_factory=dict)


def is_absent(text: str) -> bool:
    """Tell whether a cell says that nothing applies, or nothing at all."""
    # NA is the filler of the nomenclature, N/A what people write.
    return text.upper() in {"", NA, "N/A"}


def quoted(cell: XlsxCell) -> str:
    """Return what a cell says so that it can be shown."""
    return shown(cell.text, LONGEST)


def as_day(cell: XlsxCell) -> ParsedCell:
    """Read a day: a date, a text that can be read in one way only, or a bare number."""
    if isinstance(cell.value, date):
        return ParsedCell(value=cell.value)
    if cell.kind is CellKind.NUMBER and isinstance(cell.value, int) and cell.value in DAYS:
        day = from_excel(cell.value)
        if isinstance(day, datetime):
            values = {"value": str(cell.value), "day": day.date().isoformat()}
            return ParsedCell(value=day.date(), code="date-as-number", values=values)
    found = _day_of_text(cell.text) if cell.kind is CellKind.TEXT else None
    if found is None:
        return ParsedCell(code="date-unreadable", values={"value": quoted(cell)})
    values = {"value": quoted(cell), "day": found.isoformat()}
    return ParsedCell(value=found, code="date-as-text", values=values)


def _day_of_text(text: str) -> date | None:
    try:
        if found := DAY.fullmatch(text):
            return date(int(found[3]), int(found[2]), int(found[1]))
        if found := INSTANT.fullmatch(text):
            return date.fromisoformat(found[1])
    except ValueError:
        return None
    return None


def as_number(cell: XlsxCell, label: str, *, is_whole: bool) -> ParsedCell:
    """Read a number above zero, whole where it must be."""
    value, code, values = _number(cell), "", {}
    if value is None:
        return ParsedCell(code="number-unreadable", values={"value": quoted(cell), "label": label})
    if value <= 0 or (is_whole and not isinstance(value, int)):
        return ParsedCell(code="number-not-whole", values={"value": quoted(cell), "label": label})
    if cell.kind is not CellKind.NUMBER:
        code, values = "number-as-text", {"value": quoted(cell), "number": str(value)}
    return ParsedCell(value=value, code=code, values=values)


def _number(cell: XlsxCell) -> int | Decimal | None:
    if cell.kind is CellKind.NUMBER and isinstance(cell.value, int | Decimal):
        return cell.value
    if cell.kind is not CellKind.TEXT:
        return None
    text = cell.text
    return number(text.replace(",", "") if GROUPED.fullmatch(text) else text)


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
