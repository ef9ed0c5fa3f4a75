"""The command that judges a change of the data, for whoever makes it and whoever takes it in."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from reporting.cli.diff import states
from reporting.cli.git_commit import CommitError, commit_named, repository
from reporting.cli.options import DATA, FOUND_ERRORS, Language, app, packages_in, text_width
from reporting.packages import Validation
from reporting.packages import validate as validate_packages
from reporting.packages.diff import Difference, difference
from reporting.renderers.diff_pages import diff_html, diff_text
from reporting.renderers.diff_records import diff_csv
from reporting.renderers.findings import as_html, as_text, validation_report
from reporting.renderers.review import Review, review_markdown

NOT_UNDERSTOOD = 2
SHORT = 12  # letters of a commit
COMMENT = "comment.md"
FINDINGS, ROWS, CELLS = "findings.html", "difference.html", "difference.csv"


@app.command()
def review(
    base: Annotated[
        str,
        typer.Argument(
            metavar="BASE",
            help="What the data were before: a commit, branch or tag of git, or a folder.",
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
    findings.html, difference.html and difference.csv.

    Exit 0 if the data are sound, 1 with errors or if something cannot be compared, 2 if BASE is
    not understood; the comment is written each time.

    For example: jcm review main
    """
    console = Console(stderr=True)
    with console.status("Checking the data"):
        result = validate_packages(packages_in(data))
    with console.status("Comparing"):
        compared, reason = _compared(base, data)
    out.mkdir(parents=True, exist_ok=True)
    files = _write(out, result, compared, language)
    judged = Review(validation=result, difference=compared, reason=reason, files=files)
    (out / COMMENT).write_text(review_markdown(judged, language), encoding="utf-8")
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
    """Return the difference, the base called by its commit, or why there is none."""
    top = None if Path(base).is_dir() else repository(Path())
    try:
        name = base if top is None else commit_named(base, top)[:SHORT]
        with states((name, str(data))) as both:
            return difference(*both), ""
    except CommitError as error:
        return None, str(error)


def _write(
    folder: Path, result: Validation, compared: Difference | None, language: Language
) -> tuple[str, ...]:
    """Write what the comment leaves out, and return the names of the files."""
    files: dict[str, str | bytes] = {
        FINDINGS: as_html(validation_report(result, language)),
    }
    if compared is not None:
        files |= {ROWS: diff_html(compared, language), CELLS: diff_csv(compared)}
    for name in (FINDINGS, ROWS, CELLS):
        path = folder / name
        path.unlink(missing_ok=True)
        if name in files:
            text = files[name]
            path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return tuple(files)
