"""Rows 1 and 3: the indicators of the NDC, and LULUCF where the series leaves it out."""

from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction

from reporting.accounting.figure import Exact, exact, rounded
from reporting.accounting.first_transfer import AuthorizedFor, authorized_for
from reporting.accounting.period import Metric
from reporting.forms.ctf_table4 import line
from reporting.forms.ctf_table4.line import SummaryLine, SummaryScope, blank
from reporting.forms.model.table import Cell, Column, ReportTable, Type, in_both, written
from reporting.forms.queries.ndc import row_lineage, target_span
from reporting.forms.queries.participation import versions
from reporting.ledger.ledger import Ledger, Row
from reporting.messages import Text, _, alike

KEY = ("party", "authorization_id", "version")
COLUMNS = (
    Column(name="approach", label=_("Cooperative approach")),
    Column(name="authorization_id", label=_("Authorization ID")),
    Column(name="version", label=_("Version"), type=Type.COUNT),
    Column(name="authorized_on", label=_("Date of authorization"), type=Type.DATE),
    Column(name="purposes", label=_("Purposes")),
    Column(name="oimp_name", label=_("Purpose as named")),
    Column(name="entity_id", label=_("Identification number")),
    Column(name="name", label=_("Name")),
    Column(name="country", label=_("Country of incorporation")),
)


def entities(ledger: Ledger, party: str, cutoff: date) -> ReportTable:
    """Return the entities that a Party's authorizations for such purposes name up to a day."""
    known = {row["entity_id"]: row for row in ledger.table("authorized_entities")}
    approaches = {row["approach"]: row for row in ledger.table("cooperative_approaches")}
    authorizations = {
        tuple(row[name] for name in KEY): row
        for row in versions(ledger)
        if row["party"] == party and row["authorized_on"] <= cutoff and _is_for_others(row)
    }
    found = []
    for link in ledger.table("authorization_entities"):
        authorization = authorizations.get(tuple(link[name] for name in KEY))
        if authorization:
            entity = known.get(link["entity_id"], {})
            approach = approaches.get(authorization["approach"], {})
            told = {
                **authorization,
                "approach": approach.get("approach_id") or authorization["approach"],
                "entity_id": link["entity_id"],
                "name": entity.get("name"),
                "country": entity.get("country"),
            }
            found.append(tuple(Cell(value=told[column.name]) for column in COLUMNS))
    return ReportTable(
        name="authorized_entities",
        title=_(
            "Row 11: entities authorized to use outcomes for other international mitigation "
            "purposes"
        ),
        columns=COLUMNS,
        rows=tuple(sorted(found, key=lambda row: [str(cell.value) for cell in row])),
        nothing=_("The record names none."),
    )


def _is_for_others(row: Row) -> bool:
    purposes = row["purposes"]
    return bool(purposes) and authorized_for(str(purposes)) is not AuthorizedFor.NDC


PER_CENT = 100


def indicator_lines(shown: SummaryScope) -> Iterator[SummaryLine]:
    """Yield a line for each indicator; one that says so where the record names none."""
    ndc = shown.accounts.ndc
    indicators = ndc.tables["ndc_indicators"]
    for each in indicators:
        rows = {
            row["year"]: row
            for row in ndc.tables["indicator_values"]
            if row["indicator"] == each["indicator"]
        }
        yield SummaryLine(
            about=in_both(each, "name"),
            unit=each["unit"],
            reference=_reference(each),
            years={year: _value(shown, rows, year) for year in shown.years},
            target=_target(shown, each),
            target_year=_target_year(shown, each),
            progress=_progress(shown, each, rows),
        )
    if not indicators:
        none = blank(shown, line.NO_INDICATOR)
        yield SummaryLine(
            years=none.years, target=_target(shown, None), target_year=_target_year(shown, None)
        )


def lulucf_line(shown: SummaryScope) -> SummaryLine:
    """Return row 3: not applicable where the series of the indicators in tonnes include it."""
    ndc = shown.accounts.ndc
    of_ghg = {
        row["indicator"] for row in ndc.tables["ndc_indicators"] if row["metric"] == Metric.GHG
    }
    if not of_ghg:
        return blank(shown, line.NO_INDICATOR if ndc.metric is Metric.GHG else line.NO_GHG)
    said_so = [
        row["lulucf_included"]
        for row in ndc.tables["indicator_values"]
        if row["indicator"] in of_ghg
    ]
    # all() of nothing is true, but where there is no value nobody says that it is included.
    is_included = bool(said_so) and all(said_so)
    return blank(shown, line.LULUCF_INCLUDED if is_included else line.LULUCF_UNKNOWN)


def _reference(indicator: Row) -> Cell:
    value, year = indicator["reference_value"], indicator["reference_year"]
    if value is None:
        return Cell(reasons=(line.NO_REFERENCE,))
    number = exact(value)
    said = written(number)
    label = _("%(written)s (%(year)s)", written=said, year=year) if year else alike(said)
    return Cell(value=number, label=label, lineage=row_lineage(indicator, number))


def _value(shown: SummaryScope, rows: Mapping[int, Row], year: int) -> Cell:
    if not shown.is_reported(year):
        return shown.beyond(year)
    if year not in rows:
        return Cell(reasons=(line.not_recorded(year),))
    value = exact(rows[year]["value"])
    return Cell(value=value, lineage=row_lineage(rows[year], value))


def _target(shown: SummaryScope, indicator: Row | None) -> Cell:
    """Return the target level; where it is no number of an indicator, the words of the NDC."""
    row = shown.accounts.ndc.row
    if indicator and indicator["target_value"] is not None:
        value = exact(indicator["target_value"])
        return Cell(value=value, lineage=row_lineage(indicator, value))
    return Cell(label=in_both(row, "target_text"), reasons=(line.NO_TARGET,))


def _target_year(shown: SummaryScope, indicator: Row | None) -> Cell:
    return Cell(value=target_span(shown.accounts.ndc.row, indicator))


def _progress(shown: SummaryScope, indicator: Row, rows: Mapping[int, Row]) -> Cell:
    """Compare the most recent value with the reference point."""
    reported = sorted(year for year in rows if year in shown.years and shown.is_reported(year))
    if indicator["reference_value"] is None:
        return Cell(reasons=(line.NO_REFERENCE,))
    if not reported:
        return Cell(reasons=(line.not_recorded(shown.accounts.reporting_year),))
    latest = rows[reported[-1]]
    value, reference = exact(latest["value"]), exact(indicator["reference_value"])
    difference = value - reference
    return Cell(
        value=difference,
        label=_told(indicator["reference_year"], latest["year"], difference, reference),
        lineage=row_lineage(latest, value) - row_lineage(indicator, reference),
    )


def _told(since: int | None, latest: int, difference: Exact, reference: Exact) -> Text:
    """Write a difference with its share of the reference and the years compared."""
    number = written(difference, sign="+")
    # Of a reference of nought there is no share.
    if reference:
        share = rounded(Fraction(difference) / Fraction(reference) * PER_CENT, 1)
        number += f" ({share:+,f} %)"
    if not since:
        return _("%(number)s, to %(latest)s", number=number, latest=latest)
    return _("%(number)s, %(since)s to %(latest)s", number=number, since=since, latest=latest)
