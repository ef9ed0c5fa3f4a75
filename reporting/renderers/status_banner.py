"""What every sheet of a form says of it: whose it is, and whether it can be filed."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from reporting.forms.model.form import Form, FormName, Readiness
from reporting.forms.model.redaction import rows_withheld
from reporting.messages import Text, _, in_language, joined

MADE_UP = _("Made-up data, for illustration only: not a filing")
INCOMPLETE = _(
    "Incomplete: the record does not claim to hold the whole year; an empty table is no nil report"
)
DRAFT = _("Draft: not for filing")
NOT_TO_BE_FILED = {Readiness.DRAFT: DRAFT, Readiness.INCOMPLETE: INCOMPLETE}
READINESS: Mapping[Readiness, Text] = MappingProxyType(
    {
        Readiness.COMPLETE: _("Complete"),
        Readiness.DRAFT: _("Draft"),
        Readiness.INCOMPLETE: _("Incomplete"),
    }
)


def _banner(form: Form) -> Iterator[Text]:
    """Yield what a reader must not overlook: made up, not to be filed, a public version."""
    if form.is_made_up:
        yield MADE_UP
    if form.readiness in NOT_TO_BE_FILED:
        yield NOT_TO_BE_FILED[form.readiness]
    if form.withheld:
        yield _("Public version: %(rows)s", rows=rows_withheld(form.withheld))


def mark(form: Form) -> Text:
    """Return what a reader must not overlook; nothing for a form that can be filed."""
    # That made-up data are no filing, they say themselves: there is no need of Draft beside it.
    left_out = DRAFT if form.is_made_up else None
    return joined([each for each in _banner(form) if each is not left_out], _(". "))


def banner_lines(form: Form, language: str) -> tuple[str, ...]:
    """Return what every page says, one line each."""
    return in_language(_banner(form), language)


def head(form: Form, language: str = "en") -> tuple[str, str, str]:
    """Return the head of its printed pages: whose, what to heed, which form."""
    state = MADE_UP if form.is_made_up else READINESS[form.readiness]
    banner = state[language] if form.is_made_up or form.readiness is not Readiness.COMPLETE else ""
    return f"{form.party} {form.year} {form.version}", banner, form.title[language]


def status(form: Form) -> str:
    """Return how far it is from being filed, for the properties of a file."""
    return READINESS[form.readiness].en


def year_of(form: Form) -> Text:
    """Return what its year is."""
    if form.name is FormName.STATEMENT:
        return _("Year")  # at whose end it is in force
    return _("Reported year") if form.name is FormName.AEF else _("Submission year")


def facts(form: Form, language: str) -> Iterator[tuple[str, str]]:
    """Yield what its first page says of it: whose, for which year, how far it is, until when."""
    cutoff = form.cutoff.isoformat() if form.cutoff else _("none declared")[language]
    yield _("Party")[language], form.party
    yield year_of(form)[language], str(form.year)
    yield _("Version")[language], form.version
    yield _("Readiness")[language], READINESS[form.readiness][language]
    yield _("Cut-off")[language], cutoff
