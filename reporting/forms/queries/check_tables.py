"""What the checks of a ledger answer: `jcm check`."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from reporting.findings import Code, Finding, Severity, catalogue
from reporting.forms.model import wording
from reporting.forms.model.table import Cell, Column, Layout, Note, Report, ReportTable, Type
from reporting.ledger.checks import ALL, Check, Outcome, Result, run
from reporting.ledger.ledger import Ledger
from reporting.texts import Text, said

COUNT = Type.COUNT
CHECKS = (
    Column(name="title", label=said("What the check finds", "検査が見つけるもの")),
    Column(name="code", label=said("Code", "コード"), is_detail=True),
    Column(name="secretariat", label=said("UNFCCC", "事務局")),
    Column(name="outcome", label=said("Outcome", "結果")),
    Column(name="severity", label=said("Severity", "重さ"), is_detail=True),
    Column(name="examined", label=said("Examined", "対象"), type=COUNT),
    Column(name="failed", label=said("Failed", "不適合"), type=COUNT),
    Column(name="noted", label=said("Noted", "注意"), type=COUNT),
    Column(name="not_verifiable", label=said("Not verifiable", "確認不能"), type=COUNT),
    Column(name="provision", label=said("Provision", "根拠"), is_detail=True),
    Column(
        name="platform",
        label=said("What the platform is expected to say", "想定される事務局の検査の答え"),
        is_detail=True,
    ),
)
FINDINGS = (
    Column(name="title", label=said("Finding", "指摘")),
    Column(name="code", label=said("Code", "コード")),
    Column(name="severity", label=said("Severity", "重さ")),
    Column(name="check", label=said("Check", "検査"), is_detail=True),
    Column(name="package", label=said("Package", "パッケージ")),
    Column(name="table", label=said("Table", "表")),
    Column(name="row", label=said("Row", "行"), type=Type.ROW),
    Column(name="expected", label=said("Expected", "期待される値")),
    Column(name="found", label=said("Found", "見つかった値")),
    Column(name="remedy", label=said("Remedy", "対処")),
    Column(name="provision", label=said("Provision", "根拠")),
    Column(name="secretariat", label=said("UNFCCC", "事務局")),
    Column(name="platform", label=said("Platform", "事務局の検査")),
)
PLATFORM = (
    Column(name="code", label=said("Check", "検査")),
    Column(name="secretariat", label=said("UNFCCC", "事務局")),
    Column(name="platform", label=said("Expected to say", "想定される答え")),
)


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
