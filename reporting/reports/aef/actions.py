"""Table 3: what a Party did with ITMOs in the year, and in which columns each type of action tells.

Issuances and moves inside a Party make no row; which events do, the ledger derives
(`reporting.ledger.actions`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from reporting.ledger import actions as ledger_actions
from reporting.ledger.actions import ACQUISITION, CANCELLATION, FIRST_TRANSFER, TRANSFER, USE
from reporting.ledger.entries import VOLUNTARY_CANCELLATION
from reporting.ledger.first_transfers import OIMP
from reporting.ledger.ledger import Ledger
from reporting.reports.aef.lines import Cells, Line
from reporting.reports.aef.record import Record, Row
from reporting.reports.aef.template import NA
from reporting.reports.aef.units import Binding, line_of_units, quantity
from reporting.reports.lineage import Lineage
from reporting.reports.table import Cell
from reporting.reports.terms import term

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
        lines: The rows of a year, neighbours still apart.
        undated: Actions that may belong to the year, since their day is not known.
    """

    lines: Sequence[Line]
    undated: Sequence[Line]


def done(ledger: Ledger, record: Record, party: str, year: int) -> Done:
    """Return the actions of a Party in a year."""
    every = ledger_actions.actions(ledger)
    keys = ledger.entries.select("entry", key="authorization_id")
    named = every.filter(every.party == party).inner_join(keys, "entry")
    own = ledger.engine.fetch(named).to_pylist()
    dated = [row for row in own if row["date"] and row["date"].year == year]
    undated = [row for row in own if row["date"] is None]
    return Done(
        lines=tuple(_line(ledger, record, row) for row in dated),
        undated=tuple(_line(ledger, record, row) for row in undated),
    )


def _line(ledger: Ledger, record: Record, row: Row) -> Line:
    made_of = Lineage.of([(ledger.inputs.place(row["entry"]), quantity(row) or 0)])
    binding = Binding(
        key=row["binding_id"] or row["key"],  # without serial numbers, what the row itself names
        version=row["binding_version"],
        on=row["date"] or date.max,
    )
    action = term("action_type", row["action"])
    others = {
        "ActionDateTime": Cell(value=row["date"]),
        "ActionType": Cell(value=action.en, label=action),
        "ActionSubtype": _subtype(row["subtype"]),
        **_parties(row),
    }
    return line_of_units(row, record, made_of, binding, others)


def _subtype(code: str | None) -> Cell:
    if code is None:
        return Cell(value=NA)
    label = term("action_subtype", SUBTYPES.get(code, code))
    return Cell(value=label.en, label=label)


def _parties(row: Row) -> Cells:
    """Return the columns that depend on the type of action."""
    action, counterparty = row["action"], row["counterparty"]
    is_ended = action in ENDS or (action == FIRST_TRANSFER and row["subtype"] in BY_END)
    is_sent = action in (FIRST_TRANSFER, TRANSFER) and not is_ended
    holder = (counterparty if action == FIRST_TRANSFER else None) or row["party"]
    columns = {
        "TransferringPartyID": counterparty if action == ACQUISITION else NA,
        "AcquiringPartyID": (counterparty if is_sent else None) or NA,
        "PurposeITMOUsedForOIMP": _purpose(row) if is_ended else NA,
        "Using/cancellingPartyID": (row["user"] or holder) if is_ended else NA,
        "Using/cancellingEntityID": (row["user_entity"] if is_ended else None) or NA,
        "YearITMOUsedTowardsNDC": (row["use_year"] if action == USE else None) or NA,
    }
    return {name: Cell(value=value) for name, value in columns.items()}


def _purpose(row: Row) -> str:
    purpose: str | None = row["purpose"]
    return purpose if purpose in OIMP else NA
