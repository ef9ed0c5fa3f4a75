"""What the record says about how a Party takes part: its approaches, authorizations, entities."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from reporting.forms.model.table import in_both
from reporting.ledger.ledger import Ledger, Row
from reporting.messages import Text, bilingual

VersionKey = tuple[str, str, int]
Links = Mapping[VersionKey, tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Approach:
    """A cooperative approach of a Party.

    Attributes:
        row: Its row.
        parties: The rows of its Parties, each with the name of the Party.
        expected: The rows of the mitigation that the Party expects of it, by year.
    """

    row: Row
    parties: tuple[Row, ...]
    expected: tuple[Row, ...]

    @property
    def key(self) -> str:
        """Its name in the record."""
        return str(self.row["approach"])

    @property
    def title(self) -> Text:
        """Its identifier, if it has one, and its name."""
        number = f"{self.row['approach_id']} " if self.row["approach_id"] else ""
        name = self.row["name"]
        return bilingual(f"{number}{name}", f"{number}{self.row['name_ja'] or name}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Participation:
    """How a Party takes part, up to a day.

    Attributes:
        party: Its row, or one that has no more than its code.
        approaches: Its cooperative approaches, by identifier.
        authorizations: Every version of its authorizations.
        authorized: By version of an authorization, the codes of the Parties authorized.
        entitled: By version of an authorization, the identifiers of the entities authorized.
        entities: The entities it has authorized.
        registries: Its registries.
        until: The last day that counts; None for all.
    """

    party: Row
    approaches: tuple[Approach, ...]
    authorizations: tuple[Row, ...]
    authorized: Links
    entitled: Links
    entities: tuple[Row, ...]
    registries: tuple[Row, ...]
    until: date | None

    @property
    def name(self) -> Text:
        """The name of the Party."""
        return in_both(self.party, "name")

    def of_approach(self, about: str) -> "Participation":
        """Return the same with one approach alone, named by its key or its identifier."""
        chosen = (each for each in self.approaches if about in {each.key, each.row["approach_id"]})
        return replace(self, approaches=tuple(chosen))

    def authorizations_of(self, approach: str) -> tuple[Row, ...]:
        """Return the authorizations under an approach."""
        return tuple(each for each in self.authorizations if each["approach"] == approach)

    def entities_of(self, approach: str) -> tuple[Row, ...]:
        """Return the entities authorized under an approach."""
        return tuple(each for each in self.entities if each["approach"] == approach)


def participation(ledger: Ledger, party: str, until: date | None) -> Participation:
    """Return how a Party takes part, leaving out what was authorized after a day."""

    def counts(row: Row) -> bool:
        on = row["authorized_on"]
        # An unknown day is no ground for leaving a row out.
        return not (on and until) or on <= until

    own = [each for each in _in_order(versions(ledger)) if each["party"] == party]
    authorizations = sorted(filter(counts, own), key=version_key)
    joined = _rows(ledger, "approach_parties")
    names = {each["approach"] for each in (*joined, *authorizations) if each["party"] == party}
    rows = [each for each in _rows(ledger, "cooperative_approaches") if each["approach"] in names]
    rows.sort(key=lambda each: (each["approach_id"] is None, each["approach_id"], each["approach"]))
    entities = [each for each in _rows(ledger, "authorized_entities") if each["party"] == party]
    known = {each["party"]: each for each in _rows(ledger, "parties")}
    expected = [each for each in _rows(ledger, "expected_mitigation") if each["party"] == party]
    expected.sort(key=lambda each: int(each["year"]))
    return Participation(
        party=_named(known, party),
        approaches=tuple(
            Approach(
                row=row,
                parties=tuple(
                    {**_named(known, each["party"]), **each}
                    for each in joined
                    if each["approach"] == row["approach"]
                ),
                expected=tuple(each for each in expected if each["approach"] == row["approach"]),
            )
            for row in rows
        ),
        authorizations=tuple(authorizations),
        authorized=linked(ledger, "authorization_parties", "authorized_party"),
        entitled=linked(ledger, "authorization_entities", "entity_id"),
        entities=tuple(sorted(filter(counts, entities), key=lambda each: str(each["entity_id"]))),
        registries=tuple(each for each in _rows(ledger, "registries") if each["party"] == party),
        until=until,
    )


def _named(known: Mapping[str, Row], party: str) -> Row:
    """Return the row of a Party, or one that has no more than its code."""
    return known.get(party) or {"party": party, "name": party, "name_ja": party}


def versions(ledger: Ledger) -> list[Row]:
    """Return the versions of authorizations, each with the approach that it is for."""
    approaches = {
        (each["party"], each["authorization_id"]): each["approach"]
        for each in ledger.table("authorizations")
    }
    return [
        {**row, "approach": approaches[row["party"], row["authorization_id"]]}
        for row in ledger.table("authorization_versions")
    ]


def _rows(ledger: Ledger, name: str) -> Sequence[Row]:
    return _in_order(ledger.table(name))


def _in_order(rows: Iterable[Row]) -> Sequence[Row]:
    return sorted(rows, key=lambda each: (each["_package"], each["_row"]))


def version_key(row: Row) -> VersionKey:
    """Return what names a version of an authorization: Party, identifier, version."""
    return row["party"], row["authorization_id"], row["version"]


def linked(ledger: Ledger, table: str, name: str) -> Links:
    """Return what a table links to each version of an authorization."""
    found: dict[VersionKey, list[str]] = {}
    for row in ledger.table(table):
        found.setdefault(version_key(row), []).append(row[name])
    return {key: tuple(sorted(each)) for key, each in found.items()}
