"""The initial report of a Party. Paragraph 18; outline of decision 6/CMA.4, annex V."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from types import MappingProxyType
from typing import Any

from reporting.accounting.figure import exact
from reporting.accounting.period import ElapsedBasis, MethodName, YearBasis
from reporting.findings import Finding, Place
from reporting.forms.model import wording
from reporting.forms.model.form import Form, FormName
from reporting.forms.model.narratives import narratives
from reporting.forms.model.reporting_period import CutoffRule, Reported, reported, undeclared
from reporting.forms.model.request import FormRequest
from reporting.forms.model.sections import (
    OURS,
    Contents,
    DocumentSections,
    heading,
    readiness,
    written,
)
from reporting.forms.model.table import (
    EMPTY,
    Cell,
    Column,
    Note,
    ReportTable,
    Type,
    cell_in_both,
)
from reporting.forms.queries import approach_tables, authorization_tables
from reporting.forms.queries.ndc import Ndc, ndc_of, row_lineage, target_span
from reporting.forms.queries.participation import Approach, Participation, participation
from reporting.ledger.ledger import Ledger, Row
from reporting.messages import SILENCE, Text, _

KINDS: Mapping[str, Text] = MappingProxyType(
    {
        "single_year": _("single-year target"),
        "multi_year": _("multi-year target"),
    }
)
METRICS: Mapping[str, Text] = MappingProxyType(
    {
        "ghg": _("GHG, in t CO2 eq"),
        "non_ghg": _("non-GHG"),
    }
)
PATHS: Mapping[str, Text] = MappingProxyType(
    {
        "trajectory": _("trajectory"),
        "budget": _("budget"),
    }
)
REGISTRIES = (
    Column(name="registry", label=_("Registry ID")),
    Column(name="name", label=_("Name")),
)
NDC = (
    Column(name="what", label=_("Item")),
    Column(name="value", label=_("In the record")),
)
INDICATORS = (
    Column(name="name", label=_("Indicator")),
    Column(name="unit", label=_("Unit")),
    Column(name="metric", label=_("Metric")),
)
LEVELS = (
    *INDICATORS[:2],
    Column(name="reference_year", label=_("Reference year"), type=Type.YEAR),
    Column(name="reference_value", label=_("Reference level"), type=Type.QUANTITY),
    Column(name="target_value", label=_("Target level"), type=Type.QUANTITY),
    Column(name="target_year", label=_("Target year or period")),
)
YEARS = (
    Column(name="year", label=_("Year"), type=Type.YEAR),
    Column(name="kind", label=_("Kind")),
    Column(name="value", label=_("Level"), type=Type.QUANTITY),
)
NO_NDC = _("The record names no NDC of the Party.")


def registries_table(rows: Sequence[Row]) -> ReportTable:
    """Return the registries of the Party."""
    return ReportTable(
        name="registries",
        title=_("Registries in the record"),
        columns=REGISTRIES,
        rows=tuple((Cell(value=row["registry"]), cell_in_both(row, "name")) for row in rows),
    )


def ndc_table(of: Ndc | None) -> ReportTable:
    """Return what the record says of the NDC."""
    items = [] if of is None else [*_items(of.row)]
    return _listed("ndc", _("The NDC in the record"), items)


def method_tables(of: Ndc | None) -> tuple[ReportTable, ...]:
    """Return the method that the NDC names, and its trajectory or budget."""
    if of is None:
        return (_listed("method", _("Method"), []),)
    row = of.row
    chosen = wording.METHODS[MethodName(row["method"])] if row["method"] else None
    basis = ElapsedBasis(row["elapsed_basis"]) if row["elapsed_basis"] else None
    items = [(_("Method of paragraph 7"), _said(row["method"], chosen))]
    if row["method"] == MethodName.AVERAGING:
        elapsed = _said(row["elapsed_basis"], wording.ELAPSED[basis] if basis else None)
        items.append((_("Elapsed years counted"), elapsed))
    tables = [_listed("method", _("Method in the record"), items)]
    if of.tables["trajectories"]:
        tables.append(_trajectory_table(of))
    return tuple(tables)


def metrics_table(of: Ndc | None) -> ReportTable:
    """Return the indicators of the NDC and their metrics."""
    rows = of.tables["ndc_indicators"] if of else ()
    return ReportTable(
        name="metrics",
        title=_("Indicators and their metrics"),
        columns=INDICATORS,
        rows=tuple(
            (cell_in_both(row, "name"), Cell(value=row["unit"]), _metric(row)) for row in rows
        ),
        nothing=_("The record names no indicator."),
    )


def quantified_table(of: Ndc | None, metric: str) -> ReportTable:
    """Return the reference and target levels of the indicators of one metric."""
    rows = [
        each for each in (of.tables["ndc_indicators"] if of else ()) if each["metric"] == metric
    ]
    return ReportTable(
        name=f"quantified_{metric}",
        title=_("Reference and target levels"),
        columns=LEVELS,
        rows=tuple(
            (
                cell_in_both(row, "name"),
                Cell(value=row["unit"]),
                Cell(value=row["reference_year"]),
                *(_figure(row, name) for name in ("reference_value", "target_value")),
                Cell(value=target_span(of.row, row)) if of else EMPTY,
            )
            for row in rows
        ),
        nothing=_("The record names no such indicator."),
    )


def _items(row: Row) -> list[tuple[Text, Cell]]:
    basis = YearBasis(row["year_basis"]) if row["year_basis"] else None
    span = f"{row['first_year']}–{row['last_year']}"
    return [
        (_("Implementation period"), Cell(value=span)),
        (_("Kind"), Cell(value=row["kind"], label=KINDS[row["kind"]])),
        (_("Target year"), _text(row["target_year"])),
        (_("Target"), cell_in_both(row, "target_text")),
        (_("Metric"), _metric(row)),
        (_("Years counted"), _said(row["year_basis"], wording.YEARS[basis])),
    ]


def _listed(name: str, title: Text, items: Sequence[tuple[Text, Cell]]) -> ReportTable:
    return ReportTable(
        name=name,
        title=title,
        columns=NDC,
        rows=tuple((Cell(value=label.en, label=label), cell) for label, cell in items),
        nothing=NO_NDC,
    )


def _trajectory_table(of: Ndc) -> ReportTable:
    rows = sorted(of.tables["trajectories"], key=lambda each: int(each["year"]))
    return ReportTable(
        name="trajectory",
        title=_("Trajectory or budget"),
        columns=YEARS,
        rows=tuple(
            (
                Cell(value=row["year"]),
                Cell(value=row["kind"], label=PATHS[row["kind"]]),
                _figure(row, "value"),
            )
            for row in rows
        ),
    )


def _metric(row: Row) -> Cell:
    return Cell(value=row["metric"], label=METRICS[row["metric"]]) if row["metric"] else EMPTY


def _said(value: str | None, label: Text | None) -> Cell:
    return Cell(value=value, label=label) if value and label else EMPTY


def _text(value: Any) -> Cell:  # noqa: ANN401 - a cell of a row
    return EMPTY if value is None else Cell(value=str(value))


def _figure(row: Row, name: str) -> Cell:
    if row[name] is None:
        return EMPTY
    value = exact(row[name])
    return Cell(value=value, lineage=row_lineage(row, value))


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
        return whole[name] if approach is None else _of_approach(of, approach)[name]

    return contents


def _of_approach(of: Participation, each: Approach) -> Mapping[str, tuple[ReportTable, ...]]:
    """Return what of the record the sections on an approach show."""
    return {
        "approach": (authorization_tables.approach(each),),
        "copies": (
            approach_tables.copies(of, each),
            authorization_tables.authorizations(of, each),
        ),
        "duration": approach_tables.durations(of, each),
        "expected": (approach_tables.expected(each),),
        "parties": (approach_tables.parties(each),),
        "entities": (authorization_tables.entities(of, each),),
    }


def initial(ledger: Ledger, request: FormRequest) -> Form:
    """Return the initial report, with every authorization up to the end of the year.

    Where the record falls short of the year before, it ends with the complete years, as in the
    other forms.
    """
    covered = reported(ledger, request)
    falls_short = covered.rule is CutoffRule.COMPLETE_YEARS
    until = covered.cutoff if request.cutoff or falls_short else date(request.year, 12, 31)
    of = participation(ledger, request.party, until)
    ndc = ndc_of(ledger, covered.ndc) if covered.ndc else None
    told = narratives(request.narratives, request.party, [each.key for each in of.approaches])
    averages = ndc is not None and ndc.row["method"] == MethodName.AVERAGING
    document = written(FormName.INITIAL, of, told, _contents(of, ndc), averages=averages)
    form = _report(request, of, document, _of_record(of, covered))
    return replace(form, cutoff=until if covered.stated_cutoff else None)


def updated_initial(ledger: Ledger, request: FormRequest) -> Form:
    """Return the updated initial report for one further approach. Paragraph 19.

    It has the sections of the initial report that are about the approach, in its numbering, with
    every authorization up to the end of the year: it comes no later than the first of them, and
    has no figure that a complete record would change.
    """
    until = request.cutoff or date(request.year, 12, 31)
    every = participation(ledger, request.party, until)
    of = every.of_approach(request.about)
    keys = [each.key for each in every.approaches]
    told = narratives(request.narratives, request.party, keys)
    document = written(FormName.UPDATED_INITIAL, of, told, _contents(of, None), averages=False)
    form = _report(request, of, document)
    title = next((each.title for each in of.approaches), SILENCE)
    return replace(
        form,
        name=FormName.UPDATED_INITIAL,
        about=of.approaches[0].key if of.approaches else request.about,
        title=_("Updated initial report"),
        subtitle=heading(of, _("%(approach)s, %(year)s", approach=title, year=request.year)),
        notes=(_until(until), ONE_FURTHER, OURS),
    )


def _report(
    request: FormRequest,
    of: Participation,
    document: DocumentSections,
    of_record: Sequence[Finding] = (),
) -> Form:
    """Return the initial report with its sections."""
    until = of.until or date(request.year, 12, 31)
    findings = (*document.findings, *of_record, *_unexpected(of))
    return Form(
        name=FormName.INITIAL,
        party=request.party,
        year=request.year,
        version=request.version,
        readiness=readiness(findings),
        is_made_up=request.is_made_up,
        cutoff=until,
        title=TITLE,
        subtitle=heading(of, _("Article 6.2, %(year)s", year=request.year)),
        sections=document.sections,
        notes=(_until(until), OURS),
        findings=findings,
    )


def _of_record(of: Participation, covered: Reported) -> list[Finding]:
    """Return what the record itself lacks of the Party for the report."""
    values = {"party": str(of.party["party"])}
    found = [*undeclared(values["party"], covered.incomplete)]
    if covered.ndc is None:
        found.append(Finding(code="ndc-unknown", place=Place(), values=values))
    elif not covered.ndc["method"]:
        values |= {"period": covered.ndc["period"]}
        found.append(Finding(code="method-unknown", place=Place(), values=values))
    return found


def _unexpected(of: Participation) -> Iterator[Finding]:
    """Yield the approaches of which the record holds no expected mitigation."""
    for each in of.approaches:
        if not each.expected:
            values = {"approach": each.title.en}
            yield Finding(code="expected-mitigation-unknown", place=Place(), values=values)


ONE_FURTHER = Note(
    label=_("Scope"),
    text=_(
        "One further cooperative approach: what the initial report asks for each approach, in its "
        "numbering. That no more is asked is from memory of the decision."
    ),
    provision="2/CMA.3 annex, para. 19",
)


def _until(day: date) -> Note:
    return Note(
        label=_("Cut-off date"),
        text=_("Authorizations up to %(day)s.", day=day.isoformat()),
    )
