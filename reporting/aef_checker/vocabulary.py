"""The terms of the common nomenclature as workbooks spell them, and what is meant."""

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache

from reporting.aef_checker.labels import plain
from reporting.official_forms.code_lists import NOMENCLATURE, TERMS, listed

ALIKE = 0.8
LONGEST = 200
LINKS = {"aef_sectors": "sector", "aef_activity_types": "activity_type"}
ALSO = {
    "action_subtype": {"First international transfer": "first_international_transfer"},
    "oimp_first_transfer_definition": {
        "First international transfer": "first_international_transfer"
    },
}
SPELLINGS = {
    "authorization": ("Authorisation", "Authorization"),
    "use_or_cancellation": ("Use or Cancellation", "Use or cancellation"),
}
NOT_IN_A_TABLE = {"action_type": ("authorization",)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """What a term of a workbook means.

    Attributes:
        code: Our code of the term, its spelling where it has no code; empty where unknown.
        printed: The term as printed; empty where unknown.
        is_exact: Whether it is spelt as in the list.
    """

    code: str = ""
    printed: str = ""
    is_exact: bool = False


@cache
def spellings(kind: str) -> Mapping[str, str]:
    """Return the terms of a list, each with its code."""
    if kind in LINKS:
        column = LINKS[kind]
        return {row[column]: row[column] for row in listed(NOMENCLATURE, kind)}
    found = {
        row["value"]: row["code"] or row["value"]
        for row in listed(NOMENCLATURE, TERMS)
        if row["list"] == kind and row["code"] not in NOT_IN_A_TABLE.get(kind, ())
    }
    codes = set(found.values())
    extra = {
        spelling: code
        for code, several in SPELLINGS.items()
        if code in codes
        for spelling in several
    }
    return found | extra | ALSO.get(kind, {})


def meant(kind: str, text: str) -> Meaning:
    """Return what a text means as a term of a list."""
    known = spellings(kind)
    if text in known:
        return Meaning(code=known[text], printed=text, is_exact=True)
    alike = {plain(spelling): spelling for spelling in known}
    close = get_close_matches(plain(text)[:LONGEST], alike, 1, ALIKE)
    if not close:
        return Meaning()
    printed = alike[close[0]]
    return Meaning(code=known[printed], printed=printed)


@cache
def subtypes() -> Mapping[str, tuple[str, ...]]:
    """Return the codes of the subtypes of each action, by the code of the action."""
    found: dict[str, tuple[str, ...]] = {}
    for row in listed(NOMENCLATURE, "aef_subtypes_by_action"):
        action = spellings("action_type")[row["action_type"]]
        subtype = spellings("action_subtype")[row["action_subtype"]]
        found[action] = (*found.get(action, ()), subtype)
    return found


def several(text: str) -> tuple[str, ...]:
    """Split a list at its commas."""
    return tuple(part for each in text.split(",") if (part := " ".join(each.split())))
