"""What rows of all workbooks say of each other before any ledger is asked.

An act told twice or ITMOs first transferred twice stand out of the ledger, or each would make
findings on every row after it.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from reporting.aef_checker.actions import Act, Block
from reporting.aef_checker.conditions import METRIC, SUBTYPE, understood
from reporting.aef_checker.inferred_records import DOMESTIC, Row
from reporting.aef_checker.submissions import CheckedSubmission
from reporting.aef_checker.tables import FoundTable
from reporting.findings import Finding

LocatedAction = tuple[FoundTable, Act]


def told_once(
    submissions: Sequence[CheckedSubmission],
) -> tuple[tuple[CheckedSubmission, ...], tuple[Finding, ...]]:
    """Return the submissions without the acts that an earlier row tells, and a finding on each."""
    findings: list[Finding] = []
    # By identity: acts of two workbooks may be equal throughout.
    out: set[int] = set()
    acts = [told for each in submissions for told in each.acts]
    for repeated in (_repeated(acts), _first_transferred_twice(acts)):
        for (table, act), (other_table, other) in repeated:
            if id(act) in out or id(other) in out:
                continue
            out.add(id(act))
            first, last = act.block.range
            values = {
                "first": str(first),
                "last": str(last),
                "other": str(other_table.place(other.block.record.row)),
            }
            code = "action-reported-twice"
            findings.append(table.finding(code, act.block.record, "FirstID", **values))
    kept = (
        replace(each, acts=tuple(told for told in each.acts if id(told[1]) not in out))
        for each in submissions
    )
    return tuple(kept), tuple(findings)


def with_receivers(submissions: Sequence[CheckedSubmission]) -> tuple[CheckedSubmission, ...]:
    """Let a first transfer by another Party's use go to it, where it reports an acquisition.

    ITMOs that had left before their first transfer are acquired on the day they are used.
    """
    received: dict[object, list[Act]] = defaultdict(list)
    for each in submissions:
        for _, act in each.acts:
            if act.kind == "acquisition":
                received[act.party, act.giver, act.block.scope].append(act)

    def sent(act: Act) -> Act:
        if act.kind != "first_transfer" or act.taker or act.user in {"", act.party}:
            return act
        mirrors = received[act.user, act.party, act.block.scope]
        first, last = act.block.range
        meets = any(one.block.range[0] <= last and first <= one.block.range[1] for one in mirrors)
        return replace(act, taker=act.user) if meets else act

    return tuple(
        replace(each, acts=tuple((table, sent(act)) for table, act in each.acts))
        for each in submissions
    )


def _repeated(acts: Iterable[LocatedAction]) -> Iterator[tuple[LocatedAction, LocatedAction]]:
    """Yield acts of the day, type, subtype, registry and exact range of an earlier one."""
    seen: dict[tuple[object, ...], LocatedAction] = {}
    for told in acts:
        act = told[1]
        same = (act.kind, act.subtype, act.on, act.block.registry, act.block.scope, act.block.range)
        first = seen.setdefault(same, told)
        if first is not told:
            yield told, first


def _first_transferred_twice(
    acts: Iterable[LocatedAction],
) -> Iterator[tuple[LocatedAction, LocatedAction]]:
    """Yield first transfers of ITMOs that an earlier row first transfers, if in part only."""
    by_scope: dict[object, list[LocatedAction]] = defaultdict(list)
    for told in acts:
        if told[1].kind == "first_transfer":
            by_scope[told[1].block.scope].append(told)
    for several in by_scope.values():
        several.sort(key=lambda told: told[1].block.range)
        # The row before may lie within an earlier one that reaches further.
        furthest = several[0]
        for _, told in pairwise(several):
            if told[1].block.range[0] <= furthest[1].block.range[1]:
                yield told, furthest
            if told[1].block.range[1] > furthest[1].block.range[1]:
                furthest = told


def against_definitions(
    submissions: Iterable[CheckedSubmission], listed: Sequence[Row]
) -> Iterator[Finding]:
    """Yield first transfers of a subtype that the authorization does not define."""
    versions: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in listed:
        versions[row["party"], row["authorization_id"]].append(row)
    for submission in submissions:
        for table, act in submission.acts:
            known = versions.get((act.block.host, act.block.authorization), [])
            if act.kind != "first_transfer" or not known or act.subtype not in DOMESTIC:
                continue
            defined = {row["first_transfer_definition"] for row in known} - {None}
            if defined and act.subtype not in defined:
                values = {
                    "authorization": act.block.authorization,
                    "definition": ", ".join(sorted(defined)),
                    "subtype": understood(act.block.record, SUBTYPE).printed,
                }
                code = "first-transfer-not-as-defined"
                yield table.finding(code, act.block.record, SUBTYPE, **values)


def metrics(submissions: Iterable[CheckedSubmission]) -> Iterator[Finding]:
    """Yield rows in another metric than one that meets them; a first transfer is right."""
    by_scope: dict[object, list[tuple[FoundTable, Block, bool]]] = defaultdict(list)
    for each in submissions:
        for table, act in each.acts:
            is_first = act.kind == "first_transfer"
            by_scope[act.block.scope].append((table, act.block, is_first))
        for table, block in each.holdings:
            by_scope[block.scope].append((table, block, False))
    for rows in by_scope.values():
        named = (row for row in rows if row[1].metric)
        in_order = sorted(named, key=lambda row: row[1].range)
        furthest: dict[str, tuple[FoundTable, Block, bool]] = {}
        for row in in_order:
            for metric, other in furthest.items():
                if metric != row[1].metric and row[1].range[0] <= other[1].range[1]:
                    yield _other_metric(*((other, row) if row[2] else (row, other)))
                    break
            before = furthest.get(row[1].metric)
            if before is None or before[1].range[1] < row[1].range[1]:
                furthest[row[1].metric] = row


def _other_metric(
    row: tuple[FoundTable, Block, bool], there: tuple[FoundTable, Block, bool]
) -> Finding:
    table, block, _ = row
    values = {
        "metric": block.record.text(METRIC),
        "metric_there": there[1].record.text(METRIC),
        "other": str(there[0].place(there[1].record.row)),
        "first": str(max(block.range[0], there[1].range[0])),
        "last": str(min(block.range[1], there[1].range[1])),
    }
    return table.finding("metric-changes", block.record, METRIC, **values)
