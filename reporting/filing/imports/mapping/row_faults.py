"""What is wrong with rows of a source: those of one cause are one finding, counted exactly."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field

import pyarrow as pa
import pyarrow.compute as pc

from reporting.findings import Finding, Place

MOST_KINDS = 100
"""How many kinds of one fault are told singly; the others are counted together."""
MOST_ROWS = 10_000
"""How many rows of one fault are looked at singly."""

Said = Callable[[int], Mapping[str, str]]
"""What fills the sentences about a row, by its position."""
Placed = Callable[[int], Place]


def none_of(count: int) -> pa.Array:
    """Return false for each of so many rows."""
    return pa.repeat(pa.scalar(value=False), count)


def is_every(count: int) -> pa.Array:
    """Return true for each of so many rows."""
    return pa.repeat(pa.scalar(value=True), count)


def are_among(positions: Collection[int], count: int) -> pa.Array:
    """Return which of so many rows stand at some positions."""
    chosen = pa.array([*positions], pa.int64())
    return pc.is_in(pa.array(range(count), pa.int64()), value_set=chosen)


def is_true(mask: pa.Array) -> pa.Array:
    """Return where something is known to be true."""
    return pc.fill_null(mask, fill_value=False)


@dataclass(slots=True, kw_only=True)
class RowFaults:
    """Which rows are left out, and why.

    Attributes:
        count: How many rows there are.
        findings: What was found.
        bad: Which rows have a fault.
    """

    count: int
    findings: list[Finding] = field(default_factory=list)
    bad: pa.Array = field(init=False)
    _told: dict[tuple[str, str], pa.Array] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """No row has a fault yet."""
        self.bad = none_of(self.count)

    @property
    def good(self) -> pa.Array:
        """Which rows have none."""
        return pc.invert(self.bad)

    def leave_out(self, where: pa.Array) -> None:
        """Leave rows out for what is said elsewhere."""
        self.bad = pc.or_(self.bad, is_true(where))

    def add(self, code: str, of: str, where: pa.Array, placed: Placed, said: Said) -> None:
        """Leave rows out, and say why: once for all that have the same fault.

        Args:
            code: The finding.
            of: The column that it is about; what was told of it is not told again.
            where: Which rows.
            placed: Where a row stands.
            said: What is said of it.
        """
        where = is_true(where)
        before = self._told.get((code, of))
        if before is not None:
            where = pc.and_not(where, before)
        at = pc.indices_nonzero(where)
        if not len(at):
            return
        self._told[code, of] = where if before is None else pc.or_(where, before)
        self.leave_out(where)
        kinds: dict[tuple[tuple[str, str], ...], list[int]] = {}
        told = 0
        for position in at.slice(0, MOST_ROWS).to_pylist():
            kind = tuple(said(position).items())
            if kind in kinds:
                kinds[kind][1] += 1
            elif len(kinds) < MOST_KINDS:
                kinds[kind] = [position, 1]
            else:
                continue
            told += 1
        for kind, (position, rows) in kinds.items():
            values = {**dict(kind), "rows": str(rows)}
            self.findings.append(Finding(code=code, place=placed(position), values=values))
        if told < len(at):
            self._more(code, placed(at[0].as_py()), len(at) - told)

    def tell(self, code: str, several: Sequence[tuple[Place, Mapping[str, str]]]) -> None:
        """Say what is wrong with rows that are left out elsewhere; of very many, how many more."""
        for place, values in several[:MOST_KINDS]:
            self.findings.append(Finding(code=code, place=place, values=values))
        if len(several) > MOST_KINDS:
            self._more(code, several[0][0], len(several) - MOST_KINDS)

    def _more(self, code: str, first: Place, rows: int) -> None:
        place = Place(package=first.package, table=first.table)
        values = {"rows": str(rows), "code": code}
        self.findings.append(Finding(code="mapping-more-rows", place=place, values=values))
