"""Forms as HTML: what a template shows of them, and the page of a form that stands alone.

The templates are beside this file: ``form_parts`` is shared with the website.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from reporting.findings import Place
from reporting.forms.model.form import Form, FormName, Section
from reporting.forms.model.markdown import read_prose
from reporting.forms.model.prose import Blocks, Grid, Heading
from reporting.forms.model.provenance import INLINE, Lineage
from reporting.forms.model.redaction import rows_withheld
from reporting.forms.model.row_keys import RowKeys, unknown
from reporting.forms.model.table import ReportTable
from reporting.renderers.findings import FindingKind, findings_by_kind
from reporting.renderers.grids import DrawnCell, DrawnTable, begin_wide, drawn
from reporting.renderers.standalone import page
from reporting.renderers.status_banner import banner_lines, facts
from reporting.renderers.values import for_programs

CARDS = 8
LOWEST, DEEPEST = 4, 6


@dataclass(slots=True, kw_only=True)
class NarrativeView:
    """What a Party wrote in a section; its headings stand below that of the section.

    Attributes:
        blocks: What it is made of.
        title: The title of the section, which names its tables.
        above: The level of the heading above.
        last: The level of the heading met last: no level is left out.
        named: How many tables of the page have been named after each title: no two share a name.
    """

    blocks: Blocks
    title: str
    above: int
    named: dict[str, int]
    last: int = 0

    def level_of(self, heading: Heading) -> int:
        """Return the level of the next heading."""
        self.last = min(self.above + heading.level, max(self.last, self.above) + 1, DEEPEST)
        return self.last

    def name_of(self, grid: Grid) -> str:
        """Return the name of the next table: its caption, or that of the section with a number."""
        caption = "".join(span.text for span in grid.caption)
        name = caption or self.title
        self.named[name] = number = self.named.get(name, 0) + 1
        return caption if caption and number == 1 else f"{name} ({number})"


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
        is_wide: Whether it begins with a table across the long side of the paper.
    """

    section: Section
    number: int
    level: int
    narrative: NarrativeView
    tables: tuple[Numbered, ...]
    is_wide: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RowView:
    """A row behind a figure.

    Attributes:
        place: Where it stands.
        key: Its key; empty where no data are at hand.
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
        most: From how many rows on they are not listed.
        withheld: How many may not, in words; nothing where all may.
        digest: Of the rows that may be named.
        rows: These rows.
    """

    number: int
    total: str
    count: int
    most: int
    withheld: str
    digest: str
    rows: tuple[RowView, ...]


@dataclass(slots=True, kw_only=True)
class FormView:
    """What is shown in one language; the figures met so far are numbered, equal ones alike.

    Attributes:
        language: The language.
        rows: What finds the key of a row.
        numbers: By what is told of a figure, its number.
        lineages: The rows of the figures met so far.
        tables: How many tables have been shown.
        named: How many tables of narratives have been named after each title.
    """

    language: str
    rows: RowKeys = unknown
    numbers: dict[tuple[object, ...], int] = field(default_factory=dict)
    lineages: list[Lineage] = field(default_factory=list)
    tables: int = 0
    named: dict[str, int] = field(default_factory=dict)

    def parts(self, form: Form) -> Iterator[Part]:
        """Yield the sections of a form."""
        is_official, level = form.name is FormName.AEF, 1
        drawings = [
            tuple(self.numbered(each.tables, is_official=is_official)) for each in form.sections
        ]
        wide = begin_wide(
            form.sections,
            [[each.table for each in some] for some in drawings],
            lambda table: table.is_wide,
        )
        for number, section in enumerate(form.sections, 1):
            # No level is left out on a page, whatever the outline does.
            level = min(section.level + 1, LOWEST, level + 1)
            yield Part(
                section=section,
                number=number,
                level=level,
                narrative=NarrativeView(
                    blocks=read_prose(section.narrative(self.language)).blocks,
                    title=section.title[self.language],
                    named=self.named,
                    above=level,
                ),
                tables=drawings[number - 1],
                is_wide=wide[number - 1],
            )

    def numbered(
        self, tables: Sequence[ReportTable], *, is_official: bool = False
    ) -> Iterator[Numbered]:
        """Yield tables with their numbers."""
        for each in tables:
            self.tables += 1
            table = drawn(each, self.language, is_official=is_official)
            yield Numbered(number=self.tables, table=table)

    def number_of(self, cell: DrawnCell) -> int:
        """Return the number of a figure, 0 of a text or of what has no rows."""
        lineage = cell.cell.lineage
        if not cell.is_number or lineage is None or not (lineage.count or lineage.withheld):
            return 0
        told = (lineage.digest, lineage.withheld, lineage.total)
        if told not in self.numbers:
            self.lineages.append(lineage)
            self.numbers[told] = len(self.lineages)
        return self.numbers[told]

    def kinds(self, form: Form) -> tuple[FindingKind, ...]:
        """Return the findings of a form by kind."""
        return tuple(findings_by_kind(form, self.language))

    def figures(self) -> Iterator[FigureView]:
        """Yield the figures met, each with its rows."""
        for number, lineage in enumerate(self.lineages, 1):
            withheld = rows_withheld(lineage.withheld)[self.language] if lineage.withheld else ""
            yield FigureView(
                number=number,
                total=str(for_programs(lineage.total)),
                count=lineage.count,
                most=INLINE,
                withheld=withheld,
                digest=lineage.digest,
                rows=tuple(self._rows(lineage)),
            )

    def _rows(self, lineage: Lineage) -> Iterator[RowView]:
        for place, part in lineage.inline:
            yield RowView(place=place, key=self.rows(place).key, part=str(for_programs(part)))


def form_html(form: Form, language: str = "en") -> bytes:
    """Return a form as a page that stands alone: nothing is fetched, nothing runs."""
    return page(
        "form.html",
        language,
        form=form,
        view=FormView(language=language),
        banner_lines=banner_lines(form, language),
        facts=facts(form, language),
    ).encode()
