"""The command that adds a row to a data package, with the rows that it needs."""

import os
import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from errno import EACCES
from pathlib import Path
from typing import Annotated, NoReturn

import typer
from rich.console import Console

from reporting.cli.add_dialogue import Dialogue, is_unicode
from reporting.cli.add_words import lacking_text, outcome_text, written_text
from reporting.cli.arguments import day_named
from reporting.cli.options import (
    DATA,
    FOUND_ERRORS,
    FindingsFormat,
    Language,
    app,
    packages_in,
    say_findings,
    tell_saved,
    text_width,
)
from reporting.filing.additions.addition import Addition, NewRow, from_whole, key_of_part
from reporting.filing.additions.identifiers import is_settled, settle
from reporting.filing.additions.nouns import NoTableError, noun, table_named
from reporting.filing.additions.outcome import AdditionOutcome, is_fault, outcome_of
from reporting.filing.additions.package_rows import PackageRows
from reporting.filing.additions.questions import open_fields
from reporting.messages import Text, _
from reporting.packages import Package, Table, Validation, open_package, validate
from reporting.packages.journal import put_all
from reporting.renderers.findings import validation_json, validation_report

NOT_UNDERSTOOD = 2
ASSIGNMENT = re.compile(
    r"(?:(?P<table>[^.=]+)\.(?:(?P<number>[1-9][0-9]{0,3})\.)?)?(?P<field>[^.=]+)=(?P<value>.*)",
    re.DOTALL,
)
WITH_ROWS = _("with the new rows")
NOTHING = _("Nothing was written.")
BROKEN = _("The record has errors already. Correct them first; then add the row.")


@app.command()
def add(  # noqa: PLR0913 - each is an option
    what: Annotated[
        str,
        typer.Argument(
            metavar="NOUN",
            help="What is added: project, issuance, decision, source, …, or the name of any table. "
            "Without it, all are listed.",
            show_default=False,
        ),
    ] = "",
    *,
    into: Annotated[
        Path, typer.Option(metavar="FOLDER", help="The data package, for example a Party's own.")
    ] = DATA / "jcm",
    assignments: Annotated[
        list[str] | None,
        typer.Option(
            "--set",
            metavar="FIELD=VALUE",
            help="A cell of the row; of a row that goes with it, participant.1.name=… or "
            "source.title=…. Repeatable.",
            show_default=False,
        ),
    ] = None,
    known_on: Annotated[
        str,
        typer.Option(
            metavar="DAY", help="As of which day the rows are known to hold.", show_default="today"
        ),
    ] = "",
    is_agreed: Annotated[
        bool, typer.Option("--yes", help="Ask nothing: write what the options say, if it is sound.")
    ] = False,
    is_tried: Annotated[
        bool, typer.Option("--dry-run", help="Show what would be written; write nothing.")
    ] = False,
    language: Annotated[Language, typer.Option(help="Language of questions and findings.")] = (
        Language.ENGLISH
    ),
) -> None:
    """Add a row to a table, with the rows that it needs: ask, check all, show, then write.

    Everything that is asked can be given as an option. Exit 0 if it was written, 1 if not, 2 if
    the call is not understood or, where nothing can be asked, something is lacking.

    For example: jcm add project; jcm add source --into my-record --dry-run
    """
    day = (day_named(known_on, "--known-on") if known_on else date.today()).isoformat()  # noqa: DTZ011 - the day where the person is
    request = Request(
        folder=into,
        language=language,
        can_ask=is_terminal() and not is_agreed,
        is_agreed=is_agreed,
        is_tried=is_tried,
    )
    package = _package(request)
    table = _table(what, package, request)
    addition = Addition(record=PackageRows.of(package), known_on=day)
    for each in _rows(table, package, assignments or ()):
        addition.rows.append(each)
    try:
        _run(addition, request)
    except (typer.Abort, KeyboardInterrupt) as error:
        typer.echo(f"\n{NOTHING[language]}", err=True)
        raise typer.Exit(FOUND_ERRORS) from error
    except OSError as error:
        _fail(_not_written(request, error.strerror or str(error)), request)


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What is wanted beside the rows: where to, and whether to ask, and to write."""

    folder: Path
    language: Language
    can_ask: bool
    is_agreed: bool
    is_tried: bool


def is_terminal() -> bool:
    """Tell whether somebody is there who can answer."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def may_write(folder: Path) -> bool:
    """Tell whether files of a folder may be written: before anybody answers for nothing."""
    return os.access(folder, os.W_OK)


def _run(addition: Addition, request: Request) -> None:
    dialogue = Dialogue(addition=addition, language=request.language)
    if not request.can_ask:
        _refuse_lacking(addition, request)
    if not request.is_tried and not may_write(request.folder):
        _fail(_not_written(request, os.strerror(EACCES)), request)
    before = _validated(request)
    if request.can_ask:
        dialogue.ask()
    outcome = _judged(addition, before, request)
    while request.can_ask and not _is_agreed(outcome, dialogue, request):
        outcome = _judged(addition, before, request)
    if not outcome.is_sound:
        raise typer.Exit(FOUND_ERRORS)
    if request.is_tried:
        typer.echo(NOTHING[request.language])
        return
    _write(addition, outcome, request)


def _package(request: Request) -> Package:
    """Return the one package of the folder; where it cannot be read, say why and exit with 1."""
    folders = packages_in(request.folder)
    if len(folders) != 1:
        several = ", ".join(map(str, folders))
        msg = f"'{request.folder}' holds several data packages; name one of them: {several}"
        raise typer.BadParameter(msg, param_hint="--into")
    package, findings = open_package(folders[0])
    if package is None or any(map(is_fault, findings)):
        _validated(request)
        raise typer.Exit(FOUND_ERRORS)
    tell_saved((finding for table in package for finding in table.told), request.language)
    return package


def _validated(request: Request) -> Validation:
    """Check the package as it stands; where it has errors already, print them and exit with 1."""
    with Console(stderr=True).status("Checking the data"):
        result = validate(packages_in(request.folder))
    if any(map(is_fault, result.findings)):
        report = validation_report(result, request.language)
        say_findings(report, FindingsFormat.TEXT, lambda: validation_json(result))
        typer.echo(BROKEN[request.language], err=True)
        raise typer.Exit(FOUND_ERRORS)
    return result


def _table(word: str, package: Package, request: Request) -> Table:
    """Return the table that a word means, or refuse it with those that there are."""
    if not word:
        for each in package:
            typer.echo(f"  {noun(each.name):<24}{each.title[request.language]}")
        typer.echo("\nFor example: jcm add " + noun(next(iter(package)).name))
        raise typer.Exit
    return _named(word, package, "NOUN")


def _named(word: str, package: Package, hint: str) -> Table:
    try:
        return table_named(word, package.tables)
    except NoTableError as error:
        nouns = [noun(name) for name in package.tables]
        close = error.nouns or get_close_matches(word.lower(), nouns, 3, 0.5)
        meant = f". Did you mean {' or '.join(close)}?" if close else "."
        several = "may be several tables" if error.nouns else "is no table of the package"
        msg = f"'{word}' {several}{meant} There are: {', '.join(nouns)}"
        raise typer.BadParameter(msg, param_hint=hint) from error


