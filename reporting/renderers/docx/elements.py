"""What python-docx has no words for: fields, bookmarks, links, numbering that starts anew."""

from collections.abc import Mapping
from typing import Any
from unicodedata import category

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from docx.text.run import Run

Element = Any
LINK = "Hyperlink"


def element(tag: str, attributes: Mapping[str, str] | None = None, *children: Element) -> Element:
    """Return an element of the word-processing namespace."""
    made = OxmlElement(f"w:{tag}")
    for name, value in (attributes or {}).items():
        made.set(qn(f"w:{name}"), value)
    made.extend(children)
    return made


def cleaned(text: str) -> str:
    """Leave out the characters that XML has no form for."""
    return "".join(each for each in text if each in "\n\t" or category(each) not in {"Cc", "Cs"})


def add_paragraph(document: Document, text: str = "", style: str = "") -> Paragraph:
    """Add a paragraph of a style."""
    paragraph: Paragraph = document.add_paragraph(text)
    if style:
        set_style(paragraph, style)
    return paragraph


def set_style(paragraph: Paragraph, name: str) -> None:
    """Give a paragraph a style, which python-docx would look for among all each time."""
    paragraph._p.style = name.replace(" ", "")  # noqa: SLF001 - no other way


def add_field(
    paragraph: Paragraph, instruction: str, shown: str, *, is_stale: bool = False
) -> None:
    """Add a field with what it shows; one that is stale is computed when the file is opened."""
    begin = element("fldChar", {"fldCharType": "begin"} | ({"dirty": "true"} if is_stale else {}))
    said = element("instrText", {"space": "preserve"})
    said.attrib.pop(qn("w:space"))
    said.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    said.text = f" {instruction} "
    paragraph.add_run().element.append(begin)
    paragraph.add_run().element.append(said)
    paragraph.add_run().element.append(element("fldChar", {"fldCharType": "separate"}))
    paragraph.add_run(shown)
    paragraph.add_run().element.append(element("fldChar", {"fldCharType": "end"}))


def bookmark(paragraph: Paragraph, name: str, number: int) -> None:
    """Name the text of a paragraph, so that links and fields find it."""
    identity = {"id": str(number)}
    start = element("bookmarkStart", identity | {"name": name})
    runs = paragraph.runs
    runs[0].element.addprevious(start)
    runs[-1].element.addnext(element("bookmarkEnd", identity))


def link_within(paragraph: Paragraph, name: str) -> None:
    """Turn the runs of a paragraph into a link to a bookmark."""
    runs = [each.element for each in paragraph.runs]
    link = element("hyperlink", {"anchor": name, "history": "1"})
    runs[0].addprevious(link)
    link.extend(runs)


def add_link(paragraph: Paragraph, text: str, address: str) -> Run:
    """Add a link to an address beyond the document."""
    relation = paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    run = paragraph.add_run(text)
    run.style = LINK
    link = element("hyperlink")
    link.set(qn("r:id"), relation)
    run.element.addprevious(link)
    link.append(run.element)
    return run


def restarted(numbering: Element, style: Element) -> int:
    """Return a numbering that begins at 1 with the look of a style's own."""
    own = style.pPr.numPr.numId.val
    abstract = numbering.num_having_numId(own).abstractNumId.val
    made = numbering.add_num(abstract)
    made.add_lvlOverride(ilvl=0).add_startOverride(1)
    return int(made.numId)
