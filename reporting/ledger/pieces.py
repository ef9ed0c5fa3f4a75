"""Pieces: all ranges of a scope, cut at each other's ends, until no two overlap in part.

A scope is where serial numbers mean something: cooperative approach, originating registry, first
transferring Party, vintage, and the prefix of unit serials. Starts and ends meet the cut points by
equality, never by comparison: the cost grows with the number of cuts, not with its square.

An entry without serials is a piece of its own, at a negative place.
"""

from collections.abc import Sequence

import ibis
from ibis import _
from ibis.expr.types import IntegerValue, Table

UNIT = "unit"
ITMO = "itmo"
POOL = "pool"
BLANK_YEAR = 0


def scopes(entries: Table) -> Table:
    """Return each scope with its number and the numbering its ranges are replayed on.

    Returns:
        One row per approach, originating registry, host, vintage and unit prefix: ``scope``, for
        ranges of unit serials; ``itmo_scope``, the same for all prefixes; ``has_all_units``,
        ``has_all_itmos``: whether every entry with serials has serials of that kind.
    """
    keys = ["approach", "originating_registry", "host", "year", "prefix"]
    counted = (
        _keyed(entries)
        .group_by(keys)
        .agg(
            serials=(_.has_unit | _.has_itmo).sum(),
            units=_.has_unit.sum(),
            itmos=_.has_itmo.sum(),
        )
    )
    numbered = counted.mutate(scope=2 * ibis.row_number().over(order_by=keys))
    family = ibis.window(group_by=keys[:-1])
    return numbered.mutate(
        itmo_scope=numbered.scope.min().over(family) + 1,
        has_all_units=numbered.units.sum().over(family) == numbered.serials.sum().over(family),
        has_all_itmos=numbered.itmos.sum().over(family) == numbered.serials.sum().over(family),
    )


def meanings(scopes: Table) -> Table:
    """Return what each scope stands for: one row per ``scope``; a blank vintage is empty again."""
    named = scopes.mutate(vintage=scopes.year.nullif(BLANK_YEAR))
    keys = ("approach", "originating_registry", "host", "vintage")
    on_units = named.select("scope", *keys, unit_prefix=_.prefix.nullif(""))
    on_itmos = named.select(*keys, scope=_.itmo_scope, unit_prefix=ibis.null("string")).distinct()
    return ibis.union(on_units, on_itmos.select(*on_units.columns))


def placed(entries: Table, scopes: Table) -> Table:
    """Return the entries with their ``line``, ``scope`` and range, ``first`` to before ``stop``.

    The range is one of unit serials or of ITMO serials, whichever all of the scope have.
    """
    joined = _keyed(entries).inner_join(
        scopes.drop("serials", "units", "itmos"),
        ["approach", "originating_registry", "host", "year", "prefix"],
    )
    on_units = joined.has_unit & (joined.has_all_units | ~joined.has_all_itmos)
    line = ibis.cases((on_units, UNIT), (joined.has_itmo, ITMO), else_=POOL)
    chosen = joined.mutate(line=line)
    alone = _alone(chosen)
    own_key = ibis.coalesce(
        chosen.authorization_id, ibis.ifelse(chosen.line == POOL, chosen.block_key, None)
    )
    return chosen.mutate(
        authorization_id=own_key,
        scope=ibis.ifelse(chosen.line == ITMO, chosen.itmo_scope, chosen.scope),
        first=ibis.cases(
            (chosen.line == UNIT, chosen.first_unit),
            (chosen.line == ITMO, chosen.first_itmo),
            else_=alone,
        ),
        stop=ibis.cases(
            (chosen.line == UNIT, chosen.last_unit + 1),
            (chosen.line == ITMO, chosen.last_itmo + 1),
            else_=alone + 1,
        ),
    ).drop(
        "itmo_scope",
        "has_all_units",
        "has_all_itmos",
        "has_unit",
        "has_itmo",
        "year",
        "prefix",
        "block_key",
    )


def cuts(placed: Table) -> Table:
    """Return the cut points of each scope in their order."""
    ends = ibis.union(
        placed.select("scope", at=_.first), placed.select("scope", at=_.stop)
    ).distinct()
    ordered = ibis.window(group_by="scope", order_by="at")
    return ends.mutate(cut=ibis.row_number().over(ordered), next=ends.at.lead().over(ordered))


def crowded(cuts: Table, placed: Table, most: int) -> Table:
    """Return the scopes whose ranges would be cut into too many pieces, before they are cut.

    Nothing is counted exactly where even every range on every piece would not be too much.

    Returns:
        ``scope``, ``entry`` (the first of them) and ``steps`` (how many there would be).
    """
    ranges = placed.group_by("scope").agg(ranges=placed.count())
    ends = cuts.group_by("scope").agg(ends=cuts.count())
    suspect = ranges.inner_join(ends, "scope").filter(_.ranges * _.ends > most)
    starts = cuts.select("scope", first=_.at, first_cut=_.cut)
    stops = cuts.select("scope", stop=_.at, stop_cut=_.cut)
    cut = (
        placed.select("entry", "scope", "first", "stop")
        .semi_join(suspect, "scope")
        .inner_join(starts, ["scope", "first"])
        .inner_join(stops, ["scope", "stop"])
    )
    counted = cut.group_by("scope").agg(
        entry=_.entry.min(), steps=(_.stop_cut - _.first_cut).sum().cast("int64")
    )
    return counted.filter(_.steps > most)


def without_serials(placed: Table, scopes: Sequence[int]) -> Table:
    """Return the entries with those of some scopes as if nothing were known of their serials."""
    alone = _alone(placed)
    is_out = placed.scope.isin(scopes)
    return placed.mutate(
        line=ibis.ifelse(is_out, POOL, placed.line),
        first=ibis.ifelse(is_out, alone, placed.first),
        stop=ibis.ifelse(is_out, alone + 1, placed.stop),
    )


def steps(cuts: Table, placed: Table) -> Table:
    """Return one row per entry and piece: ``first`` and ``stop`` are now those of the piece."""
    starts = cuts.select("scope", first=_.at, first_cut=_.cut, first_stop=_.next)
    begun = placed.inner_join(starts, ["scope", "first"])
    whole = begun.filter(_.stop == _.first_stop).drop("first_cut", "first_stop")
    stops = cuts.select("scope", stop=_.at, stop_cut=_.cut)
    cut = begun.filter(_.stop != _.first_stop).inner_join(stops, ["scope", "stop"])
    unfolded = cut.mutate(cut=ibis.range(cut.first_cut, cut.stop_cut).unnest()).drop(
        "first", "stop", "first_cut", "first_stop", "stop_cut"
    )
    pieces = cuts.select("scope", "cut", first=_.at, stop=_.next)
    divided = unfolded.inner_join(pieces, ["scope", "cut"]).drop("cut")
    return ibis.union(whole, divided.select(*whole.columns))


def _alone(entries: Table) -> IntegerValue:
    """Return the place of an entry without serials; no two of these touch."""
    return -2 * (1 + entries.entry)


def _keyed(entries: Table) -> Table:
    """Add what scopes are told apart by, and which serials an entry has, in the right order."""
    return entries.mutate(
        year=ibis.coalesce(_.vintage, BLANK_YEAR),
        prefix=ibis.coalesce(_.unit_prefix, ""),
        has_unit=ibis.coalesce(_.first_unit <= _.last_unit, False),
        has_itmo=ibis.coalesce(_.first_itmo <= _.last_itmo, False),
    )
