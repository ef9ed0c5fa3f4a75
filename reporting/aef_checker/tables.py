"""The tables of a workbook as they were found: where each label stands, and the rows under them."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from openpyxl.utils.datetime import from_excel

from reporting.aef_checker.xlsx_reader.cells import CellKind, XlsxCell, address, number
from reporting.aef_checker.xlsx_reader.sheets import XlsxSheet
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
# Registries write 15-Mar-24; the nomenclature is in English.
MONTH_IN_LETTERS = re.compile(r"(\d{1,2})[- ]([A-Za-z]{3,9})[- ,]+(\d{2}|\d{4})")
MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
TWO_DIGITS = 2
GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+")
# Where a point parts the thousands, a comma begins the decimals, and the other way round.
EITHER_WAY = re.compile(r"([1-9]\d{0,2})[.,](\d{3})")
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
    several = _days_of_text(cell.text) if cell.kind is CellKind.TEXT else ()
    if len(several) > 1:
        days = " / ".join(each.isoformat() for each in several)
        return ParsedCell(code="date-ambiguous", values={"value": quoted(cell), "days": days})
    found = several[0] if several else None
    if found is None:
        return ParsedCell(code="date-unreadable", values={"value": quoted(cell)})
    values = {"value": quoted(cell), "day": found.isoformat()}
    code = "date-as-instant" if cell.text.endswith("Z") else "date-as-text"
    return ParsedCell(value=found, code=code, values=values)


def _days_of_text(text: str) -> tuple[date, ...]:
    """Return the days that a text may mean, none if it means none."""
    if found := DAY.fullmatch(text):
        return _day(found[3], found[2], found[1])
    if found := INSTANT.fullmatch(text):
        return _day(*found[1].split("-"))
    found = MONTH_IN_LETTERS.fullmatch(text)
    if found is None:
        return ()
    named = (name.startswith(found[2].casefold()) for name in MONTHS)
    month = next((str(number) for number, is_it in enumerate(named, 1) if is_it), "0")
    first, last = found[1], found[3]
    if len(last) > TWO_DIGITS:
        return _day(last, month, first)
    # 15-Mar-24 is of 2024 or of 2015; before 2021 there was nothing to authorize or to do.
    meant = _day(f"20{last}", month, first)
    other = _day(f"20{first}", month, last)
    is_open = bool(meant and other) and other[0].year >= FIRST_YEAR
    return tuple(dict.fromkeys((*meant, *other))) if is_open else meant


def _day(year: str, month: str, day: str) -> tuple[date, ...]:
    """Return a day, none if there is no such."""
    try:
        return (date(int(year), int(month), int(day)),)
    except ValueError:
        return ()


def as_number(cell: XlsxCell, label: str, *, is_whole: bool) -> ParsedCell:
    """Read a number above zero, whole where it must be."""
    found = EITHER_WAY.fullmatch(cell.text) if cell.kind is CellKind.TEXT else None
    if found:
        whole, rest = found.groups()
        readings = {"thousands": f"{whole}{rest}", "decimals": f"{whole}.{rest}"}
        values = {"value": quoted(cell), "label": label, **readings}
        return ParsedCell(code="number-ambiguous", values=values)
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
        refused: The columns whose cell says nothing that can be meant; it is not among its cells.
    """

    row: int
    cells: Mapping[str, XlsxCell]
    refused: frozenset[str] = frozenset()

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
