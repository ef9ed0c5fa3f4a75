"""Each step of a submission: the form is made anew, compared with what was kept, then kept."""

import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from reporting.filing.archive import (
    KEY,
    MANIFEST,
    TABLE,
    ArchivedSubmission,
    folder_of,
    keep,
    kept,
    key_of,
    record,
    rows_of,
)
from reporting.filing.stages import (
    Stage,
    StageError,
    Submission,
    Version,
    approved,
    demand_complete,
    filed,
    first_version,
    in_work,
    last_filed,
    submissions_of,
)
from reporting.findings import Finding, Place
from reporting.forms.model.form import Form, FormName
from reporting.forms.model.form_diff import CellChange, cells_of, changes, digest
from reporting.packages import Package

FIRST_ROW = 2  # as a spreadsheet counts them, below the header


class ChangedError(Exception):
    """The record no longer gives what was kept.

    Attributes:
        changes: The cells that differ.
    """

    def __init__(self, submission: Submission, found: Sequence[CellChange]) -> None:
        """Keep what differs."""
        cells = "cell differs" if len(found) == 1 else "cells differ"
        super().__init__(f"{len(found)} {cells} from the {submission.stage} {submission.version}")
        self.changes = tuple(found)


class EmptyCorrectionError(Exception):
    """A correction says the same as what was filed.

    Attributes:
        findings: What is said of it.
    """

    def __init__(self, findings: Sequence[Finding]) -> None:
        """Keep the findings."""
        super().__init__(", ".join(each.code for each in findings))
        self.findings = tuple(findings)


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmissionDiff:
    """A form beside the version that was filed last.

    Attributes:
        changes: The cells that differ, where they can be compared.
        findings: Why they cannot be.
        is_same: Whether every cell is as it was filed.
    """

    changes: tuple[CellChange, ...] = ()
    findings: tuple[Finding, ...] = ()
    is_same: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmissionSeries:
    """The submissions of one form of a Party for a year, kept in the folder of a package.

    Attributes:
        approach: The approach of an updated initial report; empty for every other form.
    """

    package: Package
    party: str
    form: FormName
    year: int
    approach: str = ""

    @property
    def submissions(self) -> tuple[Submission, ...]:
        """Every version, the oldest first."""
        rows = rows_of(self.package)
        return submissions_of(rows, self.party, self.form, self.year, self.approach)

    def version(self, request: str | None) -> Version:
        """Return the version to make: the one asked for, in work, filed last, or the first."""
        every = self.submissions
        known = in_work(every) or last_filed(every)
        return (
            Version.from_text(request)
            if request
            else known.version
            if known
            else first_version(rows_of(self.package), self.party, self.form, self.year)
        )

    def named(self, version: Version) -> Submission | None:
        """Return the submission of a version, if there is one."""
        return next((each for each in self.submissions if each.version == version), None)

    def filed_on(self, version: Version) -> date | None:
        """Return the day a version was filed on; None before."""
        known = self.named(version)
        return known.filed_on if known else None

    def kept(self, submission: Submission) -> ArchivedSubmission | None:
        """Return what was kept of a submission, if anything was.

        Raises:
            StageError: It was altered and cannot be read.
        """
        try:
            return kept(folder_of(self.package.folder, submission), submission.data_hash)
        except FileNotFoundError:
            return None

    def compared(self, form: Form) -> SubmissionDiff:
        """Compare a form with the version filed last, by its cells, or else by its hash."""
        before = last_filed(self.submissions)
        if before is None:
            return SubmissionDiff()
        # Where the files are gone, the hash in the row still tells.
        is_same = before.data_hash == digest(form)
        try:
            known = self.kept(before)
            altered = known.altered if known else ()
        except StageError:
            known, altered = None, (MANIFEST,)
        if altered:
            found = self._finding("filed-altered", before, files=", ".join(altered))
            return SubmissionDiff(findings=(found,), is_same=is_same)
        if known is None:
            missing = () if is_same else (self._finding("filed-not-kept", before),)
            return SubmissionDiff(findings=missing, is_same=is_same)
        differing = changes(known.cells, cells_of(form))
        return SubmissionDiff(changes=differing, is_same=not differing)

    def draft(
        self, form: Form, files: Mapping[str, bytes], about: Mapping[str, Any]
    ) -> tuple[Submission, SubmissionDiff]:
        """Keep a form as a draft, and return it beside the version filed before.

        A version that was approved is a draft again: its approval was of other cells.

        Raises:
            StageError: This version is filed already, or another one is in work.
            EmptyCorrectionError: It says the same as the version filed before.
        """
        version = Version.from_text(form.version)
        before = last_filed(self.submissions)
        working = in_work(self.submissions)
        if working and working.version != version:
            msg = f"version {working.version} is {working.stage}, and comes first"
            raise StageError(msg)
        if before and version <= before.version:
            msg = f"version {before.version} is filed; a correction is {before.version.following}"
            raise StageError(msg)
        found = self.compared(form)
        if before and found.is_same:
            empty = self._finding("correction-empty", before)
            raise EmptyCorrectionError((empty, *found.findings))
        submission = Submission(
            party=self.party,
            form=self.form,
            year=self.year,
            approach=self.approach,
            version=version,
            stage=Stage.DRAFT,
            cutoff=form.cutoff,
            supersedes=before.version if before else None,
            data_hash=digest(form),
        )
        keep(folder_of(self.package.folder, submission), form, files)
        record(
            self.package,
            key_of(submission),
            {
                **({"approach": self.approach} if self.approach else {}),
                "status": Stage.DRAFT.value,
                "approved_by": None,
                "approved_on": None,
                "cutoff": form.cutoff,
                "supersedes": str(before.version) if before else None,
                "data_hash": submission.data_hash,
                **about,
            },
        )
        return submission, found

    def approve(self, submission: Submission, form: Form, by: str, on: date) -> None:
        """Approve a draft.

        Raises:
            StageError: It is not a draft, cannot be filed as it is, or nobody approves it.
            ChangedError: The record no longer gives the draft.
        """
        fields = approved(submission, by, on)
        self._demand_unchanged(submission, form)
        demand_complete(form)
        record(self.package, key_of(submission), fields)

    def file(
        self, submission: Submission, form: Form, files: Mapping[str, bytes], on: date
    ) -> ArchivedSubmission:
        """File an approved version: its bytes are kept with the day of submission in them.

        What was filed is never written again: a filing that was interrupted is finished.

        Raises:
            StageError: It is not approved, was approved later, cannot be filed as it is, or was
                filed otherwise.
            ChangedError: The record no longer gives what was approved.
        """
        fields = filed(submission, on)
        self._demand_unchanged(submission, form)
        demand_complete(form)
        place = folder_of(self.package.folder, replace(submission, stage=Stage.FILED))
        result = _filed_before(place, form, on) if place.exists() else keep(place, form, files, on)
        # Only once the files are kept; cut short here, the same step finishes it (`_filed_before`).
        record(self.package, key_of(submission), {**fields, "data_hash": result.digest})
        shutil.rmtree(folder_of(self.package.folder, submission))
        return result

    def _finding(self, code: str, filed: Submission, **values: str) -> Finding:
        keys = [{name: row[name] for name in KEY} for row in rows_of(self.package)]
        row = keys.index(key_of(filed)) + FIRST_ROW
        return Finding(
            code=code,
            place=Place(package=self.package.name, table=TABLE, row=row),
            values={"version": str(filed.version), "date": str(filed.filed_on), **values},
        )

    def _demand_unchanged(self, submission: Submission, form: Form) -> None:
        before = self.kept(submission)
        if before is None:
            msg = f"nothing is kept of version {submission.version}; make the draft again"
            raise StageError(msg)
        _demand_unaltered(before)
        found = changes(before.cells, cells_of(form))
        if found:
            raise ChangedError(submission, found)


def _filed_before(place: Path, form: Form, on: date) -> ArchivedSubmission:
    """Return what was filed, if it is this form on this day."""
    found = kept(place)
    _demand_unaltered(found)
    if (found.digest, found.filed_on) != (digest(form), on.isoformat()):
        msg = (
            f"{place} holds this version as it was filed on {found.filed_on}, and is never "
            f"changed; say in {TABLE} that it was filed on that day, and make a correction if its "
            "cells are wrong"
        )
        raise StageError(msg)
    return found


def _demand_unaltered(found: ArchivedSubmission) -> None:
    if found.altered:
        msg = (
            f"what is kept in {found.folder} was altered: {', '.join(found.altered)}; restore it "
            "from a copy"
        )
        raise StageError(msg)


def due(series: SubmissionSeries, form: Form) -> tuple[Version, SubmissionDiff]:
    """Return the version a form must be, and how it differs from the one filed last.

    What was filed is never made again with other cells: then it is the following version.
    """
    version, before = Version.from_text(form.version), last_filed(series.submissions)
    found = series.compared(form)
    if before and found.changes:
        version = max(version, before.version.following)
    return version, found
