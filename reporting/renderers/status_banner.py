"""What every sheet of a form says of it: whose it is, and whether it can be filed."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from reporting.forms.model.form import Form, FormName, Readiness
from reporting.forms.model.redaction import rows_withheld
from reporting.messages import SILENCE, Text, _, joined

MADE_UP = _("Made-up data, for illustration only: not a filing")
INCOMPLETE = _(
    "Incomplete: the record does not claim to hold the whole year; an empty table is no nil report"
)
DRAFT = _("Draft: not for filing")
READINESS: Mapping[Readiness, Text] = MappingProxyType(
    {
        Readiness.COMPLETE: _("Complete"),
        Readiness.DRAFT: _("Draft"),
        Readiness.INCOMPLETE: _("Incomplete"),
    }
)


def mark(form: Form) -> Text:
    """Return what a reader must not overlook; nothing for a form that can be filed."""
    said_of_it = (_state(form), _public(form))
    parts = [each for each in said_of_it if each != SILENCE]
    return joined(parts, _(". "))


def _public(form: Form) -> Text:
    """Say that a form is a public version which leaves something out."""
    if not form.withheld:
        return SILENCE
    rows = rows_withheld(form.withheld)
    return _("Public version: %(rows)s", rows=rows)


def _state(form: Form) -> Text:
    said_of = {Readiness.DRAFT: DRAFT, Readiness.INCOMPLETE: INCOMPLETE}
    state = said_of.get(form.readiness, SILENCE)
    if not form.is_made_up:
        return state
    if form.readiness is Readiness.INCOMPLETE:
        return joined((MADE_UP, state), _(". "))
    return MADE_UP


def banner_lines(form: Form, language: str) -> tuple[str, ...]:
    """Return what every page says, one line each: made up, not to be filed, a public version."""
    state = {Readiness.DRAFT: DRAFT, Readiness.INCOMPLETE: INCOMPLETE}.get(form.readiness)
    said_of = (MADE_UP if form.is_made_up else None, state, _public(form))
    return tuple(each[language] for each in said_of if each and each != SILENCE)


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
    return _("Reported year") if form.name is FormName.AEF else _("Submission year")


def facts(form: Form, language: str) -> Iterator[tuple[str, str]]:
    """Yield what its first page says of it: whose, for which year, how far it is, until when."""
    cutoff = form.cutoff.isoformat() if form.cutoff else _("none declared")[language]
    yield _("Party")[language], form.party
    yield year_of(form)[language], str(form.year)
    yield _("Version")[language], form.version
    yield _("Readiness")[language], READINESS[form.readiness][language]
    yield _("Cut-off")[language], cutoff
