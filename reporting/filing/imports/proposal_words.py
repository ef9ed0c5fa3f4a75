"""What a page and a workbook say of a proposal, in one language: counts, rows, what was found."""

from collections.abc import Iterator
from dataclasses import dataclass

from reporting.filing.imports.proposal import Proposal
from reporting.filing.imports.proposal_text import WORDS, count_heads, count_rows
from reporting.filing.imports.proposed_rows import Proposed, ProposedRow
from reporting.filing.imports.record_export import JOINT
from reporting.findings import Finding
from reporting.messages import Text, _, ngettext
from reporting.packages.csv_text import shown
from reporting.renderers.findings import FindingsSection, counts, sections_by_table

EVERY_CELL = 32_000
"""How much of a cell is said: as much as a workbook can hold."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposedCell:
    """A cell of a row that is proposed.

    Attributes:
        field: The field.
        place: The cell of the source; empty where there is none.
        before: What stands in the record.
        after: What would stand there.
    """

    field: str
    place: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldRow:
    """A row of a proposal as people read it.

    Attributes:
        number: Its number, by which `jcm accept` takes it.
        key: Its key.
        place: Where it stands in the source; empty where it does not.
        cells: The cells that differ; of a row that is removed, those that go.
    """

    number: int
    key: str
    place: str
    cells: tuple[ProposedCell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldRows:
    """The rows of a table of which the same becomes.

    Attributes:
        table: The table.
        what: What becomes of them.
        said: The same in words.
        rows: The first of them.
        count: How many there are.
        has_before: Whether the record has them.
        has_after: Whether it would.
    """

    table: str
    what: Proposed
    said: str
    rows: tuple[ToldRow, ...]
    count: int
    has_before: bool
    has_after: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalWords:
    """A proposal in one language.

    Attributes:
        title: Its title.
        summary: How much was found.
        accepting: What comes next: how it is accepted, or what is to be mended.
        heads: The names of the columns of counts.
        counts: How many rows of each sheet became what.
        groups: The rows.
        findings: What was left out or not understood, with the reason, and what is wrong, by table.
        every_finding: The same in order.
    """

    title: str
    summary: str
    accepting: str
    heads: tuple[str, ...]
    counts: tuple[tuple[str | int, ...], ...]
    groups: tuple[ToldRows, ...]
    findings: tuple[FindingsSection, ...]
    every_finding: tuple[Finding, ...]


def proposal_words(proposal: Proposal, language: str, following: Text, most: int) -> ProposalWords:
    """Return what is said of a proposal.

    Args:
        proposal: The proposal.
        language: The language.
        following: What comes next.
        most: How many rows of a table that become the same thing are told.
    """
    rows = ngettext("%(count)s row", "%(count)s rows", len(proposal.rows))
    summary = _("%(rows)s; %(found)s", rows=rows, found=counts(proposal.findings))
    return ProposalWords(
        title=_("What %(file)s would make of the record", file=proposal.source)[language],
        summary=summary[language],
        accepting=following[language],
        heads=tuple(count_heads(language)),
        counts=tuple(count_rows(proposal)),
        groups=tuple(
            ToldRows(
                table=table,
                what=what,
                said=WORDS[what][language],
                rows=tuple(_row(each, language) for each in group.first),
                count=group.count,
                has_before=group.has_before,
                has_after=group.has_after,
            )
            for (table, what), group in proposal.rows.groups(dict.fromkeys(WORDS, most)).items()
        ),
        findings=sections_by_table(proposal.findings, language),
        every_finding=proposal.findings,
    )


def _row(row: ProposedRow, language: str) -> ToldRow:
    number = _("row %(number)s", number=str(row.row))
    place = f"{row.sheet} {number[language]}".strip() if row.row else ""
    return ToldRow(
        number=row.number, key=JOINT.join(row.key), place=place, cells=tuple(_cells(row))
    )


def _cells(row: ProposedRow) -> Iterator[ProposedCell]:
    places = row.places or {}
    for name, (before, after) in row.changes.items():
        yield ProposedCell(
            field=name,
            place=places.get(name, ""),
            before=shown(before, EVERY_CELL),
            after=shown(after, EVERY_CELL),
        )
