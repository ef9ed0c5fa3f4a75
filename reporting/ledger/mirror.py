"""Mirrors: what two registries recorded of one movement or one issuance is told once.

The sender's row stands and the receiver's mirrors it; of an issuance, the row of the originating
registry stands. The k-th row of one teller meets the k-th row of another on the same piece; what is
said without serials meets what is said of an equal quantity.
"""

import ibis
from ibis import _
from ibis.expr.types import Table, Value

SAME = ("scope", "at", "way")
PAIR = 2


def told_once(steps: Table, manners: Table) -> Table:
    """Return the steps with what their mirrors say.

    Nearly always one row tells a movement or two tellers do; only the others are numbered.

    Returns:
        The steps, with ``is_mirror`` (another row tells the same), ``arrived_on`` (when the
        receiver recorded it), ``host_recorded`` (the host told it, too), ``holding`` (the manner in
        which the receiver recorded it; empty if it did not), the receiver's word on ``to_account``,
        and whatever authorization, ``own``, and ITMO serials only a mirror names.
    """
    ways = manners.select(
        "manner",
        "way",
        "teller",
        "precedence",
        "own",
        "is_crossing",
        "is_arrival",
        "by_host",
        "by_receiver",
    )
    keyed = steps.inner_join(ways, "manner")
    alone = keyed.filter(~_.is_crossing).select(
        *steps.columns,
        "own",
        is_mirror=ibis.literal(value=False),
        arrived_on=_.date,
        host_recorded=_.by_host,
        holding=_.manner,
    )
    crossing = keyed.filter(_.is_crossing).mutate(at=_place(keyed))
    met = ibis.window(group_by=SAME)
    counted = crossing.mutate(
        rows=crossing.count().over(met),
        least=crossing.teller.min().over(met),
        most=crossing.teller.max().over(met),
        **_told(crossing, SAME),
    )
    is_pair = (counted.rows == PAIR) & (counted.least < counted.most)
    is_plain = (counted.rows == 1) | is_pair
    in_turn = ibis.window(group_by=[*SAME, "teller"], order_by=["date", "sequence", "entry"])
    many = counted.filter(~is_plain).select(*crossing.columns)
    turned = many.mutate(turn=ibis.row_number().over(in_turn))
    several = turned.mutate(**_told(turned, (*SAME, "turn")))
    return ibis.union(
        alone, *(_as_told(rows, alone) for rows in (counted.filter(is_plain), several))
    )


def _place(steps: Table) -> Value:
    """Return where a step is: its piece, or for a step without serials its quantity."""
    return ibis.ifelse(steps.first < 0, -1 - ibis.coalesce(steps.quantity, 0), steps.first)


def _told(rows: Table, by: tuple[str, ...]) -> dict[str, Value]:
    together = ibis.window(group_by=by)
    arrived = rows.date.max(where=rows.is_arrival).over(together)
    account = rows.to_account.max(where=rows.by_receiver).over(together)
    return {
        "is_mirror": rows.precedence != rows.precedence.min().over(together),
        "arrived_on": ibis.coalesce(arrived, rows.date),
        "host_recorded": rows.by_host.max().over(together),
        "holding": rows.manner.max(where=rows.by_receiver).over(together),
        "told_own": ibis.coalesce(rows.own, rows.own.max().over(together)),
        "told_offset": ibis.coalesce(rows.offset, rows.offset.max().over(together)),
        "told_to_account": ibis.coalesce(account, rows.to_account),
    }


def _as_told(rows: Table, like: Table) -> Table:
    """Put what was told in the place of what the row says itself."""
    told = {name: name.removeprefix("told_") for name in rows.columns if name.startswith("told_")}
    own = rows.drop(*told.values())
    return own.rename({name: of for of, name in told.items()}).select(*like.columns)
