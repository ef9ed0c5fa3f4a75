"""Whether two ways came to the same results, and whether they found what was planted."""

from pathlib import Path

import duckdb

from tests.benchmarks.ledger.making import Planted
from tests.benchmarks.ledger.ways import STAGES


def fingerprints(into: Path) -> dict[str, str]:
    """Return for each stage its rows, and a sum over them that no order changes."""
    return {stage: _fingerprint(into / f"{stage}.parquet") for stage in STAGES}


def missed(into: Path, planted: Planted) -> tuple[str, ...]:
    """Return the planted breaches that were not found, by row, and what else was."""
    expected = {("issued-twice", entry) for entry in planted.issued_twice} | {
        ("used-twice", entry) for entry in planted.ended_twice
    }
    checks = into / "checks.parquet"
    found = set(duckdb.sql(f"SELECT code, entry FROM '{checks}'").fetchall())
    return tuple(f"{code} {entry}" for code, entry in sorted(expected ^ found))


def _fingerprint(path: Path) -> str:
    columns = sorted(each[0] for each in duckdb.sql(f"DESCRIBE FROM '{path}'").fetchall())
    texts = ", ".join(f'"{name}"::VARCHAR' for name in columns)
    found = duckdb.sql(
        f"SELECT count(*), coalesce(sum(hash({texts})::HUGEINT), 0) % 1000000000000 FROM '{path}'"
    ).fetchone()
    assert found is not None
    rows, total = found
    return f"{rows} rows {total:012d} {len(columns)} columns"
