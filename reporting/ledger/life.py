"""The life of each piece: its standing steps in their order, and what each of them found.

Order within a piece: date (an issuance of unknown date comes first), sequence, then kind, then the
place of the row. Window functions then answer who held it and whether it had ended.
"""

import ibis
from ibis import _
from ibis.expr.types import IntegerValue, Table

from reporting.ledger.entries import ACQUISITION, ENDS, ISSUANCE, KINDS
from reporting.ledger.manners import said, with_key

PIECE = ("scope", "first")
PLAIN = (
    "manner",
    "manner_before",
    "holding",
    "own",
    "key_number",
    "key_number_before",
    "opened",
    "end_before",
)


def lives(told: Table, manners: Table) -> Table:
    """Return the standing steps with their turn in the life of their piece.

    Args:
        told: Steps as `reporting.ledger.mirror.told_once` returns them.
        manners: What their numbers stand for.

    Returns:
        The steps that are no mirrors, with ``turn`` (from 1), ``holder_before`` and
        ``account_before``, ``ended_before`` (a kind that ended it), ``is_opened`` (an issuance or
        an acquisition began it), ``issued_on``, ``key`` (the authorization that has come to bind it
        with this step) and ``key_before``; ``era``, ``metric`` and ``offset`` (of ITMO to unit
        serials) are those of the piece. Texts are numbers until `in_words`, and keys are what
        `with_keys` makes them of.
    """
    by_manner = manners.select("manner", "rank", "era", "metric")
    standing = told.filter(~_.is_mirror).drop("is_mirror").inner_join(by_manner, "manner")
    order = [
        ibis.asc("date", nulls_first=True),
        ibis.asc("sequence"),
        ibis.asc("rank"),
        ibis.asc("entry"),
    ]
    in_order = ibis.window(group_by=PIECE, order_by=order)
    before = ibis.window(group_by=PIECE, order_by=order, preceding=(None, 1))
    piece = ibis.window(group_by=PIECE, order_by=order, preceding=None, following=None)
    rank, own = standing["rank"], standing.own
    return standing.mutate(
        turn=ibis.row_number().over(in_order) + 1,
        manner_before=standing.manner.lag().over(in_order),
        account_before=standing.to_account.lag().over(in_order),
        end_before=_end(rank).max().over(before),
        opened=rank.first().over(piece),
        issued_on=standing.date.min(where=rank == KINDS.index(ISSUANCE)).over(piece),
        era=standing.era.min().over(piece),
        metric=standing.metric.max().over(piece),
        offset=standing.offset.max().over(piece),
        keys_before=ibis.coalesce(own.count().over(before), 0),
        least_key=own.min().over(piece),
        greatest_key=own.max().over(piece),
    ).drop("rank")


def in_words(lived: Table, manners: Table) -> Table:
    """Add to the life the texts that its numbers stand for."""
    before = manners.select(manner_before="manner", holder_before="to_party")
    worded = (
        said(lived, manners, of_piece=("era", "metric"))
        .left_join(before, "manner_before")
        .drop("manner_before_right")
        .pipe(with_key, manners, "key_number", "key")
        .pipe(with_key, manners, "key_number_before", "key_before")
    )
    opening = [KINDS.index(kind) for kind in (ISSUANCE, ACQUISITION)]
    return worded.mutate(
        ended_before=ibis.cases(
            *((worded.end_before == number, kind) for number, kind in enumerate(sorted(ENDS))),
            else_=ibis.null("string"),
        ),
        is_opened=worded.opened.isin(opening),
    )


def _end(rank: IntegerValue) -> IntegerValue:
    """Number the kinds that end a unit."""
    return ibis.cases(
        *(
            (rank == KINDS.index(kind), ibis.literal(number, "int64"))
            for number, kind in enumerate(sorted(ENDS))
        ),
        else_=ibis.null("int64"),
    )


def with_keys(life: Table) -> Table:
    """Carry the authorization along the life: each key binds until the next is named.

    Nearly every piece has one key at most; only the others take further windows.
    """
    few = life.filter(~ibis.coalesce(_.least_key < _.greatest_key, False))
    one = few.mutate(
        key_number_before=ibis.ifelse(few.keys_before > 0, few.least_key, None),
        key_number=ibis.ifelse((few.keys_before > 0) | few.own.notnull(), few.least_key, None),
    )
    many = life.filter(_.least_key < _.greatest_key)
    reign = ibis.window(group_by=[*PIECE, "keys"])
    by_turn = ibis.window(group_by=PIECE, order_by="turn")
    carried = many.mutate(keys=many.keys_before + many.own.notnull().cast("int64")).mutate(
        key_number=_.own.max().over(reign)
    )
    several = carried.mutate(key_number_before=carried.key_number.lag().over(by_turn))
    helpers = ("keys_before", "least_key", "greatest_key")
    return ibis.union(one.drop(*helpers), several.select(*one.columns).drop(*helpers))
