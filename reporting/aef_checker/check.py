"""All of it: workbooks opened, their cells checked, asked together, compared."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from openpyxl.utils.cell import column_index_from_string

from reporting.aef_checker.causes import Follows, with_consequences
from reporting.aef_checker.compare import Against, compare
from reporting.aef_checker.consistency import consistency
from reporting.aef_checker.draft_pair import paired
from reporting.aef_checker.inferred_blocks import OPENING
from reporting.aef_checker.known_authorizations import NOTHING_KNOWN, KnownAuthorizations
from reporting.aef_checker.layout import read_tables
from reporting.aef_checker.platform_syntax import may_be_refused
from reporting.aef_checker.program_words import without_program_words
from reporting.aef_checker.syntax import syntax
from reporting.aef_checker.tables import DOWN, Workbook
from reporting.aef_checker.xlsx_reader.container import open_container
from reporting.aef_checker.xlsx_reader.grid import read_grid
from reporting.findings import Finding, Place, Severity, in_order
from reporting.ledger.checks import Check, Outcome, Result
from reporting.official_forms.aef import CURRENT

# A slip in what these name would not show.
NOT_LOOKED_UP = frozenset(("authorization-not-reported", "entity-not-reported"))


def open_workbook(path: Path, name: str = "") -> Workbook:
    """Open a workbook and check its cells; whatever is wrong with it is a finding.

    Args:
        path: The file.
        name: How findings name it; its file name if empty.
    """
    name = name or path.name
    container, found = open_container(path, name)
    if container is None:
        return Workbook(name=name, edition=CURRENT, tables={}, findings=found)
    sheets, broken = read_grid(container, name)
    if not sheets and broken:
        return Workbook(name=name, edition=CURRENT, tables={}, findings=(*found, *broken))
    workbook, words = without_program_words(read_tables(name, sheets))
    cells = (*words, *syntax(workbook))
    refused = may_be_refused(workbook, {each.place for each in cells})
    findings = (*found, *broken, *workbook.findings, *cells, *refused)
    return replace(workbook, findings=in_order(findings))


def open_workbooks(paths: Sequence[Path]) -> tuple[Workbook, ...]:
    """Open workbooks; two of one name are told apart by their paths."""
    names = [path.name for path in paths]
    return tuple(
        open_workbook(path, path.name if names.count(path.name) == 1 else str(path))
        for path in paths
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What was found in workbooks.

    Attributes:
        workbooks: The workbooks, as far as they could be read.
        submissions: The same, the two workbooks of a draft as one.
        results: The answers of the checks of the ledger.
        findings: What was found and follows from nothing else, errors before notices on each sheet.
        follows: What follows from these, by code and place of the cause.
    """

    workbooks: tuple[Workbook, ...]
    submissions: tuple[Workbook, ...]
    results: tuple[Result, ...]
    findings: tuple[Finding, ...]
    follows: Follows = field(default_factory=dict)

    @property
    def is_clean(self) -> bool:
        """Whether nothing of severity error was found."""
        return all(each.severity is not Severity.ERROR for each in self.findings)

    @property
    def is_verified(self) -> bool:
        """Whether every identifier that is named could be looked up."""
        return not any(each.code in NOT_LOOKED_UP for each in self.findings)

    def count(self, outcome: Outcome) -> int:
        """Return how many checks of the ledger gave an answer."""
        return sum(each.outcome is outcome for each in self.results)

    def label(self, place: Place) -> str:
        """Return the label over or beside a cell; empty where none is known."""
        for workbook in self.workbooks:
            for table in workbook.tables.values() if workbook.name == place.package else ():
                if table.sheet.name == place.table and place.field:
                    column = column_index_from_string(place.field.rstrip("0123456789"))
                    is_down = table.official.orientation == DOWN
                    wanted = place.row if is_down else column
                    names = [name for name, at in table.places.items() if at == wanted]
                    return table.label(names[0]) if names else ""
        return ""


def check_files(
    paths: Sequence[Path],
    against: Against | None = None,
    seen: Callable[[Check], None] = lambda _: None,
    known: KnownAuthorizations = NOTHING_KNOWN,
) -> Checked:
    """Check workbooks, alone and together.

    Args:
        paths: Their files.
        against: What they are compared with.
        seen: Called before each check of the ledger, for whoever shows progress.
        known: What a record says of authorizations.
    """
    workbooks = open_workbooks(paths)
    whole, apart = paired(workbooks)
    asked = consistency(whole, seen, known)
    compared = [finding for each in whole for finding in compare(each, against)]
    cells = [finding for each in workbooks for finding in each.findings]
    together = asked.findings if against is None else map(_as_compared, asked.findings)
    told, follows = with_consequences(in_order([*cells, *apart, *together, *compared]))
    return Checked(
        workbooks=workbooks,
        submissions=whole,
        results=asked.results,
        findings=tuple(sorted(told, key=_weight)),
        follows=follows,
    )


def _weight(finding: Finding) -> tuple[str, str, bool]:
    """Order findings as files and sheets stand, of each sheet the errors first."""
    place = finding.place
    return place.package, place.table, finding.severity is Severity.NOTICE


def _as_compared(finding: Finding) -> Finding:
    """Say of an opening what is left to do for whoever compares already."""
    is_opening = finding.code == OPENING
    return replace(finding, code="opening-compared-only") if is_opening else finding
