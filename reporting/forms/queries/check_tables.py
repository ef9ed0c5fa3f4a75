"""What the checks of a ledger answer: `jcm check`."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from reporting.findings import Code, Finding, Severity, catalogue
from reporting.forms.model import wording
from reporting.forms.model.table import Cell, Column, Layout, Note, Report, ReportTable, Type
from reporting.ledger.checks import ALL, Check, Outcome, Result, run
from reporting.ledger.ledger import Ledger
from reporting.messages import SILENCE, Text, _, bilingual

COUNT = Type.COUNT
CHECKS = (
    Column(name="title", label=_("What the check finds")),
    Column(name="code", label=_("Code"), is_detail=True),
    Column(name="secretariat", label=_("UNFCCC")),
    Column(name="outcome", label=_("Outcome")),
    Column(name="severity", label=_("Severity"), is_detail=True),
    Column(name="examined", label=_("Examined"), type=COUNT),
    Column(name="failed", label=_("Failed"), type=COUNT),
    Column(name="noted", label=_("Noted"), type=COUNT),
    Column(name="not_verifiable", label=_("Not verifiable"), type=COUNT),
    Column(name="provision", label=_("Provision"), is_detail=True),
    Column(
        name="platform",
        label=_("What the platform is expected to say"),
        is_detail=True,
    ),
)
FINDINGS = (
    Column(name="title", label=_("Finding")),
    Column(name="code", label=_("Code")),
    Column(name="severity", label=_("Severity")),
    Column(name="check", label=_("Check"), is_detail=True),
    Column(name="package", label=_("Package")),
    Column(name="table", label=_("Table")),
    Column(name="row", label=_("Row"), type=Type.ROW),
    Column(name="expected", label=_("Expected")),
    Column(name="found", label=_("Found")),
    Column(name="remedy", label=_("Remedy")),
    Column(name="provision", label=_("Provision")),
    Column(name="secretariat", label=_("UNFCCC")),
    Column(name="platform", label=_("Platform")),
)
PLATFORM = (
    Column(name="code", label=_("Check")),
    Column(name="secretariat", label=_("UNFCCC")),
    Column(name="platform", label=_("Expected to say")),
)


def checks(
    ledger: Ledger, which: Sequence[Check] = ALL, seen: Callable[[Check], None] = lambda _: None
) -> tuple[Report, bool]:
    """Ask a ledger all questions.

    Args:
        ledger: The ledger.
        which: The questions.
        seen: Called before each, for whoever shows progress.

    Returns:
        The report, and whether nothing of severity error was found.
    """
    results = []
    for check in which:
        seen(check)
        results.append(run(check, ledger))
    failures = [each for each in results if each.outcome is Outcome.FAILED]
    # What could not be replayed was not checked, whatever the checks answer.
    is_replayed = not any(each.severity is Severity.ERROR for each in ledger.findings)
    return report(results, ledger.findings), is_replayed and not failures


def report(results: Sequence[Result], before: Sequence[Finding] = ()) -> Report:
    """Return what checks answered: the checks, each finding, and where the platform differs.

    Args:
        results: The answers.
        before: What was found while the record was replayed, before any check.
    """
    counts = Counter(each.outcome for each in results)
    passed, failed, open_ = (counts[each] for each in Outcome)
    # Passed for want of anything to look at proves nothing.
    idle = sum(each.outcome is Outcome.PASSED and not each.examined for each in results)
    with_nothing = _(" (%(idle)s with nothing to look at)", idle=idle) if idle else SILENCE
    return Report(
        name="check",
        title=_(
            "%(checks)s checks: %(passed)s passed%(with_nothing)s, %(failed)s failed, "
            "%(open)s not verifiable",
            checks=len(results),
            passed=passed,
            with_nothing=with_nothing,
            failed=failed,
            open=open_,
        ),
        tables=(
            ReportTable(
                name="checks",
                title=_("Checks"),
                columns=CHECKS,
                rows=tuple(_row(each) for each in results),
            ),
            ReportTable(
                name="findings",
                title=_("Findings"),
                columns=FINDINGS,
                rows=(*(finding_row(each) for each in before), *_findings(results)),
                layout=Layout.LIST,
                nothing=_("No findings."),
            ),
            ReportTable(
                name="platform",
                title=_(
                    "Where the checker of the UNFCCC platform is expected to say something else"
                ),
                columns=PLATFORM,
                rows=tuple(_platform(results)),
                layout=Layout.LIST,
                headline=2,
                nothing=_("Nowhere."),
            ),
        ),
        notes=tuple(_notes(results)),
    )


def _code(result: Result) -> Code:
    return catalogue()[result.check.code]


def _text(text: Text) -> Cell:
    return Cell(value=text["en"] or None, label=text)


def _said_of(code: Code) -> Text:
    return bilingual(code.platform.get("en", ""), code.platform.get("ja", ""))


def _row(result: Result) -> tuple[Cell, ...]:
    code = _code(result)
    return (
        _text(bilingual(code.words["en"].title, code.words["ja"].title)),
        Cell(value=code.name),
        Cell(value=code.secretariat or None),
        wording.coded(result.outcome),
        wording.coded(code.severity),
        Cell(value=result.examined),
        Cell(value=result.failed),
        Cell(value=result.noted),
        Cell(value=result.not_verifiable),
        Cell(value=code.provision),
        _text(_said_of(code)),
    )


def _findings(results: Iterable[Result]) -> Iterator[tuple[Cell, ...]]:
    """Yield the findings, those of failed checks first; what several cannot judge, only once."""
    unjudged: dict[tuple[object, ...], list[Finding]] = {}
    for result in results:
        for finding in result.findings:
            if finding.code == result.check.code:
                yield finding_row(finding, result.check.code)
            else:
                values = tuple(pair for pair in finding.values.items() if pair[0] != "check")
                unjudged.setdefault((finding.code, finding.place, values), []).append(finding)
    for alike in unjudged.values():
        checks = ", ".join(each.values["check"] for each in alike)
        merged = replace(alike[0], values={**alike[0].values, "check": checks})
        yield finding_row(merged, checks)


def finding_row(finding: Finding, check: str = "") -> tuple[Cell, ...]:
    """Return a finding as a row of `FINDINGS`."""
    english, japanese = finding.words("en"), finding.words("ja")
    code = catalogue()[finding.code]
    sentences = (
        _text(bilingual(getattr(english, part), getattr(japanese, part)))
        for part in ("title", "expected", "found", "remedy")
    )
    title, expected, found, remedy = sentences
    return (
        title,
        Cell(value=finding.code),
        wording.coded(code.severity),
        Cell(value=check or None),
        Cell(value=finding.place.package),
        Cell(value=finding.place.table),
        Cell(value=finding.place.row),
        expected,
        found,
        remedy,
        Cell(value=code.provision),
        Cell(value=code.secretariat or None),
        _text(_said_of(code)),
    )


def _platform(results: Iterable[Result]) -> Iterator[tuple[Cell, ...]]:
    for result in results:
        code = _code(result)
        if code.platform:
            yield Cell(value=code.name), Cell(value=code.secretariat or None), _text(_said_of(code))


def _notes(results: Iterable[Result]) -> Iterator[Note]:
    for result in results:
        unsaid = result.failed + result.noted + result.not_verifiable - len(result.findings)
        if unsaid:
            yield Note(
                label=_("Not listed"),
                text=_(
                    "%(count)s more of %(code)s",
                    count=format(unsaid, ","),
                    code=result.check.code,
                ),
            )
