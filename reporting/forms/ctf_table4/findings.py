"""What stands in the way of filing a structured summary."""

from collections.abc import Iterator

from reporting.accounting.period import MethodName
from reporting.findings import Finding, Place
from reporting.forms.model.number_spans import spans
from reporting.forms.model.reporting_period import Reported, undeclared
from reporting.forms.queries.accounts import Accounted
from reporting.forms.queries.ndc import Measure
from reporting.ledger.rows import FlowSum

BY_TRAJECTORY = {MethodName.TRAJECTORY, MethodName.MULTI_YEAR}


def without_ndc(party: str) -> Finding:
    """Say that the record names no NDC."""
    return Finding(code="ndc-unknown", place=Place(table="ndcs"), values={"party": party})


def findings(accounts: Accounted, covers: Reported) -> Iterator[Finding]:
    """Yield what the record lacks, in the order of the rows of the form."""
    row = accounts.ndc.row
    package, of_ndc = row["_package"], {"party": row["party"], "period": row["period"]}
    place = Place(package=package, table="ndcs", row=row["_row"])
    incomplete = {*covers.incomplete, *accounts.told.incomplete}
    yield from undeclared(row["party"], incomplete)
    if not accounts.ndc.tables["ndc_indicators"]:
        where = Place(package=package, table="ndc_indicators")
        yield Finding(code="summary-indicator-unknown", place=where, values=of_ndc)
    if accounts.period.method is None:
        where = Place(package=package, table="ndcs", row=row["_row"], field="method")
        yield Finding(code="method-unknown", place=where, values=of_ndc)
    if accounts.period.method is MethodName.AVERAGING and not accounts.period.elapsed_basis:
        yield Finding(code="summary-elapsed-basis-unknown", place=place, values=of_ndc)
    yield from _trajectory(accounts)
    for measure, sources in accounts.measured:
        yield from _levels(measure, sources.account.years, package)
    undetermined = sum(
        1 for each, against in accounts.told.flows if against is None and _is_undetermined(each)
    )
    if undetermined:
        yield Finding(
            code="summary-flow-undetermined",
            place=Place(package=package),
            values={"party": row["party"], "count": str(undetermined)},
        )


def _trajectory(accounts: Accounted) -> Iterator[Finding]:
    known = {row["year"] for row in accounts.ndc.tables["trajectories"]}
    missing = [year for year in accounts.period.years if year not in known]
    if accounts.period.method in BY_TRAJECTORY and missing:
        yield Finding(
            code="summary-trajectory-unknown",
            place=Place(package=accounts.ndc.row["_package"], table="trajectories"),
            values={"years": spans(missing)},
        )


def _levels(measure: Measure, years: range, package: str) -> Iterator[Finding]:
    missing = [year for year in years if year not in measure.levels]
    if missing:
        table = "indicator_values" if measure.name else "covered_emissions"
        yield Finding(
            code="summary-level-unknown",
            place=Place(package=package, table=table),
            values={"years": spans(missing), "unit": measure.unit},
        )


def _is_undetermined(row: FlowSum) -> bool:
    """Tell whether a flow lacks its quantity or one of the years by which it counts."""
    year = row.use_year if row.flow == "used" else row.event_year
    return bool(row.unknown) or year is None or row.vintage is None
