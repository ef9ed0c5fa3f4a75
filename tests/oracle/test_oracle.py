"""The oracle is right where a hand can work it out: what is a first transfer, and when."""

from datetime import date

import pytest

from tests.oracle import (
    first_transfers,
    statuses,
)
from tests.oracle.asked import (
    ENDED,
    ISSUED,
    LATER,
    SENT,
    UNAUTHORIZED,
    done,
    firsts,
    held,
    use_of_ten,
)
from tests.oracle.made import authorization, block, event, ledger


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


def test_a_host_with_three_destinations_first_transfers_each_by_its_own_rule() -> None:
    """Of 1,000 issued: 400 sent for NDC use, 300 authorized for IMP, 100 cancelled for OMGE."""
    tables = ledger(
        authorization(),
        authorization(authorization_id="A2", purposes="IMP", first_transfer_definition="issuance"),
        block(last_unit=400),
        block(block_id="B2", first_unit=401, last_unit=700, authorization_id="A2"),
        block(block_id="B3", first_unit=701, last_unit=1000),
        event("transfer", SENT, "XAA", "XBB", last_unit=400),
        event(
            "voluntary_cancellation",
            ENDED,
            "XAA",
            "XAA",
            first_unit=701,
            last_unit=800,
            purpose="OMGE",
        ),
    )
    assert firsts(tables) == [
        (1, 400, SENT, "international_transfer"),
        (401, 700, ISSUED, "issuance"),
        (701, 800, ENDED, "omge_cancellation"),
    ]


def test_an_unknown_day_of_issuance_is_before_every_day() -> None:
    """Its first transfer is certain, and its day is not known."""
    terms = authorization(purposes="OIMP", first_transfer_definition="issuance")
    tables = ledger(terms, block(issued_on=None))
    assert firsts(tables) == [(1, 10, None, "issuance")]
    assert held(tables, "XAA", date(2021, 12, 31)) == [(1, 10, "itmo")]


def test_an_authorization_on_the_step_itself_is_a_trigger() -> None:
    """The block had none; a transfer between accounts at home brings it."""
    terms = authorization(purposes="OIMP", first_transfer_definition="authorization")
    key = {"authorization_party": "XAA", "authorization_id": "A1"}
    tables = ledger(
        terms, block(**UNAUTHORIZED), event("transfer", SENT, "XAA", "XAA", last_unit=3, **key)
    )
    assert firsts(tables) == [(1, 3, SENT, "authorization")]


def test_an_authorization_is_out_of_force_on_the_day_it_is_revoked() -> None:
    """Sent on that very day: no first transfer."""
    terms = authorization(revoked_on=SENT)
    assert firsts(ledger(terms, block(), event("transfer", SENT, "XAA", "XBB"))) == []


def test_units_authorized_abroad_are_first_transferred_then() -> None:
    """Units that left without authorization become ITMOs when one is named for them."""
    key = {"authorization_party": "XAA", "authorization_id": "A1"}
    tables = ledger(
        authorization(),
        block(**UNAUTHORIZED),
        event("transfer", SENT, "XAA", "XBB"),
        event("transfer", ENDED, "XBB", "XCC", **key),
    )
    assert firsts(tables) == [(1, 10, ENDED, "international_transfer")]
