"""Reports as JSON and CSV for programs; `reporting.renderers.text` writes them for people."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from reporting.renderers.delimited import to_csv
from reporting.renderers.guarding import guarded
from reporting.renderers.json import to_json
from reporting.renderers.values import for_programs
from reporting.reports.lineage import INLINE, Lineage
from reporting.reports.table import Cell, Column, Note, Report, ReportTable, Text, Type

WHY, MADE_UP = "missing", "made_up"
FIGURES = {Type.QUANTITY}


def as_json(report: Report) -> bytes:
    """Return a report as one object, in both languages, each figure with its rows or reasons.

    A row is an object by column. A figure without value is null, and ``reasons`` says why. A value
    that no decimal writes exactly is text, ``n/d``. ``lineage`` has for each figure the rows it was
    made of and what each puts in; beyond 100 rows only their number and digest.
    """
    return to_json(
        {
            "report": report.name,
            **text_record("title", report.title),
            "notes": notes_record(report.notes),
            "tables": [table_record(each) for each in report.tables],
        }
    )


def as_csv(report: Report) -> bytes:
    """Return the first table of a report, and the others that have the same columns.

    The last column, ``missing``, says why figures are empty: ``column: reason reason; column: …``.
    It is safe to open in a spreadsheet: `reporting.renderers.guarding` says how text is altered
    that could become a formula. JSON has every text as it is.
    """
    first = report.tables[0]
    names = [each.name for each in first.columns]
    return tables_csv(
        [each for each in report.tables if [column.name for column in each.columns] == names]
    )


def tables_csv(tables: Sequence[ReportTable], *, is_made_up: bool = False) -> bytes:
    """Return tables with the same columns as one CSV, safe to open in a spreadsheet.

    Args:
        tables: The tables; at least one.
        is_made_up: Whether a last column says on each row that the data are made up.
    """
    columns = tables[0].columns
    has_figures = any(each.type in FIGURES for each in columns)
    header = [each.name for each in columns] + [WHY] * has_figures + [MADE_UP] * is_made_up
    rows = (
        [*map(_safe, row)] + [_why(table, row)] * has_figures + [True] * is_made_up
        for table in tables
        for row in table.rows
    )
    return to_csv(header, rows)


def _safe(cell: Cell) -> str | int | None:
    """Return a value exactly; text so that no spreadsheet takes it for a formula."""
    return guarded(cell.value) if isinstance(cell.value, str) else for_programs(cell.value)


def _why(table: ReportTable, row: tuple[Cell, ...]) -> str:
    return "; ".join(
        f"{column.name}: {' '.join(dict.fromkeys(each.code for each in cell.reasons))}"
        for column, cell in zip(table.columns, row, strict=True)
        if cell.reasons
    )


def notes_record(notes: Iterable[Note]) -> list[dict[str, str]]:
    """Return notes as objects, in both languages."""
    return [
        {
            **text_record("label", note.label),
            **text_record("text", note.text),
            "provision": note.provision,
        }
        for note in notes
    ]


def text_record(name: str, text: Text) -> dict[str, str]:
    """Return a text by the name of its field: ``title`` and ``title@ja``."""
    return {name: text["en"], f"{name}@ja": text["ja"]}


def table_record(table: ReportTable) -> dict[str, Any]:
    """Return a table as an object: columns, rows, reasons and the rows behind its figures."""
    return {
        "name": table.name,
        **text_record("title", table.title),
        "columns": [_column(each) for each in table.columns],
        "rows": [
            {
                column.name: for_programs(cell.value)
                for column, cell in zip(table.columns, row, strict=True)
            }
            for row in table.rows
        ],
        "reasons": list(_reasons(table)),
        "lineage": list(_lineages(table)),
    }


def _column(column: Column) -> dict[str, str]:
    described = {
        "name": column.name,
        **text_record("label", column.label),
        "type": "integer" if column.type is Type.SERIAL else str(column.type),
        "unit": column.unit,
        "clock": str(column.clock),
        "provision": column.provision,
    }
    return {name: value for name, value in described.items() if value}


def _cells(table: ReportTable) -> Iterator[tuple[int, str, Cell]]:
    for number, row in enumerate(table.rows):
        for column, cell in zip(table.columns, row, strict=True):
            yield number, column.name, cell


def _reasons(table: ReportTable) -> Iterator[dict[str, Any]]:
    """Yield why cells are empty; rows are counted from 0."""
    for number, name, cell in _cells(table):
        for reason in cell.reasons:
            yield {
                "row": number,
                "column": name,
                "code": reason.code,
                "year": reason.year or None,
                "sentence": reason.english,
                "sentence@ja": reason.japanese,
            }


def _lineages(table: ReportTable) -> Iterator[dict[str, Any]]:
    for number, name, cell in _cells(table):
        if cell.lineage is not None:
            yield {"row": number, "column": name, **_lineage(cell.lineage)}


def _lineage(lineage: Lineage) -> dict[str, Any]:
    counted = {"count": lineage.count, "digest": f"sha256:{lineage.digest}"}
    if lineage.count > INLINE:
        return counted
    rows = [
        {
            "package": place.package,
            "table": place.table,
            "row": place.row,
            "part": for_programs(part),
        }
        for place, part in lineage.inline
    ]
    return {**counted, "rows": rows}
