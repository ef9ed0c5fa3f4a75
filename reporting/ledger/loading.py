"""From data packages to the tables of the ledger.

Packages that hold the same tables are read as one record: two governments' folders meet here.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pyarrow as pa
from pyarrow import compute

from reporting.accounting.figure import exact
from reporting.findings import Finding, Place
from reporting.ledger.public_record import PUBLIC_RECORD, blocks_of_allocations
from reporting.packages import Package, Schema, read_table

RECORDS = ("credit_blocks", "transfers")
TABLES = (
    "parties",
    "registries",
    "accounts",
    "ndcs",
    "ndc_indicators",
    "indicator_values",
    "covered_emissions",
    "trajectories",
    "cooperative_approaches",
    "approach_parties",
    "expected_mitigation",
    "authorizations",
    "authorization_versions",
    "authorization_parties",
    "authorization_entities",
    "authorization_sectors",
    "authorization_activities",
    "authorization_scope",
    "authorized_entities",
    *RECORDS,
    "stated_holdings",
    "coverage",
    "review_findings",
)
READINGS = "readings"  # a folder filed before it was a table has none, and the defaults hold
ROW_BITS = 40  # and 23 for the file: one number of 64 bits with its sign
ROW = (1 << ROW_BITS) - 1
NON_GHG = "non_ghg_quantity"
SMALLEST = 1_000_000  # the ledger counts non-GHG quantities in millionths, as whole numbers
MOST = (1 << 63) - 1  # of 64 bits
# What each record says of its own row is no difference between them.
OF_A_ROW = frozenset(
    ("_package", "_table", "_row", "entry", "source_id", "confidence", "basis", "note")
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """The file that numbered entries come from."""

    package: str
    table: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Inputs:
    """The tables of the ledger.

    Attributes:
        tables: By name; `RECORDS` have a column ``entry`` that numbers their rows, and non-GHG
            quantities in `SMALLEST` units.
        located: Of `RECORDS` that the engine reads where they lie, the address.
        schemas: The schemas of `RECORDS`, for those.
        sources: The files of the entries, in the order of their numbers.
        differences: Rows that two packages tell differently; the first package's stand.
    """

    tables: Mapping[str, pa.Table]
    located: Mapping[str, str] = field(default_factory=dict)
    schemas: Mapping[str, Schema] = field(default_factory=dict)
    sources: tuple[Source, ...]
    differences: tuple[Finding, ...]

    def numbered_sources(self) -> pa.Table:
        """Return how rows of each file are called: ``number`` and ``name``, as ``folder/table``."""
        names = [f"{each.package}/{each.table}" for each in self.sources]
        numbers = pa.array(range(len(names)), pa.int64())
        return pa.table({"number": numbers, "name": pa.array(names, pa.string())})

    def place(self, entry: int) -> Place:
        """Return where an entry stands in the data."""
        source = self.sources[entry >> ROW_BITS]
        return Place(package=source.package, table=source.table, row=entry & ROW)

    def by_source(self, entries: pa.Array) -> Iterator[tuple[Source, pa.Array, pa.Array]]:
        """Yield each file that entries come from, which of them, and their rows in it."""
        numbers = compute.shift_right(entries, pa.scalar(ROW_BITS, pa.int64()))
        for number in sorted(compute.unique(numbers).to_pylist()):
            chosen = compute.equal(numbers, number)
            rows = compute.bit_wise_and(entries.filter(chosen), pa.scalar(ROW, pa.int64()))
            yield self.sources[number], chosen, rows


def place_of(row: Mapping[str, Any], field: str = "") -> Place:
    """Return where a row of a table stands."""
    return Place(package=row["_package"], table=row["_table"], row=row["_row"], field=field)


def missing_tables(packages: Iterable[Package]) -> tuple[Finding, ...]:
    """Return a finding for each table that a record of Article 6 lacks."""
    records = [each for each in packages if _is_record(each)]
    if not records:
        return (Finding(code="record-missing", place=Place(), values={}),)
    return tuple(
        Finding(code="record-table-missing", place=Place(package=each.name), values={"table": name})
        for each in records
        for name in TABLES
        if name not in each.tables
    )


def load(packages: Sequence[Package], records_at: str = "") -> Inputs:
    """Read validated packages that `missing_tables` has cleared.

    Args:
        packages: The packages.
        records_at: Where `RECORDS` lie that are too large to be read here: the address of a folder
            with one Parquet file or folder for each, or of a schema with two tables of their names.
            Their columns are those of the tables; those of the packages are then left aside.
    """
    records = [each for each in packages if _is_record(each)]
    parts: dict[str, list[pa.Table]] = {
        name: [read_table(each.tables[name], each.name) for each in records] for name in TABLES
    }
    public = [each for each in packages if each.name == PUBLIC_RECORD and not _is_record(each)]
    parts["credit_blocks"] += [
        blocks_of_allocations(each, parts["credit_blocks"][0].schema) for each in public
    ]
    sources = tuple(_sources(parts))
    answering = [each for each in records if READINGS in each.tables]
    if answering:
        parts[READINGS] = [read_table(each.tables[READINGS], each.name) for each in answering]
    keys = {name: records[0].tables[name].schema.primary_key for name in TABLES}
    differences: list[Finding] = []
    tables = {}
    located = _located(records_at) if records_at else {}
    if located:
        parts |= {name: [] for name in RECORDS}
        sources = tuple(Source(package=records[0].name, table=name) for name in RECORDS)
    for name in TABLES:
        if name in located:
            continue
        if name in RECORDS:
            rows = pa.concat_tables(numbered(each, sources) for each in parts[name])
            # Two registries may give rows of their own one identifier: both rows count.
            key = (*keys[name], "recording_registry")
            differences.extend(_inexact(rows))
        else:
            # A folder filed before a column was added has it empty.
            rows = pa.concat_tables(parts[name], promote_options="default")
            key = keys[name]
        # Within one package validation has found each key once.
        tables[name] = _told_once(rows, key, differences) if len(records) > 1 else rows
    if answering:
        key = answering[0].tables[READINGS].schema.primary_key
        tables[READINGS] = _told_once(pa.concat_tables(parts[READINGS]), key, differences)
    return Inputs(
        tables=tables,
        located=located,
        schemas={name: records[0].tables[name].schema for name in located},
        sources=sources,
        differences=tuple(differences),
    )


def _located(address: str) -> dict[str, str]:
    """Return where each of `RECORDS` lies: below a folder, or in a schema of a catalogue."""
    if "/" not in address and not Path(address).exists():
        return {name: f"{address}.{name}" for name in RECORDS}
    places = {name: f"{address.rstrip('/')}/{name}" for name in RECORDS}
    return {
        name: f"{place}.parquet" if Path(f"{place}.parquet").is_file() else place
        for name, place in places.items()
    }


def _is_record(package: Package) -> bool:
    return any(name in package.tables for name in RECORDS)


def _sources(parts: Mapping[str, Sequence[pa.Table]]) -> Iterator[Source]:
    for name in RECORDS:
        for rows in parts[name]:
            if rows.num_rows:
                yield Source(package=rows["_package"][0].as_py(), table=rows["_table"][0].as_py())


def _told_once(rows: pa.Table, key: Sequence[str], differences: list[Finding]) -> pa.Table:
    """Keep the first row of each key: two governments' folders name the same Parties.

    The rows of one registry may stand in both folders, too.
    """
    first: dict[tuple[Any, ...], dict[str, Any]] = {}
    kept = []
    for number, row in enumerate(rows.to_pylist()):
        told = first.setdefault(tuple(row[name] for name in key), row)
        if told is row:
            kept.append(number)
        else:
            differences.extend(_differences(told, row))
    return rows.take(pa.array(kept, pa.int64()))


def _differences(told: Mapping[str, Any], again: Mapping[str, Any]) -> Iterator[Finding]:
    for name in told:
        if name not in OF_A_ROW and told[name] != again[name]:
            yield Finding(
                code="record-told-differently",
                place=place_of(again, name),
                values={
                    "value": _said(again[name]),
                    "other": _said(told[name]),
                    "package": told["_package"],
                    "row": str(told["_row"]),
                },
            )


def _said(value: object) -> str:
    """Write a value as the data do; false and nought are values, too."""
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else str(value)


def numbered(rows: pa.Table, sources: Sequence[Source]) -> pa.Table:
    """Add ``entry``: the number of the file, then the row, in one integer."""
    if not rows.num_rows:
        return rows.append_column("entry", pa.array([], pa.int64()))
    source = Source(package=rows["_package"][0].as_py(), table=rows["_table"][0].as_py())
    number = compute.add(rows["_row"], pa.scalar(sources.index(source) << ROW_BITS, pa.int64()))
    return rows.append_column("entry", number)


def in_smallest(rows: pa.Table) -> pa.Table:
    """Return rows with non-GHG quantities in whole millionths of a unit; engines divide otherwise.

    A quantity that is no such number is empty: `inexact` has found it.
    """
    if NON_GHG not in rows.column_names:
        return rows
    at = rows.column_names.index(NON_GHG)
    counted = [_millionths(each) for each in rows[NON_GHG].to_pylist()]
    return rows.set_column(at, NON_GHG, pa.array(counted, pa.int64()))


def _millionths(quantity: Decimal | None) -> int | None:
    if quantity is None:
        return None
    counted = exact(Fraction(quantity) * SMALLEST)
    return counted if isinstance(counted, int) and counted <= MOST else None


def _inexact(rows: pa.Table) -> Iterator[Finding]:
    """Yield the non-GHG quantities that the ledger cannot count exactly."""
    known = rows.filter(rows[NON_GHG].is_valid())
    for row in known.to_pylist():
        if _millionths(row[NON_GHG]) is None:
            values = {"value": f"{row[NON_GHG].normalize():f}"}
            yield Finding(code="non-ghg-not-counted", place=place_of(row, NON_GHG), values=values)
