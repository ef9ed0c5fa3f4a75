"""The initial report of a Party. Paragraph 18; outline of decision 6/CMA.4, annex V."""

from datetime import date

from reporting.accounting.period import MethodName
from reporting.findings import Finding, Place
from reporting.forms.model.form import Form, FormName
from reporting.forms.model.narratives import narratives
from reporting.forms.model.reporting_period import CutoffRule, Reported, reported, undeclared
from reporting.forms.model.request import FormRequest
from reporting.forms.model.sections import OURS, Contents, heading, readiness, written
from reporting.forms.model.table import Note, ReportTable
from reporting.forms.queries import authorization_tables
from reporting.forms.queries.ndc import (
    Ndc,
    expected_table,
    method_tables,
    metrics_table,
    ndc_of,
    ndc_table,
    quantified_table,
    registries_table,
)
from reporting.forms.queries.participation import Approach, Participation, participation
from reporting.ledger.ledger import Ledger
from reporting.messages import _

TITLE = _("Initial report")


def _contents(of: Participation, ndc: Ndc | None) -> Contents:
    """Return what of the record the sections show."""
    whole = {
        "registries": (registries_table(of.registries),),
        "ndc": (ndc_table(ndc),),
        "metrics": (metrics_table(ndc),),
        "method": method_tables(ndc),
        "quantified": (quantified_table(ndc, "ghg"),),
        "indicators": (quantified_table(ndc, "non_ghg"),),
    }

    def contents(name: str, approach: Approach | None) -> tuple[ReportTable, ...]:
        if approach is None:
            return whole[name]
        if name == "approach":
            return (authorization_tables.approach(approach),)
        return (
            authorization_tables.authorizations(of, approach),
            authorization_tables.entities(of, approach),
            expected_table(approach.key),
        )

    return contents


def initial(ledger: Ledger, asked: FormRequest) -> Form:
    """Return the initial report, with every authorization up to the end of the year.

    Where the record falls short of the year before, it ends with the complete years, as in the
    other forms.
    """
    covered = reported(ledger, asked)
    falls_short = covered.rule is CutoffRule.COMPLETE_YEARS
    until = covered.cutoff if asked.cutoff or falls_short else date(asked.year, 12, 31)
    of = participation(ledger, asked.party, until)
    ndc = ndc_of(ledger, covered.ndc) if covered.ndc else None
    told = narratives(asked.narratives, asked.party, [each.key for each in of.approaches])
    averages = ndc is not None and ndc.row["method"] == MethodName.AVERAGING
    document = written(FormName.INITIAL, of, told, _contents(of, ndc), averages=averages)
    findings = (*document.findings, *_findings(of, covered))
    return Form(
        name=FormName.INITIAL,
        party=asked.party,
        year=asked.year,
        version=asked.version,
        readiness=readiness(findings),
        is_made_up=asked.is_made_up,
        cutoff=until if covered.stated_cutoff else None,
        title=TITLE,
        subtitle=heading(of, _("Article 6.2, %(year)s", year=asked.year)),
        sections=document.sections,
        notes=(_until(until), OURS),
        findings=findings,
    )


def _findings(of: Participation, covered: Reported) -> list[Finding]:
    """Return what the record itself lacks for the report."""
    values = {"party": str(of.party["party"])}
    found = [*undeclared(values["party"], covered.incomplete)]
    if covered.ndc is None:
        found.append(Finding(code="ndc-unknown", place=Place(), values=values))
    elif not covered.ndc["method"]:
        values |= {"period": covered.ndc["period"]}
        found.append(Finding(code="method-unknown", place=Place(), values=values))
    found += [
        Finding(
            code="expected-mitigation-unknown", place=Place(), values={"approach": each.title.en}
        )
        for each in of.approaches
    ]
    return found


def _until(day: date) -> Note:
    return Note(
        label=_("Cut-off date"),
        text=_("Authorizations up to %(day)s.", day=day.isoformat()),
    )
