"""Acts, holdings and where they come from as rows of the ledger's tables."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import pyarrow as pa

from reporting.aef_checker.actions import (
    Act,
    Block,
    absent_as_empty,
    day,
    party_of,
    table_records,
    whole,
)
from reporting.aef_checker.conditions import METRIC, PURPOSE, code_of, meant, several
from reporting.aef_checker.inferred_blocks import Opening, Origin, origins
from reporting.aef_checker.inferred_records import NOWHERE, supplied
from reporting.aef_checker.submissions import CheckedSubmission
from reporting.aef_checker.tables import FoundTable, SheetRow
from reporting.bundled import ARTICLE6
from reporting.findings import Finding
from reporting.ledger.loading import RECORDS, ROW_BITS, TABLES, Inputs, Source
from reporting.official_forms.aef import HOLDINGS, SUBMISSION
from reporting.packages import open_package
from reporting.packages.reading import PLACE, arrow_schema

LINKS = {
    "authorization_parties": ("AuthorizedPartyIDs", "authorized_party"),
    "authorization_entities": ("AuthorizedEntityIDs", "entity_id"),
    "authorization_sectors": ("Sectors", "sector"),
    "authorization_activities": ("ActivityType", "activity_type"),
}
Row = dict[str, Any]
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


def told(submissions: Sequence[CheckedSubmission]) -> LedgerRows:
    """Return the record of submissions."""
    listed = [row for each in submissions for row in authorizations(each)]
    named = [row for each in submissions for row in entities(each)]
    linked = {
        name: [row for each in submissions for row in links(each, column, field)]
        for name, (column, field) in LINKS.items()
    }
    extra = supplied(submissions, listed, named, linked["authorization_entities"])
    sources, unopened = origins(submissions, listed)
    rows: Rows = {name: list(linked.get(name, ())) for name in TABLES}
    rows["authorization_entities"] += extra.named
    rows["authorizations"] = [*listed, *extra.authorizations]
    rows["authorized_entities"] = [*named, *extra.entities]
    rows["credit_blocks"] = [block_row(each, number) for number, each in enumerate(sources, 1)]
    rows["transfers"] = list(_events(submissions))
    rows["stated_holdings"] = [row for each in submissions for row in _holdings(each)]
    rows["coverage"] = [
        {"party": each.party, "year": each.year, "is_complete": True, **NOWHERE}
        for each in submissions
    ]
    rows["ndcs"] = list(_ndcs(submissions))
    _name(rows)
    rows["approach_parties"] = list(_any_parties(rows, extra.authorizations))
    findings = (*extra.findings, *(each.finding for each in unopened))
    return LedgerRows(rows=rows, findings=findings, openings=unopened)


def _events(submissions: Iterable[CheckedSubmission]) -> Iterator[Row]:
    acts = (pair for each in submissions for pair in each.acts)
    for number, (table, act) in enumerate(acts, 1):
        row = event_row(table, act, number)
        if row:
            yield row


def _holdings(submission: CheckedSubmission) -> Iterator[Row]:
    """Yield the rows of Table 4, and one that states nothing: an empty table is a statement."""
    yield from holding_rows(submission)
    if HOLDINGS not in submission.workbook.tables:
        return
    nothing = {"position": 0, "approach": "", "registry": "", "host": "", "vintage": 0}
    party, year = submission.party, submission.year
    yield {"party": party, "year": year, "quantity": 0, **nothing, **NOWHERE}


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
            "kind": "multi_year",
            **place_of(table, heading),
        }


def _name(rows: Rows) -> None:
    """Give the Parties, registries and approaches that rows name their own rows."""
    records = [row for name in RECORDS for row in rows[name]]
    approaches = {row["approach"] for row in (*records, *rows["authorizations"])}
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
        {"approach": each, "approach_id": each, "name": each, "is_jcm": False, **NOWHERE}
        for each in sorted(approaches)
    ]
    rows["registries"] = [
        {"registry": each, "party": each[:3], "name": each, **NOWHERE}
        for each in sorted(registries)
    ]
    rows["parties"] = [{"party": each, "name": each, **NOWHERE} for each in sorted(parties)]


def _any_parties(rows: Rows, supplied: Iterable[Row]) -> Iterator[Row]:
    """Yield every Party as one of approaches whose authorizations name none, or are not given."""
    named = {
        (row["party"], row["authorization_id"], row["version"])
        for row in rows["authorization_parties"]
    }
    open_to_all = {row["approach"] for row in supplied} | {
        row["approach"]
        for row in rows["authorizations"]
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


YEARS = re.compile(r"(\d{4}) ?[-–] ?(\d{4})")
WINDOW = re.compile(r"(Occurred|Use): from (?:\d{2}/){0,2}(\d{4}) to (?:\d{2}/){0,2}(\d{4})")


def place_of(table: FoundTable, record: SheetRow) -> Row:
    """Return the columns that say where a row stands."""
    return {"_package": table.workbook, "_table": table.sheet.name, "_row": record.row}


def authorizations(submission: CheckedSubmission) -> Iterator[Row]:
    """Yield the rows of Table 2 that can be read."""
    for table, record in submission.authorizations:
        definition = absent_as_empty(record, "FirstTransferDefnForOIMP")
        kind = "oimp_first_transfer_definition"
        yield {
            "party": submission.party,
            "authorization_id": record.text("AuthorizationID"),
            "version": whole(record, "AuthorizationVersion") or 1,
            "approach": record.text("CooperativeApproachID"),
            "kind": "use",
            "authorized_on": day(record, "DateOfAuthorization"),
            "quantity_cap": whole(record, "AuthorizedQuantity"),
            "metric": code_of(record, METRIC) or "ghg",
            "non_ghg_metric": absent_as_empty(record, "Non-GHGMetric") or None,
            "purposes": code_of(record, PURPOSE) or None,
            "oimp_name": absent_as_empty(record, "OIMPAuthorized") or None,
            "first_transfer_definition": meant(kind, definition).code or None,
            **_windows(absent_as_empty(record, "AuthorizedTimeframe")),
            **place_of(table, record),
        }


def _windows(text: str) -> Row:
    """Return when outcomes occur and are used; two bare years mean the former."""
    found = YEARS.fullmatch(text)
    windows = {"Occurred": found.groups()} if found else {}
    windows |= {name: (first, last) for name, first, last in WINDOW.findall(text)}
    columns = {"Occurred": "vintage", "Use": "use"}
    return {
        f"{columns[name]}_{end}": int(year)
        for name, years in windows.items()
        for end, year in zip(("first", "last"), years, strict=True)
    }


def links(submission: CheckedSubmission, column: str, named: str) -> Iterator[Row]:
    """Yield what the rows of Table 2 list in a column.

    Args:
        submission: The submission.
        column: Technical name of the column.
        named: What the ledger calls it.
    """
    for table, record in submission.authorizations:
        for each in dict.fromkeys(several(absent_as_empty(record, column))):
            yield {
                "party": submission.party,
                "authorization_id": record.text("AuthorizationID"),
                "version": whole(record, "AuthorizationVersion") or 1,
                named: each,
                **place_of(table, record),
            }


def entities(submission: CheckedSubmission) -> Iterator[Row]:
    """Yield the rows of Table 5."""
    for table, record in table_records(submission.workbook, "entities"):
        identity = absent_as_empty(record, "AuthorizedEntityID")
        country = record.text("AuthorizedEntityCountryOfIncorporation")
        if identity:
            yield {
                "entity_id": identity,
                "name": record.text("AuthorizedEntityName"),
                "country": party_of(country),
                "approach": record.text("CooperativeApproachID"),
                "party": submission.party,
                "authorized_on": day(record, "DateOfAuthorization"),
                **place_of(table, record),
            }


EVENTS = {
    "first_transfer": "transfer",
    "transfer": "transfer",
    "acquisition": "acquisition",
    "use": "retirement",
    "cancellation": "cancellation",
    "voluntary_cancellation": "voluntary_cancellation",
}
OMGE = ("omge_mandatory", "omge_voluntary", "omge_cancellation")
PURPOSES = {"IMP": "IMP", "OP": "OP", "OIMP": "IMP"}


def block_row(origin: Origin, number: int) -> Row:
    """Return the block that a range was issued in; only what is first transferred there has units.

    Without units in it, the ledger goes by the serial numbers of ITMOs.
    """
    block, first_transfer = origin.block, origin.is_first_transfer
    approach, registry, host, vintage = block.scope
    is_abroad = origin.party != host
    holding = _registry_of(origin.party, block.registry, registry)
    return {
        "block_id": f"{number}",
        "approach": approach,
        "host": host,
        "holder_party": origin.party,
        "originating_registry": registry,
        "recording_registry": holding,
        "issuance_pattern": "split" if is_abroad else "host",
        "vintage": vintage,
        "issued_on": origin.on,
        "quantity": block.quantity if first_transfer else None,
        "non_ghg_quantity": block.non_ghg_quantity if first_transfer else None,
        **(_units(block) if first_transfer else {}),
        **_serials(origin, block),
        "metric": block.metric or "ghg",
        "non_ghg_metric": block.non_ghg_metric or None,
        "mitigation_type": block.mitigation or None,
        "authorization_party": host,
        "authorization_id": block.authorization or None,
        "confidential": False,
        **place_of(origin.table, block.record),
    }


def _registry_of(party: str, *registries: str) -> str:
    """Return the registry of a Party among some; its first where none is."""
    return next((each for each in registries if each.startswith(party)), f"{party}01")


def _serials(origin: Origin, block: Block) -> Row:
    first, last = block.serials if origin.is_first_transfer else origin.range
    return {"first_itmo": first, "last_itmo": last}


def _units(block: Block) -> Row:
    if block.units is None:
        return {}
    return {
        "unit_prefix": block.units.prefix or None,
        "first_unit": block.units.first,
        "last_unit": block.units.last,
    }


def event_row(table: FoundTable, act: Act, number: int) -> Row | None:
    """Return the event of an act; none where its first transfer moves nothing."""
    event = EVENTS.get(act.kind, "")
    if act.kind == "first_transfer" and not act.is_abroad:
        event = _own_end(act)
    if not event:
        return None
    block = act.block
    approach, registry, host, vintage = block.scope
    giver = act.giver if event == "acquisition" else act.party
    taker = act.taker if event == "transfer" else act.party
    is_retired = event == "retirement"
    is_for_ndc = is_retired and act.purpose not in PURPOSES
    purpose = "NDC" if is_for_ndc else PURPOSES.get(act.purpose)
    is_tracked_elsewhere = act.kind == "first_transfer" or not block.registry
    tracked = _registry_of(act.party, block.registry) if is_tracked_elsewhere else block.registry
    return {
        "transfer_id": f"{number}",
        "recording_registry": tracked,
        "recorded_by": act.party,
        "event": event,
        "event_date": act.on,
        "approach": approach,
        "originating_registry": registry,
        "host": host,
        "vintage": vintage,
        **_units(block),
        "first_itmo": block.serials[0],
        "last_itmo": block.serials[1],
        "quantity": block.quantity,
        "non_ghg_quantity": block.non_ghg_quantity,
        "from_party": giver,
        "to_party": taker,
        "purpose": "OMGE" if act.subtype in OMGE else purpose,
        "use_year": act.use_year if is_for_ndc else None,
        "using_party": (act.user or act.party) if is_retired else None,
        "using_entity": act.entity or None,
        "authorization_party": host,
        "authorization_id": block.authorization or None,
        "confidential": False,
        **place_of(table, block.record),
    }


def _own_end(act: Act) -> str:
    """Return the end that is itself the first transfer; another Party's, that Party tells."""
    is_own = not act.user or act.user == act.party
    if act.subtype in OMGE or act.subtype == "other_cancellation":
        return "cancellation"
    if act.subtype != "use_or_cancellation" or not is_own:
        return ""
    return "retirement" if act.purpose in PURPOSES else "cancellation"


def holding_rows(submission: CheckedSubmission) -> Iterator[Row]:
    """Yield the rows of Table 4; for one without rows, one that states nothing."""
    for number, (table, block) in enumerate(submission.holdings, 1):
        approach, registry, host, vintage = block.scope
        yield {
            "party": submission.party,
            "year": submission.year,
            "position": number,
            "approach": approach,
            "registry": registry,
            "host": host,
            "vintage": vintage,
            "first_itmo": block.serials[0],
            "last_itmo": block.serials[1],
            "quantity": block.quantity,
            "authorization_id": block.authorization or None,
            **place_of(table, block.record),
        }
