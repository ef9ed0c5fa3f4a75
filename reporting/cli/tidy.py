"""The command that writes the tables of a folder in canonical form."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Annotated

import typer

from reporting.cli.options import FOUND_ERRORS, Language, app
from reporting.cli.proposals import findings_text
from reporting.filing.tidying import TidiedTable, TidyPlan, tidy_plan
from reporting.findings import Severity, as_argument, in_order
from reporting.messages import Text, _, ngettext
from reporting.packages import Package, open_package
from reporting.packages.code_pages import READ, codec_of
from reporting.packages.csv_text import shown
from reporting.packages.journal import end_interrupted, put_all
from reporting.packages.opening import packages_in
from reporting.packages.saved_forms import DeclaredForm
from reporting.packages.written_days import DayOrder
from reporting.packages.written_numbers import DecimalMark
from reporting.renderers.findings import findings_by_code

ONLY_SIGNS = _("quotation marks, or the end of the last line")
CANONICAL = _("Every table is in canonical form: nothing to do.")
NOT_WRITTEN = _("Nothing was written; without --check, it is.")


@app.command()
def tidy(  # noqa: PLR0913 - each is an option
    folder: Annotated[
        Path, typer.Argument(metavar="FOLDER", help="A data package, or a folder of packages.")
    ],
    *,
    is_check: Annotated[
        bool, typer.Option("--check", help="Show what would change, and write nothing.")
    ] = False,
    encoding: Annotated[
        str,
        typer.Option(
            metavar="NAME",
            help="What the files that are not UTF-8 are written in: Shift_JIS or Windows-1252.",
            show_default=False,
        ),
    ] = "",
    days: Annotated[
        DayOrder | None,
        typer.Option(
            "--days",
            help="In which order days are written: dmy, mdy, or ymd where the year has two "
            "digits. Without it, only columns that leave no doubt are read.",
            show_default=False,
        ),
    ] = None,
    decimals: Annotated[
        DecimalMark | None,
        typer.Option(
            "--decimals",
            help="What stands before decimals: point or comma. Without it, only columns that "
            "leave no doubt are read.",
            show_default=False,
        ),
    ] = None,
    language: Annotated[Language, typer.Option(help="Language of the text.")] = Language.ENGLISH,
) -> None:
    """Write the tables of a folder in canonical form, as a spreadsheet does not save them.

    UTF-8 with commas, days as YYYY-MM-DD, numbers in digits alone, true and false; each change is
    listed. What can be read in two ways is told with both readings, and its file stays as it is.
    The other files are written all or none.

    Exit 0 if every table is in canonical form now, 1 if one is not, 2 if the call is not
    understood.

    For example: jcm tidy my-record --check; jcm tidy my-record --days dmy
    """
    codec = codec_of(encoding) if encoding else "utf-8"
    if encoding and codec not in READ:
        msg = f"'{encoding}' is none of {', '.join(READ.values())}"
        raise typer.BadParameter(msg, param_hint="--encoding")
    folders = packages_in(folder)
    if not folders:
        msg = f"'{folder}' holds no data package"
        raise typer.BadParameter(msg, param_hint="FOLDER")
    _end_interrupted([] if is_check else folders, language)
    said = DeclaredForm(codec=codec, days=days, decimals=decimals)
    packages = [_package(each) for each in folders]
    plans = [tidy_plan(package, said) for package, _is_whole in packages]
    for plan in plans:
        for line in _lines(plan, folder):
            typer.echo(line if isinstance(line, str) else line[language])
    found = in_order(finding for each in plans for finding in each.findings)
    if found:
        typer.echo(findings_text(found, language), nl=False)
    files = {path: content for each in plans for path, content in each.files.items()}
    is_whole = all(is_whole for _package, is_whole in packages)
    is_left = bool(found) or not is_whole or any(each.unread or each.promised for each in plans)
    if files and is_check:
        typer.echo(NOT_WRITTEN[language])
    elif files:
        _write(files, folder, language)
    elif not is_left:
        typer.echo(CANONICAL[language])
    if is_left or (files and is_check):
        raise typer.Exit(FOUND_ERRORS)


def _end_interrupted(folders: Iterable[Path], language: Language) -> None:
    """End a change that was interrupted, and say so; where that cannot be, exit with 1."""
    for folder in folders:
        try:
            is_ended = end_interrupted(folder)
        except OSError as error:
            said = _(
                "%(folder)s: the interrupted change cannot be ended: %(reason)s (%(file)s).",
                folder=folder,
                reason=error.strerror or error,
                file=error.filename,
            )
            typer.echo(said[language], err=True)
            raise typer.Exit(FOUND_ERRORS) from error
        if is_ended:
            ended = _("%(folder)s: a change that was interrupted is ended.", folder=folder)
            typer.echo(ended[language])


def _package(folder: Path) -> tuple[Package, bool]:
    """Return a package, and whether all of its description holds; where it does not, say why."""
    package, findings = open_package(folder)
    if findings:
        typer.echo(findings_by_code(findings), nl=False)
    if package is None:
        raise typer.Exit(FOUND_ERRORS)
    return package, not any(each.severity is Severity.ERROR for each in findings)


def _lines(plan: TidyPlan, folder: Path) -> Iterator[str | Text]:
    for table in plan.tables:
        if table.findings:
            yield _(
                "%(file)s stays as it is: something in it can be read in two ways.", file=table.path
            )
        else:
            yield from _changes(table)
    for path in plan.descriptor:
        yield _("%(file)s: no encoding or delimiter is declared any more", file=path)
    for path in plan.unread:
        yield _(
            "%(file)s stays as it is: it cannot be read. jcm validate %(folder)s says why.",
            file=path,
            folder=as_argument(folder),
        )
    for path in plan.promised:
        yield _("%(file)s stays as it is: the descriptor promises its bytes.", file=path)


def _changes(table: TidiedTable) -> Iterator[str | Text]:
    saved = table.saved
    if not saved.forms and not saved.changes:
        yield _("%(file)s: %(forms)s", file=table.path, forms=ONLY_SIGNS)
        return
    if saved.forms:
        yield _("%(file)s: %(forms)s", file=table.path, forms=", ".join(saved.forms))
    if saved.changes:
        count = ngettext("%(count)s cell", "%(count)s cells", len(saved.changes))
        yield _("%(file)s: %(forms)s", file=table.path, forms=count)
    for each in saved.changes:
        yield f"  {each.row} {each.field}: {shown(each.before)} → {each.after}"


def _write(files: Mapping[Path, bytes], folder: Path, language: Language) -> None:
    try:
        put_all(files)
    except OSError as error:
        said = _(
            "%(folder)s cannot be written: %(reason)s. Everything is as it was.",
            folder=folder,
            reason=error.strerror or str(error),
        )
        typer.echo(said[language], err=True)
        raise typer.Exit(FOUND_ERRORS) from error
    done = ngettext("%(count)s file written.", "%(count)s files written.", len(files))
    typer.echo(done[language])
