"""Vintages, years of use and dates: that each lies where the others let it."""

import ibis
from ibis import _
from ibis.expr.types import BooleanValue, Table

from reporting.accounting.outcomes import FIRST_VINTAGE
from reporting.ledger.checks.model import Check, Unverifiable
from reporting.ledger.checks.terms import ndc_uses, under, uses, with_entry, with_units
from reporting.ledger.entries import PARIS, PRE_2021, UNRESOLVED
from reporting.ledger.ledger import Ledger


def _itmo_like(ledger: Ledger) -> Table:
    """Return entries that treat units as ITMOs: by their serials, or by use for an NDC abroad."""
    entries = ledger.entries
    user = ibis.coalesce(entries.using_party, entries.from_party)
    used = (entries.purpose == "NDC") & (user != entries.host) & (entries.use_year >= FIRST_VINTAGE)
    return entries.filter(entries.first_itmo.notnull() | ibis.coalesce(used, False))


def _before_2021(ledger: Ledger) -> Table:
    early = _itmo_like(ledger).filter(_.era == PRE_2021)
    return early.select("entry", vintage=ibis.coalesce(_.vintage, _.period_end.year()))


def _unresolved(ledger: Ledger) -> Table:
    return _itmo_like(ledger).filter(_.era == UNRESOLVED).select("entry")


def _with_vintage(ledger: Ledger) -> Table:
    return ledger.entries.filter(_.vintage.notnull(), _.date.notnull())


def _too_early(ledger: Ledger) -> Table:
    early = _with_vintage(ledger).filter(_.vintage > _.date.year())
    return early.select("entry", "vintage", "date")


def _with_period(ledger: Ledger) -> Table:
    return ledger.table("credit_blocks").filter(_.period_start.notnull(), _.period_end.notnull())


def _outside_monitoring(ledger: Ledger) -> Table:
    outside = (_.vintage < _.period_start.year()) | (_.vintage > _.period_end.year())
    return (
        _with_period(ledger)
        .filter(outside)
        .select("entry", "vintage", "period_start", "period_end")
    )


def _straddling(ledger: Ledger) -> Table:
    several = _.period_start.year() != _.period_end.year()
    late = _.period_end.year() >= FIRST_VINTAGE
    return _with_period(ledger).filter(_.vintage.isnull(), several, late).select("entry")


def _issued(ledger: Ledger) -> Table:
    return ledger.table("credit_blocks").filter(_.issued_on.notnull(), _.period_end.notnull())


def _issued_early(ledger: Ledger) -> Table:
    return (
        _issued(ledger)
        .filter(_.issued_on < _.period_end)
        .select("entry", "issued_on", "period_end")
    )


def _reportable(ledger: Ledger) -> Table:
    return ledger.entries.filter(_.era != PRE_2021)


def _undated(ledger: Ledger) -> Table:
    return _reportable(ledger).filter(_.date.isnull()).select("entry")


def _periods(ledger: Ledger) -> Table:
    """Return the NDC period of each Party's years of use."""
    ndcs = ledger.table("ndcs").select("first_year", "last_year", user="party").distinct()
    years = ndc_uses(ledger).select("user", "use_year").distinct().inner_join(ndcs, "user")
    return (
        years.filter(_.use_year >= _.first_year, _.use_year <= _.last_year)
        .group_by("user", "use_year")
        .agg(first_year=_.first_year.min(), last_year=_.last_year.max())
    )


def _without_period(ledger: Ledger) -> Table:
    return ndc_uses(ledger).anti_join(_periods(ledger), ["user", "use_year"])


def _outside_period(ledger: Ledger) -> Table:
    parties = ledger.table("ndcs").select(user="party")
    known = _without_period(ledger).semi_join(parties, "user")
    return with_units(known.mutate(party=_.user), "party", "use_year")


def _period_unknown(ledger: Ledger) -> Table:
    unknown = _without_period(ledger).anti_join(ledger.table("ndcs").select(user="party"), "user")
    return unknown.select("entry", counterpart="user").distinct()


def _in_period(ledger: Ledger) -> Table:
    steps = ndc_uses(ledger).filter(_.era == PARIS)
    joined = steps.inner_join(_periods(ledger), ["user", "use_year"])
    return with_entry(ledger, joined, "vintage")


def _of_other_period(ledger: Ledger) -> Table:
    others = _in_period(ledger).filter((_.vintage < _.first_year) | (_.vintage > _.last_year))
    return with_units(others, "vintage", "use_year", "first_year", "last_year")


def _timed_uses(ledger: Ledger) -> Table:
    timed = under(ledger, uses(ledger), earliest="use_first", latest="use_last")
    limited = timed.filter(_.earliest.notnull() | _.latest.notnull())
    return limited.mutate(year=ibis.coalesce(limited.use_year, limited.date.year().cast("int64")))


def _untimely(ledger: Ledger) -> Table:
    rows = _timed_uses(ledger)
    outside: BooleanValue = ibis.coalesce(rows.year < rows.earliest, False) | ibis.coalesce(
        rows.year > rows.latest, False
    )
    return with_units(
        rows.filter(outside).mutate(authorization=_.held_id),
        "authorization",
        "year",
        "earliest",
        "latest",
    )


YEARS = (
    Check(
        code="vintage-before-first-year",
        examined=_itmo_like,
        faults=_before_2021,
        unverifiable=(Unverifiable(code="vintage-unresolved", rows=_unresolved),),
    ),
    Check(code="vintage-after-event", examined=_with_vintage, faults=_too_early),
    Check(
        code="vintage-outside-monitoring",
        examined=_with_period,
        faults=_outside_monitoring,
        unverifiable=(Unverifiable(code="vintage-unresolved", rows=_straddling),),
    ),
    Check(code="issued-before-period-end", examined=_issued, faults=_issued_early),
    Check(code="event-undated", examined=_reportable, faults=_undated),
    Check(
        code="use-year-outside-period",
        examined=ndc_uses,
        faults=_outside_period,
        unverifiable=(Unverifiable(code="period-unknown", rows=_period_unknown),),
    ),
    Check(code="vintage-of-other-period", examined=_in_period, faults=_of_other_period),
    Check(code="use-outside-timeframe", examined=_timed_uses, faults=_untimely),
)
