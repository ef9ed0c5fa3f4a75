"""What one version of an authorization states, element by element (4/CMA.6, from memory)."""

from collections.abc import Iterator
from dataclasses import dataclass

from reporting.forms.model.provenance import Lineage
from reporting.forms.model.table import TONNES, Cell
from reporting.forms.queries.approach_tables import DAYS, days, stated
from reporting.forms.queries.authorization_tables import DEFINITIONS, KINDS, span
from reporting.forms.queries.participation import Participation, linked, version_key
from reporting.ledger.ledger import Ledger, Row
from reporting.ledger.loading import place_of
from reporting.messages import SILENCE, Text, _, alike

DAYS_OF = {
    "issuance": _("First and last day of issuance"),
    "use": _("First and last day of use"),
    "cancellation": _("First and last day of cancellation"),
}
YES_NO = {True: _("yes"), False: _("no")}
NDC = "NDC"


@dataclass(frozen=True, slots=True, kw_only=True)
class Element:
    """One element of an authorization.

    Attributes:
        name: As programs read it.
        label: As people read it.
        cell: What is stated; without a value, why it is blank.
        field: The columns of the record that hold it.
    """

    name: str
    label: Text
    cell: Cell
    field: str


def elements(ledger: Ledger, of: Participation, row: Row) -> tuple[Element, ...]:
    """Return the elements of a version; what cannot apply to it is left out."""
    return tuple(_elements(ledger, of, row))


def _elements(ledger: Ledger, of: Participation, row: Row) -> Iterator[Element]:
    key = version_key(row)
    approach = next((each for each in of.approaches if each.key == row["approach"]), None)
    purposes = str(row["purposes"] or "")

    def element(name: str, label: Text, cell: Cell | None = None, field: str = "") -> Element:
        own = stated(row[name]) if cell is None else cell
        return Element(name=name, label=label, cell=own, field=field or name)

    def listed(table: str, name: str) -> Cell:
        return stated(", ".join(linked(ledger, table, name).get(key, ())))

    yield element("party", _("Authorizing Party"))
    yield element("authorization_id", _("Authorization ID"))
    yield element("version", _("Version"))
    yield element("authorized_on", _("Date of authorization"))
    yield element("kind", _("Authorizes"), Cell(value=row["kind"], label=KINDS[row["kind"]]))
    yield element(
        "approach_id",
        _("Cooperative approach ID"),
        stated(approach.row["approach_id"] if approach else None),
        "cooperative_approaches.approach_id",
    )
    yield element(
        "approach",
        _("Cooperative approach"),
        Cell(value=approach.row["name"], label=_name(approach.row)) if approach else stated(None),
    )
    for table, name, label in (
        ("authorization_parties", "authorized_party", _("Authorized Parties")),
        ("authorization_entities", "entity_id", _("Authorized entities")),
    ):
        yield element(name, label, listed(table, name), table)
    if row["kind"] == "use":
        yield element("purposes", _("Uses covered"))
        if purposes != NDC:
            yield element("oimp_name", _("Name of the other purpose"))
        yield element("first_transfer_definition", _("First transfer"), _first_transfer(row))
    for table, name, label in (
        ("authorization_sectors", "sector", _("Sectors")),
        ("authorization_activities", "activity_type", _("Activity types")),
        ("authorization_scope", "key", _("Projects, issuances or blocks")),
    ):
        yield element(name, label, listed(table, name), table)
    yield element("standard", _("Underlying standard or methodology"))
    yield element("registry", _("Registry"))
    metric = TONNES if row["metric"] == "ghg" else row["non_ghg_metric"]
    yield element("metric", _("Metric"), Cell(value=metric))
    if row["metric"] == "ghg":
        yield element("gwp", _("Global warming potentials"))
    yield element("quantity_cap", _("Quantity"), _quantity(row, metric))
    yield element(
        "vintages",
        _("Vintages"),
        stated(span(row["vintage_first"], row["vintage_last"])),
        "vintage_first, vintage_last",
    )
    yield element(
        "use_years",
        _("Years of use"),
        stated(span(row["use_first"], row["use_last"])),
        "use_first, use_last",
    )
    for what in DAYS:
        field = f"{what}_from, {what}_until"
        own = days(row, what)
        yield element(f"{what}_days", DAYS_OF[what], own if own.value else stated(None), field)
    yield element("terms", _("Terms and conditions"))
    yield element("change_terms", _("Terms and conditions for changes"))
    reaches = row["changes_apply_to_transferred"]
    said = Cell(value=str(reaches).lower(), label=YES_NO.get(reaches, SILENCE))
    yield element(
        "changes_apply_to_transferred",
        _("Changes apply to what was first transferred"),
        stated(None) if reaches is None else said,
    )
    if row["revoked_on"] and not (of.until and row["revoked_on"] > of.until):
        yield element("revoked_on", _("Revoked on"))
    yield element("document", _("Document"))


def _name(approach: Row) -> Text:
    return Text(str(approach["name"]), str(approach["name_ja"] or approach["name"]))


def _first_transfer(row: Row) -> Cell:
    """Return the event specified; for use towards an NDC alone it follows from paragraph 2(a)."""
    code = row["first_transfer_definition"]
    if code is None and row["purposes"] == NDC:
        code = "first_international_transfer"
    return Cell(value=code, label=DEFINITIONS[code]) if code else stated(None)


def _quantity(row: Row, metric: str) -> Cell:
    cap = row["quantity_cap"]
    if cap is None:
        return stated(None)
    lineage = Lineage.from_parts([(place_of(row), cap)])
    return Cell(value=cap, label=alike(f"{cap:,} {metric}"), lineage=lineage)
