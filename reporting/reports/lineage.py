"""What a figure is made of: rows of the data, each with what it puts into the figure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from hashlib import sha256
from types import MappingProxyType

from reporting.accounting.exact import Exact, exact
from reporting.findings import Place

INLINE = 100


@dataclass(frozen=True, kw_only=True)
class Lineage:
    """The rows of a figure. What they put into it adds up to the figure.

    Attributes:
        parts: By row, what it puts in, in the unit of the figure and with its sign.
    """

    parts: Mapping[Place, Exact]

    @classmethod
    def of(cls, parts: Iterable[tuple[Place, Exact]]) -> "Lineage":
        """Return the lineage of parts; several of one row are added up."""
        added: dict[Place, Fraction] = {}
        for place, part in parts:
            added[place] = added.get(place, Fraction(0)) + Fraction(part)
        return cls(parts=MappingProxyType({each: exact(added[each]) for each in sorted(added)}))

    @property
    def count(self) -> int:
        """How many rows there are."""
        return len(self.parts)

    @property
    def total(self) -> Exact:
        """The sum of the parts: the figure."""
        return exact(Fraction(sum(self.parts.values())))

    @property
    def inline(self) -> tuple[tuple[Place, Exact], ...]:
        """The rows and their parts, if they are few enough to be listed with the figure."""
        return tuple(self.parts.items()) if self.count <= INLINE else ()

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the sorted list: a line ``package/table:row part`` for each row."""
        lines = "".join(f"{place} {part}\n" for place, part in self.parts.items())
        return sha256(lines.encode()).hexdigest()

    def __add__(self, other: "Lineage") -> "Lineage":
        """Return what the sum of two figures is made of."""
        return together((self, other))

    def __sub__(self, other: "Lineage") -> "Lineage":
        """Return what the difference of two figures is made of."""
        return self + other.times(-1)

    def times(self, factor: Exact) -> "Lineage":
        """Return what a multiple of the figure is made of."""
        return Lineage.of((place, part * factor) for place, part in self.parts.items())


NOTHING = Lineage(parts=MappingProxyType({}))


def together(several: Iterable[Lineage]) -> Lineage:
    """Return what the sum of figures is made of."""
    return Lineage.of(part for each in several for part in each.parts.items())
