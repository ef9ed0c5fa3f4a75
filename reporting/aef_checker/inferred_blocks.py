"""Where the ITMOs of the acts come from: first transferred in a workbook, or held before.

An AEF tells of one year. What a Party sends, uses, cancels or holds without having received it in
the workbooks given came to it in a year whose workbook is not given; where there is no such year
since the vintage and the authorization, it did not come. The first of its years is the opening of
the next: alone, its holdings cannot be verified, unless nothing in it can be older.
"""

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from itertools import count
from typing import Any

from reporting.aef_checker.actions import MANDATORY, Act, Block, Scope
from reporting.aef_checker.identifiers import FIRST, length, without
from reporting.aef_checker.submissions import CheckedSubmission
from reporting.aef_checker.tables import FIRST_YEAR, FoundTable, by_sheet
from reporting.findings import Finding
from reporting.interval_merge import Range
from reporting.official_forms.aef import HOLDINGS

OPENING = "opening-not-given"
ENDS = ("use", "cancellation", "voluntary_cancellation")
Holder = tuple[str, Scope]
Since = Mapping[tuple[str, str], int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """A range that its holder has from a day on, as far as the workbooks go.

    Attributes:
        table: The table whose row needs or tells it.
        block: The block of that row.
        party: Who holds it.
        range: The serials.
        on: The day.
        year: The reported year of that row.
        is_first_transfer: Whether the row tells that it is first transferred where it is.
        is_issued: Whether it came by an issuance of that day, and not from holdings before.
    """

    table: FoundTable
    block: Block
    party: str
    range: Range
    on: date
    year: int
    is_first_transfer: bool = False
    is_issued: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """Opening holdings that no workbook given tells.

    Attributes:
        party: Whose.
        year: The year that begins with them.
        is_after_gap: Whether earlier workbooks of the Party are given, but none of the year before.
        is_moved: Whether actions presuppose some of them.
        finding: What is said of it.
    """

    party: str
    year: int
    is_after_gap: bool
    is_moved: bool
    finding: Finding


@dataclass(frozen=True, slots=True, kw_only=True)
class _Need:
    """A row that presupposes that its holder has what it names.

    Attributes:
        table: Its table.
        block: What it names.
        on: The day.
        year: The reported year.
        is_of_day: Whether the holder may have it by its issuance alone, since that day.
        is_at_issuance: Whether it has it so: the mechanism takes its shares there.
    """

    table: FoundTable
    block: Block
    on: date
    year: int
    is_of_day: bool = False
    is_at_issuance: bool = False


@dataclass(slots=True)
class _Needs:
    """What a holder needs, and what it gets."""

    needed: list[_Need]
    gained: list[Range]


def origins(
    submissions: Sequence[CheckedSubmission], listed: Iterable[Mapping[str, Any]]
) -> tuple[tuple[Origin, ...], tuple[Opening, ...]]:
    """Return where what the acts presuppose comes from, and which openings are not given.

    Args:
        submissions: The submissions.
        listed: The rows of their Tables 2.
    """
    since = _since(listed)
    told = tuple(_first_transferred(submissions))
    needs: dict[Holder, _Needs] = defaultdict(lambda: _Needs(needed=[], gained=[]))
    for origin in told:
        needs[origin.party, origin.block.scope].gained.append(origin.range)
    years: dict[str, set[int]] = defaultdict(set)
    for submission in submissions:
        years[submission.party].add(submission.year)
    for submission in submissions:
        year = submission.year
        for table, act in submission.acts:
            need = _Need(
                table=table,
                block=act.block,
                on=act.on,
                year=year,
                is_of_day=act.is_share_of_host,
                is_at_issuance=act.is_share_of_host and act.subtype in MANDATORY,
            )
            _of_act(needs, need, act, years)
        for table, block in submission.holdings:
            need = _Need(table=table, block=block, on=date(year, 12, 31), year=year)
            needs[submission.party, block.scope].needed.append(need)
    found = [
        origin
        for (party, _), need in needs.items()
        for origin in _opened(party, need, years.get(party, set()), since)
    ]
    before = [each for each in found if not each.is_issued]
    return (*told, *found), tuple(_openings(submissions, years, before, since))


def _since(listed: Iterable[Mapping[str, Any]]) -> Since:
    """Return the year of each authorization whose first version is listed."""
    return {
        (row["party"], row["authorization_id"]): row["authorized_on"].year
        for row in listed
        if row["version"] == 1
    }


def _first_transferred(submissions: Iterable[CheckedSubmission]) -> Iterator[Origin]:
    for submission in submissions:
        for table, act in submission.acts:
            if act.kind != "first_transfer":
                continue
            # Its first transfer is the use by another Party, so that Party had it before.
            is_ended_abroad = act.subtype == "use_or_cancellation" and act.user and not act.taker
            yield Origin(
                table=table,
                block=act.block,
                party=act.user if is_ended_abroad else act.block.host,
                range=act.block.range,
                on=act.on,
                year=submission.year,
                is_first_transfer=not act.is_abroad,
            )


def _of_act(needs: dict[Holder, _Needs], need: _Need, act: Act, given: Container[str]) -> None:
    """Note what an act takes from whom, and gives to whom."""
    scope = act.block.scope
    if act.kind == "acquisition":
        needs[act.party, scope].gained.append(act.block.range)
        # A giver whose workbooks are given tells itself what it had.
        if act.giver not in given:
            needs[act.giver, scope].needed.append(need)
    elif act.kind == "transfer" or act.kind in ENDS:
        needs[act.party, scope].needed.append(need)


def _not_given(block: Block, year: int, years: AbstractSet[int], since: Since) -> Sequence[int]:
    """Return the years before one in which ITMOs can have come, and of which no workbook is."""
    first = max(block.scope[3], since.get(block.key, FIRST_YEAR), FIRST_YEAR)
    return [each for each in range(first, year) if each not in years]


def _opened(party: str, needs: _Needs, years: AbstractSet[int], since: Since) -> Iterator[Origin]:
    """Yield what a holder must have had before, none if its workbooks would show how it came."""
    taken = [*needs.gained]
    for need in needs.needed:
        missing = _not_given(need.block, need.year, years, since)
        is_issued = need.is_at_issuance or (need.is_of_day and not missing)
        if years and not missing and not is_issued:
            continue
        for piece in without([need.block.range], taken):
            # Held once, however many rows name it.
            taken.append(piece)
            # As late as it can have come: at the end of the last year without a workbook. Of a
            # Party without any, when it is first needed.
            is_before = years and not is_issued
            day = date(missing[-1], 12, 31) if is_before else max(need.on, _earliest(need.block))
            yield Origin(
                table=need.table,
                block=need.block,
                party=party,
                range=piece,
                on=day,
                year=need.year,
                is_issued=is_issued,
            )


def _earliest(block: Block) -> date:
    vintage = block.scope[3]
    # A vintage of four digits may be 0000, which is no year of a date.
    return date(vintage, 1, 1) if vintage >= date.min.year else date.min


def _openings(
    submissions: Sequence[CheckedSubmission],
    years: Mapping[str, AbstractSet[int]],
    opened: Sequence[Origin],
    since: Since,
) -> Iterator[Opening]:
    """Yield for each unbroken run of a Party's years that its opening is not given.

    The first of several years is the opening of the others: it counts only if its actions
    presuppose earlier ones.
    """
    for submission in submissions:
        given, year = years[submission.party], submission.year
        # Before the first year there is nothing to hold.
        if year - 1 in given or year <= FIRST_YEAR:
            continue
        last = next(each for each in count(year) if each + 1 not in given)
        taken = [
            each for each in opened if each.party == submission.party and year <= each.year <= last
        ]
        is_moved = any(each.table.name != HOLDINGS for each in taken)
        is_alone = last == year and HOLDINGS in submission.workbook.tables
        if is_moved or (is_alone and not _is_evidently_first(submission, given, since)):
            yield Opening(
                party=submission.party,
                year=year,
                is_after_gap=min(given) < year,
                is_moved=is_moved,
                finding=_opening_not_given(submission, taken),
            )


def _is_evidently_first(
    submission: CheckedSubmission, given: AbstractSet[int], since: Since
) -> bool:
    """Tell whether nothing that a submission names can have been held before its year."""
    return bool(submission.blocks) and not any(
        _not_given(each, submission.year, given, since) for _, each in submission.blocks
    )


def _opening_not_given(submission: CheckedSubmission, taken: Sequence[Origin]) -> Finding:
    quantity = length(each.range for each in taken)
    in_order = sorted(taken, key=lambda each: (each.table.sheet.name, each.block.record.row))
    cells = dict.fromkeys(
        (each.table.sheet.name, each.table.address(each.block.record, FIRST)) for each in in_order
    )
    table = submission.workbook.tables.get(HOLDINGS)
    values = {
        "party": submission.party,
        "previous": str(submission.year - 1),
        "year": str(submission.year),
        "quantity": f"{quantity:,}",
        "cells": f" ({by_sheet(cells)})" if cells else "",
    }
    place = table.place() if table else submission.place
    return Finding(code=OPENING, place=place, values=values)
