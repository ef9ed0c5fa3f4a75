"""Lineage: the flows of one Party, told row by row, and the ledger as it stood on a day."""

from dataclasses import dataclass, replace
from datetime import date

import ibis
from ibis import _
from ibis.expr.types import Table

from reporting.findings import Place
from reporting.ledger.facts import FIRST_TRANSFERRED, USED, counted, facts
from reporting.ledger.flows import KEYS, FlowRow, _quantities, _with_shares
from reporting.ledger.ledger import Ledger

OF_BLOCK = ("block_units", "block_tonnes", "block_non_ghg")


@dataclass(frozen=True, slots=True, kw_only=True)
class Contribution:
    """What one row of the data puts into one flow."""

    place: Place
    flow: FlowRow


def up_to(ledger: Ledger, day: date) -> Ledger:
    """Return the ledger as if nothing after a day had been recorded."""
    happened = ledger.life.filter(ibis.coalesce(_.date <= day, True))
    is_past = ibis.coalesce(happened.first_transfer_on <= day, False)
    life = happened.mutate(
        first_transfer_on=ibis.ifelse(is_past, happened.first_transfer_on, None),
        is_first_transfer=happened.is_first_transfer & is_past,
    )
    return replace(ledger, life=life)


def contributions(ledger: Ledger, party: str) -> tuple[Contribution, ...]:
    """Return what each row puts into the first transfers and uses of a Party that count."""
    rows = ledger.engine.fetch(_totals_by_entry(ledger, party)).to_pylist()
    found = []
    for row in rows:
        tonnes, non_ghg = _quantities(row)
        keys = tuple(row[name] for name in KEYS)
        flow = FlowRow(keys=keys, tonnes=tonnes, non_ghg=non_ghg, unknown=row["unknown"])
        found.append(Contribution(place=ledger.inputs.place(row["entry"]), flow=flow))
    return tuple(sorted(found, key=lambda each: (each.place, str(each.flow.keys))))


def _totals_by_entry(ledger: Ledger, party: str) -> Table:
    """Return the sums of `reporting.ledger.flows.flow_totals` for each entry."""
    rows = counted(facts(ledger), ledger.table("coverage"))
    own = rows.filter(rows.party == party, rows.flow.isin((FIRST_TRANSFERRED, USED)))
    vintages = ledger.scopes.select("scope", "vintage")
    dated = own.mutate(event_year=own.year).inner_join(vintages, "scope")
    return (
        _with_shares(ledger, dated)
        .group_by([*KEYS, *OF_BLOCK, "entry"])
        .agg(
            tonnes=ibis.coalesce(_.tonnes.sum(), 0).cast("int64"),
            unknown=(_.tonnes.isnull() & (_.metric != "non_ghg")).sum().cast("int64"),
            units=(_.stop - _.first).sum(where=_.metric == "non_ghg").cast("int64"),
        )
    )
