"""What the record says about how a Party takes part: its approaches, authorizations, entities."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from reporting.ledger.ledger import Ledger, Row
from reporting.messages import Text, bilingual

VersionKey = tuple[str, str, int]
Links = Mapping[VersionKey, tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Approach:
    """A cooperative approach of a Party.

    Attributes:
        row: Its row.
        parties: The rows of its Parties.
    """

    row: Row
    parties: tuple[Row, ...]

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
        return bilingual(self.party["name"], self.party["name_ja"])

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

    own = [each for each in _rows(ledger, "authorizations") if each["party"] == party]
    authorizations = sorted(filter(counts, own), key=version_key)
    joined = _rows(ledger, "approach_parties")
    names = {each["approach"] for each in (*joined, *authorizations) if each["party"] == party}
    rows = [each for each in _rows(ledger, "cooperative_approaches") if each["approach"] in names]
    rows.sort(key=lambda each: (each["approach_id"] is None, each["approach_id"], each["approach"]))
    entities = [each for each in _rows(ledger, "authorized_entities") if each["party"] == party]
    named = [each for each in _rows(ledger, "parties") if each["party"] == party]
    unnamed = {"party": party, "name": party, "name_ja": party}
    return Participation(
        party=named[0] if named else unnamed,
        approaches=tuple(
            Approach(
                row=row,
                parties=tuple(each for each in joined if each["approach"] == row["approach"]),
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


def _rows(ledger: Ledger, name: str) -> Sequence[Row]:
    return sorted(ledger.table(name), key=lambda each: (each["_package"], each["_row"]))


def version_key(row: Row) -> VersionKey:
    """Return what names a version of an authorization: Party, identifier, version."""
    return row["party"], row["authorization_id"], row["version"]


def linked(ledger: Ledger, table: str, name: str) -> Links:
    """Return what a table links to each version of an authorization."""
    found: dict[VersionKey, list[str]] = {}
    for row in ledger.table(table):
        found.setdefault(version_key(row), []).append(row[name])
    return {key: tuple(sorted(each)) for key, each in found.items()}
