"""Codes of Parties: whether there is such a one, and which one is likely meant.

Names are not judged: the template takes them, and no list has every way to write one.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from functools import cache

from reporting.aef_checker.conditions import several
from reporting.aef_checker.tables import FoundTable, SheetRow, is_absent
from reporting.findings import Finding
from reporting.official_forms.code_lists import (
    NOMENCLATURE,
    countries,
    is_made_up,
    listed,
    party_codes,
)

COLUMNS = (
    "ParticipatingParty",
    "AuthorizedPartyIDs",
    "FirstTransferringPartyID",
    "PartyITMORegistryID",
    "TransferringPartyID",
    "AcquiringPartyID",
    "Using/cancellingPartyID",
    "AuthorizedEntityCountryOfIncorporation",
)
# Those that take nothing but codes of Parties.
CODED = tuple(each for each in COLUMNS if each.endswith(("PartyID", "PartyIDs")))
CODE = re.compile(r"([A-Z]{3})(\d{2})?")
SEPARATED = " ,;/\n"
SEPARATORS = re.compile(r"\s*[,;/\n]\s*|\s+and\s+")
FEW = 3
LONG_ENOUGH = 3
BEFORE_A_NAME = frozenset(("of", "the"))
ALIKE = 0.8
# An entity may be incorporated anywhere.
OF_ENTITIES = "AuthorizedEntityCountryOfIncorporation"


def party_of(text: str) -> str:
    """Return the code of a Party written as code or name; empty if it is neither."""
    if (found := CODE.fullmatch(text)) and not found[2]:
        return text
    names = {each.en.casefold(): code for code, each in countries().items()}
    return names.get(text.casefold(), "")


def likely_meant(text: str) -> str:
    """Return the codes that a cell of codes likely means, with commas; empty if some part has none.

    Args:
        text: Names, codes of two letters or in small ones, lists with other separators.
    """
    found = [_likely_meant(each) for each in SEPARATORS.split(text.strip(SEPARATED))]
    return ", ".join(found) if all(found) else ""


def _likely_meant(text: str) -> str:
    key, names = _letters(text), _by_letters()
    if key.upper() in party_codes() or is_made_up(key.upper()):
        return key.upper()
    # In a list NA says that nothing applies, and no Namibia.
    if is_absent(text):
        return ""
    if key in names:
        return names[key]
    inside = _named_within(text)
    if len(inside) == 1:
        return inside.pop()
    # Of few letters nearly the same are as many codes.
    alike = get_close_matches(key, names, cutoff=ALIKE) if len(key) > LONG_ENOUGH else ()
    (near, *more) = alike or ("",)
    return names[near] if near and not more else ""


def _named_within(text: str) -> set[str]:
    """Return the codes of the usual names in an official one: United Republic of Tanzania.

    After another word than these a name may be a part of another: South Sudan, Papua New Guinea.
    """
    words, names = [_letters(each) for each in text.split()], _by_letters()
    begins = (at for at in range(len(words)) if not at or words[at - 1] in BEFORE_A_NAME)
    runs = ("".join(words[at:end]) for at in begins for end in range(at + 1, len(words) + 1))
    return {names[each] for each in runs if len(each) > LONG_ENOUGH and each in names}


@cache
def _by_letters() -> Mapping[str, str]:
    """Return codes by names in both languages, and by codes of two letters, letters alone."""
    parties = party_codes()
    rows = [row for row in listed(NOMENCLATURE, "countries") if row["alpha3"] in parties]
    return {
        _letters(row[name]): row["alpha3"]
        for name in ("alpha2", "name_ja", "name")
        for row in rows
        if row[name]
    }


def _letters(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).casefold()
    return "".join(each for each in plain if each.isalpha())


def of_parties(table: FoundTable, record: SheetRow, reporter: str | None) -> Iterator[Finding]:
    """Yield the codes of a row that are those of no Party.

    Args:
        table: The table.
        record: The row.
        reporter: Whose workbook it is: one of a made-up Party may name others. None where nothing
            says whose it is: then made-up codes are not judged.
    """
    for name in COLUMNS:
        text = record.text(name)
        for each in () if is_absent(text) else several(text):
            found = CODE.fullmatch(each)
            code, values = _judged(found[1], name, reporter) if found else ("", {})
            if code:
                yield table.finding(code, record, name, value=each, **values)


def _judged(code: str, name: str, reporter: str | None) -> tuple[str, dict[str, str]]:
    known = party_codes().get(code)
    if known is None and is_made_up(code):
        if reporter is None or is_made_up(reporter):
            return "", {}
        return "party-made-up", {"party": reporter or "?"}
    if known is None:
        likely = likely_codes(code)
        return "party-code-unknown", {"likely": ", ".join(likely) or "-"}
    if not known and name != OF_ENTITIES:
        return "party-code-of-no-party", {"country": countries()[code].en}
    return "", {}


def likely_codes(code: str) -> tuple[str, ...]:
    """Return the codes that are likely meant by one that is none, the names that begin so first."""
    names = countries()
    parties = [each for each, is_party in party_codes().items() if is_party]
    for alike in (
        [each for each in parties if names[each].en.upper().startswith(code)],
        [each for each in parties if each[:2] == code[:2]],
        [each for each in parties if sorted(each) == sorted(code)],
    ):
        if 0 < len(alike) <= FEW:
            return tuple(alike)
    return ()
