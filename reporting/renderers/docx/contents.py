"""The headings of a document and its table of contents, written out."""

from dataclasses import dataclass

from docx.document import Document
from docx.text.paragraph import Paragraph

from reporting.forms.model.form import Form, Section
from reporting.messages import _
from reporting.renderers.docx.elements import (
    add_field,
    add_paragraph,
    bookmark,
    cleaned,
    element,
    link_within,
)

TITLE = _("Contents")
NOTES, FINDINGS = _("Notes"), _("Findings")
INSTRUCTION = r' TOC \o "1-3" \h \z \u '
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
    for is_there, text in ((form.notes, NOTES), (has_findings, FINDINGS)):
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
    said_in = element("instrText")
    said_in.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    said_in.text = INSTRUCTION
    first = next(each for each in paragraph._p if not each.tag.endswith("}pPr"))  # noqa: SLF001
    parts = (
        element("fldChar", {"fldCharType": "begin"}),
        said_in,
        element("fldChar", {"fldCharType": "separate"}),
    )
    for part in parts:
        first.addprevious(element("r", None, part))
