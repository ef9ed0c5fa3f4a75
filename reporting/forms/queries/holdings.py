"""Who holds what at the end of a day: `jcm holdings`."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from operator import attrgetter, itemgetter
from typing import Any

import pyarrow as pa
from pyarrow import compute

from reporting.accounting.first_transfer import FIRST_VINTAGE
from reporting.forms.model import wording
from reporting.forms.model.figure_cells import QUANTITY_UNKNOWN
from reporting.forms.model.provenance import NOTHING, Lineage, together
from reporting.forms.model.table import PLACES, Cell, Column, Note, Report, ReportTable, Type
from reporting.interval_merge import spans
from reporting.ledger.codes import ITMO, UNIT
from reporting.ledger.ledger import Ledger
from reporting.ledger.loading import Inputs
from reporting.ledger.rows import ConfidentialEntry, HeldInterval, Holding, PoolMovement, of_one
from reporting.messages import SILENCE, Text, _, alike

STATUSES = {
    "itmo": _("authorized and first transferred"),
    "authorized": _("authorized, not yet first transferred"),
    "credit": _("no authorization is in force for it"),
    "pre_2021": _("outcomes of before 2021, never an ITMO"),
    "unresolved": _(
        "the monitoring period crosses years or is not known, and no vintage is stated"
    ),
    "unidentified": _("without serial numbers, so which of them became ITMOs cannot be told"),
}
TONNES = Column(name="quantity", label=alike("t CO2 eq"), type=Type.QUANTITY, unit="t CO2 eq")
NON_GHG = Column(
    name="non_ghg_quantity",
    label=_("Non-GHG"),
    type=Type.QUANTITY,
    unit="non-GHG metric",
    places=PLACES,
)
S = Type.SERIAL
BLOCKS = (
    Column(name="party", label=_("Party"), is_detail=True),
    Column(name="as_of", label=_("As of"), type=Type.DATE, is_detail=True),
    Column(name="account", label=_("Account")),
    Column(name="status", label=_("Status")),
    Column(name="approach", label=_("Approach")),
    Column(name="host", label=_("Host"), is_detail=True),
    Column(name="registry", label=_("Registry"), is_detail=True),
    Column(
        name="originating_registry",
        label=_("Originating registry"),
        is_detail=True,
    ),
    Column(name="vintage", label=_("Vintage"), type=Type.YEAR),
    Column(name="authorization_id", label=_("Authorization")),
    Column(name="units", label=_("Units")),
    Column(name="itmos", label=_("ITMOs")),
    Column(name="unit_prefix", label=_("Prefix"), is_detail=True),
    Column(name="first_unit", label=_("First unit"), type=S, is_detail=True),
    Column(name="last_unit", label=_("Last unit"), type=S, is_detail=True),
    Column(name="first_itmo", label=_("First ITMO"), type=S, is_detail=True),
    Column(name="last_itmo", label=_("Last ITMO"), type=S, is_detail=True),
    Column(name="metric", label=_("Metric"), is_detail=True),
    Column(name="mitigation_type", label=_("Mitigation type"), is_detail=True),
    TONNES,
    NON_GHG,
)


SAME = ("account", "approach", "host", "originating_registry", "vintage", "unit_prefix", "status")
OF_RANGE = (*SAME, "authorization_id", "registry")
FIRST, LAST = ("first_unit", "first_itmo"), ("last_unit", "last_itmo")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pieces:
    """The pieces of ranges that agree in all but their serial numbers, in their order.

    Attributes:
        firsts: The first number of each.
        sizes: How many units each has.
        entries: The last row of each.
    """

    firsts: Sequence[int]
    sizes: pa.Array
    entries: pa.Array

    def within(self, first: int, last: int) -> "Pieces":
        """Return what of them is within a range."""
        start, stop = bisect_right(self.firsts, first) - 1, bisect_right(self.firsts, last)
        start = max(start, 0)
        firsts = self.firsts[start:stop]
        sizes = self.sizes.slice(start, stop - start)
        entries = self.entries.slice(start, stop - start)
        begins = [max(each, first) for each in firsts]
        ends = compute.min_element_wise(compute.add(pa.array(firsts, pa.int64()), sizes), last + 1)
        left = compute.subtract(ends, pa.array(begins, pa.int64()))
        within = compute.greater(left, 0)
        kept = within.to_pylist()
        return Pieces(
            firsts=[each for each, is_kept in zip(begins, kept, strict=True) if is_kept],
            sizes=left.filter(within),
            entries=entries.filter(within),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldingSources:
    """What the holdings of one Party on one day are made of.

    Attributes:
        inputs: Where entries stand in the data.
        hidden: The entries that are confidential.
        pieces: By what pieces agree in, and their line.
        movements: By what pools agree in: the rows and what each brings or takes.
    """

    inputs: Inputs
    hidden: pa.Array
    pieces: Mapping[tuple[Any, ...], Pieces]
    movements: Mapping[tuple[Any, ...], Lineage]

    @classmethod
    def from_ledger(cls, ledger: Ledger, party: str, on: date) -> "HoldingSources":
        """Ask the ledger."""
        # Sorted, since Pieces.within searches by halves.
        held = ledger.fetch(HeldInterval.relation, party=party, on=on).sort_by("first")
        size = compute.subtract(held["stop"], held["first"])
        moved = ledger.fetch(PoolMovement.relation, party=party, on=on)
        return cls(
            inputs=ledger.inputs,
            hidden=ledger.fetch(ConfidentialEntry.relation)["entry"].combine_chunks(),
            pieces={
                key: Pieces(firsts=first.to_pylist(), sizes=sizes, entries=entries)
                for key, (first, sizes, entries) in _lists(
                    held.append_column("size", size),
                    (*OF_RANGE, "line"),
                    ("first", "size", "entry"),
                )
            },
            movements={
                key: Lineage.from_entries(ledger.inputs, entries, tonnes)
                for key, (entries, tonnes) in _lists(moved, SAME, ("entry", "tonnes"))
            },
        )

    def behind(self, row: Holding) -> Lineage:
        """Return what the quantity of a holding is made of."""
        if row.units is None:
            return self.movements.get(tuple(getattr(row, name) for name in SAME), NOTHING)
        within = self._within(row)
        if within is None:
            return NOTHING
        return Lineage.from_entries(self.inputs, within.entries, within.sizes).times(
            of_one(row) or 0
        )

    def parted(self, row: Holding) -> Iterator[Holding]:
        """Yield such a row as the longest ranges whose rows are all confidential, or none."""
        within = self._within(row) if row.units is not None else None
        hidden = compute.is_in(within.entries, value_set=self.hidden).to_pylist() if within else ()
        if within is None or len({*hidden}) < 2:  # noqa: PLR2004 - nothing to part
            yield row
            return
        sizes = zip(hidden, within.firsts, within.sizes.to_pylist(), strict=True)
        for _hidden, run in groupby(sizes, key=itemgetter(0)):
            several = list(run)
            (_at, start, _size), (_end, begin, size) = several[0], several[-1]
            yield _part(row, start - within.firsts[0], begin + size - start)

    def _within(self, row: Holding) -> Pieces | None:
        """Return the pieces that a row with serial numbers is made of."""
        key = tuple(getattr(row, name) for name in OF_RANGE)
        for line, first, last in (
            (UNIT, row.first_unit, row.last_unit),
            (ITMO, row.first_itmo, row.last_itmo),
        ):
            pieces = self.pieces.get((*key, line))
            if pieces and first is not None and last is not None:
                within = pieces.within(first, last)
                if within.firsts:
                    return within
        return None


def _lists(
    rows: pa.Table, keys: Sequence[str], values: Sequence[str]
) -> Iterator[tuple[tuple[Any, ...], list[pa.Array]]]:
    """Yield the values, in their order, of the rows that agree in some columns."""
    # Threads would list the values of a group in any order.
    groups = rows.group_by(keys, use_threads=False).aggregate([(each, "list") for each in values])
    for number, key in enumerate(groups.select(keys).to_pylist()):
        yield tuple(key.values()), [groups[f"{each}_list"][number].values for each in values]


def _part(row: Holding, offset: int, length: int) -> Holding:
    """Return as many units of a row as told, the first of them so far behind its first."""
    known = {name: getattr(row, name) for name in FIRST}
    begins = {name: first + offset for name, first in known.items() if first is not None}
    ends = {
        last: begins[first] + length - 1
        for first, last in zip(FIRST, LAST, strict=True)
        if first in begins
    }
    quantity = None if row.quantity is None else length
    return replace(row, **begins, **ends, units=length, quantity=quantity)


NOT_RECORDED = _("not recorded")
ORDER = (
    "account",
    "status",
    "approach",
    "host",
    "vintage",
    "unit_prefix",
    "first_unit",
    "first_itmo",
)


def holdings_of(ledger: Ledger, party: str, on: date) -> Report:
    """Return the holdings of a Party at the end of a day, by block and in total."""
    rows = ledger.ask(Holding, party=party, on=on)
    # what came in without serial numbers and all went out again is no holding
    standing = [row for row in rows if row.units or row.quantity or row.unknown]
    standing.sort(key=lambda row: [_sortable(getattr(row, name)) for name in ORDER])
    sources = HoldingSources.from_ledger(ledger, party, on)
    blocks = tuple(_block(row, sources, on) for row in standing)
    day = on.isoformat()
    return Report(
        name="holdings",
        title=_("Holdings of %(party)s at the end of %(day)s", party=party, day=day),
        tables=(
            ReportTable(
                name="holdings",
                title=_("Blocks"),
                columns=BLOCKS,
                rows=blocks,
                nothing=_("The record shows no holdings."),
            ),
            _totals(blocks, ("status",), _("By status")),
            _totals(blocks, ("account", "status"), _("By account")),
        ),
        notes=tuple(_notes(ledger, party, on, blocks)),
    )


def _sortable(value: object) -> tuple[bool, str]:
    return value is not None, f"{value:020}" if isinstance(value, int) else str(value)


def _block(row: Holding, sources: HoldingSources, on: date) -> tuple[Cell, ...]:
    lineage = sources.behind(row)
    is_ghg = row.metric != "non_ghg"
    if row.unknown:
        tonnes = Cell(reasons=(QUANTITY_UNKNOWN,))
    else:
        tonnes = Cell(value=row.quantity, lineage=lineage) if is_ghg else Cell()
    other = Cell() if is_ghg else Cell(value=lineage.total, lineage=lineage)
    coded = {
        "account": Cell(value=row.account, label=SILENCE if row.account else NOT_RECORDED),
        "as_of": Cell(value=on),
        "status": wording.coded(row.status),
        "units": Cell(value=_span(row.unit_prefix, row.first_unit, row.last_unit)),
        "itmos": Cell(value=_span(None, row.first_itmo, row.last_itmo)),
        "quantity": tonnes,
        "non_ghg_quantity": other,
    }
    return tuple(
        coded[column.name] if column.name in coded else Cell(value=getattr(row, column.name))
        for column in BLOCKS
    )


def _span(prefix: str | None, first: int | None, last: int | None) -> str | None:
    """Return a range as people read it."""
    return None if first is None else " ".join(filter(None, (prefix, f"{first}-{last}")))


def _totals(blocks: Sequence[tuple[Cell, ...]], keys: tuple[str, ...], title: Text) -> ReportTable:
    """Return the totals of the blocks that agree in some columns."""
    names = [each.name for each in BLOCKS]
    at = [names.index(key) for key in keys]
    groups: dict[tuple[str, ...], list[tuple[Cell, ...]]] = {}
    for block in blocks:
        groups.setdefault(tuple(str(block[place].value or "") for place in at), []).append(block)
    figures = [names.index(column.name) for column in (TONNES, NON_GHG)]
    return ReportTable(
        name="by_" + "_and_".join(keys),
        title=title,
        columns=(*(BLOCKS[place] for place in at), TONNES, NON_GHG),
        rows=tuple(
            (
                *(group[0][place] for place in at),
                *(_sum([block[place] for block in group]) for place in figures),
            )
            for _, group in sorted(groups.items())
        ),
        nothing=_("None."),
    )


def _sum(cells: Sequence[Cell]) -> Cell:
    """Return a total; unknown if one of its parts is."""
    reasons = sorted(
        {reason for each in cells for reason in each.reasons}, key=attrgetter("code", "year")
    )
    lineage = [each.lineage for each in cells if each.lineage is not None]
    if reasons or not lineage:
        return Cell(reasons=tuple(reasons))
    sources = together(lineage)
    return Cell(value=sources.total, lineage=sources)


def _notes(
    ledger: Ledger, party: str, on: date, blocks: Sequence[tuple[Cell, ...]]
) -> Iterator[Note]:
    declared = (row for row in ledger.table("coverage") if row["party"] == party)
    complete = {each["year"] for each in declared if each["is_complete"]}
    missing = [year for year in range(FIRST_VINTAGE, on.year + 1) if year not in complete]
    if missing:
        years = spans(missing)
        yield Note(
            label=_("Incomplete"),
            text=_(
                "what the record shows; %(years)s not declared complete, so there may be more or "
                "less",
                years=years,
            ),
        )
    place = [each.name for each in BLOCKS].index("status")
    found = {str(block[place].value) for block in blocks}
    for status, words in STATUSES.items():
        if status in found:
            yield Note(label=wording.CODES[status], text=words)
