"""Authorizations and entities of a submission as rows of the ledger's tables."""

import re
from collections.abc import Iterator

from reporting.aef_checker.actions import (
    absent_as_empty,
    day,
    party_of,
    table_records,
    whole,
)
from reporting.aef_checker.conditions import METRIC, PURPOSE, code_of, meant, several
from reporting.aef_checker.inferred_records import Row
from reporting.aef_checker.submissions import CheckedSubmission
from reporting.aef_checker.tables import place_of

YEARS = re.compile(r"(\d{4}) ?[-–] ?(\d{4})")
WINDOW = re.compile(r"(Occurred|Use): from (?:\d{2}/){0,2}(\d{4}) to (?:\d{2}/){0,2}(\d{4})")


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
