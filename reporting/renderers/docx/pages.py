"""The pages of a document: its contents, upright or wide, what every page says at head and foot."""

from dataclasses import dataclass
from datetime import date, datetime

from docx.document import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.section import Section as Paper
from docx.shared import Cm, Length
from docx.text.paragraph import Paragraph

from reporting.forms.model.form import Form, Section
from reporting.messages import _
from reporting.renderers.docx.styles import (
    LANGUAGES,
    MARK,
    REMARK,
    add_field,
    add_paragraph,
    bookmark,
    cleaned,
    element,
    field_code,
    link_within,
)
from reporting.renderers.status_banner import MADE_UP, banner_lines

TITLE = _("Contents")
FOOTNOTES, NOTES, FINDINGS = _("Footnotes of the form"), _("Notes"), _("Findings")
INSTRUCTION = r'TOC \o "1-3" \h \z \u'
DEEPEST = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Title:
    """A heading of the document.

    Attributes:
        text: What it says.
        level: How deep it stands.
        number: Its place in the document, by which its bookmark is named.
    """

    text: str
    level: int
    number: int

    @property
    def name(self) -> str:
        """The name of its bookmark."""
        return f"_Toc{self.number:08}"


def title_of(section: Section, number: int, language: str) -> Title:
    """Return the heading of a section."""
    text = f"{section.number}  {section.title[language]}".strip()
    return Title(text=cleaned(text), level=min(section.level, DEEPEST), number=number)


def titles(form: Form, language: str, *, has_findings: bool) -> tuple[Title, ...]:
    """Return every heading: of the sections, then of what follows them."""
    own = [title_of(each, number, language) for number, each in enumerate(form.sections, 1)]
    number = len(own)
    for is_there, text in (
        (form.footnotes, FOOTNOTES),
        (form.remarks, NOTES),
        (has_findings, FINDINGS),
    ):
        if is_there:
            number += 1
            own.append(Title(text=text[language], level=1, number=number))
    return tuple(own)


def add_contents(document: Document, every: tuple[Title, ...], language: str) -> None:
    """Add the table of contents: a field whose entries stand there already.

    The page of each is a field that the word processor computes when it opens the file.
    """
    add_paragraph(document, TITLE[language], "TOC Heading")
    for place, title in enumerate(every):
        paragraph = add_paragraph(document, style=f"toc {title.level}")
        paragraph.add_run(f"{title.text}\t")
        add_field(paragraph, f"PAGEREF {title.name} \\h", "", is_stale=True)
        link_within(paragraph, title.name)
        if place == 0:
            _begin(paragraph)
        if place == len(every) - 1:
            paragraph.add_run()._r.append(element("fldChar", {"fldCharType": "end"}))  # noqa: SLF001


def add_heading(document: Document, title: Title) -> None:
    """Add a heading that the table of contents leads to."""
    paragraph = add_paragraph(document, title.text, f"Heading {title.level}")
    bookmark(paragraph, title.name, title.number)


def _begin(paragraph: Paragraph) -> None:
    """Put the beginning of the field before the first entry."""
    first = next(each for each in paragraph._p if not each.tag.endswith("}pPr"))  # noqa: SLF001
    parts = (
        element("fldChar", {"fldCharType": "begin"}),
        field_code(INSTRUCTION),
        element("fldChar", {"fldCharType": "separate"}),
    )
    for part in parts:
        first.addprevious(element("r", None, part))


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


def _set_paper(section: Paper, *, is_wide: bool) -> None:
    section.orientation = WD_ORIENT.LANDSCAPE if is_wide else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (LONG, SHORT) if is_wide else (SHORT, LONG)
    section.left_margin = section.right_margin = WIDE_SIDES if is_wide else SIDES
    section.top_margin, section.bottom_margin = Cm(2.5), Cm(2)
    section.header_distance = section.footer_distance = Cm(1)


def _fill_head(paragraph: Paragraph, form: Form, language: str) -> None:
    paragraph.style = REMARK
    whose = f"{form.party} {form.year}, {form.version}"
    paragraph.add_run(f"{whose}  ·  {form.title[language]}")
    for text in banner_lines(form, language):
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
    said_of.comments = " ".join(banner_lines(form, language))
    said_of.language = LANGUAGES[language]
    said_of.revision = 1
    _set_dates(document, form.cutoff)
    package = document.part.package
    if package is None:
        return
    for key, relation in [*package.rels.items()]:
        # The template of python-docx brings a picture of an empty page along.
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
