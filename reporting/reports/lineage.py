"""What a figure is made of: rows of the data, each with what it puts into the figure."""

from collections.abc import Collection, Iterable, Mapping
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
        withheld: How many further rows there are that nobody may name; set last, by `without`.
        withheld_part: What these put in, all together.
    """

    parts: Mapping[Place, Exact]
    withheld: int = 0
    withheld_part: Exact = 0

    @classmethod
    def of(cls, parts: Iterable[tuple[Place, Exact]]) -> "Lineage":
        """Return the lineage of parts; several of one row are added up."""
        added: dict[Place, Exact] = {}
        for place, part in parts:
            added[place] = added[place] + part if place in added else part
        in_order = sorted(added.items(), key=_by_place)
        return cls(parts=MappingProxyType({place: exact(part) for place, part in in_order}))

    @property
    def count(self) -> int:
        """How many rows are named."""
        return len(self.parts)

    @property
    def listed(self) -> Exact:
        """The sum of the parts that are named."""
        return exact(Fraction(sum(self.parts.values())))

    @property
    def total(self) -> Exact:
        """The sum of the parts, those withheld among them: the figure."""
        return exact(Fraction(self.listed) + Fraction(self.withheld_part))

    @property
    def inline(self) -> tuple[tuple[Place, Exact], ...]:
        """The rows and their parts, if they are few enough to be listed with the figure."""
        return tuple(self.parts.items()) if self.count <= INLINE else ()

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the sorted list: a line ``package/table:row part`` for each row named."""
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

    def without(self, hidden: Collection[Place]) -> "Lineage":
        """Return it with some of its rows counted and no longer named."""
        gone = [part for place, part in self.parts.items() if place in hidden]
        if not gone:
            return self
        kept = {place: part for place, part in self.parts.items() if place not in hidden}
        return Lineage(
            parts=MappingProxyType(kept),
            withheld=self.withheld + len(gone),
            withheld_part=exact(Fraction(sum(gone)) + Fraction(self.withheld_part)),
        )


def _by_place(part: tuple[Place, Exact]) -> tuple[str, str, int, str]:
    place = part[0]
    return place.package, place.table, place.row, place.field


NOTHING = Lineage(parts=MappingProxyType({}))


def together(several: Iterable[Lineage]) -> Lineage:
    """Return what the sum of figures is made of."""
    return Lineage.of(part for each in several for part in each.parts.items())
