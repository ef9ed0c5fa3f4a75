"""The record that submissions make together, as the tables that a ledger replays."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import pyarrow as pa

from reporting.aef_checker.actions import whole
from reporting.aef_checker.inferred_blocks import Opening, origins
from reporting.aef_checker.inferred_records import IMPLIED, NOWHERE, Row, supplied
from reporting.aef_checker.known_authorizations import NOTHING_KNOWN, KnownAuthorizations
from reporting.aef_checker.ledger_rows import (
    authorizations,
    block_row,
    entities,
    event_row,
    holding_rows,
    links,
)
from reporting.aef_checker.submissions import CheckedSubmission
from reporting.aef_checker.tables import place_of
from reporting.bundled import ARTICLE6
from reporting.findings import Finding
from reporting.ledger.loading import RECORDS, ROW_BITS, TABLES, Inputs, Source
from reporting.official_forms.aef import SUBMISSION
from reporting.official_forms.code_lists import other_holder
from reporting.packages import open_package
from reporting.packages.csv_text import PLACE, arrow_schema

LINKS = {
    "authorization_parties": ("AuthorizedPartyIDs", "authorized_party"),
    "authorization_entities": ("AuthorizedEntityIDs", "entity_id"),
    "authorization_sectors": ("Sectors", "sector"),
    "authorization_activities": ("ActivityType", "activity_type"),
}
Rows = dict[str, list[Row]]


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerRows:
    """What submissions tell, as rows.

    Attributes:
        rows: Rows by table, each with its place.
        findings: What had to be supplied for the record to be whole.
        openings: Of which Parties and years the opening holdings are not given.
    """

    rows: Mapping[str, Sequence[Row]]
    findings: tuple[Finding, ...]
    openings: tuple[Opening, ...]


def told_authorizations(
    submissions: Sequence[CheckedSubmission], record: KnownAuthorizations
) -> list[Row]:
    """Return the rows of Tables 2, and those of a record that the workbooks rest on."""
    listed = [row for each in submissions for row in authorizations(each)]
    keys = {(row["party"], row["authorization_id"]) for row in listed}
    return [*listed, *record.rows(record.asked(submissions, keys))]


def ledger_rows(
    submissions: Sequence[CheckedSubmission], record: KnownAuthorizations = NOTHING_KNOWN
) -> LedgerRows:
    """Return the record of submissions.

    Args:
        submissions: The submissions.
        record: What else is known of authorizations.
    """
    listed = told_authorizations(submissions, record)
    keys = {(row["party"], row["authorization_id"]) for row in listed if row["_table"] == IMPLIED}
    named = [row for each in submissions for row in entities(each)]
    linked = {
        name: [
            *(row for each in submissions for row in links(each, column, field)),
            *record.linked(name, keys),
        ]
        for name, (column, field) in LINKS.items()
    }
    recorded = {
        party: {key[1] for key in record.keys if key[0] == party} for party in record.parties
    }
    extra = supplied(submissions, listed, named, linked["authorization_entities"], recorded)
    sources, unopened = origins(submissions, listed)
    rows: Rows = {name: list(linked.get(name, ())) for name in TABLES}
    rows["authorization_entities"] += extra.named
    rows["authorization_versions"] = [*listed, *extra.authorizations]
    rows["authorizations"] = _told_first(rows["authorization_versions"])
    rows["authorized_entities"] = [*named, *extra.entities]
    rows["credit_blocks"] = [block_row(each, number) for number, each in enumerate(sources, 1)]
    rows["transfers"] = list(_events(submissions))
    rows["stated_holdings"] = [row for each in submissions for row in holding_rows(each)]
    # The form is of a whole year: what is not in it did not happen.
    rows["coverage"] = [
        {"party": each.party, "year": each.year, "is_complete": True, **NOWHERE}
        for each in submissions
    ]
    rows["ndcs"] = list(_ndcs(submissions))
    _name(rows)
    rows["approach_parties"] = list(_any_parties(rows, extra.authorizations))
    findings = (*extra.findings, *(each.finding for each in unopened))
    return LedgerRows(rows=rows, findings=findings, openings=unopened)


def _told_first(versions: Sequence[Row]) -> list[Row]:
    """Return the row that first tells each authorization: of several approaches its own counts."""
    first = {(row["party"], row["authorization_id"]): row for row in reversed(versions)}
    return [*first.values()]


def _events(submissions: Iterable[CheckedSubmission]) -> Iterator[Row]:
    acts = (pair for each in submissions for pair in each.acts)
    for number, (table, act) in enumerate(acts, 1):
        row = event_row(table, act, number)
        if row:
            yield row


def _ndcs(submissions: Iterable[CheckedSubmission]) -> Iterator[Row]:
    seen: set[tuple[str, int, int]] = set()
    for each in submissions:
        heading = each.workbook.heading
        first = whole(heading, "FirstYearOfNDCPeriod")
        last = whole(heading, "LastYearOfNDCPeriod")
        table = each.workbook.tables.get(SUBMISSION)
        if table is None or first is None or last is None:
            continue
        if (each.party, first, last) in seen:
            continue
        seen.add((each.party, first, last))
        yield {
            "party": each.party,
            "period": f"{first}-{last}",
            "first_year": first,
            "last_year": last,
            # The form tells no more than the years.
            "kind": "multi_year",
            **place_of(table, heading),
        }


def _name(rows: Rows) -> None:
    """Give the Parties, registries and approaches that rows name their own rows."""
    records = [row for name in RECORDS for row in rows[name]]
    approaches = {row["approach"] for row in (*records, *rows["authorization_versions"])}
    fund = other_holder("adaptation_fund")
    of_mechanism = {
        row["approach"]
        for row in rows["transfers"]
        if row["is_mandatory"] or row["to_party"] == fund
    }
    registries = {
        row[name]
        for row in records
        for name in ("originating_registry", "recording_registry")
        if row.get(name)
    }
    parties = {
        row[name]
        for table in (*RECORDS, "authorizations", "coverage")
        for row in rows[table]
        for name in ("party", "host", "holder_party", "from_party", "to_party", "using_party")
        if row.get(name)
    }
    rows["cooperative_approaches"] = [
        {
            "approach": each,
            "approach_id": each,
            "name": each,
            "is_jcm": False,
            # The approach of a row with such a share; whether it is, `conditions` asks.
            "is_article_6_4": each in of_mechanism,
            **NOWHERE,
        }
        for each in sorted(approaches)
    ]
    rows["registries"] = [
        # A registry is named by its Party, as JPN01.
        {"registry": each, "party": each[:3], "name": each, **NOWHERE}
        for each in sorted(registries)
    ]
    rows["parties"] = [
        {
            "party": each,
            "name": each,
            "kind": "adaptation_fund" if each == fund else None,
            **NOWHERE,
        }
        for each in sorted(parties)
    ]


def _any_parties(rows: Rows, supplied: Iterable[Row]) -> Iterator[Row]:
    """Yield every Party as one of approaches whose authorizations name none, or are not given."""
    named = {
        (row["party"], row["authorization_id"], row["version"])
        for row in rows["authorization_parties"]
    }
    open_to_all = {row["approach"] for row in supplied} | {
        row["approach"]
        for row in rows["authorization_versions"]
        if (row["party"], row["authorization_id"], row["version"]) not in named
    }
    for approach in sorted(open_to_all):
        for row in rows["parties"]:
            yield {"approach": approach, "party": row["party"], "role": "both", **NOWHERE}


def load(record: LedgerRows) -> Inputs:
    """Return the record as the tables of a ledger."""
    sources: dict[tuple[str, str, str, int], int] = {}
    tables = {}
    for name in TABLES:
        rows = [dict(row) for row in record.rows[name]]
        if name in RECORDS:
            seen: dict[tuple[str, str, int], int] = {}
            for row in rows:
                place = (row["_package"], row["_table"], row["_row"])
                # One row of a sheet may give several rows here, and an entry is of one.
                seen[place] = seen.get(place, 0) + 1
                source = (name, *place[:2], seen[place])
                number = sources.setdefault(source, len(sources))
                row["entry"] = (number << ROW_BITS) + row["_row"]
        schema = _schemas()[name]
        if name in RECORDS:
            schema = schema.append(pa.field("entry", pa.int64()))
        tables[name] = pa.Table.from_pylist(rows, schema)
    return Inputs(
        tables=tables,
        sources=tuple(Source(package=each[1], table=each[2]) for each in sources),
        differences=(),
    )


@cache
def _schemas() -> Mapping[str, pa.Schema]:
    """Return the Arrow schema of each table of a record, with the columns of a place."""
    package, _ = open_package(ARTICLE6)
    if package is None:
        msg = f"{ARTICLE6} is part of the program and cannot be read"
        raise FileNotFoundError(msg)
    place = zip(PLACE, (pa.string(), pa.string(), pa.int64()), strict=True)
    ends = [pa.field(name, kind) for name, kind in place]
    return {name: pa.schema([*arrow_schema(package.tables[name].schema), *ends]) for name in TABLES}
