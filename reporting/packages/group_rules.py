"""Rules about rows together: gathered row by row, answered at the end."""

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from reporting.findings import Finding
from reporting.packages.model import value_of
from reporting.packages.row_rules import NUMBERS, Cells, RuleContext

MARKS = {"", "true", "false"}


@dataclass(slots=True, kw_only=True)
class SidesAddUp:
    """Rows of several sides that together make a figure of another table."""

    group: str
    side: str
    sides: list[str]
    field: str
    resource: str
    whole: str
    _seen: dict[str, dict[str, tuple[int, int | Decimal]]] = dataclasses.field(default_factory=dict)

    def findings(self, row: int, cells: Cells, setting: RuleContext) -> Iterator[Finding]:
        """Gather the figure of each side."""
        value = setting.value(cells, self.field)
        if isinstance(value, NUMBERS):
            sides = self._seen.setdefault(cells.get(self.group, ""), {})
            sides[cells.get(self.side, "")] = (row, value)
        yield from ()

    def at_end(self, setting: RuleContext) -> Iterator[Finding]:
        """Yield each group whose sides are all known and do not make the whole."""
        package = setting.place.package
        table = setting.neighbours.tables.get((package, self.resource))
        wholes = setting.neighbours.lookup(package, self.resource, (self.group,), (self.whole,))
        if table is None or wholes is None:
            yield setting.not_followed(self.field, package, self.resource, (self.group, self.whole))
            return
        kind = table.schema[self.whole].type
        for group, sides in self._seen.items():
            stated = value_of(kind, wholes.get((group,), ("",))[0])
            if stated is None or set(sides) != set(self.sides):
                continue
            total = sum(value for _, value in sides.values())
            if total != stated:
                parts = " + ".join(str(sides[side][1]) for side in self.sides)
                yield setting.finding(
                    "sides-do-not-add-up",
                    max(row for row, _ in sides.values()),
                    self.field,
                    group=group,
                    parts=parts,
                    total=total,
                    stated=stated,
                    whole=f"{self.resource}.{self.whole}",
                )


@dataclass(slots=True, kw_only=True)
class ExactlyOne:
    """Groups of rows of which exactly one is marked."""

    group: str
    field: str
    _marked: dict[str, int] = dataclasses.field(default_factory=dict)
    _last: dict[str, int] = dataclasses.field(default_factory=dict)
    _unclear: set[str] = dataclasses.field(default_factory=set)

    def findings(self, row: int, cells: Cells, setting: RuleContext) -> Iterator[Finding]:  # noqa: ARG002
        """Count the marks of each group."""
        group, mark = cells.get(self.group, ""), cells.get(self.field, "")
        self._last[group] = row
        self._marked[group] = self._marked.get(group, 0) + (mark == "true")
        if mark not in MARKS or not group:
            self._unclear.add(group)
        yield from ()

    def at_end(self, setting: RuleContext) -> Iterator[Finding]:
        """Yield each group with no mark or several."""
        for group, marks in self._marked.items():
            if marks != 1 and group not in self._unclear:
                yield setting.finding(
                    "not-exactly-one",
                    self._last[group],
                    self.field,
                    group=group,
                    field=self.field,
                    found=marks,
                )


@dataclass(slots=True, kw_only=True)
class NoCycle:
    """Rows that point to rows of the same table, never in a circle."""

    field: str
    key: str
    _next: dict[str, tuple[str, int]] = dataclasses.field(default_factory=dict)

    def findings(self, row: int, cells: Cells, setting: RuleContext) -> Iterator[Finding]:  # noqa: ARG002
        """Gather where each row points."""
        if cells.get(self.field):
            self._next[cells.get(self.key, "")] = (cells[self.field], row)
        yield from ()

    def at_end(self, setting: RuleContext) -> Iterator[Finding]:
        """Yield each circle once, at its last row."""
        done: set[str] = set()
        for start in self._next:
            path: list[str] = []
            here = start
            while here in self._next and here not in done:
                done.add(here)
                path.append(here)
                here = self._next[here][0]
            if here in path:
                circle = path[path.index(here) :]
                row = max(self._next[each][1] for each in circle)
                yield setting.finding("cycle", row, self.field, circle=" → ".join([*circle, here]))
