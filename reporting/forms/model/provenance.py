"""What a figure is made of: rows of the data, each with what it puts into the figure.

A few rows are kept one by one. Those that the ledger brings by the hundred thousand stay columns:
they are multiplied, added and counted as such, and named one by one only for who lists them.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property, lru_cache
from hashlib import sha256
from math import lcm
from typing import Any

import pyarrow as pa
from pyarrow import compute

from reporting.accounting.figure import Exact, exact
from reporting.findings import Place
from reporting.ledger.loading import MOST, Inputs

INLINE = 100  # rows listed with a figure; of more, their number and digest
EVERY = pa.decimal128(38, 0)  # holds any sum of 64-bit numbers


@dataclass(frozen=True, kw_only=True, eq=False)
class Rows:
    """Rows of one table, each with a whole number; a row may come twice.

    Attributes:
        package: The package.
        table: The table.
        rows: The numbers of the rows.
        numbers: What each puts in, in a unit that whoever uses it knows.
    """

    package: str
    table: str
    rows: pa.Array
    numbers: pa.Array

    @cached_property
    def total(self) -> int:
        """The sum of the numbers."""
        return _sum(self.numbers.cast(EVERY))

    @cached_property
    def magnitude(self) -> int:
        """The sum of the numbers without their signs: no sum of some of them is larger."""
        return _sum(compute.abs(self.numbers.cast(EVERY)))

    def parted(self, places: frozenset[Place]) -> "tuple[Rows, Rows]":
        """Return those at other places, and those at one of some places."""
        named = _by_table(places).get((self.package, self.table))
        if named is None:
            return self, replace(self, rows=self.rows[:0], numbers=self.numbers[:0])
        is_named = compute.is_in(self.rows, value_set=named)
        return self._where(compute.invert(is_named)), self._where(is_named)

    def _where(self, mask: pa.Array) -> "Rows":
        return replace(self, rows=self.rows.filter(mask), numbers=self.numbers.filter(mask))


Many = tuple[tuple[Rows, Exact], ...]


@dataclass(frozen=True, kw_only=True, eq=False)
class Lineage:
    """The rows of a figure. What they put into it adds up to the figure.

    Attributes:
        few: By row, what it puts in, in the unit of the figure and with its sign.
        many: Further rows, each with the factor of its numbers; a row may come in several.
        withheld: How many further rows there are that nobody may name; set last, by `without`.
        withheld_part: What these put in, all together.
    """

    few: Mapping[Place, Exact]
    many: Many = ()
    withheld: int = 0
    withheld_part: Exact = 0

    @classmethod
    def from_parts(cls, parts: Iterable[tuple[Place, Exact]], many: Many = ()) -> "Lineage":
        """Return the lineage of parts; several of one row are added up."""
        return cls(few=_added(parts), many=many)

    @classmethod
    def from_entries(cls, inputs: Inputs, entries: pa.Array, numbers: pa.Array) -> "Lineage":
        """Return the lineage of entries of the ledger, each with a number; none puts in nothing."""
        known = compute.fill_null(numbers, 0)
        if len(entries) <= INLINE:
            pairs = zip(entries.to_pylist(), known.to_pylist(), strict=True)
            return cls.from_parts((inputs.place(entry), number) for entry, number in pairs)
        rows = (
            Rows(
                package=source.package,
                table=source.table,
                rows=numbers_of_rows,
                numbers=known.filter(chosen),
            )
            for source, chosen, numbers_of_rows in inputs.by_source(entries)
        )
        return cls(few={}, many=tuple((each, 1) for each in rows))

    @cached_property
    def parts(self) -> Mapping[Place, Exact]:
        """By row, in order, what it puts in."""
        if not self.many:
            return self.few
        named = (
            (Place(package=each.package, table=each.table, row=row), number * factor)
            for each, factor in self.many
            for row, number in zip(each.rows.to_pylist(), each.numbers.to_pylist(), strict=True)
        )
        return _added((*self.few.items(), *named))

    @property
    def first(self) -> Place | None:
        """The first row."""
        firsts = [
            Place(package=each.package, table=each.table, row=compute.min(each.rows).as_py())
            for each, _ in self.many
            if len(each.rows)
        ]
        return min((*self.few, *firsts), key=_by_place, default=None)

    @property
    def count(self) -> int:
        """How many rows are named."""
        return self._counted[0]

    @property
    def digest(self) -> str:
        """SHA-256 of the sorted list: a line ``package/table:row part`` for each row named."""
        return self._counted[1]

    @property
    def listed(self) -> Exact:
        """The sum of the parts that are named."""
        few = sum(map(Fraction, self.few.values()), Fraction())
        return exact(sum((each.total * Fraction(factor) for each, factor in self.many), few))

    @property
    def total(self) -> Exact:
        """The sum of the parts, those withheld among them: the figure."""
        return exact(Fraction(self.listed) + Fraction(self.withheld_part))

    @property
    def inline(self) -> tuple[tuple[Place, Exact], ...]:
        """The rows and their parts, if they are few enough to be listed with the figure."""
        return tuple(self.parts.items()) if self.count <= INLINE else ()

    def __eq__(self, other: object) -> bool:
        """Tell whether the same rows put in the same, however they are kept."""
        return isinstance(other, Lineage) and self._told == other._told

    def __hash__(self) -> int:
        """Return a number that equal lineages share."""
        return hash(self._told)

    def __add__(self, other: "Lineage") -> "Lineage":
        """Return what the sum of two figures is made of."""
        return together((self, other))

    def __sub__(self, other: "Lineage") -> "Lineage":
        """Return what the difference of two figures is made of."""
        return self + other.times(-1)

    def times(self, factor: Exact) -> "Lineage":
        """Return what a multiple of the figure is made of."""
        few = {place: exact(part * factor) for place, part in self.few.items()}
        many = tuple((each, exact(by * factor)) for each, by in self.many)
        return Lineage(few=few, many=many)

    def parted(self, places: Collection[Place]) -> "tuple[Lineage, Lineage]":
        """Return what is made of rows at other places, and of those at some places."""
        named = frozenset(places)
        others: dict[Place, Exact] = {}
        some: dict[Place, Exact] = {}
        for place, part in self.few.items():
            (some if place in named else others)[place] = part
        many = [(*each.parted(named), factor) for each, factor in self.many]
        return (
            Lineage(few=others, many=_filled((rest, factor) for rest, _, factor in many)),
            Lineage(few=some, many=_filled((found, factor) for _, found, factor in many)),
        )

    def is_of(self, places: Collection[Place]) -> bool:
        """Tell whether one of its rows is among some places."""
        _, some = self.parted(places)
        return bool(some.few or some.many)

    def without(self, hidden: Collection[Place]) -> "Lineage":
        """Return it with some of its rows counted and no longer named."""
        kept, gone = self.parted(hidden)
        if not (gone.few or gone.many):
            return self
        return Lineage(
            few=kept.few,
            many=kept.many,
            withheld=self.withheld + gone.count,
            withheld_part=exact(Fraction(gone.total) + Fraction(self.withheld_part)),
        )

    @property
    def _told(self) -> tuple[str, int, Exact]:
        return self.digest, self.withheld, self.withheld_part

    @cached_property
    def _counted(self) -> tuple[int, str]:
        """How many rows there are, and the digest of their list."""
        if self.many:
            factors = (*self.few.values(), *(factor for _, factor in self.many))
            divisor = lcm(*(Fraction(each).denominator for each in factors))
            if self._magnitude() * divisor <= MOST:
                return self._counted_in_columns(divisor)
        lines = "".join(f"{place} {part}\n" for place, part in self.parts.items())
        return len(self.parts), sha256(lines.encode()).hexdigest()

    def _magnitude(self) -> Fraction:
        """Return what neither a factor nor a sum of parts exceeds."""
        few = sum((abs(Fraction(each)) for each in self.few.values()), Fraction())
        return sum((max(each.magnitude, 1) * abs(Fraction(by)) for each, by in self.many), few)

    def _counted_in_columns(self, divisor: int) -> tuple[int, str]:
        """Count with each part a whole number over one divisor: no sum leaves 64 bits."""
        count, digest = 0, sha256()
        tables: dict[tuple[str, str], list[pa.Table]] = {}
        for place, part in self.few.items():
            whole = {"row": [place.row], "part": [int(part * divisor)]}
            tables.setdefault((place.package, place.table), []).append(pa.table(whole))
        for each, factor in self.many:
            parts = compute.multiply(each.numbers, int(factor * divisor))
            whole = {"row": each.rows, "part": parts}
            tables.setdefault((each.package, each.table), []).append(pa.table(whole))
        for (package, table), several in sorted(tables.items()):
            rows = pa.concat_tables(several).group_by("row").aggregate([("part", "sum")])
            rows = rows.sort_by("row")
            lines = compute.binary_join_element_wise(
                f"{Place(package=package, table=table)}:",
                rows["row"].cast(pa.string()),
                " ",
                _written(rows["part_sum"].combine_chunks(), divisor),
                "\n",
                "",
            ).combine_chunks()
            joined = compute.binary_join(pa.ListArray.from_arrays([0, len(lines)], lines), "")
            digest.update(joined[0].as_py().encode())
            count += rows.num_rows
        return count, digest.hexdigest()


NOTHING = Lineage(few={})


def together(several: Iterable[Lineage]) -> Lineage:
    """Return what the sum of figures is made of."""
    terms = tuple(several)
    factors: dict[Rows, Exact] = {}
    for each in terms:
        for rows, factor in each.many:
            # Rows are equal to themselves alone: columns that come by several sums are multiplied
            # once.
            factors[rows] = exact(factors.get(rows, 0) + factor)
    few = (part for each in terms for part in each.few.items())
    return Lineage.from_parts(few, tuple(factors.items()))


def grouped(rows: pa.Table, name: str) -> Iterator[tuple[Any, pa.Table]]:
    """Yield the rows that agree in a column, in its order."""
    in_order = rows.sort_by(name).combine_chunks()
    runs = compute.run_end_encode(in_order[name]).combine_chunks()
    start = 0
    for value, stop in zip(runs.values.to_pylist(), runs.run_ends.to_pylist(), strict=True):
        yield value, in_order.slice(start, stop - start)
        start = stop


def _filled(many: Iterable[tuple[Rows, Exact]]) -> Many:
    return tuple(each for each in many if len(each[0].rows))


def _added(parts: Iterable[tuple[Place, Exact]]) -> Mapping[Place, Exact]:
    added: dict[Place, Exact] = {}
    for place, part in parts:
        added[place] = added[place] + part if place in added else part
    in_order = sorted(added.items(), key=lambda each: _by_place(each[0]))
    return {place: exact(part) for place, part in in_order}


def _by_place(place: Place) -> tuple[str, str, int]:
    return place.package, place.table, place.row


# Every figure of a form asks for the same set of hidden rows.
@lru_cache(maxsize=8)
def _by_table(places: frozenset[Place]) -> Mapping[tuple[str, str], pa.Array]:
    """Return the numbers of rows by package and table."""
    found: dict[tuple[str, str], list[int]] = {}
    for each in places:
        found.setdefault((each.package, each.table), []).append(each.row)
    return {table: pa.array(rows, pa.int64()) for table, rows in found.items()}


def _sum(numbers: pa.Array) -> int:
    return int(compute.sum(numbers).as_py() or 0)


def _written(numbers: pa.Array, divisor: int) -> pa.Array:
    """Write numbers over a divisor as exact numbers; equal ones are divided once."""
    if divisor == 1:
        return numbers.cast(pa.string())
    encoded = numbers.dictionary_encode()
    texts = [str(exact(Fraction(each, divisor))) for each in encoded.dictionary.to_pylist()]
    return pa.array(texts, pa.string()).take(encoded.indices)
