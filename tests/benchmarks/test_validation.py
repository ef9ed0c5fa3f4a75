"""The benchmark of validation measures what it says: the faults it plants are the faults found."""

from pathlib import Path

import pytest

from tests.benchmarks.validation.ledger import KINDS, make
from tests.benchmarks.validation.planted import differences
from tests.benchmarks.validation.ways import WAYS

ROWS = 2000


@pytest.mark.parametrize("of_each_kind", [0, 5])
def test_planted_faults_are_found(tmp_path: Path, of_each_kind: int) -> None:
    """Each planted fault is found in its row and field, and nothing else is."""
    planted = make(tmp_path / "ledger", ROWS, of_each_kind=of_each_kind)
    assert len(planted) == of_each_kind * len(KINDS)
    assert differences(tmp_path / "ledger", planted) == ()


@pytest.mark.parametrize("way", WAYS)
def test_every_way_finds_faults(tmp_path: Path, way: str) -> None:
    """Each way that is timed beside ours does see faults, and none in clean rows."""
    make(tmp_path / "clean", ROWS)
    make(tmp_path / "faulty", ROWS, of_each_kind=5)
    assert WAYS[way](tmp_path / "clean") == 0
    assert WAYS[way](tmp_path / "faulty") >= 5 * (len(KINDS) - 1)
