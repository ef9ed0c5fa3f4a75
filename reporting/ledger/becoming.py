"""What a piece became, and what that makes of each of its steps."""

import ibis
from ibis import _
from ibis.expr.types import BooleanValue, DateValue, StringValue, Table

from reporting.accounting.outcomes import AuthorizedFor
from reporting.ledger import pieces
from reporting.ledger.authorizations import in_force
from reporting.ledger.entries import PARIS, RETIREMENT
from reporting.ledger.first_transfers import candidates, first_transfers, were_itmos
from reporting.ledger.life import PIECE

BECAME = (
    "first_transfer_on",
    "trigger",
    "authorized_for",
    "binding_id",
    "binding_version",
    "metric",
    "tonnes",
    "is_first_transfer",
    "is_itmo",
    "is_use",
)


def status(steps: Table, on: DateValue) -> StringValue:
    """Return what the credits of a step are on a day: the step must have happened by then.

    A first transfer of unknown date came with a step of unknown date, before all others. The
    column ``is_authorized`` tells whether the authorization of the step was in force on the day.
    """
    by_then = ibis.coalesce(steps.first_transfer_on <= on, True)
    return ibis.cases(
        (steps.era != PARIS, steps.era),
        (steps.trigger.notnull() & by_then, "itmo"),
        (steps.is_authorized.notnull(), "authorized"),
        else_="credit",
    )


def _users(versions: Table) -> Table:
    """Return from when until when each Party has authorized an approach, or use under it."""
    using = versions.filter(_.kind.isin(("approach", "use")))
    return using.select("approach", "authorized_on", "in_force_until", user="party")


def became(lived: Table, versions: Table) -> Table:
    """Join to each step what its piece became, and what that makes of the step: `BECAME`."""
    firsts = first_transfers(candidates(lived, versions))
    of_piece = lived.left_join(firsts, list(PIECE)).drop("scope_right", "first_right")
    joined = of_piece.left_join(were_itmos(lived, versions), "entry").drop("entry_right")
    metric = ibis.coalesce(joined.metric, joined.binding_metric, "ghg")
    known = joined.mutate(
        metric=metric,
        tonnes=ibis.cases(
            (metric == "non_ghg", ibis.null("int64")),
            (joined.first > 0, joined.stop - joined.first),
            else_=joined.quantity,
        ),
        is_first_transfer=ibis.coalesce(joined.first_transfer_entry == joined.entry, False),
        is_itmo=_is_itmo(joined),
    )
    retired = known.filter(_.kind == RETIREMENT).select("approach", "user", "date").distinct()
    authorized = retired.inner_join(_users(versions), ["approach", "user"]).filter(
        lambda rows: in_force(rows, rows.date)
    )
    days = authorized.select("approach", "user", "date").distinct().mutate(may_use=True)
    marked = known.left_join(days, ["approach", "user", "date"])
    towards_ndc = (
        (marked.kind == RETIREMENT)
        & (marked.purpose == "NDC")
        & (marked.user != marked.host)
        & (ibis.coalesce(marked.authorized_for, marked.was_authorized_for) != AuthorizedFor.OIMP)
        & marked.is_itmo
        & marked.may_use
    )
    return marked.mutate(is_use=ibis.coalesce(towards_ndc, False))


def _is_itmo(steps: Table) -> BooleanValue:
    """Tell whether the units of a step are ITMOs with it.

    Without serials they are, if this step is their first transfer or they must have been before.
    """
    since = steps.first_transfer_on
    earlier = (steps.first_transfer_turn <= steps.turn) & ibis.coalesce(since == steps.date, True)
    identified = ibis.coalesce(since < steps.date, False) | earlier
    return ibis.ifelse(
        steps.line == pieces.POOL,
        steps.trigger.notnull() | steps.was_authorized_for.notnull(),
        steps.trigger.notnull() & ibis.coalesce(identified, False),
    )
