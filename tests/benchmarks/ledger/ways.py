"""The ways to replay a ledger, each timed in a process of its own.

``python -m tests.benchmarks.ledger.ways WAY FOLDER INTO`` writes the results as Parquet and prints
seconds and processor seconds of each stage, and peak memory.
"""

import json
import resource
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Protocol

from pyarrow import parquet

from tests.benchmarks.ledger import by_hand, ours

STAGES = ("life", "holdings", "flows", "checks")


class Way(Protocol):
    """A way to the same results."""

    def replay(self) -> None:
        """Make the life of every piece."""

    def write(self, stage: str, path: Path) -> None:
        """Compute the result of a stage into a Parquet file."""


Opening = Callable[[Path, Path], AbstractContextManager[Way]]
WAYS: Mapping[str, Opening] = {
    "ours": ours.opened,
    "by hand": by_hand.opened,
}


def run(name: str, folder: Path, into: Path) -> dict[str, dict[str, float]]:
    """Run one way, and return the seconds and processor seconds of each stage."""
    into.mkdir(parents=True)
    parquet.read_table(folder / "parties.parquet")  # the first one imports pandas, in any program
    figures: dict[str, dict[str, float]] = {}
    with WAYS[name](folder, into) as way:
        for stage in STAGES:
            begin, begin_cpu = time.perf_counter(), _cpu()
            if stage == "life":
                way.replay()
            else:
                way.write(stage, into / f"{stage}.parquet")
            figures[stage] = {"s": time.perf_counter() - begin, "cpu": _cpu() - begin_cpu}
        figures["memory"] = {"mebibytes": _peak()}
        way.write("life", into / "life.parquet")
    return figures


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def _peak() -> float:
    """Return the most memory this process has held, in MiB.

    Linux says it of the program; ``ru_maxrss`` would count what held it before it was started.
    """
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    return int(status.split("VmHWM:")[1].split()[0]) / 1024


def main() -> None:
    """Run one way and print its figures as JSON."""
    name, folder, into = sys.argv[1:]
    sys.stdout.write(json.dumps(run(name, Path(folder), Path(into))))


if __name__ == "__main__":
    main()
