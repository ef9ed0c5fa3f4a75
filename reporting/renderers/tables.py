"""Reports as JSON and CSV for programs; `reporting.renderers.text` writes them for people."""

from collections.abc import Iterator
from typing import Any

from reporting.renderers.delimited import to_csv
from reporting.renderers.json import to_json
from reporting.renderers.values import for_programs
from reporting.reports.lineage import INLINE, Lineage
from reporting.reports.table import Cell, Column, Report, ReportTable, Text, Type

WHY = "missing"
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
            **_text("title", report.title),
            "notes": [
                {
                    **_text("label", note.label),
                    **_text("text", note.text),
                    "provision": note.provision,
                }
                for note in report.notes
            ],
            "tables": [_table(each) for each in report.tables],
        }
    )


def as_csv(report: Report) -> bytes:
    """Return the first table of a report, and the others that have the same columns.

    The last column, ``missing``, says why figures are empty: ``column: reason reason; column: …``.
    """
    first = report.tables[0]
    names = [each.name for each in first.columns]
    alike = [each for each in report.tables if [column.name for column in each.columns] == names]
    has_figures = any(each.type in FIGURES for each in first.columns)
    header = [*names, WHY] if has_figures else names
    rows = (
        [*(for_programs(cell.value) for cell in row), *([_why(table, row)] if has_figures else [])]
        for table in alike
        for row in table.rows
    )
    return to_csv(header, rows)


def _why(table: ReportTable, row: tuple[Cell, ...]) -> str:
    return "; ".join(
        f"{column.name}: {' '.join(dict.fromkeys(each.code for each in cell.reasons))}"
        for column, cell in zip(table.columns, row, strict=True)
        if cell.reasons
    )


def _text(name: str, text: Text) -> dict[str, str]:
    return {name: text["en"], f"{name}@ja": text["ja"]}


def _table(table: ReportTable) -> dict[str, Any]:
    return {
        "name": table.name,
        **_text("title", table.title),
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
        **_text("label", column.label),
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
