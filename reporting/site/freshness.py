"""How fresh the data are: the newest date of each table, and when new data are expected.

No day is that of a clock: what is due is compared with the day of the data. When a table is
expected to change, people write into ``content/rhythms.toml``; where they know nothing, nothing is
said.
"""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from reporting.messages import Text, bilingual
from reporting.packages import Table
from reporting.packages.row_days import KNOWN_ON, last_day
from reporting.renderers.files import to_json
from reporting.renderers.tables import text_record
from reporting.site.dataset import Row, SiteRecord

STATUS = "status.json"
SOURCES = "sources"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rhythm:
    """When something new is expected in a table.

    Attributes:
        words: When, in words.
        reason: How people know.
        day: Month and day by which it is due; None where no day is fixed.
        years: Every how many years.
        first: The first year in which it was due; 0 for any.
    """

    words: Text
    reason: Text
    day: tuple[int, int] | None = None
    years: int = 1
    first: int = 0

    def due_after(self, known: date) -> date | None:
        """Return the first day after another on which something new is due; None if none is fixed.

        Args:
            known: The day up to which things are known.
        """
        if self.day is None:
            return None
        year = max(known.year, self.first)
        year += (self.first - year) % self.years
        due = date(year, *self.day)
        return due if due > known else date(year + self.years, *self.day)


@dataclass(frozen=True, slots=True, kw_only=True)
class TableFreshness:
    """How fresh a table is.

    Attributes:
        package: Name of its package.
        table: The table.
        rows: How many rows it has.
        newest: The newest date of a source that its rows cite, as far as it is known (``2024-06``):
            what the source describes, else when it was published; empty where no source has one.
        source: That source.
        known_on: The newest day on which a row is known to hold; None where rows have none.
        rhythm: When something new is expected; None where nobody knows.
        due_on: The day on which something new is due, by rhythm and newest date.
    """

    package: str
    table: Table
    rows: int
    newest: str
    source: Row | None
    known_on: date | None
    rhythm: Rhythm | None
    due_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Freshness:
    """How fresh the data are.

    Attributes:
        day: The day of the data, with which days are compared: that of the release; of working data
            the newest that they know; None if they know none.
        known_on: The newest day on which anything is known to hold; None if none is known.
        tables: Each table, in the order of the packages.
        gaps: What is missing, by package.
    """

    day: date | None
    known_on: date | None
    tables: tuple[TableFreshness, ...]
    gaps: Mapping[str, tuple[Row, ...]]

    @property
    def newest(self) -> str:
        """The newest date of a source of any table, as far as it is known; empty if none is."""
        return max((each.newest for each in self.tables), default="")

    @property
    def overdue(self) -> tuple[TableFreshness, ...]:
        """The tables in which something was due that was not there."""
        return tuple(each for each in self.tables if self.is_overdue(each))

    def is_overdue(self, table: TableFreshness) -> bool:
        """Tell whether what was due in a table was not there on the day of the data."""
        return self.day is not None and table.due_on is not None and table.due_on < self.day


def rhythms(path: Path) -> Mapping[str, Rhythm]:
    """Read when something new is expected, by table with its package."""
    with path.open("rb") as stream:
        written = tomllib.load(stream)["rhythms"]
    return {table: _rhythm(each) for each in written for table in each["tables"]}


def _rhythm(entry: Mapping[str, Any]) -> Rhythm:
    month, _, day = str(entry.get("day", "")).partition("-")
    return Rhythm(
        words=bilingual(entry["words"], entry["words_ja"]),
        reason=bilingual(entry["reason"], entry["reason_ja"]),
        day=(int(month), int(day)) if month else None,
        years=entry.get("years", 1),
        first=entry.get("first", 0),
    )


def freshness(record: SiteRecord, expected: Mapping[str, Rhythm]) -> Freshness:
    """Return how fresh the data are.

    Args:
        record: The data.
        expected: When something new is expected, by table.
    """
    tables = tuple(
        _table(record, package.name, table, expected.get(f"{package.name}/{table.name}"))
        for package in record.packages.values()
        for table in package
    )
    known_on = max((each.known_on for each in tables if each.known_on), default=None)
    return Freshness(
        day=_day(record, known_on),
        known_on=known_on,
        tables=tables,
        gaps=record.everywhere("gaps"),
    )


def _day(record: SiteRecord, known_on: date | None) -> date | None:
    """Return the day of the data; working data have none but those that stand in them."""
    if record.release:
        return record.release.created
    released = record.newest.created if record.newest else None
    return max((each for each in (released, known_on) if each), default=None)


def _table(record: SiteRecord, package: str, table: Table, rhythm: Rhythm | None) -> TableFreshness:
    rows = record.rows(f"{package}/{table.name}")
    sources = rows if table.name == SOURCES else record.sources_of(rows)
    source = _newest(sources)
    newest = _date_of(source) if source else ""
    known = last_day(newest) if newest else None
    days = [row[KNOWN_ON] for row in rows if row.get(KNOWN_ON)]
    return TableFreshness(
        package=package,
        table=table,
        rows=len(rows),
        newest=newest,
        source=source,
        known_on=max(days, default=None),
        rhythm=rhythm,
        due_on=rhythm.due_after(known) if rhythm and known else None,
    )


def _newest(sources: Iterable[Row]) -> Row | None:
    """Return the source with the newest date; None where none has a date.

    A month or year counts from its beginning: it may be no newer.
    """
    dated = [each for each in sources if _date_of(each)]
    return max(dated, key=lambda each: (_date_of(each), each["source_id"]), default=None)


def _date_of(source: Row) -> str:
    """Return what a source describes the state of, else the day of its publication."""
    return str(source.get("as_of") or source.get("published_on") or "")


def status_json(found: Freshness, version: str) -> bytes:
    """Return how fresh the data are, for programs.

    Args:
        found: How fresh they are.
        version: What they are called.
    """
    return to_json(
        {
            "version": version,
            "compared_with": found.day,
            "newest_source_date": found.newest or None,
            "known_on": found.known_on,
            "tables": [_table_record(each, found) for each in found.tables],
            "gaps": [
                _gap_record(package, row) for package, rows in found.gaps.items() for row in rows
            ],
        }
    )


def _table_record(found: TableFreshness, whole: Freshness) -> dict[str, Any]:
    rhythm = found.rhythm
    return {
        "package": found.package,
        "table": found.table.name,
        **text_record("title", found.table.title),
        "rows": found.rows,
        "newest_source_date": found.newest or None,
        "source_id": found.source["source_id"] if found.source else None,
        "known_on": found.known_on,
        "rhythm": {**text_record("words", rhythm.words), **text_record("reason", rhythm.reason)}
        if rhythm
        else None,
        "due_on": found.due_on,
        "is_overdue": whole.is_overdue(found),
    }


def _gap_record(package: str, row: Row) -> dict[str, Any]:
    return {
        "package": package,
        "gap_id": row["gap_id"],
        "title": row["title"],
        "title@ja": row["title_ja"],
        "table": row["subject_table"],
        "open_since": row.get("open_since"),
        "known_on": row.get(KNOWN_ON),
        "who_can_fill": row["who_can_fill"],
        "address": row["address"],
    }
