"""What a source said then beside what the record has now: facts, rows and tables as values.

Figures stand side by side. They are of other days and often of other sources, so none is
subtracted from another or divided by it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from reporting.messages import Bilingual
from reporting.packages import Field, Table
from reporting.site.dataset import Row

Said = Bilingual | str | int | date | None


class FactOutcome(StrEnum):
    """How a fact then and the fact now stand to each other."""

    SAME = "same"
    DIFFERS = "differs"
    ONLY_THEN = "only_then"
    ONLY_NOW = "only_now"


@dataclass(frozen=True, slots=True, kw_only=True)
class Now:
    """What the record has today.

    Attributes:
        said: The value; None where it has none.
        source_id: Where it is from; empty where there is none.
        as_of: The day of a figure, where its source gives one.
        unit: The unit of a figure.
    """

    said: Said
    source_id: str
    as_of: date | None = None
    unit: str = ""

    @classmethod
    def of(cls, said: Said, *rows: Row, as_of: date | None = None, unit: str = "") -> "Now":
        """Return a value from the first of some rows; nothing for an empty text."""
        if said is None or said == "":
            return cls(said=None, source_id="")
        return cls(said=said, source_id=rows[0]["source_id"], as_of=as_of, unit=unit)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One thing as the source said it then, and as the record has it now.

    Attributes:
        name: The field of the snapshot.
        title: What it is.
        unit: The unit of a figure then.
        then: What the source said; None where it said nothing.
        now: What the record has.
        outcome: How the two stand to each other.
    """

    name: str
    title: Bilingual
    unit: str
    then: Said
    now: Now
    outcome: FactOutcome

    @classmethod
    def of(cls, field: Field, then: Said, now: Now, *, is_same: bool) -> "Fact":
        """Return a fact of a field of the snapshot.

        Args:
            field: The field.
            then: What the source said.
            now: What the record has.
            is_same: Whether the two, where both are known, say the same.
        """
        if (then is None) != (now.said is None):
            outcome = FactOutcome.ONLY_NOW if then is None else FactOutcome.ONLY_THEN
        else:
            outcome = FactOutcome.SAME if is_same else FactOutcome.DIFFERS
        return cls(
            name=field.name, title=field.title, unit=field.unit, then=then, now=now, outcome=outcome
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A row of a snapshot and what of the record it is about.

    Attributes:
        row: The row of the snapshot.
        subject: The row of the record it is about; None where none was found.
        link: The row of the record by which it was found, where that is no key of the source.
        facts: What both could say, in the order of the snapshot's fields.
        reason: Why nothing of the record answers to the row; None where something does.
        note: What the record adds to that reason, in English.
    """

    row: Row
    subject: Row | None = None
    link: Row | None = None
    facts: tuple[Fact, ...] = ()
    reason: Bilingual | None = None
    note: str = ""

    @property
    def is_same(self) -> bool:
        """Whether every fact compared is the same."""
        return all(each.outcome is FactOutcome.SAME for each in self.facts)

    def of(self, *outcomes: str) -> tuple[Fact, ...]:
        """Return the facts with one of some outcomes."""
        return tuple(each for each in self.facts if each.outcome in outcomes)


@dataclass(frozen=True, slots=True, kw_only=True)
class TableComparison:
    """A table of a snapshot beside the record.

    Attributes:
        table: The table of the snapshot.
        key: The field that tells its rows apart.
        subject_key: The field that tells apart what its rows are about, in the record.
        matches: Each row with what it is about, in the order of the source.
        absent: What the record has and no row of the table is about.
    """

    table: Table
    key: str
    subject_key: str
    matches: tuple[Match, ...]
    absent: tuple[str, ...]

    @property
    def found(self) -> tuple[Match, ...]:
        """The rows to which something of the record answers."""
        return tuple(each for each in self.matches if each.subject is not None)

    @property
    def unmatched(self) -> tuple[Match, ...]:
        """The rows to which nothing answers."""
        return tuple(each for each in self.matches if each.subject is None)

    @property
    def found_rows(self) -> int:
        """How many rows of the table something answers to; one may be about several things."""
        return len({each.row[self.key] for each in self.found})

    @property
    def same_rows(self) -> int:
        """How many of these agree in every fact compared, whatever they are about."""
        other = {each.row[self.key] for each in self.found if not each.is_same}
        return self.found_rows - len(other)

    @property
    def compared(self) -> Mapping[str, Bilingual]:
        """The titles of the facts that are compared, by field."""
        return {fact.name: fact.title for match in self.matches for fact in match.facts}
