"""A change of the data, judged: one comment on its validity, published figures and differences."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from reporting.findings import Severity
from reporting.forms.model.restatement import Restatements
from reporting.forms.queries.published_figures import OUTCOMES
from reporting.messages import Text, _, joined, ngettext
from reporting.packages import Validation
from reporting.packages.csv_text import shown
from reporting.packages.diff import Change, Difference
from reporting.packages.reconciliation import OF_OUTCOMES, TABLE, Reconciliation
from reporting.packages.reconciliation import plain as number
from reporting.renderers.diff_pages import CUT, DIFFERENCES, diff_markdown, restated_markdown
from reporting.renderers.diff_words import ARROW, CHANGES, diff_words
from reporting.renderers.findings import (
    COLON,
    COMMA,
    FindingsSection,
    ReportedFinding,
    told_and_folded,
    validation_report,
)
from reporting.renderers.markdown import LONGEST, code, finding_lines, plain, table, within

MOST = 20  # kinds of findings, and outcomes, that are told one by one
# Characters; the difference has the rest.
FOR_FINDINGS, FOR_OUTCOMES, FOR_SINCE = LONGEST // 4, LONGEST // 6, LONGEST // 6
TITLE_LENGTH = 80
BETWEEN = "\n\n"
# What a comparison is made of; its texts stand in the rows below.
COMPARED = frozenset(
    {
        *("published_value", "published_table", "published_key", "comparison", "tolerance"),
        *("counted_table", "measure", "counted_field", "conditions", "adjusted_conditions"),
    }
)
COMMAND = 'jcm reconcile --write --reason "…" --reason-ja "…"'
VALIDATION, FIGURES = _("Validation"), _("Published figures")
SINCE = _("Since the newest release")
HEADS = (
    _("Key"),
    _("What is compared"),
    _("Published"),
    _("From the rows"),
    _("Outcome recorded"),
    _("Outcome now"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SinceRelease:
    """How the data differ from the newest release.

    Attributes:
        version: The release.
        difference: The difference.
        restated: The figures of forms that differ; None where there is no record of units.
    """

    version: str
    difference: Difference
    restated: Restatements | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """What is to be said of a change of the data.

    Attributes:
        validation: What was found in the data as they are.
        difference: How they differ from those before; None if these could not be had.
        reason: Why they could not be had; empty if they could.
        since: How they differ from the newest release; None where there is none.
        since_reason: Why that could not be had; empty if it could, or there is none.
        files: Names of the files beside the comment, which have what it leaves out.
    """

    validation: Validation
    difference: Difference | None
    reason: str = ""
    since: SinceRelease | None = None
    since_reason: str = ""
    files: tuple[str, ...] = ()

    @property
    def wrong(self) -> tuple[Reconciliation, ...]:
        """The comparisons whose outcome is not as recorded."""
        return tuple(each for each in self.validation.reconciliations if each.is_wrong)

    @property
    def is_sound(self) -> bool:
        """Whether the data are valid and all could be compared."""
        is_complete = self.difference is not None and self.difference.is_complete
        return self.validation.is_clean and is_complete


def review_markdown(review: Review, language: str = "en", *, longest: int = LONGEST) -> str:
    """Return the comment: the verdict, then what it rests on.

    It is no longer than a forge takes; where something is left out it says so, and where it is.
    """
    cut = CUT[language]
    parts = [
        f"## {plain(_verdict(review, language))}",
        within("\n".join(_validation(review, language)), FOR_FINDINGS, cut),
        within("\n".join(_outcomes(review, language)), FOR_OUTCOMES, cut),
        within("\n".join(_since(review, language)), FOR_SINCE, cut),
    ]
    foot = _foot(review, language)
    room = longest - sum(map(len, (*parts, foot))) - len(BETWEEN) * (len(parts) + 2)
    parts += [_difference(review, language, room), foot]
    return BETWEEN.join(each.strip("\n") for each in parts if each) + "\n"


def _verdict(review: Review, language: str) -> str:
    """Return the heading: sound, or how many faults."""
    if review.is_sound:
        text = _("Data review: sound")
    elif review.validation.is_clean:
        text = _("Data review: not everything could be compared")
    else:
        text = _("Data review: %(found)s", found=_errors(review.validation))
    return text[language]


def _errors(validation: Validation) -> Text:
    """Say how many errors there are; those that only follow from others apart."""
    sections, _folded = told_and_folded(validation_report(validation))
    told = sum(
        1 + len(each.others) for section in sections for each in section.findings if each.is_error
    )
    more = sum(each.severity is Severity.ERROR for each in validation.findings) - told
    first = ngettext("%(count)s error", "%(count)s errors", told)
    if not more:
        return first
    then = ngettext("%(count)s that follows", "%(count)s that follow", more)
    return joined((first, then), COMMA)


def _validation(review: Review, language: str) -> Iterator[str]:
    """Yield what was found; outcomes that are not as recorded stand in a table of their own."""
    report = validation_report(review.validation, language)
    yield f"### {VALIDATION[language]}"
    yield ""
    yield plain(report.summary)
    yield ""
    sections, folded = told_and_folded(report)
    kinds = [
        (section.name, kind)
        for section in sections
        for kind in _kinds(section)
        if not (review.wrong and kind.finding.code == OF_OUTCOMES)
    ]
    for name, kind in kinds[:MOST]:
        yield from finding_lines(name, kind, language)
    more = sum(1 + len(kind.others) for _name, kind in kinds[MOST:])
    if more:
        yield f"- {_more(more, language)}"
    yield from (f"- {plain(each)}" for each in folded)
    yield ""


def _kinds(section: FindingsSection) -> Iterator[ReportedFinding]:
    """Yield the first finding of each kind of a table, with the places of the others.

    What is found in no row, as in a schema, is told each time: the places are all alike.
    """
    same: dict[tuple[str, str, str | None], list[ReportedFinding]] = {}
    for each in section.findings:
        found = "" if each.finding.place.row else each.finding.words("en").found
        # Many of one field stand as one already, with their rows alone.
        field = each.finding.place.field if each.others else None
        same.setdefault((each.finding.code, found, field), []).append(each)
    for first, *others in same.values():
        yield replace(first, others=(*first.others, *(each.where for each in others)))


def _more(count: int, language: str) -> str:
    return ngettext("… and %(count)s more", "… and %(count)s more", count)[language]


def _outcomes(review: Review, language: str) -> Iterator[str]:
    """Yield which outcomes are not as recorded, how they are recorded, and which were."""
    yield f"### {FIGURES[language]}"
    yield ""
    every, wrong = review.validation.reconciliations, review.wrong
    if wrong:
        yield plain(
            ngettext(
                "%(count)s outcome is not as recorded.",
                "%(count)s outcomes are not as recorded.",
                len(wrong),
            )[language]
        )
        yield ""
        yield from table([each[language] for each in HEADS], [*_rows(wrong[:MOST], language)])
        if len(wrong) > MOST:
            yield f"\n{_more(len(wrong) - MOST, language)}"
        yield ""
        yield _(
            "See which rows are counted. If they are right, record the outcomes with the reason:"
        )[language]
        yield ""
        yield f"```\n{COMMAND}\n```"
    elif every:
        yield ngettext(
            "%(count)s figure compared with the rows: the outcome is as recorded.",
            "%(count)s figures compared with the rows: each outcome is as recorded.",
            len(every),
        )[language]
    else:
        yield _("Not compared with the rows: first the errors have to be mended.")[language]
    yield ""
    anew = [*_altered(review, language)]
    if anew:
        yield _("Comparisons that this change alters:")[language]
        yield ""
        yield from anew[:MOST]
        if len(anew) > MOST:
            yield f"- {_more(len(anew) - MOST, language)}"
        yield ""


def _rows(wrong: Sequence[Reconciliation], language: str) -> Iterator[tuple[str, ...]]:
    for each in wrong:
        title = each.row["title" if language == "en" else "title_ja"]
        yield (
            code(each.row["reconciliation_id"]).replace("|", r"\|"),
            plain(shown(title, TITLE_LENGTH)),
            plain(f"{number(each.row['published_value'])} {each.row['unit']}"),
            number(each.computed) or "–",
            _outcome(each.row["outcome"], language),
            _outcome(each.outcome, language),
        )


def _outcome(name: str | None, language: str) -> str:
    """Return an outcome in words; a cell may say what is none."""
    text = OUTCOMES.get(name or "")
    return text[language] if text else code(shown(name or ""))


def _altered(review: Review, language: str) -> Iterator[str]:
    """Yield the comparisons that the change adds, removes, or makes of something else."""
    tables = review.difference.tables if review.difference else ()
    for diff in tables:
        if diff.table.name != TABLE:
            continue
        for kind in (Change.REMOVAL, Change.ADDITION):
            for row in diff.rows(kind):
                yield f"- {code(row.key[0] or '')}{COLON[language]}{CHANGES[kind][language]}"
        for row in diff.rows(Change.CHANGE):
            for cell in row.cells:
                if cell.column.name == "outcome":
                    sides = [_outcome(each, language) for each in (cell.old, cell.new)]
                elif cell.column.name in COMPARED:
                    sides = [code(shown(each or "–")) for each in (cell.old, cell.new)]
                else:
                    continue
                name = "" if cell.column.name == "outcome" else f" {code(cell.column.name)}"
                key = f"{code(row.key[0] or '')}{name}{COLON[language]}"
                yield f"- {key}{f' {ARROW} '.join(sides)}"


def _difference(review: Review, language: str, longest: int) -> str:
    """Return how the data differ from those before, or why that is not known."""
    if review.difference is not None:
        return diff_markdown(review.difference, language, longest=longest)
    reason = _("Not compared: %(reason)s", reason=review.reason)
    return f"### {DIFFERENCES[language]}{BETWEEN}{plain(reason[language])}"


def _since(review: Review, language: str) -> Iterator[str]:
    """Yield how many rows of each table differ from the newest release, and what is restated."""
    since = review.since
    if review.since_reason:
        yield f"### {SINCE[language]}"
        yield ""
        yield plain(_("Not compared: %(reason)s", reason=review.since_reason)[language])
    if since is None:
        return
    words = diff_words(since.difference, language, most=0, length=0)
    title = _("Since release %(version)s", version=since.version)
    yield f"### {plain(title[language])}"
    yield ""
    yield plain(words.summary)
    if words.findings:
        yield ""
        yield f"**{plain(words.findings.title)}**{COLON[language]}{plain(words.findings.summary)}"
    if words.tables:
        yield ""
    for each in words.tables[:MOST]:
        yield f"- **{plain(each.title)}** ({code(each.name)}){COLON[language]}{plain(each.summary)}"
    if len(words.tables) > MOST:
        yield f"- {_more(len(words.tables) - MOST, language)}"
    yield from restated_markdown(since.restated, language)


def _foot(review: Review, language: str) -> str:
    """Return where the whole is."""
    if not review.files:
        return ""
    files = ", ".join(map(code, review.files))
    text = _("Uncut, beside this comment or in the artifact of the run: %(files)s", files=files)
    return f"---\n{text[language]}"
