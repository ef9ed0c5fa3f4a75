"""A validation as text for people, JSON for programs, and an HTML page."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import escape
from itertools import groupby

from reporting.findings import Finding, Severity
from reporting.forms.model.form import Form
from reporting.messages import Text, _, in_language, joined, ngettext
from reporting.packages import Validation

EXPECTED, FOUND = _("Expected"), _("Found")
REMEDY, PLACE = _("Remedy"), _("Place")
SHOWN = 20
MISSING = "missing"
OF_NARRATIVES = frozenset(("narrative-missing", "narrative-unfinished"))


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingKind:
    """Findings of one kind.

    Attributes:
        code: Its stable name.
        title: What is wrong.
        severity: How much it weighs.
        lines: What was expected and found, and what to do; of findings that say the same, once.
    """

    code: str
    title: str
    severity: Severity
    lines: tuple[str, ...]


def listed(form: Form, language: str) -> Iterator[FindingKind]:
    """Yield the findings of a form by kind, errors first.

    Missing narratives are left to the table of what is missing, where there is one.
    """
    has_table = any(each.name == MISSING for each in form.tables)
    told = OF_NARRATIVES if has_table else frozenset[str]()
    order = {Severity.ERROR: 0, Severity.NOTICE: 1}
    findings = [each for each in form.findings if each.code not in told]
    ordered = sorted(findings, key=lambda each: (order[each.severity], each.code))
    for code, group in groupby(ordered, key=lambda each: each.code):
        same = list(group)
        yield FindingKind(
            code=code,
            title=same[0].words(language).title,
            severity=same[0].severity,
            lines=tuple(_lines(same, language)),
        )


def _lines(same: list[Finding], language: str) -> Iterator[str]:
    """Yield what was found, and around it, once, what is the same of all."""
    words = [each.words(language) for each in same]
    expected = {each.expected for each in words}
    remedies = {each.remedy for each in words}
    if len(expected) == 1:
        yield f"{EXPECTED[language]}: {words[0].expected}"
    for finding, each in zip(same[:SHOWN], words, strict=False):
        wanted = "" if len(expected) == 1 else f"{EXPECTED[language]}: {each.expected}. "
        where = f"{finding.place}: " if str(finding.place) else ""
        remedy = "" if len(remedies) == 1 else f" {REMEDY[language]}: {each.remedy}"
        yield f"{where}{wanted}{FOUND[language]}: {each.found}{remedy}"
    if len(same) > SHOWN:
        yield f"… ({len(same):,})"
    if len(remedies) == 1:
        yield f"{REMEDY[language]}: {words[0].remedy} [{same[0].provision}]"


COMMA = _(", ")
HEADS = (PLACE, _("Finding"), EXPECTED, FOUND, REMEDY, _("Provision"))
TITLES = (_("Validation"), _("Findings"))
WHOLE = (_("row"), _("whole table"), _("package"))


def as_text(validation: Validation, language: str = "en") -> str:
    """Return one paragraph per finding, grouped by table, and a closing line of counts."""
    lines: list[str] = []
    for (package, table), findings in groupby(
        validation.findings, key=lambda each: (each.place.package, each.place.table)
    ):
        if package:
            lines += [f"{package}/{table}" if table else package, ""]
        for finding in findings:
            lines += [*_paragraph(finding, language), ""]
    return "\n".join([*lines, summary(validation, language), ""])


def _paragraph(finding: Finding, language: str) -> list[str]:
    words, place = finding.words(language), finding.place
    row, table, package = in_language(WHOLE, language)
    where = ", ".join(
        part for part in (f"{row} {place.row}" if place.row else "", place.field) if part
    )
    what = f"{words.title} [{finding.code}, {finding.severity}]"
    _place, _finding, *names = in_language(HEADS, language)
    said = (words.expected, words.found, words.remedy, finding.provision)
    return [
        f"  {where or (table if place.table else package)}: {what}",
        *(f"    {name.lower():<10}{text}" for name, text in zip(names, said, strict=True)),
    ]


def gathered(findings: Iterable[Finding], language: str = "en") -> str:
    """Return one paragraph per code: how often it was found, and the first of its findings."""
    by_code: dict[str, list[Finding]] = {}
    for each in findings:
        by_code.setdefault(each.code, []).append(each)
    lines: list[str] = []
    for code, several in by_code.items():
        words, names = several[0].words(language), in_language(HEADS, language)
        times = f" × {len(several)}" if len(several) > 1 else ""
        said = (str(several[0].place), words.expected, words.found, words.remedy)
        shown = zip((names[0], *names[2:5]), said, strict=True)
        lines += [
            f"  {words.title} [{code}, {several[0].severity}]{times}",
            *(f"    {name.lower():<10}{text}" for name, text in shown if text),
        ]
    return "".join(f"{line}\n" for line in lines)


def summary(validation: Validation, language: str = "en") -> str:
    """Return one line: how much was checked, and what was found."""
    errors = sum(each.severity is Severity.ERROR for each in validation.findings)
    notices = len(validation.findings) - errors
    rows = sum(each.rows for each in validation.tables)
    packages, tables = len(validation.packages), len(validation.tables)
    checked = (
        ngettext("%(count)s package", "%(count)s packages", packages),
        ngettext("%(count)s table", "%(count)s tables", tables),
        ngettext("%(count)s row", "%(count)s rows", rows),
    )
    return _(
        "%(checked)s: %(found)s", checked=joined(checked, COMMA), found=counts(errors, notices)
    )[language]


def counts(errors: int, notices: int) -> Text:
    """Say how many errors and notices there are."""
    several = (
        ngettext("%(count)s error", "%(count)s errors", errors),
        ngettext("%(count)s notice", "%(count)s notices", notices),
    )
    return joined(several, COMMA)


def as_json(validation: Validation) -> str:
    """Return ``{"findings": […], "tables": [{"package", "name", "rows"}]}``."""
    record = {
        "findings": [each.as_record() for each in validation.findings],
        "tables": [
            {"package": each.package, "name": each.table, "rows": each.rows}
            for each in validation.tables
        ],
    }
    return json.dumps(record, ensure_ascii=False, indent=2) + "\n"


def as_html(validation: Validation, language: str = "en") -> str:
    """Return a page that stands on its own."""
    rows = "".join(_row(each, language) for each in validation.findings)
    heads = "".join(f'<th scope="col">{head}</th>' for head in in_language(HEADS, language))
    table = f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>" if rows else ""
    title, region = in_language(TITLES, language)
    return (
        f'<!doctype html>\n<html lang="{language}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{title}</title><style>"
        ":root{color-scheme:light dark}body{font:1rem/1.5 system-ui,sans-serif;margin:2rem}"
        "div{overflow-x:auto}table{border-collapse:collapse}"
        "th,td{border-bottom:1px solid;padding:.4rem .8rem;text-align:left;vertical-align:top}"
        f"</style></head><body><main><h1>{title}</h1>"
        f'<p>{escape(summary(validation, language))}</p><div tabindex="0" role="region" '
        f'aria-label="{region}">{table}</div></main></body></html>\n'
    )


def _row(finding: Finding, language: str) -> str:
    words = finding.words(language)
    what = f"{words.title} [{finding.code}, {finding.severity}]"
    cells = (what, words.expected, words.found, words.remedy, finding.provision)
    return (
        f'<tr><th scope="row">{escape(str(finding.place))}</th>'
        + "".join(f"<td>{escape(cell)}</td>" for cell in cells)
        + "</tr>"
    )
