"""The rows of Tables 3 and 4 of the agreed electronic format, as the cases write them.

Under the printed label stands the value: a day as dd/mm/yyyy, an empty cell as an empty text.
"""

from collections.abc import Sequence
from datetime import date

from reporting.forms.aef.actions import done
from reporting.forms.aef.party_record import PartyRecord
from reporting.forms.aef.rows import AefRow, held, joined
from reporting.forms.model.table import Value
from reporting.forms.queries.undecided import undecided
from reporting.ledger.ledger import Ledger
from reporting.official_forms.aef import ACTIONS, HOLDINGS, columns
from tests.worked_examples.alike import Row


def aef_actions(ledger: Ledger, record: PartyRecord, party: str, year: int) -> list[Row]:
    """Return the rows of Table 3 of a Party for a year."""
    return _labelled(joined(done(ledger, record, party, year).lines, ACTIONS), ACTIONS)


def aef_holdings(ledger: Ledger, record: PartyRecord, party: str, year: int) -> list[Row]:
    """Return the rows of Table 4: the ITMOs that a Party holds on 31 December."""
    lines = held(ledger, record, party, date(year, 12, 31)).lines
    return _labelled(joined(lines, HOLDINGS), HOLDINGS)


def aef_undecided(ledger: Ledger, record: PartyRecord, party: str, year: int) -> list[Row]:
    """Return the findings that say what is left out since it is not decided."""
    did, holds = done(ledger, record, party, year), held(ledger, record, party, date(year, 12, 31))
    found = undecided(ledger, party, did.undecided, holds.undecided)
    return [{"code": each.code, "count": each.values["count"]} for each in found]


def _labelled(lines: Sequence[AefRow], table: str) -> list[Row]:
    labels = [each.label.en for each in columns(table)]
    return [
        dict(zip(labels, (_written(cell.value) for cell in line.as_row(table)), strict=True))
        for line in lines
    ]


def _written(value: Value) -> object:
    if isinstance(value, date):
        return value.strftime("%d/%m/%Y")
    return "" if value is None else value
