"""Every form by its name, whole or as the public may see it."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from reporting.forms.aef import aef
from reporting.forms.btr_annex4 import annex4
from reporting.forms.ctf_table4 import summary
from reporting.forms.disclosure import disclosure
from reporting.forms.initial_report import initial
from reporting.forms.model.form import Form, FormName
from reporting.forms.model.redaction import confidential, published
from reporting.forms.model.request import FormRequest
from reporting.ledger.ledger import Ledger

Builder = Callable[[Ledger, FormRequest], Form]
_FORMS: Mapping[FormName, Builder] = {
    FormName.INITIAL: initial,
    FormName.AEF: aef,
    FormName.SUMMARY: summary,
    FormName.ANNEX_4: annex4,
    FormName.DISCLOSURE: disclosure,
}


def build_form(ledger: Ledger, name: FormName, request: FormRequest) -> Form:
    """Return a form; without what is confidential, if its public version is asked for.

    A finding that names no package is about the one that tells of the Party.
    """
    form = _placed(_FORMS[name](ledger, request), _home(ledger, request.party))
    return published(form, confidential(ledger)) if request.is_public else form


def public_version(ledger: Ledger, request: FormRequest, whole: Form) -> Form:
    """Return the public version of a form made whole; it is made anew only if rows leave it."""
    # A row of the AEF joins neighbours: without the confidential one between them, others are
    # joined.
    if whole.name is FormName.AEF and whole.confidential:
        return build_form(ledger, whole.name, replace(request, is_public=True))
    return published(whole, confidential(ledger))


def _home(ledger: Ledger, party: str) -> str:
    named = [row for row in ledger.table("parties") if row["party"] == party]
    return str(named[0]["_package"]) if named else ""


def _placed(form: Form, home: str) -> Form:
    placed = (
        each if each.place.package else replace(each, place=replace(each.place, package=home))
        for each in form.findings
    )
    return replace(form, findings=tuple(placed))
