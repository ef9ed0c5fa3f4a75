"""What the record of a Party says that several tables ask for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from operator import itemgetter

import pyarrow as pa

from reporting.findings import Place
from reporting.forms.aef.underlying import UnderlyingUnits
from reporting.forms.model.provenance import Lineage
from reporting.forms.model.redaction import confidential
from reporting.forms.queries.participation import Links, linked, version_key, versions
from reporting.ledger.ledger import Ledger, Row
from reporting.ledger.loading import place_of

LINKS = {
    "authorization_sectors": "sector",
    "authorization_activities": "activity_type",
    "authorization_parties": "authorized_party",
    "authorization_entities": "entity_id",
}
NAMING = ["block_id", "recording_registry", "_package", "_table", "_row"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyRecord:
    """The tables of a ledger that the form reads besides its actions and holdings.

    Attributes:
        approaches: Cooperative approaches by our key.
        versions: Versions of authorizations by Party and identifier, in order.
        links: What is linked to a version, by table of `LINKS`, then by Party, identifier, version.
        entities: Authorized entities.
        confidential: The places of rows that the public version leaves out.
        units: What its blocks say of their underlying units.
        blocks: Which row of a block an event names.
    """

    approaches: Mapping[str, Row]
    versions: Mapping[tuple[str, str], Sequence[Row]]
    links: Mapping[str, Links]
    entities: Sequence[Row]
    confidential: frozenset[Place]
    units: UnderlyingUnits
    blocks: "NamedBlocks"

    @classmethod
    def from_ledger(cls, ledger: Ledger) -> "PartyRecord":
        """Ask the ledger."""
        found: dict[tuple[str, str], list[Row]] = {}
        for row in versions(ledger):
            found.setdefault((row["party"], row["authorization_id"]), []).append(row)
        return cls(
            approaches={row["approach"]: row for row in ledger.table("cooperative_approaches")},
            versions={key: sorted(each, key=itemgetter("version")) for key, each in found.items()},
            links={table: linked(ledger, table, name) for table, name in LINKS.items()},
            entities=ledger.table("authorized_entities"),
            confidential=confidential(ledger),
            units=UnderlyingUnits.from_ledger(ledger),
            blocks=NamedBlocks(tables=ledger.inputs.tables),
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


@dataclass(frozen=True, kw_only=True)
class NamedBlocks:
    """The rows of the blocks that events name: read when first asked for.

    Of a record that lies where the engine reads it nothing is known: it has no rows here.

    Attributes:
        tables: The tables of the record, by name.
    """

    tables: Mapping[str, pa.Table]

    def block_of(self, event: Place) -> tuple[str, Place | None]:
        """Return the name of an event's block, and its row where one alone is meant."""
        name, registry = self._named.get((event.package, event.row), ("", ""))
        every = self._places.get(name, {})
        own = every.get(registry) or [each for several in every.values() for each in several]
        return name, own[0] if len(own) == 1 else None

    @cached_property
    def _named(self) -> Mapping[tuple[str, int], tuple[str, str]]:
        return {
            (row["_package"], row["_row"]): (row["block_id"] or "", row["recording_registry"] or "")
            for row in self._rows("transfers")
        }

    @cached_property
    def _places(self) -> Mapping[str, Mapping[str, Sequence[Place]]]:
        found: dict[str, dict[str, list[Place]]] = {}
        for row in self._rows("credit_blocks"):
            of_registry = found.setdefault(row["block_id"], {})
            of_registry.setdefault(row["recording_registry"] or "", []).append(place_of(row))
        return found

    def _rows(self, name: str) -> Sequence[Row]:
        table = self.tables.get(name)
        rows: list[Row] = [] if table is None else table.select(NAMING).to_pylist()
        return rows
