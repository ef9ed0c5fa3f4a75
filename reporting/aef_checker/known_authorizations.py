"""Authorizations that stand in no workbook given, but in the Party's own record.

Table 2 lists what is new in a year: most authorizations that a row names stand elsewhere. With a
record at hand they are looked up there; without one an identifier is at least compared with those
that are known, since a slip of a character or two would name nothing.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import Any

from reporting.aef_checker.inferred_records import NOWHERE, Row
from reporting.aef_checker.submissions import CheckedSubmission
from reporting.findings import Finding
from reporting.ledger.ledger import Ledger

Key = tuple[str, str]
LINKS = (
    "authorization_parties",
    "authorization_entities",
    "authorization_sectors",
    "authorization_activities",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownAuthorizations:
    """What a record says of authorizations.

    Attributes:
        versions: The rows of their versions, with the identifier of the approach.
        links: What is linked to them, by table.
        listed_parties: The Parties that the record lists; none if no record is given.
    """

    versions: Sequence[Mapping[str, Any]] = ()
    links: Mapping[str, Sequence[Mapping[str, Any]]] = field(default_factory=dict)
    listed_parties: frozenset[str] = frozenset()

    @classmethod
    def from_ledger(cls, ledger: Ledger) -> "KnownAuthorizations":
        """Ask a ledger."""
        approaches = {
            row["approach"]: row["approach_id"] for row in ledger.table("cooperative_approaches")
        }
        of = {
            (row["party"], row["authorization_id"]): approaches.get(row["approach"])
            for row in ledger.table("authorizations")
        }
        return cls(
            versions=tuple(
                {**row, "approach": approach}
                for row in ledger.table("authorization_versions")
                if (approach := of.get((row["party"], row["authorization_id"])))
            ),
            links={name: ledger.table(name) for name in LINKS},
            listed_parties=frozenset(row["party"] for row in ledger.table("parties")),
        )

    @property
    def keys(self) -> frozenset[Key]:
        """Party and identifier of each."""
        return frozenset((row["party"], row["authorization_id"]) for row in self.versions)

    @property
    def parties(self) -> frozenset[str]:
        """The Parties of which it tells authorizations of use."""
        return frozenset(row["party"] for row in self.versions if row["kind"] == "use")

    def rows(self, keys: Collection[Key]) -> Iterator[Row]:
        """Yield the versions of some authorizations, as rows that stand in no workbook."""
        return (
            {**row, **NOWHERE}
            for row in self.versions
            if (row["party"], row["authorization_id"]) in keys
        )

    def linked(self, table: str, keys: Collection[Key]) -> Iterator[Row]:
        """Yield what is linked to some authorizations."""
        return (
            {**row, **NOWHERE}
            for row in self.links.get(table, ())
            if (row["party"], row["authorization_id"]) in keys
        )

    def unlisted(self, submissions: Sequence[CheckedSubmission]) -> Iterator[Finding]:
        """Yield the Parties that actions name and the record does not list, each once."""
        seen: set[str] = set()
        for submission in submissions if self.listed_parties else ():
            for table, act in submission.acts:
                for column, party in (
                    ("AcquiringPartyID", act.taker),
                    ("TransferringPartyID", act.giver),
                    ("Using/cancellingPartyID", act.user),
                ):
                    is_named = party == act.block.record.text(column)
                    if party and is_named and party not in self.listed_parties | seen:
                        seen.add(party)
                        code, record = "party-not-in-record", act.block.record
                        yield table.finding(code, record, column, party=party)

    def asked(
        self, submissions: Sequence[CheckedSubmission], listed: AbstractSet[Key]
    ) -> AbstractSet[Key]:
        """Return those that rows name or rest on, and no workbook lists.

        Args:
            submissions: The submissions.
            listed: The authorizations of their Tables 2.
        """
        named = {block.key for each in submissions for _, block in each.blocks}
        users = {act.user or act.party for each in submissions for _, act in each.acts}
        of_approaches = {
            (row["party"], row["authorization_id"])
            for row in self.versions
            if row["kind"] == "approach" and row["party"] in users
        }
        return (self.keys & (named | of_approaches)) - listed


NOTHING_KNOWN = KnownAuthorizations()
