"""Run the benchmark: ``python -m tests.benchmarks.ledger --rows 10000 1000000 10000000``.

Each way runs in a process of its own, so that its peak memory is its own. What counts is the ratio
within one run; processor seconds are steadier than seconds where others share the machine.
"""

import argparse
import json
import math
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from itertools import pairwise
from pathlib import Path

from tests.benchmarks.ledger.comparing import fingerprints, missed
from tests.benchmarks.ledger.making import Shape, make
from tests.benchmarks.ledger.ways import STAGES

Figures = Mapping[str, Mapping[str, float]]


def measure(way: str, folder: Path, into: Path) -> Figures:
    """Run one way once."""
    command = [sys.executable, "-m", "tests.benchmarks.ledger.ways", way, str(folder), str(into)]
    printed = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
    figures: Figures = json.loads(printed)
    return figures


def total(figures: Figures, unit: str) -> float:
    """Return the sum over the stages."""
    return sum(figures[stage][unit] for stage in STAGES)


def lines(runs: Mapping[str, Figures], rows: int) -> list[str]:
    """Return the table of one run: each way, and ours in proportion to it."""
    ours = runs["ours"]
    shown = []
    for way, figures in runs.items():
        for stage in STAGES:
            seconds, cpu = figures[stage]["s"], figures[stage]["cpu"]
            shown.append(
                f"  {way:<8}{stage:<9}{seconds:>9.2f} s{ours[stage]['s'] / seconds:>7.2f}"
                f"{cpu:>9.2f} cpu s{ours[stage]['cpu'] / cpu:>7.2f}"
            )
        seconds, cpu = total(figures, "s"), total(figures, "cpu")
        memory = figures["memory"]["mebibytes"]
        shown.append(
            f"  {way:<8}{'all':<9}{seconds:>9.2f} s{total(ours, 's') / seconds:>7.2f}"
            f"{cpu:>9.2f} cpu s{total(ours, 'cpu') / cpu:>7.2f}"
            f"{memory:>7.0f} MiB{ours['memory']['mebibytes'] / memory:>6.2f}"
            f"{1e6 * cpu / rows:>8.1f} us/row{1024 * memory / rows:>8.2f} KiB/row"
        )
    return shown


def growth(smaller: tuple[int, float], larger: tuple[int, float]) -> float:
    """Return by how much cost grew, in proportion to n log n."""
    (few, cost_of_few), (many, cost_of_many) = smaller, larger
    expected = many * math.log(many) / (few * math.log(few))
    return cost_of_many / cost_of_few / expected


def say(text: str) -> None:
    """Print a line at once: the run is long."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def compare(rows: int, shape: Shape, ways: Sequence[str], folder: Path) -> float:
    """Make one ledger, run the ways on it, and return the processor seconds of ours."""
    planted = make(folder / "made", rows, shape)
    runs = {way: measure(way, folder / "made", folder / way) for way in ways}
    say(f"{rows} rows, {shape}")
    for line in lines(runs, rows):
        say(line)
    told = {way: fingerprints(folder / way) for way in ways}
    for stage in STAGES:
        same = len({each[stage] for each in told.values()}) == 1
        say(f"  {stage}: {told['ours'][stage]}, {'equal' if same else 'NOT EQUAL ' + str(told)}")
    for way in ways:
        wrong = missed(folder / way, planted)
        say(f"  planted, {way}: {'all found, nothing else' if not wrong else wrong[:5]}")
    return total(runs["ours"], "cpu")


def main(arguments: Sequence[str] | None = None) -> None:
    """Make the ledgers, run the ways, compare their results."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, nargs="+", default=[10_000, 1_000_000])
    parser.add_argument("--shape", type=Shape, nargs="+", choices=list(Shape), default=list(Shape))
    parser.add_argument("--folder", type=Path, help="where to write; default: a temporary one")
    asked = parser.parse_args(arguments)
    ways = ["ours", "by hand"]
    say("  way     stage         time ours/it       processor ours/it    memory ours/it")
    for shape in asked.shape:
        costs = []
        for rows in sorted(asked.rows):
            with tempfile.TemporaryDirectory(dir=asked.folder) as temporary:
                costs.append((rows, compare(rows, shape, ways, Path(temporary))))
        for smaller, larger in pairwise(costs):
            grown = growth(smaller, larger)
            say(f"  {smaller[0]} to {larger[0]} rows: cost grew by {grown:.2f} of n log n")


if __name__ == "__main__":
    main()
