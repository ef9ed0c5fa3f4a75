"""The tables of workbooks together: asked the same questions as any ledger."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from reporting.accounting.settings import Settings
from reporting.checker.authorized import authorizations
from reporting.checker.implied import IMPLIED
from reporting.checker.loading import load, told
from reporting.checker.origins import Opening
from reporting.checker.platform import would_object
from reporting.checker.submissions import Submission, of_submission, standing, submission_of
from reporting.checker.tables import Workbook
from reporting.checker.together import against_definitions, metrics, told_once, with_receivers
from reporting.findings import Finding, Place, in_order
from reporting.ledger.checks import ALL
from reporting.ledger.checks.model import Check, Result, run
from reporting.ledger.engines import engine
from reporting.ledger.ledger import replay
from reporting.reports.aef.template import HOLDINGS

NOT_STATED = "holding-not-stated"
NOT_OF_A_WORKBOOK = frozenset(("order-not-stated",))
OF_HOLDINGS = frozenset(("closing-differs", "holding-differs", NOT_STATED))
OF_MOVES = frozenset(("moved-by-another",))


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
    workbooks: Sequence[Workbook], seen: Callable[[Check], None] = lambda _: None
) -> Consistency:
    """Ask workbooks what a ledger is asked.

    Args:
        workbooks: Workbooks whose cells were checked.
        seen: Called before each check, for whoever shows progress.
    """
    every = [each for each in map(submission_of, workbooks) if each]
    kept, obsolete = standing(every)
    alone = [finding for each in every for finding in of_submission(each)]
    once, repeated = told_once(with_receivers(kept))
    listed = [row for each in once for row in authorizations(each)]
    between = (*against_definitions(once, listed), *metrics(once), *would_object(once))
    own = (*obsolete, *alone, *repeated, *between)
    if not once:
        return Consistency(results=(), findings=in_order(own))
    record = told(once)
    results = []
    with engine() as running:
        ledger = replay(running, load(running, record), Settings())
        for check in ALL:
            if check.code not in NOT_OF_A_WORKBOOK:
                seen(check)
                results.append(run(check, ledger))
    answered = tuple(_as_far_as_given(_of_rows(each, once), record.openings) for each in results)
    found = (*ledger.findings, *(one for each in answered for one in each.findings))
    return Consistency(
        results=answered, findings=in_order((*own, *record.findings, *_merged(found)))
    )


def _of_rows(result: Result, submissions: Sequence[Submission]) -> Result:
    """Leave out what concerns only rows that were supplied, and what one row tells twice."""
    own = (each for each in result.findings if each.place.table != IMPLIED)
    findings = [_at_home(each, submissions) for each in own]
    unique = {(each.code, each.place, tuple(each.values.items())): each for each in findings}
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


def _at_home(finding: Finding, submissions: Sequence[Submission]) -> Finding:
    """Put what a Party has not stated into its own workbook, where it can be added."""
    if finding.code != NOT_STATED:
        return finding
    whose = finding.values["party"], finding.values["year"]
    for each in submissions:
        if (each.party, str(each.year)) == whose and HOLDINGS in each.workbook.tables:
            return replace(finding, place=each.workbook.tables[HOLDINGS].place())
    return finding


def _merged(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Yield findings, those that several checks cannot answer for one reason only once."""
    alike: dict[tuple[str, Place, tuple[tuple[str, str], ...]], list[Finding]] = {}
    for each in findings:
        values = tuple(pair for pair in each.values.items() if pair[0] != "check")
        alike.setdefault((each.code, each.place, values), []).append(each)
    for several in alike.values():
        checks = sorted({each.values["check"] for each in several if "check" in each.values})
        first = several[0]
        yield replace(first, values={**first.values, **_of_checks(checks)})


def _of_checks(checks: Sequence[str]) -> dict[str, str]:
    return {"check": ", ".join(checks)} if checks else {}
