"""A proposal written into the record: whole or row by row, all of it or nothing.

What the rows would make of the record is judged in a copy, as for `jcm add`; the files are written
only if no new error stands in it, and only if they are those that the proposal was made against.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from reporting.filing.additions.outcome import is_fault, new_findings, with_files
from reporting.filing.additions.package_rows import PackageRows, digests_of
from reporting.filing.imports.merged_rows import MergedRows, merged_rows
from reporting.filing.imports.proposal import Proposal
from reporting.filing.imports.proposal_file import (
    PROPOSAL,
    ROWS,
    ProposalError,
    accepted_files,
    proposal_files,
)
from reporting.filing.imports.proposed_rows import Proposed, ProposedRows
from reporting.filing.imports.record_export import JOINT
from reporting.filing.imports.text_columns import csv_file, digests, keys, of_record
from reporting.filing.row_editing import is_kept
from reporting.findings import Finding, Place, Severity, in_order
from reporting.packages import Package, Validation, validate
from reporting.packages.journal import put_all


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalOutcome:
    """What rows of a proposal make of a record.

    Attributes:
        rows: The rows.
        files: The files that would be written, by path.
        findings: What is found then and is not now; of a proposed row, where the source has it.
            Before it, what the record has to be mended of first, as it would be lost.
    """

    rows: ProposedRows
    files: Mapping[Path, bytes]
    findings: tuple[Finding, ...]

    @property
    def is_sound(self) -> bool:
        """Whether the rows may be written."""
        return not any(map(is_fault, self.findings))


def chosen(proposal: Proposal, numbers: Collection[int]) -> ProposedRows:
    """Return the rows that are accepted: those named, else all but conflicts.

    Raises:
        ProposalError: A number is none of the proposal.
    """
    if not numbers:
        return proposal.writable
    known = proposal.rows.numbers
    wanted = pa.array(sorted(set(numbers)), pa.int64())
    unknown = wanted.filter(pc.invert(pc.is_in(wanted, value_set=known)))
    if len(unknown):
        msg = f"the proposal has no row {unknown[0]}; it has {_range(known)}"
        raise ProposalError(msg)
    return proposal.rows.numbered(wanted)


def _range(known: pa.Array) -> str:
    return f"{pc.min(known)} to {pc.max(known)}" if len(known) else "none"


def outcome(
    package: Package, proposal: Proposal, rows: ProposedRows, before: Validation
) -> ProposalOutcome:
    """Judge what rows of a proposal make of a package.

    Args:
        package: The package as it stands.
        proposal: The proposal.
        rows: The rows of it that are accepted.
        before: What is found in the package as it stands.
    """
    record = PackageRows.of(package)
    files: dict[Path, bytes] = {}
    merged: dict[str, MergedRows] = {}
    lost: set[str] = set()
    for table in package:
        own = rows.of_table(table.name)
        if own:
            found = merged_rows(of_record(record, table), own.blocks, table.schema)
            files[table.path] = csv_file(found.rows, table.schema)
            # Of what was written, only where it comes from is needed: to say where a fault stands.
            merged[table.name] = replace(found, rows=found.rows.slice(0, 0))
            if found.replaces_several or not is_kept(table):
                lost.add(table.name)
    with with_files(package, files) as copy:
        told = new_findings(validate([copy]).findings, before.findings)
    return ProposalOutcome(
        rows=rows,
        files=files,
        findings=in_order(
            (
                *_lost(lost, before.findings),
                *(_in_source(each, merged, package.name, proposal.source) for each in told),
            )
        ),
    )


def _lost(tables: Collection[str], before: Iterable[Finding]) -> Iterator[Finding]:
    """Yield the errors of tables that written anew would lose what they are about."""
    for each in before:
        if each.place.table in tables and each.severity is Severity.ERROR:
            yield each


def _in_source(
    finding: Finding, merged: Mapping[str, MergedRows], package: str, source: str
) -> Finding:
    """Return a finding with its place in the source, where its row comes from there."""
    place = finding.place
    of = merged.get(place.table) if place.package == package else None
    row = of.proposed_row(place.row - 2) if of is not None and place.row else None
    if row is None or not row.row:
        return finding
    cell = (row.places or {}).get(place.field, "")
    where = " ".join(filter(None, (cell, place.field)))
    own = Place(package=source, table=row.sheet, row=row.row, field=where)
    return replace(finding, place=own)


def refuse_changed(package: Package, proposal: Proposal) -> None:
    """Refuse a proposal that was made against other files.

    Raises:
        ProposalError: Files changed since, or it has rows of a table that there is none of.
    """
    now = digests_of(package)
    changed = [
        name
        for name in sorted({*now, *proposal.against})
        if now.get(name) != proposal.against.get(name)
    ]
    if changed:
        msg = (
            f"{', '.join(changed)} changed after the proposal was made; make it again with "
            f"{proposal.source}, to see what it makes of the record as it is now"
        )
        raise ProposalError(msg)
    unknown = next(
        (each.table for each in proposal.rows.blocks if each.table not in package.tables), ""
    )
    if unknown:
        msg = f"the proposal has rows of '{unknown}', which is no table of {package.folder}"
        raise ProposalError(msg)


def write(package: Package, proposal: Proposal, accepted: ProposalOutcome) -> None:
    """Write accepted rows, and keep the others as the proposal.

    Raises:
        ProposalError: Files changed since the proposal was made.
        OSError: A file cannot be written; all are as they were.
    """
    refuse_changed(package, proposal)
    folder = package.folder
    rest = proposal.rows.without(accepted.rows.numbers)
    written: dict[Path, bytes | None] = dict(accepted.files)
    written |= accepted_files(folder, proposal, marks_of(accepted.rows, package))
    written |= _without_proposal(folder)
    if len(rest.of({Proposed.OLDER})) != len(rest):
        own = {
            path.relative_to(folder).as_posix(): sha256(data).hexdigest()
            for path, data in accepted.files.items()
        }
        # What was wrong with the rows is asked anew of those that are left.
        left = replace(
            proposal,
            rows=rest,
            against={**digests_of(package), **own},
            findings=proposal.left_out,
        )
        written |= proposal_files(folder, left)
    put_all(written)


def marks_of(rows: ProposedRows, package: Package) -> Iterator[tuple[str, pa.Table]]:
    """Yield by table the keys of rows and the hashes of what they say; none of rows that go."""
    for block in rows.blocks:
        schema = package.tables[block.table].schema
        own = block.where(block.has(block.cells))
        if len(own):
            told = {"key": keys(own.cells, schema, JOINT), "digest": digests(own.cells, schema)}
            yield block.table, pa.table(told)


def keep(folder: Path, proposal: Proposal) -> None:
    """Keep a proposal in the folder, in place of one that was not accepted."""
    (folder / PROPOSAL).parent.mkdir(exist_ok=True)
    put_all(_without_proposal(folder) | proposal_files(folder, proposal))


def drop(folder: Path) -> None:
    """Remove the proposal of a folder, if it has one."""
    put_all(_without_proposal(folder))


def _without_proposal(folder: Path) -> dict[Path, bytes | None]:
    there = (folder / name for name in (PROPOSAL, ROWS))
    return {path: None for path in there if path.exists()}
