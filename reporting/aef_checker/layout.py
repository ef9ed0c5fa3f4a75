"""From sheets to the tables of the form, whichever edition, wherever they stand."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from reporting.aef_checker.labels import Labels, find_labels, plain, top
from reporting.aef_checker.tables import DOWN, FoundTable, SheetRow, Workbook
from reporting.aef_checker.xlsx_reader.cells import XlsxCell, address
from reporting.aef_checker.xlsx_reader.sheets import XlsxSheet
from reporting.findings import Finding, Place
from reporting.official_forms.aef import (
    CURRENT,
    OLD,
    SUBMISSION,
    AefColumn,
    AefSheet,
    columns,
    sheets,
)
from reporting.official_forms.aef import sheet as official_sheet

Cells = Mapping[int, XlsxCell]
# One filled cell below a table is a remark; two are a row.
FEWEST = 2


def read_table(
    workbook: str,
    official: AefSheet,
    columns: Iterable[AefColumn],
    sheet: XlsxSheet,
    labels: Labels,
) -> FoundTable:
    """Return a table with its rows."""
    table = FoundTable(
        workbook=workbook,
        official=official,
        columns={each.name: each for each in columns},
        sheet=sheet,
        places=labels.places,
        line=labels.line,
        has_keys=labels.are_keys,
        records=(),
    )
    records = _down(table) if official.orientation == DOWN else _across(table)
    return replace(table, records=records)


def _down(table: FoundTable) -> tuple[SheetRow, ...]:
    """Return the one record of a table with its labels in a column."""
    found = {name: table.sheet.at(row, table.line + 1) for name, row in table.places.items()}
    cells = {name: cell for name, cell in found.items() if cell}
    return (SheetRow(row=min(table.places.values()), cells=cells),)


def _across(table: FoundTable) -> tuple[SheetRow, ...]:
    """Return the rows under a row of labels."""
    names = _names(table)
    records = []
    for number in range(table.line + 1, max(table.sheet.rows, default=0) + 1):
        # The platform reads to the first blank row; below it `rows_after_blank` looks.
        cells = _named(table.sheet.rows.get(number, {}), names)
        if not cells:
            break
        records.append(SheetRow(row=number, cells=cells))
    return tuple(records)


def rows_after_blank(table: FoundTable) -> tuple[int, ...]:
    """Return the rows below the first blank one that look like rows of the table."""
    names = _names(table)
    end = table.records[-1].row if table.records else table.line
    return tuple(
        number
        for number, cells in table.sheet.rows.items()
        if number > end and len(_named(cells, names)) >= FEWEST
    )


def _names(table: FoundTable) -> Mapping[int, str]:
    return {column: name for name, column in table.places.items()}


def _named(cells: Cells, names: Mapping[int, str]) -> Mapping[str, XlsxCell]:
    return {names[column]: cell for column, cell in cells.items() if column in names}


LIST = "list"
# Sheets that the platform adds to a workbook it has checked.
OF_THE_PLATFORM = ("syntax check results", "consistency check results", "findings")
FEW = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class _Match:
    """A sheet of the workbook that is a sheet of the template.

    Attributes:
        official: The sheet of the template.
        sheet: The sheet of the workbook.
        labels: Where the labels stand; none if they were not found.
    """

    official: AefSheet
    sheet: XlsxSheet
    labels: Labels | None


def read_tables(name: str, found: Sequence[XlsxSheet]) -> Workbook:
    """Find the tables of the form on the sheets of a workbook."""
    # Of as many labels, and of none, the current edition.
    edition, matches = max(
        ((edition, tuple(_matches(edition, found))) for edition in (CURRENT, OLD)),
        key=lambda each: sum(len(match.labels.places) for match in each[1] if match.labels),
    )
    if not any(match.labels for match in matches):
        matches = tuple(_matches(CURRENT, found))
        edition = CURRENT
    if not matches:
        values = {
            "sheet": official_sheet(SUBMISSION).sheet,
            "found": ", ".join(f"'{each.name}'" for each in found[:FEW]) or "-",
        }
        finding = Finding(code="workbook-unrecognized", place=Place(package=name), values=values)
        return Workbook(name=name, edition=edition, tables={}, findings=(finding,))
    tables = {
        match.official.table: read_table(
            name,
            match.official,
            columns(match.official.table, edition),
            match.sheet,
            match.labels,
        )
        for match in matches
        if match.labels
    }
    return Workbook(
        name=name,
        edition=edition,
        tables=tables,
        sheets=tuple(found),
        findings=(
            *_of_sheets(name, edition, found, matches),
            *_of_keys(name, tables.values()),
            *(each for match in matches for each in _of_table(name, edition, match)),
            *(
                each
                for match in matches
                if match.labels
                for each in of_place(
                    edition,
                    tables[match.official.table],
                    match.labels,
                    is_alone=sum(each.sheet == match.sheet for each in matches) == 1,
                )
            ),
        ),
    )


def _matches(edition: str, found: Sequence[XlsxSheet]) -> Iterator[_Match]:
    """Yield the sheets of the workbook that are of the template: by name, heading or labels."""
    free = list(found)
    for official in sheets(edition):
        if official.orientation == LIST:
            continue
        wanted = columns(official.table, edition)
        labels = {each.name: find_labels(each, wanted, official) for each in free}
        ranked = sorted(
            (each for each in free if edition == CURRENT or not _is_of_other(each, official)),
            key=lambda each: (
                # The heading of the draft may stand on a sheet of its own.
                edition == OLD and labels[each.name] is not None,
                _is_named(each, official),
                _has_heading(each, official),
                labels[each.name] is not None,
                len(getattr(labels[each.name], "places", ())),
            ),
            reverse=True,
        )
        if not ranked:
            continue
        best = ranked[0]
        if _is_named(best, official) or _has_heading(best, official) or labels[best.name]:
            yield _Match(official=official, sheet=best, labels=labels[best.name])
            # The workbooks of 2022 have heading and actions on one sheet.
            if edition == CURRENT:
                free.remove(best)


def _is_of_other(sheet: XlsxSheet, official: AefSheet) -> bool:
    """Tell whether a sheet is another table of the draft: its holdings are columns of its actions.

    Of actions and holdings it is what it is named or headed, else the one of more of its labels,
    else the smaller.
    """

    def likeness(one: AefSheet) -> tuple[bool, bool, int, int]:
        wanted = columns(one.table, OLD)
        labels = find_labels(sheet, wanted, one)
        count = len(labels.places) if labels else 0
        return _is_named(sheet, one), _has_heading(sheet, one), count, -len(wanted)

    tables = [each for each in sheets(OLD) if each.orientation != DOWN]
    return official in tables and official != max(tables, key=likeness)


def _is_named(sheet: XlsxSheet, official: AefSheet) -> bool:
    return plain(sheet.name) == plain(official.sheet)


def _has_heading(sheet: XlsxSheet, official: AefSheet) -> bool:
    heading = plain(official.heading)
    return bool(heading) and any(plain(cell.text) == heading for cell in top(sheet))


def _of_sheets(
    name: str, edition: str, found: Sequence[XlsxSheet], matches: Sequence[_Match]
) -> Iterator[Finding]:
    """Yield what is wrong with the sheets as such."""
    place = Place(package=name)
    taken = {match.sheet.name for match in matches}
    if edition == OLD:
        yield Finding(code="old-layout", place=place)
    for official in sheets(edition):
        is_there = any(match.official == official for match in matches)
        # The draft comes as two workbooks: what is missing in both, `draft_pair` finds.
        if official.orientation != LIST and not is_there and edition == CURRENT:
            values = {"sheet": official.sheet}
            yield Finding(code="sheet-missing", place=place, values=values)
    listed = {plain(each.sheet): each for each in sheets(edition) if each.orientation == LIST}
    for missing in sorted(listed.keys() - {plain(each.name) for each in found}):
        values = {"sheet": listed[missing].sheet}
        yield Finding(code="sheet-without-table-missing", place=place, values=values)
    for sheet in found:
        at = Place(package=name, table=sheet.name)
        if sheet.is_hidden:
            yield Finding(code="sheet-hidden", place=at, values={"sheet": sheet.name})
        if sheet.name in taken or plain(sheet.name) in (*OF_THE_PLATFORM, *listed):
            continue
        again = next((each.official for each in matches if _is_again(edition, sheet, each)), None)
        if again:
            values = {"table": again.heading or again.title.en, "sheet": sheet.name}
            yield Finding(code="sheet-repeated", place=at, values=values)
        elif sheet.rows:
            code = "sheet-unknown" if edition == CURRENT else "draft-sheet-not-read"
            yield Finding(code=code, place=at, values={"sheet": sheet.name})


def _of_keys(name: str, tables: Iterable[FoundTable]) -> Iterator[Finding]:
    """Yield once that tables have the keys of CAD Trust for labels."""
    table = next((each for each in tables if each.has_keys), None)
    if table:
        first = next(iter(table.places))
        values = {"label": table.label(first), "found": table.columns[first].cadtrust}
        yield Finding(code="labels-of-cad-trust", place=Place(package=name), values=values)


def _is_again(edition: str, sheet: XlsxSheet, match: _Match) -> bool:
    """Tell whether a sheet that is not taken is a table which another sheet is already."""
    wanted = columns(match.official.table, edition)
    return _has_heading(sheet, match.official) or (
        # A sheet of the Party's own may share labels with a table; a copy has nearly all.
        find_labels(sheet, wanted, match.official, enough=0.8) is not None
    )


def _of_table(name: str, edition: str, match: _Match) -> Iterator[Finding]:
    """Yield what is wrong with the place of a table, before its rows are looked at."""
    official, sheet = match.official, match.sheet
    at = Place(package=name, table=sheet.name)
    # Nobody looks for the tables of the draft by name any more: they are read where they stand.
    is_filed = edition == CURRENT
    if is_filed and sheet.name.casefold() != official.sheet.casefold():
        values = {"sheet": official.sheet, "found": sheet.name}
        yield Finding(code="sheet-renamed", place=at, values=values)
    if is_filed and official.heading and not _has_heading(sheet, official):
        values = {"heading": official.heading}
        yield Finding(code="heading-differs", place=at, values=values)
    if match.labels is None:
        label = columns(official.table, edition)[0].label.en
        yield Finding(code="labels-missing", place=at, values={"label": label})


SHOWN = 5


def of_place(
    edition: str, table: FoundTable, labels: Labels, *, is_alone: bool
) -> Iterator[Finding]:
    """Yield what is wrong with the place of a table.

    Args:
        edition: The edition of the form.
        table: The table.
        labels: Where its labels stand.
        is_alone: Whether no other table stands on its sheet.
    """
    yield from _of_labels(table, labels, is_alone=is_alone)
    if edition == CURRENT:
        yield from _moved(table)
    yield from _out_of_order(table)
    yield from _merged(table)
    yield from _hidden(table)
    below = rows_after_blank(table) if table.official.orientation != DOWN else ()
    if below:
        yield Finding(
            code="rows-after-blank",
            place=table.place(below[0]),
            values={"count": str(len(below)), "first": str(below[0])},
        )


def _of_labels(table: FoundTable, labels: Labels, *, is_alone: bool) -> Iterator[Finding]:
    for name in table.columns:
        if name not in table.places:
            values = {"label": table.label(name)}
            yield Finding(code="label-missing", place=table.place(), values=values)
    for name, cell in labels.repeated:
        place = table.place(cell.row, cell.address)
        yield Finding(code="label-repeated", place=place, values={"label": table.label(name)})
    for name, cell in labels.misspelt:
        values = {"label": table.label(name), "found": cell.text}
        place = table.place(cell.row, cell.address)
        yield Finding(code="label-misspelt", place=place, values=values)
    for cell in labels.unknown:
        # Above the labels of Table 1, in their column, stands its heading; below those of the
        # draft, its next table.
        first, last = min(table.places.values()), max(table.places.values())
        is_beside = table.official.orientation == DOWN and (
            cell.row < first or (cell.row > last and not is_alone)
        )
        if not is_beside:
            place = table.place(cell.row, cell.address)
            yield Finding(code="label-unknown", place=place, values={"found": cell.text})


def _moved(table: FoundTable) -> Iterator[Finding]:
    """Yield that the labels do not begin where the template has them."""
    first = min(table.places.values())
    is_down = table.official.orientation == DOWN
    row, column = (first, table.line) if is_down else (table.line, first)
    is_first = next(iter(table.columns)) in table.places
    expected = table.official.first_label
    if is_first and expected not in {None, (row, column)}:
        values = {"expected": table.official.labels_at, "found": address(row, column)}
        place = table.place(row, values["found"])
        yield Finding(code="labels-shifted", place=place, values=values)


def _out_of_order(table: FoundTable) -> Iterator[Finding]:
    named = [name for name in table.columns if name in table.places]
    for before, name in pairwise(named):
        if table.places[name] < table.places[before]:
            values = {"label": table.label(name), "before": table.label(before)}
            yield Finding(code="labels-out-of-order", place=table.place(), values=values)


def _merged(table: FoundTable) -> Iterator[Finding]:
    """Yield the merged ranges among the rows of the table."""
    last = table.records[-1].row if table.records else table.line
    for upper, left, lower, right in table.sheet.merged:
        if table.official.orientation == DOWN:
            rows = table.places.values()
            meets = left <= table.line + 1 <= right and any(upper <= row <= lower for row in rows)
        else:
            columns = table.places.values()
            meets = (
                upper <= last
                and lower > table.line
                and any(left <= column <= right for column in columns)
            )
        if meets:
            named = f"{address(upper, left)}:{address(lower, right)}"
            place = table.place(upper, address(upper, left))
            yield Finding(code="cells-merged", place=place, values={"range": named})


def _hidden(table: FoundTable) -> Iterator[Finding]:
    is_down = table.official.orientation == DOWN
    rows = table.places.values() if is_down else [each.row for each in table.records]
    columns = (table.line + 1,) if is_down else table.places.values()
    hidden = sorted(row for row in rows if row in table.sheet.hidden_rows)
    across = sorted(
        column
        for column in columns
        if any(first <= column <= last for first, last in table.sheet.hidden_columns)
    )
    what = [str(row) for row in hidden] + [address(1, column)[:-1] for column in across]
    if what:
        more = f" (+{len(what) - SHOWN})" if len(what) > SHOWN else ""
        values = {"what": ", ".join(what[:SHOWN]) + more}
        place = table.place(hidden[0] if hidden else 0)
        yield Finding(code="cells-hidden", place=place, values=values)
