"""Which fields of a record an export uses, which it names as lost, and which it forgets."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from reporting.filing.additions.package_rows import PackageRows
from reporting.filing.exports.model import (
    DAY,
    NUMBER,
    PLAIN_DAY,
    ExportFile,
    GatheredColumn,
    StatedLoss,
    TargetTable,
)
from reporting.filing.exports.record_columns import way
from reporting.filing.imports.mapping.model import MappedCell
from reporting.filing.imports.mapping.text_parts import CODE, text_columns
from reporting.filing.imports.mapping.toml_keys import nearest
from reporting.findings import Finding, Place
from reporting.packages import Package, Table
from reporting.packages.csv_text import shown

EVERY = "*"
NOMENCLATURE = "nomenclature"
BESIDE_FIELDS = (NUMBER, DAY, PLAIN_DAY)
Used = Mapping[str, set[str]]
"""Fields by table."""


def tables_of(export: ExportFile, package: Package) -> tuple[TargetTable, ...]:
    """Return the tables of an export that a package has rows for."""
    return tuple(each for each in export.tables if each.source in package.tables)


def names_in(export: ExportFile, table: TargetTable) -> Iterator[tuple[str, str]]:
    """Yield the names that a table of the target uses: where, and which."""
    for key, text in (("file", table.file), ("once", table.once)):
        for each in text_columns(text):
            yield key, each
    for condition in table.keep:
        yield "keep", condition.column
    for column, cell in table.cells.items():
        for name in _names_of(export, cell):
            yield column, name
    for column, fallback in table.fallbacks.items():
        for name in (fallback.column, *fallback.unless):
            yield column, name


def _names_of(export: ExportFile, cell: MappedCell) -> Iterator[str]:
    listed = export.codes.get(cell.codes)
    yield from filter(None, (cell.column or (listed.column if listed else ""), cell.beside))
    for each in text_columns(cell.text):
        yield export.codes[each.removeprefix(CODE)].column if each.startswith(CODE) else each


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldAccount:
    """What an export makes of the fields of a record.

    Attributes:
        used: The fields that it uses, of each table that it takes rows of.
        findings: What it says that the record does not have, and the fields that it forgets.
    """

    used: Used
    findings: tuple[Finding, ...]


def field_account(export: ExportFile, record: PackageRows) -> FieldAccount:
    """Compare an export with a record."""
    check = _ExportCheck(export, record)
    findings = (*check.of_head(), *check.of_codes(), *check.of_tables(), *check.of_fields())
    return FieldAccount(used=check.used, findings=findings)


def loss_findings(export: ExportFile, packages: Sequence[Package]) -> Iterator[Finding]:
    """Yield what is named as lost and is no field of any package."""
    names = {table.name: table.schema.names for package in packages for table in package}
    for at, loss in enumerate(export.losses, start=1):
        for written in loss.fields:
            table, _, name = written.partition(".")
            known = names.get(table, ()) if table != EVERY else {*chain(*names.values())}
            if name not in known:
                place = Place(package=export.path.name, table=f"lost[{at}]", field="fields")
                near = nearest(name, tuple(known))
                values = {"name": shown(name), "table": shown(table), "meant": near}
                yield Finding(code="mapping-field-unknown", place=place, values=values)


def lost_fields(loss: StatedLoss, used: Used) -> Iterator[tuple[str, str]]:
    """Yield the fields that a loss names, of the tables that an export uses: table and field."""
    for written in loss.fields:
        table, _, name = written.partition(".")
        yield from ((each, name) for each in used if table in {EVERY, each})


class _ExportCheck:
    """An export beside a record."""

    def __init__(self, export: ExportFile, record: PackageRows) -> None:
        self.export, self.record, self.package = export, record, record.package
        self.used: dict[str, set[str]] = {}

    def of_head(self) -> Iterator[Finding]:
        head = self.export.head
        if not head.is_confirmed:
            place = Place(package=self.export.path.name, table="export", field="headers")
            yield Finding(
                code="mapping-headers-unconfirmed", place=place, values={"name": head.name}
            )

    def of_codes(self) -> Iterator[Finding]:
        """Yield what is no table or column of the nomenclature, where that is at hand."""
        package = self.record.neighbours.get(NOMENCLATURE)
        for each in self.export.codes.values():
            of, where = each.nomenclature, f"codes.{each.name}.nomenclature"
            if of is None or package is None:
                continue
            table = package.tables.get(of.table)
            if table is None:
                yield self._no_table(where, of.table, package)
                continue
            for key, name in (("from", of.value), ("to", of.code)):
                if name not in table.schema.names:
                    yield _unknown(self.export, where, key, name, table)

    def _no_table(self, where: str, name: str, package: Package) -> Finding:
        near = nearest(name, dict(package.tables))
        values = {"name": shown(name), "package": package.name, "meant": near}
        place = Place(package=self.export.path.name, table=where, field="table")
        return Finding(code="mapping-table-unknown", place=place, values=values)

    def of_tables(self) -> Iterator[Finding]:
        for each in tables_of(self.export, self.package):
            table = self.package.tables[each.source]
            self.used.setdefault(table.name, set())
            for key, name in names_in(self.export, each):
                gathered = self.export.gathered.get(name)
                if gathered is not None:
                    yield from self._of_gathered(gathered, table)
                elif name not in BESIDE_FIELDS:
                    yield from self._of_way(each.where, key, name, table)

    def _of_gathered(self, gathered: GatheredColumn, base: Table) -> Iterator[Finding]:
        where = f"gather.{gathered.name}"
        table = self.package.tables.get(gathered.table)
        if table is None:
            yield self._no_table(where, gathered.table, self.package)
            return
        self.used.setdefault(table.name, set())
        to = (gathered.to,) if gathered.to else base.schema.primary_key
        if len(to) == 1:
            yield from self._of_way(where, "to", to[0], base)
        else:
            place = Place(package=self.export.path.name, table=where, field="to")
            yield Finding(code="mapping-key-missing", place=place, values={"key": "to"})
        yield from self._of_way(where, "by", gathered.by, table)
        yield from self._of_way(where, "column", gathered.column, table)
        for condition in gathered.when:
            yield from self._of_way(where, "when", condition.column, table)

    def _of_way(self, where: str, key: str, name: str, table: Table) -> Iterator[Finding]:
        found = way(self.record, table, name)
        if found is None:
            yield _unknown(self.export, where, key, name, table)
            return
        for each in found:
            if self.package.tables.get(each.table.name) is each.table:
                self.used.setdefault(each.table.name, set()).add(each.name)

    def of_fields(self) -> Iterator[Finding]:
        """Yield the fields that are neither used nor named as lost."""
        lost = {each for loss in self.export.losses for each in lost_fields(loss, self.used)}
        for table, used in self.used.items():
            names = self.package.tables[table].schema.names
            forgotten = [each for each in names if each not in used and (table, each) not in lost]
            if forgotten:
                place = Place(package=self.export.path.name, table="lost", field=table)
                values = {"fields": ", ".join(forgotten), "table": table}
                yield Finding(code="export-field-unmapped", place=place, values=values)


def _unknown(export: ExportFile, where: str, key: str, name: str, table: Table) -> Finding:
    first = name.partition(".")[0]
    meant = nearest(first, table.schema.names)
    values = {"name": shown(name), "table": table.name, "meant": meant}
    place = Place(package=export.path.name, table=where, field=key)
    return Finding(code="mapping-field-unknown", place=place, values=values)
