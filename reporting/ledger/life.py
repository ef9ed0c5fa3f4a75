"""The life of each piece: its standing steps in their order, and what each of them found.

Order within a piece: date (an issuance of unknown date comes first), sequence, then kind, then the
place of the row. Window functions then answer who held it and whether it had ended.
"""

import ibis
from ibis import _
from ibis.expr.types import Table

from reporting.ledger.entries import ACQUISITION, ENDS, ISSUANCE

PIECE = ("scope", "first")


def lives(told: Table) -> Table:
    """Return the standing steps with their turn in the life of their piece.

    Args:
        told: Steps as `reporting.ledger.mirror.told_once` returns them.

    Returns:
        The steps that are no mirrors, with ``turn`` (from 1), ``holder_before`` and
        ``account_before``, ``ended_before`` (a kind that ended it), ``is_opened`` (an issuance or
        an acquisition began it), ``issued_on``, ``key`` (the authorization that has come to bind it
        with this step) and ``key_before``; ``era``, ``metric`` and ``offset`` (of ITMO to unit
        serials) are those of the piece.
    """
    standing = told.filter(~_.is_mirror).drop("is_mirror")
    in_order = ibis.window(
        group_by=PIECE,
        order_by=[
            ibis.asc("date", nulls_first=True),
            ibis.asc("sequence"),
            ibis.asc("rank"),
            ibis.asc("entry"),
        ],
    )
    turned = standing.mutate(turn=ibis.row_number().over(in_order) + 1)
    piece = ibis.window(group_by=PIECE)
    by_turn = ibis.window(group_by=PIECE, order_by="turn")
    before = ibis.window(group_by=PIECE, order_by="turn", preceding=(None, 1))
    own = turned.authorization_id
    return turned.mutate(
        holder_before=turned.to_party.lag().over(by_turn),
        account_before=turned.to_account.lag().over(by_turn),
        ended_before=turned.kind.max(where=turned.kind.isin(ENDS)).over(before),
        is_opened=turned.kind.isin((ISSUANCE, ACQUISITION)).max(where=turned.turn == 1).over(piece),
        issued_on=turned.date.min(where=turned.kind == ISSUANCE).over(piece),
        era=turned.era.min().over(piece),
        metric=turned.metric.max().over(piece),
        offset=turned.offset.max().over(piece),
        keys_before=ibis.coalesce(own.count().over(before), 0),
        least_key=own.min().over(piece),
        greatest_key=own.max().over(piece),
    ).pipe(_keyed)


def _keyed(life: Table) -> Table:
    """Carry the authorization along the life: each key binds until the next is named.

    Nearly every piece has one key at most; only the others take further windows.
    """
    few = life.filter(~ibis.coalesce(_.least_key < _.greatest_key, False))
    one = few.mutate(
        key_before=ibis.ifelse(few.keys_before > 0, few.least_key, None),
        key=ibis.ifelse(
            (few.keys_before > 0) | few.authorization_id.notnull(), few.least_key, None
        ),
    )
    many = life.filter(_.least_key < _.greatest_key)
    reign = ibis.window(group_by=[*PIECE, "keys"])
    by_turn = ibis.window(group_by=PIECE, order_by="turn")
    carried = many.mutate(
        keys=many.keys_before + many.authorization_id.notnull().cast("int64")
    ).mutate(key=_.authorization_id.max().over(reign))
    several = carried.mutate(key_before=carried.key.lag().over(by_turn))
    helpers = ("keys_before", "least_key", "greatest_key")
    return ibis.union(one.drop(*helpers), several.select(*one.columns).drop(*helpers))
