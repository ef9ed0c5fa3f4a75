"""What the commands that make forms share: what is asked, the form, its files."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from reporting.aef_checker.workbook_parts import TemplateError
from reporting.cli import arguments
from reporting.cli.arguments import AnswerRequest
from reporting.filing.archive import TABLE
from reporting.filing.form_files import FileFormat, FileOptions, files_of
from reporting.filing.submissions import SubmissionDiff, SubmissionSeries
from reporting.forms.build import build_form, public_version
from reporting.forms.model.form import OF_ONE, Form, FormName
from reporting.forms.model.form_diff import CellChange
from reporting.forms.model.narratives import narratives_of
from reporting.forms.model.redaction import rows_withheld
from reporting.forms.model.request import FormRequest
from reporting.forms.model.row_keys import row_keys
from reporting.forms.queries.participation import participation
from reporting.ledger.ledger import Ledger
from reporting.packages import Package
from reporting.renderers.findings import findings_by_code

SHOWN = 12

FormOption = Annotated[FormName, typer.Option("--form", help="Which form.", show_default=False)]
YearOption = Annotated[
    int,
    typer.Option(
        min=2021,
        max=2100,
        help="The reported year of the AEF; the submission year of the other forms.",
        show_default=False,
    ),
]
ProfileOption = Annotated[
    str, typer.Option(help="How the AEF writes what sources disagree on: a profile of data/forms.")
]
AboutOption = Annotated[
    str,
    typer.Option(
        "--about",
        metavar="ID",
        help="The cooperative approach of an updated initial report, or the authorization of a "
        "statement.",
        show_default=False,
    ),
]
PROFILE = "secretariat"


@dataclass(frozen=True, slots=True, kw_only=True)
class FormContext:
    """A replayed record, and the package that keeps the Party's submissions.

    Attributes:
        ledger: The replayed record.
        packages: The packages it was read from.
        options: How and from what it was wanted.
    """

    ledger: Ledger
    packages: tuple[Package, ...]
    options: AnswerRequest

    @property
    def home(self) -> Package:
        """The package with the table ``submissions``."""
        return home_of(self.packages)

    def request(  # noqa: PLR0913, PLR0917 - what a form is asked with
        self,
        party: str,
        year: int,
        version: str,
        cutoff: date | None,
        submitted_on: date | None = None,
        about: str = "",
    ) -> FormRequest:
        """Return what is asked of a form."""
        return FormRequest(
            party=party,
            year=year,
            about=about,
            version=version,
            submitted_on=submitted_on,
            cutoff=cutoff,
            narratives=narratives_of(self.home),
            is_made_up=any(each.is_made_up for each in self.packages),
        )

    def series(self, form: FormName, party: str, year: int, about: str = "") -> SubmissionSeries:
        """Return the submissions of a form."""
        return SubmissionSeries(
            package=self.home, party=party, form=form, year=year, approach=about
        )

    def about(self, form: FormName, party: str, request: str) -> str:
        """Return the key of what a form is about, or refuse what the record does not name."""
        if form not in OF_ONE:
            if request:
                msg = f"{form} is about the Party; only {', '.join(sorted(OF_ONE))} need it"
                raise typer.BadParameter(msg, param_hint="--about")
            return ""
        of = participation(self.ledger, party, None)
        if form is FormName.UPDATED_INITIAL:
            named = {each.key: str(each.row["approach_id"] or "") for each in of.approaches}
        else:
            named = {str(each["authorization_id"]): "" for each in of.authorizations}
        found = [key for key, other in named.items() if request and request in {key, other}]
        if found:
            return found[0]
        what = "cooperative approach" if form is FormName.UPDATED_INITIAL else "authorization"
        known = ", ".join(f"{key} ({other})" if other else key for key, other in named.items())
        msg = f"name the {what} that {form} is about; {party} has {known or 'none'}"
        raise typer.BadParameter(msg, param_hint="--about")

    def build(self, form: FormName, request: FormRequest) -> Form:
        """Make a form."""
        with Console(stderr=True).status(f"Making {form}"):
            return build_form(self.ledger, form, request)

    def published(self, whole: Form, request: FormRequest) -> Form:
        """Return the public version of a form that was made whole."""
        with Console(stderr=True).status(f"Making {whole.name}, public"):
            return public_version(self.ledger, request, whole)

    def files(
        self,
        form: Form,
        formats: Iterable[FileFormat],
        profile: str,
        template: Path | None = None,
    ) -> dict[str, bytes]:
        """Return the files of a form."""
        written = FileOptions(
            formats=tuple(formats),
            profile=profile,
            language=self.options.language,
            keys=row_keys(self.packages),
            template=template,
        )
        with Console(stderr=True).status(f"Writing {form.name}"):
            try:
                return dict(files_of(form, written))
            except TemplateError as error:
                msg = f"'{template}' cannot be filled: {error}"
                raise typer.BadParameter(msg, param_hint="--template") from error


def home_of(packages: Sequence[Package]) -> Package:
    """Return the package with the table ``submissions``; there must be one."""
    found = [each for each in packages if TABLE in each.tables]
    if len(found) == 1:
        return found[0]
    names = ", ".join(str(each.folder) for each in found) or "none"
    msg = f"name the one folder that keeps the Party's submissions; found: {names}"
    raise typer.BadParameter(msg, param_hint="--data")


@contextmanager
def form_context(options: AnswerRequest) -> Iterator[FormContext]:
    """Replay the record of the packages, and keep them at hand."""
    with arguments.replayed(options) as (ledger, packages):
        yield FormContext(ledger=ledger, packages=packages, options=options)


def say(form: Form, options: AnswerRequest) -> None:
    """Print how ready a form is, and what stands in the way."""
    withheld = f"; {rows_withheld(form.withheld)[options.language]}" if form.withheld else ""
    typer.echo(f"{form.title[options.language]}, {form.version}: {form.readiness}{withheld}")
    if form.findings:
        typer.echo(findings_by_code(form.findings, options.language), nl=False)


def say_compared(found: SubmissionDiff, options: AnswerRequest, *, public: bool = False) -> None:
    """Print how a form differs from the version filed last, or why that cannot be told.

    The cells may be confidential: in public only their number is said.
    """
    if found.findings:
        typer.echo(findings_by_code(found.findings, options.language), nl=False)
    if found.changes:
        typer.echo(f"Cells that differ from what was filed: {len(found.changes)}")
    if not public:
        say_changes(found.changes)


def say_changes(found: Iterable[CellChange]) -> None:
    """Print the cells that changed: the first, and how many there are."""
    every = list(found)
    for each in every[:SHOWN]:
        where = each.address
        before, after = each.before or "(empty)", each.after or "(empty)"
        typer.echo(f"  {where.table} | {where.row} | {where.column}: {before} → {after}")
    if len(every) > SHOWN:
        typer.echo(f"  and {len(every) - SHOWN} more")
