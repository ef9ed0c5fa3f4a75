"""The oracle is right where a hand can work it out."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from tests.oracle import (
    Settings,
    Tables,
    actions,
    first_transfers,
    flows,
    holdings,
    lives,
    row,
    statuses,
)
from tests.oracle.made import authorization, block, event, ledger

ISSUED, SENT, ARRIVED, ENDED = (
    date(2023, 2, 1),
    date(2024, 3, 1),
    date(2024, 3, 9),
    date(2025, 5, 1),
)
LATER = date(2030, 12, 31)
FOREIGN = {"authorization_party": None, "authorization_id": None}


def firsts(tables: Tables, **settings: str) -> list[tuple[object, ...]]:
    """Return first unit, last unit, day and trigger of the first transfers."""
    found = first_transfers(tables, Settings(**settings))
    return [(one.first, one.last, one.first_transfer_on, one.trigger) for one in found]


def held(tables: Tables, party: str, on: date) -> list[tuple[object, ...]]:
    """Return the unit ranges that a Party holds, and what they are."""
    return [(one.first_unit, one.last_unit, one.status) for one in holdings(tables, party, on)]


def flowed(tables: Tables, party: str, flow: str) -> list[tuple[object, ...]]:
    """Return event year, who tells it, and quantity of a flow of a Party."""
    return [
        (one.event_year, one.record, one.quantity)
        for one in flows(tables)
        if (one.party, one.flow) == (party, flow)
    ]


def done(tables: Tables, party: str, year: int) -> list[tuple[object, ...]]:
    """Return the actions of a Party in a year with their first and last unit."""
    return [(one.action, one.first, one.last) for one in actions(tables, party, year)]


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


@pytest.mark.parametrize(
    ("purposes", "definition", "purpose", "expected"),
    [
        ("NDC", None, "NDC", [(1, 4, SENT, "international_transfer")]),
        ("NDC", "first_international_transfer", "IMP", [(1, 4, SENT, "international_transfer")]),
        ("OIMP", "issuance", "IMP", [(1, 10, ISSUED, "issuance")]),
        ("IMP", "authorization", "IMP", [(1, 10, ISSUED, "authorization")]),
        ("OP", "use_or_cancellation", "OP", [(1, 6, ENDED, "use_or_cancellation")]),
        ("OP", "use_or_cancellation", "NDC", []),
        ("OIMP", None, "IMP", []),
        ("OIMP", "first_international_transfer", "IMP", []),
        ("NDC and OIMP", None, "IMP", [(1, 4, SENT, "international_transfer")]),
        ("NDC and OIMP", "issuance", "IMP", [(1, 10, ISSUED, "issuance")]),
        (
            "NDC and IMP",
            "use_or_cancellation",
            "IMP",
            [(1, 4, SENT, "international_transfer"), (5, 6, ENDED, "use_or_cancellation")],
        ),
        (
            "NDC",
            None,
            "OMGE",
            [(1, 4, SENT, "international_transfer"), (5, 6, ENDED, "omge_cancellation")],
        ),
        ("OIMP", None, "OMGE", [(1, 6, ENDED, "omge_cancellation")]),
    ],
)
def test_the_definition_says_what_a_first_transfer_is(
    purposes: str, definition: str | None, purpose: str, expected: list[tuple[object, ...]]
) -> None:
    """Each purpose with each definition, on units sent abroad and on units kept at home."""
    assert firsts(use_of_ten(purposes, definition, purpose)) == expected


def test_omge_may_be_set_not_to_be_a_first_transfer() -> None:
    """With the setting, only the four that went abroad were first transferred."""
    found = firsts(use_of_ten("NDC", None, "OMGE"), omge="not_first_transfer")
    assert found == [(1, 4, SENT, "international_transfer")]


def test_a_mirror_tells_the_same_movement_and_when_it_arrived() -> None:
    """Between sending and arrival nobody holds the units; the movement counts once."""
    tables = ledger(
        authorization(),
        block(),
        event("transfer", SENT, "XAA", "XBB", last_unit=4),
        event("acquisition", ARRIVED, "XAA", "XBB", last_unit=4),
    )
    assert held(tables, "XAA", date(2024, 3, 8)) == [(5, 10, "authorized")]
    assert held(tables, "XBB", date(2024, 3, 8)) == []
    assert held(tables, "XBB", ARRIVED) == [(1, 4, "itmo")]
    assert flowed(tables, "XAA", "transferred") == [(2024, "own", 4)]
    assert flowed(tables, "XBB", "acquired") == [(2024, "own", 4)]
    assert flowed(tables, "XAA", "first_transferred") == [(2024, "own", 4)]
    assert [one.identity for one in lives(tables) if one.is_mirror] == ["acquisition-2024-03-09"]


def test_the_same_movement_a_second_time_has_its_own_mirror() -> None:
    """Out, back and out again: the second acquisition mirrors the second transfer."""
    tables = ledger(
        authorization(),
        block(),
        event("transfer", SENT, "XAA", "XBB"),
        event("acquisition", ARRIVED, "XAA", "XBB"),
        event("transfer", date(2024, 4, 1), "XBB", "XAA"),
        event("transfer", date(2024, 5, 1), "XAA", "XBB"),
        event("acquisition", date(2024, 5, 2), "XAA", "XBB"),
    )
    assert held(tables, "XBB", date(2024, 5, 1)) == []
    assert held(tables, "XBB", date(2024, 5, 2)) == [(1, 10, "itmo")]
    assert flowed(tables, "XBB", "acquired") == [(2024, "own", 20)]
    assert done(tables, "XAA", 2024) == [
        ("acquisition", 1, 10),
        ("first_transfer", 1, 10),
        ("transfer", 1, 10),
    ]


def test_a_corrected_row_is_void() -> None:
    """First all ten, in its place three, and in the place of that two."""
    tables = ledger(
        authorization(),
        block(),
        event("transfer", SENT, "XAA", "XBB", transfer_id="a"),
        event("transfer", SENT, "XAA", "XBB", transfer_id="b", corrects="a", last_unit=3),
        event("transfer", ARRIVED, "XAA", "XBB", transfer_id="c", corrects="b", last_unit=2),
    )
    assert firsts(tables) == [(1, 2, ARRIVED, "international_transfer")]


def test_a_split_issuance_is_itself_the_first_international_transfer() -> None:
    """The buyer's registry issues its share; only units under an authorization become ITMOs."""
    share = {
        "issuance_pattern": "split",
        "holder_party": "XBB",
        "originating_registry": "XBB01",
        "recording_registry": "XBB01",
    }
    tables = ledger(
        authorization(),
        block(last_unit=6, issuance_pattern="split"),
        block(block_id="B2", last_unit=4, account="XBB-holding", **share),
        block(block_id="B3", first_unit=5, last_unit=9, **share, **FOREIGN),
    )
    assert firsts(tables) == [(1, 4, ISSUED, "international_transfer")]
    assert flowed(tables, "XAA", "first_transferred") == [(2023, "counterpart", 4)]
    assert held(tables, "XAA", LATER) == [(1, 6, "authorized")]
    assert sorted(held(tables, "XBB", LATER)) == [(1, 4, "itmo"), (5, 9, "credit")]
    assert done(tables, "XBB", 2023) == [("acquisition", 1, 4)]


