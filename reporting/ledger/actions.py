"""Actions: what a Party reports in Table 3 of the agreed electronic format, derived from facts.

Issuances and moves inside one Party make no row; first transfer, use and acquisition are derived.
"""

import ibis
from ibis.expr.types import BooleanValue, IntegerValue, StringValue, Table

from reporting.accounting.first_transfer import Trigger
from reporting.ledger.entries import VOLUNTARY_CANCELLATION
from reporting.ledger.facts import (
    ACQUIRED,
    CANCELLED,
    FIRST_TRANSFERRED,
    TRANSFERRED,
    USED,
    USED_FOR_OIMP,
    counted,
    facts,
)
from reporting.ledger.joining import joined_up
from reporting.ledger.ledger import Ledger
from reporting.ledger.life import PIECE
from reporting.ledger.openings import OF_BLOCK, openings
from reporting.ledger.pieces import POOL, UNIT

FIRST_TRANSFER = "first_transfer"
TRANSFER = "transfer"
ACQUISITION = "acquisition"
USE = "use"
CANCELLATION = "cancellation"
ALIKE = (
    "party",
    "action",
    "subtype",
    "date",
    "counterparty",
    "purpose",
    "use_year",
    "user",
    "user_entity",
    "binding_id",
    "binding_version",
    "registry",
    "metric",
    "mitigation_type",
    "is_own",
    "entry",
)


def actions(ledger: Ledger) -> Table:
    """Return the actions of every Party that count, in the longest ranges of one entry.

    Returns:
        `ALIKE`, what the scope stands for, ``first_unit``, ``last_unit``, ``first_itmo``,
        ``last_itmo``, ``quantity`` in t CO2 eq (empty if unknown or in a non-GHG metric) and
        `OF_BLOCK`, by which a non-GHG range has its share of its block.
    """
    rows = counted(facts(ledger), ledger.table("coverage"))
    reported = rows.filter(~_is_told_by_first_transfer(rows)).mutate(
        action=_action(rows), subtype=_subtype(rows), date=rows.on
    )
    described = _described(ledger, reported)
    ranges = joined_up(described, (*ALIKE, *OF_BLOCK, "line", "offset", "pool_tonnes"))
    named = ranges.inner_join(ledger.scopes, "scope")
    on_units = named.line == UNIT
    in_pool = named.line == POOL
    return named.select(
        *ALIKE,
        *ledger.scopes.drop("scope").columns,
        first_unit=_serial(named, ibis.ifelse(on_units, named.first, named.first - named.offset)),
        last_unit=_serial(named, ibis.ifelse(on_units, named.stop, named.stop - named.offset) - 1),
        first_itmo=_serial(named, ibis.ifelse(on_units, named.first + named.offset, named.first)),
        last_itmo=_serial(named, ibis.ifelse(on_units, named.stop + named.offset, named.stop) - 1),
        quantity=ibis.cases(
            (named.metric == "non_ghg", None),
            (in_pool, named.pool_tonnes),
            else_=named.stop - named.first,
        ),
        units=_serial(named, named.stop - named.first),
        **{name: named[name] for name in OF_BLOCK},
    )


def _serial(rows: Table, serial: IntegerValue) -> IntegerValue:
    return ibis.ifelse(rows.line == POOL, None, serial)


def _is_told_by_first_transfer(rows: Table) -> BooleanValue:
    """Tell which uses and cancellations are the host's own first transfer, reported as that."""
    ends = rows.flow.isin((CANCELLED, USED_FOR_OIMP))
    return ends & rows.is_first_transfer & (rows.party == rows.host)


def _action(rows: Table) -> StringValue:
    voluntary = rows.kind == VOLUNTARY_CANCELLATION
    return ibis.cases(
        (rows.flow == FIRST_TRANSFERRED, FIRST_TRANSFER),
        (rows.flow == TRANSFERRED, TRANSFER),
        (rows.flow == ACQUIRED, ACQUISITION),
        (rows.flow.isin((USED, USED_FOR_OIMP)), USE),
        else_=ibis.ifelse(voluntary, VOLUNTARY_CANCELLATION, CANCELLATION),
    )


def _subtype(rows: Table) -> StringValue:
    """Return the trigger of a first transfer, or what a cancellation delivers; else nothing."""
    omge = rows.purpose == "OMGE"
    return ibis.cases(
        (rows.flow == FIRST_TRANSFERRED, rows.trigger),
        ((rows.flow == CANCELLED) & omge, str(Trigger.OMGE_CANCELLATION)),
        (rows.flow == CANCELLED, "other_cancellation"),
        else_=ibis.null("string"),
    )


def _described(ledger: Ledger, rows: Table) -> Table:
    """Add what the opening entry and the entry itself say."""
    own = ledger.entries.select("entry", "recording_registry", "using_entity", "using_party")
    opened = openings(ledger.entries, ledger.life).drop("non_ghg_metric")
    described = rows.inner_join(opened, list(PIECE)).inner_join(own, "entry")
    ends = described.action.isin((USE, CANCELLATION, VOLUNTARY_CANCELLATION))
    return described.mutate(
        user=ibis.ifelse(
            ends, ibis.coalesce(described.using_party, described.party), described.using_party
        ),
        user_entity=described.using_entity,
        registry=ibis.coalesce(
            ibis.ifelse(described.flow == ACQUIRED, described.holding_registry, None),
            described.recording_registry,
        ),
        pool_tonnes=ibis.ifelse(described.line == POOL, described.tonnes, None),
    )
