"""Which cells of a row must, may, and must not hold something."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache

from reporting.aef_checker.labels import plain
from reporting.aef_checker.tables import FoundTable, SheetRow, is_absent, quoted
from reporting.findings import Finding
from reporting.official_forms.aef import AefColumn
from reporting.official_forms.code_lists import NOMENCLATURE, listed, term, terms
from reporting.official_forms.code_lists import values as listed_values

ALIKE = 0.8
# What is compared for likeness costs by the square of its length.
LONGEST = 200
LINKS = {"aef_sectors": "sector", "aef_activity_types": "activity_type"}
# Table 49 of the nomenclature and the checker print it so; Table 26, of subtypes, does not.
ALSO = {
    "action_subtype": {"First international transfer": "first_international_transfer"},
    "oimp_first_transfer_definition": {
        "First international transfer": "first_international_transfer"
    },
}
# Tables 22 and 49 of the nomenclature spell these otherwise than Table 26.
SPELLINGS = {
    "authorization": ("Authorisation", "Authorization"),
    "use_or_cancellation": ("Use or Cancellation", "Use or cancellation"),
}
# It is listed as an action, but stands in Table 2, never as a row of Table 3.
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
        for row in terms()
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


ACTION, SUBTYPE, METRIC = "ActionType", "ActionSubtype", "Metric"
PURPOSE = "PurposeForAuthorization"
LISTS = {
    ACTION: "action_type",
    SUBTYPE: "action_subtype",
    METRIC: "metric",
    PURPOSE: "purpose",
}
ABROAD = "first_international_transfer"
UNDEFINED = "not_yet_defined"
OIMP_PURPOSE = "PurposeITMOUsedForOIMP"
UNITS, UNDERLYING = "UnderlyingUnitRegistryID", "underlying_registry"
OF_THE_MECHANISM = frozenset(
    ("adaptation_fund_mandatory", "adaptation_fund_voluntary", "omge_mandatory")
)
NDC = re.compile(r"\bNDC\b")


def understood(record: SheetRow, name: str) -> Meaning:
    """Return what a term of a row means; nothing where the row contradicts what it resembles."""
    found = meant(LISTS[name], record.text(name))
    is_guess = name in {ACTION, SUBTYPE} and not found.is_exact
    return Meaning() if is_guess and _is_contradictory(record) else found


def _is_contradictory(record: SheetRow) -> bool:
    """Tell whether the subtype of a row is not of its action, as far as they resemble terms."""
    action, subtype = (meant(LISTS[name], record.text(name)).code for name in (ACTION, SUBTYPE))
    is_told = action and subtype and not is_absent(record.text(SUBTYPE))
    return bool(is_told) and subtype not in (*subtypes().get(action, ()), UNDEFINED)


def code_of(record: SheetRow, name: str) -> str:
    """Return our code of a term of a row; nothing where it is not understood."""
    return understood(record, name).code


def subtype_of(record: SheetRow) -> str:
    """Return our code of the subtype of an action; nothing where there is none."""
    return "" if is_absent(record.text(SUBTYPE)) else code_of(record, SUBTYPE)


def _is_sent_abroad(record: SheetRow) -> bool:
    subtype = subtype_of(record)
    # What goes to the Adaptation Fund, the only transfers with a subtype, goes to no Party.
    return subtype == ABROAD or (code_of(record, ACTION) == "transfer" and not subtype)


def _is_for_ndc(record: SheetRow) -> bool:
    is_use = code_of(record, ACTION) == "use"
    return is_use and is_absent(record.text(OIMP_PURPOSE))


def _always(_: SheetRow) -> bool:
    return True


# Of cells that apply under a condition, those which are then necessary; others may stay empty.
NEEDED: Mapping[str, Callable[[SheetRow], bool]] = {
    "Non-GHGMetric": _always,
    "QuantityNon-GHG": _always,
    "OIMPAuthorized": _always,
    "TransferringPartyID": _always,
    # A first transfer by authorization, issuance or use has no acquiring Party.
    "AcquiringPartyID": _is_sent_abroad,
    "Using/cancellingPartyID": lambda record: code_of(record, ACTION) == "use",
    "YearITMOUsedTowardsNDC": _is_for_ndc,
}


def presence(table: FoundTable, record: SheetRow, column: AefColumn) -> Iterator[Finding]:
    """Yield that a cell of a row is empty though it must not be, or full though it must not be."""
    text = record.text(column.name)
    cell = record.cells.get(column.name)
    # A formula without result, hidden characters alone, a word of a program: said already.
    if (cell is not None and not text) or column.name in record.refused:
        return
    if column.mandate == "required":
        if is_absent(text) and not _is_in_other_metric(record, column):
            label = column.label.en
            yield table.finding("value-missing", record, column.name, label=label)
    elif column.mandate == "conditional":
        yield from _conditional(table, record, column, text)
    elif column.name == SUBTYPE:
        yield from _subtype(table, record, column, text)


def _because(table: FoundTable, record: SheetRow, name: str) -> str:
    """Return what makes a cell necessary or inapplicable, as the term that is meant."""
    return f"{table.label(name)} = {understood(record, name).printed}"


def _is_in_other_metric(record: SheetRow, column: AefColumn) -> bool:
    return column.name == "QuantityCO2" and code_of(record, METRIC) == "non_ghg"


def _conditional(
    table: FoundTable, record: SheetRow, column: AefColumn, text: str
) -> Iterator[Finding]:
    decided = code_of(record, column.depends_on)
    if not decided:
        return
    because = _because(table, record, column.depends_on)
    values = {"label": column.label.en, "because": because}
    if decided in column.applies_to:
        is_needed = NEEDED.get(column.name)
        if is_absent(text) and is_needed and is_needed(record):
            yield table.finding("value-needed", record, column.name, **values)
        elif column.name == OIMP_PURPOSE and NDC.search(text):
            yield table.finding("purpose-of-ndc", record, column.name, value=text)
    elif not text:
        yield table.finding("not-marked-inapplicable", record, column.name, **values)
    elif not is_absent(text):
        values["value"] = quoted(record.cells[column.name])
        yield table.finding("value-not-applicable", record, column.name, **values)


def _subtype(
    table: FoundTable, record: SheetRow, column: AefColumn, text: str
) -> Iterator[Finding]:
    action = code_of(record, ACTION)
    if not action:
        return
    because = _because(table, record, ACTION)
    allowed = subtypes().get(action, ())
    if is_absent(text):
        if action == "first_transfer":
            values = {"label": column.label.en, "because": because}
            yield table.finding("value-needed", record, SUBTYPE, **values)
        return
    code = subtype_of(record)
    if code and not allowed and code != UNDEFINED:
        values = {"label": column.label.en, "because": because, "value": text}
        yield table.finding("value-not-applicable", record, SUBTYPE, **values)
    elif code and code not in (*allowed, UNDEFINED):
        named = ", ".join(_printed(each) for each in allowed)
        values = {"action": understood(record, ACTION).printed, "allowed": named, "value": text}
        yield table.finding("subtype-not-of-action", record, SUBTYPE, **values)
    # Table 31 lists registries of other programmes; that of the mechanism has no code in it.
    elif code in OF_THE_MECHANISM and record.text(UNITS) in listed_values(UNDERLYING):
        values = {"value": text, "registry": record.text(UNITS)}
        yield table.finding("subtype-of-mechanism-only", record, SUBTYPE, **values)


def _printed(code: str) -> str:
    return term("action_subtype", code).en
