"""What was found in workbooks as text for people, JSON for programs, and an HTML page."""

import json
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from itertools import groupby

from reporting.checker.checking import Checked
from reporting.findings import Finding, Severity, catalogue
from reporting.ledger.checks.model import Outcome, Result
from reporting.renderers.findings import HEADS
from reporting.reports import wording

WORDS = {
    "en": {
        "title": "AEF check",
        "findings": "Findings",
        "row": "row",
        "sheet": "sheet",
        "file": "file",
        "platform": "platform",
        "cell": "Cell",
        "checks": "Checks of the tables together",
        "check": "Check",
        "outcome": "Outcome",
        "unfccc": "UNFCCC",
        "also": "and at {count} more",
    },
    "ja": {
        "title": "AEF の検査結果",
        "findings": "指摘の一覧",
        "row": "行",
        "sheet": "シート",
        "file": "ファイル",
        "platform": "事務局の検査",
        "cell": "セル",
        "checks": "表どうしの検査",
        "check": "検査",
        "outcome": "結果",
        "unfccc": "事務局",
        "also": "ほか{count}か所",
    },
}
PLACES = 12
STYLE = (
    ":root{color-scheme:light dark}body{font:1rem/1.5 system-ui,sans-serif;margin:2rem}"
    "div{overflow-x:auto}table{border-collapse:collapse}"
    "th,td{border-bottom:1px solid;padding:.4rem .8rem;text-align:left;vertical-align:top}"
)


def summary(checked: Checked, language: str = "en") -> str:
    """Return one line: how much was checked, and what was found."""
    errors = sum(each.severity is Severity.ERROR for each in checked.findings)
    notices = len(checked.findings) - errors
    rows = sum(len(table.records) for each in checked.workbooks for table in each.tables.values())
    files = len(checked.workbooks)
    passed, failed, open_ = (checked.count(each) for each in Outcome)
    if language == "ja":
        return (
            f"ワークブック {files} 件、{rows} 行：誤り {errors} 件、注意 {notices} 件。"
            f"表どうしの検査：適合 {passed} 件、不適合 {failed} 件、確認不能 {open_} 件"
        )
    counted = ", ".join((_many(files, "workbook"), _many(rows, "row")))
    found = ", ".join((_many(errors, "error"), _many(notices, "notice")))
    return (
        f"{counted}: {found}. Checks of the tables together: "
        f"{passed} passed, {failed} failed, {open_} not verifiable"
    )


def _many(count: int, noun: str) -> str:
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


def where(checked: Checked, finding: Finding, language: str) -> str:
    """Return where a finding stands on its sheet, as ``F5 (First ID)``."""
    place, words = finding.place, WORDS[language]
    label = checked.label(place)
    if place.field:
        return f"{place.field} ({label})" if label else place.field
    if place.row:
        return f"{words['row']} {place.row}"
    return words["sheet"] if place.table else words["file"]


def as_text(checked: Checked, language: str = "en") -> str:
    """Return one paragraph per error, one per kind of notice of a sheet, and a line of counts."""
    lines: list[str] = []
    for (file, sheet), findings in groupby(
        checked.findings, key=lambda each: (each.place.package, each.place.table)
    ):
        lines += [f"{file}/{sheet}" if sheet else file, ""]
        for finding, *others in _gathered(findings):
            lines += [*_paragraph(checked, finding, language)]
            places = [where(checked, each, language) for each in others]
            if places:
                shown = ", ".join([*places[:PLACES], *(["…"] if len(places) > PLACES else [])])
                also = WORDS[language]["also"].format(count=len(places))
                lines += [f"    {also}: {shown}"]
            lines += [""]
    return "\n".join([*lines, summary(checked, language), ""])


def _gathered(findings: Iterable[Finding]) -> Iterator[list[Finding]]:
    """Yield each error alone, and the notices of one code together, where the first stands."""
    found: dict[object, list[Finding]] = {}
    for number, each in enumerate(findings):
        is_error = each.severity is Severity.ERROR
        found.setdefault(number if is_error else each.code, []).append(each)
    yield from found.values()


