"""From the outline to the sections of a report: narrative, tables, and what is missing."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from reporting.findings import Finding, Place, Severity
from reporting.forms.model.form import FormName, Readiness, Section
from reporting.forms.model.narratives import FOLDER, Narratives, path_of
from reporting.forms.model.outline import ON_AVERAGING, OutlineEntry, outline
from reporting.forms.model.reporting_period import RECORD_INCOMPLETE
from reporting.forms.model.table import Cell, Column, Note, ReportTable
from reporting.forms.queries.participation import Approach, Participation
from reporting.messages import Text, _

Contents = Callable[[str, Approach | None], tuple[ReportTable, ...]]
REQUIRED = "required"
MISSING = (
    Column(name="number", label=_("Section")),
    Column(name="title", label=_("Title")),
    Column(name="paragraph", label=_("Paragraph")),
    Column(name="approach", label=_("Approach")),
    Column(name="file", label=_("File to write")),
)
WHAT_IS_MISSING = _("What is missing")
OURS = Note(
    label=_("Outline"),
    text=_(
        "The order of the sections follows decision 6/CMA.4 from memory; the headings are in "
        "the words of JCM Open Data."
    ),
    provision="6/CMA.4, annexes V and VI",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentSections:
    """The sections of a report.

    Attributes:
        sections: In order, what is missing before all others.
        findings: What is missing, and what is wrong with the narratives.
    """

    sections: tuple[Section, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    """A section and where its narrative is looked for."""

    entry: OutlineEntry
    approach: Approach | None
    section: Section


def written(
    form: FormName,
    of: Participation,
    narratives: Narratives,
    contents: Contents,
    *,
    averages: bool,
) -> DocumentSections:
    """Return the sections of a report.

    Args:
        form: Which report.
        of: How the Party takes part.
        narratives: What it has written.
        contents: Returns the tables of a section, by their name in the outline.
        averages: Whether the NDC names the averaging method.
    """
    places = [
        _section(entry, each, number, narratives, contents)
        for entry, each, number in _in_order(form, of.approaches)
        if averages or entry.mandate != ON_AVERAGING
    ]
    missing = [each for each in places if each.section.is_missing]
    first = (_missing(of, missing),) if missing else ()
    return DocumentSections(
        sections=(*first, *(each.section for each in places)),
        findings=(
            *(_finding(of, narratives, each) for each in missing),
            *([] if of.approaches else [_without_approach(of)]),
            *narratives.findings,
        ),
    )


def readiness(findings: Sequence[Finding], *others: Readiness) -> Readiness:
    """Return how far a report is: no further than its parts, and no further than its findings."""
    is_incomplete = any(each.code == RECORD_INCOMPLETE for each in findings)
    if is_incomplete or Readiness.INCOMPLETE in others:
        return Readiness.INCOMPLETE
    has_errors = any(each.severity is Severity.ERROR for each in findings)
    return Readiness.DRAFT if has_errors or Readiness.DRAFT in others else Readiness.COMPLETE


def _in_order(
    form: FormName, approaches: Sequence[Approach]
) -> Iterator[tuple[OutlineEntry, Approach | None, int]]:
    """Yield the entries of the outline, those of approaches once for each, together."""
    entries = outline(form)
    repeated = [each for each in entries if each.is_per_approach]
    for entry in entries:
        if not entry.is_per_approach:
            yield entry, None, 0
        elif entry is repeated[0]:
            # A report on one approach needs no number to tell it from others.
            start = 0 if form is FormName.UPDATED_INITIAL else 1
            for number, approach in enumerate(approaches, start):
                yield from ((each, approach, number) for each in repeated)


def _section(
    entry: OutlineEntry,
    approach: Approach | None,
    number: int,
    narratives: Narratives,
    contents: Contents,
) -> _Place:
    narrative = narratives.get(entry.narrative, approach.key if approach else "")
    is_asked = entry.mandate in {REQUIRED, ON_AVERAGING}
    is_heading = approach is not None and not entry.narrative
    section = Section(
        number=entry.numbered(number) if approach else entry.number,
        title=approach.title if approach and is_heading else entry.title,
        level=entry.level,
        provision=entry.provision,
        text=narrative.text,
        text_ja=narrative.text_ja,
        is_missing=is_asked and not (narrative.text or narrative.text_ja),
        tables=contents(entry.contents, approach) if entry.contents else (),
    )
    return _Place(entry=entry, approach=approach, section=section)


def _missing(of: Participation, places: Sequence[_Place]) -> Section:
    number = len(places)
    return Section(
        title=WHAT_IS_MISSING,
        tables=(
            ReportTable(
                name="missing",
                title=_("Sections without a narrative: %(number)s", number=number),
                columns=MISSING,
                rows=tuple(_row(of, each) for each in places),
            ),
        ),
    )


def _row(of: Participation, place: _Place) -> tuple[Cell, ...]:
    section, entry = place.section, place.entry
    return (
        Cell(value=section.number),
        Cell(value=section.title.en, label=section.title),
        Cell(value=entry.paragraph),
        Cell(value=place.approach.row["approach_id"] if place.approach else None),
        Cell(value=_file(of, place)),
    )


def _file(of: Participation, place: _Place) -> str:
    path = path_of(place.entry.narrative, place.approach.key if place.approach else "")
    return f"{FOLDER}/{of.party['party']}/{path}"


def _finding(of: Participation, narratives: Narratives, place: _Place) -> Finding:
    entry = place.entry
    narrative = narratives.get(entry.narrative, place.approach.key if place.approach else "")
    return Finding(
        code="narrative-unfinished" if narrative.is_unfinished else "narrative-missing",
        place=Place(),
        values={
            "number": place.section.number,
            "paragraph": entry.paragraph,
            "file": _file(of, place),
        },
    )


def _without_approach(of: Participation) -> Finding:
    return Finding(code="approach-missing", place=Place(), values={"party": of.party["party"]})


def heading(of: Participation, what: Text) -> Text:
    """Return a line under the title: the Party and what is reported."""
    return _("%(name)s: %(what)s", name=of.name, what=what)
