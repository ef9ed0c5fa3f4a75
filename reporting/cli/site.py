"""Commands that check data packages and build the website."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from reporting.bundled import ROOT
from reporting.catalogs.descriptions import left_out as unsaid
from reporting.catalogs.publisher import PUBLISHER, Publisher, publisher_in
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
from reporting.cli.site_address import left_out, site_address
from reporting.packages import validate as validate_packages
from reporting.packages.opening import companions, package_name
from reporting.releases.release import (
    ReleaseError,
    altered_files,
    releases_in,
    restorable,
    standing,
)
from reporting.renderers.findings import (
    findings_by_code,
    validation_json,
    validation_report,
)
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
    result = validate_packages(chosen, is_house=False)
    say_findings(validation_report(result, language), form, lambda: validation_json(result))
    if not result.is_clean:
        raise typer.Exit(FOUND_ERRORS)


@app.command()
def site(
    data: Annotated[Path, typer.Option(help="Folder of the data packages.")] = DATA,
    output: Annotated[Path, typer.Option(help="Where the site appears.")] = Path("output"),
    *,
    is_shown: Annotated[bool, typer.Option("--serve", help="Show it on this machine.")] = False,
    url: Annotated[
        str,
        typer.Option(
            help="Where it will stand, as https://example.org: for feeds, sitemap, catalogues."
        ),
    ] = "",
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port for --serve.")] = 8000,
) -> None:
    """Check the data and build the website; a faulty build leaves the old site as it was."""
    console = Console(stderr=True)
    address = site_address(url)
    # In a checkout its own settings, theme and prose, elsewhere those installed.
    root = Path.cwd() if Path(SETTINGS).is_file() else ROOT
    _refuse_another_record(data)
    try:
        refuse_others(output.absolute())
        _check_the_releases(data, console)
        publisher = _publisher(root / "content" / PUBLISHER)
        with console.status("Checking the data, building the pages"):
            files, of_data = build(root, output.absolute(), data=data, url=address)
    except BuildError as error:
        typer.echo(error.log, err=True, nl=False)
        console.print(f"[bold red]Not built.[/] {error}", highlight=False)
        raise typer.Exit(FOUND_ERRORS) from error
    console.print(of_data, highlight=False)
    console.print(f"Site: {files} files in {output}/; jcm site --serve shows it", highlight=False)
    has_releases = bool(standing(releases_in(data)))
    for line in (*left_out(address, publisher, has_releases=has_releases), *unsaid(publisher)):
        console.print(line, highlight=False)
    if is_shown:
        serve(output, port, console)


def _publisher(settings: Path) -> Publisher:
    """Return who publishes the site; wrong entries are said, and nothing is built."""
    publisher, findings = publisher_in(settings)
    if findings:
        typer.echo(findings_by_code(findings), nl=False)
        raise typer.Exit(FOUND_ERRORS)
    return publisher


def _check_the_releases(data: Path, console: Console) -> None:
    """Publish no release whose bytes are not those that were released."""
    try:
        faults = [restorable(each) for each in altered_files(releases_in(data))]
    except ReleaseError as error:
        faults = [str(error)]
    for each in faults:
        console.print(f"[bold red]Not built.[/] {each}", highlight=False, soft_wrap=True)
    if faults:
        raise typer.Exit(FOUND_ERRORS)


def _refuse_another_record(data: Path) -> None:
    """Refuse a folder without the packages of the public record."""
    folders = packages_in(data)
    there = {package_name(each) for each in (*folders, *companions(folders))}
    if lacking := [name for name in NEEDED if name not in there]:
        msg = (
            f"the site is that of the public record; {data}/ has no package {', '.join(lacking)}. "
            "The forms of a Party are made by jcm report"
        )
        raise typer.BadParameter(msg)
