"""The commands that bring rows into a record: a proposal first, then what is accepted of it."""

import re
from collections.abc import Collection, Sequence
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from reporting.cli.export import one_package
from reporting.cli.mapping_options import SourceReader, existing, mapping_reader
from reporting.cli.options import FOUND_ERRORS, Language, app
from reporting.cli.proposals import (
    NOTHING,
    ONLY_NAMED,
    Offer,
    Out,
    ProposalFormat,
    To,
    Words,
    accept_judged,
    findings_text,
    incomplete,
    judged_proposal,
    offer,
    refuse,
)
from reporting.filing.imports.acceptance import ProposalOutcome, chosen, outcome, refuse_changed
from reporting.filing.imports.proposal import Proposal
from reporting.filing.imports.proposal_file import ProposalError, read_proposal
from reporting.filing.imports.workbook_tables import (
    ImportSource,
    ReadingOptions,
    read_workbook,
)
from reporting.findings import as_argument
from reporting.packages import Package, validate
from reporting.packages.written_days import DayOrder

LISTS = {".csv", ".tsv", ".txt", ".json", ".htm", ".html"}
NUMBERS = re.compile(r"([1-9][0-9]{0,8})(?:-([1-9][0-9]{0,8}))?")


@app.command("import")
def import_(  # noqa: PLR0913 - each is an option
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="FILE", help="A workbook, as jcm export writes it; or what --mapping reads."
        ),
    ],
    *,
    into: Annotated[
        Path, typer.Option(metavar="FOLDER", help="The record it goes into.", show_default=False)
    ],
    mapping: Annotated[
        str,
        typer.Option(
            metavar="M.toml|NAME",
            help="A mapping file, or one that ships (jcm mapping list): how the files of others "
            "become rows.",
            show_default=False,
        ),
    ] = "",
    named: Annotated[
        list[str] | None,
        typer.Option(
            "--source",
            metavar="NAME=FILE",
            help="Which file is which source of the mapping, where names and order do not say it. "
            "Repeatable.",
            show_default=False,
        ),
    ] = None,
    is_agreed: Annotated[
        bool, typer.Option("--yes", help="Accept it at once if nothing conflicts or is wrong.")
    ] = False,
    ignored: Annotated[
        list[str] | None,
        typer.Option(
            "--ignore",
            metavar="SHEET|SHEET.COLUMN",
            help="What is left out by name. Repeatable.",
            show_default=False,
        ),
    ] = None,
    days: Annotated[
        DayOrder | None,
        typer.Option(
            "--days",
            help="In which order days are written: dmy, mdy, or ymd where the year has two "
            "digits. Without it, only columns that leave no doubt are read.",
            show_default=False,
        ),
    ] = None,
    form: Annotated[
        ProposalFormat, typer.Option("--format", help="How the proposal is written.")
    ] = ProposalFormat.TEXT,
    to: To = None,
    out: Out = None,
    language: Words = Language.ENGLISH,
) -> None:
    """Show what files would make of a record: a proposal, which jcm accept writes.

    A workbook that jcm export wrote, or with --mapping any list: CSV, XLSX, saved pages, JSON.

    Every row is counted: added, changed, removed, the same, conflicting, or left out with the
    reason; every column is used, ignored by name, or reported. Nothing of the record is changed.

    Exit 0 if all of it can be accepted, 1 if something conflicts or is wrong, 2 if the call is not
    understood.

    For example: jcm import my-record.xlsx --into my-record
    """
    options = ReadingOptions(ignored={each.lower() for each in ignored or ()}, day_order=days)
    if mapping and (ignored or days):
        msg = "a mapping says itself what is ignored and how days are written"
        raise typer.BadParameter(msg, param_hint="--ignore" if ignored else "--days")
    if mapping:
        reader = mapping_reader(mapping, files, named or ())
    elif len(files) == 1 and not named:
        _keep_lists(files[0])
        reader = partial(_read_workbook, existing(files[0], "FILE"), options)
    else:
        msg = "a workbook is read alone; what reads several files is a mapping: --mapping M.toml"
        raise typer.BadParameter(msg, param_hint="FILE")
    how = Offer(folder=into, form=form, language=language, is_agreed=is_agreed, to=to, out=out)
    package = one_package(into, "--into")
    _keep_keys(options.ignored, package)
    proposal, judged = _proposal(reader, package)
    offer(package, proposal, judged, how)


