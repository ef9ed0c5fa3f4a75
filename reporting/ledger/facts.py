"""Facts: what each step means for each Party. Flows and actions are made of these rows alone.

A fact is dated, belongs to one Party, and says whether that Party recorded it itself.
"""

import ibis
from ibis import _
from ibis.expr.types import BooleanValue, StringValue, Table

from reporting.ledger.entries import (
    CANCELLATION,
    ISSUANCE,
    MOVEMENTS,
    RETIREMENT,
    VOLUNTARY_CANCELLATION,
)
from reporting.ledger.first_transfers import OIMP
from reporting.ledger.ledger import Ledger
from reporting.ledger.life import PIECE

FIRST_TRANSFERRED = "first_transferred"
TRANSFERRED = "transferred"
ACQUIRED = "acquired"
USED = "used"
USED_FOR_OIMP = "used_for_oimp"
CANCELLED = "cancelled"
FLOWS = (FIRST_TRANSFERRED, TRANSFERRED, ACQUIRED, USED, USED_FOR_OIMP, CANCELLED)

COLUMNS = (
    "entry",
    "scope",
    "line",
    "first",
    "stop",
    "kind",
    "approach",
    "host",
    "trigger",
    "authorized_for",
    "binding_id",
    "binding_version",
    "purpose",
    "use_year",
    "metric",
    "tonnes",
    "holding_registry",
    "offset",
    "is_first_transfer",
)


def facts(ledger: Ledger) -> Table:
    """Return every first transfer, transfer, acquisition, use and cancellation of ITMOs.

    Returns:
        One row per step and Party concerned: ``flow``, ``party``, ``counterparty`` (empty where
        there is none), ``on`` (the day, by which the event year goes), ``is_own`` (the Party
        recorded it), ``is_due`` (it was the Party's to record), and what the life says of the step
        (`COLUMNS`).
    """
    every = ibis.union(
        _first_transferred(ledger.life),
        _transferred(ledger.life),
        _acquired(ledger.life),
        _used(ledger.life),
        _used_for_oimp(ledger.life),
        _cancelled(ledger.life),
    )
    return every.mutate(use_year=ibis.ifelse(every.flow == USED, every.use_year, None))


def counted(facts: Table, coverage: Table) -> Table:
    """Return the facts that count in figures.

    What only a counterpart recorded counts for a Party, unless it was the Party's to record and the
    Party has declared its own record of that year complete. An issuance in another registry, or a
    use there, is never the host's to record: its first transfer counts whatever the host declares.
    """
    complete = coverage.filter(_.is_complete).select("party", year=_.year).distinct()
    dated = facts.mutate(year=facts.on.year().cast("int64"))
    joined = dated.left_join(complete.mutate(is_complete=True), ["party", "year"])
    counts = joined.is_own | ~joined.is_due | joined.is_complete.isnull()
    return joined.filter(counts).drop("party_right", "year_right", "is_complete")


def _is_abroad(life: Table) -> BooleanValue:
    return life.kind.isin((ISSUANCE, *MOVEMENTS)) & (life.from_party != life.to_party)


def _facts(life: Table, flow: str, **values: ibis.Value) -> Table:
    return life.select(*COLUMNS, flow=ibis.literal(flow), **values)


def _happened_at(life: Table) -> StringValue:
    """Return the Party in whose registry it happened: where issued, or where it ended."""
    return ibis.ifelse(life.kind == ISSUANCE, life.to_party, life.from_party)


def _other(party: StringValue, than: StringValue) -> StringValue:
    return ibis.ifelse(party != than, party, None)


def _first_transferred(life: Table) -> Table:
    return _facts(
        life.filter(life.is_first_transfer),
        FIRST_TRANSFERRED,
        party=_.host,
        counterparty=_other(life.to_party, than=life.host),
        on=_.first_transfer_on,
        is_own=_.host_recorded,
        is_due=life.kind.isin(MOVEMENTS) | (life.host == _happened_at(life)),
    )


def _transferred(life: Table) -> Table:
    moved = life.filter(_is_abroad(life) & life.is_itmo & ~life.is_first_transfer)
    return _facts(
        moved.filter(moved.kind != ISSUANCE),
        TRANSFERRED,
        party=_.from_party,
        counterparty=_.to_party,
        on=_.date,
        is_own=_.recorder == _.from_party,
        is_due=ibis.literal(value=True),
    )


def _acquired(life: Table) -> Table:
    """Return acquisitions; of units that became ITMOs later, by whoever held them then."""
    abroad = life.filter(_is_abroad(life))
    pending = abroad.filter(abroad.trigger.notnull() & ~abroad.is_itmo)
    turns = pending.mutate(last_turn=_.turn.max().over(ibis.window(group_by=PIECE)))
    kept = turns.filter(_.turn == _.last_turn, _.to_party != _.host)
    life = ibis.union(abroad.filter(abroad.is_itmo), kept.select(*abroad.columns))
    return _facts(
        life,
        ACQUIRED,
        party=_.to_party,
        counterparty=_.from_party,
        on=ibis.ifelse(
            life.trigger.notnull() & life.first_transfer_on.isnull(),
            None,
            ibis.greatest(life.arrived_on, life.first_transfer_on),
        ),
        is_own=_.holding_registry.notnull(),
        is_due=ibis.literal(value=True),
    )


def _used(life: Table) -> Table:
    return _facts(
        life.filter(life.is_use),
        USED,
        party=_.user,
        counterparty=_.host,
        on=_.date,
        is_own=_.recorder == _.user,
        is_due=ibis.literal(value=True),
    )


def _used_for_oimp(life: Table) -> Table:
    retired = life.filter((life.kind == RETIREMENT) & life.purpose.isin(OIMP) & life.is_itmo)
    return _facts(
        retired,
        USED_FOR_OIMP,
        party=_.user,
        counterparty=_other(retired.host, than=retired.user),
        on=_.date,
        is_own=_.recorder == _.user,
        is_due=ibis.literal(value=True),
    )


def _cancelled(life: Table) -> Table:
    cancelled = life.filter(life.kind.isin((CANCELLATION, VOLUNTARY_CANCELLATION)) & life.is_itmo)
    return _facts(
        cancelled,
        CANCELLED,
        party=_.from_party,
        counterparty=_other(cancelled.host, than=cancelled.from_party),
        on=_.date,
        is_own=_.recorder == _.from_party,
        is_due=ibis.literal(value=True),
    )
