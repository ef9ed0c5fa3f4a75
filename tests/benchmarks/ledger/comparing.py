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
    with duckdb.connect() as connection:
        checks = connection.execute(f"SELECT code, entry FROM '{into / 'checks.parquet'}'")  # noqa: S608
        found = set(checks.fetchall())
    return tuple(f"{code} {entry}" for code, entry in sorted(expected ^ found))


def _fingerprint(path: Path) -> str:
    with duckdb.connect() as connection:
        described = connection.execute(f"DESCRIBE FROM '{path}'").fetchall()
        columns = sorted(row[0] for row in described)
        texts = ", ".join(f'"{name}"::VARCHAR' for name in columns)
        found = connection.execute(
            f"SELECT count(*), coalesce(sum(hash({texts})::HUGEINT), 0) FROM '{path}'"  # noqa: S608
        ).fetchone()
    assert found is not None
    number, total = found
    return f"{number} rows of {len(columns)} columns, {total % 10**12:012d}"
