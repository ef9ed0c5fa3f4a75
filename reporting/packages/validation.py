"""All findings of a table and of packages: frictionless's verdicts and our own checks."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from reporting.findings import Finding, Place, Severity, in_order
from reporting.packages import frictionless_adapter, handed_tables
from reporting.packages.cells import OF_THE_RANGE, OF_THE_TEXT, CellChecks, swallowed_finding
from reporting.packages.csv_text import BrokenRowError, text_lines
from reporting.packages.empty_cells import EmptyCells
from reporting.packages.files import file_findings, release_findings
from reporting.packages.foreign_keys import Neighbours
from reporting.packages.headers import header_findings
from reporting.packages.house import as_notices, is_house_rule
from reporting.packages.keys import FilledFields, ForeignKeys, UniqueKeys
from reporting.packages.lost_zeros import shorter_than_neighbours
from reporting.packages.model import Package, Schema, Table
from reporting.packages.opening import neighbours_of, open_package
from reporting.packages.other_forms import paths_of
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
OF_THE_ROW = frozenset({"row-blank", "row-too-short", "row-too-long", "quote-swallows"})


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
    is_house: bool = True,
) -> TableReport:
    """Check a file against its schema.

    Args:
        schema: What the file should be.
        file: A CSV file.
        place: The package and table the findings are about.
        neighbours: The tables its keys and rules may point to.
        is_house: Whether it is held to our house profile; else what only that asks is a notice.

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
            of_rows, rows = _row_findings(file, setting, is_house=is_house)
            found += of_rows
        else:
            found.append(Finding(code="rows-not-checked", place=place))
    if not is_house:
        found = as_notices(found)
    return TableReport(
        package=place.package, table=place.table, rows=rows, findings=in_order(found)
    )


def _row_findings(file: Path, setting: RuleContext, *, is_house: bool) -> tuple[list[Finding], int]:
    """Check the rows: our own checks in one pass, then frictionless in another."""
    lines = text_lines(file)
    header = next(lines)[1]
    of_cells = CellChecks(setting.schema, header)
    checks = _checks(header, setting)
    empty = EmptyCells(schema=setting.schema)
    missing = setting.schema.missing_values - {""}
    found: list[Finding] = []
    rows = 0
    try:
        for number, row in lines:
            rows += 1
            if len(row) != len(header) or not (row[0].strip() or any(map(str.strip, row))):
                found.append(_of_row(number, row, header, setting))
                rows -= found[-1].code == "row-blank"
                continue
            if missing:
                row = ["" if cell in missing else cell for cell in row]  # noqa: PLW2901 - the same row
            written = dict(zip(header, row, strict=True))
            found.extend(of_cells.findings(number, written, setting))
            cells = empty.filled(written)
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
    if is_house:
        own = list(_without_consequences(found, list(judged)))
        places = {each.place for each in own}
        short = shorter_than_neighbours(file, setting.schema, setting.place)
        return [*own, *(each for each in short if each.place not in places)], rows
    # What only our house asks explains nothing that the standard asks: it hides none of it.
    ours = [each for each in found if is_house_rule(each)]
    standard = [each for each in found if not is_house_rule(each)]
    return [*_without_consequences(standard, list(judged)), *ours], rows


def _checks(columns: Collection[str], setting: RuleContext) -> tuple[Rule, ...]:
    """Return our own checks of rows, filled, that the columns of a file allow."""
    schema = setting.schema
    keys = (
        FilledFields(schema, columns),
        UniqueKeys(schema, columns),
        ForeignKeys(columns, setting),
    )
    return (
        *(each for each in keys if each),
        *rules_of(schema, columns),
    )


