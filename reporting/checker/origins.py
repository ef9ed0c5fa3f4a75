"""Where the ITMOs of the acts come from: first transferred in a workbook, or held before.

An AEF tells of one year. What a Party sends, uses, cancels or holds without having received it in
the workbooks given, it held before; where its workbooks of all those years are given, it did not.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from reporting.checker.acts import Act, Block, Scope
from reporting.checker.ranges import Range, length, together, without
from reporting.checker.submissions import Submission
from reporting.checker.tables import FoundTable
from reporting.findings import Finding

ENDS = ("use", "cancellation", "voluntary_cancellation")
Holder = tuple[str, Scope]


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """A range that its holder has from a day on, as far as the workbooks go.

    Attributes:
        table: The table whose row needs or tells it.
        block: The block of that row.
        party: Who holds it.
        range: The serials.
        on: The day.
        is_first_transfer: Whether the row tells that it is first transferred where it is.
    """

    table: FoundTable
    block: Block
    party: str
    range: Range
    on: date
    is_first_transfer: bool = False


@dataclass(slots=True)
class _Needs:
    """What a holder needs, and what it gets."""

    needed: list[tuple[FoundTable, Block, date]]
    gained: list[Range]


def origins(submissions: Sequence[Submission]) -> tuple[tuple[Origin, ...], tuple[Finding, ...]]:
    """Return where what the acts presuppose comes from, and what earlier workbooks must show."""
    told = tuple(_first_transferred(submissions))
    needs: dict[Holder, _Needs] = defaultdict(lambda: _Needs(needed=[], gained=[]))
    for origin in told:
        needs[origin.party, origin.block.scope].gained.append(origin.range)
    given = {each.party for each in submissions}
    for submission in submissions:
        for table, act in submission.acts:
            _of_act(needs, table, act, given)
        for table, block in submission.holdings:
            end = date(submission.year, 12, 31)
            needs[submission.party, block.scope].needed.append((table, block, end))
    found: list[Origin] = []
    findings: list[Finding] = []
    years = _years(submissions)
    for (party, scope), need in needs.items():
        opened = [*_opened(party, need, years.get(party, frozenset()), scope[3])]
        found += opened
        if opened and party in given:
            findings.append(_not_given(party, opened, min(years[party])))
    return (*told, *found), tuple(findings)


def _years(submissions: Iterable[Submission]) -> dict[str, frozenset[int]]:
    years: dict[str, set[int]] = defaultdict(set)
    for each in submissions:
        years[each.party].add(each.year)
    return {party: frozenset(of) for party, of in years.items()}


def _first_transferred(submissions: Iterable[Submission]) -> Iterator[Origin]:
    for submission in submissions:
        for table, act in submission.acts:
            if act.kind != "first_transfer":
                continue
            is_ended_abroad = act.subtype == "use_or_cancellation" and act.user and not act.taker
            yield Origin(
                table=table,
                block=act.block,
                party=act.user if is_ended_abroad else act.block.host,
                range=act.block.range,
                on=act.on,
                is_first_transfer=not act.is_abroad,
            )


def _of_act(needs: dict[Holder, _Needs], table: FoundTable, act: Act, given: set[str]) -> None:
    """Note what an act takes from whom, and gives to whom."""
    scope = act.block.scope
    if act.kind == "acquisition":
        needs[act.party, scope].gained.append(act.block.range)
        if act.giver not in given:
            needs[act.giver, scope].needed.append((table, act.block, act.on))
    elif act.kind == "transfer" or act.kind in ENDS:
        needs[act.party, scope].needed.append((table, act.block, act.on))


def _opened(party: str, need: _Needs, years: frozenset[int], vintage: int) -> Iterator[Origin]:
    """Yield what a holder must have had before, none if its workbooks would show how it came."""
    if years and all(year in years for year in range(vintage, min(years) + 1)):
        return
    taken = [*need.gained]
    for table, block, on in need.needed:
        for piece in without([block.range], taken):
            taken.append(piece)
            before = date(min(years) - 1, 12, 31) if years else on
            day = max(before, date(vintage, 1, 1)) if vintage >= date.min.year else before
            yield Origin(table=table, block=block, party=party, range=piece, on=day)


def _not_given(party: str, opened: Sequence[Origin], year: int) -> Finding:
    first = opened[0]
    quantity = length(together(each.range for each in opened))
    values = {"party": party, "year": str(year), "quantity": f"{quantity:,}"}
    return first.table.finding("opening-not-given", first.block.record, "FirstID", **values)
