"""What a page shows of a form or a comparison, in one language."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from markupsafe import Markup

from reporting.findings import Place
from reporting.forms.model.form import Form, FormName, Section
from reporting.forms.model.markdown import read_prose
from reporting.forms.model.provenance import Lineage
from reporting.forms.model.row_keys import RowKeys
from reporting.forms.model.table import ReportTable
from reporting.renderers.findings import FindingKind, listed
from reporting.renderers.grids import Drawn, DrawnTable, drawn
from reporting.renderers.html.lineages import Lineages, withheld_of
from reporting.renderers.html.prose import prose_html
from reporting.renderers.values import for_programs

CARDS = 8
LOWEST = 4
HEADING = re.compile(r"<(/?)h([4-6])>")


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbered:
    """A table with its number on the page."""

    number: int
    table: DrawnTable

    @property
    def is_narrow(self) -> bool:
        """Whether its rows fit on cards."""
        return len(self.table.heads) <= CARDS


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A section with its tables.

    Attributes:
        section: The section.
        number: Its number on the page.
        level: The level of its heading.
        narrative: What the Party wrote.
        tables: Its tables.
    """

    section: Section
    number: int
    level: int
    narrative: Markup
    tables: tuple[Numbered, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RowView:
    """A row behind a figure.

    Attributes:
        place: Where it stands.
        key: Its key.
        part: What it puts into the figure.
    """

    place: Place
    key: str
    part: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureView:
    """A figure with the rows it was made of; none are listed where they are too many.

    Attributes:
        number: Its number on the page.
        total: The figure.
        count: How many rows may be named.
        withheld: How many may not, in words; nothing where all may.
        digest: Of the rows that may be named.
        rows: These rows.
    """

    number: int
    total: str
    count: int
    withheld: str
    digest: str
    rows: tuple[RowView, ...]


@dataclass(slots=True, kw_only=True)
class FormView:
    """What is shown in one language; the figures met so far are numbered.

    Attributes:
        language: The language.
        rows: What finds the key of a row.
        lineages: The figures met so far.
        tables: How many tables have been shown.
    """

    language: str
    rows: RowKeys
    lineages: Lineages = field(init=False)
    tables: int = 0

    def __post_init__(self) -> None:
        """Begin without any figure."""
        self.lineages = Lineages(language=self.language)

    def parts(self, form: Form) -> Iterator[Part]:
        """Yield the sections of a form."""
        is_official = form.name is FormName.AEF
        above = 1
        for number, section in enumerate(form.sections, 1):
            above = min(section.level + 1, LOWEST, above + 1)
            text = prose_html(read_prose(section.narrative(self.language)).blocks)
            yield Part(
                section=section,
                number=number,
                level=above,
                narrative=_fitted(text, above, section.title[self.language]),
                tables=tuple(self.numbered(section.tables, is_official=is_official)),
            )

    def numbered(
        self, tables: Sequence[ReportTable], *, is_official: bool = False
    ) -> Iterator[Numbered]:
        """Yield tables with their numbers."""
        for each in tables:
            self.tables += 1
            table = drawn(each, self.language, is_official=is_official)
            yield Numbered(number=self.tables, table=table)

    def text(self, cell: Drawn) -> Markup:
        """Return the text of a cell; a figure leads to its rows."""
        return self.lineages.link(cell.cell.lineage if cell.is_number else None, cell.text)

    def kinds(self, form: Form) -> Iterator[FindingKind]:
        """Yield the findings of a form by kind."""
        return listed(form, self.language)

    def figures(self) -> Iterator[FigureView]:
        """Yield the figures met, each with its rows."""
        for number, lineage in enumerate(self.lineages.met, 1):
            yield FigureView(
                number=number,
                total=str(for_programs(lineage.total)),
                count=lineage.count,
                withheld=withheld_of(lineage, self.language),
                digest=lineage.digest,
                rows=tuple(self._rows(lineage)),
            )

    def _rows(self, lineage: Lineage) -> Iterator[RowView]:
        for place, part in lineage.inline:
            yield RowView(place=place, key=self.rows(place).key, part=str(for_programs(part)))


def _fitted(text: Markup, level: int, title: str) -> Markup:
    """Fit a narrative into a page: headings below its own, tables with a caption and heads."""
    last = level

    def heading(match: re.Match[str]) -> str:
        nonlocal last
        if not match[1]:
            last = min(level + int(match[2]) - LOWEST, last + 1, 6)
        return f"<{match[1]}h{last}>"

    found = HEADING.sub(heading, str(text))
    for number in range(1, found.count("<table>") + 1):
        name = Markup.escape(f"{title} ({number})")
        found = found.replace(
            '<div class="scroll" tabindex="0"><table>\n',
            f'<div class="scroll" role="region" aria-label="{name}" tabindex="0">'
            f"<table><caption>{name}</caption>\n",
            1,
        )
    found = found.replace("<th>", '<th scope="col">').replace("<th class", '<th scope="col" class')
    return Markup(found)  # noqa: S704 - every text was escaped by prose_html
