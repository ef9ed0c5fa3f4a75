"""Labels of a table on a sheet: found wherever they stand, whole or nearly."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches

from reporting.aef_checker.tables import DOWN
from reporting.aef_checker.xlsx_reader.cells import CellKind, XlsxCell
from reporting.aef_checker.xlsx_reader.sheets import XlsxSheet
from reporting.official_forms.aef import AefColumn, AefSheet

# Copies of the template have their labels in rows 4 to 11, within 40 columns.
HIGHEST_ROW = 60
RIGHTMOST = 120
ENOUGH = 0.4
ALIKE = 0.82
# What is compared for likeness costs by the square of its length.
LONGEST_LABEL = 200
# The decisions mark labels with footnotes, (a) to (v).
FOOTNOTE = re.compile(r"\s+\([a-z]\)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Labels:
    """Where the labels of a table stand.

    Attributes:
        line: The row they stand in; with labels in a column, that column.
        places: By technical name, the column; with labels in a column, the row.
        repeated: Cells whose label another cell has already.
        misspelt: Cells whose label is nearly one of the template, with the technical name.
        unknown: Cells in the line whose text is no label.
        are_keys: Whether they are the keys of CAD Trust instead of the labels of the template.
    """

    line: int
    places: Mapping[str, int]
    repeated: tuple[tuple[str, XlsxCell], ...]
    misspelt: tuple[tuple[str, XlsxCell], ...]
    unknown: tuple[XlsxCell, ...]
    are_keys: bool = False


def plain(text: str) -> str:
    """Return a label so that it compares: one case, single spaces, no mark of a footnote."""
    squeezed = " ".join(unicodedata.normalize("NFKC", text).casefold().split())
    return FOOTNOTE.sub("", squeezed).rstrip(" :*")


def top(sheet: XlsxSheet) -> Iterator[XlsxCell]:
    """Yield the texts near the top of a sheet, where headings and labels stand."""
    for row in range(1, HIGHEST_ROW + 1):
        for column, cell in sorted(sheet.rows.get(row, {}).items()):
            if column <= RIGHTMOST and cell.kind is CellKind.TEXT:
                yield cell


def find_labels(
    sheet: XlsxSheet,
    columns: Sequence[AefColumn],
    official: AefSheet,
    enough: float = ENOUGH,
) -> Labels | None:
    """Return where the labels of a table stand, none if too few of them are found."""
    is_down = official.orientation == DOWN
    lines: dict[int, list[XlsxCell]] = {}
    for cell in top(sheet):
        lines.setdefault(cell.column if is_down else cell.row, []).append(cell)
    printed = {plain(each.label.en): each.name for each in columns}
    keys = {plain(each.cadtrust): each.name for each in columns if each.cadtrust}
    rows_above = 0 if is_down else official.label_rows - 1
    found = _found(lines, printed, rows_above, is_down=is_down, enough=enough)
    if found or not keys:
        return found
    found = _found(lines, keys, rows_above, is_down=is_down, enough=enough)
    return replace(found, are_keys=True) if found else None


def _found(
    lines: Mapping[int, Sequence[XlsxCell]],
    wanted: Mapping[str, str],
    rows_above: int,
    *,
    is_down: bool,
    enough: float,
) -> Labels | None:
    scored = [
        # Of equal lines the upper, or the left one.
        (len({plain(cell.text) for cell in cells} & wanted.keys()), -line)
        for line, cells in lines.items()
    ]
    best, line = max(scored, default=(0, 0))
    if not best or best < enough * len(wanted):
        return None
    cells = [*lines[-line], *_reaching_down(lines, -line, rows_above)]
    return _placed(-line, cells, wanted, is_down=is_down)


def _reaching_down(
    lines: Mapping[int, Sequence[XlsxCell]], line: int, rows_above: int
) -> Iterator[XlsxCell]:
    """Yield the labels above a line that are those of their columns: merged down to the line.

    A merged cell has its text in its first row. Over a label of the line stands but a band.
    """
    taken = {cell.column for cell in lines[line]}
    for row in range(line - 1, line - 1 - rows_above, -1):
        yield from (cell for cell in lines.get(row, ()) if cell.column not in taken)
        taken |= {cell.column for cell in lines.get(row, ())}


def _placed(
    line: int, cells: Iterable[XlsxCell], wanted: Mapping[str, str], *, is_down: bool
) -> Labels:
    places: dict[str, int] = {}
    repeated: list[tuple[str, XlsxCell]] = []
    others: list[XlsxCell] = []
    for cell in cells:
        name = wanted.get(plain(cell.text))
        if name is None:
            others.append(cell)
        elif name in places:
            repeated.append((name, cell))
        else:
            places[name] = cell.row if is_down else cell.column
    # Only now: a near miss must not take the place of a label that stands further on.
    misspelt: list[tuple[str, XlsxCell]] = []
    unknown: list[XlsxCell] = []
    for cell in others:
        missing = [label for label, name in wanted.items() if name not in places]
        close = get_close_matches(plain(cell.text)[:LONGEST_LABEL], missing, 1, ALIKE)
        if close:
            name = wanted[close[0]]
            places[name] = cell.row if is_down else cell.column
            misspelt.append((name, cell))
        else:
            unknown.append(cell)
    return Labels(
        line=line,
        places=places,
        repeated=tuple(repeated),
        misspelt=tuple(misspelt),
        unknown=tuple(unknown),
    )
