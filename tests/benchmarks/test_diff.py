"""The benchmark of differences measures what it says: two ways to the same rows."""

from pathlib import Path

import pytest

from tests.benchmarks.diff import WAYS, by_hand, main, make, ours


def test_both_ways_find_the_same(tmp_path: Path) -> None:
    """What was changed by hand is found, and by the other way too."""
    make(tmp_path, 2000)
    assert ours(tmp_path) == by_hand(tmp_path)
    assert ours(tmp_path) == {"added": 30, "removed": 1, "changed": 2, "renamed": 1}


@pytest.mark.proof
def test_a_line_for_each_way(capsys: pytest.CaptureFixture[str]) -> None:
    """Both are measured, each in a process of its own."""
    main(["--rows", "1000"])
    lines = capsys.readouterr().out.splitlines()
    assert [line.split(":")[0] for line in lines] == [f"1,000 rows, {way}" for way in WAYS]
