"""Tables of a document: captions, repeated heads, whole rows, numbers on the right, widths."""

from collections.abc import Sequence

from docx.document import Document
from docx.shared import Pt
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph

from reporting.messages import _
from reporting.renderers.column_widths import SIZES, fitted_to_page
from reporting.renderers.docx.styles import (
    REMARK,
    TABLE,
    TABLE_NUMBER,
    TABLE_TEXT,
    add_field,
    add_paragraph,
    cleaned,
    element,
    set_style,
)
from reporting.renderers.grids import DASH, DrawnCell, DrawnRow, DrawnTable

CAPTION = _("Table")
TWIPS = 20


def add_table(
    document: Document, table: DrawnTable, number: int, room: float, language: str
) -> None:
    """Add a table under its numbered caption, and below it why cells are empty.

    Args:
        document: Where to add it.
        table: The table.
        number: Its number.
        room: How wide it may be, in points.
        language: The language of the caption.
    """
    add_caption(document, table.title, number, language)
    if not table.rows:
        add_paragraph(document, cleaned(table.nothing), TABLE_TEXT)
        return
    size, widths = fitted_to_page(table, room)
    made = document.add_table(rows=0, cols=len(table.heads), style=TABLE)
    made.autofit = False
    _set_widths(made, widths)
    rows = (DrawnRow(cells=table.heads), *table.rows)
    for row in rows:
        _fill(made.add_row(), row, size)
    for cell in made.rows[0].cells:
        cell.paragraphs[0].runs[0].bold = True
    made.rows[0]._tr.get_or_add_trPr().append(element("tblHeader"))  # noqa: SLF001 - no other way
    for letter, sentence in table.footnotes:
        add_paragraph(document, f"{DASH} {letter}  {sentence}", REMARK)


def add_caption(document: Document, title: str, number: int, language: str) -> Paragraph:
    """Add a numbered caption."""
    caption = add_paragraph(document, style="Caption")
    caption.add_run(f"{CAPTION[language]} ")
    add_field(caption, r"SEQ Table \* ARABIC", str(number))
    caption.add_run(cleaned(f". {title}" if title else ""))
    return caption


def _set_widths(table: Table, widths: Sequence[float]) -> None:
    for column, points in zip(table.columns, widths, strict=True):
        column.width = Pt(points)
    properties = table._tbl.tblPr  # noqa: SLF001 - no other way
    whole = element("tblW", {"w": str(round(sum(widths) * TWIPS)), "type": "dxa"})
    for old in properties.findall(whole.tag):
        properties.remove(old)
    # The schema has them in an order: the width after the style.
    properties.insert(1, whole)


def _fill(made: _Row, row: DrawnRow, size: float) -> None:
    made._tr.get_or_add_trPr().append(element("cantSplit"))  # noqa: SLF001 - no other way
    cells = made.cells
    if row.is_heading:
        merged = cells[0].merge(cells[-1])
        _write(merged, row.cells[0], size).runs[0].bold = True
        return
    for cell, drawn in zip(cells, row.cells, strict=True):
        _write(cell, drawn, size)


def _write(cell: _Cell, drawn: DrawnCell, size: float) -> Paragraph:
    paragraph: Paragraph = cell.paragraphs[0]
    set_style(paragraph, TABLE_NUMBER if drawn.is_number else TABLE_TEXT)
    run = paragraph.add_run(cleaned(drawn.text))
    # The usual size is that of the style.
    if size != SIZES[0]:
        run.font.size = Pt(size)
    return paragraph
