"""The command ``jcm``. The only module that prints and exits."""

from contextlib import suppress
from enum import StrEnum
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from reporting.packages import validate as validate_packages
from reporting.packages.opening import DESCRIPTOR
from reporting.renderers.findings import as_html, as_json, as_text, summary
from reporting.site.building import BuildError, build
from reporting.site.record import NAMES, RECORD

DATA = Path("data")
SETTINGS = "pelicanconf.py"
FOUND_ERRORS = 1
NOT_UNDERSTOOD = 2

app = typer.Typer(
    name="jcm",
    help="The public record of the Joint Crediting Mechanism: check it, build its website.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


class Format(StrEnum):
    """How findings are written."""

    TEXT = "text"
    JSON = "json"
    HTML = "html"


class Language(StrEnum):
    """The language of sentences; JSON holds both."""

    ENGLISH = "en"
    JAPANESE = "ja"


@app.callback()
def main_options() -> None:
    """Keep the name of a sub-command necessary."""


@app.command()
def validate(
    folders: Annotated[
        list[Path] | None,
        typer.Argument(metavar="FOLDER", help="Folders of data packages; default: all in data/."),
    ] = None,
    form: Annotated[Format, typer.Option("--format", help="How the findings are written.")] = (
        Format.TEXT
    ),
    language: Annotated[Language, typer.Option(help="Language of text and HTML.")] = (
        Language.ENGLISH
    ),
) -> None:
    """Check data packages: exit 0 if clean, 1 with errors, 2 if the call is not understood."""
    chosen = [package for folder in folders or [DATA] for package in _packages_in(folder)]
    result = validate_packages(chosen)
    match form:
        case Format.TEXT:
            written = as_text(result, language)
        case Format.JSON:
            written = as_json(result)
        case Format.HTML:
            written = as_html(result, language)
    typer.echo(written, nl=False)
    if not result.is_clean:
        raise typer.Exit(FOUND_ERRORS)


@app.command()
def site(
    data: Annotated[Path, typer.Option(help="Folder of the data packages.")] = DATA,
    output: Annotated[Path, typer.Option(help="Where the site appears.")] = Path("output"),
    serve: Annotated[bool, typer.Option("--serve", help="Show it on this machine.")] = False,
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port for --serve.")] = 8000,
) -> None:
    """Check the data and build the website; a faulty build leaves the old site as it was."""
    console = Console(stderr=True)
    root = Path.cwd()
    if not (root / SETTINGS).is_file():
        msg = f"run it in the folder of the project, which has {SETTINGS}"
        raise typer.BadParameter(msg)
    folders = _packages_in(data)
    with console.status("Checking the data"):
        result = validate_packages(folders)
    console.print(f"Data: {summary(result)}", highlight=False)
    if not result.is_clean:
        typer.echo(as_text(result), nl=False)
        raise typer.Exit(FOUND_ERRORS)
    if not {RECORD, NAMES} <= {each.name for each in result.packages}:
        msg = f"the site is made from the packages {RECORD} and {NAMES}; both must be in {data}/"
        raise typer.BadParameter(msg)
    try:
        with console.status("Building the pages"):
            files = build(root, output.absolute(), data=data)
    except BuildError as error:
        typer.echo(error.log, err=True, nl=False)
        console.print(f"[bold red]Not built.[/] {error}", highlight=False)
        raise typer.Exit(FOUND_ERRORS) from error
    console.print(f"Site: {files} files in {output}/; open {output}/index.html", highlight=False)
    if serve:
        _serve(output, port, console)


def _packages_in(folder: Path) -> list[Path]:
    """Return a folder that is a data package, or the packages in it.

    A folder with neither is returned as it is: that its descriptor is missing is a finding.
    """
    if not folder.is_dir():
        msg = f"'{folder}' is not a folder; name one that holds data packages"
        raise typer.BadParameter(msg)
    if (folder / DESCRIPTOR).exists():
        return [folder]
    return sorted(path.parent for path in folder.glob(f"*/{DESCRIPTOR}")) or [folder]


class _Handler(SimpleHTTPRequestHandler):
    """Shows files as a web host does: a missing page is answered with 404.html."""

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Answer with the site's own page where a page is not found."""
        page = Path(self.directory, "404.html")
        if code != HTTPStatus.NOT_FOUND or not page.is_file():
            super().send_error(code, message, explain)
            return
        content = page.read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)


def _serve(output: Path, port: int, console: Console) -> None:
    """Show a folder at localhost until interrupted."""
    handler = partial(_Handler, directory=str(output))
    try:
        server = ThreadingHTTPServer(("127.0.0.1", port), handler)
    except OSError as error:
        msg = f"port {port} cannot be used ({error.strerror}); choose another with --port"
        raise typer.BadParameter(msg) from error
    console.print(f"Shown at http://localhost:{port}/ until you press Ctrl-C", highlight=False)
    with server, suppress(KeyboardInterrupt):
        server.serve_forever()


def main() -> None:
    """Run the command."""
    app()