def _of_row(number: int, row: list[str], header: list[str], setting: RuleContext) -> Finding:
    """Return what is wrong with a row that cannot be laid under the header."""
    if not any(map(str.strip, row)):
        return setting.finding("row-blank", number)
    fields = {each.name: each for each in setting.schema.fields}
    swallows = swallowed_finding(number, row, [fields.get(name) for name in header], setting)
    if swallows:
        return swallows
    code = "row-too-short" if len(row) < len(header) else "row-too-long"
    return setting.finding(code, number, expected=len(header), found=len(row))


def _without_consequences(own: list[Finding], judged: list[Finding]) -> Iterator[Finding]:
    """Leave out what only follows from another finding about the same cell or row.

    A space at the end of an id also breaks its pattern; a cell that is no number is also not
    written as one. The author mends one thing, so one finding stands.
    """
    rows = {each.place.row for each in own if each.code in OF_THE_ROW}
    cells = {each.place for each in own if each.code in OF_THE_TEXT | OF_THE_RANGE}
    wrong_type = {each.place for each in judged if each.code in frictionless_adapter.OF_THE_TYPE}
    loose = {each.place for each in own if each.code == "cell-not-canonical"} - wrong_type
    empty = {each.place for each in (*own, *judged) if each.code == "cell-required"}
    keyless = {each.place.row for each in (*own, *judged) if each.code == "primary-key-missing"} | {
        each.row for each in empty
    }
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
            or (each.place.row in keyless and each.code == "primary-key-duplicate")
        )
        if not is_told:
            yield each


def check_package(package: Package, neighbours: Neighbours) -> Iterator[TableReport]:
    """Yield the report of each table, in the order of the descriptor."""
    for table in package:
        place = Place(package=package.name, table=table.name)
        report = check_table(
            table.schema,
            table.readable,
            place=place,
            neighbours=neighbours,
            is_house=package.is_ours,
        )
        report = replace(report, findings=_with_what_opening_told(report.findings, table))
        yield _with_promises(report, table, place, is_house=package.is_ours)
    for table in package.handed:
        place = Place(package=package.name, table=table.name)
        missing = [
            finding
            for path in paths_of(table.descriptor)
            for finding in file_findings(package.folder / path, place, is_text=False)
        ]
        found, rows = (missing, 0) if missing else handed_tables.judged(table, package)
        told = in_order(_without_consequences([], found))
        report = TableReport(package=package.name, table=table.name, rows=rows, findings=told)
        yield _with_promises(report, table, place, is_house=False)


def _with_what_opening_told(found: tuple[Finding, ...], table: Table) -> tuple[Finding, ...]:
    """Return findings with what is told of its file, in place of what follows from that."""
    if not table.told:
        return found
    doubtful = {each.place for each in table.told if each.severity is Severity.ERROR}
    is_unread = any(not each.field for each in doubtful)
    return in_order(
        (*table.told, *(each for each in found if not (is_unread or each.place in doubtful)))
    )


def _with_promises(
    report: TableReport, table: Table, place: Place, *, is_house: bool
) -> TableReport:
    """Return a report with what its descriptor promises of the bytes of its file."""
    is_one_file = isinstance(table.descriptor.get("path"), str)
    if not is_one_file or any(each.code.startswith("file-") for each in report.findings):
        return report
    promises = list(release_findings(table.path, table.descriptor, place))
    if not is_house:
        promises = as_notices(promises)
    return replace(report, findings=in_order((*report.findings, *promises)))


def validate(folders: Sequence[Path], *, is_house: bool = True) -> Validation:
    """Validate the data packages in some folders.

    Packages in folders beside them are opened too, so that keys to them can be followed, and those
    that the tool brings where none of that name is there; they are not themselves checked.

    Args:
        folders: Folders that hold ``datapackage.json``.
        is_house: Whether every package is held to our house profile, as who reads its rows needs;
            else only one that says it is ours, and another is held to the standard.
    """
    found: list[Finding] = []
    packages: list[Package] = []
    for folder in {each.resolve(): each for each in folders}.values():
        package, faults = open_package(folder, is_house=is_house)
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
    for package in filter(lambda each: each.is_ours, packages):
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
