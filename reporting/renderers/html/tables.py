"""Tables of a page: captions, heads that repeat in print, figures that lead to their rows."""

from markupsafe import Markup

from reporting.renderers.footnotes import DASH
from reporting.renderers.grids import Drawn, DrawnRow, DrawnTable
from reporting.renderers.html.lineages import Lineages

NOTHING = Markup()
WIDE = 7
LONG = 60


def table_html(table: DrawnTable, number: int, caption: str, lineages: Lineages) -> Markup:
    """Return a table under its caption, and below it why cells are empty.

    Args:
        table: The table.
        number: Its number.
        caption: What stands before its title, as ``Table 3``.
        lineages: Where the rows behind its figures are kept.
    """
    said = Markup('<p class="cap" id="table-{}"><b>{}</b> {}</p>\n').format(
        number, caption, table.title
    )
    if not table.rows:
        return Markup("{}<p>{}</p>\n").format(said, table.nothing)
    head = NOTHING.join(
        Markup('<th scope="col"{}>{}</th>').format(_look(each), each.text) for each in table.heads
    )
    rows = NOTHING.join(_row(each, len(table.heads), lineages) for each in table.rows)
    return Markup(
        '<div{0}>\n{1}<div class="scroll" role="region" tabindex="0" aria-labelledby="table-{2}">\n'
        '<table aria-labelledby="table-{2}">\n<thead><tr>{3}</tr></thead>\n'
        "<tbody>\n{4}</tbody></table></div>\n{5}</div>\n"
    ).format(
        Markup(' class="wide"') if is_wide(table) else NOTHING,
        said,
        number,
        head,
        rows,
        _footnotes(table),
    )


def is_wide(table: DrawnTable) -> bool:
    """Tell whether a table is printed across the long side of the paper."""
    return bool(table.rows) and len(table.heads) > WIDE


def _row(row: DrawnRow, width: int, lineages: Lineages) -> Markup:
    if row.is_heading:
        return Markup('<tr><th class="g" scope="colgroup" colspan="{}">{}</th></tr>\n').format(
            width, row.cells[0].text
        )
    cells = NOTHING.join(
        Markup("<td{}>{}</td>").format(_look(each), _text(each, lineages)) for each in row.cells
    )
    return Markup("<tr>{}</tr>\n").format(cells)


def _text(drawn: Drawn, lineages: Lineages) -> Markup:
    """Return the text of a cell; only figures lead to rows, though others may share them."""
    return lineages.link(drawn.cell.lineage if drawn.is_number else None, drawn.text)


def _look(drawn: Drawn) -> Markup:
    if drawn.is_number:
        return Markup(' class="n"')
    if drawn.is_unbroken:
        return Markup(' class="u"')
    return Markup(' class="t"') if len(drawn.text) > LONG else NOTHING


def _footnotes(table: DrawnTable) -> Markup:
    if not table.footnotes:
        return NOTHING
    lines = NOTHING.join(
        Markup("<li>{} {}: {}</li>").format(DASH, letter, sentence)
        for letter, sentence in table.footnotes
    )
    return Markup('<ul class="why">{}</ul>\n').format(lines)
