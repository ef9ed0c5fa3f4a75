"""Table 2: authorizations of use made, changed or revoked in the year (2/CMA.3 annex, para. 20(a)).

Paragraph 20(a) asks for authorizations of use: one of an approach as such has no purposes to fill
the table with, stands in the initial report (para. 18(g)), and is named in a note. An authorization
of an entity alone stands in table 5. A revocation makes no version: the version it ends is reported
again, with the day it was revoked.
"""

from collections.abc import Iterator, Sequence
from datetime import date

from reporting.forms.aef.party_record import PartyRecord
from reporting.forms.aef.rows import AefRow, Cells, joined, term_cell
from reporting.forms.model.provenance import Lineage
from reporting.forms.model.table import Cell, Note, Value
from reporting.ledger.ledger import Row
from reporting.ledger.loading import place_of
from reporting.messages import _
from reporting.official_forms.aef import AUTHORIZATIONS, ENTITIES, NA

APPROACH, ENTITY = "approach", "entity"
OTHER_PURPOSES = ("IMP", "OP")  # OIMP contains IMP
DEFINITIONS = ("authorization", "issuance", "use_or_cancellation")  # table 22(b)
OUTCOMES, USE = "Occurred", "Use"
REVOKED = "Revoked on {:%d/%m/%Y}."


def authorized(record: PartyRecord, party: str, year: int) -> list[Row]:
    """Return the versions of a Party that it made or revoked in a year, but of entities alone."""
    return [
        row
        for (of_party, _), versions in record.versions.items()
        if of_party == party
        for row in versions
        if row["kind"] != ENTITY and year in _years(row)
    ]


def authorization_lines(record: PartyRecord, versions: Sequence[Row], year: int) -> list[AefRow]:
    """Return the rows of the table: the versions that authorize use."""
    of_use = (row for row in versions if not _is_of_an_approach(row))
    return joined((_authorization_row(record, row, year) for row in of_use), AUTHORIZATIONS)


def left_out(record: PartyRecord, party: str, year: int) -> Iterator[Note]:
    """Yield a note of the authorizations that the table leaves out, if there are any."""
    versions = authorized(record, party, year)
    names = {row["authorization_id"]: None for row in versions if _is_of_an_approach(row)}
    if names:
        keys = ", ".join(names)
        yield Note(
            label=_("Not in table 2"),
            text=_(
                "authorizations of a cooperative approach as such: %(keys)s. They name no purpose, "
                "so they authorize no use of ITMOs, which is what the table lists; they are part "
                "of the initial report",
                keys=keys,
            ),
            provision="2/CMA.3 annex, paras. 18(g) and 20(a)",
        )


def _is_of_an_approach(row: Row) -> bool:
    """Tell whether a version authorizes an approach and no use."""
    return row["kind"] == APPROACH and not row["purposes"]


def _years(row: Row) -> Iterator[int]:
    """Yield the years in which something about a version is to be reported."""
    yield from (day.year for day in (row["authorized_on"], row["revoked_on"]) if day)


def _authorization_row(record: PartyRecord, row: Row, year: int) -> AefRow:
    approach = record.approaches[row["approach"]]
    values: dict[str, Value] = {
        "AuthorizationID": row["authorization_id"],
        "DateOfAuthorization": row["authorized_on"],
        "CooperativeApproachID": approach["approach_id"],
        "AuthorizationVersion": row["version"],
        "GWPValues": row["gwp"],
        "Non-GHGMetric": row["non_ghg_metric"] if row["metric"] == "non_ghg" else NA,
        "Sectors": _several(record.linked("authorization_sectors", row)),
        "ActivityType": _several(record.linked("authorization_activities", row)),
        "PurposeForAuthorization": row["purposes"],
        "AuthorizedPartyIDs": _several(record.linked("authorization_parties", row)),
        "AuthorizedEntityIDs": _several(record.linked("authorization_entities", row)),
        "AuthorizedTimeframe": timeframe(row),
        "AuthorizationT&Cs": row["terms"],
        "AdditionalExplanatoryInformation": _explained(row, year),
    }
    return AefRow(
        cells={
            **{name: Cell(value=value) for name, value in values.items()},
            "Metric": term_cell("metric", row["metric"]),
            **_of_other_purposes(row),
            **_cap(row),
        },
        row=place_of(row),
        approach=row["approach"],
    )


def _cap(row: Row) -> Cells:
    cap = row["quantity_cap"]
    if cap is None:
        return {}
    lineage = Lineage.from_parts([(place_of(row), cap)])
    return {"AuthorizedQuantity": Cell(value=cap, lineage=lineage)}


def _of_other_purposes(row: Row) -> Cells:
    """Return the columns of authorizations for OIMP; empty where no purpose is known."""
    name, definition = Cell(value=row["oimp_name"]), Cell()
    if row["purposes"] and not any(each in row["purposes"] for each in OTHER_PURPOSES):
        name = definition = Cell(value=NA)
    elif row["purposes"] and row["first_transfer_definition"] in DEFINITIONS:
        definition = term_cell("oimp_first_transfer_definition", row["first_transfer_definition"])
    return {"OIMPAuthorized": name, "FirstTransferDefnForOIMP": definition}


def timeframe(row: Row) -> str | None:
    """Return when outcomes occur and when they may be used, where both ends are known."""
    windows = (
        (OUTCOMES, row["vintage_first"], row["vintage_last"]),
        (USE, row["use_first"], row["use_last"]),
    )
    # The secretariat's checker takes whole windows or nothing; an open end is explained in column
    # 19.
    said = [f"{name}: from {first} to {last}" for name, first, last in windows if first and last]
    return ". ".join(said) or None


def _explained(row: Row, year: int) -> str | None:
    """Say that a version was revoked, and which end of a window is open."""
    open_ended = (
        ("Occurred from", row["vintage_first"], row["vintage_last"]),
        ("Occurred until", row["vintage_last"], row["vintage_first"]),
        ("Use from", row["use_first"], row["use_last"]),
        ("Use until", row["use_last"], row["use_first"]),
    )
    said = [f"{words} {own}." for words, own, other in open_ended if own and not other]
    # A form of an earlier year, made again, does not know of it yet.
    if row["revoked_on"] and row["revoked_on"].year <= year:
        said.insert(0, REVOKED.format(row["revoked_on"]))
    return " ".join(said) or None


def _several(values: Sequence[str]) -> str | None:
    return ", ".join(values) or None


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
            _entity_row(record, known[entity], approach, day, party)
            for (entity, approach), day in listed.items()
            if entity in known
        ),
        ENTITIES,
    )


def undated(record: PartyRecord, party: str) -> list[Row]:
    """Return the entities of a Party whose day of authorization is not known."""
    return [row for row in record.entities if row["party"] == party and not row["authorized_on"]]


def _entity_row(record: PartyRecord, row: Row, approach: str, day: date, party: str) -> AefRow:
    is_own = row["party"] == party
    values = {
        "DateOfAuthorization": day,
        "AuthorizedEntityName": row["name"],
        "AuthorizedEntityCountryOfIncorporation": row["country"],
        "AuthorizedEntityID": row["entity_id"],
        "CooperativeApproachID": record.approaches[approach]["approach_id"],
        # Conditions are those of the Party that authorized; another's are not this Party's to
        # report.
        "AuthorizedEntityConditions": row["conditions"] if is_own else None,
        "AuthorizedEntityChangeConditions": row["change_conditions"] if is_own else None,
    }
    return AefRow(
        cells={name: Cell(value=value) for name, value in values.items()},
        row=place_of(row),
        approach=approach,
    )
