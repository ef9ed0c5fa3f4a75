"""What every sheet of a form says of it: whose it is, and whether it can be filed."""

from collections.abc import Mapping
from types import MappingProxyType

from reporting.forms.model.form import Form, FormName, Readiness
from reporting.forms.model.redaction import rows_withheld
from reporting.texts import SILENCE, Text, said

MADE_UP = said(
    "Made-up data, for illustration only: not a filing",
    "架空のデータによる例示であり、提出用ではありません",
)
INCOMPLETE = said(
    "Incomplete: the record does not claim to hold the whole year; an empty table is no nil report",
    "不完全：記録は全期間を含むとは宣言されておらず、空の表は実績なしの報告を意味しません",
)
DRAFT = said("Draft: not for filing", "下書き：提出用ではありません")
READINESS: Mapping[Readiness, Text] = MappingProxyType(
    {
        Readiness.COMPLETE: said("Complete", "完備"),
        Readiness.DRAFT: said("Draft", "下書き"),
        Readiness.INCOMPLETE: said("Incomplete", "不完全"),
    }
)


def mark(form: Form) -> Text:
    """Return what a reader must not overlook; nothing for a form that can be filed."""
    said_of_it = (_state(form), _public(form))
    parts = [each for each in said_of_it if each != SILENCE]
    return said(". ".join(each.en for each in parts), "。".join(each.ja for each in parts))


def _public(form: Form) -> Text:
    """Say that a form is a public version which leaves something out."""
    if not form.withheld:
        return SILENCE
    rows = rows_withheld(form.withheld)
    return said(f"Public version: {rows.en}", f"公表版：{rows.ja}")


def _state(form: Form) -> Text:
    said_of = {Readiness.DRAFT: DRAFT, Readiness.INCOMPLETE: INCOMPLETE}
    state = said_of.get(form.readiness, SILENCE)
    if not form.is_made_up:
        return state
    if form.readiness is Readiness.INCOMPLETE:
        return said(f"{MADE_UP.en}. {state.en}", f"{MADE_UP.ja}。{state.ja}")
    return MADE_UP


def heeded(form: Form, language: str) -> tuple[str, ...]:
    """Return what every page says, one line each: made up, not to be filed, a public version."""
    state = {Readiness.DRAFT: DRAFT, Readiness.INCOMPLETE: INCOMPLETE}.get(form.readiness)
    said_of = (MADE_UP if form.is_made_up else None, state, _public(form))
    return tuple(each[language] for each in said_of if each and each != SILENCE)


def head(form: Form, language: str = "en") -> tuple[str, str, str]:
    """Return the head of its printed pages: whose, what to heed, which form."""
    state = MADE_UP if form.is_made_up else READINESS[form.readiness]
    heeded = state[language] if form.is_made_up or form.readiness is not Readiness.COMPLETE else ""
    return f"{form.party} {form.year} {form.version}", heeded, form.title[language]


def status(form: Form) -> str:
    """Return how far it is from being filed, for the properties of a file."""
    return READINESS[form.readiness].en


def year_of(form: Form) -> Text:
    """Return what its year is."""
    if form.name is FormName.AEF:
        return said("Reported year", "報告対象年")
    return said("Submission year", "提出年")
