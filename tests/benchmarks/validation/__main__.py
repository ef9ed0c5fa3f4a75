"""Run the benchmark: ``python -m tests.benchmarks.validation --rows 10000 100000``.

Each way runs in a process of its own, so that its peak memory is its own; the ways take turns, and
the median of the repeats stands.
"""

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from tests.benchmarks.validation.ledger import OF_EACH_KIND, make
from tests.benchmarks.validation.planted import differences
from tests.benchmarks.validation.ways import WAYS

FEW_ROWS = 1_000_000


def measure(way: str, folder: Path) -> dict[str, float]:
    """Run one way once."""
    command = [sys.executable, "-m", "tests.benchmarks.validation.ways", way, str(folder)]
    printed = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    figures: dict[str, float] = json.loads(printed)
    return figures


def compare(folder: Path, repeats: int) -> list[str]:
    """Run all ways in turns and return the lines of their table."""
    runs = [{way: measure(way, folder) for way in WAYS} for _ in range(repeats)]
    seconds = {way: statistics.median(run[way]["seconds"] for run in runs) for way in WAYS}
    memory = {way: statistics.median(run[way]["mebibytes"] for run in runs) for way in WAYS}
    return [
        f"  {way:<28}{seconds[way]:>9.2f} s{seconds['ours'] / seconds[way]:>9.2f}"
        f"{memory[way]:>9.0f} MiB{memory['ours'] / memory[way]:>9.2f}{runs[0][way]['found']:>8.0f}"
        for way in WAYS
    ]


def say(text: str) -> None:
    """Print a line at once: the run is long."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def main(arguments: Sequence[str] | None = None) -> None:
    """Make the tables, time the ways, and check that every planted fault is found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument("--repeats", type=int, default=3, help="below a million rows")
    asked = parser.parse_args(arguments)
    say(f"  {'way':<28}{'time':>11}{'ours/it':>9}{'memory':>13}{'ours/it':>9}{'found':>8}")
    for rows in asked.rows:
        repeats = asked.repeats if rows < FEW_ROWS else 1
        with tempfile.TemporaryDirectory() as temporary:
            for name, of_each_kind in (("clean", 0), ("160 faults", OF_EACH_KIND)):
                folder = Path(temporary) / name.replace(" ", "-")
                planted = make(folder, rows, of_each_kind=of_each_kind)
                say(f"{rows} rows, {name}, median of {repeats}")
                for line in compare(folder, repeats):
                    say(line)
                wrong = differences(folder, planted)
                say("  planted faults: " + ("all found, nothing else" if not wrong else str(wrong)))


if __name__ == "__main__":
    main()
