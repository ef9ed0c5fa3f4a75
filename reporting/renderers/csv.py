"""Rows as CSV: UTF-8, LF, commas, quotation marks only where needed.

What is written is exact: whoever reads it gets the data back as they are, also text that begins
with an equals sign. So it is with the downloads of the data. Reports, which people open in a
spreadsheet, first put their text through `reporting.renderers.csv_injection`.
"""

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

CRLF = "\r\n"


def to_csv(header: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """Return a header and rows as CSV; None is an empty cell, truth is true or false."""
    lines = _Lines()
    writer = csv.writer(lines, lineterminator=CRLF)
    writer.writerow(header)
    writer.writerows([_cell(each) for each in row] for row in rows)
    return "".join(lines.written).encode("utf-8")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Lines:
    """Lines that end in LF, of a writer that quotes CR as well only if lines end in both."""

    written: list[str] = field(default_factory=list)

    def write(self, line: str) -> None:
        self.written.append(line.removesuffix(CRLF) + "\n")


def _cell(value: object) -> object:
    return str(value).lower() if isinstance(value, bool) else value
