"""The command that sets published figures beside those of the rows."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from reporting.cli import arguments
from reporting.cli.arguments import AnswerRequest
from reporting.cli.options import (
    DATA,
    FOUND_ERRORS,
    FindingsFormat,
    Language,
    ReportFormat,
    app,
    packages_in,
    say_findings,
)
from reporting.filing.row_editing import text_rows, write_rows
from reporting.findings import Severity
from reporting.forms.queries.published_figures import published_figures
from reporting.packages import Package, Validation
from reporting.packages import validate as validate_packages
from reporting.packages.opening import companions
from reporting.packages.reconciliation import OF_OUTCOMES, TABLE, Reconciliation, recorded_anew
from reporting.renderers.findings import validation_json, validation_report


@app.command()
def reconcile(  # noqa: PLR0913 - each is an option
    folders: Annotated[
        list[Path] | None,
        typer.Argument(metavar="FOLDER", help="Folders of data packages; default: all in data/."),
    ] = None,
    *,
    form: Annotated[
        ReportFormat, typer.Option("--format", help="How the comparisons are written.")
    ] = ReportFormat.TEXT,
    language: Annotated[Language, typer.Option(help="Language of sentences.")] = Language.ENGLISH,
    write: Annotated[
        bool, typer.Option("--write", help="Record the outcomes as they are now.")
    ] = False,
    reason: Annotated[
        str, typer.Option(help="With --write: why outcomes have changed.", show_default=False)
    ] = "",
    reason_ja: Annotated[str, typer.Option(help="The same in Japanese.", show_default=False)] = "",
) -> None:
    """Compare published figures with the rows; exit 1 where an outcome is not as recorded.

    For example: jcm reconcile --write --reason "The list of 2026-11 was read." --reason-ja "…"
    """
    if write and not (reason and reason_ja):
        msg = "say why, in both languages: --reason and --reason-ja; readers see both"
        raise typer.BadParameter(msg, param_hint="--write")
    chosen = [package for folder in folders or [DATA] for package in packages_in(folder)]
    result = validate_packages([*chosen, *companions(chosen)])
    _refuse_faults(result, form, language)
    wrong = [each for each in result.reconciliations if each.is_wrong]
    options = AnswerRequest(folders=folders, form=form, language=language)
    arguments.show(published_figures(result.reconciliations), options)
    if wrong and write:
        for package in result.packages:
            _record(package, wrong, reason, reason_ja)
        typer.echo(f"Outcomes recorded: {len(wrong)}", err=True)
    elif wrong:
        raise typer.Exit(FOUND_ERRORS)


def _refuse_faults(result: Validation, form: ReportFormat, language: Language) -> None:
    """Print what else is wrong with the data, for then nothing can be compared."""
    others = [
        each
        for each in result.findings
        if each.severity is Severity.ERROR and each.code != OF_OUTCOMES
    ]
    if others:
        is_json = form is ReportFormat.JSON
        say_findings(
            validation_report(result, language),
            FindingsFormat.JSON if is_json else FindingsFormat.TEXT,
            lambda: validation_json(result),
        )
        raise typer.Exit(FOUND_ERRORS)


def _record(package: Package, wrong: Sequence[Reconciliation], reason: str, reason_ja: str) -> None:
    if TABLE not in package.tables:
        return
    table = package.tables[TABLE]
    changed = {
        each.row["reconciliation_id"]: each
        for each in wrong
        if each.row["_package"] == package.name
    }
    rows = [
        recorded_anew(row, changed[row["reconciliation_id"]], reason, reason_ja)
        if row["reconciliation_id"] in changed
        else row
        for row in text_rows(table)
    ]
    write_rows(table, rows)
