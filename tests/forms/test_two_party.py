"""What two Parties report of the same transfers, with the three outcomes."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from reporting.forms.model.table import Report, Value
from reporting.forms.queries.two_party import two_party
from reporting.ledger.ledger import Ledger
from tests.forms.reading import rows, values
from tests.ledger.making import authorization, block, complete, event, joined, ledger_of, moved

YEAR = 2024


@contextmanager
def told(folder: Path, events: list[dict[str, object]], *declared: str) -> Iterator[Ledger]:
    """Return the ledger of a block of 2,000 and what was told of it; who declares 2024 complete."""
    tables = {
        "authorizations": [authorization(), joined()],
        "credit_blocks": [block((1, 2000))],
        "transfers": events,
        "coverage": [complete(party, YEAR) for party in declared],
    }
    with ledger_of(folder / "told", tables) as ledger:
        yield ledger


def outcomes(report: Report) -> list[tuple[Value, ...]]:
    """Return outcome, range, quantity and difference of each line."""
    return values(report.tables[0], "outcome", "first", "last", "quantity", "difference")


def test_both_tell_the_same(tmp_path: Path) -> None:
    """One line with both rows and both days; nothing differs."""
    with told(tmp_path, moved("2024-03-01", units=(1, 600))) as ledger:
        report = two_party(ledger, "XAA", "XBB")
    assert outcomes(report) == [("agrees", 1, 600, 600, 0)]
    line = rows(report.tables[0])[0]
    assert (line["sent_row"].value, line["received_row"].value) == (
        "told/transfers:2",
        "told/transfers:3",
    )


def test_two_records_differ_by_44(tmp_path: Path) -> None:
    """The sender tells 1,960, the receiver 1,916: the last 44 are named."""
    events = [
        event("transfer", "2024-03-01", "XAA", "XBB", (1, 1960)),
        event("acquisition", "2024-03-02", "XAA", "XBB", (1, 1916)),
    ]
    with told(tmp_path, events) as ledger:
        report = two_party(ledger, "XAA", "XBB")
    assert outcomes(report) == [
        ("agrees", 1, 1916, 1916, 0),
        ("differs", 1917, 1960, 44, 44),
    ]
    assert rows(report.tables[0])[1]["code"].value == "mirror-differs"
    assert "1 agree, 1 differ, 0 not reported" in report.title.en


def test_what_only_the_receiver_tells_is_less_than_nothing_sent(tmp_path: Path) -> None:
    """The sender has declared its year complete: 600 received, none sent, is a difference."""
    events = [event("acquisition", "2024-03-02", "XAA", "XBB", (1, 600))]
    with told(tmp_path, events, "XAA") as ledger:
        report = two_party(ledger, "XBB", "XAA")
    assert outcomes(report) == [("differs", 1, 600, 600, -600)]


def who_tells(report: Report) -> list[tuple[Value, ...]]:
    """Return the outcome of each line and the rows of both sides."""
    return values(report.tables[0], "outcome", "sent_row", "received_row")


def test_a_quantity_is_no_serial_number(tmp_path: Path) -> None:
    """Five units without serials, told by one side, do not take the other's row of units 5 to 9."""
    events = [
        event("transfer", "2024-02-01", "XAA", "XBB", quantity=5),
        *moved("2024-03-01", units=(5, 9)),
    ]
    with told(tmp_path, events) as ledger:
        report = two_party(ledger, "XAA", "XBB")
    assert who_tells(report) == [
        ("not_reported", "told/transfers:2", None),
        ("agrees", "told/transfers:3", "told/transfers:4"),
    ]


def test_a_row_without_a_day_meets_last(tmp_path: Path) -> None:
    """As in the ledger: the dated row of the sender is the one that the receiver tells, too."""
    undated = event("transfer", "", "XAA", "XBB", (1, 10))
    with told(tmp_path, [undated, *moved("2024-03-01", units=(1, 10))]) as ledger:
        report = two_party(ledger, "XAA", "XBB")
    assert {*who_tells(report)} == {
        ("not_reported", "told/transfers:2", None),
        ("agrees", "told/transfers:3", "told/transfers:4"),
    }


@pytest.mark.parametrize(
    ("declared", "outcome", "difference"),
    [((), "not_reported", None), (("XBB",), "differs", 600)],
)
def test_silence_differs_only_from_a_complete_record(
    tmp_path: Path, declared: tuple[str, ...], outcome: str, difference: int | None
) -> None:
    """Until the counterpart has declared its year complete it may still report."""
    events = [event("transfer", "2024-03-01", "XAA", "XBB", (1, 600))]
    with told(tmp_path, events, *declared) as ledger:
        report = two_party(ledger, "XAA", "XBB")
    assert outcomes(report) == [(outcome, 1, 600, 600, difference)]


def test_one_recorder_is_no_mirror(tmp_path: Path) -> None:
    """Both rows by XAA: XBB has not reported."""
    both = moved("2024-03-01", units=(1, 600))
    events = [row | {"recorded_by": "XAA", "recording_registry": "XAA01"} for row in both]
    with told(tmp_path, events) as ledger:
        report = two_party(ledger, "XAA", "XBB")
    assert [each[0] for each in outcomes(report)] == ["not_reported"]
    assert rows(report.tables[0])[0]["code"].value == "mirror-not-independent"


def test_of_one_year(tmp_path: Path) -> None:
    """A line belongs to the year in which either side dated it."""
    events = [
        *moved("2024-03-01", units=(1, 600)),
        event("transfer", "2024-12-30", "XAA", "XBB", (601, 700)),
        event("acquisition", "2025-01-03", "XAA", "XBB", (601, 700)),
    ]
    with told(tmp_path, events) as ledger:
        of_2025 = two_party(ledger, "XAA", "XBB", 2025)
        of_2026 = two_party(ledger, "XAA", "XBB", 2026)
    assert outcomes(of_2025) == [("agrees", 601, 700, 100, 0)]
    assert rows(of_2025.tables[0])[0]["code"].value == "mirror-in-another-year"
    assert outcomes(of_2026) == []


def test_every_line_of_the_example_has_an_outcome_and_its_rows(example: Ledger) -> None:
    """5,000 small transfers meet few acquisitions; two that one record lacks are named."""
    report = two_party(example, "XAA", "XBB")
    lines = rows(report.tables[0])
    assert {row["code"].value for row in lines if row["outcome"].value != "agrees"} == {
        "counterpart-silent",
        "serials-unknown",
    }
    for row in lines:
        lineage = row["quantity"].lineage
        assert lineage
        assert lineage.total == row["quantity"].value
    totals = {row["outcome"].value: row["quantity"] for row in rows(report.tables[1])}
    assert (totals["agrees"].value, totals["not_reported"].value) == (54_250, 320)
    assert "16 blocks" in report.notes[0].text.en


def test_both_ways_are_the_same_report(example: Ledger) -> None:
    """Whoever asks, the lines are the same; what passed back is among them."""
    there, back = two_party(example, "XBB", "XCC"), two_party(example, "XCC", "XBB")
    assert outcomes(there) == outcomes(back)
    assert values(there.tables[0], "from_party", "to_party") == [("XCC", "XBB"), ("XBB", "XCC")]
