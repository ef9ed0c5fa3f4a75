"""The benchmark of the ledger measures what it says: all ways come to the same results."""

from pathlib import Path

import pytest

from tests.benchmarks.ledger.__main__ import growth
from tests.benchmarks.ledger.comparing import fingerprints, missed
from tests.benchmarks.ledger.making import Shape, make
from tests.benchmarks.ledger.ways import run

ROWS = 640
WAYS = ("ours", "by hand")


@pytest.mark.parametrize("shape", Shape)
def test_ways_agree_and_find_what_is_planted(tmp_path: Path, shape: Shape) -> None:
    """Every way gives the same rows in every stage, and finds each planted breach by its row."""
    planted = make(tmp_path / "made", ROWS, shape)
    assert len(planted.issued_twice) == len(planted.ended_twice) == 2
    for way in WAYS:
        run(way, tmp_path / "made", tmp_path / way)
        assert missed(tmp_path / way, planted) == ()
    told = [fingerprints(tmp_path / way) for way in WAYS]
    assert told[0] == told[1]


def test_growth_is_one_where_cost_is_n_log_n() -> None:
    """A cost of n log n has grown by 1 of n log n; a cost of n squared by more."""
    assert growth((10, 10.0), (100, 200.0)) == pytest.approx(1)
    assert growth((10, 100.0), (100, 10_000.0)) == pytest.approx(5)
