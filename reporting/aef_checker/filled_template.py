"""The Party's own copy of the official workbook, filled: its cells written, all else as it was.

Tables are found by their labels, as the checker finds them. Only the parts of the sheets are
edited, and the styles where none shows a date; every other part stays byte for byte. The vocabulary
that the template ships in its rows goes; what the platform fills is left alone.
"""

import zipfile
from collections.abc import Iterable, Mapping
from io import BytesIO
from pathlib import Path

from reporting.aef_checker.check import open_workbook
from reporting.aef_checker.tables import DOWN, FoundTable, Workbook
from reporting.aef_checker.workbook_parts import SheetPart, TemplateError, WorkbookParts
from reporting.findings import Finding
from reporting.forms.model.form import Form, Readiness
from reporting.forms.model.table import ReportTable
from reporting.official_forms.aef import CURRENT, TABLES, AefColumn, columns, sheet
from reporting.renderers.form_workbook import body
from reporting.renderers.status_banner import mark
from reporting.renderers.xlsx import stored

FATAL = (
    "workbook-",
    "sheet-missing",
    "sheet-repeated",
    "labels-missing",
    "label-missing",
    "label-repeated",
)


def filled_template(template: Path, form: Form) -> bytes:
    """Return a copy of a template with the cells of a form.

    Args:
        template: The Party's copy of the official workbook.
        form: The annual information, as a profile has it.

    Raises:
        TemplateError: It is no such workbook, or has no room for the rows.
    """
    workbook = open_workbook(template)
    _demand_template(workbook)
    with zipfile.ZipFile(template) as parts:
        filler = WorkbookParts.from_parts(parts)
        heeded = form.is_made_up or form.readiness is Readiness.INCOMPLETE or form.withheld
        for table in form.tables:
            found = workbook.tables[table.name]
            page = filler.sheet(found.sheet.name)
            _fill(page, found, table)
            if heeded:
                page.mark(mark(form).en)
        changed = filler.changed()
        stream = BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as copy:
            for item in parts.infolist():
                copy.writestr(item, changed.get(item.filename, parts.read(item)))
    return stream.getvalue()


def _demand_template(workbook: Workbook) -> None:
    """Demand the five tables of the current edition, with every label.

    Raises:
        TemplateError: Something is missing.
    """
    fatal = [each for each in workbook.findings if each.code.startswith(FATAL)]
    if fatal:
        raise TemplateError("; ".join(_said(each) for each in fatal[:3]))
    missing = [sheet(name).heading for name in TABLES if name not in workbook.tables]
    if workbook.edition != CURRENT or missing:
        msg = f"no {', '.join(missing) or 'tables of 4/CMA.6, annex II'}: it is not the template"
        raise TemplateError(msg)


def _said(finding: Finding) -> str:
    words = finding.words("en")
    return f"{words.title} ({finding.place.table or finding.place.package}): {words.expected}"


def _fill(page: SheetPart, found: FoundTable, table: ReportTable) -> None:
    """Write the cells of a table."""
    official = {each.name: each for each in columns(table.name)}
    own = [each for each in official.values() if not each.is_filled_by_the_platform]
    rows = [
        dict(zip((each.name for each in table.columns), row, strict=True))
        for row in body(table, "en")
    ]
    if found.official.orientation == DOWN:
        for each in own:
            page.write(found.places[each.name], found.line + 1, stored(rows[0][each.name].value))
        return
    first = found.line + 1
    shipped = _shipped(page, found, first)
    _demand_room(page, found, first + shipped, first + len(rows))
    styles = _styles(page, found, own, first)
    for number in range(first, first + max(len(rows), shipped)):
        for each in own:
            at = found.places[each.name]
            here = rows[number - first][each.name].value if number - first < len(rows) else None
            page.write(number, at, stored(here), styles[each.name])


def _shipped(page: SheetPart, found: FoundTable, first: int) -> int:
    """Return how many rows the template has filled, down to the first blank one."""
    count = 0
    while any(page.text(first + count, at) for at in found.places.values()):
        count += 1
    return count


def _demand_room(page: SheetPart, found: FoundTable, free: int, end: int) -> None:
    """Demand that the rows end above whatever stands below the table, with a blank row between.

    Raises:
        TemplateError: They would meet it.
    """
    for number in range(free, end + 1):
        if any(page.text(number, at) for at in found.places.values()):
            msg = (
                f"'{found.sheet.name}' has a text in row {number}, which the rows of the table "
                "would reach; move it further down, or delete it"
            )
            raise TemplateError(msg)


def _styles(
    page: SheetPart, found: FoundTable, own: Iterable[AefColumn], first: int
) -> Mapping[str, str | None]:
    """Return for each column the style of its first cell, for rows below those drawn."""
    cells = {each.name: page.cell(first, found.places[each.name]) for each in own}
    return {name: cell.get("s") if cell is not None else None for name, cell in cells.items()}
