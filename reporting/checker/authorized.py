"""Table 2 and Table 5 as the ledger's tables, and the authorizations that acts only name."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from reporting.checker.acts import (
    Block,
    absent_as_empty,
    day,
    party_of,
    table_records,
    whole,
)
from reporting.checker.conditions import METRIC, PURPOSE, code_of
from reporting.checker.submissions import Submission
from reporting.checker.tables import FoundTable, Record
from reporting.checker.vocabulary import meant, several
from reporting.findings import Finding

Row = dict[str, Any]
Key = tuple[str, str]
YEARS = re.compile(r"(\d{4}) ?[-–] ?(\d{4})")
WINDOW = re.compile(r"(Occurred|Use): from (?:\d{2}/){0,2}(\d{4}) to (?:\d{2}/){0,2}(\d{4})")
FIRST_YEAR = 2021
IMPLIED = "implied"
DOMESTIC = ("issuance", "authorization", "use_or_cancellation")


def place_of(table: FoundTable, record: Record) -> Row:
    """Return the columns that say where a row stands."""
    return {"_package": table.workbook, "_table": table.sheet.name, "_row": record.row}


def authorizations(submission: Submission) -> Iterator[Row]:
    """Yield the rows of Table 2 that can be read."""
    for table, record in table_records(submission.workbook, "authorizations"):
        identity, on = (
            absent_as_empty(record, "AuthorizationID"),
            day(record, "DateOfAuthorization"),
        )
        if not identity or on is None:
            continue
        definition = absent_as_empty(record, "FirstTransferDefnForOIMP")
        kind = "oimp_first_transfer_definition"
        yield {
            "party": submission.party,
            "authorization_id": identity,
            "version": whole(record, "AuthorizationVersion") or 1,
            "approach": record.text("CooperativeApproachID"),
            "kind": "use",
            "authorized_on": on,
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


def links(submission: Submission, column: str, named: str) -> Iterator[Row]:
    """Yield what the rows of Table 2 list in a column.

    Args:
        submission: The submission.
        column: Technical name of the column.
        named: What the ledger calls it.
    """
    for table, record in table_records(submission.workbook, "authorizations"):
        for each in dict.fromkeys(several(absent_as_empty(record, column))):
            yield {
                "party": submission.party,
                "authorization_id": record.text("AuthorizationID"),
                "version": whole(record, "AuthorizationVersion") or 1,
                named: each,
                **place_of(table, record),
            }


def entities(submission: Submission) -> Iterator[Row]:
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


def implied(
    submissions: Sequence[Submission], known: Iterable[Row]
) -> tuple[tuple[Row, ...], tuple[Finding, ...]]:
    """Return authorizations that rows only name, so that the ledger can go on, and say so.

    It is an error where the workbooks of the Party of all years are there, and do not have it.
    """
    listed = {(row["party"], row["authorization_id"]) for row in known}
    years: dict[str, set[int]] = {}
    for each in submissions:
        years.setdefault(each.party, set()).add(each.year)
    rows: dict[Key, Row] = {}
    findings: list[Finding] = []
    definitions = _definitions(submissions)
    for table, block in _blocks(submissions):
        key = (block.host, block.authorization)
        if key in listed or key in rows or not block.authorization:
            continue
        rows[key] = _implied(key, block, definitions)
        given = years.get(block.host, set())
        is_whole = bool(given) and all(year in given for year in range(FIRST_YEAR, max(given)))
        code = "authorization-not-listed" if is_whole else "authorization-not-reported"
        values = {"party": block.host, "authorization": block.authorization}
        findings.append(table.finding(code, block.record, "AuthorizationID", **values))
    return tuple(rows.values()), tuple(findings)


def _blocks(submissions: Iterable[Submission]) -> Iterator[tuple[FoundTable, Block]]:
    for each in submissions:
        yield from ((table, act.block) for table, act in each.acts)
        yield from each.holdings


def _definitions(submissions: Iterable[Submission]) -> Mapping[Key, str]:
    """Return by authorization the event that its first transfers name."""
    return {
        (act.block.host, act.block.authorization): act.subtype
        for each in submissions
        for _, act in each.acts
        if act.kind == "first_transfer" and act.subtype in DOMESTIC
    }


def _implied(key: Key, block: Block, definitions: Mapping[Key, str]) -> Row:
    return {
        "party": key[0],
        "authorization_id": key[1],
        "version": 1,
        "approach": block.scope[0],
        "kind": "use",
        "authorized_on": date(FIRST_YEAR, 1, 1),
        "metric": block.metric or "ghg",
        "non_ghg_metric": block.non_ghg_metric or None,
        "purposes": "NDC and OIMP",
        "first_transfer_definition": definitions.get(key, "issuance"),
        "_package": "",
        "_table": IMPLIED,
        "_row": 0,
    }
