"""The command that compares two states of data packages."""

from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import Annotated

import typer
from rich.console import Console

from reporting.cli.git_commit import CommitError, commit_named, has_folder, repository, write_folder
from reporting.cli.options import DATA, FOUND_ERRORS, Language, app, text_width
from reporting.packages.diff import Difference, State, difference
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
            help="A data package, a folder of packages, or else a commit, branch or tag of git.",
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
            metavar="FOLDER",
            help="Which folder of a commit is meant.",
            show_default="the folder it is compared with, if the commit has it, else data",
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

    Exit 0 whether or not they differ, 1 if something cannot be compared, 2 if not understood.

    For example: jcm diff HEAD~1 data; jcm diff main HEAD --format markdown
    """
    try:
        with Console(stderr=True).status("Comparing"), states((old, new), path) as both:
            result = difference(*both)
    except CommitError as error:
        raise typer.BadParameter(str(error)) from error
    _say(result, form, language)
    if not result.is_complete or (has_exit_code and result.tables):
        raise typer.Exit(FOUND_ERRORS)


@contextmanager
def states(names: tuple[str, str], path: Path | None = None) -> Iterator[tuple[State, State]]:
    """Find two states; those of commits are written into a folder of their own.

    Args:
        names: A folder or a commit, twice.
        path: Which folder of a commit is meant; None for that it is compared with, else ``data``.

    Raises:
        CommitError: There is no such folder or commit.
    """
    with TemporaryDirectory(prefix="jcm-diff-") as folder:
        old, new = (
            _state(name, other, path, Path(folder) / side)
            for name, other, side in zip(names, reversed(names), ("old", "new"), strict=True)
        )
        yield old, new


def _state(name: str, other: str, path: Path | None, to: Path) -> State:
    if Path(name).is_dir():
        return State.of(Path(name), name)
    top = repository(Path())
    if top is None:
        found = "a file, not a folder" if Path(name).exists() else "no folder"
        msg = f"'{name}' is {found}, and there is no git repository here that could have a commit"
        raise CommitError(msg)
    commit = commit_named(name, top)
    return State.of(
        write_folder(commit, _meant(commit, other, path, top), top, to / top.name), name
    )


def _meant(commit: str, other: str, path: Path | None, top: Path) -> PurePosixPath:
    """Return which folder of a commit is meant, from the top of the repository."""
    if path is None and Path(other).is_dir() and Path(other).resolve().is_relative_to(top):
        meant = _from_top(Path(other), top)
        if has_folder(commit, meant, top):
            return meant
    return _from_top(path or DATA, top)


def _from_top(folder: Path, top: Path) -> PurePosixPath:
    absolute = folder.resolve()
    if not absolute.is_relative_to(top):
        msg = f"'{folder}' is not in the repository {top}"
        raise CommitError(msg)
    return PurePosixPath(absolute.relative_to(top).as_posix())


def _say(result: Difference, form: DiffFormat, language: Language) -> None:
    """Print a difference; beside CSV, what could not be compared goes to the other stream."""
    match form:
        case DiffFormat.TEXT:
            width, has_colour = text_width()
            text: str | bytes = diff_text(result, language, width=width, has_colour=has_colour)
        case DiffFormat.JSON:
            text = diff_json(result)
        case DiffFormat.CSV:
            text = diff_csv(result)
            typer.echo(diff_findings(result, language), nl=False, err=True)
        case DiffFormat.HTML:
            text = diff_html(result, language)
        case DiffFormat.MARKDOWN:
            text = diff_markdown(result, language)
    typer.echo(text, nl=False)
