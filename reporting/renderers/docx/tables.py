"""Tables of a document: captions, repeated heads, whole rows, numbers on the right, widths."""

from collections.abc import Sequence
from dataclasses import dataclass

from docx.document import Document
from docx.oxml.ns import qn
from docx.shared import Pt
from docx.table import Table
from docx.text.paragraph import Paragraph
from lxml.etree import SubElement

from reporting.messages import _
from reporting.renderers.column_widths import SIZES, fitted_to_page
from reporting.renderers.docx.styles import (
    REMARK,
    TABLE,
    TABLE_NUMBER,
    TABLE_TEXT,
    Element,
    add_field,
    add_paragraph,
    cleaned,
    element,
    style_id,
)
from reporting.renderers.grids import DASH, DrawnCell, DrawnTable

CAPTION = _("Table")
TWIPS = 20
ROW_LOOK, VALUE, VALUE_OF_WIDTH = qn("w:trPr"), qn("w:val"), qn("w:w")


def add_table(
    document: Document, table: DrawnTable, number: int, room: float, language: str
) -> None:
    """Add a table under its numbered caption, and below it why cells are empty.

    A table of a form has its number in its title already.

    Args:
        document: Where to add it.
        table: The table.
        number: Its number.
        room: How wide it may be, in points.
        language: The language of the caption.
    """
    if table.is_numbered:
        add_paragraph(document, cleaned(table.title), "Caption")
    else:
        add_caption(document, table.title, number, language)
    if not table.rows:
        add_paragraph(document, cleaned(table.nothing), TABLE_TEXT)
        return
    size, widths = fitted_to_page(table, room)
    made = document.add_table(rows=0, cols=len(table.heads), style=TABLE)
    made.autofit = False
    _set_widths(made, widths)
    columns = [each.width.twips for each in made.columns]
    head = _Row(cells=table.heads, columns=columns, size=size, is_bold=True).element()
    head.find(ROW_LOOK).append(element("tblHeader"))
    rows = (
        _Row(cells=row.cells, columns=columns, size=size, is_bold=row.is_heading).element()
        for row in table.rows
    )
    made._tbl.extend((head, *rows))  # noqa: SLF001 - no other way
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


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    """A row to be written, which python-docx would do a property at a time.

    Attributes:
        cells: Its cells; a single one spans the table.
        columns: The widths of the table's columns, in twips.
        size: The size of the letters, in points.
        is_bold: Whether they are bold.
    """

    cells: Sequence[DrawnCell]
    columns: Sequence[int]
    size: float
    is_bold: bool

    def element(self) -> Element:
        """Return it as an element of the word-processing namespace."""
        made = element("tr")
        SubElement(SubElement(made, ROW_LOOK), qn("w:cantSplit"))
        if len(self.cells) == 1:
            self._write(made, self.cells[0], sum(self.columns), len(self.columns))
            return made
        for cell, width in zip(self.cells, self.columns, strict=True):
            self._write(made, cell, width)
        return made

    def _write(self, row: Element, drawn: DrawnCell, width: int, span: int = 1) -> None:
        cell = SubElement(row, qn("w:tc"))
        look = SubElement(cell, qn("w:tcPr"))
        SubElement(look, qn("w:tcW"), {qn("w:type"): "dxa", VALUE_OF_WIDTH: str(width)})
        if span > 1:
            SubElement(look, qn("w:gridSpan"), {VALUE: str(span)})
        paragraph = SubElement(cell, qn("w:p"))
        style = TABLE_NUMBER if drawn.is_number else TABLE_TEXT
        of_paragraph = SubElement(paragraph, qn("w:pPr"))
        SubElement(of_paragraph, qn("w:pStyle"), {VALUE: style_id(style)})
        run = SubElement(paragraph, qn("w:r"))
        # The usual size is that of the style.
        is_small = self.size != SIZES[0]
        if self.is_bold or is_small:
            letters = SubElement(run, qn("w:rPr"))
            if self.is_bold:
                SubElement(letters, qn("w:b"))
            if is_small:
                SubElement(letters, qn("w:sz"), {VALUE: str(round(self.size * 2))})
        for place, line in enumerate(cleaned(drawn.text).split("\n")):
            if place:
                run.add_br()
            if line:
                run.add_t(line)
