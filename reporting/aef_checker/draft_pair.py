"""The draft of 2022 comes as two workbooks, of actions and of holdings: they are one submission.

That of the holdings says neither whose they are nor of what year: only beside its actions can it
be asked as a ledger, and of several only the names of the files say which belong together. What an
authorization is, each row tells beside its ITMOs.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import product

from reporting.aef_checker.actions import absent_as_empty, day, table_records
from reporting.aef_checker.party_codes import party_of
from reporting.aef_checker.tables import FoundTable, SheetRow, Workbook
from reporting.findings import Finding, Place
from reporting.official_forms.aef import ACTIONS, HOLDINGS, OLD
from reporting.official_forms.code_lists import is_made_up, party_codes

OF_AN_AUTHORIZATION = (
    "CooperativeApproachID",
    "DateOfAuthorization",
    "PurposeForAuthorization",
    "OIMPAuthorized",
    "FirstTransferDefnForOIMP",
)
YEAR = re.compile(r"20\d\d", re.ASCII)
LocatedRow = tuple[FoundTable, SheetRow]


def paired(workbooks: Sequence[Workbook]) -> tuple[tuple[Workbook, ...], tuple[Finding, ...]]:
    """Return workbooks, the halves of each draft as one, and why halves stay apart.

    Args:
        workbooks: Workbooks whose cells were checked.
    """
    halves = [each for each in workbooks if each.edition == OLD and len(_parts(each)) == 1]
    of_actions, of_holdings = (
        [each for each in halves if name in each.tables] for name in (ACTIONS, HOLDINGS)
    )
    pairs = _pairs(of_actions, of_holdings)
    wholes = {
        actions.name: replace(
            actions,
            tables={**actions.tables, **holdings.tables},
            findings=(*actions.findings, *holdings.findings),
        )
        for actions, holdings in pairs
    }
    joined = {holdings.name for _, holdings in pairs}
    return (
        tuple(wholes.get(each.name, each) for each in workbooks if each.name not in joined),
        tuple(
            _apart(
                [each for each in of_actions if each.name not in wholes],
                [each for each in of_holdings if each.name not in joined],
            )
        ),
    )


def _parts(workbook: Workbook) -> list[str]:
    return [name for name in (ACTIONS, HOLDINGS) if name in workbook.tables]


def _pairs(
    of_actions: Sequence[Workbook], of_holdings: Sequence[Workbook]
) -> list[tuple[Workbook, Workbook]]:
    """Return what belongs together: the only two, else what only each other's names fit.

    The only two do not where their names have different Parties or years. A name fits that is the
    same but for the word for the table, or that has the Party and the year that the actions tell.
    """
    if len(of_actions) == len(of_holdings) == 1:
        only = of_actions[0], of_holdings[0]
        return [] if _is_named_apart(*only) else [only]
    pairs: list[tuple[Workbook, Workbook]] = []
    for fits in (_is_named_alike, _is_named_after):
        taken = {each.name for pair in pairs for each in pair}
        candidates = [
            (actions, holdings)
            for actions, holdings in product(of_actions, of_holdings)
            if not {actions.name, holdings.name} & taken and fits(actions, holdings)
        ]
        times = Counter(each.name for pair in candidates for each in pair)
        pairs += [pair for pair in candidates if all(times[each.name] == 1 for each in pair)]
    return pairs


def _is_named_apart(actions: Workbook, holdings: Workbook) -> bool:
    ours, theirs = _words(actions.name), _words(holdings.name)
    pairs = ((told(ours), told(theirs)) for told in (_codes, _years))
    return any(one and other and not one & other for one, other in pairs)


def _codes(words: frozenset[str]) -> frozenset[str]:
    codes = {each.upper() for each in words}
    return frozenset(each for each in codes if each in party_codes() or is_made_up(each))


def _years(words: frozenset[str]) -> frozenset[str]:
    return frozenset(each for each in words if YEAR.fullmatch(each))


def _is_named_alike(actions: Workbook, holdings: Workbook) -> bool:
    return _words(actions.name) == _words(holdings.name)


def _is_named_after(actions: Workbook, holdings: Workbook) -> bool:
    party, year = (actions.heading.text(each) for each in ("ParticipatingParty", "ReportedYear"))
    return bool(party and year) and {party.casefold(), year} <= _words(holdings.name)


def _words(name: str) -> frozenset[str]:
    """Return the words of the name of a file, but for its ending and what its table is called."""
    stem = name.casefold().removesuffix(".xlsx")
    return frozenset(re.findall(r"[^\W_]+", re.sub("actions?|holdings?", " ", stem)))


def _apart(of_actions: Sequence[Workbook], of_holdings: Sequence[Workbook]) -> Iterator[Finding]:
    """Yield at each half why it was read alone."""
    named = {"actions": _named(of_actions), "holdings": _named(of_holdings)}
    for halves, others, code in (
        (of_actions, of_holdings, "draft-without-holdings"),
        (of_holdings, of_actions, "draft-without-actions"),
    ):
        for each in halves:
            place = Place(package=each.name)
            if others:
                yield Finding(code="draft-halves-ambiguous", place=place, values=named)
            else:
                yield Finding(code=code, place=place)


def _named(workbooks: Sequence[Workbook]) -> str:
    return ", ".join(each.name for each in workbooks)


def authorizations_in_rows(workbook: Workbook, party: str) -> Iterator[LocatedRow]:
    """Yield for each authorization of a Party the first row that tells it with its day."""
    for rows in _by_authorization(workbook).values():
        first = next((row for row in rows if day(row[1], "DateOfAuthorization")), None)
        if first and party_of(first[1].text("FirstTransferringPartyID")) == party:
            yield first


def told_differently(workbook: Workbook) -> Iterator[Finding]:
    """Yield the cells in which a row of the draft tells an authorization unlike the first one."""
    for (_host, authorization), (first, *others) in _by_authorization(workbook).items():
        for table, record in others:
            for name in OF_AN_AUTHORIZATION:
                expected, found = first[1].text(name), record.text(name)
                if expected != found and name in table.places:
                    values = {
                        "label": table.label(name),
                        "authorization": authorization,
                        "expected": expected or "-",
                        "other": str(first[0].place(first[1].row)),
                        "found": found or "-",
                    }
                    yield table.finding("draft-authorization-differs", record, name, **values)


def _by_authorization(workbook: Workbook) -> Mapping[tuple[str, str], list[LocatedRow]]:
    """Return the rows that name each authorization, by the Party that gave it."""
    found: dict[tuple[str, str], list[LocatedRow]] = {}
    for name in (ACTIONS, HOLDINGS):
        for table, record in table_records(workbook, name):
            authorization = absent_as_empty(record, "AuthorizationID")
            key = record.text("FirstTransferringPartyID"), authorization
            if authorization:
                found.setdefault(key, []).append((table, record))
    return found
