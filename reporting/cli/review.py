"""The command that judges a change of the data, for whoever makes it and whoever takes it in."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from reporting.cli.data_states import (
    StateError,
    is_path_or_release,
    newest_release,
    of_release,
    states,
)
from reporting.cli.git_commit import CommitError, commit_named, common_ancestor, repository
from reporting.cli.options import DATA, FOUND_ERRORS, Language, app, packages_in, text_width
from reporting.packages import Validation
from reporting.packages import validate as validate_packages
from reporting.packages.diff import Difference, NotComparableError, State, difference
from reporting.releases.restatements import restatements
from reporting.renderers.diff_pages import diff_html, diff_text
from reporting.renderers.diff_records import diff_csv
from reporting.renderers.findings import as_html, as_text, validation_report
from reporting.renderers.review import Review, SinceRelease, review_markdown

NOT_UNDERSTOOD = 2
SHORT = 12  # letters of a commit
COMMENT = "comment.md"
FINDINGS, ROWS, CELLS = "findings.html", "difference.html", "difference.csv"
SINCE = "since-release.csv"


@app.command()
def review(
    base: Annotated[
        str,
        typer.Argument(
            metavar="BASE",
            help="What the data were before: a commit, branch or tag of git, a folder, a release.",
            show_default=False,
        ),
    ],
    *,
    data: Annotated[Path, typer.Option(help="Folder of the data packages.")] = DATA,
    out: Annotated[
        Path, typer.Option(metavar="FOLDER", help="Where the comment and its files are written.")
    ] = Path("review"),
    language: Annotated[Language, typer.Option(help="Language of sentences.")] = Language.ENGLISH,
) -> None:
    """Judge a change of the data: validation, published figures, difference, in one comment.

    Writes comment.md, no longer than a forge takes, and beside it what it leaves out:
    findings.html, difference.html, difference.csv and, where there is a release,
    since-release.csv.

    Exit 0 if the data are sound, 1 with errors or if something cannot be compared, 2 if BASE is
    not understood; the comment is written each time.

    For example: jcm review main
    """
    if not base:
        raise typer.BadParameter("it is empty; name a commit or a folder", param_hint="BASE")
    console = Console(stderr=True)
    with console.status("Checking the data"):
        result = validate_packages(packages_in(data))
    with console.status("Comparing"):
        compared, reason = _compared(base, data)
        since, since_reason = _since_release(data)
    try:
        out.mkdir(parents=True, exist_ok=True)
        files = _write(out, result, compared, since, language)
        judged = Review(
            validation=result,
            difference=compared,
            reason=reason,
            since=since,
            since_reason=since_reason,
            files=files,
        )
        (out / COMMENT).write_text(review_markdown(judged, language), encoding="utf-8")
    except OSError as error:
        msg = f"'{out}' cannot be written: {error.strerror}; name a folder of your own"
        raise typer.BadParameter(msg, param_hint="--out") from error
    typer.echo(as_text(validation_report(result, language)), nl=False)
    if compared is None:
        typer.echo(reason, err=True)
    else:
        width, has_colour = text_width()
        typer.echo(diff_text(compared, language, width=width, has_colour=has_colour), nl=False)
    console.print(f"Comment: {out / COMMENT}", highlight=False)
    if not judged.is_sound:
        raise typer.Exit(NOT_UNDERSTOOD if compared is None else FOUND_ERRORS)


def _compared(base: str, data: Path) -> tuple[Difference | None, str]:
    """Return the difference, the base called by its commit, or why there is none.

    What others added to a branch since the change left it is none of the change.
    """
    try:
        top = None if is_path_or_release(base) else repository(Path())
        name = base if top is None else common_ancestor(commit_named(base, top), top)[:SHORT]
        with states((name, str(data))) as both:
            return difference(*both), ""
    except (CommitError, StateError, NotComparableError) as error:
        return None, str(error)


def _since_release(data: Path) -> tuple[SinceRelease | None, str]:
    """Return how the data differ from the newest release beside them, or why that is not known."""
    try:
        release = newest_release(data)
    except StateError as error:
        return None, str(error)
    if release is None:
        return None, ""
    old, new = of_release(release), State.of(data, str(data))
    compared = difference(old, new)
    restated = restatements(compared, old, new)
    return SinceRelease(version=release.version, difference=compared, restated=restated), ""


def _write(
    folder: Path,
    result: Validation,
    compared: Difference | None,
    since: SinceRelease | None,
    language: Language,
) -> tuple[str, ...]:
    """Write what the comment leaves out, and return the names of the files."""
    files: dict[str, str | bytes] = {
        FINDINGS: as_html(validation_report(result, language)),
    }
    if compared is not None:
        files |= {ROWS: diff_html(compared, language), CELLS: diff_csv(compared)}
    if since is not None:
        files[SINCE] = diff_csv(since.difference, since.restated)
    for name in (FINDINGS, ROWS, CELLS, SINCE):
        path = folder / name
        path.unlink(missing_ok=True)
        if name in files:
            text = files[name]
            path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return tuple(files)
