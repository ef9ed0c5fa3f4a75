"""The tables of workbooks together: asked the same questions as any ledger."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

from reporting.accounting.settings import Settings
from reporting.aef_checker.cross_workbook import (
    against_definitions,
    approaches,
    before_authorization,
    metrics,
    overlapping_holdings,
    told_once,
    with_receivers,
)
from reporting.aef_checker.inferred_blocks import Opening
from reporting.aef_checker.inferred_records import IMPLIED
from reporting.aef_checker.known_authorizations import NOTHING_KNOWN, KnownAuthorizations
from reporting.aef_checker.mandatory_shares import below_what_is_told
from reporting.aef_checker.platform import would_object
from reporting.aef_checker.submissions import (
    CheckedSubmission,
    of_another,
    of_submission,
    standing,
    submission_of,
)
from reporting.aef_checker.tables import Workbook
from reporting.aef_checker.to_ledger import ledger_rows, load, told_authorizations
from reporting.findings import Finding, Place, in_order
from reporting.ledger.checks import ALL, Check, Result, run
from reporting.ledger.engines import engine
from reporting.ledger.ledger import replay
from reporting.official_forms.aef import ACTIONS, HOLDINGS

NOT_STATED = "holding-not-stated"
# The form gives days, and no order within one; issuances, only where they are first transfers, and
# never their pattern; of first transfers the subtype, which is compared with the definition before
# any ledger is asked.
NOT_OF_A_WORKBOOK = frozenset(
    (
        "order-not-stated",
        "mandatory-share-too-small",
        "first-transfer-not-as-stated",
        "pattern-unlike-holder",
    )
)
OF_HOLDINGS = frozenset(("closing-differs", "holding-differs", NOT_STATED))
OF_MOVES = frozenset(("moved-by-another",))
OF_OTHER_ROWS = (
    OF_HOLDINGS
    | OF_MOVES
    | {
        "acquisition-without-transfer",
        "first-transfer-not-recorded",
        "mirror-differs",
        "moved-before-issued",
        "retired-not-itmo",
        "transfer-without-acquisition",
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Consistency:
    """What workbooks say of each other.

    Attributes:
        results: The answer of each check of the ledger; none if no workbook could be asked.
        findings: Everything found, at the cells of the workbooks.
    """

    results: tuple[Result, ...]
    findings: tuple[Finding, ...]


def consistency(
    workbooks: Sequence[Workbook],
    seen: Callable[[Check], None] = lambda _: None,
    known: KnownAuthorizations = NOTHING_KNOWN,
) -> Consistency:
    """Ask workbooks what a ledger is asked.

    Args:
        workbooks: Workbooks whose cells were checked.
        seen: Called before each check, for whoever shows progress.
        known: What a record says of authorizations.
    """
    every = [each for each in map(submission_of, workbooks) if each]
    foreign = {id(each): other for each in every if (other := of_another(each))}
    # What their rows say of a Party that did not do it would be told of each row.
    every = [each for each in every if id(each) not in foreign]
    kept, obsolete = standing(every)
    alone = [*foreign.values(), *(finding for each in every for finding in of_submission(each))]
    once, repeated = told_once(with_receivers(kept))
    listed = told_authorizations(once, known)
    between = (
        *approaches(once),
        *against_definitions(once, listed),
        *before_authorization(once, listed),
        *metrics(once),
        *overlapping_holdings(once),
        *below_what_is_told(once),
        *would_object(once),
        *known.unlisted(once),
    )
    own = (*obsolete, *alone, *repeated, *between)
    if not once:
        return Consistency(results=(), findings=in_order(own))
    record = ledger_rows(once, known)
    results = []
    with engine() as running:
        ledger = replay(running, load(record), Settings())
        for check in ALL:
            if check.code not in NOT_OF_A_WORKBOOK:
                seen(check)
                results.append(run(check, ledger))
    answered = tuple(_answered(results, once, record.openings))
    found = (*ledger.findings, *(one for each in answered for one in each.findings))
    return Consistency(
        results=answered, findings=in_order((*own, *record.findings, *_merged(found)))
    )


def _answered(
    results: Iterable[Result], submissions: Sequence[CheckedSubmission], openings: Sequence[Opening]
) -> Iterator[Result]:
    """Yield what the checks can answer from workbooks, as far as these are given and read."""
    unread = [each for each in submissions if each.cannot_be_read(ACTIONS, HOLDINGS)]
    doubtful = _doubtful(submissions, {each.party for each in unread})
    for each in results:
        given = _as_far_as_given(_of_rows(each), openings)
        yield _at_home(_as_far_as_read(given, doubtful, len(unread)), submissions)


def _of_rows(result: Result) -> Result:
    """Leave out what concerns only rows that were supplied, and what one row tells twice."""
    own = (each for each in result.findings if each.place.table != IMPLIED)
    unique = {(each.code, each.place, tuple(each.values.items())): each for each in own}
    failed = sum(each.code == result.check.code for each in unique.values())
    others = len(unique) - failed
    return replace(
        result,
        failed=failed if result.failed else 0,
        noted=failed if result.noted else 0,
        not_verifiable=others if result.not_verifiable else 0,
        findings=tuple(unique.values()),
    )


def _as_far_as_given(result: Result, openings: Sequence[Opening]) -> Result:
    """Leave open what depends on holdings before the workbooks.

    What fails, fails whatever was held before: that is taken to be all that the rows presuppose.
    Only across a year without a workbook may ITMOs have left, too.
    """
    code = result.check.code
    if code not in OF_HOLDINGS | OF_MOVES:
        return result
    unknown = [each for each in openings if code in OF_HOLDINGS or each.is_moved]
    after = {each.party: each.year for each in openings if each.is_after_gap}
    certain = tuple(each for each in result.findings if not _is_after(each, after))
    return replace(
        result,
        failed=result.failed - (len(result.findings) - len(certain)),
        not_verifiable=result.not_verifiable + len(unknown),
        findings=certain,
    )


def _is_after(finding: Finding, gaps: Mapping[str, int]) -> bool:
    if finding.code not in OF_HOLDINGS:
        return False
    year = gaps.get(finding.values["party"])
    return year is not None and int(finding.values["year"]) >= year


def _doubtful(
    submissions: Sequence[CheckedSubmission], unread: AbstractSet[str]
) -> AbstractSet[Place]:
    """Return the rows on units with which a Party has to do that has rows which cannot be read."""
    parties: dict[object, set[str]] = defaultdict(set)
    for each in submissions:
        for _, block in each.blocks:
            parties[block.scope] |= {each.party, block.host}
        for _, act in each.acts:
            parties[act.block.scope] |= {act.giver, act.taker, act.user}
    return {
        table.place(block.record.row)
        for each in submissions
        for table, block in each.blocks
        if parties[block.scope] & unread
    }


def _as_far_as_read(result: Result, doubtful: AbstractSet[Place], unread: int) -> Result:
    """Leave open what rows that cannot be read may explain: none of them causes another error.

    Args:
        result: The answer of a check.
        doubtful: The rows on units with which such rows may have to do.
        unread: How many workbooks have such rows; of each, the holdings are left open.
    """
    code = result.check.code
    if code not in OF_OTHER_ROWS:
        return result
    certain = tuple(
        each for each in result.findings if each.code != code or each.place not in doubtful
    )
    left = len(result.findings) - len(certain)
    return replace(
        result,
        failed=result.failed - left,
        not_verifiable=result.not_verifiable + (unread if code in OF_HOLDINGS else left),
        findings=certain,
    )


def _at_home(result: Result, submissions: Sequence[CheckedSubmission]) -> Result:
    """Put what a Party has not stated into its own workbook, where it can be added."""
    if result.check.code != NOT_STATED:
        return result
    tables = {
        (each.party, str(each.year)): each.workbook.tables.get(HOLDINGS) for each in submissions
    }
    findings = []
    for each in result.findings:
        table = tables.get((each.values["party"], each.values["year"]))
        findings.append(replace(each, place=table.place()) if table else each)
    return replace(result, findings=tuple(findings))


def _merged(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Yield findings, those that several checks cannot answer for one reason only once."""
    alike: dict[tuple[str, Place, tuple[tuple[str, str], ...]], list[Finding]] = {}
    for each in findings:
        values = tuple(pair for pair in each.values.items() if pair[0] != "check")
        alike.setdefault((each.code, each.place, values), []).append(each)
    for several in alike.values():
        checks = sorted({each.values["check"] for each in several if "check" in each.values})
        first = several[0]
        named = {"check": ", ".join(checks)} if checks else {}
        yield replace(first, values={**first.values, **named})
