"""Blocks, actions and holdings of a submission as rows of the ledger's tables."""

import re
from collections.abc import Iterator

from reporting.aef_checker.actions import (
    MANDATORY,
    Act,
    Block,
    absent_as_empty,
    day,
    table_records,
    whole,
)
from reporting.aef_checker.conditions import METRIC, PURPOSE, code_of, meant, several
from reporting.aef_checker.inferred_blocks import Origin
from reporting.aef_checker.inferred_records import NOWHERE, Row
from reporting.aef_checker.party_codes import party_of
from reporting.aef_checker.submissions import CheckedSubmission
from reporting.aef_checker.tables import FoundTable, place_of
from reporting.official_forms.aef import HOLDINGS

YEARS = re.compile(r"(\d{4}) ?[-–] ?(\d{4})")
WINDOW = re.compile(r"(Occurred|Use): from (?:\d{2}/){0,2}(\d{4}) to (?:\d{2}/){0,2}(\d{4})")


def authorizations(submission: CheckedSubmission) -> Iterator[Row]:
    """Yield the rows of Table 2 that can be read: versions, each with its approach."""
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
        # A range that is supplied may be part of its row, whose quantity is of the whole.
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
    # In the order of the row: that they are reversed, the ledger is to find.
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
    is_for_ndc = is_retired and act.purpose not in (*PURPOSES, "OMGE")
    purpose = "NDC" if is_for_ndc else PURPOSES.get(act.purpose)
    # Column 7 of a first transfer may name the registry that receives; the act is recorded
    # in one of its own Party.
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
        "purpose": "OMGE" if act.subtype in OMGE or act.purpose == "OMGE" else purpose,
        "is_mandatory": act.subtype in MANDATORY or None,
        "stated_as_first_transfer": act.kind == "first_transfer",
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
    """Yield the rows of Table 4, and one that states nothing: an empty table is a statement."""
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
    if HOLDINGS in submission.workbook.tables:
        nothing = {"position": 0, "approach": "", "registry": "", "host": "", "vintage": 0}
        party, year = submission.party, submission.year
        yield {"party": party, "year": year, "quantity": 0, **nothing, **NOWHERE}
