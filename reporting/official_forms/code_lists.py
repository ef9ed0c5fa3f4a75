"""Official lists and forms, read from the packages that stand beside the code.

`listed` returns the rows of a table of ``data/nomenclature`` or ``data/forms`` as they are written;
`term` the printed value behind one of our codes. Both are read once.
"""

import csv
import re
from collections.abc import Mapping
from functools import cache

from reporting.bundled import DATA
from reporting.messages import Text, bilingual

NOMENCLATURE = "nomenclature"
TERMS = "aef_terms"
MECHANISM_CODES = "mechanism_codes"
OWN_TABLES = {"action_type": "aef_action_types", "action_subtype": "aef_action_subtypes"}

Listed = Mapping[str, str]


@cache
def listed(package: str, table: str) -> tuple[Listed, ...]:
    """Return the rows of a table of a package, in the order of its file."""
    with (DATA / package / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


def term(kind: str, code: str) -> Text:
    """Return the value of a list of the common nomenclature, as printed, for one of our codes.

    Raises:
        KeyError: The list has no such code.
    """
    return _terms()[kind, code]


def values(kind: str) -> tuple[str, ...]:
    """Return the values of a list of the common nomenclature, as printed and in their order."""
    return tuple(row["value"] for row in terms() if row["list"] == kind)


def countries() -> Mapping[str, Text]:
    """Return the names of countries by their codes of three letters."""
    rows = listed(NOMENCLATURE, "countries")
    return {row["alpha3"]: bilingual(row["name"], row["name_ja"] or row["name"]) for row in rows}


def other_holder(kind: str) -> str:
    """Return our code of a holder that is no Party, as ``adaptation_fund``."""
    rows = listed(NOMENCLATURE, MECHANISM_CODES)
    return next(row["code"] for row in rows if row["subject"] == kind)


def share_percent(subject: str) -> int:
    """Return how many per cent the Article 6.4 mechanism takes, as for ``share_of_proceeds``."""
    rows = listed(NOMENCLATURE, MECHANISM_CODES)
    return next(int(row["percent"]) for row in rows if row["subject"] == subject)


@cache
def codes_of_ours() -> frozenset[str]:
    """Return the codes that stand in no list of the secretariat, and so in no form."""
    rows = listed(NOMENCLATURE, MECHANISM_CODES)
    return frozenset(row["code"] for row in rows if row["is_official"] == "false")


@cache
def party_codes() -> Mapping[str, bool]:
    """Return the codes that a Party can have, each with whether it is or was a Party.

    Those of ISO 3166-1 and that of the European Union.
    """
    rows = listed(NOMENCLATURE, "countries")
    return {row["alpha3"]: row["is_party"] == "true" for row in rows}


def is_made_up(code: str) -> bool:
    """Tell whether a code is one that ISO 3166-1 leaves to its users, as our examples use them."""
    return re.fullmatch("X[A-Z]{2}", code) is not None


@cache
def terms() -> tuple[Listed, ...]:
    """Return the terms of every list; those that other tables point to have tables of their own."""
    own = (
        {**row, "list": kind, "value": row[kind], "value_ja": row["name_ja"]}
        for kind, table in OWN_TABLES.items()
        for row in listed(NOMENCLATURE, table)
    )
    return (*listed(NOMENCLATURE, TERMS), *own)


@cache
def _terms() -> Mapping[tuple[str, str], Text]:
    return {
        (row["list"], row["code"]): bilingual(row["value"], row["value_ja"] or row["value"])
        for row in terms()
        if row["code"]
    }
