"""The command ``jcm``. The only module that prints and exits."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from reporting.packages import validate as validate_packages
from reporting.packages.opening import DESCRIPTOR
from reporting.renderers.findings import as_html, as_json, as_text

DATA = Path("data")
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


WRITERS = {Format.TEXT: as_text, Format.JSON: as_json, Format.HTML: as_html}


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
) -> None:
    """Check data packages: exit 0 if clean, 1 with errors, 2 if the call is not understood."""
    chosen = folders or sorted(path.parent for path in DATA.glob(f"*/{DESCRIPTOR}"))
    if not chosen:
        raise typer.BadParameter(f"there is no data package in {DATA}/; name a folder")
    for folder in chosen:
        if not folder.is_dir():
            raise typer.BadParameter(f"'{folder}' is not a folder", param_hint="FOLDER")
    result = validate_packages(chosen)
    typer.echo(WRITERS[form](result), nl=False)
    if not result.is_clean:
        raise typer.Exit(FOUND_ERRORS)


def main() -> None:
    """Run the command."""
    app()
