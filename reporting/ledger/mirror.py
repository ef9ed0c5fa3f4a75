"""Mirrors: what two registries recorded of one movement or one issuance is told once.

The sender's row stands and the receiver's mirrors it; of an issuance, the row of the originating
registry stands. The k-th row of one teller meets the k-th row of another on the same piece; what is
said without serials meets what is said of an equal quantity.
"""

import ibis
from ibis import _
from ibis.expr.types import StringValue, Table

from reporting.ledger.entries import ACQUISITION, ISSUANCE, TRANSFER, registry_party
from reporting.ledger.pieces import POOL


def told_once(steps: Table) -> Table:
    """Return the steps with what their mirrors say.

    Returns:
        The steps, with ``is_mirror`` (another row tells the same), ``arrived_on`` (when the
        receiver recorded it), ``host_recorded`` (the host told it, too), ``holding_registry``
        (where the receiver recorded it; empty if it did not), the receiver's word on
        ``to_account``, and whatever authorization and ITMO serials only a mirror names.
    """
    crossing = (steps.kind == ISSUANCE) | (steps.from_party != steps.to_party)
    alone = steps.filter(~crossing).mutate(
        is_mirror=ibis.literal(value=False),
        arrived_on=_.date,
        host_recorded=_.recorder == _.host,
        holding_registry=_.recording_registry,
    )
    return ibis.union(_paired(steps.filter(crossing)).select(*alone.columns), alone)


def _paired(steps: Table) -> Table:
    """Number the rows of each teller on a piece, and join equal numbers into one movement."""
    is_issuance = steps.kind == ISSUANCE
    teller = ibis.cases((is_issuance, steps.recorder), (steps.is_block, "block"), else_=steps.kind)
    keyed = steps.mutate(
        at=ibis.ifelse(steps.line == POOL, ibis.coalesce(steps.quantity, 0), steps.first),
        in_pool=steps.line == POOL,
        is_issuance=is_issuance,
        teller=teller,
        precedence=_precedence(steps),
    )
    same = ("scope", "in_pool", "at", "is_issuance", "from_party", "to_party")
    in_turn = ibis.window(group_by=[*same, "teller"], order_by=["date", "sequence", "entry"])
    numbered = keyed.mutate(turn=ibis.row_number().over(in_turn))
    told = ibis.window(group_by=[*same, "turn"])
    first_teller = numbered.precedence.min().over(told)
    by_receiver = numbered.recorder == numbered.to_party
    arrived = numbered.date.max(where=numbered.kind == ACQUISITION).over(told)
    return numbered.mutate(
        is_mirror=numbered.precedence != first_teller,
        arrived_on=ibis.coalesce(arrived, numbered.date),
        host_recorded=(numbered.recorder == numbered.host).max().over(told),
        holding_registry=numbered.recording_registry.max(where=by_receiver).over(told),
        authorization_id=ibis.coalesce(
            numbered.authorization_id, numbered.authorization_id.max().over(told)
        ),
        offset=ibis.coalesce(numbered.offset, numbered.offset.max().over(told)),
        to_account=ibis.coalesce(
            numbered.to_account.max(where=by_receiver).over(told), numbered.to_account
        ),
    ).drop("at", "in_pool", "is_issuance", "teller", "precedence", "turn")


def _precedence(steps: Table) -> StringValue:
    """Return a text that is smallest for the row that stands."""
    originates = steps.recorder == registry_party(steps.originating_registry)
    order = ibis.cases(
        (steps.kind == ISSUANCE, ibis.ifelse(originates, "0", "1")),
        (steps.kind == TRANSFER, "0"),
        (steps.is_block, "2"),
        else_="1",
    )
    return order + steps.recorder
