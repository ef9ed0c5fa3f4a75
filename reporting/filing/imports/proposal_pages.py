"""A proposal as a page that stands alone, and as a workbook."""

from collections.abc import Iterator

from reporting.filing.imports.proposal import Proposal
from reporting.filing.imports.proposal_words import ProposalWords, ToldRows, proposal_words
from reporting.messages import Text, _
from reporting.renderers.diff_words import more_rows
from reporting.renderers.findings import HEADS
from reporting.renderers.sheets import CellContent, Look, Row, SheetContent, names_of
from reporting.renderers.xlsx import to_xlsx

IN_PAGE, IN_SHEET = 1_000, 50_000
"""How many rows of a table of which the same becomes are told."""
PROPOSAL, ROWS, FOUND = _("Proposal"), _("Rows"), _("Findings")
OF_ROWS = (
    *(_("Number"), _("Change"), _("Table"), _("Key"), _("Place")),
    *(_("Cell"), _("Field"), _("Before"), _("After")),
)
OF_COUNTS, OF_TEXTS = 16, 24
COUNT_WIDTHS = (28, *(OF_COUNTS,) * 8)
ROW_WIDTHS = (9, 32, 26, 24, 34, 8, 24, OF_TEXTS, OF_TEXTS)
FINDING_WIDTHS = (30, 36, 40, 40, 50, 30)


def proposal_html(proposal: Proposal, language: str, following: Text) -> str:
    """Return a proposal as a page: counts, rows by table, what was left out and why."""
    # Only a page waits for the templates.
    from reporting.renderers.standalone import page  # noqa: PLC0415

    return page(
        "proposal.html",
        language,
        words=proposal_words(proposal, language, following, IN_PAGE),
        heads=HEADS,
        more=lambda count: more_rows(count, language),
    )


def proposal_xlsx(proposal: Proposal, language: str, following: Text) -> bytes:
    """Return a proposal as a workbook: counts, a line for each cell, what was left out and why.

    Raises:
        WorkbookLimitError: A table is longer than a sheet.
    """
    words = proposal_words(proposal, language, following, IN_SHEET)
    about, rows, found = names_of([each[language] for each in (PROPOSAL, ROWS, FOUND)])
    head = (words.title, "", "")
    sheets = [
        SheetContent(name=about, rows=tuple(_counts(words)), widths=COUNT_WIDTHS, header=head)
    ]
    lists = (
        (rows, OF_ROWS, ROW_WIDTHS, [*_lines(words, language)]),
        (found, HEADS, FINDING_WIDTHS, [*_findings(words, language)]),
    )
    for name, heads, widths, told in lists:
        if told:
            heading = tuple(CellContent(value=each[language], look=Look.HEADING) for each in heads)
            sheets.append(
                SheetContent(
                    name=name,
                    rows=(heading, *told),
                    widths=widths,
                    frozen=(1, 1),
                    repeated=(0, 0),
                    header=head,
                    is_framed=True,
                )
            )
    return to_xlsx(sheets, title=words.title)


def _texts(*values: str | int) -> Row:
    return tuple(CellContent(value=each) for each in values)


def _counts(words: ProposalWords) -> Iterator[Row]:
    yield (CellContent(value=words.title, look=Look.TITLE),)
    yield (CellContent(value=words.summary, look=Look.NOTE),)
    if words.accepting:
        yield (CellContent(value=words.accepting, look=Look.NOTE),)
    yield ()
    yield tuple(CellContent(value=each, look=Look.HEADING) for each in words.heads)
    yield from (_texts(*each) for each in words.counts)


def _lines(words: ProposalWords, language: str) -> Iterator[Row]:
    for group in words.groups:
        for row in group.rows:
            first = (row.number, group.said, group.table, row.key, row.place)
            for cell in row.cells:
                values = _sides(group, cell.before, cell.after)
                yield _texts(*first, cell.place, cell.field, *values)
        if more := group.count - len(group.rows):
            yield (CellContent(value=more_rows(more, language), look=Look.NOTE),)


def _sides(group: ToldRows, before: str, after: str) -> tuple[str, str]:
    return before if group.has_before else "", after if group.has_after else ""


def _findings(words: ProposalWords, language: str) -> Iterator[Row]:
    for finding in words.every_finding:
        said = finding.words(language)
        title = f"{said.title} [{finding.code}, {finding.severity}]"
        yield _texts(
            *(str(finding.place), title, said.expected, said.found, said.remedy),
            finding.provision,
        )
