"""The benchmark of mappings measures what it says: two ways to the same rows."""

from pathlib import Path

import pytest

from tests.benchmarks.mapping import FAULTS, WAYS, main, make, sums


def test_both_ways_make_the_same(tmp_path: Path) -> None:
    """The same rows of the same places, and each planted fault is counted."""
    make(tmp_path, 8_000)
    told = [sums(way(tmp_path), start) for way, start in WAYS.values()]
    assert told[0] == told[1]
    assert [told[0][fault] for fault in FAULTS] == [2, 2, 2, 2]
    assert told[0]["blocks"] == 8_000 * 49 // 50 - 8


@pytest.mark.proof
def test_a_line_for_each_way_and_their_ratio(capsys: pytest.CaptureFixture[str]) -> None:
    """Both are measured in one run, each in a process of its own."""
    main(["--rows", "2000"])
    lines = [line.split(":")[0] for line in capsys.readouterr().out.splitlines()]
    assert lines == [*(f"2,000 rows, {way}" for way in WAYS), "ratio"]
