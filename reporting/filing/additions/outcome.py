"""A package as it would be with new rows: what is wrong with it, what differs from now."""

import shutil
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from reporting.filing.additions.addition import Addition, NewRow
from reporting.filing.additions.package_rows import files_of
from reporting.filing.additions.row_order import placed
from reporting.filing.row_editing import text_file
from reporting.findings import Finding, Place, Severity
from reporting.packages import Package, Table, Validation, validate
from reporting.packages.diff import Difference, State, difference
from reporting.packages.journal import put_all
from reporting.packages.opening import neighbours_of
from reporting.packages.reconciliation import OF_OUTCOMES, Reconciliation


@dataclass(frozen=True, slots=True, kw_only=True)
class AdditionOutcome:
    """What new rows make of a package.

    Attributes:
        files: The files that would be written, by path, each before those that point to it.
        difference: What differs from the package as it stands.
        findings: What is found now and was not before, in order.
        rows: The new rows by the place at which each would stand.
        outcomes: The comparisons with published figures that are no longer as recorded.
        tables: The tables of the package, by name.
    """

    files: Mapping[Path, bytes]
    difference: Difference
    findings: tuple[Finding, ...]
    rows: Mapping[Place, NewRow]
    outcomes: tuple[Reconciliation, ...]
    tables: Mapping[str, Table]

    @property
    def is_sound(self) -> bool:
        """Whether the rows may be written: no error but an outcome that is to be recorded anew."""
        return not any(is_fault(each) for each in self.findings)


def is_fault(finding: Finding) -> bool:
    """Tell whether a finding keeps rows from being added."""
    return finding.severity is Severity.ERROR and finding.code != OF_OUTCOMES


def outcome_of(addition: Addition, before: Validation, names: tuple[str, str]) -> AdditionOutcome:
    """Write the new rows into a copy of the package, and judge it.

    Args:
        addition: The rows.
        before: What is found in the package as it stands.
        names: What the package is called as it stands, and with the rows.
    """
    package = addition.record.package
    files: dict[Path, bytes] = {}
    places: dict[Place, NewRow] = {}
    for table in addition.tables():
        new = {id(each.cells): each for each in addition.rows if each.table is table}
        cells = [each.cells for each in new.values()]
        rows = placed(addition.record.rows(table), cells, table.schema)
        files[table.path] = text_file(table, rows)
        for at, each in enumerate(rows, 2):
            if id(each) in new:
                places[Place(package=package.name, table=table.name, row=at)] = new[id(each)]
    with with_files(package, files) as copy:
        after = validate([copy])
        old, new_state = (
            State(name=name, place=each, folders=(each,), is_package=True)
            for name, each in zip(names, (package.folder, copy), strict=True)
        )
        differs = difference(old, new_state)
    recorded = {_said(each) for each in before.reconciliations if each.is_wrong}
    return AdditionOutcome(
        files=files,
        difference=differs,
        findings=tuple(new_findings(after.findings, before.findings)),
        rows=places,
        tables=package.tables,
        outcomes=tuple(
            each for each in after.reconciliations if each.is_wrong and _said(each) not in recorded
        ),
    )


@contextmanager
def with_files(package: Package, files: Mapping[Path, bytes]) -> Iterator[Path]:
    """Give the folder of a copy of a package in which some of its files are others."""
    with TemporaryDirectory(prefix="jcm-add-") as folder:
        copy = _copy(package, Path(folder))
        put_all({copy / path.relative_to(package.folder): data for path, data in files.items()})
        yield copy


def _copy(package: Package, folder: Path) -> Path:
    """Copy a package into a folder, and set its neighbours beside it."""
    copy = folder / package.folder.resolve().name
    for name in files_of(package):
        if (package.folder / name).is_file():
            (copy / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(package.folder / name, copy / name)
    for each in neighbours_of([package.folder]):
        (folder / each.name).symlink_to(each.resolve(), target_is_directory=True)
    return copy


def new_findings(after: Iterable[Finding], before: Iterable[Finding]) -> Iterator[Finding]:
    """Yield the findings that were not there before, wherever their row stands now."""
    known = Counter(map(_without_row, before))
    for each in after:
        same = _without_row(each)
        if known[same]:
            known[same] -= 1
        else:
            yield each


def _without_row(finding: Finding) -> tuple[object, ...]:
    place = replace(finding.place, row=0)
    return finding.code, place, tuple(sorted(finding.values.items()))


def _said(result: Reconciliation) -> tuple[str, str]:
    return str(result.row["reconciliation_id"]), result.outcome
