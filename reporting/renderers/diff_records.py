"""A difference for programs: JSON with every value of its type, CSV with a line for each cell."""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from itertools import chain
from typing import Any

from reporting.forms.model.restatement import Restatements
from reporting.packages.csv_text import to_csv
from reporting.packages.diff import (
    Cell,
    CellDiff,
    Change,
    ColumnDiff,
    Difference,
    RowDiff,
    Side,
    TableDiff,
    joined_key,
    typed,
)
from reporting.packages.model import Field, Value
from reporting.renderers.csv_injection import guarded
from reporting.renderers.files import to_json
from reporting.renderers.restated_words import restated_lines, restated_record
from reporting.renderers.tables import text_record

HEADER = ("table", "change", "key", "field", "old", "new", "reason")
CORRECTED = "corrected"
WHOLE = frozenset({Change.ADDITION, Change.REMOVAL})
SIDES: Mapping[Change, tuple[Side, ...]] = {
    Change.ADDITION: (Side.NEW,),
    Change.REMOVAL: (Side.OLD,),
    Change.CHANGE: tuple(Side),
    Change.RENAME: tuple(Side),
}


def diff_json(difference: Difference, restated: Restatements | None = None) -> bytes:
    """Return a difference as one object, titles in both languages.

    ``tables`` has each table that differs. A row is named by its key, and ``fields`` has of a row
    that was added or removed every cell that is not empty, of one that changed those that changed,
    each with ``old`` and ``new``; null is empty. ``renamed`` has rows that probably got another
    key; theirs is the old one. ``columns`` has what was added, removed or renamed, with the cells
    of rows that stand on both sides. ``times`` is how often, in a table without key. ``correction``
    says of a cell why it was wrong before. ``restated`` has the figures of forms that differ; it is
    null where there is no record of units.
    """
    return to_json(
        {
            "old": difference.old,
            "new": difference.new,
            "is_different": bool(difference.tables),
            "is_complete": difference.is_complete,
            "tables_compared": difference.count,
            "counts": difference.counts,
            "cells_corrected": difference.corrections,
            "findings": [
                {"side": each.side, **each.finding.as_record()} for each in difference.findings
            ],
            "tables": [_table(each) for each in difference.tables],
            "restated": restated_record(restated),
        }
    )


def _table(diff: TableDiff) -> dict[str, Any]:
    return {
        "package": diff.package,
        "table": diff.table.name,
        **_old_name(diff.change, diff.old.name if diff.old else ""),
        **text_record("title", diff.table.title),
        "change": diff.change,
        "key": diff.key,
        "counts": diff.counts,
        "columns": [_column(diff, each) for each in diff.column_diffs],
        **{each: [_row(diff, row) for row in diff.rows(each)] for each in Change},
    }


def _old_name(change: Change | None, name: str) -> dict[str, str]:
    return {"old_name": name} if change is Change.RENAME else {}


def _column(diff: TableDiff, column: ColumnDiff) -> dict[str, Any]:
    pair = column.column
    cells = [
        {"key": _key(diff, row), **_values(row.cells[0], SIDES[column.change])}
        for row in diff.column_rows(column)
    ]
    return {
        "name": pair.name,
        **_old_name(column.change, pair.old.name if pair.old else ""),
        **text_record("title", pair.field.title),
        "type": pair.field.type,
        "change": column.change,
        **({"moved_to": column.place} if column.place else {}),
        "cells": cells,
    }


def _row(diff: TableDiff, row: RowDiff) -> dict[str, Any]:
    sides = SIDES[row.change]
    return {
        "key": _key(diff, row),
        **({} if diff.key else {"times": row.times}),
        "fields": {
            each.column.name: {**_values(each, sides), **_correction(each)} for each in row.cells
        },
    }


def _correction(cell: CellDiff) -> dict[str, Any]:
    correction = cell.correction
    if correction is None:
        return {}
    told = {"release": correction.release, "source": correction.source}
    return {"correction": {**text_record("reason", correction.reason), **told}}


def _key(diff: TableDiff, row: RowDiff) -> dict[str, Value | bool]:
    return {
        column.name: typed(column.field.type, cell)
        for column, cell in zip(diff.key_columns, row.key, strict=True)
    }


def _values(cell: CellDiff, sides: Iterable[Side]) -> dict[str, Value | bool]:
    values = {
        Side.OLD: _value(cell.column.old, cell.old),
        Side.NEW: _value(cell.column.new, cell.new),
    }
    return {each.value: values[each] for each in sides}


def _value(field: Field | None, cell: Cell) -> Value | bool:
    return typed(field.type, cell) if field else None


def diff_csv(difference: Difference, restated: Restatements | None = None) -> bytes:
    """Return a difference as CSV, safe to open in a spreadsheet: a line for each cell.

    ``change`` is added, removed, changed, corrected where the cell was wrong, for the ``reason``,
    or renamed where a row probably got another key; ``key`` is the old one then. Figures of forms
    that differ stand at the end as restated, under ``reports/FORM``, or a line that this cannot be
    told, as not-verifiable. Parts of a key stand with ``|`` between them; rows of a table without
    key are numbered, ``#1``. A line without key is about a column, one without field about a table;
    ``new`` of a column that was removed is the place in another table to which it went.
    """
    lines = chain(
        (line for table in difference.tables for line in _lines(table)), restated_lines(restated)
    )
    return to_csv(HEADER, ([_safe(each) for each in line] for line in lines))


def changes_csv(difference: Difference, restated: Restatements | None) -> bytes:
    """Return the difference of a release from the one before, as it is kept with it.

    It is that of `diff_csv`, but values are exact, as in the tables, and what stands whole in one
    of the two releases is named by its key alone: a row that was added or removed, a column.
    """
    lines = chain(
        (line for table in difference.tables for line in _lines(table, is_whole=False)),
        restated_lines(restated),
    )
    return to_csv(HEADER, ([_exact(each) for each in line] for line in lines))


Line = tuple[object, ...]


def _lines(diff: TableDiff, *, is_whole: bool = True) -> Iterator[Line]:
    if diff.change is not Change.CHANGE:
        old, new = (each.name if each else None for each in (diff.old, diff.new))
        yield (diff.name, diff.change, None, None, old, new, None)
    for column in diff.column_diffs:
        pair = column.column
        old, new = (each.name if each else None for each in (pair.old, pair.new))
        yield (diff.name, column.change, None, pair.name, old, new or column.place or None, None)
        for row in diff.column_rows(column) if is_whole else ():
            yield from _cells(diff, row, joined_key(row.key))
    number = 0
    for change in Change:
        for row in diff.rows(change):
            for _ in range(row.times):
                number += 1
                key = joined_key(row.key) if diff.key else f"#{number}"
                if is_whole or not diff.key or change not in WHOLE:
                    yield from _cells(diff, row, key)
                else:
                    yield (diff.name, change, key, None, None, None, None)


def _cells(diff: TableDiff, row: RowDiff, key: str) -> Iterator[Line]:
    for each in row.cells:
        values = _values(each, Side)
        change, reason = (
            (CORRECTED, each.correction.reason["en"]) if each.correction else (row.change, None)
        )
        yield (diff.name, change, key, each.column.name, *values.values(), reason)


def _safe(value: object) -> object:
    """Return a value for CSV; text so that no spreadsheet takes it for a formula."""
    return guarded(value) if isinstance(value, str) else _exact(value)


def _exact(value: object) -> object:
    """Return a value for CSV, never with an exponent."""
    return f"{value:f}" if isinstance(value, Decimal) else value
