"""The oracle counts uses, quantities and actions as a hand does."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from tests.oracle import (
    flows,
    lives,
)
from tests.oracle.asked import (
    ENDED,
    LATER,
    SENT,
    done,
    firsts,
    flowed,
    held,
    holdings_of,
    use_of_ten,
)
from tests.oracle.made import authorization, block, event, ledger


@pytest.mark.parametrize(
    ("kind", "authorized_on", "used"),
    [
        ("use", date(2025, 5, 1), [(2025, "own", 4)]),
        ("approach", date(2024, 1, 1), [(2025, "own", 4)]),
        ("entity", date(2024, 1, 1), []),
        ("use", date(2025, 5, 2), []),
    ],
)
def test_use_needs_the_using_partys_authorization(
    kind: str, authorized_on: date, used: list[tuple[object, ...]]
) -> None:
    """Retired for an NDC is used only if the using Party had authorized it by then."""
    tables = ledger(
        authorization(),
        authorization(party="XBB", authorization_id="U1", kind=kind, authorized_on=authorized_on),
        block(),
        event("transfer", SENT, "XAA", "XBB", last_unit=4),
        event(
            "retirement",
            ENDED,
            "XBB",
            "XBB",
            last_unit=4,
            purpose="NDC",
            use_year=2026,
            using_party="XBB",
        ),
    )
    assert flowed(tables, "XBB", "used") == used
    assert held(tables, "XBB", LATER) == []
    assert done(tables, "XBB", 2025) == [("use", 1, 4) for _ in used]


def test_the_host_uses_nothing_of_its_own() -> None:
    """A host that retires its own units for its NDC has used no ITMO."""
    own = authorization(party="XAA", authorization_id="U1", kind="approach")
    retired = event("retirement", ENDED, "XAA", "XAA", purpose="NDC", use_year=2025)
    tables = ledger(
        authorization(purposes="OIMP", first_transfer_definition="issuance"), own, block(), retired
    )
    assert flowed(tables, "XAA", "used") == []
    assert flowed(tables, "XAA", "first_transferred") == [(2023, "own", 10)]


def test_a_block_id_alone_means_the_whole_block() -> None:
    """Without serials and with the block's quantity, or none; any other is a mere quantity."""
    bare = {"first_unit": None, "last_unit": None, "vintage": None, "block_id": "B1"}
    tables = ledger(authorization(), block(), event("transfer", SENT, "XAA", "XBB", **bare))
    assert firsts(tables) == [(1, 10, SENT, "international_transfer")]
    part = ledger(
        authorization(), block(), event("transfer", SENT, "XAA", "XBB", quantity=4, **bare)
    )
    assert firsts(part) == [(None, None, SENT, "international_transfer")]
    assert [(one.line, one.quantity) for one in holdings_of(part, "XBB", LATER)] == [("pool", 4)]
    assert [(one.line, one.quantity) for one in holdings_of(part, "XAA", LATER)] == [
        ("pool", -4),
        ("unit", 10),
    ]


def test_itmo_serials_find_the_units_of_their_block() -> None:
    """ITMO serials 103 to 104 of a block 1-10 = 101-110 are the units 3 and 4, and back."""
    serials = {"first_unit": None, "last_unit": None, "first_itmo": 103, "last_itmo": 104}
    tables = ledger(
        authorization(),
        block(first_itmo=101, last_itmo=110),
        event("transfer", SENT, "XAA", "XBB", block_id="B1", **serials),
        event("transfer", SENT, "XAA", "XCC", block_id="B1", first_unit=7, last_unit=8),
    )
    assert [one[:2] for one in firsts(tables)] == [(3, 4), (7, 8)]
    for party, expected in (("XBB", (103, 104)), ("XCC", (107, 108))):
        (holding,) = holdings_of(tables, party, LATER)
        assert (holding.first_itmo, holding.last_itmo) == expected


