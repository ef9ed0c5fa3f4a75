"""The command that writes a record as a workbook to fill, or as the tables of somebody else."""

from collections.abc import Collection
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from reporting.cli.arguments import AnswerRequest, day_named, replayed, validated
from reporting.cli.options import (
    FOUND_ERRORS,
    Language,
    ReportFormat,
    app,
    packages_in,
    tell_saved,
)
from reporting.filing.additions.package_rows import PackageRows
from reporting.filing.exports.field_accounts import field_account, tables_of
from reporting.filing.exports.outcome_text import outcome_text
from reporting.filing.exports.reading import read_export
from reporting.filing.exports.shipped import shipped_exports
from reporting.filing.exports.writing import exported
from reporting.filing.imports.mapping.target import is_usable
from reporting.filing.imports.mapping.toml_keys import nearest
from reporting.filing.imports.record_export import workbook_of
from reporting.findings import Finding, Place, Severity, as_argument
from reporting.forms.model.redaction import withheld
from reporting.packages import Package, open_package
from reporting.packages.journal import put_all
from reporting.renderers.findings import findings_by_code
from reporting.renderers.xlsx import WorkbookLimitError

ACCOUNTS = "accounts"


class ExportFormat(StrEnum):
    """As what a record is exported to be filled."""

    XLSX = "xlsx"


@app.command()
def export(
    folder: Annotated[
        Path, typer.Argument(metavar="FOLDER", help="The data package, as a Party's own folder.")
    ],
    *,
    to: Annotated[
        str,
        typer.Option(
            "--to",
            metavar="|".join((ExportFormat.XLSX, *shipped_exports(), "M.toml")),
            help="xlsx: a workbook to fill, a sheet for each table. Else tables of others as CSV, "
            "by an export that ships or by an export file of your own.",
        ),
    ] = ExportFormat.XLSX,
    out: Annotated[
        Path,
        typer.Option(
            metavar="FILE|FOLDER", help="The workbook, or where the files go.", show_default=False
        ),
    ],
    day: Annotated[
        str, typer.Option(metavar="DAY", help="The day of the export.", show_default="today")
    ] = "",
    language: Annotated[
        Language, typer.Option(help="Language of what is told.")
    ] = Language.ENGLISH,
) -> None:
    """Write a record as a workbook to fill, or as the tables of somebody else, with what is lost.

    Every cell of the workbook is text, and jcm import brings it back. What goes to others is what
    is public: no confidential row, no account of a natural person. All files are written or none.

    For example: jcm export my-record --to xlsx --out my-record.xlsx;
    jcm export my-record --to cad-trust --out shared
    """
    on = day_named(day, "--day") if day else date.today()  # noqa: DTZ011 - the day where the person is
    if to != ExportFormat.XLSX:
        _export_tables(folder, export_named(to), out, on, language)
        return
    if out.exists():
        msg = f"'{out}' is there already, and may hold what somebody typed; name another file"
        raise typer.BadParameter(msg, param_hint="--out")
    package = one_package(folder, "FOLDER")
    write_workbook(package, out)
    rows = f"{len(package.tables)} tables"
    typer.echo(
        f"{out}: {rows}. Fill it, then: jcm import {as_argument(out)} --into {as_argument(folder)}"
    )


def export_named(written: str, hint: str = "--to") -> Path:
    """Return an export file: a file, or one that ships by its name."""
    path, shipped = Path(written), shipped_exports()
    if path.is_file():
        return path
    if written in shipped:
        return shipped[written]
    meant = nearest(written, dict(shipped))
    near = f"; did you mean {meant}" if meant in shipped else ""
    msg = f"'{written}' is no file, and none of {', '.join(('xlsx', *shipped))}{near}"
    raise typer.BadParameter(msg, param_hint=hint)


def _export_tables(folder: Path, path: Path, out: Path, day: date, language: Language) -> None:
    """Write the tables of others; where that cannot be, say why and exit with 1."""
    export_file, findings = read_export(path)
    if export_file is None:
        _refuse(findings, language)
        return
    package, hidden = _public(one_folder(folder, "FOLDER"), language)
    if not tables_of(export_file, package):
        needed = ", ".join(dict.fromkeys(each.source for each in export_file.tables))
        msg = f"'{folder}' has none of the tables that {export_file.head.name} takes: {needed}"
        raise typer.BadParameter(msg, param_hint="FOLDER")
    record = PackageRows.read_only(package)
    account = field_account(export_file, record)
    if not is_usable(account.findings):
        _refuse(account.findings, language)
    outcome = exported(export_file, record, account.used, hidden, day)
    _put({out / each.name: each.content for each in outcome.files}, out)
    typer.echo(outcome_text(export_file.head, outcome, language))


def _public(folder: Path, language: Language) -> tuple[Package, Collection[Place]]:
    """Return a record that is sound, and the places of what may not leave it."""
    request = AnswerRequest(folders=[folder], form=ReportFormat.TEXT, language=language)
    package, _findings = open_package(folder)
    if package is None or ACCOUNTS not in package.tables:
        return validated(request).packages[0], ()
    with replayed(request) as (ledger, packages):
        return packages[0], withheld(ledger)


def _put(files: dict[Path, bytes], out: Path) -> None:
    """Write files into a folder, all or none."""
    for each in files:
        if each.exists():
            msg = f"'{each}' is there already; name another folder, or remove it"
            raise typer.BadParameter(msg, param_hint="--out")
    is_new = not out.exists()
    try:
        out.mkdir(parents=True, exist_ok=True)
        try:
            put_all(files)
        except BaseException:
            if is_new:
                out.rmdir()
            raise
    except OSError as error:
        typer.echo(f"{out} cannot be written: {error.strerror or error}", err=True)
        raise typer.Exit(FOUND_ERRORS) from error


def _refuse(findings: tuple[Finding, ...], language: Language) -> None:
    errors = [each for each in findings if each.severity is Severity.ERROR]
    typer.echo(findings_by_code(errors, language), nl=False)
    raise typer.Exit(FOUND_ERRORS)


def one_folder(folder: Path, hint: str) -> Path:
    """Return the folder of the one package that a folder is or holds."""
    folders = packages_in(folder)
    if len(folders) != 1:
        several = ", ".join(map(str, folders))
        msg = f"'{folder}' holds several data packages; name one of them: {several}"
        raise typer.BadParameter(msg, param_hint=hint)
    return folders[0]


def one_package(folder: Path, hint: str) -> Package:
    """Return the one package of a folder; where it cannot be read, say why and exit with 1."""
    package, findings = open_package(one_folder(folder, hint))
    if package is None:
        typer.echo(findings_by_code(findings), nl=False)
        raise typer.Exit(FOUND_ERRORS)
    tell_saved(finding for table in package for finding in table.told)
    return package


def write_workbook(package: Package, out: Path) -> None:
    """Write the workbook of a package; where that cannot be, say why and exit with 1."""
    try:
        put_all({out: workbook_of(package)})
    except (WorkbookLimitError, ValueError) as error:
        typer.echo(f"{package.folder}: {error}", err=True)
        raise typer.Exit(FOUND_ERRORS) from error
    except OSError as error:
        typer.echo(f"{out} cannot be written: {error.strerror or error}", err=True)
        raise typer.Exit(FOUND_ERRORS) from error
