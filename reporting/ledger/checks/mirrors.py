"""Mirrors: whether what one Party sent is what the other received.

Three outcomes: both agree; they differ, by how much and where; or the counterpart has not reported.
A row of both sides by one recorder is no mirror. Issuances into another Party's registry have none.
"""

from collections.abc import Callable

import ibis
from ibis import _
from ibis.expr.types import Table

from reporting.ledger.checks.model import Check, Query, Unverifiable
from reporting.ledger.checks.ranges import ranges, with_serials
from reporting.ledger.entries import ACQUISITION, MOVEMENTS, TRANSFER
from reporting.ledger.ledger import Ledger
from reporting.ledger.life import PIECE
from reporting.ledger.pieces import POOL

Rows = Callable[[Table], Table]


def _crossing(ledger: Ledger) -> Table:
    """Return the steps from one Party to another, and whether the other side told them, too."""
    told = ledger.told.filter(_.kind.isin(MOVEMENTS), _.from_party != _.to_party)
    is_sent = told.kind == TRANSFER
    return told.mutate(
        counterpart=ibis.ifelse(is_sent, told.to_party, told.from_party),
        year=told.date.year().cast("int64"),
        is_matched=ibis.ifelse(is_sent, told.holding_registry.notnull(), told.is_mirror),
    )


def _by_one_recorder(ledger: Ledger) -> Table:
    """Return the transfers whose acquisition was told by the same recorder."""
    crossing = _crossing(ledger)
    received = crossing.filter((_.kind == ACQUISITION) & _.is_mirror)
    same = [*PIECE, "from_party", "to_party", "recorder"]
    pairs = received.select(*same, arrived_on="date")
    return crossing.filter(_.kind == TRANSFER).semi_join(pairs, [*same, "arrived_on"])


def _of(kind: str) -> Query:
    """Return the movements of a kind that some other recorder could mirror."""

    def movements(ledger: Ledger) -> Table:
        own = _by_one_recorder(ledger).select("entry", *PIECE)
        of_kind = _crossing(ledger).filter(_.kind == kind)
        return of_kind.anti_join(own, ["entry", *PIECE])

    return movements


def _entries_of(kind: str) -> Query:
    def entries(ledger: Ledger) -> Table:
        return ledger.entries.filter(_.kind == kind, _.from_party != _.to_party)

    return entries


def _unmatched(steps: Table) -> Table:
    return with_serials(steps).filter(~_.is_matched)


def _wholly(steps: Table) -> Table:
    """Keep the steps of entries no part of which the counterpart told."""
    return _unmatched(steps).anti_join(steps.filter(_.is_matched), "entry")


def _complete(ledger: Ledger) -> Table:
    declared = ledger.table("coverage").filter(_.is_complete)
    return declared.select("year", counterpart="party").distinct()


def _absent(kind: str) -> Query:
    """Return the movements that a counterpart whose record is complete does not have."""

    def absent(ledger: Ledger) -> Table:
        steps = _wholly(_of(kind)(ledger)).semi_join(_complete(ledger), ["counterpart", "year"])
        return _measured(ranges(steps, "counterpart", "year"))

    return absent


def _silent(kind: str) -> Query:
    """Return the movements that a counterpart may yet report."""

    def silent(ledger: Ledger) -> Table:
        steps = _wholly(_of(kind)(ledger)).anti_join(_complete(ledger), ["counterpart", "year"])
        return steps.select("entry", "counterpart", "year").distinct()

    return silent


def _without_serials(kind: str) -> Query:
    def unknown(ledger: Ledger) -> Table:
        pool = _of(kind)(ledger).filter(_.line == POOL, ~_.is_matched)
        return pool.select("entry")

    return unknown


def _not_independent(ledger: Ledger) -> Table:
    return _by_one_recorder(ledger).select("entry", "recorder").distinct()


def _movements(ledger: Ledger) -> Table:
    return ledger.entries.filter(_.kind.isin(MOVEMENTS), _.from_party != _.to_party)


def _in_part(ledger: Ledger) -> Table:
    """Return what is told of only one side, of movements that both told in part."""
    found = [
        _unmatched(steps).semi_join(steps.filter(_.is_matched), "entry")
        for steps in (_of(TRANSFER)(ledger), _of(ACQUISITION)(ledger))
    ]
    return _measured(ranges(ibis.union(*found), "counterpart"))


def _in_another_year(ledger: Ledger) -> Table:
    sent = _crossing(ledger).filter(_.kind == TRANSFER, ~_.is_mirror)
    late = sent.filter(_.arrived_on.year() != _.date.year())
    return late.select("entry", "counterpart", "date", "arrived_on").distinct()


def _measured(found: Table) -> Table:
    return found.mutate(quantity=found.last - found.first + 1)


def _unjudged(kind: str) -> tuple[Unverifiable, ...]:
    return (
        Unverifiable(code="counterpart-silent", rows=_silent(kind)),
        Unverifiable(code="serials-unknown", rows=_without_serials(kind)),
    )


MIRRORS = (
    Check(
        code="transfer-without-acquisition",
        examined=_entries_of(TRANSFER),
        faults=_absent(TRANSFER),
        unverifiable=(
            *_unjudged(TRANSFER),
            Unverifiable(code="mirror-not-independent", rows=_not_independent),
        ),
    ),
    Check(
        code="acquisition-without-transfer",
        examined=_entries_of(ACQUISITION),
        faults=_absent(ACQUISITION),
        unverifiable=_unjudged(ACQUISITION),
    ),
    Check(code="mirror-differs", examined=_movements, faults=_in_part),
    Check(code="mirror-in-another-year", examined=_movements, faults=_in_another_year),
)
