"""Whose submission each workbook is, and which of several count."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reporting.aef_checker.actions import (
    Act,
    Block,
    absent_as_empty,
    act_of,
    block_of,
    day,
    reported_year,
    table_records,
)
from reporting.aef_checker.draft_pair import authorizations_in_rows, told_differently
from reporting.aef_checker.identifiers import FIRST
from reporting.aef_checker.party_codes import party_of
from reporting.aef_checker.tables import FoundTable, SheetRow, Workbook, by_sheet
from reporting.findings import Finding, Place
from reporting.official_forms.aef import ACTIONS, AUTHORIZATIONS, HOLDINGS, OLD, SUBMISSION

VERSION = re.compile(r"([1-9]\d{0,5})\.(\d{1,6})")
OF_AN_AUTHORIZATION = (
    "AuthorizationID",
    "DateOfAuthorization",
    "CooperativeApproachID",
    "PurposeForAuthorization",
    "AuthorizedPartyIDs",
    "AuthorizedEntityIDs",
    "FirstTransferDefnForOIMP",
)
NOT_READ = frozenset(
    (
        "cell-error",
        "cell-program-word",
        "date-ambiguous",
        "date-unreadable",
        "party-not-coded",
        "term-unknown",
        "value-missing",
        "value-misshapen",
    )
)
# Which separators stand in the names of checked files no source tells.
NAMED = re.compile(r"([A-Z]{3}).(\d{4}).(\d).(\d)")


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedSubmission:
    """A workbook with what its rows tell.

    Attributes:
        workbook: The workbook.
        party: Whose.
        year: The reported year.
        version: Major and minor version.
        authorizations: The rows of Table 2 that can be read, each with its table; of the draft, the
            first row that tells each.
        acts: Its actions that can be read, each with its table.
        holdings: Its holdings that can be read, each with its table.
        unread: The rows of Tables 2 to 4 that cannot be read, each with its table.
    """

    workbook: Workbook
    party: str
    year: int
    version: tuple[int, int]
    authorizations: tuple[tuple[FoundTable, SheetRow], ...]
    acts: tuple[tuple[FoundTable, Act], ...]
    holdings: tuple[tuple[FoundTable, Block], ...]
    unread: tuple[tuple[FoundTable, SheetRow], ...]

    @property
    def blocks(self) -> tuple[tuple[FoundTable, Block], ...]:
        """The blocks of its actions and holdings, each with its table."""
        return (*((table, act.block) for table, act in self.acts), *self.holdings)

    def cannot_be_read(self, *tables: str) -> bool:
        """Tell whether some row of some tables cannot be read."""
        return any(table.name in tables for table, _ in self.unread)

    @property
    def place(self) -> Place:
        """Where findings on it as a whole stand."""
        return Place(package=self.workbook.name)


def submission_of(workbook: Workbook) -> CheckedSubmission | None:
    """Return the submission a workbook is; none where Table 1 does not say whose and when."""
    heading = workbook.heading
    party = party_of(heading.text("ParticipatingParty"))
    year = reported_year(heading)
    if not party or year is None:
        return None
    found = VERSION.fullmatch(heading.text("SubmissionVersion"))
    unlisted = {record.row: (table, record) for table, record in _unread_authorizations(workbook)}
    told = [*table_records(workbook, ACTIONS)]
    stated = [*table_records(workbook, HOLDINGS)]
    acts = [(table, act_of(each, party)) for table, each in told]
    held = [(table, block_of(each)) for table, each in stated]
    return CheckedSubmission(
        workbook=workbook,
        party=party,
        year=year,
        # The first version is 1.0 (4/CMA.6 annex II, table 1).
        version=(int(found[1]), int(found[2])) if found else (1, 0),
        authorizations=(
            tuple(authorizations_in_rows(workbook, party))
            if workbook.edition == OLD
            else tuple(
                (table, record)
                for table, record in table_records(workbook, AUTHORIZATIONS)
                if record.row not in unlisted
            )
        ),
        acts=tuple((table, act) for table, act in acts if act),
        holdings=tuple((table, block) for table, block in held if block),
        unread=(
            *unlisted.values(),
            *(row for row, (_, act) in zip(told, acts, strict=True) if act is None),
            *(row for row, (_, block) in zip(stated, held, strict=True) if block is None),
        ),
    )


def _unread_authorizations(workbook: Workbook) -> Iterator[tuple[FoundTable, SheetRow]]:
    """Yield the rows of Table 2 in which some cell that says what is allowed cannot be read."""
    faults = {
        (each.place.table, each.place.field) for each in workbook.findings if each.code in NOT_READ
    }
    for table, record in table_records(workbook, AUTHORIZATIONS):
        cells = {(table.sheet.name, table.address(record, name)) for name in OF_AN_AUTHORIZATION}
        is_named = absent_as_empty(record, "AuthorizationID") and day(record, "DateOfAuthorization")
        if not is_named or faults & cells:
            yield table, record


def standing(
    submissions: Sequence[CheckedSubmission],
) -> tuple[tuple[CheckedSubmission, ...], tuple[Finding, ...]]:
    """Return the submissions that count, the newest of each Party and year, and why others do not.

    As on the platform: the same version twice is refused, an older one is obsolete.
    """
    kept: list[CheckedSubmission] = []
    findings: list[Finding] = []
    for each in sorted(submissions, key=lambda one: (one.party, one.year, one.version)):
        later = [
            one
            for one in submissions
            if (one.party, one.year) == (each.party, each.year) and one is not each
        ]
        newest = max((one.version for one in later), default=each.version)
        twin = next((one for one in kept if one in later and one.version == each.version), None)
        values = {"party": each.party, "year": str(each.year), "version": _written(each.version)}
        if twin:
            values["other"] = twin.workbook.name
            findings.append(Finding(code="submission-repeated", place=each.place, values=values))
        elif newest > each.version:
            values["newest"] = _written(newest)
            findings.append(Finding(code="submission-superseded", place=each.place, values=values))
        else:
            kept.append(each)
    return tuple(kept), tuple(findings)


def of_another(submission: CheckedSubmission) -> Finding | None:
    """Return that Table 1 names another Party than the rows.

    All first transfers are of one that it is not, and none of its registries tracks anything.
    """
    hosts = {act.block.host for _, act in submission.acts if act.kind == "first_transfer"}
    table = submission.workbook.tables.get(SUBMISSION)
    is_tracked = any(block.registry.startswith(submission.party) for _, block in submission.blocks)
    if table is None or len(hosts) != 1 or submission.party in hosts or is_tracked:
        return None
    (host,) = hosts
    values = {"party": submission.party, "host": host}
    heading = submission.workbook.heading
    return table.finding("submission-of-another", heading, "ParticipatingParty", **values)


def of_submission(submission: CheckedSubmission) -> Iterator[Finding]:
    """Yield what is wrong with a submission by itself."""
    named = NAMED.match(submission.workbook.name.rpartition("/")[2])
    major, minor = submission.version
    expected = (submission.party, str(submission.year), str(major), str(minor))
    if named and named.groups() != expected:
        values = {"expected": "_".join(expected), "found": named[0]}
        code = "file-of-another-submission"
        yield Finding(code=code, place=submission.place, values=values)
    if submission.unread:
        rows = by_sheet((table.sheet.name, str(record.row)) for table, record in submission.unread)
        values = {"count": str(len(submission.unread)), "rows": rows}
        yield Finding(code="ledger-not-asked", place=submission.place, values=values)
    if submission.workbook.edition == OLD:
        yield from told_differently(submission.workbook)
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


def _of_first_transfer(table: FoundTable, act: Act, record: SheetRow) -> Iterator[Finding]:
    if act.block.host != act.party:
        values = {"host": act.block.host, "party": act.party}
        yield table.finding("action-not-by-holder", record, FIRST, **values)
    elif act.taker == act.party:
        values = {"party": act.party}
        yield table.finding("first-transfer-to-itself", record, "AcquiringPartyID", **values)


def _written(version: tuple[int, int]) -> str:
    return f"{version[0]}.{version[1]}"
