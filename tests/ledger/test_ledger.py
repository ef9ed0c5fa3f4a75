"""What a replay does with whole records: several folders, too many pieces, the public record."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from reporting.accounting.settings import Settings
from reporting.ledger.engines import Engine, engine
from reporting.ledger.ledger import Ledger, open_ledger, replay
from reporting.ledger.loading import load, missing_tables
from reporting.ledger.rows import ActionLine
from reporting.packages import open_package
from tests.ledger.asking import flows, holdings, relation
from tests.ledger.making import authorization, block, complete, event, joined, make, moved, opened
from tests.shared import ROOT


@pytest.fixture(scope="module")
def running() -> Iterator[Engine]:
    """One DuckDB for all tests."""
    with engine() as one:
        yield one


def _first_transferred(ledger: Ledger) -> list[tuple[str, int]]:
    return [
        (row["party"], int(row.tonnes))
        for row in flows(ledger)
        if row["flow"] == "first_transferred"
    ]


def test_two_governments_folders_are_one_record(running: Engine, tmp_path: Path) -> None:
    """The host's and the buyer's folders name the same Parties; the movement counts once."""
    sent, arrived = moved("2024-05-01", "XAA", "XBB", (1, 40))
    host = make(
        tmp_path / "host",
        {
            "authorizations": [authorization()],
            "credit_blocks": [block((1, 100))],
            "transfers": [sent],
        },
    )
    buyer = make(tmp_path / "buyer", {"authorizations": [joined()], "transfers": [arrived]})
    ledger = opened(running, host, buyer)
    assert _first_transferred(ledger) == [("XAA", 40)]
    assert not ledger.findings


def test_what_two_folders_tell_differently_is_said(running: Engine, tmp_path: Path) -> None:
    """The first folder's row stands, and the other's is named with both values."""
    first = make(
        tmp_path / "first", {"authorizations": [authorization()], "credit_blocks": [block((1, 9))]}
    )
    other = make(tmp_path / "other", {"authorizations": [authorization(purposes="IMP")]})
    ledger = opened(running, first, other)
    (finding,) = [each for each in ledger.findings if each.place.field == "purposes"]
    assert finding.code == "record-told-differently"
    assert finding.place.package == "other"
    assert (finding.values["other"], finding.values["value"]) == ("NDC", "IMP")


def test_what_is_not_so_is_said_as_it_is_written(running: Engine, tmp_path: Path) -> None:
    """False is a value and not an empty cell."""
    told = {"authorizations": [authorization()]}
    first = make(tmp_path / "first", {**told, "coverage": [complete("XAA", 2024)]})
    denied = complete("XAA", 2024, is_complete=False)
    other = make(tmp_path / "other", {**told, "coverage": [denied]})
    found = {each.place.field: each.values for each in opened(running, first, other).findings}
    assert (found["is_complete"]["other"], found["is_complete"]["value"]) == ("true", "false")


def test_a_row_that_stands_in_two_folders_counts_once(running: Engine, tmp_path: Path) -> None:
    """The buyer's folder repeats the host's block and transfer; the buyer's own row is another."""
    sent, arrived = moved("2024-05-01", "XAA", "XBB", (1, 40))
    told = {"authorizations": [authorization()], "credit_blocks": [block((1, 100))]}
    host = make(tmp_path / "host", {**told, "transfers": [sent]})
    both = make(tmp_path / "both", {**told, "transfers": [sent, arrived]})
    ledger = opened(running, host, both)
    assert _first_transferred(ledger) == [("XAA", 40)]
    assert len(relation(ledger, "entries")) == len((block(), sent, arrived))
    assert not ledger.findings


def test_a_row_that_two_folders_tell_differently_is_said(running: Engine, tmp_path: Path) -> None:
    """Of one transfer of one registry, the first folder's serials count; each cell is named."""
    sent, _ = moved("2024-05-01", "XAA", "XBB", (1, 40))
    told = {"authorizations": [authorization()], "credit_blocks": [block((1, 100))]}
    first = make(tmp_path / "first", {**told, "transfers": [sent]})
    other = make(
        tmp_path / "other", {**told, "transfers": [sent | {"last_unit": 50, "quantity": 50}]}
    )
    ledger = opened(running, first, other)
    assert _first_transferred(ledger) == [("XAA", 40)]
    found = {each.place.field: each for each in ledger.findings}
    assert {name: each.values["value"] for name, each in found.items()} == {
        "last_unit": "50",
        "quantity": "50",
    }
    assert {(each.code, str(each.place.package)) for each in ledger.findings} == {
        ("record-told-differently", "other")
    }


def test_ranges_that_would_be_cut_too_often_are_not_cut(running: Engine, tmp_path: Path) -> None:
    """Each event lies within the one before: 20 + 19 + 17 + … + 1 pieces where 20 are allowed."""
    nested = [event("transfer", "2024-05-01", units=(n, 100 - n)) for n in range(1, 11)]
    folder = make(
        tmp_path / "nested",
        {
            "authorizations": [authorization()],
            "credit_blocks": [block((1, 100))],
            "transfers": nested,
        },
    )
    package, _ = open_package(folder)
    assert package
    inputs = load([package])
    assert not replay(running, inputs, Settings()).findings
    ledger = replay(running, inputs, Settings(), most_intervals=20)
    (finding,) = ledger.findings
    assert finding.code == "ranges-too-cut"
    assert finding.values == {"steps": "120", "most": "20"}
    held = holdings(ledger, date(2024, 12, 31))
    assert [(row["party"], row["quantity"], row["status"]) for row in held] == [
        ("XAA", 100, "unidentified")
    ]


