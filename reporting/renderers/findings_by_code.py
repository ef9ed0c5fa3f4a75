"""The findings of a form as its documents list them: those of one kind together."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from reporting.findings import Finding, Severity
from reporting.forms.model.form import Form
from reporting.texts import said

EXPECTED, FOUND = said("Expected", "期待される値"), said("Found", "見つかった値")
REMEDY, PLACE = said("Remedy", "対処"), said("Place", "場所")
SHOWN = 20
MISSING = "missing"
OF_NARRATIVES = frozenset(("narrative-missing", "narrative-unfinished"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
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


def listed(form: Form, language: str) -> Iterator[Kind]:
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
        yield Kind(
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
