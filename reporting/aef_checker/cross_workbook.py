"""What rows of all workbooks say of each other before any ledger is asked.

An act told twice or ITMOs first transferred twice stand out of the ledger, or each would make
findings on every row after it.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from reporting.aef_checker.actions import Act, Block, absent_as_empty
from reporting.aef_checker.conditions import ABROAD, METRIC, SUBTYPE, understood
from reporting.aef_checker.inferred_records import APPROACH, DOMESTIC, Row
from reporting.aef_checker.submissions import CheckedSubmission
from reporting.aef_checker.tables import LONGEST, FoundTable, SheetRow
from reporting.findings import Finding
from reporting.official_forms.code_lists import term
from reporting.packages.csv_text import shown

EXPLANATION = "AdditionalExplanatoryInformation"
EARLY = "first-transfer-before-authorization"
LocatedAction = tuple[FoundTable, Act]


def told_once(
    submissions: Sequence[CheckedSubmission],
) -> tuple[tuple[CheckedSubmission, ...], tuple[Finding, ...]]:
    """Return the submissions without what an earlier row tells, and a finding on each such row."""
    findings: list[Finding] = []
    # By identity: acts of two workbooks may be equal throughout. What stays of each, if anything.
    out: dict[int, Act | None] = {}
    acts = [told for each in submissions for told in each.acts]
    for code, repeated in (
        ("action-reported-twice", _repeated(acts)),
        ("first-transferred-twice", _first_transferred_twice(acts)),
    ):
        for (table, act), (other_table, other) in repeated:
            if id(act) in out or id(other) in out:
                continue
            out[id(act)] = _beyond(act, other) if act.kind == "first_transfer" else None
            values = _shared(act.block, other.block)
            values["other"] = str(other_table.place(other.block.record.row))
            findings.append(table.finding(code, act.block.record, "FirstID", **values))
    kept = (
        replace(
            each,
            acts=tuple(
                (table, stays)
                for table, act in each.acts
                if (stays := out.get(id(act), act)) is not None
            ),
        )
        for each in submissions
    )
    return tuple(kept), tuple(findings)


def _beyond(act: Act, other: Act) -> Act | None:
    """Return an act on what of its range lies beyond another's; none if nothing does."""
    block, skipped = act.block, other.block.range[1] + 1 - act.block.range[0]
    first, last = block.range
    if other.block.range[1] >= last:
        return None
    named = block.units
    whole = named and named.first is not None and replace(named, first=named.first + skipped)
    quantity = block.quantity and max(block.quantity - skipped, 1)
    return replace(
        act,
        block=replace(
            block, serials=(first + skipped, last), units=whole or None, quantity=quantity
        ),
    )


def _shared(ours: Block, theirs: Block) -> dict[str, str]:
    """Return the serials that two blocks have in common, and how many they are."""
    first = max(ours.range[0], theirs.range[0])
    last = min(ours.range[1], theirs.range[1])
    return {"first": str(first), "last": str(last), "quantity": f"{last - first + 1:,}"}


def overlapping_holdings(submissions: Iterable[CheckedSubmission]) -> Iterator[Finding]:
    """Yield rows of a Table 4 that name ITMOs which another row of it names."""
    for submission in submissions:
        by_scope: dict[object, list[tuple[FoundTable, Block]]] = defaultdict(list)
        for table, block in submission.holdings:
            by_scope[block.scope].append((table, block))
        for several in by_scope.values():
            several.sort(key=lambda held: held[1].range)
            furthest = several[0][1]
            for table, block in several[1:]:
                if block.range[0] <= furthest.range[1]:
                    values = {**_shared(block, furthest), "other": str(furthest.record.row)}
                    yield table.finding("holdings-overlap", block.record, "FirstID", **values)
                if block.range[1] > furthest.range[1]:
                    furthest = block


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
    """Yield first transfers of a subtype that the authorization does not make one."""
    versions: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in listed:
        versions[row["party"], row["authorization_id"]].append(row)
    for submission in submissions:
        for table, act in submission.acts:
            known = versions.get((act.block.host, act.block.authorization), [])
            if act.kind != "first_transfer" or act.subtype not in (*DOMESTIC, ABROAD):
                continue
            defined = _defined(known)
            if defined and act.subtype not in defined:
                values = {
                    "authorization": act.block.authorization,
                    "definition": ", ".join(term("action_subtype", each).en for each in defined),
                    "subtype": understood(act.block.record, SUBTYPE).printed,
                }
                code = "first-transfer-not-as-defined"
                yield table.finding(code, act.block.record, SUBTYPE, **values)


def _defined(versions: Sequence[Row]) -> Sequence[str]:
    """Return the subtypes that versions of an authorization make a first transfer.

    An NDC: the transfer to another Party; what else, what the Party specifies (2/CMA.3 annex, para.
    2). None where it specifies nothing, or its purposes are not told: that is said of its row.
    """
    found: set[str] = set()
    for row in versions:
        purposes, specified = row["purposes"] or "", row["first_transfer_definition"]
        is_for_others = purposes not in {"", "NDC"}
        if is_for_others and not specified:
            return ()
        found |= {ABROAD} if "NDC" in purposes else set()
        found |= {specified} if is_for_others else set()
    return sorted(found)


def before_authorization(
    submissions: Iterable[CheckedSubmission], listed: Sequence[Row]
) -> Iterator[Finding]:
    """Yield first transfers earlier than the first version of their authorization."""
    since = {
        (row["party"], row["authorization_id"]): row["authorized_on"]
        for row in listed
        if row["version"] == 1
    }
    for submission in submissions:
        for table, act in submission.acts:
            day = since.get(act.block.key)
            if act.kind != "first_transfer" or day is None or act.on >= day:
                continue
            record = act.block.record
            text = absent_as_empty(record, EXPLANATION)
            values = {
                "authorization": act.block.authorization,
                "authorized_on": day.isoformat(),
                "date": act.on.isoformat(),
            }
            if text:
                code, values["text"] = f"{EARLY}-explained", shown(text, LONGEST)
            else:
                code = EARLY
            yield table.finding(code, record, "ActionDateTime", **values)


def approaches(submissions: Iterable[CheckedSubmission]) -> Iterator[Finding]:
    """Yield rows of Table 2 that name another approach than the first row of the authorization."""
    first: dict[tuple[str, str], tuple[FoundTable, SheetRow]] = {}
    for submission in submissions:
        for table, record in submission.authorizations:
            authorization = record.text("AuthorizationID")
            key = submission.party, authorization
            other_table, other = first.setdefault(key, (table, record))
            if record.text(APPROACH) != other.text(APPROACH):
                values = {
                    "authorization": authorization,
                    "approach": other.text(APPROACH),
                    "other": str(other_table.place(other.row)),
                    "found": record.text(APPROACH),
                }
                code = "authorization-of-two-approaches"
                yield table.finding(code, record, APPROACH, **values)


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
