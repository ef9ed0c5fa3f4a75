"""Annex 4 of the biennial transparency report. Paragraphs 21 to 23; 6/CMA.4, annex VI."""

from dataclasses import replace

from reporting.accounting.period import MethodName
from reporting.forms.ctf_table4 import summary
from reporting.forms.model.form import Form, FormName
from reporting.forms.model.narratives import narratives
from reporting.forms.model.reporting_period import reported
from reporting.forms.model.request import FormRequest
from reporting.forms.model.sections import OURS, Contents, heading, readiness, written
from reporting.forms.model.table import ReportTable
from reporting.forms.queries import authorization_tables
from reporting.forms.queries.breakdown import breakdown
from reporting.forms.queries.participation import Approach, Participation, participation
from reporting.forms.queries.reviews import reviews_of, reviews_table, unanswered
from reporting.ledger.ledger import Ledger
from reporting.messages import _

TABLE_4 = "table_4"
TITLE = _("Information in relation to the Party's participation in cooperative approaches")


def annex4(ledger: Ledger, request: FormRequest) -> Form:
    """Return annex 4, up to the cut-off of the structured summary."""
    covered = reported(ledger, request)
    figures = summary(ledger, request)
    of = participation(ledger, request.party, covered.cutoff)
    told = narratives(request.narratives, request.party, [each.key for each in of.approaches])
    found = reviews_of(ledger, request.party, request.year)
    tables = tuple(map(_named, figures.tables))
    contents = _contents(of, tables, breakdown(ledger, request), reviews_table(found))
    averages = covered.ndc is not None and covered.ndc["method"] == MethodName.AVERAGING
    document = written(FormName.ANNEX_4, of, told, contents, averages=averages)
    findings = (*document.findings, *figures.findings, *unanswered(found))
    what = _("annex 4 of the biennial transparency report, %(year)s", year=request.year)
    return Form(
        name=FormName.ANNEX_4,
        party=request.party,
        year=request.year,
        version=request.version,
        readiness=readiness(findings, figures.readiness),
        is_made_up=request.is_made_up,
        cutoff=figures.cutoff,
        title=TITLE,
        subtitle=heading(of, what),
        sections=document.sections,
        notes=(*figures.notes, OURS),
        findings=findings,
    )


def _named(table: ReportTable) -> ReportTable:
    """Return a table of the structured summary with the name of its form before its number."""
    # In the BTR "Table 4" alone would not say of which form.
    if not table.name.startswith(TABLE_4):
        return table
    return replace(table, title=_("CTF %(title)s", title=table.title))


def _contents(
    of: Participation,
    figures: tuple[ReportTable, ...],
    parts: tuple[ReportTable, ...],
    reviewed: ReportTable,
) -> Contents:
    """Return what of the record the sections show."""
    whole = {
        "reviews": (reviewed,),
        "authorizations": (
            authorization_tables.authorizations(of),
            authorization_tables.changes(of),
            authorization_tables.entities(of),
        ),
        "summary": figures,
        "breakdown": parts,
    }

    def contents(name: str, approach: Approach | None) -> tuple[ReportTable, ...]:
        return (authorization_tables.approach(approach),) if approach else whole[name]

    return contents
