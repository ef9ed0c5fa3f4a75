"""The oracle tells one life from what several registries wrote."""

from datetime import date

from tests.oracle import (
    lives,
)
from tests.oracle.asked import (
    ARRIVED,
    ENDED,
    ISSUED,
    LATER,
    SENT,
    UNAUTHORIZED,
    coverage,
    done,
    firsts,
    flowed,
    held,
)
from tests.oracle.made import authorization, block, event, ledger


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
    assert flowed(tables, "XAA", "transferred") == []
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
        block(block_id="B3", first_unit=5, last_unit=9, **share, **UNAUTHORIZED),
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


def test_a_row_that_corrects_itself_stands() -> None:
    """Only another row makes a row void."""
    itself = event("transfer", SENT, "XAA", "XBB", transfer_id="a", corrects="a")
    assert held(ledger(block(), itself), "XBB", SENT) == [(1, 10, "credit")]


def test_a_first_transfer_that_only_the_buyer_tells() -> None:
    """The host issued; only the buyer's row brings the authorization."""
    key = {"authorization_party": "XAA", "authorization_id": "A1"}
    tables = ledger(
        authorization(purposes="OIMP", first_transfer_definition="authorization"),
        block(**UNAUTHORIZED),
        event("acquisition", ARRIVED, "XAA", "XBB", **key),
    )
    assert flowed(tables, "XAA", "first_transferred") == [(2024, "counterpart", 10)]
    assert flowed(tables, "XAA", "transferred") == []
