"""The sheets of a workbook as rows of tables: every column used, ignored by name, or reported.

A sheet is known by its name in any case, a column by its name in row 1. Every row is counted; one
with a cell that is not taken is left out whole, with the reason.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from pathlib import Path

from reporting.aef_checker.xlsx_reader.cells import CellKind, XlsxCell
from reporting.aef_checker.xlsx_reader.container import open_container
from reporting.aef_checker.xlsx_reader.grid import read_grid
from reporting.aef_checker.xlsx_reader.sheets import XlsxSheet
from reporting.filing.imports.row_keys import key_names
from reporting.filing.imports.source_rows import SourceRow, SourceTable
from reporting.filing.imports.workbook_cells import cell_text
from reporting.findings import Finding, Place
from reporting.packages import Package, Table
from reporting.packages.csv_text import shown
from reporting.packages.written_days import DayCell, DayOrder, RefusedCell, read_days
from reporting.renderers.record_sheets import RowMark
from reporting.renderers.record_workbook import EXPORTED, HELPERS, SCHEMAS

HEADING = 1
MOST_ROWS = 10
"""How many rows of one key are named."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceCount:
    """What became of the rows of a source that a mapping reads.

    Attributes:
        source: The source.
        file: Its files.
        sheet: Its sheet; empty where it has none.
        rows: How many rows it has.
        left_out: How many of them the mapping does not keep.
        faulty: How many are left out for a fault.
    """

    source: str
    file: str
    sheet: str
    rows: int
    left_out: int
    faulty: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportSource:
    """What a source says of a record.

    Attributes:
        name: Its file, or the mapping that read it.
        tables: What it has for each table, in the order of its sheets.
        marks: The rows that it had when it was exported.
        findings: What is wrong with it, or was not read.
        counts: What became of its rows, where a mapping makes others of them.
        kept: The tables whose rows stay as the record has them; none of what was exported from one.
    """

    name: str
    tables: tuple[SourceTable, ...]
    marks: tuple[RowMark, ...] = ()
    findings: tuple[Finding, ...] = ()
    counts: tuple[SourceCount, ...] = ()
    kept: frozenset[str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingOptions:
    """How a workbook is read.

    Attributes:
        ignored: Sheets, and columns as ``sheet.column``, that are left out by name.
        day_order: Which of day and month comes first; None where nobody says.
    """

    ignored: Collection[str] = ()
    day_order: DayOrder | None = None


def read_workbook(path: Path, package: Package, options: ReadingOptions) -> ImportSource:
    """Read a workbook as rows of a package.

    Args:
        path: The workbook.
        package: The package whose tables it may have.
        options: How it is read.
    """
    container, faults = open_container(path, path.name)
    sheets: tuple[XlsxSheet, ...] = ()
    if container is not None:
        sheets, more = read_grid(container, path.name)
        faults = (*faults, *more)
    findings = list(faults)
    tables: list[SourceTable] = []
    named = {name.lower(): table for name, table in package.tables.items()}
    seen: set[str] = set()
    for sheet in sheets:
        lower = sheet.name.lower()
        place = Place(package=path.name, table=sheet.name)
        if lower in HELPERS or lower in options.ignored:
            continue
        if lower not in named:
            findings.extend(_unknown_sheet(sheet, place, named))
        elif lower in seen:
            findings.append(Finding(code="import-sheet-twice", place=place))
        else:
            seen.add(lower)
            reader = _SheetRows(
                sheet=sheet, table=named[lower], place=place, options=options, findings=findings
            )
            if (found := reader.read()) is not None:
                tables.append(found)
    helpers = {sheet.name.lower(): sheet for sheet in sheets}
    findings.extend(_of_version(sheets, package, path.name))
    return ImportSource(
        name=path.name,
        tables=tuple(tables),
        marks=tuple(_marks(helpers.get(EXPORTED))),
        findings=tuple(findings),
    )


def _unknown_sheet(sheet: XlsxSheet, place: Place, named: Mapping[str, Table]) -> Iterator[Finding]:
    cells = sum(map(len, sheet.rows.values()))
    if cells:
        close = get_close_matches(sheet.name.lower(), named, 1)
        values = {"cells": str(cells), "name": shown(sheet.name), "meant": _meant(close)}
        yield Finding(code="import-sheet-unknown", place=place, values=values)


def _meant(close: Sequence[str]) -> str:
    return close[0] if close else "–"


def _of_version(sheets: Sequence[XlsxSheet], package: Package, name: str) -> Iterator[Finding]:
    """Yield that a workbook was made for another version of the tables."""
    own = str(package.descriptor.get(SCHEMAS, ""))
    for sheet in sheets:
        for row in sheet.rows.values() if sheet.name.lower() == HELPERS[0] else ():
            if row and min(row) == HEADING and row[HEADING].text == SCHEMAS:
                found = row[HEADING + 1].text if HEADING + 1 in row else ""
                if found != own:
                    place = Place(package=name, table=sheet.name)
                    values = {"found": found or "–", "own": own or "–"}
                    yield Finding(code="import-schemas-differ", place=place, values=values)


def _marks(sheet: XlsxSheet | None) -> Iterator[RowMark]:
    """Yield the rows that a workbook had when it was exported."""
    for number, row in sheet.rows.items() if sheet else ():
        if number > HEADING:
            table, key, digest = (str(row[at].value or "") if at in row else "" for at in (1, 2, 3))
            yield RowMark(table=table, key=key, digest=digest)


@dataclass(frozen=True, slots=True, kw_only=True)
class _SheetRows:
    """A sheet that is read as rows of a table."""

    sheet: XlsxSheet
    table: Table
    place: Place
    options: ReadingOptions
    findings: list[Finding]
    refused: dict[tuple[int, str], RefusedCell] = field(default_factory=dict)

    def read(self) -> SourceTable | None:
        """Return its rows; None where it cannot be told what they are."""
        columns = self._columns()
        if columns is None:
            return None
        numbers = [row for row in self.sheet.rows if row > HEADING]
        self._blank_rows(numbers)
        texts = self._texts(columns, numbers)
        merged = self._merged(numbers)
        rows, left_out = [], []
        keys = key_names(self.table.schema)
        for number in numbers:
            cells = texts[number]
            is_refused = number in merged
            for name, letter in columns.items():
                fault = self.refused.get((number, name))
                if fault is not None:
                    is_refused = True
                    self._say(fault.code, number, name, letter, **fault.values)
            if not any(cells.values()) and not is_refused:
                continue  # only in columns that are not read, which is told
            key = tuple(cells.get(name, "") for name in keys)
            empty = [name for name in keys if not cells.get(name)]
            if empty and self.table.schema.primary_key and not is_refused:
                is_refused = True
                self._say("import-key-empty", number, empty[0], columns[empty[0]])
            if is_refused:
                left_out.append(None if empty else key)
                continue
            places = {name: f"{letter}{number}" for name, letter in columns.items()}
            rows.append(SourceRow(row=number, cells=cells, places=places))
        once, twice = self._once(rows, keys)
        return SourceTable(
            table=self.table,
            sheet=self.sheet.name,
            rows=tuple(once),
            left_out=(*left_out, *twice),
        )

    def _columns(self) -> dict[str, str] | None:
        """Return the letters of the columns of fields; None where the sheet cannot be read."""
        labels = self.sheet.rows.get(HEADING, {})
        if not self.sheet.rows:
            return {}
        known = self.table.schema.names
        found: dict[str, str] = {}
        is_clear = True
        for at, cell in sorted(labels.items()):
            label, letter = str(cell.value), cell.address.rstrip("0123456789")
            if label in found:
                self._say("import-column-twice", HEADING, label, letter)
                is_clear = False
            elif label in known:
                found[label] = letter
            elif f"{self.sheet.name}.{label}".lower() not in self.options.ignored:
                close = get_close_matches(label.lower(), [*known], 1)
                values = {
                    "cells": str(self._count(at)),
                    "name": shown(label),
                    "meant": _meant(close),
                }
                self._say("import-column-unknown", HEADING, "", letter, **values)
        self._unheaded(labels)
        for name in key_names(self.table.schema):
            if name not in found and self.table.schema.primary_key:
                count = sum(row > HEADING for row in self.sheet.rows)
                self._say("import-column-missing", HEADING, name, "", rows=str(count))
                is_clear = False
        ignored = {name for name in found if self._is_ignored(name)}
        return {k: v for k, v in found.items() if k not in ignored} if is_clear else None

    def _is_ignored(self, name: str) -> bool:
        return f"{self.table.name}.{name}" in self.options.ignored

    def _count(self, column: int) -> int:
        return sum(column in row for number, row in self.sheet.rows.items() if number > HEADING)

    def _unheaded(self, labels: Mapping[int, XlsxCell]) -> None:
        """Say which cells stand under no name of a column."""
        bare = [
            cell
            for number, row in self.sheet.rows.items()
            for at, cell in row.items()
            if number > HEADING and at not in labels
        ]
        if bare:
            letter = bare[0].address.rstrip("0123456789")
            values = {"cells": str(len(bare)), "first": bare[0].address}
            self._say("import-heading-missing", bare[0].row, "", letter, **values)

    def _blank_rows(self, numbers: Sequence[int]) -> None:
        """Say which rows between two are blank; those below the last are none."""
        blank = sorted({*range(HEADING + 1, max(numbers, default=HEADING))} - {*numbers})
        if blank:
            values = {"rows": str(len(blank)), "first": str(blank[0])}
            at = Place(package=self.place.package, table=self.place.table, row=blank[0])
            self.findings.append(Finding(code="import-row-blank", place=at, values=values))

    def _texts(
        self, columns: Mapping[str, str], numbers: Sequence[int]
    ) -> Mapping[int, dict[str, str]]:
        """Return what the rows say, by row and field; what is refused is kept aside."""
        texts: dict[int, dict[str, str]] = {each: {} for each in numbers}
        by_letter = {letter: name for name, letter in columns.items()}
        days: dict[str, dict[int, DayCell]] = {}
        for number in numbers:
            texts[number] = dict.fromkeys(columns, "")
            for cell in self.sheet.rows[number].values():
                name = by_letter.get(cell.address.rstrip("0123456789"))
                if name is None:
                    continue
                found = cell_text(cell, self.table.schema[name])
                if isinstance(found, RefusedCell):
                    self.refused[number, name] = found
                elif self.table.schema[name].type == "date":
                    is_real = cell.kind is CellKind.DATE
                    days.setdefault(name, {})[number] = DayCell(text=found, is_real=is_real)
                else:
                    texts[number][name] = found
        for name, cells in days.items():
            for number, day in read_days(cells, self.options.day_order).items():
                if isinstance(day, RefusedCell):
                    self.refused[number, name] = replace(day, code=f"import-{day.code}")
                else:
                    texts[number][name] = day
        return texts

    def _merged(self, numbers: Sequence[int]) -> set[int]:
        """Return the rows of merged cells, which hide what stood in all of them but the first."""
        found: set[int] = set()
        rows = set(numbers)
        for top, left, bottom, _right in self.sheet.merged:
            inside = {each for each in rows if top <= each <= bottom}
            if inside:
                found |= inside
                address = XlsxCell(
                    sheet="", row=top, column=left, kind=CellKind.NOTHING, value=None
                ).address
                at = Place(
                    package=self.place.package, table=self.place.table, row=top, field=address
                )
                values = {"rows": str(len(inside))}
                self.findings.append(Finding(code="import-cells-merged", place=at, values=values))
        return found

    def _once(
        self, rows: Sequence[SourceRow], keys: Sequence[str]
    ) -> tuple[list[SourceRow], list[tuple[str, ...]]]:
        """Return the rows whose key stands once, and the keys of the others."""

        def key(row: SourceRow) -> tuple[str, ...]:
            return tuple(row.cells.get(name, "") for name in keys)

        if not self.table.schema.primary_key:
            return list(rows), []
        alike: dict[tuple[str, ...], list[SourceRow]] = {}
        for each in rows:
            alike.setdefault(key(each), []).append(each)
        twice = [each for each in rows if len(alike[key(each)]) > 1]
        for each in twice:
            place = Place(
                package=self.place.package,
                table=self.place.table,
                row=each.row,
                field=f"{each.places[keys[0]]} {keys[0]}",
            )
            others = [str(other.row) for other in alike[key(each)]]
            more = ["…"] if len(others) > MOST_ROWS else []
            told = ", ".join(others[:MOST_ROWS] + more)
            values = {"key": shown("|".join(key(each))), "rows": told}
            self.findings.append(Finding(code="import-key-twice", place=place, values=values))
        return (
            [each for each in rows if len(alike[key(each)]) == 1],
            [key(each) for each in twice],
        )

    def _say(self, code: str, row: int, name: str, letter: str, /, **values: str) -> None:
        where = " ".join(filter(None, (f"{letter}{row}" if letter else "", name)))
        place = Place(package=self.place.package, table=self.place.table, row=row, field=where)
        self.findings.append(Finding(code=code, place=place, values=values))
