"""What was found in workbooks: as the report of findings, and as JSON for programs."""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from reporting.aef_checker.check import Checked
from reporting.findings import Finding, Place, Severity, catalogue
from reporting.forms.model import wording
from reporting.ledger.checks import Outcome, Result
from reporting.messages import SILENCE, _, joined, ngettext
from reporting.renderers.findings import (
    COMMA,
    CheckLine,
    FindingsReport,
    FindingsSection,
    ReportedFinding,
    counts,
)

TITLE, FINDINGS = _("AEF check"), _("Findings")
NOTHING_SEEN = _("nothing to look at")
ROW, SHEET, FILE, CELL = _("row"), _("sheet"), _("file"), _("Cell")
NUMBER = re.compile(r"\d+")
# What these found is a list to work through.
LISTING = frozenset(("draft-cells-left-empty", "draft-values-left-out"))
STORED = ("date-as-number", "date-as-text", "number-as-text")


def summary(checked: Checked, language: str = "en") -> str:
    """Return one line: how much was checked, and what was found."""
    rows = sum(len(table.records) for each in checked.workbooks for table in each.tables.values())
    files = len(checked.workbooks)
    passed, failed, open_ = (checked.count(each) for each in Outcome)
    # Passed for want of anything to look at proves nothing.
    idle = sum(is_idle(each) for each in checked.results)
    with_nothing = _(" (%(idle)s with nothing to look at)", idle=idle) if idle else SILENCE
    counted = (
        ngettext("%(count)s workbook", "%(count)s workbooks", files),
        ngettext("%(count)s row", "%(count)s rows", rows),
    )
    return _(
        "%(counted)s: %(found)s. Checks of the tables together: %(passed)s passed%(with_nothing)s, "
        "%(failed)s failed, %(open)s not verifiable",
        counted=joined(counted, COMMA),
        found=counts(checked.findings),
        passed=passed,
        with_nothing=with_nothing,
        failed=failed,
        open=open_,
    )[language]


def is_idle(result: Result) -> bool:
    """Tell whether a check passed for want of anything to look at."""
    return result.outcome is Outcome.PASSED and not result.examined


def where(checked: Checked, finding: Finding, language: str) -> str:
    """Return where a finding stands on its sheet, as ``F5 (First ID)``."""
    place = finding.place
    label = checked.label(place)
    if place.field:
        return f"{place.field} ({label})" if label else place.field
    if place.row:
        return f"{ROW[language]} {place.row}"
    return (SHEET if place.table else FILE)[language]


def findings_report(checked: Checked, language: str = "en") -> FindingsReport:
    """Return the findings of each sheet, those together that say the same, and the checks."""
    return FindingsReport(
        language=language,
        is_brief=True,
        in_full=LISTING,
        has_remedies=True,
        title=TITLE[language],
        summary=summary(checked, language),
        sections=tuple(
            FindingsSection(
                name=f"{file}/{sheet}" if sheet else file,
                findings=tuple(
                    ReportedFinding(
                        where=where(checked, first, language),
                        finding=first,
                        others=tuple(_again(checked, each, first, language) for each in others),
                        follows=following(checked, (first, *others), language),
                    )
                    for first, *others in alike_findings(findings)
                ),
            )
            for (file, sheet), findings in _by_sheet(checked)
        ),
        checks=tuple(_check_line(each, language) for each in checked.results),
    )


def following(checked: Checked, findings: Sequence[Finding], language: str) -> tuple[str, ...]:
    """Return what follows from findings, each by its title, code and place."""
    several = dict.fromkeys((each.code, each.place) for each in findings)
    return tuple(
        f"{each.words(language).title} [{each.code}] {each.place.table} "
        f"{each.place.field or each.place.row or ''}".rstrip()
        for key in several
        for each in checked.follows.get(key, ())
    )


def _check_line(result: Result, language: str) -> CheckLine:
    code = catalogue()[result.check.code]
    outcome = wording.coded(result.outcome).label[language]
    return CheckLine(
        title=code.words[language].title,
        secretariat=code.secretariat,
        outcome=f"{outcome} ({NOTHING_SEEN[language]})" if is_idle(result) else outcome,
        is_failed=result.outcome is Outcome.FAILED,
    )


def _by_sheet(checked: Checked) -> Iterator[tuple[tuple[str, str], Iterator[Finding]]]:
    return groupby(checked.findings, key=lambda each: (each.place.package, each.place.table))


def alike_findings(findings: Iterable[Finding]) -> Iterator[Sequence[Finding]]:
    """Yield the findings that say the same together, one for each place, where the first stands.

    They have code and expectation in common; errors also what was found, notices but for its
    numbers, as do errors of how a cell is stored: what is stored wrongly is no fault for each.
    """
    found: dict[tuple[str, str, str], dict[Place, Finding]] = {}
    for each in findings:
        words = each.words("en")
        is_error = each.severity is Severity.ERROR and each.code not in STORED
        pattern = words.found if is_error else NUMBER.sub("0", words.found)
        found.setdefault((each.code, words.expected, pattern), {}).setdefault(each.place, each)
    yield from (tuple(each.values()) for each in found.values())


def _again(checked: Checked, finding: Finding, first: Finding, language: str) -> str:
    """Return where a finding stands, without a label that the first of its kind has named."""
    is_named = checked.label(finding.place) == checked.label(first.place)
    return (
        finding.place.field
        if is_named and finding.place.field
        else where(checked, finding, language)
    )


def as_json(checked: Checked) -> str:
    """Return ``{"summary": …, "findings": […], "checks": […], "workbooks": […]}``."""
    record = {
        "summary": summary(checked),
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


def _record(checked: Checked, finding: Finding) -> dict[str, object]:
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
        "follows": [
            {"code": each.code, "sheet": each.place.table, "cell": each.place.field}
            for each in checked.follows.get((finding.code, finding.place), ())
        ],
    }


def _of_check(result: Result) -> dict[str, str | int]:
    code = catalogue()[result.check.code]
    return {
        "code": code.name,
        "title": code.words["en"].title,
        "title@ja": code.words["ja"].title,
        "secretariat": code.secretariat,
        "outcome": result.outcome.value,
        "has_nothing_to_look_at": is_idle(result),
        "examined": result.examined,
        "failed": result.failed,
        "noted": result.noted,
        "not_verifiable": result.not_verifiable,
    }
