"""One spelling of a value, as its type has it: what is only written otherwise is no change.

A number has no plus sign, no leading zeros and no zeros at its end; a truth is ``true`` or
``false``; a line of a text ends in LF. What is no value of its type stays as it is written.
"""

from decimal import Decimal

import pyarrow as pa
import pyarrow.compute as pc

from reporting.packages.model import NUMERIC

CRLF = "\r\n"
# Nearly every cell is in the one spelling already: only those that match are rewritten.
OTHERWISE = {
    "number": r"[^0-9-]|^-?0[0-9]|^-0$",
    "boolean": "^(?:True|TRUE|1|False|FALSE|0)$",
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
    "string": ((CRLF, "\n"),),
}
"""Of each kind, what is written in place of what, one after the other."""


def kind_of(type_name: str) -> str:
    """Return the kind of values a type has: those of one kind are spelt alike."""
    if type_name in NUMERIC:
        return "number"
    return type_name if type_name == "boolean" else "string"


def as_text(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Return a column of whatever plain type as text; a number is written out, never with an E."""
    if pa.types.is_string(column.type):
        return column
    values = column.cast(column.type.value_type) if _is_coded(column.type) else column
    text = values.cast(pa.string())
    if not (pa.types.is_decimal(values.type) or pa.types.is_floating(values.type)):
        return text
    is_short = pc.match_substring(text, "e", ignore_case=True)
    if not pc.any(is_short).as_py():
        return text
    cells = [f"{Decimal(each):f}" for each in text.filter(is_short).to_pylist()]
    return replaced(
        text,
        pc.fill_null(is_short, fill_value=False),
        pa.chunked_array([pa.array(cells, pa.string())]),
    )


def _is_coded(kind: pa.DataType) -> bool:
    return bool(pa.types.is_dictionary(kind))


def spelt_once(column: pa.ChunkedArray, kind: str) -> pa.ChunkedArray:
    """Return the cells of a column in the one spelling of their kind."""
    if kind == "string":
        is_other = pc.match_substring(
            column, CRLF
        )  # a text as such is found in a third of the time
    else:
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
