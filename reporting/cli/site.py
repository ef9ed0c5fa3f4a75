"""Commands that check data packages and build the website."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from reporting.bundled import ROOT
from reporting.cli.options import (
    DATA,
    FOUND_ERRORS,
    FindingsFormat,
    Language,
    app,
    packages_in,
    say_findings,
)
from reporting.cli.serve import serve
from reporting.packages import validate as validate_packages
from reporting.packages.opening import companions
from reporting.renderers.findings import as_text, summary, validation_json, validation_report
from reporting.site.build import BuildError, build, refuse_others
from reporting.site.dataset import NEEDED

SETTINGS = "pelicanconf.py"


@app.command()
def validate(
    folders: Annotated[
        list[Path] | None,
        typer.Argument(metavar="FOLDER", help="Folders of data packages; default: all in data/."),
    ] = None,
    form: Annotated[
        FindingsFormat, typer.Option("--format", help="How the findings are written.")
    ] = (FindingsFormat.TEXT),
    language: Annotated[Language, typer.Option(help="Language of text and HTML.")] = (
        Language.ENGLISH
    ),
) -> None:
    """Check data packages: exit 0 if clean, 1 with errors, 2 if the call is not understood."""
    chosen = [package for folder in folders or [DATA] for package in packages_in(folder)]
    result = validate_packages(chosen)
    say_findings(validation_report(result, language), form, lambda: validation_json(result))
    if not result.is_clean:
        raise typer.Exit(FOUND_ERRORS)


@app.command()
def site(
    data: Annotated[Path, typer.Option(help="Folder of the data packages.")] = DATA,
    output: Annotated[Path, typer.Option(help="Where the site appears.")] = Path("output"),
    *,
    is_shown: Annotated[bool, typer.Option("--serve", help="Show it on this machine.")] = False,
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port for --serve.")] = 8000,
) -> None:
    """Check the data and build the website; a faulty build leaves the old site as it was."""
    console = Console(stderr=True)
    # In a checkout its own settings, theme and prose, elsewhere those installed.
    root = Path.cwd() if Path(SETTINGS).is_file() else ROOT
    folders = packages_in(data)
    folders += companions(folders)
    try:
        refuse_others(output.absolute())
        _check_the_data(folders, data, console)
        with console.status("Building the pages"):
            files = build(root, output.absolute(), data=data)
    except BuildError as error:
        typer.echo(error.log, err=True, nl=False)
        console.print(f"[bold red]Not built.[/] {error}", highlight=False)
        raise typer.Exit(FOUND_ERRORS) from error
    console.print(f"Site: {files} files in {output}/; open {output}/index.html", highlight=False)
    if is_shown:
        serve(output, port, console)


def _check_the_data(folders: Sequence[Path], data: Path, console: Console) -> None:
    """Say what the data are; with errors, or without the public record, build nothing."""
    with console.status("Checking the data"):
        result = validate_packages(folders)
    console.print(f"Data: {summary(result)}", highlight=False)
    if not result.is_clean:
        typer.echo(as_text(validation_report(result)), nl=False)
        raise typer.Exit(FOUND_ERRORS)
    lacking = [name for name in NEEDED if name not in {each.name for each in result.packages}]
    if lacking:
        msg = (
            f"the site is that of the public record; {data}/ has no package {', '.join(lacking)}. "
            "The forms of a Party are made by jcm report"
        )
        raise typer.BadParameter(msg)
