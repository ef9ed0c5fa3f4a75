"""A form as a document: front page, contents, sections, notes, findings."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from io import BytesIO
from zipfile import ZipFile

import docx
from docx.document import Document
from docx.enum.text import WD_BREAK

from reporting.forms.model.form import Form, FormName, Section
from reporting.forms.model.markdown import read_prose
from reporting.forms.model.table import Note
from reporting.messages import _
from reporting.renderers.column_widths import needs
from reporting.renderers.docx.pages import (
    Title,
    add_contents,
    add_heading,
    room,
    set_up,
    titles,
    turn,
)
from reporting.renderers.docx.prose import add_prose
from reporting.renderers.docx.styles import MISSING, REMARK, add_paragraph, cleaned, set_styles
from reporting.renderers.docx.tables import add_table
from reporting.renderers.files import to_zip
from reporting.renderers.findings import FindingKind, findings_by_kind
from reporting.renderers.grids import DrawnTable, begin_wide, drawn
from reporting.renderers.status_banner import facts
from reporting.renderers.values import remark

NOT_WRITTEN = _("Missing: the Party has not yet written this section.")


@dataclass(slots=True, kw_only=True)
class _DocumentWriter:
    """Writes a document from front to back.

    Attributes:
        document: The document.
        language: Its language.
        tables: How many tables it has by now.
        is_wide: Whether the page at hand is wide.
        is_official: Whether its tables have every column of an official form.
    """

    document: Document
    language: str
    tables: int = field(default=0)
    is_wide: bool = field(default=False)
    is_official: bool = field(default=False)

    def front(self, form: Form) -> None:
        """Write what the document is, and whether it can be filed."""
        language = self.language
        add_paragraph(self.document, cleaned(form.title[language]), "Title")
        add_paragraph(self.document, cleaned(form.subtitle[language]), "Subtitle")
        for label, value in facts(form, language):
            line = add_paragraph(self.document)
            line.add_run(f"{label}: ").bold = True
            line.add_run(cleaned(value))
            line.paragraph_format.space_after = 0

    def sections(self, sections: Sequence[Section], every: Iterator[Title]) -> None:
        """Write the sections; a heading stands on the page of what comes first under it."""
        drawings = [self.drawn(each) for each in sections]
        wide = begin_wide(sections, drawings, _is_wide)
        add_paragraph(self.document).add_run().add_break(WD_BREAK.PAGE)
        for section, tables, is_wide in zip(sections, drawings, wide, strict=True):
            self.turn(is_wide=is_wide)
            add_heading(self.document, next(every))
            self.section(section, tables)

    def drawn(self, section: Section) -> list[DrawnTable]:
        """Return the tables of a section as people read them."""
        return [drawn(each, self.language, is_official=self.is_official) for each in section.tables]

    def section(self, section: Section, tables: Sequence[DrawnTable]) -> None:
        """Write what stands under a heading: narrative, then tables."""
        if section.is_missing:
            add_paragraph(self.document, NOT_WRITTEN[self.language], MISSING)
        add_prose(self.document, read_prose(section.narrative(self.language)).blocks)
        for place, table in enumerate(tables):
            self.turn(is_wide=_is_wide(table) or (place > 0 and self.is_wide))
            self.tables += 1
            space = room(is_wide=self.is_wide)
            add_table(self.document, table, self.tables, space, self.language)

    def turn(self, *, is_wide: bool) -> None:
        """Turn the page if it stands the other way."""
        if is_wide is not self.is_wide:
            turn(self.document, is_wide=is_wide)
            self.is_wide = is_wide

    def notes(self, notes: Sequence[Note], title: Title) -> None:
        """Write footnotes of the form, or remarks."""
        self.turn(is_wide=False)
        add_heading(self.document, title)
        for note in notes:
            label, text = remark(note, self.language)
            line = add_paragraph(self.document)
            line.add_run(f"{label}: ").bold = True
            line.add_run(cleaned(text))

    def findings(self, entries: Sequence[FindingKind], title: Title) -> None:
        """Write what stands in the way of filing it."""
        self.turn(is_wide=False)
        add_heading(self.document, title)
        for entry in entries:
            line = add_paragraph(self.document)
            line.add_run(cleaned(f"{entry.title} [{entry.code}]")).bold = True
            line.paragraph_format.keep_with_next = True
            for each in entry.lines:
                add_paragraph(self.document, cleaned(each), REMARK)


def form_docx(form: Form, language: str = "en") -> bytes:
    """Return a form as a document, the same bytes each time."""
    document = docx.Document(BytesIO(_empty(language)))
    set_up(document, form, language)
    is_official = form.name is FormName.AEF
    writer = _DocumentWriter(document=document, language=language, is_official=is_official)
    entries = tuple(findings_by_kind(form, language))
    every = titles(form, language, has_findings=bool(entries))
    writer.front(form)
    add_contents(document, every, language)
    rest = iter(every)
    writer.sections(form.sections, rest)
    for notes in (form.footnotes, form.remarks):
        if notes:
            writer.notes(notes, next(rest))
    if entries:
        writer.findings(entries, next(rest))
    return _packed(document)


@cache
def _empty(language: str) -> bytes:
    """Return a document without text that has every style; they are set once."""
    document = docx.Document()
    set_styles(document, language)
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def _packed(document: Document) -> bytes:
    stream = BytesIO()
    document.save(stream)
    # python-docx writes the time into the container: it is packed anew.
    with ZipFile(stream) as written:
        return to_zip({name: written.read(name) for name in written.namelist()})


def _is_wide(table: DrawnTable) -> bool:
    return bool(table.rows) and needs(table) > room(is_wide=False)
