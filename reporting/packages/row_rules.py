"""Rules about one row alone: each a small class whose attributes are what the schema states."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from itertools import pairwise
from typing import Protocol

from reporting.findings import Finding, Place
from reporting.packages.csv_text import shown
from reporting.packages.foreign_keys import Key, Neighbours
from reporting.packages.model import Schema, Value, value_of

Cells = Mapping[str, str]
NUMBERS = (int, Decimal)
COUNTRY_CODES = ("nomenclature", "countries", ("alpha3",), ("alpha2",))


@dataclass(frozen=True, kw_only=True)
class RuleContext:
    """What a rule is checked against: the table's place, its schema and its neighbours."""

    place: Place
    schema: Schema
    neighbours: Neighbours

    @cached_property
    def types(self) -> Mapping[str, str]:
        """The type of each field."""
        return {each.name: each.type for each in self.schema.fields}

    def value(self, cells: Cells, name: str) -> Value:
        """Return a cell as something that can be compared; None where it is no value."""
        return value_of(self.types[name], cells.get(name, ""))

    def is_listed(self, cells: Cells, name: str) -> bool:
        """Tell whether a coded cell is one of its codes; other cells always are."""
        listed = self.schema[name].constraints.get("enum")
        return listed is None or cells.get(name, "") in {"", *map(str, listed)}

    def finding(self, code: str, row: int, name: str = "", /, **values: object) -> Finding:
        """Return a finding about a row of the table."""
        at = Place(package=self.place.package, table=self.place.table, row=row, field=name)
        return Finding(
            code=code, place=at, values={key: shown(str(value)) for key, value in values.items()}
        )

    def not_followed(self, name: str, package: str, table: str, keys: Key) -> Finding:
        """Return the finding that what a field points to cannot be read: not verifiable."""
        return self.finding(
            "foreign-key-not-verifiable",
            0,
            name,
            package=package or self.place.package,
            table=table,
            keys=", ".join(keys),
        )


class Rule(Protocol):
    """One rule of one table."""

    def findings(self, row: int, cells: Cells, setting: RuleContext) -> Iterator[Finding]:
        """Yield what one row breaks; gather what the end needs."""

    def at_end(self, setting: RuleContext) -> Iterator[Finding]:
        """Yield what the rows together break."""


class RowRule:
    """A rule about one row alone."""

    def at_end(self, setting: RuleContext) -> Iterator[Finding]:  # noqa: ARG002 - the protocol's shape
        """Yield nothing: each row stands for itself."""
        yield from ()


@dataclass(slots=True, kw_only=True)
class InOrder(RowRule):
    """Values that must not decrease: a period ends after it starts."""

    fields: list[str]

    def findings(self, row: int, cells: Cells, setting: RuleContext) -> Iterator[Finding]:
        """Yield each pair of neighbours that stands in the wrong order."""
        known = [(name, setting.value(cells, name)) for name in self.fields]
        present = [(name, value) for name, value in known if value is not None]
        for (first, low), (second, high) in pairwise(present):
            if low > high:  # type: ignore[operator] # `rules` lets only fields of one type in
                yield setting.finding(
                    "not-in-order", row, second, first=first, low=low, second=second, high=high
                )


@dataclass(slots=True, kw_only=True)
class Happened(RowRule):
    """Days of what has happened: none is after the day on which the row is known to hold."""

    fields: list[str]
    by: str

    def findings(self, row: int, cells: Cells, setting: RuleContext) -> Iterator[Finding]:
        """Yield each day that had not come yet."""
        known = setting.value(cells, self.by)
        for name in self.fields:
            day = setting.value(cells, name)
            if day is not None and known is not None and str(day) > str(known):
                yield setting.finding(
                    "in-the-future", row, name, value=day, known=known, by=self.by
                )


@dataclass(slots=True, kw_only=True)
class Within(RowRule):
    """A part that cannot exceed its whole: issued within notified."""

    part: str
    whole: str

    def findings(self, row: int, cells: Cells, setting: RuleContext) -> Iterator[Finding]:
        """Yield the part that exceeds its whole."""
        part, whole = setting.value(cells, self.part), setting.value(cells, self.whole)
        if part is not None and whole is not None and part > whole:  # type: ignore[operator]
            yield setting.finding(
                "part-above-whole",
                row,
                self.part,
                part=self.part,
                whole=self.whole,
                is_part=part,
                is_whole=whole,
            )


