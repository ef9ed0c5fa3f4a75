"""The command that makes the forms a Party files, and checks that they agree."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from reporting.cli import arguments
from reporting.cli.arguments import AnswerRequest, Data, PartyCode, Words
from reporting.cli.form_context import (
    PROFILE,
    AboutOption,
    FormContext,
    ProfileOption,
    YearOption,
    form_context,
    say,
    say_compared,
)
from reporting.cli.next_step import next_step, shown_in_browser, years_apart
from reporting.cli.options import FOUND_ERRORS, Language, ReportFormat, app
from reporting.filing.form_files import FileFormat, changes_file, put_all
from reporting.filing.stages import FIRST, StageError
from reporting.filing.submissions import SubmissionDiff, due
from reporting.forms.aef.profile import profiles
from reporting.forms.ctf_table4.columns import ColumnSet, with_columns
from reporting.forms.model.form import OF_PARTY, Form, FormName
from reporting.forms.model.redaction import confidential, published_report
from reporting.forms.model.request import FormRequest
from reporting.forms.model.table import Report
from reporting.forms.reconciliation import differences, reconciliation
from reporting.renderers.tables import as_csv
from reporting.renderers.text import as_text

EVERY = "all"
OUT = Path("reports")


@app.command()
def report(  # noqa: PLR0913 - each is an option
    *,
    party: PartyCode,
    year: YearOption,
    form: Annotated[
        str,
        typer.Option(
            "--form",
            metavar="FORM",
            help=f"{', '.join(FormName)}, or {EVERY} that are about the Party as a whole.",
        ),
    ] = EVERY,
    about: AboutOption = "",
    to: Annotated[
        str,
        typer.Option(metavar="FORMATS", help=f"Of {','.join(FileFormat)}, with commas between."),
    ] = ",".join(FileFormat),
    profile: ProfileOption = PROFILE,
    cutoff: Annotated[
        str | None,
        typer.Option(
            metavar="DATE",
            help="The last day whose events count.",
            show_default="as the form says; it is printed in it",
        ),
    ] = None,
    answers_on: Annotated[
        str | None,
        typer.Option(
            metavar="DATE",
            help="Answers to open questions (table readings) as they were on this day, so that a "
            "form filed then can be made again.",
            show_default="the latest",
        ),
    ] = None,
    submission: Annotated[
        str | None,
        typer.Option(
            metavar="X.Y",
            help="Version of the submission.",
            show_default="the one in work, else what follows from what was filed, else 1.0",
        ),
    ] = None,
    columns: Annotated[
        ColumnSet,
        typer.Option(
            help="Of CTF table 4: all; the form's own; or a block of plain numbers to paste, the "
            "years alone."
        ),
    ] = ColumnSet.ALL,
    template: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            exists=True,
            dir_okay=False,
            help="Your copy of the official workbook: the AEF's cells are written into it, and "
            "nothing else in it changes.",
        ),
    ] = None,
    public: Annotated[
        bool, typer.Option("--public", help="Leave out what is confidential, and say how much.")
    ] = False,
    out: Annotated[Path, typer.Option(metavar="FOLDER", help="Where the files appear.")] = OUT,
    open_: Annotated[
        bool, typer.Option("--open", help="Show the form in the browser, where there is one.")
    ] = False,
    data: Data = None,
    language: Words = Language.ENGLISH,
) -> None:
    """Make the forms a Party files under Article 6.2, each figure with the rows behind it.

    What cannot be computed stays empty, and what stands in the way is listed. A form that differs
    from the one filed becomes the next version, and the cells that changed are listed. A public
    version leaves out confidential rows; the forms are compared whole, and of the cells that
    changed only their number is said.

    Exit 0 if the forms agree with each other, 1 if they do not or data are faulty.

    For example: jcm report --data data/example --party XAA --year 2024 --form all
    Table 4 as the form has it: jcm report --party KEN --year 2026 --form structured-summary
    --columns official
    Into your template: jcm report --party KEN --year 2025 --form aef --template FILE.xlsx
    A further approach: jcm report --data data/example --party XAA --year 2024
    --form updated-initial --about CA9002
    An authorization as it stands at the end of a year: jcm report --data data/example
    --party XAA --year 2024 --form authorization-statement --about XAA-2022-02
    """
    names = _forms(form)
    formats = _formats(to)
    _demand_aef(template, names, formats)
    if profile not in profiles():
        msg = f"'{profile}' is no profile; there are {', '.join(profiles())}"
        raise typer.BadParameter(msg, param_hint="--profile")
    day = arguments.day_named(cutoff, "--cutoff") if cutoff else None
    then = arguments.day_named(answers_on, "--answers-on") if answers_on else None
    options = AnswerRequest(folders=data, form=ReportFormat.TEXT, language=language)
    code = arguments.known_party(options, party)
    if len(names) > 1:
        typer.echo(years_apart(year)[language])
    with form_context(options) as context:
        made: list[Form] = []
        files: dict[str, bytes] = {}
        for name in names:
            asked = replace(
                context.request(code, year, FIRST, day),
                about=context.about(name, code, about),
                answers_on=then,
            )
            request, result, found = _build(context, name, asked, submission, public=public)
            made.append(result)
            shown = context.published(result, request) if public else result
            say(shown, options)
            files |= context.files(with_columns(shown, columns), formats, profile, template)
            say_compared(found, options, public=public)
            if found.changes and not public:  # its cells may be confidential
                files |= changes_file(result, found.changes)
        every = [*_earlier(context, made), *made] if len(made) > 1 else []
        if every:
            agreement = reconciliation(every)
            if public:
                agreement = published_report(agreement, confidential(context.ledger))
            files[f"{code}_{year}_reconciliation.csv"] = as_csv(agreement)
            typer.echo(as_text(_in_short(agreement), language), nl=False)
    written = _put(out, files)
    typer.echo(next_step(made, written, data)[language])
    if open_:
        shown_in_browser(written)
    if every and differences(every):
        raise typer.Exit(FOUND_ERRORS)


def _put(out: Path, files: Mapping[str, bytes]) -> list[Path]:
    """Write the files of the forms, and print which there are."""
    try:
        written = list(put_all(out, files))
    except OSError as error:
        msg = f"'{out}' cannot be written: {error.strerror}; name a folder of your own"
        raise typer.BadParameter(msg, param_hint="--out") from error
    typer.echo(f"{len(written)} files in {out}/:")
    endings: dict[str, list[str]] = {}
    for path in written:
        endings.setdefault(path.stem, []).append(path.suffix.removeprefix("."))
    for stem, several in endings.items():
        typer.echo(f"  {stem}: {', '.join(several)}")
    return written


def _build(
    context: FormContext,
    name: FormName,
    asked: FormRequest,
    submission: str | None,
    *,
    public: bool,
) -> tuple[FormRequest, Form, SubmissionDiff]:
    """Make a form in the version it must have, or refuse to make what was filed otherwise."""
    if name is FormName.STATEMENT:  # never filed: its version is that of the authorization
        return asked, context.build(name, asked), SubmissionDiff()
    series = context.series(name, asked.party, asked.year, asked.about)
    try:
        version = series.version(submission)
    except StageError as error:
        raise typer.BadParameter(str(error), param_hint="--submission") from error
    request = replace(asked, version=str(version), submitted_on=series.filed_on(version))
    result = context.build(name, request)
    must, found = due(series, result)
    if must == version:
        return request, result, found
    if submission is not None:
        say_compared(found, context.options, public=public)
        msg = (
            f"version {version} of {name} is filed, and the record now gives other cells; make it "
            f"version {must}, or leave --submission out"
        )
        raise typer.BadParameter(msg, param_hint="--submission")
    request = replace(asked, version=str(must), submitted_on=None)
    return request, context.build(name, request), found


def _in_short(agreement: Report) -> Report:
    """Return a comparison without the lines that agree: they stand in its file."""
    return replace(agreement, tables=tuple(each for each in agreement.tables[1:] if each.rows))


def _earlier(context: FormContext, made: Sequence[Form]) -> Iterator[Form]:
    """Make the AEF of each earlier year of the period: the summary adds up all of them."""
    for form in made:
        submission = next((each for each in form.tables if each.name == "submission"), None)
        if submission:
            (row,) = submission.rows
            first = row[submission.column_index("FirstYearOfNDCPeriod")].value
            for year in range(first if isinstance(first, int) else form.year, form.year):
                request = context.request(form.party, year, FIRST, None)
                yield context.build(FormName.AEF, request)


def _forms(request: str) -> tuple[FormName, ...]:
    if request == EVERY:
        return OF_PARTY
    try:
        return (FormName(request),)
    except ValueError as error:
        msg = f"'{request}' is no form; there are {', '.join(FormName)}, and {EVERY}"
        raise typer.BadParameter(msg, param_hint="--form") from error


def _demand_aef(
    template: Path | None, names: Sequence[FormName], formats: Sequence[FileFormat]
) -> None:
    """Demand the form and the format that a template is of."""
    if template and (FormName.AEF not in names or FileFormat.XLSX not in formats):
        msg = "a template is a workbook of the AEF: ask for --form aef, and xlsx among the formats"
        raise typer.BadParameter(msg, param_hint="--template")


def _formats(request: str) -> tuple[FileFormat, ...]:
    names = [name.strip().lower() for name in request.split(",") if name.strip()]
    unknown = [name for name in names if name not in set(FileFormat)]
    if unknown or not names:
        msg = f"'{', '.join(unknown) or request}' is no format; there are {', '.join(FileFormat)}"
        raise typer.BadParameter(msg, param_hint="--to")
    return tuple(dict.fromkeys(FileFormat(name) for name in names))
