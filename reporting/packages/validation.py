"""All findings of a table and of packages: frictionless's verdicts and our own checks."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from reporting.findings import Finding, Place, Severity, in_order
from reporting.packages import judge
from reporting.packages.cells import CellChecks
from reporting.packages.files import file_findings, header_findings, release_findings
from reporting.packages.keys import ForeignKeys, UniqueKeys
from reporting.packages.model import Package, Schema
from reporting.packages.neighbours import Neighbours
from reporting.packages.opening import DESCRIPTOR, open_package
from reporting.packages.row_rules import Setting
from reporting.packages.rules import rules_of
from reporting.packages.text import BrokenRowError, text_lines

NO_NEIGHBOURS = Neighbours()
OF_THE_TEXT = {
    "cell-space",
    "cell-hidden-character",
    "cell-markup",
    "cell-mojibake",
    "cell-not-composed",
    "cell-formula",
    "cell-look-alike",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class TableReport:
    """What was found in one table: its findings in order, and how many rows stand under its header."""

    package: str
    table: str
    rows: int
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Validation:
    """What was found in some packages."""

    packages: tuple[Package, ...]
    tables: tuple[TableReport, ...]
    findings: tuple[Finding, ...]

    @property
    def is_clean(self) -> bool:
        """Whether no finding is an error."""
        return not any(each.severity is Severity.ERROR for each in self.findings)


def check_table(
    schema: Schema,
    file: Path,
    *,
    place: Place | None = None,
    neighbours: Neighbours = NO_NEIGHBOURS,
) -> TableReport:
    """Check a file against its schema.

    Args:
        schema: What the file should be.
        file: A CSV file.
        place: The package and table the findings are about.
        neighbours: The tables its keys and rules may point to.

    Returns:
        Every finding, not only the first; rows are counted even where they are faulty.
    """
    place = place or Place(table=file.stem)
    found = list(file_findings(file, place))
    rows = 0
    if not any(each.code != "byte-order-mark" for each in found):
        header, is_readable = header_findings(schema, file, place)
        found += header
        if is_readable:
            own, rows = _own_findings(schema, file, place, neighbours)
            found += own
            by_name = bool(header) or bool(found)
            if not any(each.code == "quote-broken" for each in own):
                judged = judge.verdicts(
                    schema, file, place=place, neighbours=neighbours, by_name=by_name
                )
                found = _without_consequences(found, list(judged))
        elif header:
            found.append(Finding(code="rows-not-checked", place=place))
    return TableReport(
        package=place.package, table=place.table, rows=rows, findings=in_order(found)
    )


def _own_findings(
    schema: Schema, file: Path, place: Place, neighbours: Neighbours
) -> tuple[list[Finding], int]:
    """Run our own checks over the rows, in one pass."""
    setting = Setting(place=place, schema=schema, neighbours=neighbours)
    cell_checks = CellChecks(schema, place)
    rules = rules_of(schema)
    keys = (UniqueKeys(schema), ForeignKeys(schema, place, neighbours))
    found: list[Finding] = []
    rows = 0
    lines = text_lines(file)
    header = [label.removeprefix("\ufeff") for label in next(lines)[1]]
    try:
        for number, row in lines:
            if not any(row):
                continue
            rows += 1
            cells = dict(zip(header, row, strict=False))
            found.extend(cell_checks.findings(number, cells))
            for each in (*keys, *rules):
                found.extend(each.findings(number, cells, setting))
    except BrokenRowError as error:
        found.append(setting.finding("quote-broken", error.row, reason=error.reason))
    else:
        for each in (*keys, *rules):
            found.extend(each.at_end(setting))
        if rows == 0:
            found.append(setting.finding("table-empty", 0))
    return found, rows


def _without_consequences(own: list[Finding], judged: list[Finding]) -> list[Finding]:
    """Leave out what only follows from another finding about the same cell.

    A space at the end of an id also breaks its pattern; a cell that is no number is also not written
    as one. The author mends one thing, so one finding stands.
    """
    text = {each.place for each in own if each.code in OF_THE_TEXT}
    told = {each.place for each in judged}
    return [
        *(each for each in own if each.code != "cell-not-canonical" or each.place not in told),
        *(each for each in judged if each.place not in text or not each.place.field),
    ]


def check_package(package: Package, neighbours: Neighbours) -> Iterator[TableReport]:
    """Yield the report of each table, in the order of the descriptor."""
    for table in package:
        place = Place(package=package.name, table=table.name)
        report = check_table(table.schema, table.path, place=place, neighbours=neighbours)
        promises: tuple[Finding, ...] = ()
        if table.path.is_file():
            promises = tuple(release_findings(table.path, table.descriptor, place))
        yield TableReport(
            package=report.package,
            table=report.table,
            rows=report.rows,
            findings=in_order((*report.findings, *promises)),
        )


def validate(folders: Sequence[Path]) -> Validation:
    """Validate the data packages in some folders.

    Packages in folders beside them are opened too, so that keys to them can be followed; they are
    not themselves checked.
    """
    found: list[Finding] = []
    packages: list[Package] = []
    for folder in folders:
        package, faults = open_package(folder)
        found.extend(faults)
        if package is not None:
            packages.append(package)
    asked = {folder.resolve() for folder in folders}
    beside = {
        path.parent.resolve()
        for folder in asked
        for path in folder.parent.glob(f"*/{DESCRIPTOR}")
    }
    others = [open_package(folder)[0] for folder in sorted(beside - asked)]
    neighbours = Neighbours.among([*(each for each in others if each is not None), *packages])
    tables = tuple(report for package in packages for report in check_package(package, neighbours))
    found.extend(finding for report in tables for finding in report.findings)
    return Validation(packages=tuple(packages), tables=tables, findings=in_order(found))
