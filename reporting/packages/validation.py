"""All findings of a table and of packages: frictionless's verdicts and our own checks."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from reporting.findings import Finding, Place, Severity, in_order
from reporting.packages import frictionless_adapter
from reporting.packages.cells import OF_THE_RANGE, OF_THE_TEXT, CellChecks
from reporting.packages.csv_text import BrokenRowError, text_lines
from reporting.packages.files import file_findings, release_findings
from reporting.packages.foreign_keys import Neighbours
from reporting.packages.headers import header_findings
from reporting.packages.keys import ForeignKeys, UniqueKeys
from reporting.packages.model import Package, Schema
from reporting.packages.opening import neighbours_of, open_package
from reporting.packages.reconciliation import TABLE as COMPARISONS
from reporting.packages.reconciliation import (
    Reconciliation,
    has_reconciliations,
    reconciliation_findings,
    reconciliations_of,
)
from reporting.packages.row_rules import Rule, RuleContext
from reporting.packages.rules import rules_of

NO_NEIGHBOURS = Neighbours()
OF_THE_ROW = frozenset({"row-blank", "row-too-short", "row-too-long"})


@dataclass(frozen=True, slots=True, kw_only=True)
class TableReport:
    """What was found in one table: its findings in order, and how many rows its file has."""

    package: str
    table: str
    rows: int
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Validation:
    """What was found in some packages.

    Attributes:
        packages: The packages that could be opened.
        tables: The report of each table.
        findings: All findings, of tables, descriptors and comparisons, sorted by place.
        reconciliations: Published figures against the rows, for packages without other findings.
    """

    packages: tuple[Package, ...]
    tables: tuple[TableReport, ...]
    findings: tuple[Finding, ...]
    reconciliations: tuple[Reconciliation, ...] = ()

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
    setting = RuleContext(place=place, schema=schema, neighbours=neighbours)
    found = list(file_findings(file, place))
    rows = 0
    if all(each.code == "byte-order-mark" for each in found):
        header, is_readable = header_findings(schema, file, place)
        found += header
        if is_readable:
            of_rows, rows = _row_findings(file, setting)
            found += of_rows
        else:
            found.append(Finding(code="rows-not-checked", place=place))
    return TableReport(
        package=place.package, table=place.table, rows=rows, findings=in_order(found)
    )


def _row_findings(file: Path, setting: RuleContext) -> tuple[list[Finding], int]:
    """Check the rows: our own checks in one pass, then frictionless in another."""
    lines = text_lines(file)
    header = next(lines)[1]
    checks = _checks(header, setting)
    missing = setting.schema.missing_values - {""}
    found: list[Finding] = []
    rows = 0
    try:
        for number, row in lines:
            rows += 1
            if len(row) != len(header) or not (row[0].strip() or any(map(str.strip, row))):
                found.append(_of_row(number, row, len(header), setting))
                rows -= found[-1].code == "row-blank"
                continue
            if missing:
                row = ["" if cell in missing else cell for cell in row]  # noqa: PLW2901 - the same row
            cells = dict(zip(header, row, strict=True))
            for each in checks:
                found.extend(each.findings(number, cells, setting))
    except BrokenRowError as error:
        found.append(setting.finding(error.code, error.row, reason=error.reason))
        return found, rows
    for each in checks:
        found.extend(each.at_end(setting))
    if rows == 0:
        if not setting.schema.descriptor.get("mayBeEmpty"):
            found.append(setting.finding("table-empty", 0))
        return found, rows
    judged = frictionless_adapter.verdicts(
        setting.schema, file, place=setting.place, neighbours=setting.neighbours
    )
    return list(_without_consequences(found, list(judged))), rows


def _checks(columns: Collection[str], setting: RuleContext) -> tuple[Rule, ...]:
    """Return our own checks that the columns of a file allow."""
    schema = setting.schema
    keys = (UniqueKeys(schema, columns), ForeignKeys(columns, setting))
    return (
        CellChecks(schema, columns),
        *(each for each in keys if each),
        *rules_of(schema, columns),
    )


def _of_row(number: int, row: list[str], width: int, setting: RuleContext) -> Finding:
    """Return what is wrong with a row that cannot be laid under the header."""
    if not any(map(str.strip, row)):
        return setting.finding("row-blank", number)
    code = "row-too-short" if len(row) < width else "row-too-long"
    return setting.finding(code, number, expected=width, found=len(row))


def _without_consequences(own: list[Finding], judged: list[Finding]) -> Iterator[Finding]:
    """Leave out what only follows from another finding about the same cell or row.

    A space at the end of an id also breaks its pattern; a cell that is no number is also not
    written as one. The author mends one thing, so one finding stands.
    """
    rows = {each.place.row for each in own if each.code in OF_THE_ROW}
    cells = {each.place for each in own if each.code in OF_THE_TEXT | OF_THE_RANGE}
    wrong_type = {each.place for each in judged if each.code in frictionless_adapter.OF_THE_TYPE}
    loose = {each.place for each in own if each.code == "cell-not-canonical"} - wrong_type
    empty = {each.place for each in judged if each.code == "cell-required"}
    for each in (*own, *judged):
        is_of_cell = each.code in OF_THE_TEXT | OF_THE_RANGE
        is_told = (
            (each.place.row in rows and each.code not in OF_THE_ROW)
            or (each.place in cells and not is_of_cell)
            or (each.place in loose and each.code != "cell-not-canonical")
            or (
                each.place in wrong_type
                and each.code not in frictionless_adapter.OF_THE_TYPE
                and not is_of_cell
            )
            or (each.place in empty and each.code == "primary-key-missing")
        )
        if not is_told:
            yield each


def check_package(package: Package, neighbours: Neighbours) -> Iterator[TableReport]:
    """Yield the report of each table, in the order of the descriptor."""
    for table in package:
        place = Place(package=package.name, table=table.name)
        report = check_table(table.schema, table.path, place=place, neighbours=neighbours)
        promises: tuple[Finding, ...] = ()
        if not any(each.code.startswith("file-") for each in report.findings):
            promises = tuple(release_findings(table.path, table.descriptor, place))
        yield replace(report, findings=in_order((*report.findings, *promises)))


def validate(folders: Sequence[Path]) -> Validation:
    """Validate the data packages in some folders.

    Packages in folders beside them are opened too, so that keys to them can be followed, and those
    that the tool brings where none of that name is there; they are not themselves checked.
    """
    found: list[Finding] = []
    packages: list[Package] = []
    for folder in {each.resolve(): each for each in folders}.values():
        package, faults = open_package(folder)
        found.extend(faults)
        if package is not None:
            packages.append(package)
    opened = [open_package(folder)[0] for folder in neighbours_of(folders)]
    known = [*(each for each in opened if each is not None), *packages]
    tables = tuple(
        report
        for package in packages
        for report in check_package(package, Neighbours.among([*known, package]))
    )
    found.extend(finding for report in tables for finding in report.findings)
    computed: list[Reconciliation] = []
    for package in packages:
        is_sound = not any(each.place.package == package.name for each in found)
        if has_reconciliations(package) and not is_sound:
            place = Place(package=package.name, table=COMPARISONS)
            found.append(Finding(code="reconciliation-not-run", place=place))
        elif is_sound:
            results = reconciliations_of(package)
            computed += results
            found.extend(reconciliation_findings(results, package.name))
    return Validation(
        packages=tuple(packages),
        tables=tables,
        findings=in_order(found),
        reconciliations=tuple(computed),
    )
