"""Ownership: whether each unit was issued once, moved by its holder, and used once.

The life of each piece answers, over all recorders.
"""

import ibis
from ibis import _
from ibis.expr.types import Table

from reporting.ledger.checks.model import Check
from reporting.ledger.checks.ranges import mixed_scopes, ranges, row_name, unseen, with_serials
from reporting.ledger.entries import ENDS, ISSUANCE, MOVEMENTS, RETIREMENT
from reporting.ledger.ledger import Ledger
from reporting.ledger.life import PIECE


def _issuances(ledger: Ledger) -> Table:
    return ledger.entries.filter(_.kind == ISSUANCE)


def _events(ledger: Ledger) -> Table:
    return ledger.entries.filter(_.kind != ISSUANCE)


def _steps(ledger: Ledger) -> Table:
    return with_serials(ledger.life)


def _issued_twice(ledger: Ledger) -> Table:
    issued = _steps(ledger).filter(_.kind == ISSUANCE)
    again = issued.group_by(PIECE).agg(number=_.entry.count(), issue=_.turn.min())
    first = issued.select(*PIECE, "turn", issued_as="entry")
    pairs = (
        again.filter(_.number > 1)
        .inner_join(first.rename(issue="turn"), [*PIECE, "issue"])
        .inner_join(issued, list(PIECE))
    )
    return _with_other(ledger, pairs.filter(_.turn > _.issue), "issued_as")


def _moved_before_issued(ledger: Ledger) -> Table:
    """Return the steps before the issuance of their piece, or of pieces that nothing opens."""
    steps = _steps(ledger)
    issued = steps.filter(_.kind == ISSUANCE).group_by(PIECE).agg(issue=_.turn.min())
    late = steps.inner_join(issued.filter(_.issue > 1), list(PIECE)).filter(_.turn < _.issue)
    never = steps.filter(~_.is_opened).anti_join(issued, list(PIECE))
    columns = ("entry", *PIECE, "stop")
    found = ibis.union(late.select(*columns), never.select(*columns))
    return ranges(found.anti_join(mixed_scopes(ledger), "scope"))


def _moved(ledger: Ledger) -> Table:
    """Return the events on units that had not ended, with the account they were taken from."""
    accounts = ledger.entries.select("entry", "from_account")
    live = _steps(ledger).filter(_.kind != ISSUANCE, _.ended_before.isnull())
    return live.anti_join(mixed_scopes(ledger), "scope").inner_join(accounts, "entry")


def _not_held(ledger: Ledger) -> Table:
    others = _moved(ledger).filter(_.from_party != _.holder_before)
    return ranges(others.mutate(holder=_.holder_before), "from_party", "holder")


def _not_in_account(ledger: Ledger) -> Table:
    others = _moved(ledger).filter(
        _.from_party == _.holder_before, _.from_account != _.account_before
    )
    return ranges(others.mutate(held_in=_.account_before), "from_account", "held_in")


def _moved_before_arrival(ledger: Ledger) -> Table:
    """Return the events of the receiver before the day on which it recorded the arrival."""
    travelled = _steps(ledger).filter(_.kind.isin(MOVEMENTS), _.arrived_on > _.date)
    arrivals = travelled.select(*PIECE, "arrived_on", next=_.turn + 1)
    steps = _steps(ledger).drop("arrived_on").rename(next="turn")
    early = steps.inner_join(arrivals, [*PIECE, "next"]).filter(_.date < _.arrived_on)
    return ranges(early, "date", "arrived_on")


def _moved_after_end(ledger: Ledger) -> Table:
    steps = _steps(ledger)
    after = steps.filter(_.ended_before.notnull())
    ended = steps.filter(_.kind.isin(ENDS), _.ended_before.isnull())
    named = ended.select(*PIECE, ended_as="entry", ended="kind", ended_on="date")
    later = after.inner_join(named, list(PIECE))
    return _with_other(ledger, later, "ended_as", "ended", "ended_on")


def _reported_twice(ledger: Ledger) -> Table:
    """Return the actions told again by one recorder: day, kind, registry, Parties, exact range."""
    same = [
        "kind",
        "date",
        "sequence",
        "recorder",
        "recording_registry",
        "scope",
        "first",
        "stop",
        "from_party",
        "to_party",
    ]
    told = with_serials(_events(ledger))
    again = told.group_by(same).agg(told_as=_.entry.min(), number=_.entry.count())
    repeated = told.inner_join(again.filter(_.number > 1), same).filter(_.entry > _.told_as)
    return _with_other(ledger, repeated, "told_as")


def _without_order(ledger: Ledger) -> Table:
    same = [*PIECE, "date", "recorder", "sequence"]
    steps = _steps(ledger).filter(_.kind != ISSUANCE)
    several = steps.group_by(same).agg(number=_.turn.count(), earliest=_.turn.min())
    met = steps.inner_join(several.filter(_.number > 1), same)
    first = met.filter(_.turn == _.earliest).select(
        *PIECE, "date", "recorder", "sequence", of="entry"
    )
    return _with_other(
        ledger, met.filter(_.turn > _.earliest).inner_join(first, same), "of", "date"
    )


def _used_by_host(steps: Table) -> Table:
    """Keep the retirements with which a host counts its own mitigation for itself."""
    own = ibis.coalesce(steps.using_party, steps.from_party) == steps.host
    return steps.filter(
        (steps.kind == RETIREMENT) & own & ibis.coalesce(steps.purpose == "NDC", True)
    )


def _host_retirements(ledger: Ledger) -> Table:
    return _used_by_host(ledger.entries)


def _claimed_by_both(ledger: Ledger) -> Table:
    claimed = _used_by_host(_steps(ledger)).filter(_.first_transfer_on.notnull())
    return ranges(claimed, "host", "first_transfer_on")


def _with_other(ledger: Ledger, steps: Table, entry: str, *alike: str) -> Table:
    """Join up the steps, and name the row of the other entry."""
    found = ranges(steps, entry, *alike)
    return found.mutate(other=row_name(ledger, found[entry])).drop(entry)


OWNERSHIP = (
    Check(
        code="issued-twice",
        examined=_issuances,
        faults=_issued_twice,
        unverifiable=unseen(_issuances),
    ),
    Check(
        code="moved-before-issued",
        examined=_events,
        faults=_moved_before_issued,
        unverifiable=unseen(_events),
    ),
    Check(
        code="moved-by-another", examined=_events, faults=_not_held, unverifiable=unseen(_events)
    ),
    Check(
        code="moved-from-another-account",
        examined=_events,
        faults=_not_in_account,
        unverifiable=unseen(_events),
    ),
    Check(
        code="moved-before-arrival",
        examined=_events,
        faults=_moved_before_arrival,
        unverifiable=unseen(_events),
    ),
    Check(
        code="used-twice", examined=_events, faults=_moved_after_end, unverifiable=unseen(_events)
    ),
    Check(
        code="action-reported-twice",
        examined=_events,
        faults=_reported_twice,
        unverifiable=unseen(_events),
    ),
    Check(
        code="order-not-stated",
        examined=_events,
        faults=_without_order,
        unverifiable=unseen(_events),
    ),
    Check(
        code="claimed-by-both",
        examined=_host_retirements,
        faults=_claimed_by_both,
        unverifiable=unseen(_host_retirements),
    ),
)