def test_an_unknown_quantity_is_counted_as_unknown() -> None:
    """Issued abroad, how much is not published."""
    unknown = block(
        first_unit=None,
        last_unit=None,
        issuance_pattern="split",
        holder_party="XBB",
        originating_registry="XBB01",
        recording_registry="XBB01",
    )
    (first,) = [
        one for one in flows(ledger(authorization(), unknown)) if one.flow == "first_transferred"
    ]
    assert (first.quantity, first.unknown, first.steps) == (None, 1, 1)


def test_non_ghg_quantities_are_shared_by_length() -> None:
    """Ten units stand for 2.5 MWh; three of them for 0.75."""
    metric = {"metric": "non_ghg", "non_ghg_metric": "MWh", "non_ghg_quantity": Decimal("2.5")}
    tables = ledger(
        authorization(), block(**metric), event("transfer", SENT, "XAA", "XBB", last_unit=3)
    )
    (holding,) = holdings_of(tables, "XBB", LATER)
    assert (holding.metric, holding.non_ghg_quantity) == ("non_ghg", Fraction(3, 4))


def test_an_event_that_is_its_whole_block_moves_its_non_ghg_quantity() -> None:
    """Also where it is told before the block was issued, and so opens the life of the units."""
    metric = {"metric": "non_ghg", "non_ghg_metric": "MWh", "non_ghg_quantity": Decimal("2.5")}
    bare = {"first_unit": None, "last_unit": None, "block_id": "B1"}
    early = event("transfer", date(2021, 1, 2), "XAA", "XBB", **bare)
    (first,) = [
        one
        for one in flows(ledger(authorization(), block(**metric), early))
        if one.flow == "first_transferred"
    ]
    assert (first.non_ghg_quantity, first.unknown) == (Fraction(5, 2), 0)


def test_cancellation_by_the_host_as_first_transfer_is_one_action() -> None:
    """At home the first transfer tells it; abroad the cancellation is an action of its own."""
    tables = use_of_ten("NDC", None, "OMGE")
    assert done(tables, "XAA", 2025) == [("first_transfer", 5, 6)]
    assert done(tables, "XBB", 2025) == [("voluntary_cancellation", 1, 4)]


def test_a_block_is_whole_by_its_stated_quantity() -> None:
    """A block of ten serials that says eight is meant whole by an event of eight, not of ten."""
    bare = {"first_unit": None, "last_unit": None, "block_id": "B1"}
    for quantity, line in ((8, "unit"), (10, "pool")):
        sent = event("transfer", SENT, "XAA", "XBB", quantity=quantity, **bare)
        (holding,) = holdings_of(ledger(block(quantity=8), sent), "XBB", LATER)
        assert (holding.line, holding.quantity) == (line, 10)


def test_what_has_no_serials_is_first_transferred_by_what_it_says_itself() -> None:
    """An issuance is a trigger of its own; a later retirement under the same key is none."""
    terms = authorization(purposes="OIMP", first_transfer_definition="authorization")
    bare = {"first_unit": None, "last_unit": None, "quantity": 4, "block_id": "B1"}
    issued = block(first_unit=None, last_unit=None, quantity=10)
    tables = ledger(terms, issued, event("retirement", ENDED, "XAA", "XAA", **bare))
    assert flowed(tables, "XAA", "first_transferred") == [(2023, "own", 10)]


def test_serials_stand_on_the_line_that_all_have() -> None:
    """All have ITMO serials: that line; if one has only units and one only ITMOs, one on each."""
    itmos = {"first_unit": None, "last_unit": None, "first_itmo": 101, "last_itmo": 104}
    both = ledger(
        block(first_itmo=101, last_itmo=110), event("transfer", SENT, "XAA", "XBB", **itmos)
    )
    assert [(one.line, one.first, one.last) for one in lives(both)] == [
        ("itmo", 101, 104),
        ("itmo", 101, 110),
    ]
    mixed = ledger(block(), event("transfer", SENT, "XAA", "XBB", **itmos))
    assert [(one.line, one.first, one.last) for one in lives(mixed)] == [
        ("itmo", 101, 104),
        ("unit", 1, 10),
    ]