def _paragraph(checked: Checked, finding: Finding, language: str) -> Iterator[str]:
    words, code = finding.words(language), catalogue()[finding.code]
    unfccc = f", {code.secretariat}" if code.secretariat else ""
    what = f"{words.title} [{finding.code}, {finding.severity}{unfccc}]"
    yield f"  {where(checked, finding, language)}: {what}"
    _, _, *names = HEADS[language]
    said = (words.expected, words.found, words.remedy, finding.provision)
    for name, text in zip(names, said, strict=True):
        yield f"    {name.lower():<10}{text}"
    if platform := code.platform.get(language):
        yield f"    {WORDS[language]['platform']:<10}{platform}"


def as_json(checked: Checked) -> str:
    """Return ``{"findings": […], "checks": […], "workbooks": […]}``."""
    record = {
        "findings": [_record(checked, each) for each in checked.findings],
        "checks": [_of_check(each) for each in checked.results],
        "workbooks": [
            {
                "file": each.name,
                "edition": each.edition,
                "tables": {name: len(table.records) for name, table in each.tables.items()},
            }
            for each in checked.workbooks
        ],
    }
    return json.dumps(record, ensure_ascii=False, indent=2) + "\n"


def _record(checked: Checked, finding: Finding) -> dict[str, str | int]:
    record, code = finding.as_record(), catalogue()[finding.code]
    place = {
        "file": record.pop("package"),
        "sheet": record.pop("table"),
        "row": record.pop("row"),
        "cell": record.pop("field"),
        "label": checked.label(finding.place),
    }
    return {
        **place,
        "title": finding.words("en").title,
        "title@ja": finding.words("ja").title,
        **record,
        "secretariat": code.secretariat,
        "platform": code.platform.get("en", ""),
        "platform@ja": code.platform.get("ja", ""),
    }


def _of_check(result: Result) -> dict[str, str | int]:
    code = catalogue()[result.check.code]
    return {
        "code": code.name,
        "title": code.words["en"].title,
        "title@ja": code.words["ja"].title,
        "secretariat": code.secretariat,
        "outcome": result.outcome.value,
        "examined": result.examined,
        "failed": result.failed,
        "noted": result.noted,
        "not_verifiable": result.not_verifiable,
    }


def as_html(checked: Checked, language: str = "en") -> str:
    """Return a page that stands on its own."""
    words = WORDS[language]
    _, *heads = HEADS[language]
    head = [words["file"], words["sheet"], words["cell"], *heads, words["unfccc"]]
    rows = [_cells(checked, each, language) for each in checked.findings]
    checks = [
        (
            catalogue()[each.check.code].words[language].title,
            catalogue()[each.check.code].secretariat,
            wording.coded(each.outcome).label[language],
        )
        for each in checked.results
    ]
    tables = _table(words["findings"], head, rows) if rows else ""
    if checks:
        asked = [words["check"], words["unfccc"], words["outcome"]]
        tables += f"<h2>{escape(words['checks'])}</h2>" + _table(words["checks"], asked, checks)
    return (
        f'<!doctype html>\n<html lang="{language}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{words['title']}</title><style>{STYLE}</style></head><body><main>"
        f"<h1>{words['title']}</h1><p>{escape(summary(checked, language))}</p>{tables}"
        "</main></body></html>\n"
    )


def _cells(checked: Checked, finding: Finding, language: str) -> tuple[str, ...]:
    words, code = finding.words(language), catalogue()[finding.code]
    platform = code.platform.get(language, "")
    return (
        finding.place.package,
        finding.place.table,
        where(checked, finding, language),
        f"{words.title} [{finding.code}, {finding.severity}]",
        words.expected,
        words.found,
        words.remedy,
        finding.provision,
        f"{code.secretariat} {platform}".strip(),
    )


def _table(name: str, heads: Sequence[str], rows: Sequence[tuple[str, ...]]) -> str:
    head = "".join(f'<th scope="col">{escape(each)}</th>' for each in heads)
    body = "".join(
        "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows
    )
    return (
        f'<div tabindex="0" role="region" aria-label="{escape(name)}"><table><thead><tr>{head}'
        f"</tr></thead><tbody>{body}</tbody></table></div>"
    )
