"""Table 3: what a Party did with ITMOs in the year, and in which columns each type of action tells.

Issuances and moves inside a Party make no row; which events do, the ledger derives
(`actions.sql`, `numbered_actions.sql`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import pyarrow as pa

from reporting.forms.aef.party_record import PartyRecord
from reporting.forms.aef.rows import AefRow, Binding, Cells, line_of_units, term_cell
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
from reporting.ledger.rows import ActionEntry, ActionLine, counted, of_one
from reporting.official_forms.aef import NA

SUBTYPES = {
    "international_transfer": "first_international_transfer",
    "omge_cancellation": "omge_voluntary",  # 2/CMA.3 annex, para. 39: never mandatory
}
ENDS = (USE, CANCELLATION, VOLUNTARY_CANCELLATION)
BY_END = ("use_or_cancellation", "omge_cancellation")


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyActions:
    """What a Party did.

    Attributes:
        lines: The rows of a year; what is confidential stands apart.
        undated: Actions that may belong to the year, since their day is not known.
    """

    lines: Sequence[AefRow]
    undated: Sequence[AefRow]


def done(ledger: Ledger, record: PartyRecord, party: str, year: int) -> PartyActions:
    """Return the actions of a Party in a year."""
    behind = dict(grouped(ledger.fetch(ActionEntry.relation, party=party), "line"))
    own = [
        (each.date, _line(ledger, record, each, behind[each.line]))
        for each in ledger.ask(ActionLine, party=party)
        if each.date is None or each.date.year == year
    ]
    return PartyActions(
        lines=tuple(line for day, line in own if day),
        undated=tuple(line for day, line in own if day is None),
    )


def _line(ledger: Ledger, record: PartyRecord, row: ActionLine, entries: pa.Table) -> AefRow:
    numbers = Lineage.from_entries(ledger.inputs, entries["entry"], entries[counted(row)])
    # Rows of a block of unknown quantity are named, and put in nothing.
    lineage = numbers.times(of_one(row) or 0)
    binding = Binding(
        key=row.binding_id or row.named_authorization,  # without serials, what the row names
        version=row.binding_version,
        on=row.date or date.max,  # without a day, the last version
    )
    others = {
        "ActionDateTime": Cell(value=row.date),
        "ActionType": term_cell("action_type", row.action),
        "ActionSubtype": _subtype(row.subtype),
        **_parties(row),
    }
    return line_of_units(row, record, lineage, binding, others)


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
        "PurposeITMOUsedForOIMP": _purpose(row) if is_ended else NA,
        "Using/cancellingPartyID": (row.used_by or holder) if is_ended else NA,
        "Using/cancellingEntityID": (row.using_entity if is_ended else None) or NA,
        "YearITMOUsedTowardsNDC": (row.use_year if action == USE else None) or NA,
    }
    return {name: Cell(value=value) for name, value in columns.items()}


def _purpose(row: ActionLine) -> str:
    return row.purpose if row.purpose in OIMP else NA
