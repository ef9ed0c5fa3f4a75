"""The styles of a document: fonts for both languages, headings, contents, captions, tables."""

from collections.abc import Mapping
from typing import Any
from unicodedata import category

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph
from docx.text.run import Run

LATIN, EAST_ASIAN, FIXED = "Arial", "Yu Gothic", "Courier New"
LANGUAGES = {"en": "en-GB", "ja": "ja-JP"}
INK, SOFT, RED, BLUE = (
    RGBColor(0x1C, 0x24, 0x30),
    RGBColor(0x56, 0x5F, 0x6B),
    RGBColor(0x9C, 0x2A, 0x1C),
    RGBColor(0x1B, 0x4F, 0x86),
)
TABLE, TABLE_TEXT, TABLE_NUMBER = "Report Table", "Table Text", "Table Number"
MARK, MISSING, REMARK, VERBATIM, CODE = "Mark", "Missing", "Remark", "Verbatim", "Code Text"
HEADINGS = ((1, 17, 22, 8), (2, 13, 16, 6), (3, 11, 13, 4), (4, 10, 10, 3), (5, 10, 8, 3))
TEXT_WIDTH = Cm(16)
GRID = (
    f'<w:style {nsdecls("w")} w:type="table" w:customStyle="1" w:styleId="ReportTable">'
    '<w:name w:val="Report Table"/><w:basedOn w:val="TableNormal"/><w:uiPriority w:val="59"/>'
    '<w:pPr><w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/></w:pPr>'
    "<w:tblPr><w:tblBorders>"
    '<w:top w:val="single" w:sz="8" w:space="0" w:color="1C2430"/>'
    '<w:bottom w:val="single" w:sz="8" w:space="0" w:color="1C2430"/>'
    '<w:insideH w:val="single" w:sz="4" w:space="0" w:color="D9D6CC"/>'
    "</w:tblBorders><w:tblCellMar>"
    '<w:top w:w="30" w:type="dxa"/><w:left w:w="50" w:type="dxa"/>'
    '<w:bottom w:w="30" w:type="dxa"/><w:right w:w="50" w:type="dxa"/>'
    "</w:tblCellMar></w:tblPr>"
    '<w:tblStylePr w:type="firstRow"><w:rPr><w:b/></w:rPr><w:tcPr>'
    '<w:tcBorders><w:bottom w:val="single" w:sz="8" w:space="0" w:color="1C2430"/></w:tcBorders>'
    '<w:shd w:val="clear" w:color="auto" w:fill="F1EFE8"/></w:tcPr></w:tblStylePr>'
    "</w:style>"
)


def set_styles(document: Document, language: str) -> None:
    """Give a new document the styles of this project."""
    styles = document.styles
    _defaults(styles, language)
    normal = styles["Normal"]
    _look(normal, 10, space=(0, 6))
    normal.paragraph_format.line_spacing = 1.15
    for level, size, before, after in HEADINGS:
        heading = styles[f"Heading {level}"]
        _look(heading, size, is_bold=True, space=(before, after))
        heading.font.italic = False
        heading.paragraph_format.keep_with_next = True
    _look(styles["Title"], 24, is_bold=True, space=(0, 6))
    styles["Title"].element.pPr.remove(styles["Title"].element.pPr.find(qn("w:pBdr")))
    _look(styles["Subtitle"], 13, colour=SOFT, space=(0, 12))
    styles["Subtitle"].font.italic = False
    _look(styles["Caption"], 9, is_bold=True, space=(10, 4))
    styles["Caption"].paragraph_format.keep_with_next = True
    for name in ("Quote", "List Bullet", "List Bullet 2", "List Number", "List Number 2"):
        _look(styles[name], 10, space=(0, 4))
    _contents(styles)
    _tables(styles)
    _others(styles)
    styles.element.append(parse_xml(GRID))


def _defaults(styles: Any, language: str) -> None:  # noqa: ANN401 - python-docx has no name for it
    """Set fonts and language, which every style inherits."""
    run = styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    # Fonts of the theme, which the template names, win over any others: they go.
    for tag in ("w:rFonts", "w:lang"):
        for old in run.findall(qn(tag)):
            run.remove(old)
    fonts = {"ascii": LATIN, "hAnsi": LATIN, "cs": LATIN, "eastAsia": EAST_ASIAN}
    run.insert(0, element("rFonts", fonts))
    spoken = {"val": LANGUAGES[language], "eastAsia": LANGUAGES["ja"], "bidi": "ar-SA"}
    run.append(element("lang", spoken))


