"""AEF workbooks as rows of a record: the five tables in force, and the draft of 2022.

The checker reads them, as for `jcm check-aef`: its findings stand as they are, and a row that it
cannot read is left out. A workbook tells of one Party and one year. What a record has beside (the
registry that issued a block, the approach of a name) is inferred as the checker infers it.
"""

from collections.abc import Collection, Iterator, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

from reporting.aef_checker.check import open_workbooks
from reporting.aef_checker.draft_pair import paired
from reporting.aef_checker.inferred_records import IMPLIED, Row
from reporting.aef_checker.submissions import CheckedSubmission, submission_of
from reporting.aef_checker.tables import Workbook
from reporting.aef_checker.to_ledger import ledger_rows
from reporting.filing.imports.source_rows import SourceRow, SourceTable
from reporting.filing.imports.workbook_tables import ImportSource
from reporting.findings import Finding, Place, in_order
from reporting.packages import Package, Table

SOURCES = "sources"
TAKEN = (
    "parties",
    "registries",
    "cooperative_approaches",
    "authorizations",
    "authorization_versions",
    "authorization_parties",
    "authorized_entities",
    "authorization_entities",
    "authorization_sectors",
    "authorization_activities",
    "credit_blocks",
    "transfers",
    "stated_holdings",
)
POINTED_TO = frozenset({"parties", "registries", "cooperative_approaches", SOURCES})
"""Tables whose rows stay as a record has them: an AEF only names them."""
NAMED = POINTED_TO | {"authorizations"}
"""Tables of which a name is enough: an authorization of another year has no more."""
ENTITY = "using_entity"
KEYS = {"credit_blocks": "block_id", "transfers": "transfer_id"}


def read_aef(paths: Sequence[Path], package: Package) -> ImportSource:
    """Read AEF workbooks as rows of a package.

    Args:
        paths: The workbooks; the two of a draft together.
        package: The package, of Article 6.
    """
    missing = [each for each in (*TAKEN, SOURCES) if each not in package.tables]
    if missing:
        values = {"name": missing[0], "package": package.name, "meant": "–"}
        finding = Finding(code="mapping-table-unknown", place=Place(package="aef"), values=values)
        return ImportSource(name="aef", tables=(), findings=(finding,))
    workbooks = open_workbooks(paths)
    whole, apart = paired(workbooks)
    findings = [finding for each in workbooks for finding in each.findings]
    findings += apart
    submissions = [found for each in whole if (found := submission_of(each)) is not None]
    tables: list[SourceTable] = []
    for each in submissions:
        tables += _tables(each, package, findings)
    return ImportSource(
        name=", ".join(each.name for each in workbooks),
        tables=tuple(_merged(tables, package)),
        findings=in_order(findings),
        kept=POINTED_TO,
    )


def _tables(
    submission: CheckedSubmission, package: Package, findings: list[Finding]
) -> Iterator[SourceTable]:
    told = ledger_rows([submission])
    findings += told.findings
    source = f"aef-{submission.party}-{submission.year}".lower()
    yield _source(submission.workbook, source, package.tables[SOURCES])
    listed = {row["entity_id"] for row in told.rows["authorized_entities"] if _is_listed(row)}
    for name in TAKEN:
        table = package.tables[name]
        rows = [
            _row(_without_unlisted(row, listed), number, table, submission, source)
            for number, row in enumerate(told.rows.get(name, ()), start=1)
            if name in NAMED or _is_listed(row)
        ]
        yield SourceTable(table=table, sheet=name, rows=tuple(rows))


def _is_listed(row: Row) -> bool:
    """Tell whether a row stands in the workbook."""
    return row.get("_table") != IMPLIED


def _without_unlisted(row: Row, listed: Collection[object]) -> Row:
    """Return a row that points to no entity but those of Table 5; another is named in the note."""
    entity = row.get(ENTITY)
    if entity is None or entity in listed:
        return row
    return {**row, ENTITY: None, "note": f"Entity that Table 5 does not list: {entity}."}


def _source(workbook: Workbook, source: str, table: Table) -> SourceTable:
    cells = {
        "source_id": source,
        "publisher": source.split("-")[1].upper(),
        "title": f"Agreed electronic format, {workbook.name}",
        "kind": "official_page",
        "language": "en",
        "retrieved_via": workbook.name,
        "confidence": "high",
    }
    return SourceTable(table=table, sheet=SOURCES, rows=(SourceRow(row=0, cells=cells, places={}),))


def _row(
    row: Row, number: int, table: Table, submission: CheckedSubmission, source: str
) -> SourceRow:
    cells = {
        name: _text(row[name]) for name in table.schema.names if row.get(name) not in (None, "")
    }
    if "approach" in cells:
        cells["approach"] = cells["approach"].lower()
    if table.name == "cooperative_approaches":
        cells["name"] = f"Cooperative approach {cells['name']}"
    key = KEYS.get(table.name)
    if key is not None:
        cells[key] = f"{submission.party}-{submission.year}-{number}"
    cells |= {
        name: text
        for name, text in (("source_id", source), ("confidence", "high"), ("basis", "inferred"))
        if name in table.schema.names
    }
    return SourceRow(row=int(row.get("_row") or 0), cells=cells, places={})


def _text(value: object) -> str:
    match value:
        case bool():
            return str(value).lower()
        case date():
            return value.isoformat()
        case Decimal():
            return f"{value:f}"
    return str(value)


def _merged(tables: Sequence[SourceTable], package: Package) -> Iterator[SourceTable]:
    """Yield each table once, a row of one key once: the first that says it."""
    for name in package.tables:
        own = [each for each in tables if each.table.name == name]
        seen: dict[tuple[str, ...], SourceRow] = {}
        for each in own:
            keys = each.table.schema.primary_key
            for row in each.rows:
                seen.setdefault(tuple(row.cells.get(key, "") for key in keys), row)
        if own and seen:
            yield SourceTable(table=own[0].table, sheet=own[0].sheet, rows=tuple(seen.values()))
