"""Holdings, the life of a block, checks and gaps, as reports."""

import re
from datetime import date
from pathlib import Path

import pytest

from reporting.forms.queries.check_tables import checks
from reporting.forms.queries.gaps import gaps
from reporting.forms.queries.holdings import holdings_of
from reporting.forms.queries.unit_history import RangeError, Serials, blocks, trace
from reporting.ledger.checks import ALL
from reporting.ledger.ledger import Ledger
from reporting.packages import open_package
from tests.forms.reading import rows, values

LAST_DAY = date(2025, 12, 31)


def test_holdings_by_block_and_in_total(small: Ledger) -> None:
    """Of the 600 XBB acquired 350 are left; XAA keeps 400 authorized."""
    buyer = holdings_of(small, "XBB", LAST_DAY)
    assert values(buyer.tables[0], "status", "units", "quantity") == [("itmo", "251-600", 350)]
    host = holdings_of(small, "XAA", LAST_DAY)
    assert values(host.tables[1], "status", "quantity") == [("authorized", 400)]


def test_a_day_before_anything_has_no_holdings(small: Ledger) -> None:
    """Nothing recorded is said in words, not as nought."""
    report = holdings_of(small, "XBB", date(2024, 1, 1))
    assert report.tables[0].rows == ()


def test_the_life_of_a_block(small: Ledger) -> None:
    """Each step on its range, who told it too, what it became, and the row."""
    life = rows(trace(small, "B01", None).tables[0])
    assert [(row["event"].value, row["serials"].value) for row in life] == [
        ("issuance", "1-1000"),
        ("transfer", "1-600"),
        ("retirement", "1-250"),
    ]
    moved = life[1]
    assert moved["mirror"].value == "XBB acquisition 2025-03-01 (small/transfers:3)"
    assert moved["first_transfer"].label.en == (
        "2025-03-01, first international transfer, A1 version 1 (NDC), 2/CMA.3/annex/2(a)"
    )
    assert [row["status"].value for row in life] == ["authorized", "itmo", "itmo"]
    assert life[2]["use"].label.en == "towards the NDC of XBB, for 2025"
    assert life[1]["source"].value == "small/transfers:2"


def test_the_life_of_a_range(small: Ledger) -> None:
    """A range has the life of its own serial numbers, cut to them."""
    life = trace(small, "B01", Serials(first=200, last=300)).tables[0]
    assert values(life, "event", "serials") == [
        ("issuance", "200-300"),
        ("transfer", "200-300"),
        ("retirement", "200-250"),
    ]


def test_a_range_outside_the_block_is_refused(small: Ledger) -> None:
    """The refusal names the serial numbers the block has."""
    with pytest.raises(RangeError, match="1-1000"):
        trace(small, "B01", Serials(first=900, last=1001))


def test_every_block_of_the_example_has_a_life(example: Ledger) -> None:
    """No block is without its issuance, whatever its numbering."""
    for name in blocks(example):
        assert trace(example, name, None).tables[0].rows, name


def test_every_check_is_asked_once_and_counted(small: Ledger) -> None:
    """The counts in the title are those of the rows; a code stands once."""
    assert len({each.code for each in ALL}) == len(ALL)
    report, is_sound = checks(small)
    outcomes = [row["outcome"].value for row in rows(report.tables[0])]
    passed, failed = outcomes.count("passed"), outcomes.count("failed")
    assert len(outcomes) == len(ALL)
    told = [int(each) for each in re.findall(r"(\d+) (?:checks|passed|failed)", report.title.en)]
    assert told == [len(ALL), passed, failed]
    assert is_sound


def test_every_finding_is_listed_or_counted(example: Ledger) -> None:
    """What is noted without being a breach is counted too; nothing is left out unsaid."""
    report, _ = checks(example)
    counts = values(report.tables[0], "failed", "noted", "not_verifiable")
    listed = [str(row["check"].value).split(", ") for row in rows(report.tables[1])]
    assert sum(int(str(each)) for row in counts for each in row) == sum(map(len, listed))
    assert report.notes == ()


def test_gaps_name_their_package(small_data: Path) -> None:
    """The gaps of every package stand together, in both languages."""
    packages = [open_package(small_data / name)[0] for name in ("article6", "jcm")]
    table = gaps([each for each in packages if each]).tables[0]
    assert {row["package"].value for row in rows(table)} == {"article6", "jcm"}
    assert all(row["title"].label.ja for row in rows(table))
