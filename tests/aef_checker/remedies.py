"""The remedy of each finding on a cell, a sheet or a label, done as its sentence says.

Where the sentence asks for what only the Party knows, the clean workbook knows it.
"""

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.utils.cell import column_index_from_string, coordinate_from_string

from reporting.findings import Finding
from tests.aef_checker.making import host, made_of, places

Remedy = Callable[[Any, Finding], None]


def cell(made: Any, finding: Finding) -> Any:  # noqa: ANN401 - no types
    """Return the cell of a finding."""
    return made[finding.place.table][finding.place.field]


def put(made: Any, finding: Finding, value: object) -> None:  # noqa: ANN401 - no types
    """Write the cell of a finding, dates as dates."""
    target = cell(made, finding)
    target.value = value
    target.number_format = "dd/mm/yyyy" if isinstance(value, date) else "General"


def write_value(name: str, kind: Callable[[str], object]) -> Remedy:
    """Return the remedy that writes what the finding names."""
    return lambda made, finding: put(made, finding, kind(finding.values[name]))


def look_up(made: Any, finding: Finding) -> None:  # noqa: ANN401 - no types
    """Write what the Party means: the clean workbook has it."""
    put(made, finding, _clean(finding.place.table)[finding.place.field].value)


def _clean(sheet: str) -> Any:  # noqa: ANN401 - no types
    return made_of(host())[sheet]


def delete_hidden(made: Any, finding: Finding) -> None:  # noqa: ANN401 - no types
    """Delete characters that nobody sees; between words, type one ordinary space."""
    put(made, finding, " ".join(str(cell(made, finding).value).replace("\u200b", "").split()))


def type_again(made: Any, finding: Finding) -> None:  # noqa: ANN401 - no types
    """Type the letters again, of usual width."""
    wide = str(cell(made, finding).value)
    put(made, finding, "".join(chr(ord(each) - 0xFEE0) for each in wide))


def restore_label(made: Any, _: Finding) -> None:  # noqa: ANN401 - no types
    """Write the labels as the template has them."""
    for place, text in places("actions").values():
        made["Table 3 Actions"].cell(8, place).value = text


def unhide(made: Any, _: Finding) -> None:  # noqa: ANN401 - no types
    """Show sheets, rows and columns."""
    for sheet in made:
        sheet.sheet_state = "visible"
        for row in sheet.row_dimensions.values():
            row.hidden, row.height = False, None
        for column in sheet.column_dimensions.values():
            column.hidden = False


def unmerge(made: Any, finding: Finding) -> None:  # noqa: ANN401 - no types
    """Unmerge the cells and fill in each."""
    sheet = made[finding.place.table]
    for merged in [*sheet.merged_cells.ranges]:
        sheet.unmerge_cells(str(merged))
        clean = _clean(sheet.title)
        for row in sheet[merged.coord]:
            for each in row:
                each.value = clean[each.coordinate].value


def delete_row(made: Any, finding: Finding) -> None:  # noqa: ANN401 - no types
    """Delete the blank row above, or the row that is there already."""
    sheet = made[finding.place.table]
    is_blank = finding.code == "rows-after-blank"
    sheet.delete_rows(finding.place.row - 1 if is_blank else finding.place.row)


def add_sheet(made: Any, finding: Finding) -> None:  # noqa: ANN401 - no types
    """Add the sheet from the template."""
    name = finding.values["sheet"]
    added = made.create_sheet(name, 0 if name == "Index" else None)
    if name != "Index":
        for row in _clean(name).iter_rows():
            for each in row:
                added[each.coordinate].value = each.value


def remove_sheet(made: Any, finding: Finding) -> None:  # noqa: ANN401 - no types
    """Move the sheet to a workbook of the Party's own."""
    made.remove(made[finding.place.table])


def rename_sheet(made: Any, finding: Finding) -> None:  # noqa: ANN401 - no types
    """Give the sheet the name of the template."""
    made[finding.place.table].title = finding.values["sheet"]


def move_back(made: Any, finding: Finding) -> None:  # noqa: ANN401 - no types
    """Put the table where the template has it."""
    sheet = made[finding.place.table]
    letters, row = coordinate_from_string(finding.values["found"])
    wanted_letters, wanted_row = coordinate_from_string(finding.values["expected"])
    if row > wanted_row:
        sheet.delete_rows(1, row - wanted_row)
    more = column_index_from_string(letters) - column_index_from_string(wanted_letters)
    if more:
        sheet.delete_cols(1, more)


def clear(made: Any, finding: Finding) -> None:  # noqa: ANN401 - no types
    """Empty a cell: a label that is not of the template, or one of two; what is the platform's."""
    cell(made, finding).value = None


