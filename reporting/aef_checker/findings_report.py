"""What was found in workbooks as text for people, JSON for programs, and an HTML page."""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from itertools import groupby

from reporting.aef_checker.check import Checked
from reporting.findings import Finding, Place, Severity, catalogue
from reporting.forms.model import wording
from reporting.ledger.checks import Outcome, Result
from reporting.messages import _, in_language, joined, ngettext
from reporting.renderers.findings import COMMA, HEADS, counts

WORDS = {
    "title": _("AEF check"),
    "findings": _("Findings"),
    "row": _("row"),
    "sheet": _("sheet"),
    "file": _("file"),
    "platform": _("platform"),
    "cell": _("Cell"),
    "checks": _("Checks of the tables together"),
    "check": _("Check"),
    "outcome": _("Outcome"),
    "unfccc": _("UNFCCC"),
}
PLACES = 12
NUMBER = re.compile(r"\d+")
STYLE = (
    ":root{color-scheme:light dark}body{font:1rem/1.5 system-ui,sans-serif;margin:2rem}"
    "div{overflow-x:auto}table{border-collapse:collapse}h2{font-size:1.15rem;margin-top:2rem}"
    "th,td{border-bottom:1px solid #999;padding:.4rem .8rem;text-align:left;vertical-align:top}"
    "td{min-width:7rem}td:nth-child(n+3){max-width:24rem}"
)


def words_in(language: str) -> dict[str, str]:
    """Return what the report says besides its findings."""
    return {name: text[language] for name, text in WORDS.items()}


def summary(checked: Checked, language: str = "en") -> str:
    """Return one line: how much was checked, and what was found."""
    errors = sum(each.severity is Severity.ERROR for each in checked.findings)
    notices = len(checked.findings) - errors
    rows = sum(len(table.records) for each in checked.workbooks for table in each.tables.values())
    files = len(checked.workbooks)
    passed, failed, open_ = (checked.count(each) for each in Outcome)
    counted = (
        ngettext("%(count)s workbook", "%(count)s workbooks", files),
        ngettext("%(count)s row", "%(count)s rows", rows),
    )
    return _(
        "%(counted)s: %(found)s. Checks of the tables together: %(passed)s passed, "
        "%(failed)s failed, %(open)s not verifiable",
        counted=joined(counted, COMMA),
        found=counts(errors, notices),
        passed=passed,
        failed=failed,
        open=open_,
    )[language]


def where(checked: Checked, finding: Finding, language: str) -> str:
    """Return where a finding stands on its sheet, as ``F5 (First ID)``."""
    place, words = finding.place, words_in(language)
    label = checked.label(place)
    if place.field:
        return f"{place.field} ({label})" if label else place.field
    if place.row:
        return f"{words['row']} {place.row}"
    return words["sheet"] if place.table else words["file"]


def as_text(checked: Checked, language: str = "en") -> str:
    """Return a paragraph for all findings of a sheet that say the same, and a line of counts."""
    lines: list[str] = []
    for (file, sheet), findings in _by_sheet(checked):
        lines += [f"{file}/{sheet}" if sheet else file, ""]
        for finding, *others in gathered(findings):
            lines += [*_paragraph(checked, finding, language)]
            if others:
                places = [_again(checked, each, finding, language) for each in others]
                shown = ", ".join([*places[:PLACES], *(["…"] if len(places) > PLACES else [])])
                lines += [f"    {_also(others, language)}: {shown}"]
            lines += [""]
    return "\n".join([*lines, summary(checked, language), ""])


def _by_sheet(checked: Checked) -> Iterator[tuple[tuple[str, str], Iterator[Finding]]]:
    return groupby(checked.findings, key=lambda each: (each.place.package, each.place.table))


def gathered(findings: Iterable[Finding]) -> Iterator[Sequence[Finding]]:
    """Yield the findings that say the same together, one for each place, where the first stands.

    They have code and expectation in common; errors also what was found, notices but for its
    numbers.
    """
    found: dict[tuple[str, str, str], dict[Place, Finding]] = {}
    for each in findings:
        words = each.words("en")
        is_error = each.severity is Severity.ERROR
        pattern = words.found if is_error else NUMBER.sub("0", words.found)
        found.setdefault((each.code, words.expected, pattern), {}).setdefault(each.place, each)
    yield from (tuple(each.values()) for each in found.values())


