"""A row of an official table, and neighbouring blocks that make one row."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from reporting.accounting.figure import Exact, exact
from reporting.findings import Finding, Place
from reporting.forms.aef.party_record import PartyRecord
from reporting.forms.aef.underlying import (
    FIRST_UNIT,
    LAST_UNIT,
    RunOfUnits,
    SerialSpan,
    part_of,
)
from reporting.forms.model.figure_cells import QUANTITY_UNKNOWN
from reporting.forms.model.provenance import NOTHING, Lineage, together
from reporting.forms.model.table import EMPTY, Cell, Reason, Value
from reporting.forms.queries.holdings import HoldingSources
from reporting.interval_merge import merged
from reporting.ledger.codes import NON_GHG, UNIDENTIFIED, UNRESOLVED
from reporting.ledger.ledger import Ledger
from reporting.ledger.rows import ActionLine, Holding, UndecidedHolding
from reporting.messages import _
from reporting.official_forms.aef import NA, columns
from reporting.official_forms.code_lists import codes_of_ours, term

Cells = Mapping[str, Cell]


@dataclass(frozen=True, slots=True, kw_only=True)
class AefRow:
    """A row of one of the official tables.

    Attributes:
        cells: Its cells by technical name; a column that is left out is empty.
        row: The row of the record that tells it; None where the rows of its quantity do.
        approach: Our key of the cooperative approach.
        itmos: Serial numbers of the ITMOs, where known.
        units: Serial numbers of the underlying units, where known.
        quantity: How much, in the metric of the row; None where not known.
        metric: Technical name of the column that holds the quantity; empty for tables without.
        lineage: What the quantity is made of.
        findings: What is missing of the underlying units.
    """

    cells: Cells
    row: Place | None = None
    approach: str = ""
    itmos: SerialSpan | None = None
    units: SerialSpan | None = None
    quantity: Exact | None = None
    metric: str = ""
    lineage: Lineage = NOTHING
    findings: tuple[Finding, ...] = ()

    @property
    def places(self) -> tuple[Place, ...]:
        """The rows it was made of."""
        return (self.row,) if self.row else tuple(self.lineage.parts)

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
                else Cell(value=self.quantity, lineage=self.lineage)
            )
        return tuple(written.get(each.name, EMPTY) for each in columns(table))

    def _serials(self) -> Cells:
        named = (
            (self.itmos, "FirstID", "LastID"),
            (self.units, FIRST_UNIT, LAST_UNIT),
        )
        return {
            name: Cell(value=end)
            for span, *names in named
            if span
            for name, end in zip(names, span.ends(), strict=True)
        }


def joined(lines: Iterable[AefRow], table: str) -> list[AefRow]:
    """Return the rows in order, with one for neighbours whose other cells are equal."""

    def extended(group: list[AefRow], after: list[AefRow]) -> list[AefRow] | None:
        if not _is_continued(group[-1], after[0]):
            return None
        group += after
        return group

    # Equal cells first, then by serial number: neighbours have to stand side by side to be joined.
    ordered = sorted(lines, key=lambda each: _order(each, table))
    return [_together(group) for group in merged(([each] for each in ordered), extended)]


def _is_continued(before: AefRow, after: AefRow) -> bool:
    return (
        # An unknown quantity cannot be added up: its row stays alone.
        None not in (before.quantity, after.quantity)
        and (before.cells, before.metric) == (after.cells, after.metric)
        and _adjoin(before.itmos, after.itmos)
        and _adjoin(before.units, after.units)
    )


def _adjoin(before: SerialSpan | None, after: SerialSpan | None) -> bool:
    if before is None or after is None:
        return before is after
    return before.adjoins(after)


def _together(group: Sequence[AefRow]) -> AefRow:
    first, last = group[0], group[-1]
    if first is last:
        return first
    return replace(
        first,
        itmos=_spanned(first.itmos, last.itmos),
        units=_spanned(first.units, last.units),
        quantity=exact(Fraction(sum(each.quantity or 0 for each in group))),
        lineage=together(each.lineage for each in group),
        findings=tuple(found for each in group for found in each.findings),
    )


def _spanned(first: SerialSpan | None, last: SerialSpan | None) -> SerialSpan | None:
    return first and last and replace(first, last=last.last)


def _order(line: AefRow, table: str) -> tuple[Sequence[tuple[str, str]], int, int]:
    """Order by the cells, in the order of the columns, then by serial number."""
    fixed = [_sortable(line.value(each.name)) for each in columns(table)]
    spans = (*(each for each in (line.itmos, line.units) if each),)
    forms = tuple(("form", each.form) for each in spans)
    first = spans[0].first if spans else 0
    # Rows alike in everything stand as in the data: the same record gives the same bytes.
    place = line.row or line.lineage.first
    return (*fixed, *forms), first, place.row if place else 0


def _sortable(value: Value) -> tuple[str, str]:
    if isinstance(value, date):
        return "date", value.isoformat()
    # Padded: as texts 10 would stand before 9.
    return ("number", f"{value:020}") if isinstance(value, int) else ("text", str(value or ""))


TONNES = "QuantityCO2"
OF_METRIC = "QuantityNon-GHG"
APPROACH_UNKNOWN = Reason(
    code="approach_id_unknown",
    sentence=_("The cooperative approach has no identification of the secretariat in the record."),
    brief=_("Cooperative approach ID not known"),
)
SERIALS_UNKNOWN = Reason(
    code="serials_unknown",
    sentence=_("The serial numbers are not in the record."),
    brief=_("Serial numbers not known"),
)
WITHOUT_CODE = Reason(
    code="registry_without_code",
    sentence=_("The registry has no code in the common nomenclatures; the record's is ours."),
    brief=_("Registry without a code"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Binding:
    """The authorization of the host that binds some units.

    Attributes:
        key: Its identifier; None where not known.
        version: Its version; None for the one of the day.
        on: The day.
    """

    key: str | None
    version: int | None = None
    on: date


def line_of_units(
    row: Holding | ActionLine,
    record: PartyRecord,
    lineage: Lineage,
    binding: Binding,
    units: RunOfUnits,
) -> AefRow:
    """Return a line of units.

    Args:
        row: What was done with the units, or who holds them.
        record: What else the record says.
        lineage: The rows behind its quantity.
        binding: The authorization that binds.
        units: The run of underlying units that it is.
    """
    approach = record.approaches[row.approach]
    number = approach["approach_id"]
    terms = record.terms_of(row.host, binding.key, binding.version, binding.on)
    other = row.metric == NON_GHG
    named = row.non_ghg_metric or terms.get("non_ghg_metric")
    unknown = APPROACH_UNKNOWN if number is None else SERIALS_UNKNOWN
    ours = codes_of_ours().intersection((row.registry, row.originating_registry))
    if row.originating_registry in ours:
        unknown = WITHOUT_CODE
    cells = {
        "CooperativeApproachID": Cell(value=number, reasons=() if number else (APPROACH_UNKNOWN,)),
        "AuthorizationID": Cell(value=binding.key),
        "FirstTransferringPartyID": Cell(value=row.host),
        "PartyITMORegistryID": (
            Cell(reasons=(WITHOUT_CODE,)) if row.registry in ours else Cell(value=row.registry)
        ),
        "FirstID": Cell(reasons=(unknown,)),
        "LastID": Cell(reasons=(unknown,)),
        "Metric": term_cell("metric", row.metric),
        "GWPValues": Cell(value=terms.get("gwp")),
        "Non-GHGMetric": Cell(value=named if other else NA),
        OF_METRIC: Cell(value=None if other else NA),
        "MitigationType": term_cell("mitigation_type", row.mitigation_type),
        "Vintage": Cell(value=row.vintage),
        **units.cells,
    }
    # The five parts of 6/CMA.4 annex I, para. 5; without the approach's there is no identifier.
    itmo = f"{number}-{row.originating_registry}-{row.host}-{{}}-{row.vintage}"
    return AefRow(
        cells=cells,
        approach=row.approach,
        itmos=(
            None
            if not number or row.originating_registry in ours
            else _span(row.first_itmo, row.last_itmo, itmo)
        ),
        units=units.span,
        quantity=row.amount,
        metric=OF_METRIC if other else TONNES,
        lineage=lineage,
        findings=(*units.findings, *_without_code(ours, lineage)),
    )


def _without_code(ours: Iterable[str], lineage: Lineage) -> Iterator[Finding]:
    """Yield at each row behind a line that its registry cannot be named in a form."""
    for registry in sorted(ours):
        for place in lineage.parts:
            yield Finding(
                code="aef-registry-without-code", place=place, values={"registry": registry}
            )


def _span(first: int | None, last: int | None, form: str) -> SerialSpan | None:
    return None if first is None or last is None else SerialSpan(first=first, last=last, form=form)


def term_cell(kind: str, code: str | None) -> Cell:
    """Return a value of a list of the common nomenclature by our code; empty where not known."""
    if code is None:
        return EMPTY
    label = term(kind, code)
    return Cell(value=label.en, label=label)


ITMO = "itmo"
AUTHORIZED = "authorized"
CREDIT = "credit"
WITHOUT_SERIALS = "aef-holdings-unidentified"
WITHOUT_VINTAGE = "aef-holdings-unresolved"
WITHOUT_AUTHORIZATION = "aef-holdings-unauthorized"


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """What a Party holds.

    Attributes:
        lines: Its ITMOs, neighbours still apart where one of them is confidential.
        aside: The rows of units that the table leaves out although they may be ITMOs, by the code
            of the finding that says why.
        undecided: Why it is not decided whether others are ITMOs.
    """

    lines: Sequence[AefRow]
    aside: Mapping[str, Sequence[Place]]
    undecided: Sequence[UndecidedHolding]


def held(ledger: Ledger, record: PartyRecord, party: str, on: date) -> Held:
    """Return what a Party holds at the end of a day."""
    own = ledger.ask(Holding, party=party, on=on)
    since = ledger.readings.of_party(party).holdings_from
    told = (ITMO, AUTHORIZED) if since == "authorization" else (ITMO,)
    sources = HoldingSources.from_ledger(ledger, party, on)
    aside: dict[str, list[Place]] = {}
    for row in own:
        if code := _why_aside(record, row, on):
            aside.setdefault(code, []).extend(sources.behind(row).parts)
    return Held(
        lines=tuple(
            _line(record, sources, part_of(part, run), on, run)
            for row in own
            if row.status in told
            for part in sources.parted(row)
            for run in record.units.runs(part)
        ),
        aside=aside,
        undecided=tuple(
            row
            for row in ledger.ask(UndecidedHolding, party=party, on=on)
            if row.status not in told
        ),
    )


def _line(
    record: PartyRecord, sources: HoldingSources, row: Holding, on: date, run: RunOfUnits
) -> AefRow:
    binding = Binding(key=row.authorization_id, on=on)
    return line_of_units(row, record, sources.behind(row), binding, run)


def _why_aside(record: PartyRecord, row: Holding, on: date) -> str:
    """Return why units that may be ITMOs are not told as such; empty where they are none."""
    # What came in without serial numbers and all went out again is no holding.
    if row.units is None and not (row.quantity or row.unknown):
        return ""
    if row.status == UNRESOLVED:
        return WITHOUT_VINTAGE
    if row.status == UNIDENTIFIED and _is_authorized(record, row, on):
        return WITHOUT_SERIALS
    # At home a credit without authorization is no ITMO; abroad its authorization may only not be
    # recorded.
    is_abroad = row.party != row.host
    return WITHOUT_AUTHORIZATION if is_abroad and row.status in (CREDIT, UNIDENTIFIED) else ""


def _is_authorized(record: PartyRecord, row: Holding, on: date) -> bool:
    """Tell whether the host had authorized some use under the approach."""
    return any(
        each["purposes"] and each["approach"] == row.approach and each["authorized_on"] <= on
        for (party, _), versions in record.versions.items()
        if party == row.host
        for each in versions
    )
