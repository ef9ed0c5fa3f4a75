"""The pages of a document: upright or wide, with what every page says at its head and foot."""

from datetime import date, datetime

from docx.document import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Cm, Length
from docx.text.paragraph import Paragraph

from reporting.forms.model.form import Form
from reporting.messages import _
from reporting.renderers.docx.elements import add_field, element
from reporting.renderers.docx.styles import LANGUAGES, MARK, REMARK
from reporting.renderers.status_banner import MADE_UP, heeded

AUTHOR = "JCM Open Data"
SHORT, LONG = Cm(21), Cm(29.7)
SIDES, WIDE_SIDES = Cm(2.5), Cm(1.5)
PAGE, OF = _("Page"), _("of")


def set_up(document: Document, form: Form, language: str) -> None:
    """Set paper, head, foot and properties."""
    section = document.sections[0]
    _set_paper(section, is_wide=False)
    _fill_head(section.header.paragraphs[0], form, language)
    _fill_foot(section.footer.paragraphs[0], language)
    _set_properties(document, form, language)


def turn(document: Document, *, is_wide: bool) -> None:
    """Begin a page in the other direction."""
    _set_paper(document.add_section(WD_SECTION.NEW_PAGE), is_wide=is_wide)


def room(*, is_wide: bool) -> float:
    """Return how wide the text of a page is, in points."""
    paper, sides = (LONG, WIDE_SIDES) if is_wide else (SHORT, SIDES)
    return float(Length(paper - 2 * sides).pt)


def _set_paper(section: Section, *, is_wide: bool) -> None:
    section.orientation = WD_ORIENT.LANDSCAPE if is_wide else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (LONG, SHORT) if is_wide else (SHORT, LONG)
    section.left_margin = section.right_margin = WIDE_SIDES if is_wide else SIDES
    section.top_margin, section.bottom_margin = Cm(2.5), Cm(2)
    section.header_distance = section.footer_distance = Cm(1)


def _fill_head(paragraph: Paragraph, form: Form, language: str) -> None:
    paragraph.style = REMARK
    whose = f"{form.party} {form.year}, {form.version}"
    paragraph.add_run(f"{whose}  ·  {form.title[language]}")
    for text in heeded(form, language):
        mark = paragraph.insert_paragraph_before(text, style=MARK)
        if text == MADE_UP[language]:
            mark.paragraph_format.keep_with_next = True


def _fill_foot(paragraph: Paragraph, language: str) -> None:
    paragraph.style = REMARK
    paragraph.add_run(f"{PAGE[language]} ".lstrip())
    add_field(paragraph, "PAGE", "1")
    paragraph.add_run(f" {OF[language]} ")
    add_field(paragraph, "NUMPAGES", "1")


def _set_properties(document: Document, form: Form, language: str) -> None:
    """Say whose it is; its date is the cut-off, for a file has no other that stays the same."""
    said_of = document.core_properties
    said_of.author = said_of.last_modified_by = AUTHOR
    said_of.title = f"{form.title[language]}, {form.party} {form.year} {form.version}"
    said_of.subject = form.subtitle[language]
    said_of.comments = " ".join(heeded(form, language))
    said_of.language = LANGUAGES[language]
    said_of.revision = 1
    _set_dates(document, form.cutoff)
    package = document.part.package
    if package is None:
        return
    for key, relation in [*package.rels.items()]:
        if relation.reltype == RELATIONSHIP_TYPE.THUMBNAIL:
            del package.rels[key]
    settings = document.settings.element
    fonts = element("themeFontLang", {"val": LANGUAGES[language], "eastAsia": LANGUAGES["ja"]})
    for old in settings.findall(qn("w:themeFontLang")):
        old.addprevious(fonts)
        settings.remove(old)


def _set_dates(document: Document, cutoff: date | None) -> None:
    said_of = document.core_properties
    if cutoff:
        day = datetime(cutoff.year, cutoff.month, cutoff.day)  # noqa: DTZ001 - a day, nowhere
        said_of.created = said_of.modified = day
        return
    properties = said_of._element  # noqa: SLF001 - no other way to leave them out
    for tag in ("dcterms:created", "dcterms:modified"):
        for old in properties.findall(qn(tag)):
            properties.remove(old)
