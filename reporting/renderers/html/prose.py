"""Narratives as HTML, every text escaped."""

from collections.abc import Iterable

from markupsafe import Markup

from reporting.forms.model import prose
from reporting.forms.model.prose import Align, Block, Grid, Items, Line, TextSpan

NOTHING = Markup()
LOWEST_HEADING = 4
DEEPEST_HEADING = 6


def prose_html(blocks: Iterable[Block]) -> Markup:
    """Return a narrative."""
    return NOTHING.join(_block(each) for each in blocks)


def line_html(line: Line) -> Markup:
    """Return the spans of a line."""
    return NOTHING.join(_span(each) for each in line)


def _block(block: Block) -> Markup:
    match block:
        case prose.Paragraph():
            return Markup("<p>{}</p>\n").format(line_html(block.line))
        case prose.Heading():
            level = min(LOWEST_HEADING + block.level, DEEPEST_HEADING)
            return Markup("<h{0}>{1}</h{0}>\n").format(level, line_html(block.line))
        case Items():
            items = NOTHING.join(
                Markup("<li>{}</li>\n").format(prose_html(each)) for each in block.items
            )
            return Markup("<{0}>\n{1}</{0}>\n").format("ol" if block.is_numbered else "ul", items)
        case prose.Quotation():
            return Markup("<blockquote>{}</blockquote>\n").format(prose_html(block.blocks))
        case prose.Verbatim():
            return Markup("<pre>{}</pre>\n").format(block.text)
        case Grid():
            return _grid(block)


def _span(span: TextSpan) -> Markup:
    said = Markup("<br>").join(span.text.split("\n"))
    for is_so, tag in (
        (span.is_code, "code"),
        (span.is_italic, "em"),
        (span.is_bold, "strong"),
    ):
        said = Markup("<{0}>{1}</{0}>").format(tag, said) if is_so else said
    if span.address:
        return Markup('<a href="{}" rel="noreferrer">{}</a>').format(span.address, said)
    return said


def _grid(grid: Grid) -> Markup:
    caption = Markup("<caption>{}</caption>\n").format(line_html(grid.caption))
    head = _cells(Markup('th scope="col"'), grid.head, grid.aligned)
    rows = NOTHING.join(
        Markup("<tr>{}</tr>\n").format(_cells("td", row, grid.aligned)) for row in grid.rows
    )
    return Markup(
        '<div class="scroll" tabindex="0"><table>\n{}<thead><tr>{}</tr></thead>\n'
        "<tbody>{}</tbody></table></div>\n"
    ).format(caption if grid.caption else NOTHING, head, rows)


def _cells(tag: str, lines: Iterable[Line], aligned: Iterable[Align]) -> Markup:
    look = {Align.LEFT: "", Align.RIGHT: Markup(' class="n"'), Align.CENTER: Markup(' class="c"')}
    return NOTHING.join(
        Markup("<{0}{1}>{2}</{3}>").format(tag, look[align], line_html(line), tag[:2])
        for line, align in zip(lines, aligned, strict=False)
    )
