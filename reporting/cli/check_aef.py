"""The command that checks AEF workbooks before they are filed."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from reporting.aef_checker.annotated_workbook import annotated
from reporting.aef_checker.check import Checked, check_files, open_workbook
from reporting.aef_checker.compare import Against, MissingSide, Tables, of_form, of_workbook
from reporting.aef_checker.draft_conversion import ConversionError, converted
from reporting.aef_checker.findings_report import as_json, findings_report
from reporting.aef_checker.known_authorizations import NOTHING_KNOWN, KnownAuthorizations
from reporting.cli import arguments
from reporting.cli.arguments import AnswerRequest
from reporting.cli.options import (
    FOUND_ERRORS,
    NOT_VERIFIED,
    FindingsFormat,
    Language,
    ReportFormat,
    app,
    say_findings,
)
from reporting.findings import in_order
from reporting.forms.aef import aef
from reporting.forms.model.request import FormRequest
from reporting.ledger.ledger import Ledger
from reporting.renderers.aef_workbook import aef_workbook


@app.command("check-aef")
def check_aef(  # noqa: PLR0913 - an option each
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE.xlsx…", help="Workbooks, of any Party and year.")
    ],
    *,
    against: Annotated[
        Path | None,
        typer.Option(
            metavar="FOLDER|FILE.xlsx",
            help="What they should say: a data folder, of which the form is made, or a workbook.",
            show_default=False,
        ),
    ] = None,
    data: Annotated[
        Path | None,
        typer.Option(
            metavar="FOLDER",
            help="The record of the Party, in which authorizations of earlier years are looked up.",
            show_default=False,
        ),
    ] = None,
    form: Annotated[
        FindingsFormat, typer.Option("--format", help="How the findings are written.")
    ] = (FindingsFormat.TEXT),
    annotate: Annotated[
        Path | None,
        typer.Option(
            "--annotated",
            metavar="FOLDER",
            help="Where copies with the findings as comments appear; no original is changed.",
            show_default=False,
        ),
    ] = None,
    convert: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE.xlsx",
            help="Where a draft of 2022, its actions and its holdings, appears as the five tables.",
            show_default=False,
        ),
    ] = None,
    language: Annotated[Language, typer.Option(help="Language of text, HTML and comments.")] = (
        Language.ENGLISH
    ),
) -> None:
    """Check AEF workbooks: each cell, then the tables of all of them together.

    They are asked what the UNFCCC consistency check asks, and what any ledger is asked. Give the
    workbook of the year before to have holdings verified (jcm check-aef 2023.xlsx 2024.xlsx), and
    those of both Parties to see whether they agree. Of the draft of 2022, give its actions and its
    holdings together, those of several under names that differ in these words alone; --convert
    writes one as the five tables, and lists what stays empty.

    Exit 0 if nothing is wrong, 1 with errors, 2 if the call is not understood, 3 if nothing is
    wrong but authorizations or entities are named that nothing given lists: a slip in their
    identifiers would not show. The workbooks of earlier years, or --data, list them.
    """
    if annotate and annotate.exists() and not annotate.is_dir():
        msg = f"'{annotate}' is not a folder"
        raise typer.BadParameter(msg, param_hint="--annotated")
    if convert and convert.resolve() in {path.resolve() for path in files}:
        msg = f"'{convert}' is one of the workbooks that are checked"
        raise typer.BadParameter(msg, param_hint="--convert")
    with (
        _against(against, language) as options,
        _known(data or _folder(against), language) as known,
        Console(stderr=True).status("Checking") as status,
    ):
        checked = check_files(
            files,
            options,
            seen=lambda check: status.update(f"Checking: {check.code}"),
            known=known,
        )
    if convert:
        checked = _convert(checked, convert)
    say_findings(findings_report(checked, language), form, lambda: as_json(checked))
    if annotate:
        for path in _annotate(checked, files, annotate, language):
            Console(stderr=True).print(f"Annotated: {path}", highlight=False)
    if not checked.is_clean:
        raise typer.Exit(FOUND_ERRORS)
    if not checked.is_verified:
        raise typer.Exit(NOT_VERIFIED)


def _folder(path: Path | None) -> Path | None:
    """Return what is a folder; a workbook is no record."""
    return path if path and path.is_dir() else None


@contextmanager
def _known(path: Path | None, language: Language) -> Iterator[KnownAuthorizations]:
    """Open the record in which authorizations are looked up."""
    if path is None:
        yield NOTHING_KNOWN
    elif path.is_dir():
        options = AnswerRequest(folders=[path], form=ReportFormat.TEXT, language=language)
        with arguments.ledger_of(options) as ledger:
            yield KnownAuthorizations.from_ledger(ledger)
    else:
        msg = f"'{path}' is no folder"
        raise typer.BadParameter(msg, param_hint="--data")


def _convert(checked: Checked, path: Path) -> Checked:
    """Write a draft as the five tables; what is empty in them is among what was found."""
    try:
        made = converted(checked.submissions, path.name)
    except ConversionError as why:
        raise typer.BadParameter(str(why), param_hint="--convert") from why
    path.write_bytes(aef_workbook(made.form))
    Console(stderr=True).print(f"Converted: {path}", highlight=False)
    return replace(checked, findings=in_order([*checked.findings, *made.findings]))


@contextmanager
def _against(path: Path | None, language: Language) -> Iterator[Against | None]:
    """Open what workbooks are compared with."""
    if path is None:
        yield None
    elif path.is_dir():
        options = AnswerRequest(folders=[path], form=ReportFormat.TEXT, language=language)
        with arguments.ledger_of(options) as ledger:
            known = frozenset(row["party"] for row in ledger.table("parties"))
            yield lambda request: _computed(ledger, known, request)
    elif path.is_file():
        other = open_workbook(path)
        tables = of_workbook(other) if other.tables else MissingSide(reason=f"{path.name}")
        yield lambda _: tables
    else:
        msg = f"'{path}' is neither a folder nor a file"
        raise typer.BadParameter(msg, param_hint="--against")


def _computed(
    ledger: Ledger, parties: frozenset[str], request: FormRequest
) -> Tables | MissingSide:
    if request.party not in parties:
        return MissingSide(reason=", ".join(sorted(parties)))
    return of_form(aef(ledger, request))


def _annotate(
    checked: Checked, files: Sequence[Path], folder: Path, language: Language
) -> Iterator[Path]:
    """Write the copies; a workbook that could not be read has none."""
    folder.mkdir(parents=True, exist_ok=True)
    originals = {path.resolve() for path in files}
    for workbook, path in zip(checked.workbooks, files, strict=True):
        copy = folder / f"{path.stem}_annotated.xlsx"
        number = 1
        while copy.exists():
            number += 1
            copy = folder / f"{path.stem}_annotated_{number}.xlsx"
        # An annotated copy may be among the files that are checked: no original is written over.
        if workbook.sheets and copy.resolve() not in originals:
            copy.write_bytes(annotated(checked, workbook, language))
            yield copy
