"""Table 3: what a Party did with ITMOs in the year, and in which columns each type of action tells.

Issuances and moves inside a Party make no row; which events do, the ledger derives
(`actions.sql`, `numbered_actions.sql`).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

import pyarrow as pa

from reporting.accounting.exact import Exact, exact
from reporting.findings import Place
from reporting.forms.aef.party_record import Record
from reporting.forms.aef.units import Binding, line_of_units
from reporting.forms.model.figure_cells import QUANTITY_UNKNOWN
from reporting.forms.model.lineage import NOTHING, Lineage, grouped, together
from reporting.forms.model.table import EMPTY, Cell, Value
from reporting.ledger.codes import (
    ACQUISITION,
    CANCELLATION,
    FIRST_TRANSFER,
    OIMP,
    TRANSFER,
    USE,
    VOLUNTARY_CANCELLATION,
)
from reporting.ledger.ledger import Ledger
from reporting.ledger.rows import ActionEntry, ActionLine, counted, of_one
from reporting.official_forms.aef import NA, columns
from reporting.official_forms.code_lists import term

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


SUBTYPES = {
    "international_transfer": "first_international_transfer",
    "omge_cancellation": "omge_voluntary",  # 2/CMA.3 annex, para. 39: never mandatory
}
ENDS = (USE, CANCELLATION, VOLUNTARY_CANCELLATION)
BY_END = ("use_or_cancellation", "omge_cancellation")


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What a Party did.

    Attributes:
        lines: The rows of a year; what is confidential stands apart.
        undated: Actions that may belong to the year, since their day is not known.
    """

    lines: Sequence[Line]
    undated: Sequence[Line]


def done(ledger: Ledger, record: Record, party: str, year: int) -> Done:
    """Return the actions of a Party in a year."""
    behind = dict(grouped(ledger.fetch(ActionEntry.relation, party=party), "line"))
    own = [
        (each.date, _line(ledger, record, each, behind[each.line]))
        for each in ledger.ask(ActionLine, party=party)
        if each.date is None or each.date.year == year
    ]
    return Done(
        lines=tuple(line for day, line in own if day),
        undated=tuple(line for day, line in own if day is None),
    )


def _line(ledger: Ledger, record: Record, row: ActionLine, entries: pa.Table) -> Line:
    numbers = Lineage.of_entries(ledger.inputs, entries["entry"], entries[counted(row)])
    made_of = numbers.times(of_one(row) or 0)
    binding = Binding(
        key=row.binding_id or row.named_authorization,  # without serials, what the row names
        version=row.binding_version,
        on=row.date or date.max,
    )
    action = term("action_type", row.action)
    others = {
        "ActionDateTime": Cell(value=row.date),
        "ActionType": Cell(value=action.en, label=action),
        "ActionSubtype": _subtype(row.subtype),
        **_parties(row),
    }
    return line_of_units(row, record, made_of, binding, others)


def _subtype(code: str | None) -> Cell:
    if code is None:
        return Cell(value=NA)
    label = term("action_subtype", SUBTYPES.get(code, code))
    return Cell(value=label.en, label=label)


def _parties(row: ActionLine) -> Cells:
    """Return the columns that depend on the type of action."""
    action, counterparty = row.action, row.counterparty
    is_ended = action in ENDS or (action == FIRST_TRANSFER and row.subtype in BY_END)
    is_sent = action in (FIRST_TRANSFER, TRANSFER) and not is_ended
    holder = (counterparty if action == FIRST_TRANSFER else None) or row.party
    columns = {
        "TransferringPartyID": counterparty if action == ACQUISITION else NA,
        "AcquiringPartyID": (counterparty if is_sent else None) or NA,
        "PurposeITMOUsedForOIMP": _purpose(row) if is_ended else NA,
        "Using/cancellingPartyID": (row.used_by or holder) if is_ended else NA,
        "Using/cancellingEntityID": (row.using_entity if is_ended else None) or NA,
        "YearITMOUsedTowardsNDC": (row.use_year if action == USE else None) or NA,
    }
    return {name: Cell(value=value) for name, value in columns.items()}


def _purpose(row: ActionLine) -> str:
    return row.purpose if row.purpose in OIMP else NA
