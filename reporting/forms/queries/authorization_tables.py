"""Tables of authorizations: those of a Party, what changed in them, and who is authorized."""

from collections.abc import Iterator, Mapping
from itertools import pairwise
from types import MappingProxyType

from reporting.forms.model.provenance import Lineage
from reporting.forms.model.table import (
    EMPTY,
    TONNES,
    Cell,
    Column,
    ReportTable,
    Type,
    Value,
    cell_in_both,
)
from reporting.forms.queries.participation import Approach, Participation, version_key
from reporting.ledger.ledger import Row
from reporting.ledger.loading import place_of
from reporting.messages import Text, _, alike, bilingual

KINDS: Mapping[str, Text] = MappingProxyType(
    {
        "approach": _("cooperative approach"),
        "use": _("use of ITMOs"),
        "entity": _("entities"),
    }
)
DEFINITIONS: Mapping[str, Text] = MappingProxyType(
    {
        "first_international_transfer": _("first international transfer"),
        "authorization": _("authorization"),
        "issuance": _("issuance"),
        "use_or_cancellation": _("use or cancellation"),
    }
)
ROLES: Mapping[str, Text] = MappingProxyType(
    {
        "host": _("host"),
        "buyer": _("buyer"),
        "both": _("host and buyer"),
    }
)
ID = Column(name="authorization_id", label=_("Authorization ID"))
VERSION = Column(name="version", label=_("Version"), type=Type.SERIAL)
DATE = Column(name="authorized_on", label=_("Authorized on"), type=Type.DATE)
AUTHORIZATIONS = (
    ID,
    VERSION,
    Column(name="approach", label=_("Approach")),
    Column(name="kind", label=_("Authorizes")),
    DATE,
    Column(name="purposes", label=_("Purposes")),
    Column(name="quantity_cap", label=_("Quantity"), type=Type.QUANTITY),
    Column(name="metric", label=_("Metric")),
    Column(name="first_transfer_definition", label=_("Definition of first transfer")),
    Column(name="vintages", label=_("Vintages")),
    Column(name="use_years", label=_("Years of use")),
    Column(name="parties", label=_("Authorized Parties")),
    Column(name="entities", label=_("Authorized entities")),
    Column(name="revoked_on", label=_("Revoked on"), type=Type.DATE),
)
CHANGES = (
    ID,
    VERSION,
    DATE,
    Column(name="what", label=_("What changed")),
    Column(name="before", label=_("Before")),
    Column(name="after", label=_("After")),
)
ENTITIES = (
    Column(name="entity_id", label=_("Identification number")),
    Column(name="name", label=_("Name")),
    Column(name="country", label=_("Country of incorporation")),
    Column(name="approach", label=_("Approach")),
    DATE,
    Column(name="conditions", label=_("Conditions")),
)
APPROACH = (
    Column(name="approach_id", label=_("Cooperative approach ID")),
    Column(name="name", label=_("Name")),
    Column(name="parties", label=_("Participating Parties")),
    Column(name="started_on", label=_("Start"), type=Type.DATE),
    Column(name="description", label=_("Description")),
)


NONE_CHANGED = _("The record shows no changes to authorizations.")
COMPARED = tuple(
    each.name
    for each in AUTHORIZATIONS
    if each.name not in {"authorization_id", "version", "authorized_on", "revoked_on"}
)
REVOCATION = _("Revoked")


def authorizations(of: Participation, each: Approach | None = None) -> ReportTable:
    """Return the authorizations, all or of an approach; each version is a row."""
    rows = of.authorizations_of(each.key) if each else of.authorizations
    return ReportTable(
        name=_name("authorizations", each),
        title=_("Authorizations"),
        columns=AUTHORIZATIONS,
        rows=tuple(tuple(_cells(of, row).values()) for row in rows),
    )


def changes(of: Participation) -> ReportTable:
    """Return what each later version changed, and what was revoked. Paragraph 21(c)."""
    return ReportTable(
        name="authorization_changes",
        title=_("Changes to earlier authorizations"),
        columns=CHANGES,
        rows=tuple(_changes(of)),
        nothing=NONE_CHANGED,
    )


