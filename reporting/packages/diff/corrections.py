"""Cells that stood wrong in a release, with the reason, read from ``releases/corrections.csv``.

A row says which cell of which release is wrong; the next release, and until then the working data,
have it right. So its change is a correction in each difference that begins at this release or
before it, and ends after it. Where neither side is a release, it is one if the row itself is new.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from reporting.findings import Finding
from reporting.packages.csv_text import shown
from reporting.packages.diff.model import BETWEEN, Correction, TableDiff
from reporting.packages.diff.release_files import (
    fault,
    in_time,
    is_version,
    read_rows,
    release_file,
    versions_beside,
)
from reporting.packages.diff.states import State

FILE = "corrections.csv"
UNREADABLE, OF_NOTHING = "corrections-unreadable", "correction-of-nothing"
COLUMNS = ("release", "table", "key", "field", "reason", "reason_ja", "source")


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrections:
    """The corrections between two states.

    Attributes:
        file: Where they stand; None where there are none.
        every: Those that may be the reason of a change.
        expected: Of these, those that must be.
        findings: What is wrong with the file.
    """

    file: Path | None = None
    every: tuple[Correction, ...] = ()
    expected: tuple[Correction, ...] = ()
    findings: tuple[Finding, ...] = ()


def read_corrections(file: Path) -> tuple[tuple[Correction, ...], tuple[Finding, ...]]:
    """Read a file of corrections: what it says, and what is wrong with the rest."""
    rows, findings = read_rows(file, COLUMNS, UNREADABLE)
    read = [(number, row, _correction(number, row)) for number, row in rows]
    faults = [
        fault(file, UNREADABLE, number, shown(", ".join(row)))
        for number, row, correction in read
        if correction is None
    ]
    return tuple(each for _, _, each in read if each), (*faults, *findings)


def _correction(number: int, row: list[str]) -> Correction | None:
    if len(row) != len(COLUMNS) or not all(map(str.strip, row)):
        return None
    release, table, key, column, reason, reason_ja, source = row
    if not is_version(release) or "-" not in table:
        return None
    return Correction(
        release=release,
        table=table,
        key=key,
        column=column,
        reason={"en": reason, "ja": reason_ja},
        source=source,
        row=number,
    )


def corrections_between(old: State, new: State) -> Corrections:
    """Return the corrections that stand between two states."""
    files = [release_file(each.place, FILE) for each in (old, new)]
    file = files[1] or files[0]
    if file is None:
        return Corrections()
    read, findings = read_corrections(file)
    if old.version or new.version:
        every = tuple(each for each in read if _is_between(each, old.version, new.version))
    else:
        known = read_corrections(files[0])[0] if files[0] not in {None, file} else ()
        every = tuple(each for each in read if each not in known)
    last = new.version or (None if _is_working(new, file) else "")
    # The newer may be in the making.
    versions = {*versions_beside(file), *filter(None, (old.version, new.version))}
    following = _following(sorted(versions, key=in_time))
    expected = tuple(
        each
        for each in every
        if old.version == each.release and following.get(each.release) == last
    )
    return Corrections(file=file, every=every, expected=expected, findings=findings)


def _is_between(correction: Correction, old: str, new: str) -> bool:
    """Tell whether a correction is of a release that is not before one and before another."""
    release = in_time(correction.release)
    return (not old or in_time(old) <= release) and (not new or release < in_time(new))


def _is_working(state: State, file: Path) -> bool:
    """Tell whether a state is the packages beside the releases."""
    return state.place.absolute() == file.parent.parent


def _following(versions: Sequence[str]) -> Mapping[str, str | None]:
    """Return the release after each; None after the last."""
    return dict(zip(versions, (*versions[1:], None), strict=True))


def corrected(diff: TableDiff, corrections: Iterable[Correction]) -> TableDiff:
    """Return what became of a table, with the reason of each cell that was corrected."""
    names = {f"{diff.package}-{each.name}" for each in (diff.old, diff.new) if each}
    meant = {}
    for each in corrections:
        columns = [
            pair.name
            for pair in diff.columns
            if each.column in {side.name for side in (pair.old, pair.new) if side}
        ]
        if each.table in names and columns:
            meant[each.key, columns[0]] = each
    pairs = diff.comparison.changes
    if not meant or not diff.key or not len(pairs):
        return diff
    keys = _joined(pairs.old.select(diff.key))
    is_meant = pc.is_in(keys, value_set=pa.array({key for key, _ in meant}, pa.string()))
    found = {
        (key, name): meant[key, name]
        for key, old, new in zip(
            keys.filter(is_meant).to_pylist(),
            pairs.old.filter(is_meant).to_pylist(),
            pairs.new.filter(is_meant).to_pylist(),
            strict=True,
        )
        for name in new
        if (key, name) in meant and old.get(name) != new[name]
    }
    return replace(diff, corrections=found) if found else diff


def _joined(keys: pa.Table) -> pa.ChunkedArray:
    parts = [pc.fill_null(each, "") for each in keys.columns]
    return pc.binary_join_element_wise(*parts, BETWEEN)


def idle(
    corrections: Corrections, diffs: Sequence[TableDiff], *, is_whole: bool
) -> Iterator[Finding]:
    """Yield a finding for each correction that corrects nothing where it should.

    Args:
        corrections: The corrections between two states.
        diffs: What became of each table that was compared.
        is_whole: Whether all tables of both states were compared.
    """
    if corrections.file is None:
        return
    compared = {
        f"{diff.package}-{each.name}" for diff in diffs for each in (diff.old, diff.new) if each
    }
    used = {each for diff in diffs for each in diff.corrections.values()}
    for each in corrections.expected:
        if each not in used and (is_whole or each.table in compared):
            said = f"{each.table} {each.key} {each.column}"
            yield fault(corrections.file, OF_NOTHING, each.row, shown(said))
