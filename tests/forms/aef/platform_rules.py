"""What the newest public build of the platform's syntax checker takes in a cell, stated anew.

A column that is not named takes anything. The expressions are those of a prototype: the platform
may differ.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO

import openpyxl

ITMO = r"CA\d{4}-[A-Z]{3}\d{2}-[A-Z]{3}-[1-9]\d*-\d{4}"
PARTY, MAYBE_PARTY = "[A-Z]{3}", "NA|[A-Z]{3}"
NAMED = r"[A-Za-z0-9 \-/.]+"
METRIC, TONNES = "GHG|non-GHG", r"NA|\d+"


@dataclass(frozen=True, slots=True, kw_only=True)
class CellRule:
    """What a cell of a column may hold: an expression, and whether it may be empty."""

    takes: str
    may_be_empty: bool = False


def needed(takes: str) -> CellRule:
    """Return the rule of a cell that is never empty."""
    return CellRule(takes=takes)


def optional(takes: str) -> CellRule:
    """Return the rule of a cell that may be empty."""
    return CellRule(takes=takes, may_be_empty=True)


RULES = {
    "Table 2 Authorizations": {
        "Authorization ID": needed(NAMED),
        "Cooperative approach ID": needed(r"CA\d{4}"),
        "Version of the authorization": needed(r"\d+"),
        "Authorized quantity": needed(r"\d+"),
        "Metric": needed(METRIC),
        "Sector(s)": needed("[A-Za-z0-9 ]+"),
        "Activity type(s)": needed("[A-Za-z0-9 +]+"),
        "Purposes for authorization": needed("(NDC and )?(OIMP|IMP|OP)|NDC"),
        "Authorized Party(ies) ID": optional("NA|[A-Z]{3}( *, *[A-Z]{3})*"),
        "First transfer definition for OIMP": optional(
            "NA|Authorization|Issuance|Use or cancellation"
        ),
    },
    "Table 3 Actions": {
        "Action type": needed("Acquisition|Transfer|Use|Cancellation|First transfer"),
        "Cooperative approach ID": needed(r"CA\d{4}"),
        "Authorization ID": needed(NAMED),
        "First transferring participating Party ID": needed(PARTY),
        "Party ITMO registry ID": needed(r"[A-Z]{3}\d{2}"),
        "First ID": needed(ITMO),
        "Last ID": needed(ITMO),
        "Metric": needed(METRIC),
        "Quantity (t CO2 eq)": optional(TONNES),
        "Quantity (in non-GHG metric)": optional(TONNES),
        "Vintage": optional(r"NA|\d{4}"),
        "Transferring participating Party ID": optional(MAYBE_PARTY),
        "Acquiring participating Party ID": optional(MAYBE_PARTY),
        "Using/cancelling participating Party ID": optional(MAYBE_PARTY),
        "Calendar year for which the ITMOs are used towards the Party's NDC": optional(r"NA|\d{4}"),
    },
    "Table 4 Holdings": {
        "Authorization ID": needed(r"[A-Za-z0-9 \-]+"),
        "First ID": needed(ITMO),
        "Last ID": needed(ITMO),
        "Quantity (t CO2 eq)": optional(TONNES),
        "Quantity (in non-GHG metric)": optional(TONNES),
        "Vintage": needed(r"\d{4}"),
    },
    "Table 5 Auth. entities": {
        "Country of incorporation": optional("[A-Z][A-Za-z ()']+"),
        "Cooperative approach ID": optional(r"CA\d{4}"),
    },
}
DATES = ("Action date", "Date of authorization", "Date of the authorization")
SHEETS = ("Index", "Summary information", "Table 1 Submission", *RULES)


def refused(workbook: bytes) -> Iterator[tuple[str, str, str]]:
    """Yield sheet, label and value of what would be refused."""
    book = openpyxl.load_workbook(BytesIO(workbook))
    if tuple(book.sheetnames) != SHEETS:
        yield "", "sheets", ", ".join(book.sheetnames)
        return
    for sheet, rules in RULES.items():
        rows = book[sheet].iter_rows(values_only=True)
        labels = next(row for row in rows if "Cooperative approach ID" in row)
        # It reads to the first blank row: a line below the table would be a row.
        for row in rows:
            if not any(row):
                break
            for label, value in zip(labels, row, strict=True):
                text = "" if value is None else str(value)
                is_no_day = label in DATES and not isinstance(value, datetime)
                if is_no_day or _is_refused(rules.get(label), text):
                    yield sheet, label, text


def _is_refused(rule: CellRule | None, text: str) -> bool:
    if rule is None:
        return False
    return not rule.may_be_empty if not text else not re.fullmatch(rule.takes, text)