def _also(others: Sequence[Finding], language: str) -> str:
    return _("and at %(count)s more", count=len(others))[language]


def _again(checked: Checked, finding: Finding, first: Finding, language: str) -> str:
    """Return where a finding stands, without a label that the first of its kind has named."""
    is_named = checked.label(finding.place) == checked.label(first.place)
    return (
        finding.place.field
        if is_named and finding.place.field
        else where(checked, finding, language)
    )


def _paragraph(checked: Checked, finding: Finding, language: str) -> Iterator[str]:
    words, code = finding.words(language), catalogue()[finding.code]
    unfccc = f", {code.secretariat}" if code.secretariat else ""
    what = f"{words.title} [{finding.code}, {finding.severity}{unfccc}]"
    yield f"  {where(checked, finding, language)}: {what}"
    _place, _finding, *names = in_language(HEADS, language)
    said = (words.expected, words.found, words.remedy, finding.provision)
    for name, text in zip(names, said, strict=True):
        yield f"    {name.lower():<10}{text}"
    if platform := code.platform.get(language):
        yield f"    {WORDS['platform'][language]:<10}{platform}"


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
    """Return a page that stands on its own: a table for each sheet, and one of the checks."""
    words = words_in(language)
    return (
        f'<!doctype html>\n<html lang="{language}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{words['title']}</title><style>{STYLE}</style></head><body><main>"
        f"<h1>{words['title']}</h1><p>{escape(summary(checked, language))}</p>"
        f"{''.join(_sections(checked, language))}</main></body></html>\n"
    )


def _sections(checked: Checked, language: str) -> Iterator[str]:
    words, (_place, *heads) = words_in(language), in_language(HEADS, language)
    for (file, sheet), findings in _by_sheet(checked):
        rows = [_cells(checked, several, language) for several in gathered(findings)]
        yield _table(" / ".join(filter(None, (file, sheet))), [words["cell"], *heads], rows)
    if checked.results:
        asked = [words["check"], words["unfccc"], words["outcome"]]
        rows = [_asked(each, language) for each in checked.results]
        yield _table(words["checks"], asked, rows)


def _cells(checked: Checked, several: Sequence[Finding], language: str) -> tuple[str, ...]:
    """Return a row of the page, its texts escaped."""
    finding, *others = several
    words, code = finding.words(language), catalogue()[finding.code]
    secretariat = f"{WORDS['unfccc'][language]} {code.secretariat}" if code.secretariat else ""
    place, title, kind, *said = map(
        escape,
        (
            where(checked, finding, language),
            words.title,
            f"{finding.code}, {finding.severity}",
            words.expected,
            words.found,
            words.remedy,
        ),
    )
    based_on = (finding.provision, secretariat, code.platform.get(language, ""))
    if others:
        places = ", ".join(_again(checked, each, finding, language) for each in others)
        place += (
            f"<details><summary>{escape(_also(others, language))}</summary>"
            f"{escape(places)}</details>"
        )
    is_error = finding.severity is Severity.ERROR
    named = f"<strong>{title}</strong>" if is_error else title
    return place, f"{named}<br>[{kind}]", *said, "<br>".join(map(escape, filter(None, based_on)))


def _asked(result: Result, language: str) -> tuple[str, ...]:
    """Return a check and its outcome, the texts escaped."""
    code, outcome = catalogue()[result.check.code], wording.coded(result.outcome)
    title, secretariat, label = map(
        escape, (code.words[language].title, code.secretariat, outcome.label[language])
    )
    is_failed = result.outcome is Outcome.FAILED
    return title, secretariat, f"<strong>{label}</strong>" if is_failed else label


def _table(name: str, heads: Sequence[str], rows: Sequence[tuple[str, ...]]) -> str:
    """Return a table under its name, of cells that are escaped."""
    head = "".join(f'<th scope="col">{escape(each)}</th>' for each in heads)
    body = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    return (
        f'<h2>{escape(name)}</h2><div tabindex="0" role="region" aria-label="{escape(name)}">'
        f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )
