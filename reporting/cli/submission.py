"""Carry a form from draft to approved to filed; what was filed is kept and never changed."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

from reporting.cli import arguments
from reporting.cli.arguments import AnswerRequest, PartyCode, Words
from reporting.cli.form_context import (
    PROFILE,
    AboutOption,
    FormContext,
    FormOption,
    ProfileOption,
    YearOption,
    form_context,
    home_of,
    say,
    say_changes,
    say_compared,
)
from reporting.cli.options import FOUND_ERRORS, Language, ReportFormat, app
from reporting.filing.archive import folder_of, rows_of
from reporting.filing.checklist import checklist
from reporting.filing.folder_state import folder_state
from reporting.filing.form_files import FileFormat, changes_file
from reporting.filing.stages import Stage, StageError, Submission, in_work, last_filed
from reporting.filing.submissions import ChangedError, EmptyCorrectionError, SubmissionSeries
from reporting.forms.model.form import Form, FormName
from reporting.forms.queries.check_tables import checks
from reporting.forms.queries.open_questions import UNCONFIRMED
from reporting.ledger.checks import ALL
from reporting.packages import Package, read_table
from reporting.renderers.findings import findings_by_code

DataFolder = Annotated[
    Path,
    typer.Option(
        "--data", metavar="FOLDER", help="The Party's own data folder.", show_default=False
    ),
]
DayOption = Annotated[
    str, typer.Option("--on", metavar="DATE", help="The day, YYYY-MM-DD.", show_default=False)
]
KEPT = (FileFormat.XLSX, FileFormat.JSON, FileFormat.HTML, FileFormat.DOCX)

submission = typer.Typer(
    name="submission",
    help=__doc__,
    no_args_is_help=True,
)
app.add_typer(submission)


@submission.command("list")
def list_(data: DataFolder) -> None:
    """List the submissions of a data folder, and whether what was kept is still what it was."""
    package = home_of(arguments.validated(_wanted(data, Language.ENGLISH)).packages)
    for row in rows_of(package):
        form = FormName(row["form"].replace("_", "-"))
        series = SubmissionSeries(
            package=package,
            party=row["party"],
            form=form,
            year=row["year"],
            approach=row.get("approach") or "",
        )
        each = next(one for one in series.submissions if str(one.version) == row["version"])
        steps = [
            "" if each.stage is Stage.APPROVED else each.stage.value,
            f"approved by {each.approved_by} on {each.approved_on}" if each.approved_by else "",
            f"filed on {each.filed_on}" if each.filed_on else "",
        ]
        way = ", ".join(filter(None, steps))
        named = " ".join(filter(None, (each.party, str(each.year), form, each.approach)))
        typer.echo(f"{named} {each.version}: {way}; {_state(series, each)}")


@submission.command("checklist")
def checklist_(
    *,
    data: DataFolder,
    party: PartyCode,
    year: Annotated[
        int,
        typer.Option(min=2021, max=2100, help="The reported year of the AEF.", show_default=False),
    ],
    form: arguments.Form = ReportFormat.TEXT,
    language: Words = Language.ENGLISH,
) -> None:
    """Say what a Party does in which order, what of it is done, and what its folder lacks."""
    options = AnswerRequest(folders=[data], form=form, language=language)
    code = arguments.known_party(options, party)
    with form_context(options) as context:
        arguments.show(checklist(folder_state(context.ledger, context.home, code, year)), options)


@submission.command()
def draft(  # noqa: PLR0913 - each is an option
    *,
    data: DataFolder,
    party: PartyCode,
    form: FormOption,
    year: YearOption,
    about: AboutOption = "",
    source: Annotated[
        str | None,
        typer.Option(
            metavar="ID",
            help="The source of the row in submissions, a key of the table sources.",
            show_default="the only one there is, or that of the rows before",
        ),
    ] = None,
    profile: ProfileOption = PROFILE,
    language: Words = Language.ENGLISH,
) -> None:
    """Make a form, and keep it as the draft of its next version."""
    options = _wanted(data, language)
    code = arguments.known_party(options, party)
    with form_context(options) as context:
        series = _series(context, form, code, year, about)
        working, filed = in_work(series.submissions), last_filed(series.submissions)
        version = working.version if working else filed.version.following if filed else None
        made = context.build(
            form,
            context.request(
                series.party,
                year,
                str(version or series.version(None)),
                None,
                about=series.approach,
            ),
        )
        files = _files(context, series, made, profile)
        with _refused(context.options):
            kept, found = series.draft(made, files, _about(context.home, source))
        say(made, context.options)
        replaced = f" and replaces {kept.supersedes}" if kept.supersedes else ""
        typer.echo(f"Draft {kept.version} is kept in {_place(series, kept)}{replaced}")
        say_compared(found, context.options)


@submission.command()
def approve(  # noqa: PLR0913 - each is an option
    *,
    data: DataFolder,
    party: PartyCode,
    form: FormOption,
    year: YearOption,
    about: AboutOption = "",
    by: Annotated[str, typer.Option(help="Who approves it.", show_default=False)],
    on: DayOption,
    language: Words = Language.ENGLISH,
) -> None:
    """Approve a draft, if the record still gives what the draft says, and no check of it fails.

    Units that moved before their authorization have to be confirmed first: by a row of the table
    readings that says who decided when they are first transferred, and by which document.
    """
    day = arguments.day_named(on, "--on")
    options = _wanted(data, language)
    code = arguments.known_party(options, party)
    with form_context(options) as context:
        series = _series(context, form, code, year, about)
        working = _working(series)
        _demand_sound(context)
        made = context.build(
            form,
            context.request(
                series.party, year, str(working.version), working.cutoff, about=series.approach
            ),
        )
        _demand_confirmed(made, context.options)
        with _refused(context.options):
            series.approve(working, made, by, day)
        typer.echo(f"{form} {working.version} of {series.party} is approved by {by}")


@submission.command()
def file(  # noqa: PLR0913 - each is an option
    *,
    data: DataFolder,
    party: PartyCode,
    form: FormOption,
    year: YearOption,
    about: AboutOption = "",
    on: DayOption,
    profile: ProfileOption = PROFILE,
    language: Words = Language.ENGLISH,
) -> None:
    """File what was approved: the files with the day of submission in them are kept for good."""
    day = arguments.day_named(on, "--on")
    options = _wanted(data, language)
    code = arguments.known_party(options, party)
    with form_context(options) as context:
        series = _series(context, form, code, year, about)
        working = _working(series)
        request = context.request(
            series.party, year, str(working.version), working.cutoff, day, series.approach
        )
        made = context.build(form, request)
        files = _files(context, series, made, profile)
        with _refused(context.options):
            kept = series.file(working, made, files, day)
        typer.echo(f"{form} {working.version} of {series.party} is filed; what was filed stands in")
        typer.echo(f"  {kept.folder}/")


def _series(
    context: FormContext, form: FormName, party: str, year: int, about: str
) -> SubmissionSeries:
    """Return the submissions of a form, or refuse one that is not filed."""
    if form is FormName.STATEMENT:
        msg = (
            f"{form} is not filed: its versions are those of authorization_versions; make it with "
            "jcm report"
        )
        raise typer.BadParameter(msg, param_hint="--form")
    return context.series(form, party, year, context.about(form, party, about))


def _state(series: SubmissionSeries, each: Submission) -> str:
    try:
        kept = series.kept(each)
    except StageError as error:
        return f"ALTERED: {error}"
    if kept is None:
        return "no files are kept"
    if kept.altered:
        return f"ALTERED since: {', '.join(kept.altered)}"
    return f"kept in {_place(series, each)}, unaltered"


def _place(series: SubmissionSeries, each: Submission) -> str:
    return f"{folder_of(series.package.folder, each)}/"


def _wanted(data: Path, language: Language) -> AnswerRequest:
    return AnswerRequest(folders=[data], form=ReportFormat.TEXT, language=language)


def _files(
    context: FormContext, series: SubmissionSeries, made: Form, profile: str
) -> dict[str, bytes]:
    """Return the files of a form, and of a correction the list of the cells that changed."""
    files = context.files(made, KEPT, profile)
    found = series.compared(made).changes
    return {**files, **changes_file(made, found)} if found else files


def _working(series: SubmissionSeries) -> Submission:
    working = in_work(series.submissions)
    if working:
        return working
    named = f"{series.form} for {series.year}"
    msg = f"{series.party} has no {named} in work; make one: jcm submission draft"
    raise typer.BadParameter(msg)


def _demand_sound(context: FormContext) -> None:
    """Refuse to go on while a check of the record fails."""
    with Console(stderr=True).status("Checking the record"):
        found, is_sound = checks(context.ledger, ALL)
    if not is_sound:
        arguments.show(found, context.options)
        typer.echo("Refused: the checks above fail; see jcm check.", err=True)
        raise typer.Exit(FOUND_ERRORS)


def _demand_confirmed(made: Form, options: AnswerRequest) -> None:
    """Refuse what a person has to confirm, and has not."""
    found = [each for each in made.findings if each.code == UNCONFIRMED]
    if found:
        typer.echo(findings_by_code(found, options.language), nl=False)
        typer.echo("Refused: confirm the above by rows of the table readings.", err=True)
        raise typer.Exit(FOUND_ERRORS)


@contextmanager
def _refused(options: AnswerRequest) -> Iterator[None]:
    """Say why a step is refused, and which cells have changed."""
    try:
        yield
    except StageError as error:
        raise typer.BadParameter(str(error)) from error
    except ChangedError as error:
        typer.echo(f"Refused: {error}. Make the draft again: jcm submission draft", err=True)
        say_changes(error.changes)
        raise typer.Exit(FOUND_ERRORS) from error
    except EmptyCorrectionError as error:
        typer.echo(findings_by_code(error.findings, options.language), nl=False)
        raise typer.Exit(FOUND_ERRORS) from error


def _about(package: Package, source: str | None) -> dict[str, Any]:
    """Return what the row of a new submission says of its source."""
    before = {row["source_id"] for row in rows_of(package)}
    table = package.tables["sources"]
    known = read_table(table, package.name)["source_id"].to_pylist()
    chosen = source or (known[0] if len(known) == 1 else before.pop() if len(before) == 1 else None)
    if chosen not in known:
        msg = f"name the source of the row, one of {', '.join(known)}"
        raise typer.BadParameter(msg, param_hint="--source")
    return {"source_id": chosen, "confidence": "high", "basis": "stated"}
