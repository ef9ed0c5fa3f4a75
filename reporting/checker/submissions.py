"""Whose submission each workbook is, and which of several count."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reporting.checker.acts import Act, Block, act_of, block_of, party_of, table_records, whole
from reporting.checker.identifiers import FIRST
from reporting.checker.tables import FoundTable, Record, Workbook, by_sheet
from reporting.findings import Finding, Place

VERSION = re.compile(r"([1-9]\d{0,5})\.(\d{1,6})")
NAMED = re.compile(r"([A-Z]{3}).(\d{4}).(\d).(\d)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """A workbook with what its rows tell.

    Attributes:
        workbook: The workbook.
        party: Whose.
        year: The reported year.
        version: Major and minor version.
        acts: Its actions that can be read, each with its table.
        holdings: Its holdings that can be read, each with its table.
        unread: The rows of Tables 3 and 4 that cannot be read, by sheet.
    """

    workbook: Workbook
    party: str
    year: int
    version: tuple[int, int]
    acts: tuple[tuple[FoundTable, Act], ...]
    holdings: tuple[tuple[FoundTable, Block], ...]
    unread: tuple[tuple[str, int], ...]

    @property
    def place(self) -> Place:
        """Where findings on it as a whole stand."""
        return Place(package=self.workbook.name)


def submission_of(workbook: Workbook) -> Submission | None:
    """Return the submission a workbook is; none where Table 1 does not say whose and when."""
    heading = workbook.heading
    party = party_of(heading.text("ParticipatingParty"))
    year = whole(heading, "ReportedYear")
    if not party or year is None:
        return None
    found = VERSION.fullmatch(heading.text("SubmissionVersion"))
    told = [*table_records(workbook, "actions")]
    stated = [*table_records(workbook, "holdings")]
    acts = [(table, act_of(each, party)) for table, each in told]
    held = [(table, block_of(each)) for table, each in stated]
    return Submission(
        workbook=workbook,
        party=party,
        year=year,
        version=(int(found[1]), int(found[2])) if found else (1, 0),
        acts=tuple((table, act) for table, act in acts if act),
        holdings=tuple((table, block) for table, block in held if block),
        unread=tuple(
            (table.sheet.name, record.row)
            for (table, record), (_, read) in zip((*told, *stated), (*acts, *held), strict=True)
            if read is None
        ),
    )


def standing(
    submissions: Sequence[Submission],
) -> tuple[tuple[Submission, ...], tuple[Finding, ...]]:
    """Return the submissions that count, the newest of each Party and year, and why others do not.

    As on the platform: the same version twice is refused, an older one is obsolete.
    """
    kept: list[Submission] = []
    findings: list[Finding] = []
    for each in sorted(submissions, key=lambda one: (one.party, one.year, one.version)):
        later = [
            one
            for one in submissions
            if (one.party, one.year) == (each.party, each.year) and one is not each
        ]
        newest = max((one.version for one in later), default=each.version)
        twin = next((one for one in kept if one in later and one.version == each.version), None)
        if twin:
            values = {
                "party": each.party,
                "year": str(each.year),
                "version": _written(each.version),
                "other": twin.workbook.name,
            }
            findings.append(Finding(code="submission-repeated", place=each.place, values=values))
        elif newest > each.version:
            values = {
                "party": each.party,
                "year": str(each.year),
                "version": _written(each.version),
                "newest": _written(newest),
            }
            findings.append(Finding(code="submission-superseded", place=each.place, values=values))
        else:
            kept.append(each)
    return tuple(kept), tuple(findings)


def of_submission(submission: Submission) -> Iterator[Finding]:
    """Yield what is wrong with a submission by itself."""
    named = NAMED.match(submission.workbook.name.rpartition("/")[2])
    major, minor = submission.version
    expected = (submission.party, str(submission.year), str(major), str(minor))
    if named and named.groups() != expected:
        values = {"expected": "_".join(expected), "found": named[0]}
        code = "file-of-another-submission"
        yield Finding(code=code, place=submission.place, values=values)
    if submission.unread:
        rows = by_sheet((sheet, str(row)) for sheet, row in submission.unread)
        values = {"count": str(len(submission.unread)), "rows": rows}
        yield Finding(code="ledger-not-asked", place=submission.place, values=values)
    for table, block in submission.holdings:
        first, last = block.serials
        if first > last:
            values = {"field": table.label(FIRST), "first": str(first), "last": str(last)}
            yield table.finding("range-reversed", block.record, FIRST, **values)
    for table, act in submission.acts:
        record = act.block.record
        if act.on.year != submission.year:
            values = {"year": str(submission.year), "date": act.on.isoformat()}
            yield table.finding("action-outside-year", record, "ActionDateTime", **values)
        if act.kind == "first_transfer":
            yield from _of_first_transfer(table, act, record)


def _of_first_transfer(table: FoundTable, act: Act, record: Record) -> Iterator[Finding]:
    if act.block.host != act.party:
        values = {"host": act.block.host, "party": act.party}
        yield table.finding("action-not-by-holder", record, FIRST, **values)
    elif act.taker == act.party:
        values = {"party": act.party}
        yield table.finding("first-transfer-to-itself", record, "AcquiringPartyID", **values)


def _written(version: tuple[int, int]) -> str:
    return f"{version[0]}.{version[1]}"
