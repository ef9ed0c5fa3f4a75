"""Days of a column that are written as text in another form than YYYY-MM-DD.

Which of day, month and year comes first is declared, or certain because a day of the column is no
month; else each is refused with its readings. Where a column has such texts beside real days, a
spreadsheet of another setting may have read the days itself: both kinds are refused. Midnight is no
time of a day; any other time is one, and is refused.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from reporting.packages.csv_text import shown

# Also with the signs of East Asia for year, month and day.
YEAR_FIRST = re.compile("([0-9]{4})[/.\u5e74-]([0-9]{1,2})[/.\u6708-]([0-9]{1,2})\u65e5?")
YEAR_LAST = re.compile(r"([0-9]{1,2})([/.-])([0-9]{1,2})\2([0-9]{4}|[0-9]{1,2})")
WITH_TIME = re.compile(
    "([0-9]{1,4}[/.\u5e74-][0-9]{1,2}[/.\u6708-][0-9]{1,4}\u65e5?)[ T]"
    r"([0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?(?: ?[AaPp][Mm])?)(Z|[+-][0-9]{2}:?[0-9]{2})?"
)
MIDNIGHT = re.compile(r"0?0:00(?::00(?:\.0+)?)?|12:00(?::00)? ?[Aa][Mm]")
MONTHS = 12
DIGITS = 2
NO_DAY = "–"
# Every spreadsheet reads a year of two digits below this in the same century.
CENTURY = 30


class DayOrder(StrEnum):
    """In which order a day is written that does not begin with a year of four digits."""

    DAY_FIRST = "dmy"
    MONTH_FIRST = "mdy"
    YEAR_FIRST = "ymd"


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusedCell:
    """A cell that is not taken.

    Attributes:
        code: The finding that says why.
        values: What fills its sentences.
    """

    code: str
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class DayCell:
    """A cell of a column of days: what it says, and whether the spreadsheet made it a day."""

    text: str
    is_real: bool


def read_days(
    cells: Mapping[int, DayCell], declared: DayOrder | None = None
) -> Mapping[int, str | RefusedCell]:
    """Return the days of a column as YYYY-MM-DD, by row.

    A text that is no such day stays as it is: the rules of the table say what is wrong with it.

    Args:
        cells: The cells that hold something, by row.
        declared: In which order days are written, if somebody says so.
    """
    days = {row: replace(cell, text=without_midnight(cell.text)) for row, cell in cells.items()}
    parts = {row: found for row, cell in days.items() if (found := _parts(cell))}
    if declared is DayOrder.YEAR_FIRST and any(each.has_century for each in parts.values()):
        declared = None  # it says nothing of days that end in the whole year
    is_mixed = declared is None and any(cell.is_real for cell in days.values())
    order = declared or (None if is_mixed else _certain(parts.values()))
    return {
        row: _read(cell, parts.get(row), order, is_mixed=is_mixed and bool(parts))
        for row, cell in days.items()
    }


def without_midnight(text: str) -> str:
    """Return a day alone where a spreadsheet wrote the midnight that it begins at."""
    found = WITH_TIME.fullmatch(text)
    return found[1] if found and not found[3] and MIDNIGHT.fullmatch(found[2]) else text


@dataclass(frozen=True, slots=True, kw_only=True)
class _Parts:
    """The numbers of a day in the order in which they are written.

    Attributes:
        numbers: They.
        orders: The orders in which they may be a day.
        has_century: Whether the year has four digits.
    """

    numbers: tuple[int, int, int]
    orders: frozenset[DayOrder]
    has_century: bool

    def in_order(self, order: DayOrder) -> tuple[int, int, int]:
        """Return year, month and day."""
        first, second, third = self.numbers
        if order is DayOrder.YEAR_FIRST:
            return first, second, third
        return (third, second, first) if order is DayOrder.DAY_FIRST else (third, first, second)

    def years(self, order: DayOrder) -> tuple[int, ...]:
        """Return which year it may be."""
        year = self.in_order(order)[0]
        if self.has_century:
            return (year,)
        return (2000 + year,) if year < CENTURY else (2000 + year, 1900 + year)


def _parts(cell: DayCell) -> _Parts | None:
    found = None if cell.is_real else YEAR_LAST.fullmatch(cell.text)
    if not found:
        return None
    first, second, third = int(found[1]), int(found[3]), int(found[4])
    has_century = len(found[4]) > DIGITS
    ends_in_year = len(found[4]) >= DIGITS
    orders = {
        DayOrder.DAY_FIRST: ends_in_year and _is_day(third, second, first),
        DayOrder.MONTH_FIRST: ends_in_year and _is_day(third, first, second),
        DayOrder.YEAR_FIRST: not has_century
        and len(found[1]) == DIGITS
        and _is_day(first, second, third),
    }
    return _Parts(
        numbers=(first, second, third),
        orders=frozenset(order for order, is_so in orders.items() if is_so),
        has_century=has_century,
    )


def _is_day(year: int, month: int, day: int) -> bool:
    """Tell whether there is such a day; of a year of two digits, in some century."""
    return bool(_written("", year if year >= 10**DIGITS else 2000 + year, month, day))


def _certain(several: Collection[_Parts]) -> DayOrder | None:
    """Return the order that a column proves: in no other may each of its days be one.

    What is no day in any order, as 31 February, proves nothing.
    """
    known = [each.orders for each in several if each.orders]
    orders = frozenset.intersection(*known) if known else ()
    return next(iter(orders)) if len(orders) == 1 else None


def _read(
    cell: DayCell, parts: _Parts | None, order: DayOrder | None, *, is_mixed: bool
) -> str | RefusedCell:
    """Return a day, in the order of its column if that is known."""
    if parts is None:
        turned = _turned(cell.text) if cell.is_real and is_mixed else None
        return _refused("day-mixed", cell.text, turned) if turned else _as_it_stands(cell)
    if order is not None and len(parts.years(order)) == 1:
        _year, month, day = parts.in_order(order)
        return _written(cell.text, parts.years(order)[0], month, day)
    if not parts.has_century:
        return _of_short_year(cell.text, parts, order)
    return _refused("day-mixed" if is_mixed else "day-doubtful", cell.text, parts)


def _as_it_stands(cell: DayCell) -> str | RefusedCell:
    """Return a day that has no order, or that is none."""
    if WITH_TIME.fullmatch(cell.text):
        return RefusedCell(code="day-with-time", values={"value": shown(cell.text)})
    found = None if cell.is_real else YEAR_FIRST.fullmatch(cell.text)
    return _written(cell.text, *map(int, found.groups())) if found else cell.text


def _turned(text: str) -> _Parts | None:
    """Return the parts of a real day that may have been read the other way round."""
    year, month, day = map(int, text.split("-"))
    if day > MONTHS or day == month:
        return None
    return _Parts(numbers=(month, day, year), orders=frozenset(), has_century=True)


def _written(text: str, year: int, month: int, day: int) -> str:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return text


def _refused(code: str, text: str, parts: _Parts) -> str | RefusedCell:
    """Refuse a day with its readings; return the text of what is no day in either."""
    day_first, month_first = (
        _written(NO_DAY, *parts.in_order(order))
        for order in (DayOrder.DAY_FIRST, DayOrder.MONTH_FIRST)
    )
    if day_first == month_first == NO_DAY:
        return text
    values = {"value": shown(text), "day_first": day_first, "month_first": month_first}
    return RefusedCell(code=code, values=values)


def _of_short_year(text: str, parts: _Parts, order: DayOrder | None) -> str | RefusedCell:
    """Return a day whose year has two digits with its readings; the text if it has none."""
    orders = [order] if order else [each for each in DayOrder if each in parts.orders]
    readings = ", ".join(_readings(parts, orders))
    if not readings:
        return text
    values = {"value": shown(text), "readings": readings}
    return RefusedCell(code="day-of-short-year", values=values)


def _readings(parts: _Parts, orders: Collection[DayOrder]) -> Iterator[str]:
    for order in orders:
        _year, month, day = parts.in_order(order)
        for year in parts.years(order):
            if written := _written("", year, month, day):
                yield f"{written} ({order})"
