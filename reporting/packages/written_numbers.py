"""Numbers of a column that are written with separators.

A mark with three digits behind it may part thousands, or begin decimals: 1,234. Which it does, a
spreadsheet of the same setting shows by another number of the column; else both readings are told.
"""

import re
from collections.abc import Mapping
from enum import StrEnum

from reporting.packages.csv_text import shown
from reporting.packages.model import CANONICAL
from reporting.packages.written_days import RefusedCell

SPACES = " '\u2019\u00a0\u2009\u202f"
OF_SPACES = re.compile(rf"(-?[0-9]{{1,3}}(?:([{SPACES}])[0-9]{{3}})(?:\2[0-9]{{3}})*)([.,][0-9]+)?")
DOUBTFUL = re.compile(r"-?(?!0)[0-9]{1,3}([.,])[0-9]{3}")


class DecimalMark(StrEnum):
    """What stands before the decimals of a number."""

    POINT = "point"
    COMMA = "comma"


SIGNS = {DecimalMark.POINT: (".", ","), DecimalMark.COMMA: (",", ".")}
OTHER = {DecimalMark.POINT: DecimalMark.COMMA, DecimalMark.COMMA: DecimalMark.POINT}
FORMS = {
    mark: re.compile(
        rf"-?(?:[0-9]+|[1-9][0-9]{{0,2}}(?:{re.escape(group)}[0-9]{{3}})+)(?:{re.escape(sign)}[0-9]+)?"
    )
    for mark, (sign, group) in SIGNS.items()
}


def read_numbers(
    cells: Mapping[int, str], kind: str, declared: DecimalMark | None = None
) -> Mapping[int, str | RefusedCell]:
    """Return the numbers of a column in digits alone, by row.

    A text that is no such number stays as it is: the rules of the table say what is wrong with it.

    Args:
        cells: The cells that hold something, by row.
        kind: The type of the column, ``integer`` or ``number``.
        declared: What stands before decimals, if somebody says so.
    """
    odd = {row: cell for row, cell in cells.items() if not CANONICAL[kind](cell)}
    marks = {mark for cell in odd.values() if (mark := _mark_of(cell))}
    mark = declared or (next(iter(marks)) if len(marks) == 1 else None)
    read: dict[int, str | RefusedCell] = {}
    for row, cell in cells.items():
        is_doubtful = bool(DOUBTFUL.fullmatch(cell)) and declared is None
        if row not in odd and not (is_doubtful and mark is DecimalMark.COMMA):
            read[row] = cell
        elif spaced := OF_SPACES.fullmatch(cell):
            whole = spaced[1].replace(spaced[2], "")
            read[row] = _if_it_is(kind, whole + (spaced[3] or "").replace(",", "."), cell)
        elif is_doubtful and (mark is None or row not in odd):
            read[row] = RefusedCell(
                code="number-doubtful",
                values={
                    "value": shown(cell),
                    "point": _plain(cell, DecimalMark.POINT),
                    "comma": _plain(cell, DecimalMark.COMMA),
                },
            )
        else:
            own = mark or _mark_of(cell)
            is_form = own is not None and len(marks) < len(OTHER)
            read[row] = _if_it_is(kind, _plain(cell, own), cell) if own and is_form else cell
    return read


def _mark_of(cell: str) -> DecimalMark | None:
    """Return what stands before the decimals by a number alone; None where it does not say."""
    spaced = OF_SPACES.fullmatch(cell)
    if spaced or DOUBTFUL.fullmatch(cell):
        decimals = spaced[3] if spaced else ""
        found = [mark for mark, (sign, _) in SIGNS.items() if (decimals or "").startswith(sign)]
    else:
        found = [mark for mark, form in FORMS.items() if form.fullmatch(cell)]
    return found[0] if len(found) == 1 else None


def _plain(cell: str, mark: DecimalMark) -> str:
    """Return a number in digits with a point; nothing where it has no such form."""
    sign, group = SIGNS[mark]
    return cell.replace(group, "").replace(sign, ".") if FORMS[mark].fullmatch(cell) else ""


def _if_it_is(kind: str, number: str, cell: str) -> str:
    return number if CANONICAL[kind](number) else cell
