"""How open questions are answered: the rows of ``readings``, the most specific first.

Everything that a setting bears on asks here: the replay, the accounts and the forms.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date
from typing import Any

import pyarrow as pa

from reporting.accounting.settings import LEVELS, ReadingLevel, Settings
from reporting.findings import Place
from reporting.ledger.loading import READINGS, Inputs, place_of

OF_A_FIRST_TRANSFER = (
    "dual_purpose",
    "omge",
    "first_transfer_date",
    "moved_before_authorized",
    "read_as",
)
DEFAULTS = Settings()
Answered = tuple[str, ReadingLevel, str, str]  # setting, level, Party, key


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """An answer of a Party: a row of ``readings``."""

    party: str
    level: ReadingLevel
    key: str
    setting: str
    value: str
    valid_from: date
    decided_by: str
    document: str
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherAnswer:
    """An answer that is taken in place of another, all else being as it is."""

    setting: str
    value: str
    other: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Readings:
    """The answers of all Parties.

    Attributes:
        default: What is taken where no row answers.
        rows: The rows that hold, by setting, level, Party and key: the latest of each.
        told: All of them, by the day from which they hold.
        otherwise: The answer that is taken in place of another; None as a rule.
        always: Answers that are taken whatever else is said; none as a rule.
    """

    default: Settings = DEFAULTS
    rows: Mapping[Answered, Reading] = field(default_factory=dict)
    told: tuple[Reading, ...] = ()
    otherwise: OtherAnswer | None = None
    always: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of_inputs(cls, inputs: Inputs, default: Settings = DEFAULTS) -> "Readings":
        """Return the answers that the tables of a ledger hold."""
        told = inputs.tables.get(READINGS)
        every = [_reading(row) for row in told.to_pylist()] if told is not None else []
        every.sort(key=lambda each: each.valid_from)
        return cls(default=default, rows=_latest(every), told=tuple(every))

    def on(self, day: date | None) -> "Readings":
        """Return the answers as they were on a day; these where none came later."""
        earlier = tuple(each for each in self.told if day is None or each.valid_from <= day)
        if len(earlier) == len(self.told):
            return self
        return replace(self, rows=_latest(earlier), told=earlier)

    def of_party(self, party: str) -> Settings:
        """Return the answers of a Party, as far as no authorization or approach has its own."""
        return self._settled(lambda name: self.reading(name, party))

    def of_authorization(self, party: str, approach: str, authorization: str) -> Settings:
        """Return the answers for what an authorization of a Party binds."""
        return self._settled(lambda name: self.reading(name, party, approach, authorization))

    def reading(
        self, setting: str, party: str, approach: str = "", authorization: str = ""
    ) -> Reading | None:
        """Return the row that answers: of the authorization, the approach, the Party; or none."""
        keys = {
            ReadingLevel.AUTHORIZATION: authorization,
            ReadingLevel.APPROACH: approach,
            ReadingLevel.PARTY: party,
        }
        for level in LEVELS[setting]:
            if found := self.rows.get((setting, level, party, keys[level])):
                return found
        return None

    def of_profiles(self, party: str) -> tuple[Reading, ...]:
        """Return how a Party writes its annual information other than an export profile does."""
        return tuple(
            each
            for each in self.rows.values()
            if (each.level, each.party) == (ReadingLevel.PROFILE, party)
        )

    def instead(self, setting: str, value: str) -> str:
        """Return the answer taken in place of one, if any is; else that answer."""
        changed = self.otherwise
        return (
            changed.other
            if changed and (setting, value) == (changed.setting, changed.value)
            else value
        )

    def _settled(self, reading: Callable[[str], Reading | None]) -> Settings:
        chosen: dict[str, Any] = {}
        for name in (each.name for each in fields(Settings)):
            found = reading(name)
            value = found.value if found else getattr(self.default, name)
            chosen[name] = self.always.get(name, self.instead(name, value))
        return replace(self.default, **chosen)


def _latest(readings: Iterable[Reading]) -> Mapping[Answered, Reading]:
    """Return the last of some answers, by the day from which they hold, to each question."""
    return {(each.setting, each.level, each.party, each.key): each for each in readings}


def _reading(row: Mapping[str, Any]) -> Reading:
    return Reading(
        party=row["party"],
        level=ReadingLevel(row["level"]),
        key=row["key"],
        setting=row["setting"],
        value=row["value"],
        valid_from=row["valid_from"],
        decided_by=row["decided_by"],
        document=row["document"],
        place=place_of(row, "value"),
    )


def authorization_readings(inputs: Inputs, readings: Readings) -> pa.Table:
    """Return how first transfer is read under each authorization, for the ledger to join.

    Returns:
        One row per row of ``authorizations``: ``party``, ``authorization_id`` and a column for
        each of `OF_A_FIRST_TRANSFER`.
    """
    authorizations: Sequence[Mapping[str, Any]] = inputs.tables["authorizations"].to_pylist()
    names = ("party", "authorization_id", *OF_A_FIRST_TRANSFER)
    schema = pa.schema([pa.field(name, pa.string()) for name in names])
    return pa.Table.from_pylist(list(_rows(authorizations, readings)), schema=schema)


def _rows(
    authorizations: Sequence[Mapping[str, Any]], readings: Readings
) -> Iterator[dict[str, str]]:
    for row in authorizations:
        keys = row["party"], row["approach"], row["authorization_id"]
        settings = readings.of_authorization(*keys)
        yield {
            "party": row["party"],
            "authorization_id": row["authorization_id"],
            **{name: getattr(settings, name) for name in OF_A_FIRST_TRANSFER},
        }