@app.command()
def accept(
    folder: Annotated[
        Path, typer.Argument(metavar="FOLDER", help="The record that the proposal is for.")
    ],
    *,
    rows: Annotated[
        list[str] | None,
        typer.Option(
            "--row",
            metavar="N|N-M",
            help="A row of the proposal by its number, or several. Repeatable.",
            show_default="all that do not conflict",
        ),
    ] = None,
    is_incomplete: Annotated[
        bool,
        typer.Option(
            "--incomplete", help="Write the rows although something else is left out as wrong."
        ),
    ] = False,
    language: Words = Language.ENGLISH,
) -> None:
    """Write what jcm import or jcm number proposed: all that does not conflict, or the rows named.

    Written whole or not at all, and only if the record is as it was when the proposal was made and
    no error is new in it. A row that conflicts is written if it is named. What is left out as
    wrong is told again, and nothing is written unless --incomplete or --row says so.

    For example: jcm accept my-record; jcm accept my-record --row 3 --row 7-9
    """
    numbers = [number for each in rows or () for number in _numbers(each)]
    package = one_package(folder, "FOLDER")
    try:
        proposal = read_proposal(package.folder)
        refuse_changed(package, proposal)
        wanted = chosen(proposal, numbers)
    except ProposalError as error:
        refuse(str(error), language)
    if not wanted and proposal.rows:
        refuse(ONLY_NAMED[language], language)
    with Console(stderr=True).status("Checking the rows"):
        judged = outcome(package, proposal, wanted, validate([package.folder]))
    if judged.findings:
        typer.echo(findings_text(judged.findings, language))
    if not judged.is_sound:
        typer.echo(NOTHING[language], err=True)
        raise typer.Exit(FOUND_ERRORS)
    if proposal.left_out:
        typer.echo(findings_text(proposal.left_out, language))
        if not (numbers or is_incomplete):
            typer.echo(incomplete(folder)[language], err=True)
            raise typer.Exit(FOUND_ERRORS)
    accept_judged(package, proposal, judged, language)


def _keep_lists(file: Path) -> None:
    """Refuse a list that is read as a workbook: its columns are those of nobody's record."""
    if file.suffix.lower() in LISTS:
        msg = (
            f"{file.name} is read by a mapping: name one that ships (jcm mapping list) or one of "
            f"your own (jcm mapping draft {as_argument(file.name)} begins it) with --mapping"
        )
        raise typer.BadParameter(msg, param_hint="FILE")


def _keep_keys(ignored: Collection[str], package: Package) -> None:
    """Refuse to leave out a column of a key: without it, no row is told from another."""
    for each in ignored:
        name, _dot, column = each.partition(".")
        table = package.tables.get(name)
        if table is not None and column in table.schema.primary_key:
            msg = f"'{each}' tells the rows of {name} apart, and cannot be left out"
            raise typer.BadParameter(msg, param_hint="--ignore")


def _numbers(written: str) -> Sequence[int]:
    found = NUMBERS.fullmatch(written)
    last = int(found[2] or found[1]) if found else 0
    if found is None or last < int(found[1]):
        msg = f"'{written}' is no number of a row; write it as 3, or several as 7-9"
        raise typer.BadParameter(msg, param_hint="--row")
    return range(int(found[1]), last + 1)


def _read_workbook(
    file: Path, options: ReadingOptions, package: Package
) -> tuple[ImportSource, str]:
    return read_workbook(file, package, options), sha256(file.read_bytes()).hexdigest()


def _proposal(reader: SourceReader, package: Package) -> tuple[Proposal, ProposalOutcome]:
    """Return what a source would make of a package, and what is wrong with that."""
    with Console(stderr=True).status("Reading") as status:
        source, digest = reader(package)
        status.update("Checking the rows")
        return judged_proposal(source, package, digest)
