"""What the record of a Party says that several tables ask for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from operator import itemgetter

from reporting.findings import Place
from reporting.forms.model.provenance import Lineage
from reporting.forms.model.redaction import confidential
from reporting.forms.queries.participation import Links, linked, version_key
from reporting.ledger.ledger import Ledger, Row

LINKS = {
    "authorization_sectors": "sector",
    "authorization_activities": "activity_type",
    "authorization_parties": "authorized_party",
    "authorization_entities": "entity_id",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyRecord:
    """The tables of a ledger that the form reads besides its actions and holdings.

    Attributes:
        approaches: Cooperative approaches by our key.
        versions: Versions of authorizations by Party and identifier, in order.
        links: What is linked to a version, by table of `LINKS`, then by Party, identifier, version.
        entities: Authorized entities.
        confidential: The places of rows that the public version leaves out.
    """

    approaches: Mapping[str, Row]
    versions: Mapping[tuple[str, str], Sequence[Row]]
    links: Mapping[str, Links]
    entities: Sequence[Row]
    confidential: frozenset[Place]

    @classmethod
    def from_ledger(cls, ledger: Ledger) -> "PartyRecord":
        """Ask the ledger."""
        versions: dict[tuple[str, str], list[Row]] = {}
        for row in ledger.table("authorizations"):
            versions.setdefault((row["party"], row["authorization_id"]), []).append(row)
        return cls(
            approaches={row["approach"]: row for row in ledger.table("cooperative_approaches")},
            versions={
                key: sorted(each, key=itemgetter("version")) for key, each in versions.items()
            },
            links={table: linked(ledger, table, name) for table, name in LINKS.items()},
            entities=ledger.table("authorized_entities"),
            confidential=confidential(ledger),
        )

    def terms_of(self, party: str, key: str | None, version: int | None, on: date) -> Row:
        """Return a version of an authorization; the last one of a day if none is named."""
        every = self.versions.get((party, key or ""), ())
        for row in reversed(every):
            if row["version"] == version or (version is None and row["authorized_on"] <= on):
                return row
        return {}

    def hides(self, lineage: Lineage) -> bool:
        """Tell whether a row of a quantity is left out of the public version."""
        return lineage.is_of(self.confidential)

    def linked(self, table: str, row: Row) -> tuple[str, ...]:
        """Return what is linked to a version of an authorization."""
        return self.links[table].get(version_key(row), ())
