"""How a proposal is offered: judged, kept in the folder, shown, written beside, and accepted."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from reporting.cli.options import FOUND_ERRORS, Language, text_width
from reporting.filing.additions.package_rows import PackageRows
from reporting.filing.imports.acceptance import ProposalOutcome, drop, keep, outcome, write
from reporting.filing.imports.proposal import Proposal, propose
from reporting.filing.imports.proposal_file import ProposalError, accepted_marks, proposal_file
from reporting.filing.imports.proposal_pages import proposal_html, proposal_xlsx
from reporting.filing.imports.proposal_text import proposal_text
from reporting.filing.imports.proposed_rows import Proposed, ProposedRows
from reporting.filing.imports.workbook_tables import ImportSource
from reporting.findings import Finding, as_argument, in_order
from reporting.messages import Text, _, ngettext
from reporting.packages import Package, validate
from reporting.packages.journal import put_all
from reporting.renderers.findings import FindingsReport, as_text, counts, gathered_by_table
from reporting.renderers.xlsx import WorkbookLimitError

NOTHING = _("Nothing was written.")
SAME = _("The record has all of it already: there is nothing to accept.")
NOTHING_RIGHT = _("Nothing of the record was changed. Mend what is wrong, and make it again.")
TO_MEND = _(
    "Nothing of the record was changed. Mend what is wrong, and make the proposal again; or accept "
    "single rows that are right by their number: --row NUMBER."
)
ONLY_NAMED = _(
    "What is left of the proposal conflicts, or is older than the record; accept such a row by its "
    "number: --row NUMBER."
)
NOT_AT_ONCE = _("--yes accepts what has no conflict and no error.")


class ProposalFormat(StrEnum):
    """How a proposal is written."""

    TEXT = "text"
    JSON = "json"


class ProposalFile(StrEnum):
    """As what file a proposal is written."""

    HTML = "html"
    XLSX = "xlsx"


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """How a proposal is offered.

    Attributes:
        folder: What the record is called.
        form: How it is written.
        language: The language of the text.
        is_agreed: Whether it is accepted at once if nothing conflicts or is wrong.
        to: As what file it is written beside; None for none.
        out: The file.
    """

    folder: Path
    form: ProposalFormat
    language: Language
    is_agreed: bool
    to: ProposalFile | None = None
    out: Path | None = None

    def __post_init__(self) -> None:
        """Refuse a file that nothing is written to, and one that is there.

        Raises:
            typer.BadParameter: As it says.
        """
        if (self.to is None) != (self.out is None):
            msg = "--to says as what the proposal is written, --out to which file: give both"
            raise typer.BadParameter(msg, param_hint="--to, --out")
        if self.out is not None and self.out.exists():
            msg = f"'{self.out}' is there already; name another file"
            raise typer.BadParameter(msg, param_hint="--out")


To = Annotated[
    ProposalFile | None,
    typer.Option(
        "--to", help="Write it as a page or a workbook, too, in --out.", show_default=False
    ),
]
Out = Annotated[Path | None, typer.Option(metavar="FILE", help="That file.", show_default=False)]
Words = Annotated[Language, typer.Option(help="Language of the text; json holds both.")]


def offer(package: Package, proposal: Proposal, judged: ProposalOutcome, how: Offer) -> None:
    """Keep and show a proposal; write it if that is agreed. Exit 1 if not all of it can be."""
    is_clean = judged.is_sound and not (proposal.conflicts or proposal.left_out)
    _keep(package.folder, proposal)
    _show(proposal, how.form, how.language)
    if how.out is not None:
        _write_out(proposal, judged, how.out, how)
    if how.is_agreed and proposal.rows:
        if not is_clean:
            typer.echo(NOT_AT_ONCE[how.language], err=True)
            typer.echo(_next(proposal, judged, how.folder)[how.language], err=True)
            raise typer.Exit(FOUND_ERRORS)
        accept_judged(package, proposal, judged, how.language)
    elif how.form is ProposalFormat.TEXT:
        typer.echo(_next(proposal, judged, how.folder)[how.language])
    if not is_clean:
        raise typer.Exit(FOUND_ERRORS)


def judged_proposal(
    source: ImportSource, package: Package, digest: str
) -> tuple[Proposal, ProposalOutcome]:
    """Return what a source would make of a package, and what is wrong with that."""
    accepted = accepted_marks(package.folder, source.name)
    proposal = propose(source, PackageRows.of(package), digest, accepted)
    judged = outcome(package, proposal, proposal.writable, validate([package.folder]))
    findings = in_order((*proposal.findings, *judged.findings))
    return replace(proposal, findings=findings), judged


def _keep(folder: Path, proposal: Proposal) -> None:
    try:
        if proposal.rows:
            keep(folder, proposal)
        else:
            drop(folder)
    except OSError as error:
        typer.echo(f"{folder} cannot be written: {error.strerror or error}", err=True)
        raise typer.Exit(FOUND_ERRORS) from error


def _show(proposal: Proposal, form: ProposalFormat, language: Language) -> None:
    if form is ProposalFormat.JSON:
        for part in proposal_file(proposal):
            typer.echo(part.decode(), nl=False)
        return
    width, has_colour = text_width()
    typer.echo(proposal_text(proposal, language, width=width, has_colour=has_colour))
    if proposal.findings:
        typer.echo(findings_text(proposal.findings, language))


def _write_out(proposal: Proposal, judged: ProposalOutcome, out: Path, how: Offer) -> None:
    """Write a proposal as a file; where that cannot be, say why and exit with 1."""
    following = _next(proposal, judged, how.folder)
    try:
        if how.to is ProposalFile.HTML:
            put_all({out: proposal_html(proposal, how.language, following).encode()})
        else:
            put_all({out: proposal_xlsx(proposal, how.language, following)})
    except (OSError, WorkbookLimitError) as error:
        reason = getattr(error, "strerror", None) or error
        typer.echo(f"{out} cannot be written: {reason}", err=True)
        raise typer.Exit(FOUND_ERRORS) from error
    if how.form is ProposalFormat.TEXT:
        typer.echo(f"{out}\n")


def findings_text(found: Sequence[Finding], language: Language) -> str:
    """Return findings as text, counted."""
    report = FindingsReport(
        language=language,
        title="",
        summary=counts(found)[language],
        sections=gathered_by_table(found, language),
    )
    return as_text(report)


def incomplete(folder: Path) -> Text:
    """Return what comes next where something of the source is left out."""
    return _(
        "Nothing of the record was changed. What is wrong is left out: mend it, and make the "
        "proposal again. To write the rest without it: jcm accept %(folder)s --incomplete",
        folder=as_argument(folder),
    )


def _next(proposal: Proposal, judged: ProposalOutcome, folder: Path) -> Text:
    """Return what comes next."""
    if not proposal.rows:
        return NOTHING_RIGHT if proposal.left_out else SAME
    if not judged.is_sound:
        return TO_MEND
    if not proposal.writable:
        return ONLY_NAMED
    if proposal.left_out:
        return incomplete(folder)
    if proposal.conflicts:
        return _(
            "Nothing of the record was changed. jcm accept %(folder)s writes all but the "
            "conflicts; with --row NUMBER, also a row that conflicts.",
            folder=as_argument(folder),
        )
    return _(
        "Nothing of the record was changed. jcm accept %(folder)s writes it; with --row NUMBER, "
        "single rows.",
        folder=as_argument(folder),
    )


def _without_older(rows: ProposedRows) -> ProposedRows:
    return rows.of({*Proposed} - {Proposed.OLDER})


def accept_judged(
    package: Package, proposal: Proposal, judged: ProposalOutcome, language: Language
) -> None:
    """Write rows that were judged, and say what comes next; exit 1 where that cannot be."""
    try:
        write(package, proposal, judged)
    except ProposalError as error:
        refuse(str(error), language)
    except OSError as error:
        said = _(
            "%(folder)s cannot be written: %(reason)s. Everything is as it was.",
            folder=package.folder,
            reason=error.strerror or str(error),
        )
        refuse(said[language], language)
    files = ", ".join(path.name for path in judged.files) or "–"
    count = len(judged.rows)
    done = ngettext("%(count)s row accepted", "%(count)s rows accepted", count)
    # The record stays where the file is older: nothing is left to accept of such a row.
    rest = len(_without_older(proposal.rows.without(judged.rows.numbers)))
    left = ngettext(
        "%(count)s row of the proposal is left", "%(count)s rows of the proposal are left", rest
    )
    typer.echo(f"{done[language]}: {files}")
    if rest:
        typer.echo(left[language])
    typer.echo(f"jcm validate {as_argument(package.folder)}")
    if any(each.table in {"credit_blocks", "transfers"} for each in judged.rows.blocks):
        # What rows say together, as one range issued twice, is asked there.
        typer.echo(f"jcm check --data {as_argument(package.folder)}")


def refuse(reason: str, language: Language) -> NoReturn:
    """Say why nothing was written, and exit with 1."""
    typer.echo(reason, err=True)
    typer.echo(NOTHING[language], err=True)
    raise typer.Exit(FOUND_ERRORS)
