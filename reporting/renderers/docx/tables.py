"""Tables of a document: captions, repeated heads, whole rows, numbers on the right, widths."""

from collections.abc import Sequence
from unicodedata import east_asian_width

from docx.document import Document
from docx.shared import Pt
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph

from reporting.messages import _
from reporting.renderers.docx.elements import add_field, add_paragraph, cleaned, element, set_style
from reporting.renderers.docx.styles import REMARK, TABLE, TABLE_NUMBER, TABLE_TEXT
from reporting.renderers.footnotes import DASH
from reporting.renderers.grids import Drawn, DrawnRow, DrawnTable

CAPTION = _("Table")
NARROW = ",.:;'|!ijl "
SIZES = (8.0, 7.5, 7.0, 6.5, 6.0, 5.5)
SMALLEST_LIKED = 6.5
FOR_FIGURES = 0.65
MARGIN = 5.6
LONGEST = 60.0
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
    size, widths = fitted(table, room)
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


def needs(table: DrawnTable) -> float:
    """Return how many points a table needs at its usual size."""
    return sum(_least(table, at) * SIZES[0] + 2 * MARGIN for at in range(len(table.heads)))


def fitted(table: DrawnTable, room: float) -> tuple[float, list[float]]:
    """Return the size of the letters at which a table fits, and the widths of its columns."""
    places = range(len(table.heads))
    least = [_least(table, at) for at in places]
    size = _size(sum(least), 2 * MARGIN * len(least), room)
    narrow = [each * size + 2 * MARGIN for each in least]
    liked = [max(_liked(table, at) * size + 2 * MARGIN, narrow[at]) for at in places]
    spare, more = room - sum(narrow), sum(liked) - sum(narrow)
    if spare <= 0:
        return size, [each * room / sum(narrow) for each in narrow]
    share = min(1.0, spare / more) if more > 0 else 0.0
    return size, [a + (b - a) * share for a, b in zip(narrow, liked, strict=True)]


def _size(least: float, margins: float, room: float) -> float:
    """Return the largest size that leaves texts some room beside figures, or that fits at all."""
    needed = {size: least * size + margins for size in SIZES}
    liked = [size for size in SIZES if needed[size] <= FOR_FIGURES * room]
    if liked and liked[0] >= SMALLEST_LIKED:
        return liked[0]
    fitting = [size for size in SIZES if needed[size] <= room]
    return min([*fitting[:1], SMALLEST_LIKED]) if fitting else SIZES[-1]


def width(text: str) -> float:
    """Return about how wide a text is, in widths of its size."""
    return sum(
        1.0 if east_asian_width(each) in "WF" else 0.3 if each in NARROW else 0.6 for each in text
    )


def _column(table: DrawnTable, at: int) -> Sequence[Drawn]:
    rows = [row.cells[at] for row in table.rows if not row.is_heading]
    return [table.heads[at], *rows]


def _least(table: DrawnTable, at: int) -> float:
    """Return the width of what in a column cannot be broken."""
    return max(
        width(piece)
        for each in _column(table, at)
        for piece in ([each.text] if each.is_unbroken else _pieces(each.text))
    )


def _pieces(text: str) -> list[str]:
    """Return what stays together: words; of Japanese, four characters."""
    words = text.replace("-", "- ").split()
    return [
        word[:4] if any(east_asian_width(each) in "WF" for each in word) else word[:24]
        for word in words
    ] or [""]


def _liked(table: DrawnTable, at: int) -> float:
    """Return the width a column would like: its longest text, or its head in two lines."""
    head, *cells = _column(table, at)
    longest = max([width(each.text) for each in cells], default=0)
    return min(max(longest, width(head.text) / 2), LONGEST)


def _set_widths(table: Table, widths: Sequence[float]) -> None:
    for column, points in zip(table.columns, widths, strict=True):
        column.width = Pt(points)
    properties = table._tbl.tblPr  # noqa: SLF001 - no other way
    whole = element("tblW", {"w": str(round(sum(widths) * TWIPS)), "type": "dxa"})
    for old in properties.findall(whole.tag):
        properties.remove(old)
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


def _write(cell: _Cell, drawn: Drawn, size: float) -> Paragraph:
    paragraph: Paragraph = cell.paragraphs[0]
    set_style(paragraph, TABLE_NUMBER if drawn.is_number else TABLE_TEXT)
    run = paragraph.add_run(cleaned(drawn.text))
    if size != SIZES[0]:
        run.font.size = Pt(size)
    return paragraph
