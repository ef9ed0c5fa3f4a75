"""Tonnes with the sources and the day that they rest on, and what may be compared of them.

A share of tonnes that rest on other sources, or were cut at another day, is refused.
"""

import re
from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from reporting.site.dataset import Row

ROUND = (Fraction(1), Fraction(3, 2), Fraction(2), Fraction(3), Fraction(5), Fraction(15, 2))
AS_FAR_AS_KNOWN = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedAmount:
    """Tonnes of CO2 equivalent with what they rest on.

    Attributes:
        tonnes: How many, in all or in one year.
        sources: The sources that state them.
        as_of: The day at which they are cut, or the days if there are several.
    """

    tonnes: int
    sources: frozenset[str]
    as_of: frozenset[date]

    @property
    def newest(self) -> date:
        """The latest of the days."""
        return max(self.as_of)


def percent(part: DatedAmount, whole: DatedAmount) -> int:
    """Return a part in per cent of the whole, to the nearest; only the whole is 100.

    Raises:
        ValueError: They rest on different sources or are cut at different days, so no share of
            them is true; or the whole is nothing.
    """
    is_one = len(whole.sources) == len(whole.as_of) == 1
    if not is_one or (part.sources, part.as_of) != (whole.sources, whole.as_of):
        msg = f"no share: {part} and {whole} are of different sources or days"
        raise ValueError(msg)
    if not whole.tonnes:
        msg = "no share of nothing"
        raise ValueError(msg)
    share = round(Fraction(100 * part.tonnes, whole.tonnes))
    return share if part.tonnes == whole.tonnes else min(share, 99)


@dataclass(frozen=True, slots=True, kw_only=True)
class Heaviest:
    """The one project that weighs most, with its share of all.

    Attributes:
        project: Its row.
        amount: Its tonnes.
        percent: Its share of the whole, in per cent.
    """

    project: Row
    amount: DatedAmount
    percent: int


def round_up(tonnes: int) -> int:
    """Return the next round number that is no less: 1, 1.5, 2, 3, 5 or 7.5 times a power of ten."""
    power = 10 ** (len(str(tonnes)) - 1)
    steps = [*(step * power for step in ROUND), Fraction(10 * power)]
    return int(-(-next(each for each in steps if each >= tonnes) // 1))


def estimates(projects: Iterable[Row]) -> DatedAmount | None:
    """Return what projects are to yield in one year, added up; None where no estimate is known."""
    known = [row for row in projects if row["estimated_reductions"] is not None]
    if not known:
        return None
    return DatedAmount(
        tonnes=sum(row["estimated_reductions"] for row in known),
        sources=frozenset(row["estimate_source_id"] for row in known),
        as_of=frozenset(row["estimate_as_of"] for row in known),
    )


def heaviest(projects: Sequence[Row]) -> Heaviest | None:
    """Return the project of which most is expected; None where its share cannot be told."""
    whole = estimates(projects)
    if whole is None or not whole.tonnes or len(projects) == 1:
        return None
    row = max(projects, key=lambda each: each["estimated_reductions"] or 0)
    part = estimates([row])
    if part is None:
        return None
    try:
        return Heaviest(project=row, amount=part, percent=percent(part, whole))
    except ValueError:
        return None


def known_quantity(issuances: Iterable[Row]) -> int | None:
    """Return the sum of the quantities notified that are known; None where none is."""
    known = [row["quantity_notified"] for row in issuances if row["quantity_notified"] is not None]
    return sum(known) if known else None


def traced(issuances: Iterable[Row]) -> DatedAmount | None:
    """Return the quantities notified that are known, added up; None where none is."""
    known = [row for row in issuances if row["quantity_notified"] is not None]
    if not known:
        return None
    return DatedAmount(
        tonnes=sum(row["quantity_notified"] for row in known),
        sources=frozenset(row["source_id"] for row in known),
        as_of=frozenset(row["known_on"] for row in known),
    )


def quantity_by(issuances: Iterable[Row], as_of: str) -> int | None:
    """Return the quantities decided or announced by a day; None where it is no day."""
    match = AS_FAR_AS_KNOWN.fullmatch(as_of)
    if not match:
        return None
    year, month = int(match[1]), int(match[2] or 12)
    last = date(year, month, int(match[3] or monthrange(year, month)[1]))
    days = ((row["decided_on"] or row["announced_on"], row) for row in issuances)
    return known_quantity(row for day, row in days if day and day <= last)
