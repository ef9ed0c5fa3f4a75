"""What the commands share: the application, options, and which packages a folder means."""

import sys
from collections.abc import Callable, Iterable
from enum import StrEnum
from pathlib import Path
from shutil import get_terminal_size
from typing import TYPE_CHECKING, Annotated

import typer

from reporting.cli.commands import Commands

if TYPE_CHECKING:
    from reporting.findings import Finding
    from reporting.renderers.findings import FindingsReport

DATA = Path("data")
FOUND_ERRORS = 1
SAVED = "saved-otherwise"
NOT_VERIFIED = 3  # 2 is a call that is not understood
WIDE = 120
WIDEST = 160
NARROWEST = 60

app = typer.Typer(
    name="jcm",
    cls=Commands,
    help="The public record of the Joint Crediting Mechanism: check it, ask it who holds and who "
    "counts what under Article 6.2 of the Paris Agreement, build its website.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


class FindingsFormat(StrEnum):
    """How findings are written."""

    TEXT = "text"
    JSON = "json"
    HTML = "html"


def tell_saved(findings: "Iterable[Finding]", language: str = "en") -> None:
    """Say on standard error which tables are read as a spreadsheet saved them, and the way out."""
    for each in findings:
        if each.code == SAVED:
            words = each.words(language)
            typer.echo(f"{each.place}: {words.title} ({words.found}). {words.remedy}", err=True)


class ReportFormat(StrEnum):
    """How reports are written."""

    TEXT = "text"
    JSON = "json"
    CSV = "csv"


class Language(StrEnum):
    """The language of sentences; JSON holds both."""

    ENGLISH = "en"
    JAPANESE = "ja"


def _versions(is_asked: bool) -> None:  # noqa: FBT001 - the value of an option
    if is_asked:
        from reporting.versions import versions  # noqa: PLC0415 - help needs no version

        typer.echo("".join(f"{name} {version}\n" for name, version in versions().items()), nl=False)
        raise typer.Exit


@app.callback()
def main_options(
    *,
    is_asked: Annotated[
        bool,
        typer.Option(
            "--version",
            is_eager=True,
            callback=_versions,
            help="Print the versions of the tool, of the data and of the Article 6 schemas.",
        ),
    ] = False,
) -> None:
    """Keep the name of a sub-command necessary."""


def say_findings(
    report: "FindingsReport", form: FindingsFormat, as_json: Callable[[], str]
) -> None:
    """Print findings; for programs, what a record of them says."""
    from reporting.renderers.findings import as_html, as_text  # noqa: PLC0415 - help needs none

    match form:
        case FindingsFormat.TEXT:
            written = as_text(report)
        case FindingsFormat.JSON:
            written = as_json()
        case FindingsFormat.HTML:
            written = as_html(report)
    typer.echo(written, nl=False)


def text_width() -> tuple[int, bool]:
    """Return how wide a text is printed, and whether in colour: as the terminal, if it is one."""
    is_terminal = sys.stdout.isatty()
    # A pipe has no width: then the same text, whatever window it was started in.
    width = get_terminal_size().columns if is_terminal else WIDE
    return min(max(width, NARROWEST), WIDEST), is_terminal


def record_in(folder: Path) -> list[Path]:
    """Return the packages a folder means to a ledger: made-up data only if named themselves."""
    from reporting.packages import opening  # noqa: PLC0415 - help needs no package

    return opening.record_in(_folder(folder)) or [folder]


def packages_in(folder: Path) -> list[Path]:
    """Return a folder that is a data package, or the packages in it.

    A folder with neither is returned as it is: that its descriptor is missing is a finding.
    """
    from reporting.packages import opening  # noqa: PLC0415 - help needs no package

    return opening.packages_in(_folder(folder)) or [folder]


def _folder(folder: Path) -> Path:
    """Return a folder, or refuse what is none."""
    if not folder.is_dir():
        found = "a file, not a folder" if folder.exists() else "no folder"
        msg = f"'{folder}' is {found}; name one that holds data packages"
        if folder == DATA:
            msg += ", or run jcm where the folder data/ is"
        raise typer.BadParameter(msg)
    return folder
