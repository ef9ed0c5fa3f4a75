"""The same results in SQL written by hand for DuckDB."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb
from pyarrow import compute

from reporting.accounting.settings import Settings
from reporting.ledger.law import law
from tests.benchmarks.ledger.ours import DAY, MEMORY, THREADS

HERE = Path(__file__).parent
TABLES = ("credit_blocks", "transfers", "authorizations", "authorization_versions", "coverage")


@dataclass(frozen=True, slots=True, kw_only=True)
class ByHand:
    """A connection that sees the inputs."""

    connection: duckdb.DuckDBPyConnection

    def replay(self) -> None:
        """Make the life of every piece."""
        self.connection.execute((HERE / "by_hand.sql").read_text(encoding="utf-8"))

    def write(self, stage: str, path: Path) -> None:
        """Compute the result of a stage into a Parquet file."""
        query = queries()[stage].format(day=DAY)
        self.connection.execute(f"COPY ({query}) TO '{path}' (FORMAT PARQUET)")


def queries() -> dict[str, str]:
    """Return the queries by the name that stands above each."""
    text = (HERE / "by_hand_results.sql").read_text(encoding="utf-8")
    named = re.findall(r"-- name: (\w+)\n(.*?);\n", text, flags=re.DOTALL)
    return dict(named)


@contextmanager
def opened(folder: Path, spill: Path) -> Iterator[ByHand]:
    """Open the inputs in a folder, within the same memory and threads as ours."""
    with duckdb.connect(
        config={
            "memory_limit": MEMORY,
            "threads": THREADS,
            "temp_directory": str(spill / "spill"),
        }
    ) as connection:
        table, chosen = law(), Settings()
        usual = table.filter(
            compute.and_(
                compute.equal(table["dual_purpose"], chosen.dual_purpose),
                compute.equal(table["omge"], chosen.omge),
            )
        )
        connection.register("law", usual)
        for name in TABLES:
            connection.execute(f"CREATE VIEW {name} AS FROM '{folder / name}.parquet'")
        yield ByHand(connection=connection)
