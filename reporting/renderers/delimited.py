"""Rows as CSV: UTF-8, LF, commas, quotation marks only where needed.

What is written is exact: whoever reads it gets the data back as they are, also text that begins
with an equals sign. So it is with the downloads of the data. Reports, which people open in a
spreadsheet, first put their text through `reporting.renderers.guarding`.
"""

import csv
from collections.abc import Iterable, Sequence
from io import StringIO


def to_csv(header: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """Return a header and rows as CSV; None is an empty cell, truth is true or false."""
    stream = StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(header)
    writer.writerows([_cell(each) for each in row] for row in rows)
    return stream.getvalue().encode("utf-8")


def _cell(value: object) -> object:
    return str(value).lower() if isinstance(value, bool) else value
