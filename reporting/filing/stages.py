"""The way of a submission: draft, approved, filed. A correction is a version of its own."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from reporting.forms.model.form import Form, FormName, Readiness
from reporting.renderers.csv_injection import is_active

Row = Mapping[str, Any]
FIRST = "1.0"


class Stage(StrEnum):
    """How far a submission has come."""

    DRAFT = "draft"
    APPROVED = "approved"
    FILED = "filed"


class StageError(Exception):
    """A step that the way of a submission does not have."""


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Version:
    """The version of a submission, ``X.Y``; the first is 1.0 (4/CMA.6 annex II, table 1)."""

    major: int
    minor: int

    @classmethod
    def from_text(cls, written: str) -> "Version":
        """Read it.

        Raises:
            StageError: It is not written ``X.Y``, with X at least 1.
        """
        major, _, minor = written.partition(".")
        if not (major.isdecimal() and minor.isdecimal() and int(major) >= 1):
            msg = f"'{written}' is no version; write it as 1.0"
            raise StageError(msg)
        return cls(major=int(major), minor=int(minor))

    @property
    def following(self) -> "Version":
        """The version of a correction."""
        return Version(major=self.major, minor=self.minor + 1)

    def __str__(self) -> str:
        """Write it as the form does."""
        return f"{self.major}.{self.minor}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """One version of a form of a Party, as its row in ``submissions`` has it.

    Attributes:
        approach: The approach of an updated initial report; empty for every other form.
    """

    party: str
    form: FormName
    year: int
    approach: str = ""
    version: Version
    stage: Stage
    approved_by: str = ""
    approved_on: date | None = None
    filed_on: date | None = None
    cutoff: date | None = None
    supersedes: Version | None = None
    data_hash: str = ""


def submissions_of(
    rows: Sequence[Row], party: str, form: FormName, year: int, approach: str = ""
) -> tuple[Submission, ...]:
    """Return the submissions of a form of a Party for a year, the oldest version first."""
    request = (party, form.replace("-", "_"), year, approach)
    of_row = ("party", "form", "year")
    found = [
        _read(row)
        for row in rows
        if (*(row[name] for name in of_row), row.get("approach") or "") == request
    ]
    return tuple(sorted(found, key=lambda each: each.version))


def first_version(rows: Sequence[Row], party: str, form: FormName, year: int) -> Version:
    """Return the first version of a form of which nothing was kept yet.

    Updated initial reports on several approaches in one year are numbered one after the other:
    1.0, 2.0, so that no two have one number.
    """
    written = form.replace("-", "_")
    numbers = [
        Version.from_text(row["version"]).major
        for row in rows
        if (row["party"], row["form"], row["year"]) == (party, written, year)
    ]
    return Version(major=max(numbers, default=0) + 1, minor=0)


def in_work(submissions: Sequence[Submission]) -> Submission | None:
    """Return the version that is not filed yet."""
    return next((each for each in submissions if each.stage is not Stage.FILED), None)


def last_filed(submissions: Sequence[Submission]) -> Submission | None:
    """Return the newest version that was filed."""
    filed = [each for each in submissions if each.stage is Stage.FILED]
    return filed[-1] if filed else None


def demand_complete(form: Form) -> None:
    """Demand a form that can be filed.

    Raises:
        StageError: Something stands in its way.
    """
    if form.readiness is not Readiness.COMPLETE:
        msg = (
            f"{form.name} {form.version} of {form.party} is {form.readiness}: mend what its "
            "findings say, or declare the year in the table coverage, then make the draft again"
        )
        raise StageError(msg)


def approved(submission: Submission, by: str, on: date) -> dict[str, Any]:
    """Return the fields of a row that an approval changes.

    Raises:
        StageError: It is not a draft, or nobody approves it.
    """
    if submission.stage is not Stage.DRAFT:
        msg = f"version {submission.version} is {submission.stage} already"
        raise StageError(msg)
    # The name goes into a table that people open in a spreadsheet.
    if not by.strip() or not by.isprintable() or is_active(by.strip()):
        msg = f"an approval names who approves; '{by}' is no name"
        raise StageError(msg)
    return {"status": Stage.APPROVED.value, "approved_by": by.strip(), "approved_on": on}


def filed(submission: Submission, on: date) -> dict[str, Any]:
    """Return the fields of a row that filing changes.

    Raises:
        StageError: It is not approved, or was approved later.
    """
    if submission.stage is not Stage.APPROVED or submission.approved_on is None:
        msg = f"version {submission.version} is {submission.stage}; only an approved one is filed"
        raise StageError(msg)
    if on < submission.approved_on:
        msg = f"it was approved on {submission.approved_on}, and cannot be filed before"
        raise StageError(msg)
    return {"status": Stage.FILED.value, "filed_on": on}


def _read(row: Row) -> Submission:
    supersedes = row["supersedes"]
    return Submission(
        party=row["party"],
        form=FormName(row["form"].replace("_", "-")),
        year=row["year"],
        # Folders of earlier versions have no such column.
        approach=row.get("approach") or "",
        version=Version.from_text(row["version"]),
        stage=Stage(row["status"]),
        approved_by=row["approved_by"] or "",
        approved_on=row["approved_on"],
        filed_on=row["filed_on"],
        cutoff=row["cutoff"],
        supersedes=Version.from_text(supersedes) if supersedes else None,
        data_hash=row["data_hash"] or "",
    )
