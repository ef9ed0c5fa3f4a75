"""What the Article 6.4 mechanism takes, beside what workbooks tell of the same A6.4ERs.

The form tells of no issuance but one that is a first transfer, and a share may stand in the
workbook of the year in which it was taken: too few tonnes are said, and are no error by themselves.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from reporting.aef_checker.actions import Act, Scope
from reporting.aef_checker.conditions import SUBTYPE
from reporting.aef_checker.identifiers import length
from reporting.aef_checker.submissions import CheckedSubmission
from reporting.aef_checker.tables import FoundTable
from reporting.findings import Finding
from reporting.interval_merge import Range, merged_ranges
from reporting.official_forms.code_lists import share_percent

SHARES = {
    "adaptation_fund_mandatory": ("SOP", "share_of_proceeds"),
    "omge_mandatory": ("OMGE", "overall_mitigation"),
}


@dataclass(slots=True)
class _Told:
    """What a Party's workbooks tell of A6.4ERs of one vintage.

    Attributes:
        ranges: All serials that they name.
        taken: Those of each share.
        first: The first row with a share.
    """

    ranges: list[Range] = field(default_factory=list)
    taken: dict[str, list[Range]] = field(default_factory=lambda: defaultdict(list))
    first: tuple[FoundTable, Act] | None = None


def below_what_is_told(submissions: Iterable[CheckedSubmission]) -> Iterator[Finding]:
    """Yield mandatory shares that are less than the rules take of what the host's rows name.

    A part of a tonne is rounded down, and each row may be the share of an issuance of its own, with
    a part of its own: no reading of the rules gives less.
    """
    found: dict[tuple[str, Scope], _Told] = defaultdict(_Told)
    for submission in submissions:
        for table, act in submission.acts:
            told = found[submission.party, act.block.scope]
            told.ranges.append(act.block.range)
            if act.subtype in SHARES and act.party == act.block.host:
                told.taken[act.subtype].append(act.block.range)
                told.first = told.first or (table, act)
        for _, block in submission.holdings:
            found[submission.party, block.scope].ranges.append(block.range)
    for told in found.values():
        yield from _of_vintage(told)


def _of_vintage(told: _Told) -> Iterator[Finding]:
    if told.first is None:
        return
    table, act = told.first
    quantity = length(merged_ranges(told.ranges))
    issuances = max(len(each) for each in told.taken.values())
    for subtype, (purpose, subject) in SHARES.items():
        percent, taken = share_percent(subject), length(merged_ranges(told.taken[subtype]))
        least = quantity * percent // 100 - (issuances - 1)
        if taken < least:
            values = {
                "purpose": purpose,
                "quantity": f"{quantity:,}",
                "vintage": str(act.block.scope[3]),
                "percent": str(percent),
                "least": f"{least:,}",
                "taken": f"{taken:,}",
            }
            yield table.finding("mandatory-share-below-told", act.block.record, SUBTYPE, **values)
