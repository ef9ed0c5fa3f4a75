"""What a Party declared complete, and what it corrected."""

import ibis
from ibis import _
from ibis.expr.types import Table

from reporting.ledger.checks.model import PLACE, Check
from reporting.ledger.entries import PRE_2021, UNRESOLVED
from reporting.ledger.ledger import Ledger


def _complete(ledger: Ledger) -> Table:
    return ledger.table("coverage").filter(_.is_complete)


def _open_ends(ledger: Ledger) -> Table:
    """Return by declaration how many rows of the year lack a quantity or a vintage."""
    rows = ledger.entries
    of_quantity = ibis.ifelse(
        ibis.coalesce(rows.metric, "ghg") == "ghg",
        rows.quantity.isnull(),
        rows.non_ghg_quantity.isnull(),
    )
    counted = (
        rows.filter(_.date.notnull(), _.era != PRE_2021)
        .mutate(is_unknown=of_quantity, is_unresolved=_.era == UNRESOLVED)
        .group_by(party=_.recorder, year=_.date.year().cast("int64"))
        .agg(unknown=_.is_unknown.sum(), unresolved=_.is_unresolved.sum())
    )
    return _complete(ledger).inner_join(counted, ["party", "year"])


def _without_quantity(ledger: Ledger) -> Table:
    rows = _open_ends(ledger).filter(_.unknown > 0)
    return rows.select(*PLACE, "party", "year", number="unknown")


def _without_vintage(ledger: Ledger) -> Table:
    rows = _open_ends(ledger).filter(_.unresolved > 0)
    return rows.select(*PLACE, "party", "year", number="unresolved")


def _of_complete_years(ledger: Ledger) -> Table:
    declared = (
        _complete(ledger)
        .group_by(recorded_by=_.party, event_year=_.year)
        .agg(declared_on=_.declared_on.max())
    )
    events = ledger.table("transfers").mutate(event_year=_.event_date.year().cast("int64"))
    return events.inner_join(declared, ["recorded_by", "event_year"])


def _recorded_later(ledger: Ledger) -> Table:
    late = _of_complete_years(ledger).filter(_.recorded_on > _.declared_on)
    return late.select(
        "entry", "recorded_on", "declared_on", party="recorded_by", year="event_year"
    )


def _corrections(ledger: Ledger) -> Table:
    """Return each correction with what it corrects."""
    transfers = ledger.table("transfers")
    corrected = transfers.select("_package", corrects="transfer_id", first_recorder="recorded_by")
    return transfers.filter(_.corrects.notnull()).inner_join(corrected, ["_package", "corrects"])


def _twice(ledger: Ledger) -> Table:
    same = ibis.window(group_by=["_package", "corrects"])
    counted = _corrections(ledger).mutate(number=_.entry.count().over(same))
    return counted.filter(_.number > 1).select("entry", "number", event="corrects")


def _by_another(ledger: Ledger) -> Table:
    others = _corrections(ledger).filter(_.recorded_by != _.first_recorder)
    return others.select("entry", event="corrects", party="first_recorder", other="recorded_by")


DECLARATIONS = (
    Check(code="complete-but-unknown", examined=_complete, faults=_without_quantity),
    Check(code="complete-but-unresolved", examined=_complete, faults=_without_vintage),
    Check(code="recorded-after-complete", examined=_of_complete_years, faults=_recorded_later),
    Check(code="corrected-twice", examined=_corrections, faults=_twice),
    Check(code="corrected-by-another", examined=_corrections, faults=_by_another),
)