def test_a_folder_without_a_record_is_found() -> None:
    """The nomenclature alone is no record."""
    package, _ = open_package(ROOT / "data" / "nomenclature")
    assert package
    assert [each.code for each in missing_tables([package])] == ["record-missing"]


def test_the_public_record_becomes_blocks_without_serials(
    running: Engine, small_data: Path
) -> None:
    """Shares notified but not known to be issued have no quantity; none is an ITMO."""
    packages = [open_package(small_data / name)[0] for name in ("article6", "jcm")]
    ledger = open_ledger(running, [each for each in packages if each])
    shares = (small_data / "jcm" / "allocations.csv").read_text(encoding="utf-8").count("\n") - 1
    rows = relation(ledger, "entries")
    derived = [row for row in rows if ledger.inputs.place(row["entry"]).package == "jcm"]
    assert len(derived) == shares
    assert {row["line"] for row in rows} == {"pool"}
    assert _first_transferred(ledger) == []
    known = sum(row["quantity"] or 0 for row in derived)
    held = holdings(ledger, date(2026, 12, 31))
    assert sum(row["quantity"] for row in held) == known
    assert {row["status"] for row in held} <= {"pre_2021", "unresolved", "unidentified"}


@pytest.mark.parametrize("quantity", ["0.0000001", "10000000000000"])
def test_a_quantity_that_cannot_be_counted_is_found(
    quantity: str, running: Engine, tmp_path: Path
) -> None:
    """Millionths of a unit are counted as whole numbers: finer, or too many, is unknown."""
    kwh = {"metric": "non_ghg", "non_ghg_metric": "kWh", "non_ghg_quantity": quantity}
    tables = {
        "authorizations": [authorization(metric="non_ghg", non_ghg_metric="kWh")],
        "credit_blocks": [block((1, 100), **kwh)],
    }
    ledger = opened(running, make(tmp_path / "fine", tables))
    (finding,) = ledger.findings
    assert finding.code == "non-ghg-not-counted"
    assert (finding.place.table, finding.place.row) == ("credit_blocks", 2)
    assert finding.values == {"value": quantity}
    (entry,) = relation(ledger, "recorded")
    assert entry["non_ghg_quantity"] is None


def test_a_part_that_was_received_divides_no_row_of_the_sender(
    running: Engine, tmp_path: Path
) -> None:
    """Of 7 units sent together the receiver has entered 6: the sender reports one row of 7."""
    sent, _ = moved("2024-05-01", "XAA", "XBB", (5, 11))
    _, arrived = moved("2024-05-01", "XAA", "XBB", (5, 10))
    record = make(
        tmp_path / "record",
        {
            "authorizations": [authorization(), joined()],
            "credit_blocks": [block((1, 100))],
            "transfers": [sent, arrived],
        },
    )
    told = opened(running, record).ask(ActionLine, party="XAA")
    assert [(row.first_unit, row.last_unit) for row in told] == [(5, 11)]


def test_rows_of_table_3_keep_apart_what_differs(running: Engine, tmp_path: Path) -> None:
    """Neighbours make one row; not those of another metric, and never one that is not known."""
    blocks, sales = [], []
    for number, name in enumerate(("MWh", "MWh", "GWh")):
        units = (10 * number + 1, 10 * number + 10)
        of_metric = {"metric": "non_ghg", "non_ghg_metric": name, "non_ghg_quantity": 7}
        blocks.append(block(units, **of_metric))
        sales += moved("2024-05-01", units=units)
    uncounted = [moved("2024-06-01", quantity=each, block_id="B04") for each in (5, None, 6)]
    tables = {
        "authorizations": [authorization(), joined()],
        "credit_blocks": [*blocks, block()],
        "transfers": [*sales, *(row for rows in uncounted for row in rows)],
    }
    ledger = opened(running, make(tmp_path / "record", tables))
    told = ledger.ask(ActionLine, party="XAA")
    assert len({row.line for row in told}) == len(told)
    ranges = [(row.first_unit, row.last_unit) for row in told if row.first_unit]
    assert sorted(ranges) == [(1, 20), (21, 30)]
    quantities = [row.quantity for row in told if not row.first_unit]
    assert sorted(quantities, key=str) == [5, 6, None]


def test_rows_of_unknown_quantity_are_counted_as_rows(running: Engine, tmp_path: Path) -> None:
    """A sale of ten units that a later event cuts in two is one row, known or not."""
    uncounted = {"metric": "non_ghg", "non_ghg_metric": "kWh"}
    tables = {
        "authorizations": [authorization(metric="non_ghg", non_ghg_metric="kWh"), joined()],
        "credit_blocks": [block((1, 10), **uncounted)],
        "transfers": [
            *moved("2024-05-01", units=(1, 10)),
            event("cancellation", "2024-06-01", "XBB", units=(4, 6)),
        ],
    }
    ledger = opened(running, make(tmp_path / "record", tables))
    told = {(row["party"], row["flow"]): row.unknown for row in flows(ledger)}
    assert (told["XAA", "first_transferred"], told["XBB", "acquired"]) == (1, 1)
