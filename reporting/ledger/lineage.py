"""Lineage: the flows of one Party, told row by row, and the ledger as it stood on a day."""

from dataclasses import dataclass, replace
from datetime import date

import ibis
from ibis import _

from reporting.findings import Place
from reporting.ledger.facts import FIRST_TRANSFERRED, USED
from reporting.ledger.flows import KEYS, FlowRow, flow_totals, quantities
from reporting.ledger.ledger import Ledger

BINDING = "binding_id"


@dataclass(frozen=True, slots=True, kw_only=True)
class Contribution:
    """What one row of the data puts into one flow.

    Attributes:
        place: The row.
        flow: What it puts in.
        authorization_id: The authorization, by the first transferring Party, that binds it.
    """

    place: Place
    flow: FlowRow
    authorization_id: str | None


def up_to(ledger: Ledger, day: date) -> Ledger:
    """Return the ledger as if nothing after a day had been recorded."""
    happened = ledger.life.filter(ibis.coalesce(_.date <= day, True))
    is_past = ibis.coalesce(happened.first_transfer_on <= day, happened.trigger.notnull())
    life = happened.mutate(
        first_transfer_on=ibis.ifelse(is_past, happened.first_transfer_on, None),
        trigger=ibis.ifelse(is_past, happened.trigger, None),
        is_first_transfer=happened.is_first_transfer & is_past,
    )
    return replace(ledger, life=life)


def contributions(ledger: Ledger, party: str) -> tuple[Contribution, ...]:
    """Return what each row puts into the first transfers and uses of a Party that count."""
    totals = flow_totals(ledger, "entry", BINDING)
    own = totals.filter(totals.party == party, totals.flow.isin((FIRST_TRANSFERRED, USED)))
    rows = ledger.engine.fetch(own).to_pylist()
    found = []
    for row in rows:
        tonnes, non_ghg = quantities(row)
        keys = tuple(row[name] for name in KEYS)
        flow = FlowRow(keys=keys, tonnes=tonnes, non_ghg=non_ghg, unknown=row["unknown"])
        place = ledger.inputs.place(row["entry"])
        found.append(Contribution(place=place, flow=flow, authorization_id=row[BINDING]))
    return tuple(sorted(found, key=_order))


def _order(each: Contribution) -> tuple[Place, str, str]:
    return each.place, str(each.flow.keys), each.authorization_id or ""
