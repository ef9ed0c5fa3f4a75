"""Zeros before a number that is a name, as a spreadsheet drops them: 007 becomes 7."""

import re
from collections.abc import Iterator
from pathlib import Path

from reporting.findings import Finding, Place
from reporting.packages.csv_text import shown, text_lines
from reporting.packages.model import Schema

MOST_ZEROS, MOST_DIGITS = 8, 20
LEADING_ZERO = re.compile(rb'(?<![^,"\n])0[0-9]+(?![^,"\r\n])')


def with_zeros(cell: str) -> tuple[str, ...]:
    """Return what a number may have been before a spreadsheet dropped the zeros before it."""
    if not cell.isdecimal() or len(cell) > MOST_DIGITS:
        return ()
    return tuple("0" * count + cell for count in range(1, MOST_ZEROS + 1))


def shorter_than_neighbours(file: Path, schema: Schema, place: Place) -> Iterator[Finding]:
    """Yield the numbers of a column of texts that are shorter than all that begin with a zero.

    Args:
        file: A readable table in canonical form.
        schema: Its schema.
        place: The package and table the findings are about.
    """
    if not LEADING_ZERO.search(file.read_bytes()):
        return  # as nearly every file: its rows need not be read again
    lines = text_lines(file)
    header = next(lines)[1]
    texts = {each.name for each in schema.fields if each.type == "string"}
    columns = [(at, name) for at, name in enumerate(header) if name in texts]
    numbers: dict[str, dict[int, str]] = {name: {} for _at, name in columns}
    for row, cells in lines:
        if len(cells) == len(header):
            for at, name in columns:
                if cells[at].isdecimal():
                    numbers[name][row] = cells[at]
    for name, found in numbers.items():
        zeros = {row: cell for row, cell in found.items() if cell[0] == "0" and len(cell) > 1}
        lengths = {len(cell) for cell in zeros.values()}
        if len(lengths) == 1:
            (length,) = lengths
            first = min(zeros)
            for row, cell in found.items():
                if len(cell) < length:
                    where = Place(package=place.package, table=place.table, row=row, field=name)
                    values = {
                        "value": shown(cell),
                        "meant": cell.zfill(length),
                        "first": str(first),
                        "there": zeros[first],
                    }
                    yield Finding(code="zero-perhaps-lost", place=where, values=values)
