"""Each cell of each table: whether it holds what its column wants, as the template and lists say.

Marks of the platform are left to it. What a row means together with others is for `consistency`.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache

from reporting.aef_checker.conditions import LISTS, meant, presence, several, spellings, understood
from reporting.aef_checker.identifiers import FIRST, LAST, of_blocks
from reporting.aef_checker.party_codes import CODED, likely_meant, of_parties, party_of
from reporting.aef_checker.program_words import is_prose
from reporting.aef_checker.tables import (
    FIRST_YEAR,
    LAST_YEAR,
    NA,
    FoundTable,
    SheetRow,
    Workbook,
    as_day,
    as_number,
    is_absent,
    quoted,
)
from reporting.aef_checker.xlsx_reader.cells import CellKind, XlsxCell
from reporting.findings import Finding
from reporting.official_forms.aef import OLD, AefColumn
from reporting.packages.cells import FULL_WIDTH, HIDDEN, SPACE, SPELLING
from reporting.packages.csv_text import shown, spelt

IN_PROSE = str.maketrans("", "", "\n\r\t")
FORMULA = 60


def oddities(table: FoundTable, record: SheetRow, name: str) -> Iterator[Finding]:
    """Yield what is odd about a cell."""
    cell = record.cells[name]
    if cell.formula:
        value = quoted(cell) or "-"
        formula = shown(cell.formula, FORMULA)
        yield table.finding("cell-calculated", record, name, formula=formula, value=value)
    if cell.kind is CellKind.ERROR:
        values = {"value": quoted(cell), "label": table.label(name)}
        yield table.finding("cell-error", record, name, **values)
    code = _letters(cell, table.columns[name])
    if code:
        written = str(cell.value)
        yield table.finding(code, record, name, value=shown(written), shown=spelt(written))


def _letters(cell: XlsxCell, column: AefColumn) -> str:
    """Return the code of the first fault of the letters of a text; nothing if there is none.

    Of a date or a number that is stored as text nothing: whoever enters it anew mends both.
    """
    if column.type == "date" or column.type in NUMBERS:
        return ""
    if cell.kind is not CellKind.TEXT or not isinstance(cell.value, str):
        return ""
    if is_prose(column):
        prose = SPELLING.sub("", cell.value.translate(IN_PROSE))
        return "cell-hidden-character" if HIDDEN.search(prose) else ""
    if HIDDEN.search(cell.value):
        return "cell-hidden-character"
    if SPACE.search(cell.value):
        return "cell-space"
    return "cell-look-alike" if FULL_WIDTH.search(cell.value) else ""


# What the platform writes in place of its placeholder.
RESULT = re.compile(r"Consistency checks? (passed|failed)\b.*", re.IGNORECASE)
# The nomenclature of 2026 gives identifiers as whole numbers.
BARE = re.compile(r"[1-9]\d{0,2}(?:,\d{3})+|[1-9]\d*")
EARLIEST = 1990
RANGES = {
    "ReportedYear": (FIRST_YEAR, LAST_YEAR),
    "FirstYearOfNDCPeriod": (EARLIEST, LAST_YEAR),
    "LastYearOfNDCPeriod": (EARLIEST, LAST_YEAR),
    "Vintage": (EARLIEST, LAST_YEAR),
    "YearITMOUsedTowardsNDC": (EARLIEST, LAST_YEAR),
}
# Not of actions: one told twice is looked for in all workbooks together (`cross_workbook`).
KEYS = {
    "authorizations": ("AuthorizationID", "DateOfAuthorization", "AuthorizationVersion"),
    "holdings": (FIRST, LAST),
    "entities": ("AuthorizedEntityID", "CooperativeApproachID", "DateOfAuthorization"),
}
NUMBERS = frozenset(("integer", "number"))


def syntax(workbook: Workbook) -> Iterator[Finding]:
    """Yield what is wrong with the cells of a workbook."""
    reporter = party_of(workbook.heading.text("ParticipatingParty"))
    is_draft = workbook.edition == OLD
    # The holdings of the draft say nowhere whose they are.
    named = None if is_draft and not reporter else reporter
    for table in workbook.tables.values():
        for record in table.records:
            yield from _record(table, record, is_draft=is_draft)
            yield from of_parties(table, record, named)
        yield from _repeated(table)


def _record(table: FoundTable, record: SheetRow, *, is_draft: bool) -> Iterator[Finding]:
    for name, column in table.columns.items():
        if name not in table.places or name in record.refused:
            continue
        if name in record.cells:
            yield from oddities(table, record, name)
        if column.is_filled_by_the_platform:
            yield from _placeholder(table, record, column)
            continue
        yield from presence(table, record, column)
        cell = record.cells.get(name)
        if cell and cell.kind is not CellKind.ERROR and not is_absent(cell.text):
            yield from _value(table, record, column, is_draft=is_draft)
    if FIRST in table.columns:
        yield from of_blocks(table, record)
    yield from _period(table, record)


def _placeholder(table: FoundTable, record: SheetRow, column: AefColumn) -> Iterator[Finding]:
    """Yield that a cell which the platform fills is not as it left it."""
    text = record.text(column.name)
    # CAD Trust exports these cells blank, and so does whoever has no template.
    if is_absent(text) or text == column.placeholder or RESULT.fullmatch(text):
        return
    if not column.placeholder:
        yield table.finding("platform-cell-filled", record, column.name, value=text)
    else:
        values = {"placeholder": column.placeholder, "value": text}
        yield table.finding("placeholder-changed", record, column.name, **values)


def _value(
    table: FoundTable, record: SheetRow, column: AefColumn, *, is_draft: bool
) -> Iterator[Finding]:
    cell, label = record.cells[column.name], column.label.en
    if column.type == "date" or column.type in NUMBERS:
        is_whole = column.type == "integer"
        read = as_day(cell) if column.type == "date" else as_number(cell, label, is_whole=is_whole)
        code = read.code
        if code == "date-as-text" and table.has_keys:
            # The keys of CAD Trust go with days as text.
            code = "date-as-instant"
        elif code == "date-as-text" and is_draft:
            # Nobody files the draft: what is written from it has dates.
            code = "draft-date-as-text"
        if code:
            yield table.finding(code, record, column.name, **read.values)
        low, high = RANGES.get(column.name, (0, 0))
        if isinstance(read.value, int) and high and not low <= read.value <= high:
            values = {"label": label, "low": str(low), "high": str(high), "value": str(read.value)}
            yield table.finding("year-outside", record, column.name, **values)
    elif column.nomenclature:
        yield from _terms(table, record, column)
    elif column.pattern and not _fits(column, cell.text):
        values = {"label": label, "pattern": column.pattern, "value": quoted(cell)}
        likely = likely_meant(cell.text) if column.name in CODED else ""
        if likely:
            yield table.finding("party-not-coded", record, column.name, **values, likely=likely)
        else:
            yield table.finding("value-misshapen", record, column.name, **values)


def _fits(column: AefColumn, text: str) -> bool:
    if column.name in {FIRST, LAST} and BARE.fullmatch(text):
        return True
    return bool(_pattern(column.pattern).fullmatch(text))


@cache
def _pattern(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def _terms(table: FoundTable, record: SheetRow, column: AefColumn) -> Iterator[Finding]:
    """Yield the terms of a cell that the nomenclature does not have, or spells otherwise."""
    text, is_of_row = record.text(column.name), column.name in LISTS
    for each in several(text) if column.type == "list" else (text,):
        found = understood(record, column.name) if is_of_row else meant(column.nomenclature, each)
        if found.is_exact:
            continue
        if found.code:
            values = {"meant": found.printed, "value": each}
            yield table.finding("term-misspelt", record, column.name, **values)
        else:
            allowed = ", ".join(spellings(column.nomenclature))
            values = {"allowed": allowed, "value": quoted(record.cells[column.name])}
            yield table.finding("term-unknown", record, column.name, **values)


def _period(table: FoundTable, record: SheetRow) -> Iterator[Finding]:
    years = [record.cells.get(f"{which}YearOfNDCPeriod") for which in ("First", "Last")]
    first, last = (as_number(each, "", is_whole=True).value if each else None for each in years)
    if isinstance(first, int) and isinstance(last, int) and last < first:
        values = {"first": str(first), "last": str(last)}
        yield table.finding("period-reversed", record, "LastYearOfNDCPeriod", **values)


def _repeated(table: FoundTable) -> Iterator[Finding]:
    """Yield the rows whose key an earlier row has."""
    names: Iterable[str] = KEYS.get(table.name, ())
    seen: dict[tuple[str, ...], int] = {}
    for record in table.records if names else ():
        key = tuple(record.text(name) for name in names)
        # Bare numbers may be of different series, and say nothing twice.
        is_bare = table.name == "holdings" and bool(BARE.fullmatch(key[0]))
        if key[0] in {"", NA} or is_bare:
            continue
        first = seen.setdefault(key, record.row)
        if first != record.row:
            values = {"key": ", ".join(filter(None, key)), "first": str(first)}
            yield table.finding("row-repeated", record, next(iter(names)), **values)