@dataclass(slots=True, kw_only=True)
class AddsUp(RowRule):
    """Parts that make a whole, where all of them are known."""

    parts: list[str]
    whole: str

    def findings(self, row: int, cells: Cells, setting: RuleContext) -> Iterator[Finding]:
        """Yield the whole that is not the sum of its parts."""
        parts = [setting.value(cells, name) for name in self.parts]
        whole = setting.value(cells, self.whole)
        if whole is None or any(not isinstance(part, NUMBERS) for part in parts):
            return
        total = sum(part for part in parts if isinstance(part, NUMBERS))
        if total != whole:
            yield setting.finding(
                "does-not-add-up",
                row,
                self.whole,
                parts=" + ".join(self.parts),
                whole=self.whole,
                total=total,
                stated=whole,
            )


@dataclass(slots=True, kw_only=True)
class BlockLength(RowRule):
    """A serial range that is as long as its quantity.

    Attributes:
        first: The first number.
        last: The last number.
        quantity: How many units there are.
        unless: A field that, where it is filled, says that the numbers count something else.
    """

    first: str
    last: str
    quantity: str
    unless: str = ""

    def findings(self, row: int, cells: Cells, setting: RuleContext) -> Iterator[Finding]:
        """Yield the quantity that its range does not hold, or a range the wrong way round."""
        first, last = setting.value(cells, self.first), setting.value(cells, self.last)
        quantity = setting.value(cells, self.quantity)
        if not (isinstance(first, int) and isinstance(last, int)) or cells.get(self.unless):
            return
        length = last - first + 1
        if length < 1:
            names = {"first": self.first, "second": self.last}
            yield setting.finding("not-in-order", row, self.last, **names, low=first, high=last)
        elif quantity is not None and length != quantity:
            yield setting.finding(
                "block-length",
                row,
                self.quantity,
                first=first,
                last=last,
                length=length,
                quantity=quantity,
            )


@dataclass(slots=True, kw_only=True)
class CountryPrefix(RowRule):
    """An identifier that begins with the alpha-2 code of its country."""

    field: str
    country: str

    def findings(self, row: int, cells: Cells, setting: RuleContext) -> Iterator[Finding]:
        """Yield the identifier of another country."""
        text, country = cells.get(self.field, ""), cells.get(self.country, "")
        codes = setting.neighbours.lookup(*COUNTRY_CODES)
        if not text or codes is None or (country,) not in codes:
            return
        (code,) = codes[country,]
        if not text.startswith(code):
            yield setting.finding(
                "id-of-another-country", row, self.field, value=text, country=country, code=code
            )

    def at_end(self, setting: RuleContext) -> Iterator[Finding]:
        """Yield that the countries could not be read."""
        if setting.neighbours.lookup(*COUNTRY_CODES) is None:
            package, table, keys, values = COUNTRY_CODES
            yield setting.not_followed(self.field, package, table, (*keys, *values))


@dataclass(slots=True, kw_only=True)
class Joined(RowRule):
    """A field that repeats others, joined by a space."""

    field: str
    parts: list[str]

    def findings(self, row: int, cells: Cells, setting: RuleContext) -> Iterator[Finding]:
        """Yield the field that is not its parts."""
        expected = " ".join(cells[name] for name in self.parts if cells.get(name))
        found = cells.get(self.field, "")
        if found and found != expected:
            yield setting.finding(
                "not-its-parts",
                row,
                self.field,
                expected=expected,
                found=found,
                parts=", ".join(self.parts),
            )


@dataclass(slots=True, kw_only=True)
class Needs(RowRule):
    """A field that must be filled in some cases, and with ``only`` must be empty in all others.

    Attributes:
        field: The field in question.
        when: ``{field: [values]}``; an empty list means any value.
        only: Whether the field must be empty otherwise.
    """

    field: str
    when: Mapping[str, list[str]]
    only: bool = False

    def findings(self, row: int, cells: Cells, setting: RuleContext) -> Iterator[Finding]:
        """Yield the field that is empty or filled against the rule."""
        if not all(setting.is_listed(cells, name) for name in self.when):
            return
        applies = all(
            cells.get(name, "") in values if values else bool(cells.get(name))
            for name, values in self.when.items()
        )
        found = cells.get(self.field, "")
        case = ", ".join(f"{name} = {cells.get(name, '')}" for name in self.when)
        if applies and not found:
            yield setting.finding("needed-here", row, self.field, field=self.field, case=case)
        if self.only and found and not applies:
            yield setting.finding(
                "not-allowed-here", row, self.field, field=self.field, case=case, found=found
            )


@dataclass(slots=True, kw_only=True)
class OneOf(RowRule):
    """Fields of which exactly one is filled: what a row is about."""

    fields: list[str]

    def findings(self, row: int, cells: Cells, setting: RuleContext) -> Iterator[Finding]:
        """Yield the second field that is filled, or the first where none is."""
        filled = [name for name in self.fields if cells.get(name)]
        if len(filled) != 1:
            at = filled[1] if filled else self.fields[0]
            yield setting.finding(
                "not-one-of",
                row,
                at,
                fields=", ".join(self.fields),
                found=", ".join(filled) or "–",
            )
