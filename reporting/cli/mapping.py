"""Mapping files, by which lists of others become rows, and export files, by which rows go back."""

from itertools import chain
from pathlib import Path
from typing import Annotated

import typer

from reporting.bundled import ARTICLE6, DATA
from reporting.cli.export import export_named, one_package
from reporting.cli.mapping_options import existing, mapping_named, named_sources
from reporting.cli.options import FOUND_ERRORS, Language, app
from reporting.filing.additions.package_rows import PackageRows
from reporting.filing.exports.field_accounts import field_account, loss_findings
from reporting.filing.exports.model import ExportHead
from reporting.filing.exports.reading import is_export, read_export
from reporting.filing.exports.shipped import shipped_exports
from reporting.filing.imports.mapping.drafting import draft_of, load_list
from reporting.filing.imports.mapping.mapped_source import check_mapping
from reporting.filing.imports.mapping.model import MappingHead
from reporting.filing.imports.mapping.reading import PACKAGES, read_mapping
from reporting.filing.imports.mapping.shipped import copy_shipped, shipped_mappings
from reporting.filing.imports.mapping.source_files import SourceFilesError
from reporting.findings import Finding, Severity, in_order
from reporting.messages import _
from reporting.packages import Package, open_package
from reporting.renderers.findings import FindingsReport, as_text, counts, sections_by_table

NOTHING_MISSING = _("The mapping misses nothing.")
UNCONFIRMED = _("headers not confirmed")
BACK = _("Back, by jcm export FOLDER --to NAME:")
IntoOption = Annotated[
    Path | None,
    typer.Option(metavar="FOLDER", help="The record that it is for.", show_default=False),
]
Words = Annotated[Language, typer.Option(help="Language of the text.")]

mapping = typer.Typer(name="mapping", help=__doc__, no_args_is_help=True)
app.add_typer(mapping)


@mapping.command("list")
def list_(*, language: Words = Language.ENGLISH) -> None:
    """List the mappings and the exports that ship with the program.

    For example: jcm mapping list --language ja
    """
    for name, path in shipped_mappings().items():
        found, _findings = read_mapping(path)
        if found is not None:
            _list_one(name, found.head.package, found.head, language)
    typer.echo(f"\n{BACK[language]}")
    for name, path in shipped_exports().items():
        back, _findings = read_export(path)
        if back is not None:
            _list_one(name, ", ".join(back.packages), back.head, language)


def _list_one(name: str, of: str, head: MappingHead | ExportHead, language: Language) -> None:
    def told(attribute: str) -> str:
        english = str(getattr(head, attribute, ""))
        return head.in_japanese.get(attribute, english) if language != "en" else english

    seen = told("confirmed_by") if head.is_confirmed else UNCONFIRMED[language]
    typer.echo(f"{name} ({of}): {told('title')} [{seen}]")
    for each in filter(None, (told("origin"), told("note"))):
        typer.echo(f"  {each}")


@mapping.command()
def copy(
    name: Annotated[str, typer.Argument(metavar="NAME", help="A mapping that ships.")],
    *,
    to: Annotated[Path, typer.Option(metavar="FOLDER", help="Where its files appear.")],
) -> None:
    """Copy a mapping or an export that ships, with its lists of codes, to change it.

    No file is overwritten.

    For example: jcm mapping copy jcm-issuances --to mine
    """
    shipped = {**shipped_mappings(), **shipped_exports()}
    if name not in shipped:
        mapping_named(name, "NAME")
        msg = f"'{name}' is a file of yours, and none that ships"
        raise typer.BadParameter(msg, param_hint="NAME")
    try:
        for each in copy_shipped(shipped[name], to):
            typer.echo(f"{each}")
    except FileExistsError as error:
        msg = f"'{error.filename}' is there already; name another folder, or remove it"
        raise typer.BadParameter(msg, param_hint="--to") from error
    except OSError as error:
        typer.echo(f"{to} cannot be written: {error.strerror or error}", err=True)
        raise typer.Exit(FOUND_ERRORS) from error


