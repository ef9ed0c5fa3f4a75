"""Forms of a date, as ``dd/mm/yyyy``, and what they read: a day, a month or a year.

``epoch-ms`` is the form of databases: milliseconds since 1970, whose day is that of UTC.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
PARTS: Mapping[str, tuple[str, str]] = {
    "yyyy": ("year", "[0-9]{4}"),
    "yy": ("year", "[0-9]{2}"),
    "Month": ("month", "|".join(MONTHS)),
    "Mon": ("month", "|".join(f"{each[:3]}\\.?" for each in MONTHS)),
    "mm": ("month", "[0-9]{2}"),
    "m": ("month", "[0-9]{1,2}"),
    "dd": ("day", "[0-9]{2}"),
    "d": ("day", "[0-9]{1,2}"),
    "*": ("rest", ".*"),
}
PART = re.compile("|".join(re.escape(each) for each in PARTS))
CENTURY = 2000
"""Added to a year of two digits."""
ISO = "yyyy-mm-dd"
EPOCH_MS = "epoch-ms"
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
WRITTEN = re.compile(r"[0-9]{4}(-(0[1-9]|1[0-2])(-[0-9]{2})?)?")
PRECISIONS = ({"year"}, {"year", "month"}, {"year", "month", "day"})


class DateFormError(ValueError):
    """A form that names no year, or a day without its month, or something twice."""


class DoubtfulDateError(ValueError):
    """A value that two forms read in two ways.

    Attributes:
        readings: The two.
    """

    def __init__(self, readings: tuple[str, str]) -> None:
        """Keep the two readings."""
        super().__init__(" | ".join(readings))
        self.readings = readings


@dataclass(frozen=True, slots=True, kw_only=True)
class DateForm:
    """A form of a date.

    Attributes:
        pattern: What is written so.
        has_day: Whether it names a day.
        is_epoch: Whether it is a number of milliseconds since 1970.
    """

    pattern: re.Pattern[str]
    has_day: bool
    is_epoch: bool = False

    def read(self, text: str) -> str | None:
        """Return a date as ISO 8601 writes it; none if it is written otherwise, or is no date."""
        found = self.pattern.fullmatch(text)
        if found is None:
            return None
        if self.is_epoch:
            return (EPOCH + timedelta(milliseconds=int(text))).date().isoformat()
        parts = found.groupdict()
        year, month = int(parts["year"]), parts.get("month")
        if len(parts["year"]) == len("yy"):
            year += CENTURY
        if month is None:
            return f"{year:04}"
        number = int(month) if month.isdigit() else _month(month)
        try:
            day = date(year, number, int(parts.get("day") or 1))
        except ValueError:
            return None
        return day.isoformat() if self.has_day else f"{day:%Y-%m}"


def _month(name: str) -> int:
    (found,) = (at for at, each in enumerate(MONTHS, 1) if each[:3].lower() == name[:3].lower())
    return found


@cache
def date_form(form: str) -> DateForm:
    """Return a form.

    Raises:
        DateFormError: It is none.
    """
    if form == EPOCH_MS:
        # Twelve digits begin in 1973, thirteen end in 2286: fewer or more are no such time.
        return DateForm(pattern=re.compile("[1-9][0-9]{11,12}"), has_day=True, is_epoch=True)
    pattern, end, named = "", 0, []
    for part in PART.finditer(form):
        name, written = PARTS[part[0]]
        pattern += f"{re.escape(form[end : part.start()])}(?P<{name}>{written})"
        end = part.end()
        named.append(name)
    known = {*named} - {"rest"}
    if known not in PRECISIONS or len({*named}) < len(named):
        raise DateFormError(form)
    return DateForm(
        pattern=re.compile(pattern + re.escape(form[end:]), re.IGNORECASE), has_day="day" in known
    )


def read_date(text: str, forms: Sequence[str]) -> str | None:
    """Return a date in any of several forms, or as ISO 8601 writes it.

    Raises:
        DoubtfulDateError: Two forms read it in two ways.
    """
    day = date_form(ISO).read(text)
    found = [day] if day else [each for form in forms if (each := date_form(form).read(text))]
    if len({*found}) > 1:
        raise DoubtfulDateError((found[0], next(each for each in found if each != found[0])))
    return found[0] if found else None


def write_date(day: str, form: str) -> str:
    """Return a date of ISO 8601 in a form; what is none, or has less than the form, as it is."""
    if not WRITTEN.fullmatch(day):
        return day
    if form == EPOCH_MS:
        return _since_epoch(day) if date_form(ISO).read(day) else day
    known = dict(zip(("year", "month", "day"), day.split("-"), strict=False))
    if any(PARTS[part[0]][0] not in known for part in PART.finditer(form)):
        return day
    return PART.sub(lambda part: _written(part[0], known), form)


def _since_epoch(day: str) -> str:
    """Return the milliseconds from 1970 to the beginning of a day in UTC."""
    begins = datetime.fromisoformat(day).replace(tzinfo=UTC)
    return str((begins - EPOCH) // timedelta(milliseconds=1))


def _written(part: str, known: Mapping[str, str]) -> str:
    """Return a part of a date as a form asks for it."""
    text = known[PARTS[part][0]]
    if part in {"Month", "Mon"}:
        name = MONTHS[int(text) - 1]
        return name if part == "Month" else name[:3]
    if part in {"m", "d"}:
        return str(int(text))
    return text[-len(part) :]
