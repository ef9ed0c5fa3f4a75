"""Holdings: who holds what at the end of a day."""

from datetime import date

import ibis
from ibis import _
from ibis.expr.types import Table

from reporting.ledger.authorizations import in_force
from reporting.ledger.becoming import status
from reporting.ledger.entries import ENDS, ISSUANCE, PARIS
from reporting.ledger.joining import joined_up
from reporting.ledger.ledger import Ledger
from reporting.ledger.life import PIECE
from reporting.ledger.openings import OF_BLOCK, openings
from reporting.ledger.pieces import POOL, UNIT

UNIDENTIFIED = "unidentified"
OF_RANGE = (
    "party",
    "account",
    "approach",
    "registry",
    "host",
    "originating_registry",
    "vintage",
    "unit_prefix",
    "authorization_id",
    "status",
    "metric",
    "mitigation_type",
)


def held(ledger: Ledger, on: date) -> Table:
    """Return each identified piece that is held at the end of a day.

    Between the day the sender recorded and the day the receiver did, nobody holds a piece.

    Returns:
        ``scope``, ``first``, ``stop``, ``line``, ``party``, ``account``, ``registry``, ``entry``
        (the last step), ``key``, ``status``, ``metric``, ``tonnes``.
    """
    day = ibis.literal(on)
    happened = ledger.life.filter(
        (_.line != POOL) & ibis.coalesce(_.date <= day, True)  # an issuance may have no date
    )
    last = happened.turn.max().over(ibis.window(group_by=PIECE))
    latest = happened.mutate(is_last=happened.turn == last).filter(
        _.is_last & ~_.kind.isin(ENDS) & ibis.coalesce(_.arrived_on <= day, True)
    )
    active = ledger.versions.filter(in_force(ledger.versions, day) & (_.kind != "entity")).select(
        "approach", host=_.party, key=_.authorization_id, is_authorized=True
    )
    latest = latest.left_join(active, ["approach", "host", "key"])
    return latest.select(
        *PIECE,
        "stop",
        "line",
        "entry",
        "key",
        "metric",
        "offset",
        "tonnes",
        party=_.to_party,
        account=_.to_account,
        registry=_.holding_registry,
        status=status(latest, day),
    )


def pooled(ledger: Ledger, on: date) -> Table:
    """Return what is held without serial numbers: arrivals less departures.

    Returns:
        ``party``, ``account``, ``scope``, ``status`` (the era, or ``unidentified``: which of the
        credits have become ITMOs cannot be told), ``tonnes`` and ``unknown``, the number of
        movements of unknown quantity.
    """
    day = ibis.literal(on)
    pool = ledger.life.filter((_.line == POOL) & ibis.coalesce(_.date <= day, True))
    accounts = ledger.entries.select("entry", "from_account")
    told = pool.inner_join(accounts, "entry").mutate(
        status=ibis.ifelse(pool.era == PARIS, UNIDENTIFIED, pool.era)
    )
    arrivals = told.filter(~_.kind.isin(ENDS) & ibis.coalesce(_.arrived_on <= day, True)).select(
        "scope", "status", "tonnes", party=_.to_party, account=_.to_account
    )
    departures = told.filter(_.kind != ISSUANCE).select(
        "scope", "status", tonnes=-_.tonnes, party=_.from_party, account=_.from_account
    )
    return (
        ibis.union(arrivals, departures)
        .group_by(["party", "account", "scope", "status"])
        .agg(
            tonnes=ibis.coalesce(_.tonnes.sum(), 0).cast("int64"),
            unknown=_.tonnes.isnull().sum().cast("int64"),
        )
    )


def holdings(ledger: Ledger, on: date) -> Table:
    """Return what every Party holds at the end of a day, in the longest ranges that agree.

    Returns:
        `OF_RANGE`, `SERIALS`, ``units`` (length of the range; empty without serials), ``quantity``
        (t CO2 eq; what is known of it), ``unknown`` (movements of unknown quantity), and for
        non-GHG metrics what the block of ``block_units`` holds.
    """
    ranges = joined_up(
        _described(ledger, held(ledger, on)), (*OF_RANGE, *OF_BLOCK, "line", "offset")
    )
    on_units = ranges.line == UNIT
    identified = ranges.select(
        *OF_RANGE,
        first_unit=ibis.ifelse(on_units, ranges.first, ranges.first - ranges.offset),
        last_unit=ibis.ifelse(on_units, ranges.stop, ranges.stop - ranges.offset) - 1,
        first_itmo=ibis.ifelse(on_units, ranges.first + ranges.offset, ranges.first),
        last_itmo=ibis.ifelse(on_units, ranges.stop + ranges.offset, ranges.stop) - 1,
        units=ranges.stop - ranges.first,
        quantity=ibis.ifelse(ranges.metric == "non_ghg", None, ranges.stop - ranges.first),
        unknown=ibis.literal(0, "int64"),
        **{name: ranges[name] for name in OF_BLOCK},
    )
    return ibis.union(identified, _as_holdings(ledger, pooled(ledger, on), identified))


def _described(ledger: Ledger, pieces: Table) -> Table:
    """Add what the scope and the opening entry say of each piece."""
    opened = openings(ledger.entries, ledger.life).drop("non_ghg_metric")
    described = pieces.inner_join(opened, list(PIECE)).inner_join(ledger.scopes, "scope")
    return described.rename(authorization_id="key")


def _as_holdings(ledger: Ledger, pool: Table, like: Table) -> Table:
    """Give holdings without serials the columns of those with serials."""
    described = pool.inner_join(ledger.scopes, "scope").mutate(quantity=_.tonnes)
    types = like.schema()
    return described.select(
        **{
            name: described[name] if name in described.columns else ibis.null(types[name])
            for name in like.columns
        }
    )
