"""Reports and forms as JSON and CSV for programs; `reporting.renderers.text` is for people."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import chain
from typing import Any

from reporting.accounting.figure import rounded
from reporting.findings import LANGUAGES, Finding
from reporting.forms.model.form import Form, Section
from reporting.forms.model.provenance import INLINE, Lineage
from reporting.forms.model.table import Cell, Column, Note, Report, ReportTable, Type, Value
from reporting.messages import Bilingual, Text, _
from reporting.packages.csv_text import to_csv
from reporting.renderers.csv_injection import guarded
from reporting.renderers.files import to_json
from reporting.renderers.status_banner import MADE_UP
from reporting.renderers.values import for_programs

WHY, IS_MADE_UP = "missing", "made_up"
FIGURES = {Type.QUANTITY}
WRITTEN_TYPES = {Type.SERIAL: "integer", Type.PLAIN: "number"}
PLACES, EXACT = 6, "_exact"
WHOLE = _("rounded to whole numbers")


def as_json(report: Report) -> bytes:
    """Return a report as one object, in both languages, each figure with its rows or reasons.

    A row is an object by column. A figure without value is null, and ``reasons`` says why. A value
    that no decimal writes exactly is text, ``n/d``; ``printed`` says of a column that people read
    its figures rounded. ``lineage`` has for each figure the rows it was
    made of and what each puts in; beyond 100 rows only their number and digest. ``withheld`` is
    the number of further rows that are confidential.
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

    Figures are decimals, rounded to six places; a column of which one does not end there has a
    column ``name_exact`` beside it, with fractions as ``n/d``. The last column, ``missing``, says
    why figures are empty: ``column: reason reason; column: …``.
    It is safe to open in a spreadsheet: `reporting.renderers.csv_injection` says how text that
    could become a formula is altered. JSON has every text as it is.
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
    endless = [
        any(_is_endless(row[number].value) for table in tables for row in table.rows)
        for number in range(len(columns))
    ]
    names = (
        (each.name, f"{each.name}{EXACT}") if is_endless else (each.name,)
        for each, is_endless in zip(columns, endless, strict=True)
    )
    header = [*chain(*names)] + [WHY] * has_figures + [IS_MADE_UP] * is_made_up
    rows = (
        [*_cells(row, endless)] + [_why(table, row)] * has_figures + [True] * is_made_up
        for table in tables
        for row in table.rows
    )
    return to_csv(header, rows)


def _cells(row: Sequence[Cell], endless: Sequence[bool]) -> Iterator[str | int | None]:
    """Yield the cells of a row; text so that no spreadsheet takes it for a formula."""
    for cell, is_endless in zip(row, endless, strict=True):
        value = cell.value
        yield guarded(value) if isinstance(value, str) else _decimal(value)
        if is_endless:
            yield for_programs(value)


def _decimal(value: Value) -> str | int | None:
    if isinstance(value, Fraction) and _is_endless(value):
        return f"{rounded(value, PLACES):f}"
    return for_programs(value)


def _is_endless(value: Value) -> bool:
    """Tell whether a figure has no decimal of `PLACES` places."""
    return isinstance(value, Fraction) and 10**PLACES % value.denominator != 0


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


def text_record(name: str, text: Bilingual) -> dict[str, str]:
    """Return a text by the name of its field: ``title`` and ``title@ja``."""
    return {name: text["en"], f"{name}@ja": text["ja"]}


def table_record(table: ReportTable) -> dict[str, Any]:
    """Return a table as an object: columns, rows, reasons and the rows behind its figures."""
    return {
        "name": table.name,
        **text_record("title", table.title),
        "columns": [
            {**_column(column), **_printed(table, number)}
            for number, column in enumerate(table.columns)
        ],
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
        "type": WRITTEN_TYPES.get(column.type, str(column.type)),
        "unit": column.unit,
        "clock": str(column.clock),
        "provision": column.provision,
    }
    return {name: value for name, value in described.items() if value}


def _printed(table: ReportTable, number: int) -> dict[str, str]:
    """Say of a column of figures that people read them rounded."""
    places = table.columns[number].places
    values = (row[number].value for row in table.rows)
    if all(rounded(each, places) == each for each in values if isinstance(each, Fraction)):
        return {}
    return text_record("printed", WHOLE if places == 0 else _to_places(places))


def _to_places(places: int) -> Text:
    return _("rounded to %(places)s decimal places", places=places)


def _every_cell(table: ReportTable) -> Iterator[tuple[int, str, Cell]]:
    for number, row in enumerate(table.rows):
        for column, cell in zip(table.columns, row, strict=True):
            yield number, column.name, cell


def _reasons(table: ReportTable) -> Iterator[dict[str, Any]]:
    """Yield why cells are empty; rows are counted from 0."""
    for number, name, cell in _every_cell(table):
        for reason in cell.reasons:
            yield {
                "row": number,
                "column": name,
                "code": reason.code,
                "year": reason.year or None,
                "sentence": reason.sentence.en,
                "sentence@ja": reason.sentence.ja,
            }


def _lineages(table: ReportTable) -> Iterator[dict[str, Any]]:
    for number, name, cell in _every_cell(table):
        if cell.lineage is not None:
            yield {"row": number, "column": name, **_lineage(cell.lineage)}


def _lineage(lineage: Lineage) -> dict[str, Any]:
    withheld = {"withheld": lineage.withheld} if lineage.withheld else {}
    counted = {"count": lineage.count, **withheld, "digest": f"sha256:{lineage.digest}"}
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


def form_json(form: Form) -> bytes:
    """Return a form as one object, in both languages.

    Its tables are as in `reporting.renderers.tables.as_json`: every figure exactly, with its rows
    or the reasons why there is none. ``made_up`` says what it is if it is made from the example,
    ``withheld`` how many confidential rows a public version is without.
    """
    return to_json(
        {
            "form": form.name.value,
            "party": form.party,
            "year": form.year,
            **({"about": form.about} if form.about else {}),
            "version": form.version,
            "readiness": form.readiness.value,
            "is_made_up": form.is_made_up,
            **(text_record("made_up", MADE_UP) if form.is_made_up else {}),
            **({"withheld": form.withheld} if form.withheld else {}),
            "cutoff": form.cutoff,
            **text_record("title", form.title),
            **text_record("subtitle", form.subtitle),
            "notes": notes_record(form.notes),
            "findings": [_finding(each) for each in form.findings],
            "sections": [_section(each) for each in form.sections],
        }
    )


def form_csvs(form: Form) -> Mapping[str, bytes]:
    """Return a CSV for each table, by its name: safe to open in a spreadsheet.

    Where the form is made from the example, a last column ``made_up`` says so on each row. Of
    tables with the same name, as one for each approach, the second is ``name_2``.
    """
    return {
        name: tables_csv([each], is_made_up=form.is_made_up) for name, each in form.named_tables
    }


def _finding(finding: Finding) -> dict[str, str | int]:
    words = {language: finding.words(language) for language in LANGUAGES}
    return {"title": words["en"].title, "title@ja": words["ja"].title, **finding.as_record()}


def _section(section: Section) -> dict[str, Any]:
    return {
        "number": section.number,
        **text_record("title", section.title),
        "level": section.level,
        "provision": section.provision,
        "text": section.text,
        "text@ja": section.text_ja,
        "is_missing": section.is_missing,
        "tables": [table_record(each) for each in section.tables],
    }
