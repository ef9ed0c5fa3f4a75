"""What a Party does in which order, and how far its folder has come: ``jcm submission checklist``.

Each step has its provision, and says whether it is confirmed or from memory. What happens outside
the folder, as an upload, is said to be so and never taken for done.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from reporting.filing.folder_state import FolderState
from reporting.filing.stages import Row, Submission, in_work, last_filed
from reporting.filing.submission_commands import next_command, options_of
from reporting.findings import as_argument
from reporting.forms.model.form import FormName
from reporting.forms.model.table import (
    EMPTY,
    Cell,
    Column,
    Layout,
    Note,
    Report,
    ReportTable,
    Type,
)
from reporting.forms.queries.participation import Approach, Participation
from reporting.messages import SILENCE, Text, _, alike, joined, ngettext

AEF_DUE = (4, 15)
BTR_DUE = (12, 31)


class StepState(StrEnum):
    """How far a step has come, as far as the folder tells."""

    DONE = "done"
    IN_WORK = "in_work"
    MISSING = "missing"
    NOT_TOLD = "not_told"
    NOT_NEEDED = "not_needed"


STATES: Mapping[StepState, Text] = MappingProxyType(
    {
        StepState.DONE: _("done"),
        StepState.IN_WORK: _("in work"),
        StepState.MISSING: _("missing"),
        StepState.NOT_TOLD: _("happens outside the folder"),
        StepState.NOT_NEEDED: _("not needed"),
    }
)
BASES: Mapping[str, Text] = MappingProxyType(
    {"confirmed": _("confirmed"), "from_memory": _("from memory")}
)
STAGES = MappingProxyType({"draft": _("drafted"), "approved": _("approved"), "filed": _("filed")})
COLUMNS = (
    Column(name="step", label=_("Step"), type=Type.SERIAL),
    Column(name="what", label=_("What to do")),
    Column(name="state", label=_("State")),
    Column(name="found", label=_("In the folder")),
    Column(name="by", label=_("By"), type=Type.DATE),
    Column(name="how", label=_("How")),
    Column(name="provision", label=_("Provision")),
    Column(name="basis", label=_("Basis")),
)
DISCRETION = Note(
    label=_("Biennial transparency report"),
    text=_(
        "Due by 31 December of even years; least developed countries and small island developing "
        "States report at their discretion. From memory of decision 18/CMA.1."
    ),
    provision="18/CMA.1, para. 3",
)
UPLOAD = Note(
    label=_("Who uploads"),
    text=_(
        "The Party itself, through its account on the centralized accounting and reporting "
        "platform; from memory. This program writes files, and sends nothing."
    ),
)
ANSWER = Note(
    label=_("What the platform answers"),
    text=_(
        "It checks the workbook and writes the result, passed or failed with the time, into Table "
        "1; a second submission of the same version is refused as a duplicate. A correction is "
        "version X.Y+1. As in a prototype of the secretariat; the platform may differ."
    ),
    provision="2/CMA.3 annex, para. 33",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Step:
    """A step, with what the folder says of it."""

    what: Text
    state: StepState
    found: Text = SILENCE
    by: date | None = None
    how: str = ""
    provision: str
    basis: str = "from_memory"


def checklist(folder: FolderState) -> Report:
    """Return the steps in their order, each with how far it has come."""
    steps = tuple(_steps(folder))
    open_steps = sum(each.state in {StepState.MISSING, StepState.IN_WORK} for each in steps)
    return Report(
        name="checklist",
        title=ngettext(
            "What %(name)s does for %(year)s, in this order; %(count)s step open",
            "What %(name)s does for %(year)s, in this order; %(count)s steps open",
            open_steps,
            name=folder.of.name,
            year=folder.year,
        ),
        tables=(
            ReportTable(
                name="steps",
                title=SILENCE,
                columns=COLUMNS,
                rows=tuple(_row(number, each) for number, each in enumerate(steps, 1)),
                layout=Layout.LIST,
                headline=2,
            ),
        ),
        notes=(UPLOAD, ANSWER, DISCRETION),
    )


def _row(number: int, step: _Step) -> tuple[Cell, ...]:
    return (
        Cell(value=number),
        Cell(value=step.what.en, label=step.what),
        Cell(value=step.state.value, label=STATES[step.state]),
        Cell(value=step.found.en, label=step.found) if step.found.en else EMPTY,
        Cell(value=step.by),
        Cell(value=step.how or None),
        Cell(value=step.provision),
        Cell(value=step.basis, label=BASES[step.basis]),
    )


def _steps(folder: FolderState) -> Iterator[_Step]:
    yield _identifiers(folder)
    yield _authorized(folder)
    yield _statements(folder)
    yield _initial(folder)
    yield _updated(folder)
    yield _complete(folder)
    yield _checked(folder)
    yield _annual(folder)
    yield _Step(
        what=_("Check the workbook as the platform does, and upload it"),
        state=StepState.NOT_TOLD,
        by=date(folder.year + 1, *AEF_DUE),
        how=f"jcm check-aef FILE.xlsx --against {as_argument(folder.folder)}",
        provision="2/CMA.3 annex, paras. 20 and 33",
    )
    yield _corrected(folder)
    yield _biennial(folder, FormName.SUMMARY, _("File CTF table 4 with the BTR"), "para. 23")
    yield _biennial(folder, FormName.ANNEX_4, _("File annex 4 of the BTR"), "paras. 21 to 23")
    yield _reviewed(folder)


def _identifiers(folder: FolderState) -> _Step:
    without = [each for each in folder.of.approaches if not each.row["approach_id"]]
    known = [each for each in folder.of.approaches if each.row["approach_id"]]
    return _Step(
        what=_("Ask the secretariat for the identifier of each cooperative approach"),
        state=_done(bool(known) and not without),
        found=_named(known, without),
        how="cooperative_approaches.csv: approach_id",
        provision="4/CMA.6 annex II, table 2",
    )


def _authorized(folder: FolderState) -> _Step:
    known, without = _parted(folder)
    return _Step(
        what=_("Authorize the use of ITMOs under each approach"),
        state=_done(bool(known) and not without),
        found=_named(known, without),
        how="authorizations.csv, authorization_versions.csv",
        provision="2/CMA.3 annex, paras. 4(c) and 18(g)",
    )


def _statements(folder: FolderState) -> _Step:
    rows = folder.of.authorizations
    named = sum(bool(row["document"]) for row in rows)
    state = _done(bool(rows) and named == len(rows))
    return _Step(
        what=_("Publish the statement of each authorization, its changes and its revocation"),
        state=StepState.IN_WORK if 0 < named < len(rows) else state,
        found=_(
            "%(named)s of %(count)s versions name their document", named=named, count=len(rows)
        ),
        how=f"jcm report {options_of(folder, FormName.STATEMENT, folder.year)} --about ID",
        provision="4/CMA.6, content of an authorization",
    )


def _initial(folder: FolderState) -> _Step:
    kept = folder.kept(FormName.INITIAL)
    by = _first_authorized(folder.of.authorizations)
    return _Step(
        what=_(
            "File the initial report: no later than the first authorization, or, where practical "
            "in the view of the Party, with the next BTR"
        ),
        state=_state(kept),
        found=_versions(kept),
        by=by,
        how=next_command(folder, FormName.INITIAL, by.year if by else folder.year, kept),
        provision="2/CMA.3 annex, para. 18",
        basis="confirmed",
    )


def _updated(folder: FolderState) -> _Step:
    what = _("File an updated initial report for each further approach")
    kept = folder.kept(FormName.UPDATED_INITIAL)
    how = next_command(folder, FormName.UPDATED_INITIAL, folder.year, kept, about="ID")
    provision = "2/CMA.3 annex, para. 19"
    filed = last_filed(folder.kept(FormName.INITIAL))
    if filed is None or filed.filed_on is None:
        found = _("the initial report, which is not filed yet, has every approach")
        return _Step(
            what=what, state=StepState.NOT_NEEDED, found=found, how=how, provision=provision
        )
    further = [each for each in folder.of.approaches if _is_later(folder.of, each, filed.filed_on)]
    reported = {each.approach for each in kept if each.filed_on}
    lacking = [each for each in further if each.key not in reported]
    state = StepState.NOT_NEEDED if not further else _done(not lacking)
    if lacking and in_work(kept):
        state = StepState.IN_WORK
    done = [each for each in further if each.key in reported]
    return _Step(
        what=what,
        state=state,
        found=_named(done, lacking) if further else _("no approach was authorized since"),
        how=how,
        provision=provision,
    )


def _complete(folder: FolderState) -> _Step:
    return _Step(
        what=_("Record the year, and declare it complete"),
        state=_done(folder.year in folder.complete),
        found=alike(", ".join(map(str, sorted(folder.complete)))),
        how="coverage.csv: is_complete",
        provision="2/CMA.3 annex, para. 20",
    )


def _checked(folder: FolderState) -> _Step:
    return _Step(
        what=_("Check the record before anything is filed"),
        state=_done(not folder.failed),
        found=ngettext(
            "%(count)s finding bears on the Party",
            "%(count)s findings bear on the Party",
            folder.failed,
        )
        if folder.failed
        else _("no check that bears on the Party fails"),
        how="jcm validate {0}; jcm check --data {0}".format(as_argument(folder.folder)),
        provision="2/CMA.3 annex, para. 33",
    )


def _annual(folder: FolderState) -> _Step:
    kept = folder.kept(FormName.AEF, folder.year)
    due = date(folder.year + 1, *AEF_DUE)
    first = next((each.filed_on for each in kept if each.filed_on), None)
    is_late = first is not None and first > due
    late = _("; first filed on %(day)s, after it was due", day=first) if is_late else SILENCE
    return _Step(
        what=_("Draft, approve and file the annual information (AEF)"),
        state=_state(kept),
        found=joined([_versions(kept), late], SILENCE),
        by=due,
        how=next_command(folder, FormName.AEF, folder.year, kept),
        provision="2/CMA.3 annex, para. 20",
        basis="confirmed",
    )


def _corrected(folder: FolderState) -> _Step:
    kept = folder.kept(FormName.AEF, folder.year)
    filed = last_filed(kept)
    corrections = [each for each in kept if each.supersedes]
    if filed is None:
        state = StepState.NOT_NEEDED
    else:
        state = _state(corrections) if corrections else StepState.NOT_TOLD
    following = filed.version.following if filed else None
    return _Step(
        what=_("Read what the platform answers; mend what it found, and file version X.Y+1"),
        state=state,
        found=(
            _("%(filed)s is filed; a correction is %(next)s", filed=filed.version, next=following)
            if filed
            else _("nothing is filed yet")
        ),
        how=next_command(folder, FormName.AEF, folder.year, corrections),
        provision="2/CMA.3 annex, para. 33; 4/CMA.6 annex II, table 1",
    )


def _biennial(folder: FolderState, form: FormName, what: Text, paragraphs: str) -> _Step:
    kept = folder.kept(form, folder.btr_year)
    return _Step(
        what=what,
        state=_state(kept),
        found=_versions(kept),
        by=date(folder.btr_year, *BTR_DUE),
        how=next_command(folder, form, folder.btr_year, kept),
        provision=f"2/CMA.3 annex, {paragraphs}; 18/CMA.1, para. 3",
    )


def _reviewed(folder: FolderState) -> _Step:
    unanswered = sum(not row["answer"] for row in folder.reviews)
    return _Step(
        what=_("Answer what the technical expert review found"),
        state=_done(not unanswered) if folder.reviews else StepState.NOT_NEEDED,
        found=_(
            "%(count)s findings, %(open)s not answered",
            count=len(folder.reviews),
            open=unanswered,
        )
        if folder.reviews
        else _("no finding of a review"),
        how="review_findings.csv: answer, answered_in",
        provision="2/CMA.3 annex, paras. 25 to 28",
    )


def _parted(folder: FolderState) -> tuple[list[Approach], list[Approach]]:
    """Return the approaches that the Party has authorized, and the others."""
    authorized = {row["approach"] for row in folder.of.authorizations}
    known = [each for each in folder.of.approaches if each.key in authorized]
    return known, [each for each in folder.of.approaches if each.key not in authorized]


def _is_later(of: Participation, approach: Approach, filed_on: date) -> bool:
    """Tell whether an approach was first authorized after the initial report was filed."""
    first = _first_authorized(of.authorizations_of(approach.key))
    return first is not None and first > filed_on


def _first_authorized(rows: Sequence[Row]) -> date | None:
    return min((row["authorized_on"] for row in rows if row["authorized_on"]), default=None)


def _named(known: Sequence[Approach], without: Sequence[Approach]) -> Text:
    """Return the approaches that have something, and those that lack it."""
    listed = alike(", ".join(str(each.row["approach_id"] or each.key) for each in known))
    lacking = alike(", ".join(str(each.row["approach_id"] or each.key) for each in without))
    if not without:
        return listed
    missing = _("missing: %(what)s", what=lacking)
    return joined([listed, missing], alike("; ")) if known else missing


def _versions(kept: Sequence[Submission]) -> Text:
    """Return each version with its stage and its day."""
    if not kept:
        return _("nothing")
    told = [
        _("%(version)s filed on %(day)s", version=each.version, day=each.filed_on)
        if each.filed_on
        else _("%(version)s %(stage)s", version=each.version, stage=STAGES[each.stage.value])
        for each in kept
    ]
    return joined(told, alike(", "))


def _state(kept: Sequence[Submission]) -> StepState:
    if in_work(kept):
        return StepState.IN_WORK
    return _done(last_filed(kept) is not None)


def _done(is_done: bool) -> StepState:  # noqa: FBT001 - the answer itself
    return StepState.DONE if is_done else StepState.MISSING
