"""Rules about a row and the row of another table that it points to."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from datetime import date
from decimal import Decimal
from itertools import pairwise

from reporting.findings import Finding
from reporting.packages.model import Value, value_of
from reporting.packages.row_rules import NUMBERS, Cells, RowRule, RuleContext

TEN_TIMES = 10  # what was expected of a period: as much as a slip of the decimal point makes
TOO_LARGE = 20  # times the next figure: projects differ more than a period from its estimate
DAYS = Decimal("365.25")


class NeighbourRule(RowRule):
    """A rule about a row and rows that it points to."""

    def neighbours(self) -> Iterator[tuple[str, str, str]]:
        """Yield the tables it looks at, with the key and the field there."""
        raise NotImplementedError

    def at_end(self, setting: RuleContext) -> Iterator[Finding]:
        """Yield each table that cannot be read: not verifiable."""
        for resource, key, field in self.neighbours():
            package = setting.place.package
            if setting.neighbours.lookup(package, resource, (key,), (field,)) is None:
                yield setting.not_followed(key, package, resource, (key, field))


@dataclass(slots=True, kw_only=True)
class After(NeighbourRule):
    """A day that is not before a day of another table: credits are issued after registration.

    Attributes:
        field: The day.
        resource: The other table.
        key: The field that names its row, by the same name there.
        date: The day there; without it nothing of the kind can have happened.
    """

    field: str
    resource: str
    key: str
    date: str

    def neighbours(self) -> Iterator[tuple[str, str, str]]:
        """Yield the table it looks at."""
        yield self.resource, self.key, self.date

    def findings(self, row: int, cells: Cells, setting: RuleContext) -> Iterator[Finding]:
        """Yield the day that is too early, or that cannot be."""
        there = _there(cells, setting, self.resource, self.key, self.date)
        if there is None:
            return
        own = setting.value(cells, self.field)
        names = {"key": cells[self.key], "field": f"{self.resource}.{self.date}"}
        if there == "":
            yield setting.finding("not-yet-there", row, self.key, **names)
        elif own is not None and value_of("date", there) is not None and str(own) < there:
            yield setting.finding("before-there", row, self.field, **names, there=there, own=own)


@dataclass(slots=True, kw_only=True)
class NoMoreThan(NeighbourRule):
    """A part that cannot exceed a figure of another table: a side within the quantity issued."""

    field: str
    resource: str
    key: str
    whole: str

    def neighbours(self) -> Iterator[tuple[str, str, str]]:
        """Yield the table it looks at."""
        yield self.resource, self.key, self.whole

    def findings(self, row: int, cells: Cells, setting: RuleContext) -> Iterator[Finding]:
        """Yield the part that exceeds its whole."""
        part = setting.value(cells, self.field)
        whole = _number_there(cells, setting, self.resource, self.key, self.whole)
        if whole is not None and isinstance(part, NUMBERS) and part > whole:
            named = f"{self.resource}.{self.whole}"
            yield setting.finding(
                "part-above-whole",
                row,
                self.field,
                part=self.field,
                whole=named,
                is_part=part,
                is_whole=whole,
            )


@dataclass(slots=True, kw_only=True)
class SameThere(NeighbourRule):
    """Two rows of other tables that agree in a field: a project and its methodology in the partner.

    Attributes:
        keys: The two fields that name the rows, by the same names there.
        resources: Their tables, in the same order.
        common: The field in which they agree.
    """

    keys: list[str]
    resources: list[str]
    common: str

    def neighbours(self) -> Iterator[tuple[str, str, str]]:
        """Yield the table it looks at."""
        for resource, key in zip(self.resources, self.keys, strict=True):
            yield resource, key, self.common

    def findings(self, row: int, cells: Cells, setting: RuleContext) -> Iterator[Finding]:
        """Yield the second that belongs elsewhere than the first."""
        first, second = (
            _there(cells, setting, resource, key, self.common)
            for resource, key in zip(self.resources, self.keys, strict=True)
        )
        if first and second and first != second:
            yield setting.finding(
                "not-the-same-there",
                row,
                self.keys[1],
                field=self.common,
                first=cells[self.keys[0]],
                is_first=first,
                second=cells[self.keys[1]],
                is_second=second,
            )


@dataclass(slots=True, kw_only=True)
class Magnitude(NeighbourRule):
    """A quantity of a period beside what was expected of it in a year.

    Attributes:
        field: The quantity.
        period: First and last day.
        resource: The table that has the expectation.
        key: The field that names its row, by the same name there.
        yearly: The expectation there.
    """

    field: str
    period: list[str]
    resource: str
    key: str
    yearly: str

    def neighbours(self) -> Iterator[tuple[str, str, str]]:
        """Yield the table it looks at."""
        yield self.resource, self.key, self.yearly

    def findings(self, row: int, cells: Cells, setting: RuleContext) -> Iterator[Finding]:
        """Yield the quantity that is many times what was expected."""
        found = setting.value(cells, self.field)
        expected = _number_there(cells, setting, self.resource, self.key, self.yearly)
        first, last = (setting.value(cells, name) for name in self.period)
        years = _years(first, last)
        if expected and isinstance(found, NUMBERS) and found >= TEN_TIMES * expected * years:
            yield setting.finding(
                "out-of-proportion",
                row,
                self.field,
                value=found,
                times=TEN_TIMES,
                expected=round(expected * years),
                by=f"{self.resource}.{self.yearly}",
            )


@dataclass(slots=True, kw_only=True)
class OneIdentifier:
    """A name that has one identifier, here and in each other table with the same two fields."""

    name: str
    identifier: str
    _seen: dict[str, tuple[str, int]] = dataclass_field(default_factory=dict)

    def findings(self, row: int, cells: Cells, setting: RuleContext) -> Iterator[Finding]:
        """Yield the name that has another identifier in a row before; gather the others."""
        name, own = cells.get(self.name, ""), cells.get(self.identifier, "")
        if name and self._seen.setdefault(name, (own, row))[0] != own:
            other, before = self._seen[name]
            values = {"name": name, "own": own, "other": other}
            yield self._finding(setting, row, values, f"{setting.place.table}:{before}")

    def at_end(self, setting: RuleContext) -> Iterator[Finding]:
        """Yield the names that have another identifier in a table that comes before this one."""
        package = setting.place.package
        for table in setting.neighbours.of(package):
            if table.name == setting.place.table:
                return
            known = setting.neighbours.lookup(package, table.name, (self.name,), (self.identifier,))
            for (name,), (other,) in (known or {}).items():
                own, row = self._seen.get(name, (other, 0))
                if own != other:
                    values = {"name": name, "own": own, "other": other}
                    yield self._finding(setting, row, values, table.name)

    def _finding(
        self, setting: RuleContext, row: int, values: Mapping[str, str], where: str
    ) -> Finding:
        return setting.finding("two-identifiers", row, self.identifier, **values, where=where)


@dataclass(slots=True, kw_only=True)
class NamesItself(RowRule):
    """An address that has the identifier of its row in it."""

    field: str
    identifier: str

    def findings(self, row: int, cells: Cells, setting: RuleContext) -> Iterator[Finding]:
        """Yield the address of another."""
        address, own = cells.get(self.field, ""), cells.get(self.identifier, "")
        part = "-".join(own.lower().replace(".", "-").replace("_", "-").split())
        if address and own and part not in address.lower():
            yield setting.finding(
                "names-another", row, self.field, value=address, identifier=own, part=part
            )


@dataclass(slots=True, kw_only=True)
class NoOverlap:
    """Periods of one group that do not overlap: no reduction is credited twice."""

    group: str
    period: list[str]
    _seen: dict[str, list[tuple[str, str, int]]] = dataclass_field(default_factory=dict)

    def findings(self, row: int, cells: Cells, setting: RuleContext) -> Iterator[Finding]:
        """Gather the periods of each group."""
        first, last = (setting.value(cells, name) for name in self.period)
        if first is not None and last is not None:
            group = self._seen.setdefault(cells.get(self.group, ""), [])
            group.append((str(first), str(last), row))
        yield from ()

    def at_end(self, setting: RuleContext) -> Iterator[Finding]:
        """Yield each period that begins before another has ended, at the later of the two rows."""
        for group, periods in self._seen.items():
            ordered = sorted(periods)
            for (_, end, before), (begin, _, after) in pairwise(ordered):
                if begin <= end:
                    yield setting.finding(
                        "overlaps",
                        max(before, after),
                        self.period[0],
                        group=group,
                        begin=begin,
                        end=end,
                        other=min(before, after),
                    )


@dataclass(slots=True, kw_only=True)
class Outlier:
    """Figures of which none is many times the next."""

    field: str
    _seen: list[tuple[int | Decimal, int]] = dataclass_field(default_factory=list)

    def findings(self, row: int, cells: Cells, setting: RuleContext) -> Iterator[Finding]:
        """Gather the figures."""
        value = setting.value(cells, self.field)
        if isinstance(value, NUMBERS):
            self._seen.append((value, row))
        yield from ()

    def at_end(self, setting: RuleContext) -> Iterator[Finding]:
        """Yield the largest, if it is many times the second."""
        largest = sorted(self._seen)[-2:]
        if len(largest) > 1 and largest[1][0] >= TOO_LARGE * largest[0][0] > 0:
            (second, _), (value, row) = largest
            yield setting.finding(
                "out-of-proportion",
                row,
                self.field,
                value=value,
                times=TOO_LARGE,
                expected=second,
                by=self.field,
            )


def _there(cells: Cells, setting: RuleContext, resource: str, key: str, field: str) -> str | None:
    """Return a cell of the row that is pointed to; None where there is no such row."""
    known = setting.neighbours.lookup(setting.place.package, resource, (key,), (field,))
    found = (known or {}).get((cells.get(key, ""),))
    return None if found is None else found[0]


def _number_there(
    cells: Cells, setting: RuleContext, resource: str, key: str, field: str
) -> int | Decimal | None:
    table = setting.neighbours.tables.get((setting.place.package, resource))
    cell = _there(cells, setting, resource, key, field)
    value = value_of(table.schema[field].type, cell) if table and cell else None
    return value if isinstance(value, NUMBERS) else None


def _years(first: Value, last: Value) -> Decimal:
    """Return how many years a period has, at least one; one if it is not known."""
    with suppress(ValueError):  # what is no day is found by its type
        days = (date.fromisoformat(str(last)) - date.fromisoformat(str(first))).days + 1
        return max(Decimal(1), days / DAYS)
    return Decimal(1)
