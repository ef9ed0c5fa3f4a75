"""Table 5: entities authorized in the year, and those that the authorizations of table 2 name."""

from collections.abc import Sequence
from datetime import date

from reporting.forms.aef.party_record import PartyRecord, place_of
from reporting.forms.aef.rows import AefRow, joined
from reporting.forms.model.table import Cell
from reporting.ledger.ledger import Row
from reporting.official_forms.aef import ENTITIES


def entity_lines(
    record: PartyRecord, versions: Sequence[Row], party: str, year: int
) -> list[AefRow]:
    """Return the rows of the table.

    An entity that another Party authorized first, and that a version of table 2 names, is
    authorized by this Party on the day of that version.

    Args:
        record: What the record says.
        versions: The versions of table 2.
        party: Whose form.
        year: The reported year.
    """
    named: dict[tuple[str, str], date] = {}
    for row in versions:
        for entity in record.linked("authorization_entities", row):
            day = named.setdefault((entity, row["approach"]), row["authorized_on"])
            named[entity, row["approach"]] = min(day, row["authorized_on"])
    known = {row["entity_id"]: row for row in record.entities}
    own = {
        (row["entity_id"], row["approach"]): row["authorized_on"]
        for row in record.entities
        if row["party"] == party
    }
    in_the_year = {key: day for key, day in own.items() if day and day.year == year}
    listed = {**in_the_year, **{key: own.get(key) or day for key, day in named.items()}}
    return joined(
        (
            _line(record, known[entity], approach, day, party)
            for (entity, approach), day in listed.items()
            if entity in known
        ),
        ENTITIES,
    )


def undated(record: PartyRecord, party: str) -> list[Row]:
    """Return the entities of a Party whose day of authorization is not known."""
    return [row for row in record.entities if row["party"] == party and not row["authorized_on"]]


def _line(record: PartyRecord, row: Row, approach: str, day: date, party: str) -> AefRow:
    is_own = row["party"] == party
    values = {
        "DateOfAuthorization": day,
        "AuthorizedEntityName": row["name"],
        "AuthorizedEntityCountryOfIncorporation": row["country"],
        "AuthorizedEntityID": row["entity_id"],
        "CooperativeApproachID": record.approaches[approach]["approach_id"],
        "AuthorizedEntityConditions": row["conditions"] if is_own else None,
        "AuthorizedEntityChangeConditions": row["change_conditions"] if is_own else None,
    }
    return AefRow(
        cells={name: Cell(value=value) for name, value in values.items()},
        row=place_of(row),
        approach=approach,
    )
