"""The benchmark of imports measures what it says: the same rows, told within bounds."""

from pathlib import Path

import pytest

from tests.benchmarks.imports import command, engine, main, prepare


def test_the_command_writes_what_the_engine_makes(tmp_path: Path) -> None:
    """All rows; what is told is as long for many rows as for few."""
    prepare(tmp_path / "few", 24_000)
    prepare(tmp_path / "many", 48_000)
    few, many = (command(tmp_path / each, is_judged=False) for each in ("few", "many"))
    assert many["rows"] == engine(tmp_path / "many")["rows"]
    assert many["letters told"] < 1.2 * few["letters told"]


@pytest.mark.proof
def test_a_line_for_each_way_and_their_ratio(capsys: pytest.CaptureFixture[str]) -> None:
    """Both are measured in one run, each in a process of its own."""
    main(["--rows", "2000"])
    lines = [line.split(":")[0] for line in capsys.readouterr().out.splitlines()]
    assert lines == ["2,000 rows, engine", "2,000 rows, command", "ratio without validation"]
