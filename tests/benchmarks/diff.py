"""What a difference costs beside SQL by hand: ``python -m tests.benchmarks.diff --rows 1000000``.

A table and the same in another order, with a cell changed in each thousandth row, some rows added
and removed and some keys changed. Ours reads the packages, says what is wrong with them, matches
rows and finds the changed keys; the other way is DuckDB's join over the same files, which refuses a
key that stands twice and gives the same rows. Each runs in a process of its own, first over a few
rows: what it imports is not counted.
"""
# ruff: noqa: S608 - names and paths are our own

import argparse
import json
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from pathlib import Path

import duckdb

from reporting.packages.diff import Change, State, difference
from tests.packages.states import written

TYPES = {
    "block_id": "string",
    "first": "integer",
    "last": "integer",
    "quantity": "integer",
    "measure": "number",
    "on": "date",
    "held": "boolean",
    "vintage": "year",
    "holder": "string",
    "note": "string",
}
NAMES = tuple(TYPES)
KEY, REST = NAMES[0], NAMES[1:]


def make(folder: Path, count: int) -> None:
    """Write both states of a table of so many rows."""
    order = random.Random(1)  # noqa: S311 - no secret
    rows: list[dict[str, str | None]] = [_row(number, order) for number in range(count)]
    written(folder / "old", rows, columns=NAMES, types=TYPES, key=[KEY])
    for row in rows[::1000]:
        row["quantity"] = "99"
    for row in rows[500::100_000]:
        row[KEY] = f"X{row[KEY]}"
    del rows[7::50_000]
    rows += [{**_row(count + each, order), "note": f"new {each}"} for each in range(30)]
    order.shuffle(rows)
    written(folder / "new", rows, columns=NAMES, types=TYPES, key=[KEY])


def _row(number: int, order: random.Random) -> dict[str, str | None]:
    cells = (
        f"B{number:07}",
        number * 100 + 1,
        number * 100 + 100,
        100,
        f"{order.randrange(1, 999_999)}.5",
        date(2015, 1, 1) + timedelta(days=number % 3000),
        str(number % 2 == 0).lower(),
        2015 + number % 10,
        order.choice(["Ministry", "Energy Co", "Solar Ltd"]),
        f"Note about block {number}",
    )
    return dict(zip(NAMES, map(str, cells), strict=True))


Counts = dict[str, int]


def ours(folder: Path) -> Counts:
    """Return how many rows were added, removed, changed and renamed, as ``jcm diff`` finds them."""
    (table,) = difference(State.of(folder / "old", "old"), State.of(folder / "new", "new")).tables
    return {each.value: table.counts[each] for each in Change}


def by_hand(folder: Path) -> Counts:
    """Return the same, by a join of all columns as text."""
    base = duckdb.connect(config={"threads": 2})
    for side in ("old", "new"):
        file = folder / side / "things.csv"
        base.execute(f"CREATE VIEW {side} AS FROM read_csv('{file}', all_varchar = true)")
        twice = base.execute(f"SELECT count(*) - count(DISTINCT {KEY}) FROM {side}").fetchone()
        assert twice == (0,)
    sides = ", ".join(f'old."{each}" AS o_{each}, new."{each}" AS n_{each}' for each in NAMES)
    differ = " OR ".join(f'old."{each}" IS DISTINCT FROM new."{each}"' for each in NAMES)
    base.execute(
        f"CREATE TABLE rows AS SELECT {sides} FROM old FULL JOIN new ON old.{KEY} = new.{KEY} "
        f"WHERE {differ}"
    )
    same = " AND ".join(f"gone.o_{each} IS NOT DISTINCT FROM come.n_{each}" for each in REST)
    base.execute(
        f"CREATE TABLE renames AS SELECT gone.o_{KEY} AS old, come.n_{KEY} AS new "
        f"FROM rows AS gone JOIN rows AS come ON {same} "
        f"WHERE gone.n_{KEY} IS NULL AND come.o_{KEY} IS NULL "
        "QUALIFY count(*) OVER (PARTITION BY old) = 1 AND count(*) OVER (PARTITION BY new) = 1"
    )
    answer = base.execute(
        f"SELECT count(*) FILTER (WHERE o_{KEY} IS NULL), count(*) FILTER (WHERE n_{KEY} IS NULL), "
        f"count(*), (SELECT count(*) FROM renames) FROM rows"
    ).fetchone()
    assert answer
    come, gone, every, renames = answer
    return {
        "added": come - renames,
        "removed": gone - renames,
        "changed": every - come - gone,
        "renamed": renames,
    }


WAYS: dict[str, Callable[[Path], Counts]] = {"ours": ours, "by hand": by_hand}


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure each way, or one in this process."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--way", choices=WAYS, help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    asked = parser.parse_args(arguments)
    if asked.way:
        WAYS[asked.way](asked.folder / "few")
        wall, processor = time.perf_counter(), time.process_time()
        counts = WAYS[asked.way](asked.folder)
        spent = (time.perf_counter() - wall, time.process_time() - processor)
        sys.stdout.write(json.dumps([counts, *spent]))
        return
    with tempfile.TemporaryDirectory() as folder:
        make(Path(folder), asked.rows)
        make(Path(folder) / "few", 1000)
        results = {way: _measured(way, folder) for way in WAYS}
    for way, (counts, wall, processor) in results.items():
        told = ", ".join(f"{count:,} {change}" for change, count in counts.items())
        spent_by = f"{wall:.2f} s, {processor:.2f} s of processors"
        sys.stdout.write(f"{asked.rows:,} rows, {way}: {spent_by}: {told}\n")
    assert results["ours"][0] == results["by hand"][0]


def _measured(way: str, folder: str) -> tuple[Counts, float, float]:
    command = [sys.executable, "-m", "tests.benchmarks.diff", "--way", way, "--folder", folder]
    answer = subprocess.run(command, capture_output=True, text=True, check=True)
    counts, wall, processor = json.loads(answer.stdout)
    return counts, wall, processor


if __name__ == "__main__":
    main()
