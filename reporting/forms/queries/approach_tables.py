"""Tables of one cooperative approach, as the initial report asks for each. Paragraph 18(g)."""

from reporting.accounting.figure import exact
from reporting.forms.model.table import (
    EMPTY,
    PLACES,
    TONNES,
    Cell,
    Column,
    Reason,
    ReportTable,
    Type,
    cell_in_both,
)
from reporting.forms.queries.authorization_tables import DATE, ID, ROLES, VERSION, span
from reporting.forms.queries.ndc import row_lineage
from reporting.forms.queries.participation import Approach, Participation
from reporting.ledger.ledger import Row
from reporting.messages import _

DAYS = ("issuance", "use", "cancellation")
NOT_STATED = Reason(
    code="not-in-record",
    sentence=_("The record does not say."),
    brief=_("The record does not say"),
)
NOT_EXPECTED = _("The record holds no expected mitigation; the narrative has to state it.")
COPIES = (ID, VERSION, DATE, Column(name="document", label=_("Document")))
DURATION = (
    ID,
    VERSION,
    Column(name="vintages", label=_("Vintages")),
    Column(name="use_years", label=_("Years of use")),
    Column(name="issuance", label=_("Days of issuance")),
    Column(name="use", label=_("Days of use")),
    Column(name="cancellation", label=_("Days of cancellation")),
    Column(name="revoked_on", label=_("Revoked on"), type=Type.DATE),
)
APPROACH_DURATION = (
    Column(name="started_on", label=_("Start"), type=Type.DATE),
    Column(name="ends_on", label=_("End"), type=Type.DATE),
)
PARTIES = (
    Column(name="party", label=_("Party")),
    Column(name="name", label=_("Name")),
    Column(name="role", label=_("Role")),
)
EXPECTED = "expected"


def copies(of: Participation, each: Approach) -> ReportTable:
    """Return the authorizations of an approach with the document that authorizes."""
    return ReportTable(
        name=f"authorization_copies_{each.key}",
        title=_("Documents of authorization"),
        columns=COPIES,
        rows=tuple(
            (*(Cell(value=row[at.name]) for at in COPIES[:-1]), stated(row["document"]))
            for row in of.authorizations_of(each.key)
        ),
    )


def durations(of: Participation, each: Approach) -> tuple[ReportTable, ...]:
    """Return how long the approach lasts, and what its authorizations allow until when."""
    whole = ReportTable(
        name=f"duration_{each.key}",
        title=_("Duration of the approach"),
        columns=APPROACH_DURATION,
        rows=(tuple(stated(each.row[at.name]) for at in APPROACH_DURATION),),
    )
    parts = ReportTable(
        name=f"authorized_days_{each.key}",
        title=_("Duration of the authorizations"),
        columns=DURATION,
        rows=tuple(_duration(of, row) for row in of.authorizations_of(each.key)),
    )
    return whole, parts


def expected(each: Approach) -> ReportTable:
    """Return the mitigation expected of the approach in each year, in the metric of each row."""
    metrics = dict.fromkeys(map(_metric, each.expected))
    unit = next(iter(metrics)) if len(metrics) == 1 else ""
    values = [exact(row["quantity"]) for row in each.expected]
    return ReportTable(
        name=f"expected_mitigation_{each.key}",
        title=_("Expected mitigation by year"),
        columns=(
            Column(name="year", label=_("Year"), type=Type.YEAR),
            Column(name="metric", label=_("Metric")),
            Column(
                name=EXPECTED,
                label=_("Expected mitigation"),
                type=Type.QUANTITY,
                unit=unit,
                places=0 if all(isinstance(value, int) for value in values) else PLACES,
                provision="18(g)",
            ),
        ),
        rows=tuple(
            (
                Cell(value=row["year"]),
                Cell(value=_metric(row)),
                Cell(value=value, lineage=row_lineage(row, value)),
            )
            for row, value in zip(each.expected, values, strict=True)
        ),
        nothing=NOT_EXPECTED,
    )


def parties(each: Approach) -> ReportTable:
    """Return the Parties of an approach and their roles."""
    return ReportTable(
        name=f"participating_parties_{each.key}",
        title=_("Participating Parties"),
        columns=PARTIES,
        rows=tuple(
            (
                Cell(value=row["party"]),
                cell_in_both(row, "name"),
                Cell(value=row["role"], label=ROLES[row["role"]]),
            )
            for row in each.parties
        ),
    )


def stated(value: object) -> Cell:
    """Return a cell of what an authorization or an approach states, or that nothing is stated."""
    return Cell(reasons=(NOT_STATED,)) if value in {None, ""} else Cell(value=value)  # type: ignore[arg-type]


def days(row: Row, what: str) -> Cell:
    """Return the first and last day on which something is allowed, as an interval; else empty."""
    first, last = row[f"{what}_from"], row[f"{what}_until"]
    if first is None and last is None:
        return EMPTY
    if last is None:
        said = _("from %(first)s", first=first)
    elif first is None:
        said = _("until %(last)s", last=last)
    else:
        said = _("%(first)s to %(last)s", first=first, last=last)
    # As ISO 8601 writes an interval with an open end.
    return Cell(value=f"{first or '..'}/{last or '..'}", label=said)


def _duration(of: Participation, row: Row) -> tuple[Cell, ...]:
    revoked = row["revoked_on"]
    is_known = revoked and not (of.until and revoked > of.until)
    return (
        Cell(value=row["authorization_id"]),
        Cell(value=row["version"]),
        Cell(value=span(row["vintage_first"], row["vintage_last"])),
        Cell(value=span(row["use_first"], row["use_last"])),
        *(days(row, what) for what in DAYS),
        Cell(value=revoked if is_known else None),
    )


def _metric(row: Row) -> str:
    return str(TONNES if row["metric"] == "ghg" else row["non_ghg_metric"])
