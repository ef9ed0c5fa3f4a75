"""Markdown to the blocks of a narrative: what a filing can carry, and nothing else.

HTML, images and links other than to web and mail addresses are left out, and named; comments are
left out without a word. A paragraph before a table that begins with ``Table:`` is its caption. The
parser is python-markdown's; its tree is read, never its HTML.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache, reduce
from html import unescape
from itertools import groupby
from unicodedata import category, east_asian_width
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor
from markdown.util import HTML_PLACEHOLDER_RE

from reporting.forms.model.prose import (
    Align,
    Block,
    Grid,
    Heading,
    Items,
    Line,
    Paragraph,
    Prose,
    Quotation,
    TextSpan,
    Verbatim,
)

SCHEMES = frozenset(("http", "https", "mailto"))
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
WIDE = frozenset("WF")
# After the parser's own steps, of which the last has 0.
AT_LAST = -10
SHORT = 60
# \u8868 is Japanese for table, as authors write it: no text of ours, so in no catalogue.
CAPTION = re.compile(r"^(?:Table:|\u8868[:\uff1a])\s*(?=\S)")


class _Kept(Treeprocessor):
    """Keeps the tree that the parser has made."""

    root: Element | None = None

    def run(self, root: Element) -> None:
        """Keep the tree."""
        self.root = root


@dataclass(frozen=True, slots=True)
class _MarkdownReader:
    """Reads the tree; ``stash`` is the HTML the parser took away, ``left_out`` what is named."""

    stash: list[str]
    left_out: list[str]

    def blocks(self, parent: Element) -> Iterator[Block]:
        """Yield the blocks of an element; text without an element of its own is a paragraph."""
        loose = _Loose(parent)
        line = self.line(loose.element)
        if line:
            yield Paragraph(line=line)
        yield from _captioned(block for each in loose.others for block in self._block(each))

    def _block(self, element: Element) -> Iterator[Block]:
        match element.tag:
            case "ul" | "ol":
                items = tuple(tuple(self.blocks(each)) for each in element)
                yield Items(items=items, is_numbered=element.tag == "ol")
            case "blockquote":
                yield Quotation(blocks=tuple(self.blocks(element)))
            case "pre":
                yield Verbatim(text=unescape("".join(element.itertext())).rstrip("\n"))
            case "table":
                yield self._grid(element)
            case "hr":
                return
            case tag:
                line = self.line(element)
                if line and tag in HEADINGS:
                    yield Heading(line=line, level=HEADINGS.index(tag) + 1)
                elif line:
                    yield Paragraph(line=line)

    def _grid(self, table: Element) -> Grid:
        head, *rows = (tuple(row) for row in table.iter("tr"))
        return Grid(
            head=tuple(self.line(each) for each in head),
            rows=tuple(tuple(self.line(each) for each in row) for row in rows),
            aligned=tuple(_aligned(each) for each in head),
        )

    def line(self, element: Element) -> Line:
        """Return the text of an element, neighbours of one style joined, trimmed at its ends."""
        spans = [each for each in self._spans(element, TextSpan(text="")) if each.text]
        joined = [
            replace(style, text="".join(each.text for each in alike))
            for style, group in groupby(spans, key=lambda each: replace(each, text=""))
            if (alike := list(group))
        ]
        if joined:
            joined[0] = replace(joined[0], text=joined[0].text.lstrip())
            joined[-1] = replace(joined[-1], text=joined[-1].text.rstrip())
        return tuple(each for each in joined if each.text)

    def _spans(self, element: Element, style: TextSpan) -> Iterator[TextSpan]:
        yield replace(style, text=self._text(element.text))
        for each in element:
            yield from self._child(each, style)
            yield replace(style, text=self._text(each.tail))

    def _child(self, child: Element, style: TextSpan) -> Iterator[TextSpan]:
        match child.tag:
            case "strong":
                yield from self._spans(child, replace(style, is_bold=True))
            case "em":
                yield from self._spans(child, replace(style, is_italic=True))
            case "code":
                text = unescape("".join(child.itertext()))
                yield replace(style, is_code=True, text=text)
            case "br":
                yield replace(style, text="\n")
            case "img":
                self.left_out.append(f"![{child.get('alt', '')}]({child.get('src', '')})"[:SHORT])
                yield replace(style, text=child.get("alt", ""))
            case "a":
                address = self._address(child.get("href", ""))
                yield from self._spans(child, replace(style, address=address))
            case _:
                yield from self._spans(child, style)

    def _address(self, written: str) -> str:
        # It refuses a bracket that is left open.
        try:
            is_good = urlsplit(written).scheme.lower() in SCHEMES
        except ValueError:
            is_good = False
        if not is_good:
            self.left_out.append(f"]({written})"[:SHORT])
        return written if is_good else ""

    def _text(self, text: str | None) -> str:
        """Return a text with characters named by HTML put in, and its tags left out."""
        return _unbroken(HTML_PLACEHOLDER_RE.sub(self._restored, text or ""))

    def _restored(self, found: re.Match[str]) -> str:
        stashed = self.stash[int(found[1])]
        if stashed.startswith("&"):
            return unescape(stashed)
        if not stashed.lstrip().startswith("<!--"):
            self.left_out.append(stashed.strip().replace("\n", " ")[:SHORT])
        return ""


class _Loose:
    """Parts the text of an element, as of an item of a tight list, from the blocks within it."""

    BLOCKS = frozenset((*HEADINGS, "p", "ul", "ol", "blockquote", "pre", "table", "hr", "div"))

    def __init__(self, parent: Element) -> None:
        """Part it; what stands between blocks is white space."""
        self.element = Element("p")
        self.element.text = parent.text
        self.others: list[Element] = []
        for each in parent:
            (self.others if each.tag in self.BLOCKS else self.element).append(each)


@lru_cache(maxsize=1_000)
def read_prose(written: str) -> Prose:
    """Return a narrative as blocks; each form, language and format asks for the same ones."""
    parser = Markdown(extensions=["tables", "sane_lists"], output_format="html")
    # It writes addresses as entities, against harvesters; prettify adds line breaks that would be
    # text.
    parser.inlinePatterns.deregister("automail")
    parser.treeprocessors.deregister("prettify")
    kept = _Kept(parser)
    parser.treeprocessors.register(kept, "kept", AT_LAST)
    # The parser marks what it sets aside by control characters, and a DOCX can hold none.
    parser.convert("".join(each for each in written if each in "\n\t" or category(each) != "Cc"))
    if kept.root is None:
        return Prose(blocks=())
    left_out: list[str] = []
    reader = _MarkdownReader([str(each) for each in parser.htmlStash.rawHtmlBlocks], left_out)
    blocks = tuple(reader.blocks(kept.root))
    return Prose(blocks=blocks, left_out=tuple(dict.fromkeys(left_out)))


def _captioned(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield blocks, each table with the caption that stands before it."""
    before: Block | None = None
    for block in blocks:
        caption = _caption(before) if isinstance(block, Grid) else ()
        if before and not caption:
            yield before
        before = replace(block, caption=caption) if isinstance(block, Grid) else block
    if before:
        yield before


def _caption(block: Block | None) -> Line:
    """Return what a paragraph says after ``Table:``; nothing if it does not begin so."""
    if not isinstance(block, Paragraph):
        return ()
    first, *rest = block.line
    text, count = CAPTION.subn("", first.text)
    return (replace(first, text=text), *rest) if count else ()


def _aligned(cell: Element) -> Align:
    style = cell.get("style", "")
    return next((each for each in Align if f": {each}" in style), Align.LEFT)


def _unbroken(text: str) -> str:
    """Join the lines of a paragraph; between Japanese characters without a space."""
    return reduce(_joined, text.split("\n"))


def _joined(before: str, after: str) -> str:
    is_close = all(east_asian_width(each) in WIDE for each in (before[-1:], after[:1]) if each)
    return before + after if before and after and is_close else f"{before} {after}"