def order_columns(made: Any, finding: Finding) -> None:  # noqa: ANN401 - no types
    """Put the first two columns in the order of the template."""
    sheet = made[finding.place.table]
    for row in range(8, 12):
        left, right = sheet.cell(row, 2), sheet.cell(row, 3)
        left.value, right.value = right.value, left.value
        left.number_format, right.number_format = right.number_format, left.number_format


def name_heading(made: Any, finding: Finding) -> None:  # noqa: ANN401 - no types
    """Restore the heading."""
    made[finding.place.table]["B2"] = finding.values["heading"]


def not_applicable(made: Any, finding: Finding) -> None:  # noqa: ANN401 - no types
    """Write NA."""
    put(made, finding, "NA")


def placeholder(made: Any, finding: Finding) -> None:  # noqa: ANN401 - no types
    """Restore the placeholder."""
    put(made, finding, finding.values["placeholder"])


def voluntary(made: Any, finding: Finding) -> None:  # noqa: ANN401 - no types
    """Write the voluntary subtype of OMGE."""
    put(made, finding, "Voluntary cancellation to deliver OMGE")


def as_a_date(made: Any, finding: Finding) -> None:  # noqa: ANN401 - no types
    """Format the cell as a date."""
    cell(made, finding).number_format = "dd/mm/yyyy"


REMEDIES: Mapping[str, Remedy] = {
    "cell-calculated": look_up,
    "cell-error": look_up,
    "cell-hidden-character": delete_hidden,
    "cell-look-alike": type_again,
    "cell-program-word": look_up,
    "cell-space": delete_hidden,
    "cells-hidden": unhide,
    "cells-merged": unmerge,
    "date-as-number": as_a_date,
    "date-as-instant": write_value("day", date.fromisoformat),
    "date-as-text": write_value("day", date.fromisoformat),
    "date-unreadable": look_up,
    "heading-differs": name_heading,
    "itmo-block-torn": look_up,
    "itmo-not-of-row": write_value("named", lambda text: int(text) if text.isdecimal() else text),
    "itmo-serial-too-long": look_up,
    "label-misspelt": restore_label,
    "label-missing": restore_label,
    "label-repeated": clear,
    "label-unknown": clear,
    "labels-out-of-order": order_columns,
    "labels-shifted": move_back,
    "not-marked-inapplicable": not_applicable,
    "number-ambiguous": write_value("thousands", int),
    "number-as-text": write_value("number", int),
    "number-not-whole": look_up,
    "number-unreadable": look_up,
    "party-code-of-no-party": look_up,
    "party-code-unknown": look_up,
    "party-made-up": look_up,
    "party-not-coded": write_value("likely", str),
    "period-reversed": look_up,
    "placeholder-changed": placeholder,
    "platform-cell-filled": clear,
    "purpose-of-ndc": look_up,
    "row-repeated": delete_row,
    "rows-after-blank": delete_row,
    "sheet-hidden": unhide,
    "sheet-missing": add_sheet,
    "sheet-renamed": rename_sheet,
    "sheet-repeated": remove_sheet,
    "sheet-unknown": remove_sheet,
    "sheet-without-table-missing": add_sheet,
    "subtype-not-of-action": look_up,
    "subtype-of-mechanism-only": voluntary,
    "term-misspelt": write_value("meant", str),
    "term-unknown": look_up,
    "unit-ids-apart": look_up,
    "value-misshapen": look_up,
    "value-missing": look_up,
    "value-needed": look_up,
    "value-not-applicable": not_applicable,
    "year-outside": look_up,
}


def saved_anew(path: Path) -> None:
    """Save a file anew from another program: its cells, without programs, links and objects.

    Raises:
        Exception: The program does not open it, with whatever error it has for that.
    """
    openpyxl.load_workbook(path, keep_vba=False, keep_links=False).save(path)


def another_copy(path: Path) -> None:
    """Put a copy from the sender in its place, or the same rows in an empty template."""
    made_of(host()).save(path)


# Of files as a whole; the second, where the program does not open it.
FILE_REMEDIES: Mapping[str, tuple[Callable[[Path], None], ...]] = {
    "workbook-bomb": (another_copy,),
    "workbook-damaged": (saved_anew, another_copy),
    "workbook-embedded": (saved_anew,),
    "workbook-encrypted": (another_copy,),
    "workbook-entities": (another_copy,),
    "workbook-external-links": (saved_anew,),
    "workbook-macros": (saved_anew,),
    "workbook-of-another-kind": (saved_anew, another_copy),
    "workbook-part-missing": (another_copy,),
    "workbook-part-repeated": (saved_anew,),
    "workbook-too-large": (saved_anew, another_copy),
    "workbook-too-many-parts": (saved_anew,),
}


def remedied(path: Path, finding: Finding) -> None:
    """Do what a finding asks for, in the file."""
    made = openpyxl.load_workbook(path)
    REMEDIES[finding.code](made, finding)
    made.save(path)
