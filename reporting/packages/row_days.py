"""Since when a row counts: its own day, else the first day on which a source is known to say it."""

import calendar
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import date
from typing import Any

from reporting.packages.model import Package, Table

DAY = "_day"
KNOWN_ON = "known_on"
CORROBORATIONS = "corroborations"
PERIOD = re.compile(r"(FY)?([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")

Row = Mapping[str, Any]
Rows = Mapping[str, Iterable[Row]]


def row_days(package: Package, rows: Rows) -> Mapping[str, list[date | None]]:
    """Return the day of each row of each table, in their order; None where it has none.

    A schema names the fields that date a row (``dated``). A row without such a day counts from
    the day on which its source, or one that says the same (``corroborations``), is known to hold.
    """
    first = _corroborated(rows.get(CORROBORATIONS, ()))
    return {table.name: list(_days(table, rows, first)) for table in package if table.name in rows}


def last_day(text: str) -> date | None:
    """Return the last day of what a text names; None where it is none of these.

    A year, a month, a day (``2024``, ``2024-06``, ``2024-06-04``), a span with ``/``, or a fiscal
    year of Japan (``FY2023``), which ends in March.
    """
    named = PERIOD.fullmatch(text.rpartition("/")[2])
    if named is None:
        return None
    is_fiscal, year, month, day = named[1], int(named[2]), named[3], named[4]
    if is_fiscal:
        return date(year + 1, 3, 31)
    number = int(month or 12)
    with suppress(ValueError):  # there is no thirteenth month
        return date(year, number, int(day or calendar.monthrange(year, number)[1]))
    return None


def _corroborated(rows: Iterable[Row]) -> Mapping[tuple[str, str], date]:
    """Return the first day on which another source says the same, by table and key."""
    found: dict[tuple[str, str], date] = {}
    for row in rows:
        key, day = (row["subject_table"], row["subject_key"]), row.get(KNOWN_ON)
        if day is not None:
            found[key] = min(day, found.get(key, day))
    return found


def _days(table: Table, rows: Rows, first: Mapping[tuple[str, str], date]) -> Iterator[date | None]:
    fields = [_field(each, table, rows) for each in table.schema.dated]
    for row in rows[table.name]:
        own = next((day for field in fields if (day := field(row)) is not None), None)
        key = "|".join(str(row[name]) for name in table.schema.primary_key)
        known = (row.get(KNOWN_ON), first.get((table.name, key)))
        yield own or min((each for each in known if each is not None), default=None)


def _field(name: str, table: Table, rows: Rows) -> Any:  # noqa: ANN401 - from a row to a day
    """Return what reads a day from a row, or from the row that it points to."""
    other, _, field = name.rpartition(".")
    if not other:
        return lambda row: _day(row[field])
    key = next(each for each in table.schema.foreign_keys if each.table == other)
    known = rows.get(other, ())
    days = {tuple(row[each] for each in key.keys): _day(row.get(field)) for row in known}
    return lambda row: days.get(tuple(row[each] for each in key.fields))


def _day(value: object) -> date | None:
    if isinstance(value, str):
        return last_day(value)
    if isinstance(value, int):  # a fiscal year
        return last_day(f"FY{value}")
    return value if isinstance(value, date) else None