def test_host_then_transfer_told_by_both_registries_is_one_life() -> None:
    """The buyer's registry records the arrival as a block of its own: no second issuance."""
    arrival = block(
        issuance_pattern="host_then_transfer",
        recording_registry="XBB01",
        holder_party="XBB",
        account="XBB-holding",
        issued_on=ARRIVED,
        _package="buyer",
    )
    tables = ledger(
        authorization(),
        block(issuance_pattern="host_then_transfer"),
        event("transfer", SENT, "XAA", "XBB"),
        arrival,
    )
    assert [(one.kind, one.is_mirror) for one in lives(tables)] == [
        ("issuance", False),
        ("transfer", False),
        ("acquisition", True),
    ]
    assert held(tables, "XBB", SENT) == []
    assert held(tables, "XBB", ARRIVED) == [(1, 10, "itmo")]


def test_an_issuance_told_by_two_registries_counts_once() -> None:
    """The registry of origin stands; the host's record of it makes the first transfer its own."""
    share = {"issuance_pattern": "split", "holder_party": "XBB", "originating_registry": "XBB01"}
    tables = ledger(
        authorization(),
        block(**share, recording_registry="XAA01"),
        block(**share, recording_registry="XBB01", block_id="B2"),
    )
    assert [(one.identity, one.is_mirror) for one in lives(tables)] == [("B1", True), ("B2", False)]
    assert flowed(tables, "XAA", "first_transferred") == [(2023, "own", 10)]


def test_a_late_authorization_dates_the_first_transfer() -> None:
    """What was sent in 2024 under an authorization of 2025 is first transferred in 2025."""
    late = date(2025, 7, 1)
    tables = ledger(
        authorization(authorized_on=late),
        authorization(version=2, authorized_on=date(2025, 8, 1), purposes="OIMP"),
        block(),
        event("transfer", SENT, "XAA", "XBB"),
    )
    (first,) = first_transfers(tables)
    assert (first.first_transfer_on, first.binding_version, first.authorized_for) == (
        late,
        1,
        "NDC",
    )
    assert held(tables, "XBB", SENT) == [(1, 10, "credit")]
    assert done(tables, "XBB", 2025) == [("acquisition", 1, 10)]
    assert done(tables, "XBB", 2024) == []


def test_the_version_in_force_binds() -> None:
    """Version 2 made other purposes of the same authorization before the units left."""
    tables = ledger(
        authorization(),
        authorization(version=2, authorized_on=date(2024, 1, 1), purposes="NDC and IMP"),
        block(),
        event("transfer", SENT, "XAA", "XBB"),
    )
    (first,) = first_transfers(tables)
    assert (first.binding_version, first.authorized_for) == (2, "both")


