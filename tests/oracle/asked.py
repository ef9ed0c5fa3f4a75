"""The few columns of a result that a worked case asks for, and the days its story runs on."""

from datetime import date

from tests.oracle.actions import actions
from tests.oracle.authorizations import Settings
from tests.oracle.figures import first_transfers
from tests.oracle.flows import flows
from tests.oracle.holdings import Holding, holdings
from tests.oracle.made import authorization, block, event, ledger
from tests.oracle.tables import Row, Tables, row

ISSUED, SENT, ARRIVED, ENDED = (
    date(2023, 2, 1),
    date(2024, 3, 1),
    date(2024, 3, 9),
    date(2025, 5, 1),
)
LATER = date(2030, 12, 31)
UNAUTHORIZED = {"authorization_party": None, "authorization_id": None}


def firsts(tables: Tables, **settings: str) -> list[tuple[object, ...]]:
    """Return first unit, last unit, day and trigger of the first transfers."""
    found = first_transfers(tables, Settings(**settings))
    return [(one.first, one.last, one.first_transfer_on, one.trigger) for one in found]


def holdings_of(tables: Tables, party: str, on: date) -> list[Holding]:
    """Return what one Party holds."""
    return [one for one in holdings(tables, on) if one.party == party]


def held(tables: Tables, party: str, on: date) -> list[tuple[object, ...]]:
    """Return the unit ranges that a Party holds, and what they are."""
    return [(one.first_unit, one.last_unit, one.status) for one in holdings_of(tables, party, on)]


def flowed(tables: Tables, party: str, flow: str) -> list[tuple[object, ...]]:
    """Return event year, who tells it, and quantity of a flow of a Party."""
    return [
        (one.event_year, one.record, one.quantity)
        for one in flows(tables)
        if (one.party, one.flow) == (party, flow)
    ]


def done(tables: Tables, party: str, year: int) -> list[tuple[object, ...]]:
    """Return the actions of a Party in a year with their first and last unit."""
    return [
        (one.action, one.first_unit, one.last_unit)
        for one in actions(tables)
        if one.party == party and one.on and one.on.year == year
    ]


def use_of_ten(purposes: str, definition: str | None, purpose: str) -> Tables:
    """Return ten units issued at home, 1 to 4 sent abroad, and then 1 to 6 used or cancelled."""
    kind = "voluntary_cancellation" if purpose == "OMGE" else "retirement"
    return ledger(
        authorization(purposes=purposes, first_transfer_definition=definition),
        block(),
        event("transfer", SENT, "XAA", "XBB", last_unit=4),
        event(kind, ENDED, "XBB", "XBB", last_unit=4, purpose=purpose, transfer_id="a"),
        event(kind, ENDED, "XAA", "XAA", first_unit=5, last_unit=6, purpose=purpose),
    )


def coverage(party: str, year: int) -> Row:
    """Return a Party's word that a year is complete."""
    return row("coverage", party=party, year=year)
