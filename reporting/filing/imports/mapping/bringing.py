"""From the sources of a mapping to rows of tables: what is at fault is left out, and counted."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import reduce

import pyarrow as pa
import pyarrow.compute as pc

from reporting.filing.imports.mapping.candidate_rows import (
    CandidateRows,
    candidate_rows,
    distinct_rows,
)
from reporting.filing.imports.mapping.columns import Loaded, cell_columns
from reporting.filing.imports.mapping.conditions import KeptRows, kept
from reporting.filing.imports.mapping.headers import HeaderCheck
from reporting.filing.imports.mapping.joined_rows import JoinedRows, Standing
from reporting.filing.imports.mapping.model import MappingFile
from reporting.filing.imports.mapping.row_conflicts import (
    leave_out_conflicts,
    leave_out_whole_rows,
)
from reporting.filing.imports.mapping.row_faults import RowFaults, none_of
from reporting.filing.imports.workbook_tables import SourceCount
from reporting.findings import Finding
from reporting.packages import Package, Table


@dataclass(frozen=True, slots=True, kw_only=True)
class MappedRows:
    """Rows of a table, as columns.

    Attributes:
        table: The table.
        at: Where each row stands: the position in its main source.
        main: The rows of the source that they are made of.
        cells: The fields, text, empty cells null.
        standing: Where the cells of a field stand, for those that come from a column.
    """

    table: Table
    at: pa.Array
    main: JoinedRows
    cells: Mapping[str, pa.Array]
    standing: Mapping[str, Standing]


@dataclass(frozen=True, slots=True, kw_only=True)
class BroughtRows:
    """What a mapping makes of its sources.

    Attributes:
        tables: The rows, in the order of the tables of the package.
        counts: How many rows of each source became what.
        findings: What was found.
    """

    tables: tuple[MappedRows, ...]
    counts: tuple[SourceCount, ...]
    findings: tuple[Finding, ...]


def bring(mapping: MappingFile, loaded: Loaded, package: Package) -> BroughtRows:
    """Make rows of tables.

    Args:
        mapping: The mapping, of which `reporting.filing.imports.mapping.target` found no fault.
        loaded: Its sources.
        package: The package whose tables it fills.
    """
    headers = HeaderCheck(mapping, loaded)
    findings = [found for each in loaded.values() for found in each.findings]
    findings += headers.findings
    keeping: dict[str, KeptRows] = {}
    made: list[CandidateRows] = []
    runs: dict[str, JoinedRows] = {}
    for main in mapping.mains:
        several = (main, *mapping.joined(main.name))
        missing = [each for each in several if not loaded[each.name].parts]
        if main.name in headers.unreadable or not all(each.may_be_missing for each in missing):
            continue
        keeping |= {each.name: kept(loaded[each.name]) for each in several}
        at = pc.indices_nonzero(keeping[main.name].mask).cast(pa.int64())
        rows = JoinedRows(
            mapping=mapping,
            loaded=loaded,
            main=loaded[main.name],
            at=at,
            kept=keeping,
            faults=RowFaults(count=len(at)),
        )
        runs[main.name] = rows
        rows.everything()
        made += [
            candidate_rows(each, rows, package.tables[each.name])
            for each in mapping.tables
            if mapping.main_of(each.source) == main.name
        ]
    leave_out_conflicts(made)
    leave_out_whole_rows(runs)
    order = [*package.tables]
    made.sort(key=lambda each: order.index(each.table.name))
    tables = tuple(_finished(made))
    for each in keeping.values():
        findings += each.findings
    for rows in runs.values():
        findings += rows.faults.findings
        findings += _in_no_table(rows, made)
    return BroughtRows(
        tables=tables,
        counts=tuple(_counts(mapping, loaded, keeping, runs)),
        findings=tuple(findings),
    )


def _finished(made: list[CandidateRows]) -> Iterator[MappedRows]:
    seen: dict[str, pa.Array] = {}
    for each in made:
        live, keys = distinct_rows(each)
        if each.table.schema.primary_key:
            before = seen.get(each.table.name)
            if before is not None:
                new = pc.invert(pc.is_in(keys, value_set=before))
                live, keys = live.filter(new), keys.filter(new)
            seen[each.table.name] = keys if before is None else pa.concat_arrays([before, keys])
        is_all = len(live) == each.rows.count
        yield MappedRows(
            table=each.table,
            at=each.rows.at if is_all else each.rows.at.take(live),
            main=each.rows,
            cells={
                name: column if is_all else column.take(live) for name, column in each.cells.items()
            },
            standing=dict(_standing(each, live)),
        )


def _standing(each: CandidateRows, live: pa.Array) -> Iterator[tuple[str, Standing]]:
    taken: dict[str, pa.Array] = {}  # once for all columns of a source
    for name, cell in each.of.cells.items():
        columns = cell_columns(each.rows.mapping, cell)
        if columns:
            found = each.rows.standing(columns[0])
            source = found.source.source.name
            if source not in taken:
                taken[source] = found.at.take(live)
            yield name, Standing(source=found.source, column=found.column, at=taken[source])


def _in_no_table(rows: JoinedRows, made: list[CandidateRows]) -> Iterator[Finding]:
    """Yield how many rows make none in any table."""
    masks = [each.where for each in made if each.rows is rows]
    nowhere = pc.and_(rows.faults.good, pc.invert(reduce(pc.or_, masks, none_of(rows.count))))
    at = pc.indices_nonzero(nowhere)
    if masks and len(at):
        place = rows.main.place(rows.at[at[0].as_py()].as_py())
        values = {"rows": str(len(at))}
        yield Finding(code="mapping-rows-in-no-table", place=place, values=values)


def _counts(
    mapping: MappingFile,
    loaded: Loaded,
    keeping: Mapping[str, KeptRows],
    runs: Mapping[str, JoinedRows],
) -> Iterator[SourceCount]:
    for name in mapping.sources:
        of = loaded[name]
        if not of.parts:
            continue
        heading = of.heading
        known = keeping.get(name)
        run = runs.get(name)
        files = ", ".join(dict.fromkeys(each.file for each in of.parts))
        chosen = pc.sum(known.mask).as_py() or 0 if known else 0
        faulty = (pc.sum(run.faults.bad).as_py() or 0) if run else 0
        yield SourceCount(
            source=name,
            file=files,
            sheet=heading.table,
            rows=known.count if known else of.count,
            left_out=known.count - chosen if known else 0,
            faulty=faulty if known else of.count,
        )
