"""What ``jcm add`` says: what is lacking, what would be written, what was, what comes next."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from reporting.filing.additions.addition import Addition, NewRow
from reporting.filing.additions.choices import choices
from reporting.filing.additions.identifiers import proposal
from reporting.filing.additions.outcome import AdditionOutcome
from reporting.findings import Finding, Place, as_argument
from reporting.messages import Bilingual, _, ngettext
from reporting.packages import Field
from reporting.packages.reconciliation import OF_OUTCOMES, TABLE, plain
from reporting.renderers.diff_pages import diff_text
from reporting.renderers.findings import (
    CONSEQUENCES,
    FindingsReport,
    FindingsSection,
    ReportedFinding,
    as_text,
    counts,
    sections_by_table,
)

NO_ROWS: Mapping[Place, str] = MappingProxyType({})
FEW = 12  # codes that are listed in a line
RECORD_ANEW = 'jcm reconcile {folder} --write --reason "…" --reason-ja "…"'


def lacking_text(addition: Addition, lacking: Sequence[tuple[NewRow, Field]], language: str) -> str:
    """Return which options are lacking, each with what may stand there."""
    lines = [_("What is lacking, as options:")[language]]
    for row, field in lacking:
        option = f"--set {addition.address(row)}{field.name}=…"
        lines.append(f"  {option:<36} {_expected(addition, row, field)[language]}")
    return "".join(f"{line}\n" for line in lines)


def _expected(addition: Addition, row: NewRow, field: Field) -> Bilingual:
    """Return what may stand in a field, in a line."""
    known = choices(addition, row, field.name, "en")
    title = field.title
    if known is None:
        example = proposal(addition, row, field.name) or example_of(addition, row, field)
        if not example:
            return title
        return _("%(title)s, for example %(example)s", title=title, example=example)
    if known.table is not None:
        return _("%(title)s: a key of %(table)s", title=title, table=known.table.name)
    names = [each.name for each in known.options[:FEW]]
    several = ", ".join([*names, "…"] if len(known.options) > FEW else names)
    return _("%(title)s: one of %(codes)s", title=title, codes=several)


def example_of(addition: Addition, row: NewRow, field: Field) -> str:
    """Return how a value is written, where that is not free: as in the last row that has one."""
    if field.type == "date":
        return addition.known_on
    if field.type == "string" and "pattern" not in field.constraints:
        return ""
    known = (each.get(field.name, "") for each in reversed(addition.record.rows(row.table)))
    return next(filter(None, known), "")


def outcome_text(
    addition: Addition, outcome: AdditionOutcome, language: str, *, width: int, has_colour: bool
) -> str:
    """Return what differs with the new rows, what is wrong with them, and what follows."""
    parts = []
    if outcome.difference.is_complete:  # else what keeps it from that is said below
        parts.append(diff_text(outcome.difference, language, width=width, has_colour=has_colour))
    told = {OF_OUTCOMES} if outcome.is_sound else {OF_OUTCOMES, *CONSEQUENCES}
    found = [each for each in outcome.findings if each.code not in told]
    if found:
        parts.append(findings_text(found, language, rows_by_place(addition, outcome)))
    if outcome.outcomes:
        parts.append("".join(f"{each}\n" for each in _consequences(addition, outcome, language)))
    return "\n".join(["", *parts])


def rows_by_place(addition: Addition, outcome: AdditionOutcome) -> Mapping[Place, str]:
    """Return how an option names each new row, by the place at which it would stand."""
    return {place: addition.address(row) for place, row in outcome.rows.items()}


def findings_text(
    found: Sequence[Finding], language: str, rows: Mapping[Place, str] = NO_ROWS
) -> str:
    """Return findings as text, with their number; those of new rows as options name these."""
    own = [each for each in found if replace(each.place, field="") in rows]
    sections = [
        FindingsSection(
            name="",
            findings=tuple(
                ReportedFinding(
                    where=f"{rows[replace(each.place, field='')]}{each.place.field}", finding=each
                )
                for each in own
            ),
        ),
        *sections_by_table([each for each in found if each not in own], language),
    ]
    report = FindingsReport(
        language=language,
        title="",
        summary=counts(found)[language],
        sections=tuple(sections),
    )
    return as_text(report)


def _consequences(addition: Addition, outcome: AdditionOutcome, language: str) -> Iterable[str]:
    """Yield the published figures that come out otherwise, and what records that."""
    count = len(outcome.outcomes)
    text = ngettext(
        "%(count)s comparison with a published figure is no longer as recorded:",
        "%(count)s comparisons with published figures are no longer as recorded:",
        count,
    )
    yield text[language]
    table = outcome.tables[TABLE]
    for each in outcome.outcomes:
        title = each.row["title_ja" if language == "ja" else "title"]
        was, now = (
            table.schema["outcome"].label(code, language)
            for code in (each.row["outcome"], each.outcome)
        )
        figures = _(
            "published %(published)s, from the rows %(computed)s",
            published=plain(each.row["published_value"]) or "–",
            computed=plain(each.computed) or "–",
        )
        yield f"  {title}: {was} → {now} ({figures[language]})"
    yield _("If the rows are right, record that after writing them:")[language]
    yield f"  {RECORD_ANEW.format(folder=as_argument(addition.record.package.folder))}"


def written_text(addition: Addition, outcome: AdditionOutcome, language: str) -> str:
    """Return which files were written, with how many rows each."""
    added = Counter(outcome.tables[place.table].path.name for place in outcome.rows)
    several = ", ".join(f"{path.name} +{added[path.name]}" for path in outcome.files)
    folder = addition.record.package.folder
    return _("Written in %(folder)s: %(files)s", folder=folder, files=several)[language] + "\n"