def entities(of: Participation, each: Approach | None = None) -> ReportTable:
    """Return the authorized entities, all or of an approach."""
    rows = of.entities_of(each.key) if each else of.entities
    return ReportTable(
        name=_name("entities", each),
        title=_("Authorized entities"),
        columns=ENTITIES,
        rows=tuple(
            tuple(
                Cell(value=_approach_id(of, row) if at.name == "approach" else row[at.name])
                for at in ENTITIES
            )
            for row in rows
        ),
    )


def approach(each: Approach) -> ReportTable:
    """Return what the record says of a cooperative approach."""
    row = each.row
    names = {
        language: ", ".join(
            f"{party['party']} ({ROLES[party['role']][language]})" for party in each.parties
        )
        for language in ("en", "ja")
    }
    cells = (
        Cell(value=row["approach_id"]),
        cell_in_both(row, "name"),
        Cell(value=names["en"] or None, label=bilingual(names["en"], names["ja"])),
        Cell(value=row["started_on"]),
        cell_in_both(row, "description"),
    )
    return ReportTable(
        name=_name("approach", each),
        title=_("The approach in the record"),
        columns=APPROACH,
        rows=(cells,),
    )


def _name(table: str, each: Approach | None) -> str:
    """Return the name of a table, with that of the approach if it is about one."""
    return f"{table}_{each.key}" if each else table


def _cells(of: Participation, row: Row) -> dict[str, Cell]:
    key = version_key(row)
    cap = row["quantity_cap"]
    # A revocation after the cut-off is not known yet.
    is_revoked = row["revoked_on"] and not (of.until and row["revoked_on"] > of.until)
    known = {
        "approach": Cell(value=_approach_id(of, row)),
        "kind": _coded(KINDS, row["kind"]),
        "quantity_cap": (
            EMPTY
            if cap is None
            else Cell(value=cap, lineage=Lineage.from_parts([(place_of(row), cap)]))
        ),
        "metric": Cell(value=TONNES if row["metric"] == "ghg" else row["non_ghg_metric"]),
        "first_transfer_definition": _coded(DEFINITIONS, row["first_transfer_definition"]),
        "vintages": Cell(value=span(row["vintage_first"], row["vintage_last"])),
        "use_years": Cell(value=span(row["use_first"], row["use_last"])),
        "parties": Cell(value=", ".join(of.authorized.get(key, ())) or None),
        "entities": Cell(value=", ".join(of.entitled.get(key, ())) or None),
        "revoked_on": Cell(value=row["revoked_on"] if is_revoked else None),
    }
    return {
        each.name: known.get(each.name) or Cell(value=row[each.name]) for each in AUTHORIZATIONS
    }


def _changes(of: Participation) -> Iterator[tuple[Cell, ...]]:
    rows = of.authorizations
    # They stand by identifier, then by version.
    for before, after in pairwise(rows):
        if before["authorization_id"] == after["authorization_id"]:
            yield from _differences(_cells(of, before), _cells(of, after))
    for row in rows:
        cells = _cells(of, row)
        revoked = cells["revoked_on"]
        if revoked.value:
            what = Cell(value="revoked_on", label=REVOCATION)
            yield cells["authorization_id"], cells["version"], revoked, what, EMPTY, EMPTY


def _differences(
    before: Mapping[str, Cell], after: Mapping[str, Cell]
) -> Iterator[tuple[Cell, ...]]:
    labels = {each.name: each.label for each in AUTHORIZATIONS}
    opening = tuple(after[each.name] for each in (ID, VERSION, DATE))
    for name in COMPARED:
        if before[name].value != after[name].value:
            what = Cell(value=name, label=labels[name])
            yield (*opening, what, _worded(before[name]), _worded(after[name]))


def _worded(cell: Cell) -> Cell:
    """Return a cell whose figure is readable in a column of texts."""
    if isinstance(cell.value, int):
        figure = f"{cell.value:,}"
        return Cell(value=cell.value, label=alike(figure), lineage=cell.lineage)
    return cell


def _approach_id(of: Participation, row: Row) -> Value:
    for each in of.approaches:
        if each.key == row["approach"]:
            return str(each.row["approach_id"] or each.key)
    return str(row["approach"])


def _coded(words: Mapping[str, Text], value: str | None) -> Cell:
    return Cell(value=value, label=words[value]) if value else EMPTY


def span(first: int | None, last: int | None) -> str | None:
    """Return the first and last year as one text; None where neither is set."""
    if first is None and last is None:
        return None
    return str(first) if first == last else f"{first or ''}–{last or ''}"
