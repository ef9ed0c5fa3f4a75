"""Text of the data that a spreadsheet could take for a formula, and how CSV keeps it text.

Excel reads a cell of a CSV file as a formula if it begins with one of ``= + - @``, their full-width
forms, or a control character; and where a computer splits lines at semicolons or tabs, a cell
begins wherever one of these, or a line break, stands in a text. An apostrophe makes it text.

`guarded` is for whoever reads the sheet; what `shielded` writes, `unshielded` gives back as it was.

XLSX needs none: its text cells are text. `is_active` tells which of them a person who edits one
should have kept as text (quotePrefix).
"""

import re

CONTROL = "\x00-\x1f\x7f"
FULL_WIDTH = "\uff1d\uff0b\uff0d\uff20"  # the same four as Japanese keyboards write them
ACTIVE = rf"=+\-@{FULL_WIDTH}{CONTROL}"
_BEGINS = re.compile(rf"[{ACTIVE}]")
_STARTS = r'((?:^|[;\t\r\n])"*)'
_CELL = re.compile(rf"{_STARTS}(?=[{ACTIVE}])")
_OPEN = re.compile(rf"{_STARTS}(?='*[{ACTIVE}])")
_SHIELDED = re.compile(rf"{_STARTS}'(?='*[{ACTIVE}])")


def is_active(text: str) -> bool:
    """Tell whether a text begins as a formula or with a control character."""
    return _BEGINS.match(text) is not None


def guarded(text: str) -> str:
    """Return a text with an apostrophe wherever a spreadsheet could begin a formula in it."""
    return _CELL.sub(r"\1'", text)


def shielded(text: str) -> str:
    """Return a text as `guarded`, an apostrophe more before apostrophes that stand there too."""
    return _OPEN.sub(r"\1'", text)


def unshielded(text: str) -> str:
    """Return the text that was `shielded`."""
    return _SHIELDED.sub(r"\1", text)
