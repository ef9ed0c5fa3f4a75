"""Narratives in a document: paragraphs, lists, quotations, tables, links."""

from collections.abc import Iterable
from dataclasses import dataclass

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm
from docx.text.paragraph import Paragraph as Written

from reporting.forms.model import prose
from reporting.forms.model.prose import Align, Block, Grid, Items, Line, TextSpan
from reporting.renderers.docx.styles import (
    CODE,
    REMARK,
    TABLE,
    TABLE_TEXT,
    VERBATIM,
    add_link,
    add_paragraph,
    cleaned,
    element,
    restarted,
    set_style,
)

LOWEST_HEADING = 3
DEEPEST_HEADING = 5
DEEPEST_LIST = 2
ALIGNMENTS = {
    Align.LEFT: WD_ALIGN_PARAGRAPH.LEFT,
    Align.RIGHT: WD_ALIGN_PARAGRAPH.RIGHT,
    Align.CENTER: WD_ALIGN_PARAGRAPH.CENTER,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Within:
    """What a block stands in.

    Attributes:
        style: The style of its paragraphs; empty for the usual one.
        depth: How many lists it stands in.
        indent: How far it is set in, in centimetres.
    """

    style: str = ""
    depth: int = 0
    indent: float = 0


AT_TOP = _Within()


def add_prose(document: Document, blocks: Iterable[Block], within: _Within = AT_TOP) -> None:
    """Add a narrative."""
    for block in blocks:
        match block:
            case prose.Paragraph():
                _add_line(document, block.line, within)
            case prose.Heading():
                level = min(LOWEST_HEADING + block.level, DEEPEST_HEADING)
                add_line(add_paragraph(document, style=f"Heading {level}"), block.line)
            case Items():
                _add_items(document, block, within)
            case prose.Quotation():
                quoted = _Within(style="Quote", depth=within.depth, indent=within.indent + 0.6)
                add_prose(document, block.blocks, quoted)
            case prose.Verbatim():
                add_paragraph(document, cleaned(block.text), VERBATIM)
            case Grid():
                _add_grid(document, block)


def add_line(paragraph: Written, line: Line) -> None:
    """Add the spans of a line to a paragraph."""
    for span in line:
        _add_span(paragraph, span)


def _add_span(paragraph: Written, span: TextSpan) -> None:
    text = cleaned(span.text)
    if span.address:
        run = add_link(paragraph, text, span.address)
    else:
        run = paragraph.add_run(text, style=CODE if span.is_code else None)
    run.bold = span.is_bold or None
    run.italic = span.is_italic or None


def _add_line(document: Document, line: Line, within: _Within) -> Written:
    paragraph = add_paragraph(document, style=within.style)
    if within.indent:
        paragraph.paragraph_format.left_indent = Cm(within.indent)
    add_line(paragraph, line)
    return paragraph


def _add_items(document: Document, items: Items, within: _Within) -> None:
    """Add a list; what follows the first paragraph of an item is set in as far as the item."""
    depth = min(within.depth + 1, DEEPEST_LIST)
    name = "List Number" if items.is_numbered else "List Bullet"
    style = name if depth == 1 else f"{name} {depth}"
    own = document.styles[style]
    numbering = document.part.numbering_part.element
    number = restarted(numbering, own.element) if items.is_numbered else 0
    after = _Within(depth=depth, indent=0.63 * depth)
    for blocks in items.items:
        first, rest = (blocks[0], blocks[1:]) if blocks else (prose.Paragraph(line=()), ())
        if isinstance(first, prose.Paragraph):
            paragraph = _add_line(document, first.line, _Within(style=style))
            if number:
                _set_number(paragraph, number)
        else:
            rest = blocks
        add_prose(document, rest, after)


def _set_number(paragraph: Written, number: int) -> None:
    properties = paragraph._p.get_or_add_pPr()  # noqa: SLF001 - no other way
    numbered = properties.get_or_add_numPr()
    numbered.append(element("ilvl", {"val": "0"}))
    numbered.append(element("numId", {"val": str(number)}))


def _add_grid(document: Document, grid: Grid) -> None:
    if grid.caption:
        add_line(add_paragraph(document, style="Caption"), grid.caption)
    made = document.add_table(rows=0, cols=len(grid.head), style=TABLE)
    for row in (grid.head, *grid.rows):
        cells = made.add_row().cells
        for cell, line, align in zip(cells, row, grid.aligned, strict=False):
            paragraph = cell.paragraphs[0]
            set_style(paragraph, TABLE_TEXT)
            paragraph.alignment = ALIGNMENTS[align]
            add_line(paragraph, line)
    for row_made in made.rows:
        row_made._tr.get_or_add_trPr().append(element("cantSplit"))  # noqa: SLF001 - no other way
    made.rows[0]._tr.get_or_add_trPr().append(element("tblHeader"))  # noqa: SLF001 - no other way
    add_paragraph(document, style=REMARK)
