"""What a form holds, at a glance, and its parts as a page folds them.

A report on thirty approaches asks for hundreds of texts: what its author has to write, and each
approach, are folded; what stands in them is counted.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from reporting.forms.model.form import Form, Section
from reporting.forms.model.sections import WHAT_IS_MISSING
from reporting.messages import Text, _, joined, ngettext
from reporting.renderers.html import Part

COMMA = _(", ")
OPEN = 2  # sections down to this level stand open, or fold what is below them


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionContents:
    """What a section and those below it hold.

    Attributes:
        section: The section.
        number: Its number on the page.
        tables: How many tables it has.
        rows: How many rows these have.
        written: How many texts are written.
        missing: How many texts are asked for and not written.
    """

    section: Section
    number: int
    tables: int
    rows: int
    written: int
    missing: int

    @property
    def told(self) -> Text:
        """The same in words."""
        return joined(self._told(), COMMA)

    def _told(self) -> Iterator[Text]:
        if self.tables and not self.rows:
            yield _("no row")
        elif self.tables:
            yield ngettext("%(count)s row", "%(count)s rows", self.rows)
        if self.written:
            yield ngettext("%(count)s text", "%(count)s texts", self.written)
        if self.missing:
            yield ngettext("%(count)s text missing", "%(count)s texts missing", self.missing)


@dataclass(frozen=True, slots=True)
class FoldedParts:
    """Parts that stand together.

    Attributes:
        parts: They, the highest first.
        contents: What they hold, of those that are folded; None of a part that stands open.
    """

    parts: tuple[Part, ...]
    contents: SectionContents | None = None


def contents(form: Form) -> tuple[SectionContents, ...]:
    """Return what each section of the highest level holds, but for the list of what is missing."""
    starts = [at for at, each in enumerate(form.sections) if each.level == 1]
    ends = [*starts[1:], len(form.sections)]
    return tuple(
        _contents(form.sections[start:end], start + 1)
        for start, end in zip(starts, ends, strict=True)
        if form.sections[start].title != WHAT_IS_MISSING
    )


def summed(form: Form) -> SectionContents:
    """Return what a whole form holds, but for the list of what is missing."""
    return _contents([each for each in form.sections if each.title != WHAT_IS_MISSING], 1)


def folded(parts: Iterable[Part]) -> Iterator[FoldedParts]:
    """Yield parts one by one; what is missing, and whatever stands below level two, together."""
    every = list(parts)
    at = 0
    while at < len(every):
        first = every[at]
        end = at + 1
        while first.section.level == OPEN and end < len(every) and every[end].section.level > OPEN:
            end += 1
        some = tuple(every[at:end])
        is_folded = len(some) > 1 or first.section.title == WHAT_IS_MISSING
        of_some = _contents([each.section for each in some], first.number) if is_folded else None
        yield FoldedParts(some, of_some)
        at = end


def _contents(sections: Sequence[Section], number: int) -> SectionContents:
    tables = [table for each in sections for table in each.tables]
    return SectionContents(
        section=sections[0],
        number=number,
        tables=len(tables),
        rows=sum(len(each.rows) for each in tables),
        written=sum(bool(each.text or each.text_ja) for each in sections),
        missing=sum(each.is_missing for each in sections),
    )