def _rows(table: Table, package: Package, assignments: Sequence[str]) -> list[NewRow]:
    """Return the rows that the options name, the one that was asked for first."""
    first = NewRow(table=table, number=1)
    rows = {(table.name, 1): first}
    for each in assignments:
        found = ASSIGNMENT.fullmatch(each)
        if found is None:
            msg = f"'{each}' is no FIELD=VALUE; write for example title=… or participant.1.name=…"
            raise typer.BadParameter(msg, param_hint="--set")
        of = _named(found["table"], package, "--set") if found["table"] else table
        number = int(found["number"] or 1)
        row = rows.setdefault((of.name, number), NewRow(table=of, number=number))
        _assign(row, found["field"], found["value"])
    others = sorted(rows.items(), key=lambda each: each[0][1])
    named = [first, *(row for _name, row in others if row is not first)]
    for row in named[1:]:
        wholes = [each for each in named if key_of_part(row.table, each.table)]
        # Of several others that it may be a part of, its own key says which.
        row.whole = first if first in wholes else wholes[0] if len(wholes) == 1 else None
    return named


def _assign(row: NewRow, name: str, value: str) -> None:
    names = row.table.schema.names
    if name not in names:
        close = get_close_matches(name, names, 3, 0.5)
        meant = f". Did you mean {' or '.join(close)}?" if close else "."
        msg = f"'{name}' is no field of {row.table.name}{meant} Fields: {', '.join(names)}"
        raise typer.BadParameter(msg, param_hint="--set")
    if name in row.cells:
        msg = f"'{name}' of {row.table.name} is given twice"
        raise typer.BadParameter(msg, param_hint="--set")
    if not is_unicode(value):
        msg = f"the value of '{name}' is no text in UTF-8"
        raise typer.BadParameter(msg, param_hint="--set")
    row.cells[name] = value


def _refuse_lacking(addition: Addition, request: Request) -> None:
    """Fill what follows; where something else is lacking, name the options and exit with 2."""
    for table in addition.tables():
        for row in (each for each in addition.rows if each.table is table):
            addition.fill(row)
            settle(addition, row)
    lacking = [
        (row, field)
        for row in addition.rows
        for field in open_fields(row)
        if field.name not in from_whole(row)
    ]
    open_only = [each for each in lacking if not is_settled(addition, each[0], each[1].name)]
    lacking = open_only or lacking  # what is settled follows once the rest is there
    if lacking:
        typer.echo(lacking_text(addition, lacking, request.language), err=True, nl=False)
        raise typer.Exit(NOT_UNDERSTOOD)
    if not request.is_agreed and not request.is_tried:
        msg = "nobody is there to be asked; --yes writes what the options say, --dry-run shows it"
        raise typer.BadParameter(msg)


def _judged(addition: Addition, before: Validation, request: Request) -> AdditionOutcome:
    """Show what would be written, and what is wrong with it."""
    names = (str(request.folder), WITH_ROWS[request.language])
    with Console(stderr=True).status("Checking the new rows"):
        outcome = outcome_of(addition, before, names)
    width, has_colour = text_width()
    typer.echo(
        outcome_text(addition, outcome, request.language, width=width, has_colour=has_colour),
        nl=False,
    )
    return outcome


def _is_agreed(outcome: AdditionOutcome, dialogue: Dialogue, request: Request) -> bool:
    """Ask whether to write; tell whether the rows are as they should be, after no more change."""
    if request.is_tried and outcome.is_sound:
        return True
    if outcome.is_sound and dialogue.agrees():
        return True
    dialogue.correct(outcome)
    return False


def _write(addition: Addition, outcome: AdditionOutcome, request: Request) -> None:
    if addition.record.is_changed:
        text = _(
            "The files of %(folder)s were changed meanwhile. Nothing was written; add the row "
            "again to the record as it is now.",
            folder=request.folder,
        )
        _fail(text, request)
    put_all(outcome.files)
    typer.echo(written_text(addition, outcome, request.language), nl=False)


def _not_written(request: Request, reason: str) -> Text:
    return _(
        "%(folder)s cannot be written: %(reason)s. Everything is as it was.",
        folder=request.folder,
        reason=reason,
    )


def _fail(text: Text, request: Request) -> NoReturn:
    typer.echo(text[request.language], err=True)
    raise typer.Exit(FOUND_ERRORS)