def _look(
    style: Any,  # noqa: ANN401 - paragraph styles come untyped out of the collection
    size: float,
    *,
    is_bold: bool = False,
    colour: RGBColor = INK,
    space: tuple[float, float] = (0, 0),
) -> None:
    for old in style.element.get_or_add_rPr().findall(qn("w:rFonts")):
        style.element.rPr.remove(old)
    fonts = {"ascii": LATIN, "hAnsi": LATIN, "cs": LATIN, "eastAsia": EAST_ASIAN}
    style.element.rPr.insert(0, element("rFonts", fonts))
    style.font.size, style.font.bold, style.font.color.rgb = Pt(size), is_bold, colour
    before, after = space
    style.paragraph_format.space_before = Pt(before)
    style.paragraph_format.space_after = Pt(after)


def _made(styles: Any, name: str, size: float, **look: Any) -> ParagraphStyle:  # noqa: ANN401
    style: ParagraphStyle = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = styles["Normal"]
    _look(style, size, **look)
    return style


def _contents(styles: Any) -> None:  # noqa: ANN401
    """Add the styles of the table of contents."""
    for level in (1, 2, 3):
        style = _made(styles, f"toc {level}", 10, is_bold=level == 1, space=(0, 2))
        style.paragraph_format.left_indent = Cm(0.6 * (level - 1))
        style.paragraph_format.tab_stops.add_tab_stop(TEXT_WIDTH, WD_TAB_ALIGNMENT.RIGHT)
    _look(styles["TOC Heading"], 13, is_bold=True, space=(10, 6))


def _tables(styles: Any) -> None:  # noqa: ANN401
    text = _made(styles, TABLE_TEXT, 8)
    text.paragraph_format.line_spacing = 1
    number = _made(styles, TABLE_NUMBER, 8)
    number.paragraph_format.line_spacing = 1
    number.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    _made(styles, REMARK, 8, colour=SOFT, space=(2, 2))


def _others(styles: Any) -> None:  # noqa: ANN401
    mark = _made(styles, MARK, 9, is_bold=True, colour=RED)
    mark.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _made(styles, MISSING, 10, colour=RED, space=(0, 6))
    verbatim = _made(styles, VERBATIM, 9, space=(0, 6))
    verbatim.font.name = FIXED
    code = styles.add_style(CODE, WD_STYLE_TYPE.CHARACTER)
    code.font.name = FIXED
    link = styles.add_style(LINK, WD_STYLE_TYPE.CHARACTER)
    link.font.color.rgb, link.font.underline = BLUE, True


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
    paragraph._p.style = style_id(name)  # noqa: SLF001 - no other way


def style_id(name: str) -> str:
    """Return what a document calls a style of a name."""
    return name.replace(" ", "")


def add_field(
    paragraph: Paragraph, instruction: str, shown: str, *, is_stale: bool = False
) -> None:
    """Add a field with what it shows; one that is stale is computed when the file is opened."""
    begin = element("fldChar", {"fldCharType": "begin"} | ({"dirty": "true"} if is_stale else {}))
    paragraph.add_run().element.append(begin)
    paragraph.add_run().element.append(field_code(instruction))
    paragraph.add_run().element.append(element("fldChar", {"fldCharType": "separate"}))
    paragraph.add_run(shown)
    paragraph.add_run().element.append(element("fldChar", {"fldCharType": "end"}))


def field_code(instruction: str) -> Element:
    """Return the instruction of a field, the space around it kept."""
    made = element("instrText")
    made.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    made.text = f" {instruction} "
    return made


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
    # Lists of one style would count on through the whole document.
    own = style.pPr.numPr.numId.val
    abstract = numbering.num_having_numId(own).abstractNumId.val
    made = numbering.add_num(abstract)
    made.add_lvlOverride(ilvl=0).add_startOverride(1)
    return int(made.numId)