def test_a_revoked_authorization_makes_no_itmo() -> None:
    """Revoked before the transfer: none; units first transferred before stay ITMOs."""
    tables = ledger(
        authorization(revoked_on=date(2024, 6, 1)),
        block(),
        event("transfer", SENT, "XAA", "XBB", last_unit=4),
        event("transfer", ENDED, "XAA", "XBB", first_unit=5),
    )
    assert firsts(tables) == [(1, 4, SENT, "international_transfer")]
    assert held(tables, "XBB", LATER) == [(1, 4, "itmo"), (5, 10, "credit")]


def test_pre_2021_units_never_become_itmos() -> None:
    """By vintage, or by the end of the period where no vintage is told."""
    period = {"period_start": date(2018, 7, 1), "period_end": date(2020, 12, 31)}
    tables = ledger(
        authorization(),
        block(vintage=2020),
        event("transfer", SENT, "XAA", "XBB", vintage=2020),
        block(block_id="B2", vintage=None, **period),
        event("transfer", SENT, "XAA", "XBB", vintage=None, transfer_id="b", block_id="B2"),
    )
    assert firsts(tables) == []
    assert held(tables, "XBB", LATER) == [(1, 10, "pre_2021"), (1, 10, "pre_2021")]


def test_a_straddling_period_is_unresolved() -> None:
    """A period from 2020 to 2021 has no vintage; one within a year has."""
    start, end = date(2020, 7, 1), date(2021, 6, 30)
    tables = ledger(
        authorization(),
        block(vintage=None, period_start=start, period_end=end),
        block(block_id="B2", vintage=None, period_start=date(2021, 1, 1), period_end=end),
    )
    assert [(one.vintage, one.status) for one in statuses(tables, LATER)] == [
        (None, "unresolved"),
        (2021, "authorized"),
    ]


def test_a_buyers_folder_alone_tells_the_life_from_its_acquisition() -> None:
    """The acquisition opens the life; for the host this is told by a counterpart only."""
    rows = (
        authorization(),
        event(
            "acquisition", ARRIVED, "XAA", "XBB", authorization_party="XAA", authorization_id="A1"
        ),
        event("transfer", ENDED, "XBB", "XCC", last_unit=3),
    )
    tables = ledger(*rows)
    assert firsts(tables) == [(1, 10, ARRIVED, "international_transfer")]
    assert flowed(tables, "XAA", "first_transferred") == [(2024, "counterpart", 10)]
    assert done(tables, "XBB", 2025) == [("transfer", 1, 3)]
    complete = ledger(*rows, coverage("XAA", 2024))
    assert flowed(complete, "XAA", "first_transferred") == []
    assert flowed(complete, "XBB", "acquired") == [(2024, "own", 10)]


def coverage(party: str, year: int) -> dict[str, object]:
    """Return a Party's word that a year is complete."""
    return row("coverage", party=party, year=year)


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
    assert [(one.line, one.quantity) for one in holdings(part, "XBB", LATER)] == [("pool", 4)]
    assert [(one.line, one.quantity) for one in holdings(part, "XAA", LATER)] == [
        ("pool", -4),
        ("unit", 10),
    ]


def test_itmo_serials_find_the_units_of_their_block() -> None:
    """ITMO serials 103 to 104 of a block 1-10 = 101-110 are the units 3 and 4."""
    serials = {"first_unit": None, "last_unit": None, "first_itmo": 103, "last_itmo": 104}
    tables = ledger(
        authorization(),
        block(first_itmo=101, last_itmo=110),
        event("transfer", SENT, "XAA", "XBB", block_id="B1", **serials),
    )
    assert firsts(tables) == [(3, 4, SENT, "international_transfer")]
    (holding,) = holdings(tables, "XBB", LATER)
    assert (holding.first_itmo, holding.last_itmo) == (103, 104)


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
    (holding,) = holdings(tables, "XBB", LATER)
    assert (holding.metric, holding.non_ghg_quantity) == ("non_ghg", Fraction(3, 4))


def test_cancellation_by_the_host_as_first_transfer_is_one_action() -> None:
    """At home the first transfer tells it; abroad the cancellation is an action of its own."""
    tables = use_of_ten("NDC", None, "OMGE")
    assert done(tables, "XAA", 2025) == [("first_transfer", 5, 6)]
    assert done(tables, "XBB", 2025) == [("voluntary_cancellation", 1, 4)]


def test_each_life_is_told_with_what_came_before() -> None:
    """A retirement remembers holder and account; a step after it, that it was closed."""
    tables = ledger(
        block(last_unit=2),
        event("retirement", SENT, "XAA", "XAA", last_unit=2),
        event("transfer", ENDED, "XAA", "XBB", last_unit=2),
        event("transfer", ENDED, "XAA", "XBB", first_unit=7, transfer_id="x"),
    )
    assert [
        (
            one.first,
            one.kind,
            one.holder_before,
            one.account_before,
            one.opened_before,
            one.closed_before,
        )
        for one in lives(tables)
    ] == [
        (1, "issuance", None, None, False, None),
        (1, "retirement", "XAA", "XAA-holding", True, None),
        (1, "transfer", "XAA", "XAA-retirement", True, "retirement"),
        (7, "transfer", None, None, False, None),
    ]
