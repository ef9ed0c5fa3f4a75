"""What a narrative is made of: blocks of text, as plain values that every renderer can write.

`reporting.forms.model.markdown` reads them from Markdown.
"""

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True, kw_only=True)
class TextSpan:
    r"""A piece of text in one style.

    Attributes:
        text: The text; ``\n`` for a break of the line.
        is_bold: Whether it is strong.
        is_italic: Whether it is emphasized.
        is_code: Whether it stands for itself, as a file name does.
        address: Where it leads, ``https:``, ``http:`` or ``mailto:``; empty for nowhere.
    """

    text: str
    is_bold: bool = False
    is_italic: bool = False
    is_code: bool = False
    address: str = ""


Line = tuple[TextSpan, ...]


class Align(StrEnum):
    """On which side the texts of a column stand."""

    LEFT = "left"
    RIGHT = "right"
    CENTER = "center"


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A paragraph."""

    line: Line


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading within a narrative; level 1 is the highest in it."""

    line: Line
    level: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Items:
    """A list, numbered or not; each item is a text of its own."""

    items: tuple["Blocks", ...]
    is_numbered: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """A quotation."""

    blocks: "Blocks"


@dataclass(frozen=True, slots=True, kw_only=True)
class Verbatim:
    """Lines that stand as they were written."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A table within a narrative: its head, its rows, how its columns stand, and its caption."""

    head: tuple[Line, ...]
    rows: tuple[tuple[Line, ...], ...]
    aligned: tuple[Align, ...]
    caption: Line = ()


Block = Paragraph | Heading | Items | Quotation | Verbatim | Grid
Blocks = tuple[Block, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Prose:
    """A narrative as it was read.

    Attributes:
        blocks: Its blocks.
        left_out: What of it is not carried over: HTML, images, links that lead nowhere.
    """

    blocks: Blocks
    left_out: tuple[str, ...] = ()
