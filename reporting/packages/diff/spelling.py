"""One spelling of a value, as its type has it: what is only written otherwise is no change.

A number has no plus sign, no leading zeros and no zeros at its end; a truth is ``true`` or
``false``; a line of a text ends in LF. What is no value of its type stays as it is written.
"""

import pyarrow as pa
import pyarrow.compute as pc

from reporting.packages.model import NUMERIC

# Nearly every cell is in the one spelling already: only those that match are rewritten.
OTHERWISE = {
    "number": r"[^0-9-]|^-?0[0-9]|^-0$",
    "boolean": "^(?:True|TRUE|1|False|FALSE|0)$",
    "string": "\r\n",
}
NUMBERS = (
    (r"^[ \t]+|[ \t]+$", ""),
    (r"^\+?(-?)0*([0-9]+)(?:\.0*)?$", r"\1\2"),
    (r"^\+?(-?)0*([0-9]+\.[0-9]*[1-9])0*$", r"\1\2"),
    ("^-0$", "0"),
)
SPELLINGS = {
    "number": NUMBERS,
    "boolean": (("^(?:True|TRUE|1)$", "true"), ("^(?:False|FALSE|0)$", "false")),
    "string": (("\r\n", "\n"),),
}
"""Of each kind, what is written in place of what, one after the other."""


def kind_of(type_name: str) -> str:
    """Return the kind of values a type has: those of one kind are spelt alike."""
    if type_name in NUMERIC:
        return "number"
    return type_name if type_name == "boolean" else "string"


def spelt_once(column: pa.ChunkedArray, kind: str) -> pa.ChunkedArray:
    """Return the cells of a column in the one spelling of their kind."""
    is_other = pc.match_substring_regex(column, OTHERWISE[kind])
    if not pc.any(is_other).as_py():
        return column
    cells = column.filter(is_other)
    for pattern, text in SPELLINGS[kind]:
        cells = pc.replace_substring_regex(cells, pattern, text)
    return replaced(column, pc.fill_null(is_other, fill_value=False), cells)


def replaced(
    column: pa.ChunkedArray, mask: pa.ChunkedArray, cells: pa.ChunkedArray
) -> pa.ChunkedArray:
    """Return a column with other cells where a mask says so."""
    whole = [each.combine_chunks() for each in (mask, cells)]  # Arrow takes them in one piece only
    return pc.replace_with_mask(column, *whole)
