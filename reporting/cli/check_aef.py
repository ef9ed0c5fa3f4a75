"""The command that checks AEF workbooks before they are filed."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from reporting.aef_checker.annotated_workbook import annotated
from reporting.aef_checker.check import Checked, check_files, open_workbook
from reporting.aef_checker.compare import Against, MissingSide, Tables, of_form, of_workbook
from reporting.aef_checker.findings_report import as_json, findings_report
from reporting.cli import arguments
from reporting.cli.arguments import AnswerRequest
from reporting.cli.options import (
    FOUND_ERRORS,
    FindingsFormat,
    Language,
    ReportFormat,
    app,
    say_findings,
)
from reporting.forms.aef import aef
from reporting.forms.model.request import FormRequest
from reporting.ledger.ledger import Ledger


@app.command("check-aef")
def check_aef(
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
    language: Annotated[Language, typer.Option(help="Language of text, HTML and comments.")] = (
        Language.ENGLISH
    ),
) -> None:
    """Check AEF workbooks: each cell, then the tables of all of them together.

    They are asked what the UNFCCC consistency check asks, and what any ledger is asked. Give the
    workbook of the year before to have holdings verified (jcm check-aef 2023.xlsx 2024.xlsx), and
    those of both Parties to see whether they agree.

    Exit 0 if nothing is wrong, 1 with errors, 2 if the call is not understood.
    """
    if annotate and annotate.exists() and not annotate.is_dir():
        msg = f"'{annotate}' is not a folder"
        raise typer.BadParameter(msg, param_hint="--annotated")
    with _against(against, language) as options, Console(stderr=True).status("Checking") as status:
        checked = check_files(
            files, options, seen=lambda check: status.update(f"Checking: {check.code}")
        )
    say_findings(findings_report(checked, language), form, lambda: as_json(checked))
    if annotate:
        for path in _annotate(checked, files, annotate, language):
            Console(stderr=True).print(f"Annotated: {path}", highlight=False)
    if not checked.is_clean:
        raise typer.Exit(FOUND_ERRORS)


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
