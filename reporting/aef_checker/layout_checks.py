"""What is wrong with the place of a table: labels, merged and hidden cells, gaps between rows."""

from collections.abc import Iterator
from itertools import pairwise

from reporting.aef_checker.labels import Labels
from reporting.aef_checker.reading import rows_after_blank
from reporting.aef_checker.tables import DOWN, FoundTable
from reporting.aef_checker.xlsx_reader.cells import address
from reporting.findings import Finding

FIRST_ROW = 4
FIRST_COLUMN = 2
SHOWN = 5


def of_place(table: FoundTable, labels: Labels) -> Iterator[Finding]:
    """Yield what is wrong with the place of a table."""
    yield from _of_labels(table, labels)
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


def _of_labels(table: FoundTable, labels: Labels) -> Iterator[Finding]:
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
        is_value = table.official.orientation == DOWN and cell.row < min(table.places.values())
        if not is_value:
            place = table.place(cell.row, cell.address)
            yield Finding(code="label-unknown", place=place, values={"found": cell.text})


def _moved(table: FoundTable) -> Iterator[Finding]:
    """Yield that the labels do not begin where the template has them."""
    first = min(table.places.values())
    is_down = table.official.orientation == DOWN
    row, column = (first, table.line) if is_down else (table.line, first)
    is_first = next(iter(table.columns)) in table.places
    if is_first and (row, column) != (FIRST_ROW, FIRST_COLUMN):
        values = {"expected": address(FIRST_ROW, FIRST_COLUMN), "found": address(row, column)}
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
    for top, left, bottom, right in table.sheet.merged:
        if table.official.orientation == DOWN:
            rows = table.places.values()
            meets = left <= table.line + 1 <= right and any(top <= row <= bottom for row in rows)
        else:
            columns = table.places.values()
            meets = (
                top <= last
                and bottom > table.line
                and any(left <= column <= right for column in columns)
            )
        if meets:
            named = f"{address(top, left)}:{address(bottom, right)}"
            place = table.place(top, address(top, left))
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
