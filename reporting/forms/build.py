"""Every form by its name, whole or as the public may see it."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from reporting.forms.aef import aef
from reporting.forms.authorization_statement import statement
from reporting.forms.btr_annex4 import annex4
from reporting.forms.ctf_table4 import summary
from reporting.forms.disclosure import disclosure
from reporting.forms.initial_report import initial, updated_initial
from reporting.forms.model.form import Form, FormName
from reporting.forms.model.redaction import confidential, published
from reporting.forms.model.request import FormRequest
from reporting.forms.model.sections import readiness
from reporting.forms.other_answers import with_answers
from reporting.forms.queries.failed_checks import failed_checks
from reporting.forms.queries.open_questions import unconfirmed
from reporting.ledger.ledger import Ledger

Builder = Callable[[Ledger, FormRequest], Form]
_FORMS: Mapping[FormName, Builder] = {
    FormName.INITIAL: initial,
    FormName.UPDATED_INITIAL: updated_initial,
    FormName.AEF: aef,
    FormName.SUMMARY: summary,
    FormName.ANNEX_4: annex4,
    FormName.DISCLOSURE: disclosure,
    FormName.STATEMENT: statement,
}


def build_form(ledger: Ledger, name: FormName, request: FormRequest) -> Form:
    """Return a form; without what is confidential, if its public version is asked for.

    It is complete only if no check fails that bears on the Party. A finding that names no package
    is about the one that tells of the Party.
    """
    answers = ledger.readings.on(request.answers_on)
    if answers is ledger.readings:
        return _built(ledger, name, request)
    with ledger.under(answers) as then:
        form = _built(then, name, request)
    ledger.forget_passing()
    return form


def _built(ledger: Ledger, name: FormName, request: FormRequest) -> Form:
    form = with_answers(ledger, _FORMS[name](ledger, request), request, _FORMS[name])
    form = _judged(ledger, _confirmed(ledger, form))
    form = _placed(form, _home(ledger, request.party))
    return published(form, confidential(ledger)) if request.is_public else form


def public_version(ledger: Ledger, request: FormRequest, whole: Form) -> Form:
    """Return the public version of a form made whole; it is made anew only if rows leave it."""
    # A row of the AEF joins neighbours: without the confidential one between them, others are
    # joined.
    if whole.name is FormName.AEF and whole.confidential:
        return build_form(ledger, whole.name, replace(request, is_public=True))
    return published(whole, confidential(ledger))


def _confirmed(ledger: Ledger, form: Form) -> Form:
    """Return a form with what its Party has to confirm before it is filed."""
    year = form.year if form.name is FormName.AEF else None
    open_ = tuple(unconfirmed(ledger, form.party, form.cutoff, year))
    if form.name not in (FormName.AEF, FormName.SUMMARY, FormName.ANNEX_4) or not open_:
        return form
    findings = (*form.findings, *open_)
    return replace(form, findings=findings, readiness=readiness(findings, form.readiness))


def _judged(ledger: Ledger, form: Form) -> Form:
    """Return a form with what stands in its way by the checks of the record."""
    failed = failed_checks(ledger, form.party, form.cutoff)
    if not failed:
        return form
    findings = (*form.findings, *failed)
    return replace(form, findings=findings, readiness=readiness(findings, form.readiness))


def _home(ledger: Ledger, party: str) -> str:
    named = [row for row in ledger.table("parties") if row["party"] == party]
    return str(named[0]["_package"]) if named else ""


def _placed(form: Form, home: str) -> Form:
    placed = (
        each if each.place.package else replace(each, place=replace(each.place, package=home))
        for each in form.findings
    )
    return replace(form, findings=tuple(placed))
