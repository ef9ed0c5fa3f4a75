"""The command that compares two states of data packages."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from reporting.cli.data_states import StateError, states
from reporting.cli.options import FOUND_ERRORS, Language, app, text_width
from reporting.forms.model.restatement import Restatements
from reporting.packages.diff import Difference, NotComparableError, difference
from reporting.releases.restatements import restatements
from reporting.renderers.diff_pages import diff_findings, diff_html, diff_markdown, diff_text
from reporting.renderers.diff_records import diff_csv, diff_json


class DiffFormat(StrEnum):
    """How a difference is written."""

    TEXT = "text"
    JSON = "json"
    CSV = "csv"
    HTML = "html"
    MARKDOWN = "markdown"


@app.command()
def diff(  # noqa: PLR0913 - each is an option
    old: Annotated[
        str,
        typer.Argument(
            metavar="OLD",
            help="A file of a table (CSV, Parquet), a data package, a folder of packages; or else "
            "a release (2026.12.3, latest), or the data in hand (working); or else a commit, "
            "branch or tag of git.",
            show_default=False,
        ),
    ],
    new: Annotated[
        str, typer.Argument(metavar="NEW", help="The same, to compare with.", show_default=False)
    ],
    *,
    path: Annotated[
        Path | None,
        typer.Option(
            metavar="PATH",
            help="Which folder or file of a commit is meant.",
            show_default="what it is compared with, if the commit has it, else data",
        ),
    ] = None,
    key: Annotated[
        list[str] | None,
        typer.Option(
            metavar="COLUMN",
            help="Of a file: a column that tells which row is which; repeatable.",
            show_default="as its description, or that of the other, says",
        ),
    ] = None,
    form: Annotated[
        DiffFormat,
        typer.Option(
            "--format",
            help="How it is written: text for people; json with values of their types; csv with a "
            "line for each cell; html as a page; markdown, cut short, for a comment.",
        ),
    ] = DiffFormat.TEXT,
    language: Annotated[
        Language, typer.Option(help="Language of text, HTML and Markdown; JSON holds both.")
    ] = Language.ENGLISH,
    has_exit_code: Annotated[
        bool, typer.Option("--exit-code", help="Exit 1 if anything differs, as git diff does.")
    ] = False,
) -> None:
    """Show what differs between two states of data: tables, columns, rows by key and field.

    The order of rows and columns, and how a value is written (1.0 or 1), make no difference.

    Where the records of units differ, forms are made from both, and restated figures listed.

    Exit 0 whether or not they differ, 1 if something cannot be compared, 2 if not understood.

    For example: jcm diff latest working; jcm diff HEAD~1 data; jcm diff old.parquet new.csv
    """
    try:
        with (
            Console(stderr=True).status("Comparing"),
            states((old, new), path, tuple(key or ())) as both,
        ):
            result = difference(*both)
            restated = restatements(result, *both)
    except (StateError, NotComparableError) as error:
        raise typer.BadParameter(str(error)) from error
    _say(result, restated, form, language)
    if not result.is_complete or (has_exit_code and result.tables):
        raise typer.Exit(FOUND_ERRORS)


def _say(
    result: Difference, restated: Restatements | None, form: DiffFormat, language: Language
) -> None:
    """Print a difference; beside CSV, what could not be compared goes to the other stream."""
    match form:
        case DiffFormat.TEXT:
            width, has_colour = text_width()
            text: str | bytes = diff_text(
                result, language, restated=restated, width=width, has_colour=has_colour
            )
        case DiffFormat.JSON:
            text = diff_json(result, restated)
        case DiffFormat.CSV:
            text = diff_csv(result, restated)
            typer.echo(diff_findings(result, language), nl=False, err=True)
        case DiffFormat.HTML:
            text = diff_html(result, language, restated=restated)
        case DiffFormat.MARKDOWN:
            text = diff_markdown(result, language, restated=restated)
    typer.echo(text, nl=False)
