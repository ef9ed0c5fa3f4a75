"""What the checks of a ledger answer: `jcm check`."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from reporting.findings import Code, Finding, Severity, catalogue
from reporting.forms.model import wording
from reporting.forms.model.table import Cell, Layout, Note, Report, ReportTable
from reporting.forms.queries.check_columns import CHECKS, FINDINGS, PLATFORM
from reporting.ledger.checks import ALL, Check, Outcome, Result, run
from reporting.ledger.ledger import Ledger
from reporting.texts import Text, said


def checks(
    ledger: Ledger, asked: Sequence[Check] = ALL, seen: Callable[[Check], None] = lambda _: None
) -> tuple[Report, bool]:
    """Ask a ledger all questions.

    Args:
        ledger: The ledger.
        asked: The questions.
        seen: Called before each, for whoever shows progress.

    Returns:
        The report, and whether nothing of severity error was found.
    """
    results = []
    for check in asked:
        seen(check)
        results.append(run(check, ledger))
    failures = [each for each in results if each.outcome is Outcome.FAILED]
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
    idle = sum(each.outcome is Outcome.PASSED and not each.examined for each in results)
    with_nothing = f" ({idle} with nothing to look at)" if idle else ""
    with_nothing_ja = f"（うち対象なし{idle}件）" if idle else ""
    return Report(
        name="check",
        title=said(
            f"{len(results)} checks: {passed} passed{with_nothing}, {failed} failed, "
            f"{open_} not verifiable",
            f"検査{len(results)}件：適合{passed}件{with_nothing_ja}、不適合{failed}件、"
            f"確認不能{open_}件",
        ),
        tables=(
            ReportTable(
                name="checks",
                title=said("Checks", "検査"),
                columns=CHECKS,
                rows=tuple(_row(each) for each in results),
            ),
            ReportTable(
                name="findings",
                title=said("Findings", "指摘"),
                columns=FINDINGS,
                rows=(*(finding_row(each) for each in before), *_findings(results)),
                layout=Layout.LIST,
                nothing=said("No findings.", "指摘なし。"),
            ),
            ReportTable(
                name="platform",
                title=said(
                    "Where the checker of the UNFCCC platform is expected to say something else",
                    "UNFCCCの検査が異なる答えを出すと想定されるもの",
                ),
                columns=PLATFORM,
                rows=tuple(_platform(results)),
                layout=Layout.LIST,
                headline=2,
                nothing=said("Nowhere.", "なし。"),
            ),
        ),
        notes=tuple(_notes(results)),
    )


def _code(result: Result) -> Code:
    return catalogue()[result.check.code]


def _text(text: Text) -> Cell:
    return Cell(value=text["en"] or None, label=text)


def _said_of(code: Code) -> Text:
    return said(code.platform.get("en", ""), code.platform.get("ja", ""))


def _row(result: Result) -> tuple[Cell, ...]:
    code = _code(result)
    return (
        _text(said(code.words["en"].title, code.words["ja"].title)),
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
        _text(said(getattr(english, part), getattr(japanese, part)))
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
                label=said("Not listed", "省略"),
                text=said(
                    f"{unsaid:,} more of {result.check.code}",
                    f"{result.check.code}：ほか{unsaid:,}件",
                ),
            )
