"""Every form by its name."""

from collections.abc import Callable, Mapping

from reporting.ledger.ledger import Ledger
from reporting.reports.aef import aef
from reporting.reports.annex4 import annex4
from reporting.reports.asked import FormAsked
from reporting.reports.disclosure import disclosure
from reporting.reports.form import Form, FormName
from reporting.reports.initial import initial
from reporting.reports.summary import summary

Builder = Callable[[Ledger, FormAsked], Form]
FORMS: Mapping[FormName, Builder] = {
    FormName.INITIAL: initial,
    FormName.AEF: aef,
    FormName.SUMMARY: summary,
    FormName.ANNEX_4: annex4,
    FormName.DISCLOSURE: disclosure,
}
