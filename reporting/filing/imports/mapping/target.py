"""What a mapping says of tables and fields, compared with the package that it fills."""

from collections.abc import Iterator

from reporting.filing.imports.mapping.candidate_rows import BASIS, weakest
from reporting.filing.imports.mapping.columns import table_columns
from reporting.filing.imports.mapping.date_forms import date_form
from reporting.filing.imports.mapping.model import MappedTable, MappingFile
from reporting.filing.imports.mapping.sources.part import fits
from reporting.filing.imports.mapping.toml_keys import nearest
from reporting.filing.imports.row_keys import key_names
from reporting.findings import Finding, Place, Severity
from reporting.packages import Package, Table
from reporting.packages.csv_text import shown


def target_findings(mapping: MappingFile, package: Package) -> tuple[Finding, ...]:
    """Return what a mapping says that cannot be, and what it leaves open."""
    check = _TargetCheck(mapping, package)
    return (*check.of_tables(), *check.of_head(), *check.of_ignored())


def is_usable(findings: tuple[Finding, ...]) -> bool:
    """Tell whether a mapping can be used."""
    return not any(each.severity is Severity.ERROR for each in findings)


class _TargetCheck:
    """A mapping beside the package that it fills."""

    def __init__(self, mapping: MappingFile, package: Package) -> None:
        self.mapping, self.package = mapping, package

    def _found(self, code: str, where: str, key: str = "", /, **values: str) -> Finding:
        place = Place(package=self.mapping.path.name, table=where, field=key)
        return Finding(code=code, place=place, values=values)

    def of_head(self) -> Iterator[Finding]:
        if not self.mapping.head.is_confirmed:
            yield self._found(
                "mapping-headers-unconfirmed", "mapping", "headers", name=self.mapping.head.name
            )

    def of_ignored(self) -> Iterator[Finding]:
        """Yield columns that are used and ignored."""
        used = {
            name for table in self.mapping.tables for name in table_columns(self.mapping, table)
        } | {each.column for each in self.mapping.splits}
        for source in self.mapping.sources.values():
            own = {each.column for each in source.keep} | {*(source.join.on if source.join else ())}
            for name in source.ignore:
                if name in used | own or (len(self.mapping.sources) == 1 and _is_used(name, used)):
                    yield self._found(
                        "mapping-column-both", f"source.{source.name}", "ignore", column=shown(name)
                    )

    def of_tables(self) -> Iterator[Finding]:
        for each in self.mapping.tables:
            table = self.package.tables.get(each.name)
            if table is None:
                meant = nearest(each.name, dict(self.package.tables))
                values = {"name": shown(each.name), "package": self.package.name, "meant": meant}
                yield self._found("mapping-table-unknown", each.where, **values)
            else:
                yield from self._of_table(each, table)

    def _of_table(self, each: MappedTable, table: Table) -> Iterator[Finding]:
        names = table.schema.names
        for name, cell in each.cells.items():
            if name not in names:
                values = {"name": shown(name), "table": table.name, "meant": nearest(name, names)}
                yield self._found("mapping-field-unknown", each.where, name, **values)
                continue
            field = table.schema[name]
            enum = field.constraints.get("enum")
            stated = [cell.value] if cell.value is not None else []
            if cell.codes in self.mapping.codes:
                stated += self.mapping.codes[cell.codes].codes.values()
            for value in dict.fromkeys(stated):
                if enum and value and value not in {*map(str, enum)}:
                    allowed = ", ".join(map(str, enum))
                    values = {"value": shown(value), "allowed": shown(allowed, 500)}
                    yield self._found("mapping-code-not-allowed", each.where, name, **values)
            if (
                field.type == "date"
                and cell.dates
                and not all(date_form(form).has_day for form in cell.dates)
            ):
                values = {"form": " | ".join(cell.dates), "field": name}
                yield self._found("mapping-date-without-day", each.where, name, **values)
        for name in each.distinct:
            if name not in each.cells:
                values = {"name": shown(name), "table": table.name}
                values["meant"] = nearest(name, dict(each.cells))
                yield self._found("mapping-field-unknown", each.where, "distinct", **values)
        missing = [name for name in key_names(table.schema) if name not in each.cells]
        if missing and table.schema.primary_key:
            values = {"fields": ", ".join(missing), "table": table.name}
            yield self._found("mapping-key-field-missing", each.where, **values)
        yield from self._open(each, table, {*missing})

    def _open(self, each: MappedTable, table: Table, keys: set[str]) -> Iterator[Finding]:
        """Yield which fields that need a value get none."""
        given = {*each.cells, *keys}
        if weakest(each) is not None:
            given.add(BASIS)
        needed = [
            field.name
            for field in table.schema.fields
            if field.constraints.get("required") and not field.is_filled_when_read
        ]
        if missing := [name for name in needed if name not in given]:
            values = {"fields": ", ".join(missing), "table": table.name}
            yield self._found("mapping-required-missing", each.where, **values)


def _is_used(pattern: str, used: set[str]) -> bool:
    return "*" in pattern and pattern.strip("*") != "" and any(fits(each, pattern) for each in used)
