"""Findings as text for people, JSON for programs, and an HTML page."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from reporting.findings import Finding, Place, Severity, catalogue
from reporting.forms.model.form import Form
from reporting.messages import Text, _, in_language, joined, ngettext
from reporting.packages import Validation

EXPECTED, FOUND = _("Expected"), _("Found")
REMEDY, PLACE = _("Remedy"), _("Place")
SHOWN = 20
MISSING = "missing"
IN_FULL = frozenset({"saved-otherwise"})  # a notice that names what a person may do
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


def findings_by_kind(form: Form, language: str) -> Iterator[FindingKind]:
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


COMMA, COLON = _(", "), _(": ")
HEADS = (PLACE, _("Finding"), EXPECTED, FOUND, REMEDY, _("Provision"))
ROW, TABLE, PACKAGE = _("row"), _("whole table"), _("package")
PLATFORM, UNFCCC = _("platform"), _("UNFCCC")
PLACES, FEW = 12, 3
# What is only said because something else is wrong: it goes when that is mended.
CONSEQUENCES = frozenset(
    {"rows-not-checked", "foreign-key-not-verifiable", "reconciliation-not-run"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportedFinding:
    """A finding under a heading that says where it belongs.

    Attributes:
        where: Where it stands below the heading.
        finding: The finding.
        others: Where else the same was found.
        follows: What follows from it, each by its title and place.
    """

    where: str
    finding: Finding
    others: tuple[str, ...] = ()
    follows: tuple[str, ...] = ()

    @property
    def is_error(self) -> bool:
        """Whether it is an error."""
        return self.finding.severity is Severity.ERROR

    def also(self, language: str) -> str:
        """Return that the same was found elsewhere; nothing if it was not."""
        more = _("and at %(count)s more", count=len(self.others))
        return more[language] if self.others else ""

    def consequences(self, language: str) -> str:
        """Return what follows from it, with their number; nothing if nothing does."""
        return consequences(self.follows, language)

    def platform(self, language: str) -> str:
        """Return what the platform of the secretariat says to it; nothing where it is not known."""
        return catalogue()[self.finding.code].platform.get(language, "")

    def bases(self, language: str) -> tuple[str, ...]:
        """Return what the rule rests on: provision, number and words of the secretariat."""
        secretariat = catalogue()[self.finding.code].secretariat
        named = f"{UNFCCC[language]} {secretariat}" if secretariat else ""
        several = (self.finding.provision, named, self.platform(language))
        return tuple(each for each in several if each)


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingsSection:
    """Findings of one table or sheet, under its name; of a package or file, under that."""

    name: str
    findings: tuple[ReportedFinding, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckLine:
    """A check and its outcome: title, number at the secretariat, whether it failed."""

    title: str
    secretariat: str
    outcome: str
    is_failed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingsReport:
    """What was found, in one language.

    Attributes:
        language: The language.
        title: What was checked.
        summary: How much was checked, and what was found.
        sections: The findings.
        checks: The outcomes of checks of several tables together.
        is_brief: Whether a text folds what only follows from another finding, and notices, into a
            line for each kind.
        in_full: Codes of notices that are told one by one all the same.
        has_remedies: Whether such a line has the remedy.
    """

    language: str
    title: str
    summary: str
    sections: tuple[FindingsSection, ...]
    checks: tuple[CheckLine, ...] = ()
    is_brief: bool = False
    in_full: frozenset[str] = frozenset()
    has_remedies: bool = False


def as_text(report: FindingsReport) -> str:
    """Return one paragraph for each finding, and a closing line of counts."""
    sections, folded = told_and_folded(report)
    lines: list[str] = []
    for section in sections:
        lines += [section.name, ""] if section.name else []
        for each in section.findings:
            lines += [*_paragraph(each, report.language), ""]
    return "\n".join([*lines, *folded, report.summary, ""])


def told_and_folded(report: FindingsReport) -> tuple[tuple[FindingsSection, ...], tuple[str, ...]]:
    """Return the findings that are told one by one, and a line for each kind of the others."""
    sections: list[FindingsSection] = []
    folded: dict[str, list[ReportedFinding]] = {}
    every = [each for section in report.sections for each in section.findings]
    has_cause = any(each.is_error and each.finding.code not in CONSEQUENCES for each in every)
    for section in report.sections:
        told: list[ReportedFinding] = []
        for each in section.findings:
            follows = has_cause and each.finding.code in CONSEQUENCES
            if (
                report.is_brief
                and (follows or not each.is_error)
                and each.finding.code not in report.in_full
            ):
                folded.setdefault(each.finding.code, []).append(each)
            else:
                told.append(each)
        if told:
            sections.append(FindingsSection(name=section.name, findings=tuple(told)))
    lines = (
        _folded(each, report.language, has_remedy=report.has_remedies) for each in folded.values()
    )
    return tuple(sections), tuple(lines)


def consequences(follows: Sequence[str], language: str) -> str:
    """Return what follows from a finding, with their number; nothing if nothing does."""
    if not follows:
        return ""
    cut = ["…"] if len(follows) > PLACES else []
    more = ngettext("%(count)s more follows from it", "%(count)s more follow from it", len(follows))
    return f"{more[language]}: {'; '.join([*follows[:PLACES], *cut])}"


def _folded(several: list[ReportedFinding], language: str, *, has_remedy: bool) -> str:
    """Return a line for findings of one kind that need no more."""
    finding = several[0].finding
    places = [place for each in several for place in (str(each.finding.place), *each.others)]
    cut = ["…"] if len(places) > FEW else []
    kind = f"{finding.words(language).title} [{finding.code}, {finding.severity}]"
    remedy = f". {finding.words(language).remedy}" if has_remedy else ""
    return f"{len(places)} × {kind}: {', '.join([*places[:FEW], *cut])}{remedy}"


def _paragraph(found: ReportedFinding, language: str) -> Iterator[str]:
    finding = found.finding
    secretariat = catalogue()[finding.code].secretariat
    unfccc = f", {secretariat}" if secretariat else ""
    title = finding.words(language).title
    yield f"  {found.where}: {title} [{finding.code}, {finding.severity}{unfccc}]"
    yield from (f"    {name:<10}{text}" for name, text in said(found, language))
    if found.others:
        cut = ["…"] if len(found.others) > PLACES else []
        yield f"    {found.also(language)}: {', '.join([*found.others[:PLACES], *cut])}"
    if found.follows:
        yield f"    {found.consequences(language)}"


def said(found: ReportedFinding, language: str) -> Iterator[tuple[str, str]]:
    """Yield what a finding says beside its title, each under its name: expected, found, remedy."""
    _place, _finding, *names = in_language((*HEADS, PLATFORM), language)
    words = found.finding.words(language)
    sentences = (
        *(words.expected, words.found, words.remedy),
        *(found.finding.provision, found.platform(language)),
    )
    several = zip(names, sentences, strict=True)
    yield from ((name.lower(), text) for name, text in several if text)


def as_html(report: FindingsReport) -> str:
    """Return a page that stands alone: a table for each section, and one of the checks."""
    # Only a page waits for the templates.
    from reporting.renderers.standalone import page  # noqa: PLC0415

    return page("findings.html", report.language, report=report, heads=HEADS)


def findings_by_code(findings: Iterable[Finding], language: str = "en") -> str:
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


def validation_report(validation: Validation, language: str = "en") -> FindingsReport:
    """Return what a validation found, by table."""
    return FindingsReport(
        language=language,
        title=_("Validation")[language],
        summary=summary(validation, language),
        is_brief=True,
        in_full=IN_FULL,
        sections=gathered_by_table(validation.findings, language),
    )


def gathered_by_table(findings: Iterable[Finding], language: str) -> tuple[FindingsSection, ...]:
    """Return findings as `sections_by_table` does, many of one kind and field as one."""
    return tuple(
        replace(each, findings=tuple(_gathered(each.findings, language)))
        for each in sections_by_table(findings, language)
    )


def _gathered(findings: tuple[ReportedFinding, ...], language: str) -> Iterator[ReportedFinding]:
    """Yield the findings of a table, more than `PLACES` of one kind and field as one.

    It says where the others stand; whoever wants each has the list for programs. What is found in
    no row, as in a schema, is told each time: the places are all alike.
    """
    kinds: dict[tuple[str, str], list[ReportedFinding]] = {}
    for each in findings:
        kinds.setdefault((each.finding.code, each.finding.place.field), []).append(each)
    told: set[tuple[str, str]] = set()
    for each in findings:
        kind = (each.finding.code, each.finding.place.field)
        same = kinds[kind]
        if len(same) <= PLACES or not each.finding.place.row:
            yield each
        elif kind not in told:
            told.add(kind)
            rows = (Place(table=".", row=other.finding.place.row) for other in same[1:])
            yield replace(each, others=tuple(_within(row, language) for row in rows))


def sections_by_table(
    findings: Iterable[Finding], language: str, side: str = ""
) -> tuple[FindingsSection, ...]:
    """Return findings that stand in order by table, each under its name and that of its side."""
    by_table = groupby(findings, key=lambda each: (each.place.package, each.place.table))
    before = f"{side}{COLON[language]}" if side else ""
    return tuple(
        FindingsSection(
            name=before + "/".join(filter(None, names)),
            findings=tuple(
                ReportedFinding(where=_within(each.place, language), finding=each) for each in some
            ),
        )
        for names, some in by_table
    )


def _within(place: Place, language: str) -> str:
    """Return where a finding stands in its table."""
    row = f"{ROW[language]} {place.row}" if place.row else ""
    whole = (TABLE if place.table else PACKAGE)[language]
    return ", ".join(each for each in (row, place.field) if each) or whole


def summary(validation: Validation, language: str = "en") -> str:
    """Return one line: how much was checked, and what was found."""
    rows = sum(each.rows for each in validation.tables)
    packages, tables = len(validation.packages), len(validation.tables)
    checked = (
        ngettext("%(count)s package", "%(count)s packages", packages),
        ngettext("%(count)s table", "%(count)s tables", tables),
        ngettext("%(count)s row", "%(count)s rows", rows),
    )
    return _(
        "%(checked)s: %(found)s",
        checked=joined(checked, COMMA),
        found=counts(validation.findings),
    )[language]


def counts(findings: Sequence[Finding]) -> Text:
    """Say how many errors and notices there are."""
    errors = sum(each.severity is Severity.ERROR for each in findings)
    notices = len(findings) - errors
    several = (
        ngettext("%(count)s error", "%(count)s errors", errors),
        ngettext("%(count)s notice", "%(count)s notices", notices),
    )
    return joined(several, COMMA)


def validation_json(validation: Validation) -> str:
    """Return ``{"findings": […], "tables": [{"package", "name", "rows"}]}``."""
    record = {
        "findings": [each.as_record() for each in validation.findings],
        "tables": [
            {"package": each.package, "name": each.table, "rows": each.rows}
            for each in validation.tables
        ],
    }
    return json.dumps(record, ensure_ascii=False, indent=2) + "\n"
