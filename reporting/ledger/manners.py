"""Manners: how entries move units, told apart once and carried as numbers through the replay.

Who moved what to whom, recorded by whom and for what, is the same for many entries. Windows sort
numbers, which are short; the texts are put back at the end.
"""

import ibis
from ibis.expr.types import StringValue, Table

from reporting.ledger.entries import ACQUISITION, ISSUANCE, MOVEMENTS, TRANSFER, registry_party

NEVER_EMPTY = (
    "kind",
    "is_block",
    "rank",
    "recorder",
    "recording_registry",
    "approach",
    "originating_registry",
    "host",
    "from_party",
    "to_party",
    "era",
)
MAYBE_EMPTY = ("authorization_id", "purpose", "use_year", "using_party", "metric")
MANNER = (*NEVER_EMPTY, *MAYBE_EMPTY)


def manners(entries: Table) -> Table:
    """Return every manner with its number.

    Returns:
        `MANNER` and ``manner``, their number; ``way``, equal for rows that may tell the same, and
        ``teller``, equal for those of them that tell different things; ``precedence``, smallest for
        the row that stands; ``is_crossing``, ``is_arrival``, ``by_host``, ``by_receiver``; ``own``,
        the number of the authorization it names.
    """
    found = entries.select(*MANNER).distinct()
    is_issuance = found.kind == ISSUANCE
    described = found.mutate(
        is_issuance=is_issuance,
        is_crossing=is_issuance
        | (found.kind.isin(MOVEMENTS) & (found.from_party != found.to_party)),
        is_arrival=found.kind == ACQUISITION,
        by_host=found.recorder == found.host,
        by_receiver=found.recorder == found.to_party,
        told_by=ibis.cases(
            (is_issuance, found.recorder), (found.is_block, "block"), else_=found.kind
        ),
        order=_precedence(found),
    )
    movement = ["is_issuance", "from_party", "to_party"]
    numbers = described.mutate(
        manner=ibis.row_number().over(order_by=MANNER),
        way=ibis.dense_rank().over(order_by=movement),
        teller=ibis.dense_rank().over(order_by="told_by"),
        precedence=ibis.dense_rank().over(order_by="order"),
        own=ibis.ifelse(
            described.authorization_id.isnull(),
            None,
            ibis.dense_rank().over(order_by="authorization_id"),
        ),
    )
    return numbers.drop("is_issuance", "told_by", "order")


def numbered(entries: Table, manners: Table) -> Table:
    """Replace what manners say by their number."""
    same = [
        *NEVER_EMPTY,
        *(entries[name].identical_to(manners[name]) for name in MAYBE_EMPTY),
    ]
    joined = entries.inner_join(manners.select("manner", *MANNER), same)
    return joined.drop(*(name for name in joined.columns if name.removesuffix("_right") in MANNER))


def said(steps: Table, manners: Table, *, of_piece: tuple[str, ...] = ()) -> Table:
    """Add the texts of the manners, but for those that the steps have from their piece."""
    names = [name for name in MANNER if name not in (*of_piece, "authorization_id")]
    holding = manners.select(holding="manner", holding_registry="recording_registry")
    told = steps.inner_join(manners.select("manner", *names), "manner")
    received = told.left_join(holding, "holding").drop("holding_right")
    return with_key(received, manners, "own", "authorization_id")


def with_key(steps: Table, manners: Table, number: str, name: str) -> Table:
    """Add the identifier of an authorization to its number."""
    known = manners.filter(manners.own.notnull()).select(
        **{number: "own", name: "authorization_id"}
    )
    return steps.left_join(known.distinct(), number).drop(f"{number}_right")


def _precedence(manners: Table) -> StringValue:
    """Return a text that is smallest for the row that stands."""
    originates = manners.recorder == registry_party(manners.originating_registry)
    order = ibis.cases(
        (manners.kind == ISSUANCE, ibis.ifelse(originates, "0", "1")),
        (manners.kind == TRANSFER, "0"),
        (manners.is_block, "2"),
        else_="1",
    )
    return order + manners.recorder