@mapping.command()
def check(
    written: Annotated[str, typer.Argument(metavar="M.toml|NAME", help="The mapping.")],
    files: Annotated[
        list[Path] | None,
        typer.Argument(metavar="FILE", help="Files that it is to read.", show_default=False),
    ] = None,
    *,
    into: IntoOption = None,
    named: Annotated[
        list[str] | None,
        typer.Option(
            "--source",
            metavar="NAME=FILE",
            help="Which file is which source. Repeatable.",
            show_default=False,
        ),
    ] = None,
    language: Words = Language.ENGLISH,
) -> None:
    """Say what a mapping misses: fields that need a value, and of files columns and codes.

    Of an export file: fields of the record that it neither writes nor names as lost.

    Exit 0 if it can be used, 1 if not, 2 if the call is not understood.

    For example: jcm mapping check my-list.toml credits.csv letters.csv
    """
    if written in shipped_exports() or (Path(written).is_file() and is_export(Path(written))):
        if files or named:
            msg = f"'{written}' is an export file: it reads no files, but the record of --into"
            raise typer.BadParameter(msg, param_hint="FILE")
        _tell(in_order(_of_export(export_named(written, "M.toml"), into)), language)
        return
    path = mapping_named(written, "M.toml")
    several = [existing(each, "FILE") for each in files or ()]
    found, findings = read_mapping(path)
    if found is not None:
        package = _package(into, found.head.package)
        try:
            findings = check_mapping(found, several, named_sources(named or ()), package)
        except SourceFilesError as error:
            raise typer.BadParameter(str(error), param_hint="FILE") from error
    _tell(in_order(findings), language)


def _of_export(path: Path, into: Path | None) -> tuple[Finding, ...]:
    """Return what an export misses: of the record named, else of the tables as they are brought."""
    found, findings = read_export(path)
    if found is None:
        return findings
    packages = [_package(into, each) for each in (found.packages if into is None else ("",))]
    accounts = [field_account(found, PackageRows.read_only(each)).findings for each in packages]
    lost = loss_findings(found, packages) if into is None else ()
    every = (*chain(*accounts), *lost)
    return tuple(each for at, each in enumerate(every) if each not in every[:at])


def _tell(findings: tuple[Finding, ...], language: Language) -> None:
    if not findings:
        typer.echo(NOTHING_MISSING[language])
        return
    report = FindingsReport(
        language=language,
        title="",
        summary=counts(findings)[language],
        sections=sections_by_table(findings, language),
    )
    typer.echo(as_text(report))
    if any(each.severity is Severity.ERROR for each in findings):
        raise typer.Exit(FOUND_ERRORS)


def _package(into: Path | None, name: str) -> Package:
    """Return the package a mapping is for: of a folder, else its tables as they are brought."""
    if into is not None:
        return one_package(into, "--into")
    package, _findings = open_package(ARTICLE6 if name == PACKAGES[0] else DATA / name)
    if package is None:
        msg = f"the tables of {name} do not come with the program; name a record that has them"
        raise typer.BadParameter(msg, param_hint="--into")
    return package


@mapping.command()
def draft(  # noqa: PLR0913 - each is an option
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A list: CSV, XLSX, HTML or JSON.")],
    *,
    into: IntoOption = None,
    package: Annotated[
        str,
        typer.Option(metavar="|".join(PACKAGES), help="Whose tables, where no folder is named."),
    ] = PACKAGES[0],
    table: Annotated[
        str,
        typer.Option(metavar="TABLE", help="The table.", show_default="the one it is most like"),
    ] = "",
    sheet: Annotated[
        str, typer.Option(metavar="NAME", help="The sheet of a workbook.", show_default="the first")
    ] = "",
    header_row: Annotated[
        int, typer.Option(metavar="N", min=1, help="The row with the names of the columns.")
    ] = 1,
    language: Words = Language.ENGLISH,
) -> None:
    """Begin a mapping from a list: columns proposed by their names, in either language.

    What is not certain is left to you, as a comment: columns that no field is like, fields that
    need a value, days that can be read in two ways.

    For example: jcm mapping draft credits.csv --into my-record > my-list.toml
    """
    if package not in PACKAGES:
        msg = f"'{package}' is none of {', '.join(PACKAGES)}"
        raise typer.BadParameter(msg, param_hint="--package")
    target = _package(into, package)
    if table and table not in target.tables:
        msg = f"'{table}' is no table of {target.name}"
        raise typer.BadParameter(msg, param_hint="--table")
    loaded = load_list(existing(file, "FILE"), sheet=sheet, header_row=header_row)
    if not loaded.parts:
        _tell(loaded.findings, language)
    typer.echo(draft_of(loaded, target, table), nl=False)
