"""A row of an official table, and neighbouring blocks that make one row."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from reporting.accounting.exact import Exact, exact
from reporting.findings import Place
from reporting.forms.model.figure_cells import QUANTITY_UNKNOWN
from reporting.forms.model.lineage import NOTHING, Lineage, together
from reporting.forms.model.table import EMPTY, Cell, Value
from reporting.official_forms.aef import columns

Cells = Mapping[str, Cell]


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """The first and the last of some serial numbers, and how one is written.

    Attributes:
        first: The first number.
        last: The last number.
        form: How a number is written, with ``{}`` in its place.
    """

    first: int
    last: int
    form: str

    def ends(self) -> tuple[str, str]:
        """Return both ends as written."""
        return self.form.replace("{}", str(self.first)), self.form.replace("{}", str(self.last))

    def adjoins(self, after: "Span") -> bool:
        """Tell whether another begins where this ends."""
        return self.form == after.form and self.last + 1 == after.first


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A row of one of the official tables.

    Attributes:
        cells: Its cells by technical name; a column that is left out is empty.
        row: The row of the record that tells it; None where the rows of its quantity do.
        approach: Our key of the cooperative approach.
        itmos: Serial numbers of the ITMOs, where known.
        units: Serial numbers of the underlying units, where known.
        quantity: How much, in the metric of the row; None where not known.
        metric: Technical name of the column that holds the quantity; empty for tables without.
        made_of: What the quantity is made of.
    """

    cells: Cells
    row: Place | None = None
    approach: str = ""
    itmos: Span | None = None
    units: Span | None = None
    quantity: Exact | None = None
    metric: str = ""
    made_of: Lineage = NOTHING

    @property
    def places(self) -> tuple[Place, ...]:
        """The rows it was made of."""
        return (self.row,) if self.row else tuple(self.made_of.parts)

    def cell(self, name: str) -> Cell:
        """Return a cell by technical name."""
        return self.cells.get(name, EMPTY)

    def value(self, name: str) -> Value:
        """Return the value of a cell."""
        return self.cell(name).value

    def as_row(self, table: str) -> tuple[Cell, ...]:
        """Return its cells in the order of a table, serial numbers and quantity written."""
        written = {**self.cells, **self._serials()}
        if self.metric:
            written[self.metric] = (
                Cell(reasons=(QUANTITY_UNKNOWN,))
                if self.quantity is None
                else Cell(value=self.quantity, lineage=self.made_of)
            )
        return tuple(written.get(each.name, EMPTY) for each in columns(table))

    def _serials(self) -> Cells:
        named = (
            (self.itmos, "FirstID", "LastID"),
            (self.units, "UnderlyingUnitFirstUnitID", "UnderlyingUnitLastUnitID"),
        )
        return {
            name: Cell(value=end)
            for span, *names in named
            if span
            for name, end in zip(names, span.ends(), strict=True)
        }


def joined(lines: Iterable[Line], table: str) -> list[Line]:
    """Return the rows in order, with one for neighbours whose other cells are equal."""
    groups: list[list[Line]] = []
    for line in sorted(lines, key=lambda each: _order(each, table)):
        if groups and _is_continued(groups[-1][-1], line):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [_together(group) for group in groups]


def _is_continued(before: Line, after: Line) -> bool:
    return (
        None not in (before.quantity, after.quantity)
        and (before.cells, before.metric) == (after.cells, after.metric)
        and _adjoin(before.itmos, after.itmos)
        and _adjoin(before.units, after.units)
    )


def _adjoin(before: Span | None, after: Span | None) -> bool:
    if before is None or after is None:
        return before is after
    return before.adjoins(after)


def _together(group: Sequence[Line]) -> Line:
    first, last = group[0], group[-1]
    if first is last:
        return first
    return replace(
        first,
        itmos=_spanned(first.itmos, last.itmos),
        units=_spanned(first.units, last.units),
        quantity=exact(Fraction(sum(each.quantity or 0 for each in group))),
        made_of=together(each.made_of for each in group),
    )


def _spanned(first: Span | None, last: Span | None) -> Span | None:
    return first and last and replace(first, last=last.last)


def _order(line: Line, table: str) -> tuple[Sequence[tuple[str, str]], int, int]:
    """Order by the cells, in the order of the columns, then by serial number."""
    fixed = [_sortable(line.value(each.name)) for each in columns(table)]
    spans = (*(each for each in (line.itmos, line.units) if each),)
    forms = tuple(("form", each.form) for each in spans)
    first = spans[0].first if spans else 0
    place = line.row or line.made_of.first
    return (*fixed, *forms), first, place.row if place else 0


def _sortable(value: Value) -> tuple[str, str]:
    if isinstance(value, date):
        return "date", value.isoformat()
    return ("number", f"{value:020}") if isinstance(value, int) else ("text", str(value or ""))
