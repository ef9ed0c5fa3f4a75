"""The record of a folder as the workbook that a person fills."""

from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from types import MappingProxyType

from reporting.bundled import DATA, EXAMPLE
from reporting.filing.additions.package_rows import Cells, PackageRows
from reporting.filing.imports.row_keys import key_of
from reporting.filing.row_editing import TextRow, text_rows
from reporting.packages import Package, Schema, Table, open_package
from reporting.packages.empty_cells import meaning
from reporting.renderers.record_sheets import RecordSheets, RowMark
from reporting.renderers.record_workbook import SCHEMAS, record_workbook

JOINT = "|"
FOR_A_FIRST_AEF: Mapping[str, Sequence[str]] = MappingProxyType(
    {
        **dict.fromkeys(
            ("parties", "registries", "ndcs", "approach_parties", "authorizations"), ()
        ),
        "cooperative_approaches": ("approach_id",),
        "authorization_versions": ("purposes",),
        **dict.fromkeys(("authorization_parties", "authorization_sectors"), ()),
        "authorization_activities": (),
        "credit_blocks": (
            *("vintage", "first_unit", "last_unit", "mitigation_type"),
            *("authorization_party", "authorization_id"),
        ),
        "transfers": ("block_id", "purpose", "use_year", "using_party"),
        "coverage": ("declared_by", "declared_on"),
    }
)
"""The tables that a first AEF needs, and what it asks for in columns that may else stay empty."""


def digest_of(cells: Cells, schema: Schema) -> str:
    """Return a hash of what a row says, the same for the same cells."""
    # Lengths before texts: no two rows run into the same letters.
    told = (f"{len(text)}:{text}" for text in (cells.get(name, "") for name in schema.names))
    return sha256(",".join(told).encode()).hexdigest()[:32]


def workbook_of(package: Package) -> bytes:
    """Return the workbook of a package, with all of its rows.

    Raises:
        WorkbookLimitError: A text is longer than a cell can hold, or a table than a sheet.
        OSError: A table cannot be opened.
        ValueError: One is no UTF-8, or no table.
    """
    rows = {each.name: text_rows(each) for each in package}
    tables = filling_order(package)
    marks = [
        RowMark(
            table=each.name,
            key=JOINT.join(key_of(row, each.schema)),
            digest=digest_of(row, each.schema),
        )
        for each in tables
        for row in rows[each.name]
    ]
    return record_workbook(
        RecordSheets(
            title=package.title["en"],
            version=str(package.descriptor.get(SCHEMAS, "")),
            tables=tables,
            rows=rows,
            defaults={
                table.name: {
                    each.name: meaning(each)
                    for each in table.schema.fields
                    if each.is_filled_when_read
                }
                for table in package
            },
            lists=dict(_lists(package)),
            examples=dict(_examples(package)),
            marks=marks,
            first=FOR_A_FIRST_AEF if SCHEMAS in package.descriptor else {},
        )
    )


def filling_order(package: Package) -> list[Table]:
    """Return the tables in the order of the descriptor, each behind those that it points to."""
    found: dict[str, Table] = {}

    def place(table: Table, above: tuple[str, ...]) -> None:
        if table.name in found or table.name in above:
            return
        for key in table.schema.foreign_keys:
            if not key.package and key.table in package.tables:
                place(package.tables[key.table], (*above, table.name))
        found[table.name] = table

    for each in package:
        place(each, ())
    return list(found.values())


def _lists(package: Package) -> Iterator[tuple[tuple[str, str], Sequence[str]]]:
    """Yield the keys of other packages that a field may hold, as sectors."""
    record = PackageRows.of(package)
    for table in package:
        for key in table.schema.foreign_keys:
            target = record.target(key) if key.package and len(key.fields) == 1 else None
            if target is not None:
                values = [row.get(key.keys[0], "") for row in record.rows(target)]
                yield (table.name, key.fields[0]), [*dict.fromkeys(filter(None, values))]


def _examples(package: Package) -> Iterator[tuple[str, list[TextRow]]]:
    """Yield the rows of the made-up record, for tables of the same name."""
    folder = DATA / EXAMPLE
    example = open_package(folder, has_rules=False)[0] if folder.is_dir() else None
    tables: Mapping[str, Table] = example.tables if example else {}
    if SCHEMAS in package.descriptor:
        yield from ((name, text_rows(each)) for name, each in tables.items())
