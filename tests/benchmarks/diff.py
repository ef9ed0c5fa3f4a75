"""What a difference costs beside SQL by hand: ``python -m tests.benchmarks.diff --rows 1000000``.

A table and the same in another order, with a cell changed in each thousandth row, some rows added
and removed and some keys changed; ``--kind csv`` or ``parquet``. Ours reads the files, says what is
wrong with them, matches rows, finds the changed keys and tells each row and cell; the other way is
DuckDB's join over the same files, which refuses a key that stands twice and tells the same. Each
runs in a process of its own, first over a few rows: what it imports is not counted.
"""
# ruff: noqa: S608 - names and paths are our own

import argparse
import json
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from pathlib import Path

import duckdb

from reporting.packages.diff import Change, State, difference
from reporting.packages.opening import open_package
from reporting.packages.publication import parquet_rows
from reporting.renderers.files import to_parquet
from tests.packages.states import Row, written

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
KINDS = ("csv", "parquet")


def make(folder: Path, count: int) -> None:
    """Write both states of a table of so many rows."""
    order = random.Random(1)  # noqa: S311 - no secret
    rows: list[dict[str, str | None]] = [_row(number, order) for number in range(count)]
    _write(folder / "old", rows)
    for row in rows[::1000]:
        row["quantity"] = "99"
    for row in rows[500::100_000]:
        row[KEY] = f"X{row[KEY]}"
    del rows[7::50_000]
    rows += [{**_row(count + each, order), "note": f"new {each}"} for each in range(30)]
    order.shuffle(rows)
    _write(folder / "new", rows)


def _write(folder: Path, rows: Sequence[Row]) -> None:
    """Write a package of the table, and the table as Parquet."""
    written(folder, rows, columns=NAMES, types=TYPES, key=[KEY])
    package, _ = open_package(folder)
    assert package is not None
    (table,) = package
    table.path.with_suffix(".parquet").write_bytes(to_parquet(parquet_rows(package, table)))


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


Line = tuple[str, str, str, str, str]
"""What became of a row or cell: the change, the key, the field, its old and new value."""


def ours(folder: Path, kind: str) -> list[Line]:
    """Return each row that was added, removed or renamed and each cell that changed, as we do."""
    sides = (folder / side for side in ("old", "new"))
    old, new = (
        State.of(side if kind == "csv" else side / f"things.{kind}", side.name) for side in sides
    )
    (table,) = difference(old, new).tables
    lines: list[Line] = []
    for change in Change:
        for row in table.rows(change):
            (key,) = row.key
            if change in {Change.ADDITION, Change.REMOVAL}:
                lines.append((change.value, str(key), "", "", ""))
            else:
                lines += [
                    (change.value, str(key), each.column.name, each.old or "", each.new or "")
                    for each in row.cells
                ]
    return sorted(lines)


def by_hand(folder: Path, kind: str) -> list[Line]:
    """Return the same, by a join of all columns: as text of CSV, of their types of Parquet."""
    base = duckdb.connect(config={"threads": 2})
    read = "read_parquet('{file}')" if kind == "parquet" else "read_csv('{file}', all_varchar=true)"
    for side in ("old", "new"):
        file = folder / side / f"things.{kind}"
        base.execute(f"CREATE VIEW {side} AS FROM {read.format(file=file)}")
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
    cells = " UNION ALL ".join(
        f"SELECT 'changed', o_{KEY}, '{each}', coalesce(CAST(o_{each} AS VARCHAR), ''), "
        f"coalesce(CAST(n_{each} AS VARCHAR), '') FROM rows "
        f"WHERE o_{KEY} = n_{KEY} AND o_{each} IS DISTINCT FROM n_{each}"
        for each in REST
    )
    return sorted(
        base.execute(
            f"{cells} "
            f"UNION ALL SELECT 'added', n_{KEY}, '', '', '' FROM rows "
            f"WHERE o_{KEY} IS NULL AND n_{KEY} NOT IN (SELECT new FROM renames) "
            f"UNION ALL SELECT 'removed', o_{KEY}, '', '', '' FROM rows "
            f"WHERE n_{KEY} IS NULL AND o_{KEY} NOT IN (SELECT old FROM renames) "
            f"UNION ALL SELECT 'renamed', old, '{KEY}', old, new FROM renames"
        ).fetchall()
    )


WAYS: dict[str, Callable[[Path, str], list[Line]]] = {"ours": ours, "by hand": by_hand}


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure each way, or one in this process."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--kind", choices=KINDS, default=KINDS[-1])
    parser.add_argument("--way", choices=WAYS, help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    asked = parser.parse_args(arguments)
    if asked.way:
        WAYS[asked.way](asked.folder / "few", asked.kind)
        wall, processor = time.perf_counter(), time.process_time()
        lines = WAYS[asked.way](asked.folder, asked.kind)
        spent = (time.perf_counter() - wall, time.process_time() - processor)
        sys.stdout.write(json.dumps([lines, *spent]))
        return
    with tempfile.TemporaryDirectory() as folder:
        make(Path(folder), asked.rows)
        make(Path(folder) / "few", 1000)
        results = {way: _measured(way, folder, asked.kind) for way in WAYS}
    for way, (lines, wall, processor) in results.items():
        counts = Counter(change for change, *_ in lines)
        told = ", ".join(f"{count:,} {change}" for change, count in sorted(counts.items()))
        spent_by = f"{wall:.2f} s, {processor:.2f} s of processors"
        sys.stdout.write(f"{asked.rows:,} rows of {asked.kind}, {way}: {spent_by}: {told}\n")
    assert results["ours"][0] == results["by hand"][0]


def _measured(way: str, folder: str, kind: str) -> tuple[list[Line], float, float]:
    command = [sys.executable, "-m", "tests.benchmarks.diff", "--way", way, "--folder", folder]
    answer = subprocess.run([*command, "--kind", kind], capture_output=True, text=True, check=True)
    lines, wall, processor = json.loads(answer.stdout)
    return lines, wall, processor


if __name__ == "__main__":
    main()
