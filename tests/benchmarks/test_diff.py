"""The benchmark of differences measures what it says: two ways to the same rows."""

from collections import Counter
from pathlib import Path

import pytest

from tests.benchmarks.diff import KINDS, WAYS, by_hand, main, make, ours


def test_both_ways_find_the_same(tmp_path: Path) -> None:
    """What was changed by hand is found, and by the other way too, in files of each kind."""
    make(tmp_path, 2000)
    for kind in KINDS:
        lines = ours(tmp_path, kind)
        assert lines == by_hand(tmp_path, kind)
        counts = Counter(change for change, *_ in lines)
        assert counts == {"added": 30, "removed": 1, "changed": 2, "renamed": 1}


@pytest.mark.proof
@pytest.mark.parametrize("kind", KINDS)
def test_a_line_for_each_way(capsys: pytest.CaptureFixture[str], kind: str) -> None:
    """Both are measured, each in a process of its own."""
    main(["--rows", "1000", "--kind", kind])
    lines = capsys.readouterr().out.splitlines()
    assert [line.split(":")[0] for line in lines] == [
        f"1,000 rows of {kind}, {way}" for way in WAYS
    ]
