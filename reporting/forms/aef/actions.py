"""Table 3: what a Party did with ITMOs in the year, and in which columns each type of action tells.

Issuances and moves inside a Party make no row; which events do, the ledger derives
(`actions.sql`, `numbered_actions.sql`).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import pyarrow as pa
from pyarrow import compute

from reporting.forms.aef.party_record import PartyRecord
from reporting.forms.aef.rows import AefRow, Binding, Cells, line_of_units, term_cell
from reporting.forms.aef.underlying import RunOfUnits, part_of
from reporting.forms.model.provenance import Lineage, grouped
from reporting.forms.model.table import Cell
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
from reporting.ledger.rows import ActionEntry, ActionLine, UndecidedAction, counted, of_one
from reporting.official_forms.aef import NA

SUBTYPES = {
    "international_transfer": "first_international_transfer",
    # 2/CMA.3 annex, para. 39; mandatory of A6.4ERs alone, which the ledger tells apart.
    "omge_cancellation": "omge_voluntary",
}
DATED_BY = {"issuance": "issuance", "use_or_cancellation": "use or cancellation"}
ENDS = (USE, CANCELLATION, VOLUNTARY_CANCELLATION)
OF_OMGE = ("omge_cancellation", "omge_mandatory")
BY_END = ("use_or_cancellation", *OF_OMGE)
BY_STATUS = ("authorization", "issuance")
NOT_NDC = (*OIMP, "OIMP")
OMGE = "OMGE"


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyActions:
    """What a Party did.

    Attributes:
        lines: The rows of a year; what is confidential stands apart.
        undated: Actions that may belong to the year, since their day is not known.
        undecided: What may be an action of the year, and why it is not decided.
    """

    lines: Sequence[AefRow]
    undated: Sequence[AefRow]
    undecided: Sequence[UndecidedAction]


def done(ledger: Ledger, record: PartyRecord, party: str, year: int) -> PartyActions:
    """Return the actions of a Party in a year."""
    behind = dict(grouped(ledger.fetch(ActionEntry.relation, party=party), "line"))
    own = [
        (each.date, _line(ledger, record, each, behind[each.line], run))
        for each in ledger.ask(ActionLine, party=party)
        if each.date is None or each.date.year == year
        for run in record.units.runs(each)
    ]
    return PartyActions(
        lines=tuple(line for day, line in own if day),
        undated=tuple(line for day, line in own if day is None),
        undecided=tuple(
            each
            for each in ledger.ask(UndecidedAction, party=party)
            if each.year is None or each.year == year
        ),
    )


def _line(
    ledger: Ledger, record: PartyRecord, whole: ActionLine, entries: pa.Table, run: RunOfUnits
) -> AefRow:
    row = part_of(whole, run)
    numbers = _behind(ledger, whole, row, entries)
    # Rows of a block of unknown quantity are named, and put in nothing.
    lineage = numbers.times(of_one(row) or 0)
    binding = Binding(
        key=row.binding_id or row.named_authorization,  # without serials, what the row names
        version=row.binding_version,
        on=row.date or date.max,  # without a day, the last version
    )
    as_executed = ledger.readings.of_party(row.party).action_date == "executed"
    others = {
        "ActionDateTime": Cell(
            value=row.executed_on if as_executed and row.executed_on else row.date
        ),
        **(_moved_before(row) or _before_authorization(row, record, binding)),
        "ActionType": term_cell("action_type", row.action),
        "ActionSubtype": _subtype(row.subtype),
        **_parties(row),
        "PurposeITMOUsedForOIMP": Cell(value=_purpose(row, record, binding)),
    }
    line = line_of_units(row, record, lineage, binding, run)
    return replace(line, cells={**line.cells, **others})


def _behind(ledger: Ledger, whole: ActionLine, row: ActionLine, entries: pa.Table) -> Lineage:
    """Return what a row is made of; of a part of one, what its entries put into that part."""
    if row is whole:
        return Lineage.from_entries(ledger.inputs, entries["entry"], entries[counted(row)])
    ends = (
        ("first_unit", "last_unit") if row.first_unit is not None else ("first_itmo", "last_itmo")
    )
    low, high = (getattr(row, each) for each in ends)
    first = compute.max_element_wise(entries[ends[0]], low)
    last = compute.min_element_wise(entries[ends[1]], high)
    shared = compute.add(compute.subtract(last, first), 1)
    within = compute.greater(shared, 0)
    return Lineage.from_entries(
        ledger.inputs, entries["entry"].filter(within), shared.filter(within)
    )


def _moved_before(row: ActionLine) -> Cells:
    """Return the further information on units that moved before they became ITMOs."""
    if row.executed_on is None or row.date is None:
        return {}
    moved, since = (f"{each:%d/%m/%Y}" for each in (row.executed_on, row.date))
    number = f", number {row.executed_as}" if row.executed_as else ""
    said = f"Executed in {row.registry} on {moved}{number}; ITMO since {since}"
    return {"AdditionalExplanatoryInformation": Cell(value=said)}


def _before_authorization(row: ActionLine, record: PartyRecord, binding: Binding) -> Cells:
    """Return the further information on a day before the authorization, as a Party reads it."""
    versions = record.versions.get((row.host, binding.key or ""), ())
    since = versions[0]["authorized_on"] if versions else None
    if since is None or row.date is None or row.date >= since:
        return {}
    said = (
        f"Authorized on {since:%d/%m/%Y}, after the {DATED_BY.get(row.subtype or '', 'movement')}"
    )
    return {"AdditionalExplanatoryInformation": Cell(value=said)}


def _subtype(code: str | None) -> Cell:
    if code is None:
        return Cell(value=NA)
    return term_cell("action_subtype", SUBTYPES.get(code, code))


def _parties(row: ActionLine) -> Cells:
    """Return the columns that depend on the type of action."""
    action, counterparty = row.action, row.counterparty
    is_ended = action in ENDS or (action == FIRST_TRANSFER and row.subtype in BY_END)
    is_sent = action in (FIRST_TRANSFER, TRANSFER) and not is_ended
    # The host reports a first transfer by use or cancellation; who used it is the counterparty, if
    # any.
    holder = (counterparty if action == FIRST_TRANSFER else None) or row.party
    # 4/CMA.6, annex II, table 3, columns 20 to 25: NA wherever the type of action has no such Party
    # or year.
    columns = {
        "TransferringPartyID": counterparty if action == ACQUISITION else NA,
        "AcquiringPartyID": (counterparty if is_sent else None) or NA,
        "Using/cancellingPartyID": (row.used_by or holder) if is_ended else NA,
        "Using/cancellingEntityID": (row.using_entity if is_ended else None) or NA,
        "YearITMOUsedTowardsNDC": (row.use_year if action == USE else None) or NA,
    }
    return {name: Cell(value=value) for name, value in columns.items()}


def _purpose(row: ActionLine, record: PartyRecord, binding: Binding) -> str:
    """Return the purpose other than an NDC in the words of the authorization, else its code."""
    if row.purpose == OMGE or row.subtype in OF_OMGE:
        return OMGE
    terms = record.terms_of(row.host, binding.key, binding.version, binding.on)
    authorized = str(terms.get("purposes") or "").split(" and ")
    # Of an end its own purpose counts; issued or authorized, units are for what they are bound to.
    is_bound = row.action == FIRST_TRANSFER and row.subtype in BY_STATUS
    purpose = (
        next((each for each in authorized if each in NOT_NDC), None) if is_bound else row.purpose
    )
    if purpose not in NOT_NDC:
        return NA
    return str(terms.get("oimp_name") or purpose)
