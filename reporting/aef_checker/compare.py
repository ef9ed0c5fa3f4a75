"""A workbook beside what it should say: data of which the form is computed, or another workbook.

Rows meet by their key; cells are compared as what they mean, so that a date is a date however it
is stored.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from reporting.aef_checker.actions import day, reported_year
from reporting.aef_checker.conditions import meant
from reporting.aef_checker.identifiers import FIRST, LAST, whole_id
from reporting.aef_checker.ledger_rows import WINDOW, YEARS
from reporting.aef_checker.party_codes import party_of
from reporting.aef_checker.tables import (
    FoundTable,
    SheetRow,
    Workbook,
    as_day,
    as_number,
    is_absent,
)
from reporting.aef_checker.xlsx_reader.cells import squeezed
from reporting.findings import Finding, Place
from reporting.forms.model.form import Form
from reporting.forms.model.request import FormRequest
from reporting.forms.model.table import ReportTable
from reporting.official_forms.aef import AefColumn, columns
from reporting.packages.csv_text import shown

# Of actions, the key of the platform's database.
KEYS: Mapping[str, tuple[str, ...]] = {
    "submission": (),
    "authorizations": ("AuthorizationID", "AuthorizationVersion", "DateOfAuthorization"),
    "actions": ("ActionDateTime", "ActionType", "PartyITMORegistryID", "FirstID", "LastID"),
    "holdings": ("PartyITMORegistryID", "FirstID", "LastID"),
    "entities": ("AuthorizedEntityID", "CooperativeApproachID"),
    "heading": (),
}
SHOWN = 80
TIMEFRAME = "AuthorizedTimeframe"
VOLUNTARY = "voluntary_cancellation"
Row = Mapping[str, str]
Key = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tables:
    """What a workbook is compared with: rows by table, each cell as a canonical text."""

    rows: Mapping[str, tuple[Row, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class MissingSide:
    """Why there is nothing to compare with."""

    reason: str


Against = Callable[[FormRequest], Tables | MissingSide]


def compare(workbook: Workbook, against: Against | None) -> Iterator[Finding]:
    """Yield where a workbook differs from what it is compared with.

    Args:
        workbook: The workbook.
        against: Returns what it is compared with, for what its Table 1 says; none for nothing.
    """
    party = party_of(workbook.heading.text("ParticipatingParty"))
    year = reported_year(workbook.heading)
    if against is None or not workbook.tables:
        return
    wanted: Tables | MissingSide = MissingSide(reason="-")
    if party and year is not None:
        wanted = against(
            FormRequest(
                party=party,
                year=year,
                version=workbook.heading.text("SubmissionVersion") or "1.0",
                submitted_on=day(workbook.heading, "DateOfSubmission"),
            )
        )
    if isinstance(wanted, MissingSide):
        values = {"party": party or "?", "year": str(year or "?"), "reason": wanted.reason}
        place = Place(package=workbook.name)
        yield Finding(code="compared-with-nothing", place=place, values=values)
        return
    for name, table in workbook.tables.items():
        yield from _of_table(table, wanted.rows.get(name, ()))


def _of_table(table: FoundTable, wanted: Iterable[Row]) -> Iterator[Finding]:
    own = [canonical(table, record) for record in table.records]
    is_bare = any(each.get(FIRST, "").isdigit() for each in own)
    there = _by_key(table.name, map(_with_bare_serials, wanted) if is_bare else wanted)
    for record, written in zip(table.records, own, strict=True):
        row = _with_bare_serials(written) if is_bare else written
        key = _key(table.name, row)
        several = there.get(key, [])
        if not several:
            first = next(iter(table.places))
            yield table.finding("compared-added", record, first, key=_written(key))
            continue
        # A key need not be of one row only: like actions on one block and day have the same.
        nearest = min(several, key=lambda each: len(set(row.items()) ^ set(each.items())))
        several.remove(nearest)
        yield from _of_row(table, record, row, nearest)
    for key, rows in there.items():
        for _ in rows:
            values = {"key": _written(key)}
            yield Finding(code="compared-removed", place=table.place(), values=values)


def _with_bare_serials(row: Row) -> Row:
    """Return a row with bare numbers for identifiers, as the nomenclature of 2026 has them."""
    ends = {name: whole_id(row[name]) for name in (FIRST, LAST) if name in row}
    return {**row, **{name: str(end.serial) for name, end in ends.items() if end}}


def _of_row(table: FoundTable, record: SheetRow, row: Row, wanted: Row) -> Iterator[Finding]:
    for name, column in table.columns.items():
        if name not in table.places or column.is_filled_by_the_platform:
            continue
        found, expected = row.get(name, ""), wanted.get(name, "")
        if not _is_same(name, found, expected):
            values = {
                "label": column.label.en,
                "expected": shown(expected, SHOWN) or "-",
                "found": shown(found, SHOWN) or "-",
            }
            yield table.finding("compared-differs", record, name, **values)


def _is_same(name: str, found: str, expected: str) -> bool:
    """Tell whether two cells mean the same; of a timeframe in years, the window of the outcomes."""
    if name != TIMEFRAME or found == expected:
        return found == expected
    return bool(YEARS.fullmatch(found)) and found == occurred(expected)


def occurred(text: str) -> str:
    """Return the window in which outcomes occur, in the short form; nothing if none is named."""
    windows = {which: f"{first} - {last}" for which, first, last in WINDOW.findall(text)}
    return windows.get("Occurred", "")


def _by_key(table: str, rows: Iterable[Row]) -> dict[Key, list[Row]]:
    found: dict[Key, list[Row]] = {}
    for row in rows:
        found.setdefault(_key(table, row), []).append(row)
    return found


def _key(table: str, row: Row) -> Key:
    return tuple(row.get(name, "") for name in KEYS.get(table, ()))


def _written(key: Key) -> str:
    return ", ".join(filter(None, key)) or "-"


def canonical(table: FoundTable, record: SheetRow) -> Row:
    """Return the cells of a row as canonical texts; what is absent is left out."""
    found = {}
    for name in record.cells:
        text = _of_cell(table.columns[name], record, name)
        if text:
            found[name] = text
    return found


def _of_cell(column: AefColumn, record: SheetRow, name: str) -> str:
    cell = record.cells[name]
    if is_absent(cell.text):
        return ""
    if column.type == "date":
        found = as_day(cell).value
        return found.isoformat() if isinstance(found, date) else cell.text
    if column.type in {"integer", "number"}:
        return _plain(as_number(cell, "", is_whole=False).value, cell.text)
    return _of_text(column, cell.text)


def _plain(value: object, text: str) -> str:
    # 5, 5.0 and 5.00 are one number.
    return str(Fraction(value)) if isinstance(value, int | Decimal) else text


def _of_text(column: AefColumn, text: str) -> str:
    found = meant(column.nomenclature, text) if column.nomenclature and text else None
    if found and found.is_exact and column.type != "list":
        # The platform's syntax checker knows no other; that it is voluntary, the subtype says.
        return "cancellation" if found.code == VOLUNTARY else found.code
    if column.type == "list":
        return ", ".join(sorted(part.strip() for part in text.split(",")))
    if column.name == TIMEFRAME:
        return timeframe(text)
    return text.replace(",", "") if column.name in {FIRST, LAST} else text


def timeframe(text: str) -> str:
    """Return a timeframe in the short form, if both of its windows are the same."""
    years = {(first, last) for _, first, last in WINDOW.findall(text)}
    return " - ".join(*years) if len(years) == 1 else text


def of_workbook(workbook: Workbook) -> Tables:
    """Return a workbook as what another is compared with."""
    return Tables(
        rows={
            name: tuple(canonical(table, record) for record in table.records)
            for name, table in workbook.tables.items()
        }
    )


def of_form(form: Form) -> Tables:
    """Return a computed form as what a workbook is compared with."""
    return Tables(rows={table.name: tuple(_of_report(table)) for table in form.tables})


def _of_report(table: ReportTable) -> Iterator[Row]:
    official = {each.name: each for each in columns(table.name)}
    for cells in table.rows:
        row = {}
        for column, cell in zip(table.columns, cells, strict=True):
            value = cell.value
            text = value.isoformat() if isinstance(value, date) else squeezed(str(value or ""))
            if value is None or is_absent(text):
                continue
            is_number = official[column.name].type in {"integer", "number"}
            row[column.name] = text if is_number else _of_text(official[column.name], text)
        yield row
