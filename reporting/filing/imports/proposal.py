"""What a source would make of a record: rows added, changed, removed, conflicting, each with place.

A row that the record has otherwise is changed if whoever wrote the source had the row as it stands:
it was exported so, or came so from an earlier import of the same source. Else somebody changed the
record meanwhile: where the source still says what was exported the record stays, and where both
differ they conflict.
A row is removed only if it was exported and is no longer there. A record that has none of the rows
that were exported is another one: to it all are new.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from reporting.filing.additions.package_rows import PackageRows
from reporting.filing.imports.comparison import RowsByKey, SourceComparison
from reporting.filing.imports.proposed_rows import (
    WRITTEN,
    Proposed,
    ProposedBlock,
    ProposedRows,
    with_numbers,
)
from reporting.filing.imports.record_export import JOINT
from reporting.filing.imports.row_keys import key_of
from reporting.filing.imports.workbook_tables import ImportSource, SourceCount
from reporting.findings import Finding, Severity
from reporting.renderers.record_sheets import RowMark


@dataclass(frozen=True, slots=True, kw_only=True)
class TableCount:
    """How many rows of a sheet became what.

    Attributes:
        table: The table.
        sheet: The sheet.
        rows: How many rows the sheet has.
        counts: How many became what; those that are removed are none of them.
        left_out: How many are left out.
    """

    table: str
    sheet: str
    rows: int
    counts: Mapping[Proposed, int]
    left_out: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """What a source would make of a record.

    Attributes:
        source: The file.
        digest: SHA-256 of it.
        against: SHA-256 of each file of the package that it was made against, by path.
        rows: The rows that something becomes of, numbered.
        counts: How many rows of each sheet became what.
        findings: What was not understood, or is wrong with the rows.
        left_out: What of the source is wrong, so that it is not among the rows.
        sources: What became of the rows of each source that a mapping read.
    """

    source: str
    digest: str
    against: Mapping[str, str]
    rows: ProposedRows
    counts: tuple[TableCount, ...]
    findings: tuple[Finding, ...] = ()
    left_out: tuple[Finding, ...] = ()
    sources: tuple[SourceCount, ...] = ()

    @property
    def conflicts(self) -> ProposedRows:
        """The rows that conflict."""
        return self.rows.of({Proposed.CONFLICTING})

    @property
    def writable(self) -> ProposedRows:
        """The rows that are written when it is accepted whole."""
        return self.rows.of(WRITTEN)


def propose(
    source: ImportSource, record: PackageRows, digest: str, accepted: Collection[RowMark] = ()
) -> Proposal:
    """Compare a source with a record.

    Args:
        source: The source.
        record: The record as it stands.
        digest: SHA-256 of the file of the source.
        accepted: Rows as they came from earlier imports of the source.
    """
    marks = source.marks if _is_its_own(source, record) else ()
    known = {*marks, *accepted}
    blocks: list[ProposedBlock] = []
    counts = []
    there = RowsByKey(source=source, record=record)
    own = RowsByKey(source=None, record=record)
    for each in source.tables:
        comparison = SourceComparison(
            of=each,
            record=record,
            stands=own.filled(each.table.schema),
            told=there.filled(each.table.schema),
            exported={mark.key: mark.digest for mark in marks if mark.table == each.table.name},
            known=known,
            kept=source.kept,
        )
        found, became = comparison.compared()
        blocks += found
        counts.append(
            TableCount(
                table=each.table.name,
                sheet=each.sheet,
                rows=len(each.rows) + len(each.left_out),
                counts=became,
                left_out=len(each.left_out),
            )
        )
    return Proposal(
        source=source.name,
        digest=digest,
        against=record.digests,
        rows=with_numbers(blocks),
        counts=tuple(counts),
        findings=source.findings,
        left_out=tuple(each for each in source.findings if each.severity is Severity.ERROR),
        sources=source.counts,
    )


def _is_its_own(source: ImportSource, record: PackageRows) -> bool:
    """Tell whether a source was exported from this record: it has a row that was exported."""
    if not source.marks:
        return False
    marks = {(mark.table, mark.key) for mark in source.marks}
    return any(
        (table.name, JOINT.join(key_of(row, table.schema))) in marks
        for table in record.package
        for row in record.rows(table)
    )
