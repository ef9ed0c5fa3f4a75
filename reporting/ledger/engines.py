"""Where the queries run: DuckDB in this process, or Spark for whoever outgrows one machine.

Results leave as Arrow, never through pandas, where 2^53 + 1 beside an empty cell becomes a float.
"""

import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Any, Protocol

import duckdb
import pyarrow as pa

Value = str | int | date | None
MEMORY = "3GB"  # beyond that DuckDB goes to disk: a record of ten million events fits a laptop


class EngineName(StrEnum):
    """The engines the ledger is proved on."""

    DUCKDB = "duckdb"
    SPARK = "spark"


class EngineMissingError(Exception):
    """The engine asked for is not installed, or cannot be reached."""


class Engine(Protocol):
    """What the ledger needs of a database."""

    def load(self, name: str, rows: pa.Table) -> None:
        """Give rows to the engine under a name."""

    def keep(self, name: str, query: str) -> None:
        """Compute a query once and keep its rows under a name."""

    def view(self, name: str, query: str) -> None:
        """Name a query that is computed anew wherever it is read."""

    def drop(self, name: str) -> None:
        """Forget a table that nobody reads any more."""

    def fetch(self, query: str, given: Mapping[str, Value]) -> pa.Table:
        """Compute a query with its parameters and return its rows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DuckDB:
    """DuckDB in this process."""

    connection: duckdb.DuckDBPyConnection

    def load(self, name: str, rows: pa.Table) -> None:
        """Give rows to the engine under a name."""
        self.connection.register("loaded", rows)
        self.keep(name, "SELECT * FROM loaded")
        self.connection.unregister("loaded")

    def keep(self, name: str, query: str) -> None:
        """Compute a query once and keep its rows under a name."""
        self.connection.execute(f"CREATE OR REPLACE TABLE {name} AS {query}")

    def view(self, name: str, query: str) -> None:
        """Name a query that is computed anew wherever it is read."""
        self.connection.execute(f"CREATE OR REPLACE VIEW {name} AS {query}")

    def drop(self, name: str) -> None:
        """Forget a table that nobody reads any more."""
        self.connection.execute(f"DROP TABLE {name}")

    def fetch(self, query: str, given: Mapping[str, Value]) -> pa.Table:
        """Compute a query with its parameters and return its rows."""
        return self.connection.execute(query, dict(given)).to_arrow_table()


@dataclass(frozen=True, slots=True, kw_only=True)
class Spark:
    """A Spark session, of a cluster or of this machine.

    What is kept stays with the executors: no folder need be shared.
    """

    session: Any

    def load(self, name: str, rows: pa.Table) -> None:
        """Give rows to the engine under a name."""
        self.session.createDataFrame(rows).createOrReplaceTempView(name)

    def keep(self, name: str, query: str) -> None:
        """Compute a query once and keep its rows under a name."""
        frame = self.session.sql(in_spark(query))
        frame.localCheckpoint(eager=True).createOrReplaceTempView(name)

    def view(self, name: str, query: str) -> None:
        """Name a query that is computed anew wherever it is read."""
        self.session.sql(in_spark(query)).createOrReplaceTempView(name)

    def drop(self, name: str) -> None:
        """Forget a table that nobody reads any more."""
        self.session.catalog.dropTempView(name)

    def fetch(self, query: str, given: Mapping[str, Value]) -> pa.Table:
        """Compute a query with its parameters and return its rows."""
        return self.session.sql(in_spark(query), args=dict(given)).toArrow()


@lru_cache(maxsize=1000)
def in_spark(query: str) -> str:
    """Return a query of DuckDB as Spark reads it."""
    import sqlglot  # noqa: PLC0415 - only whoever asks for Spark waits for it

    (translated,) = sqlglot.transpile(query, read="duckdb", write="spark")
    return translated


@contextmanager
def engine(
    name: EngineName = EngineName.DUCKDB, *, memory_limit: str = MEMORY, spill: Path | None = None
) -> Iterator[Engine]:
    """Open an engine, and close it and its files at the end.

    Args:
        name: Which one.
        memory_limit: What DuckDB may use before it goes to disk, as ``3GB``.
        spill: Folder for what does not fit; default: a new one in the system's place.

    Raises:
        EngineMissingError: The engine is not installed.
    """
    if name is EngineName.SPARK:
        yield from _spark()
        return
    with tempfile.TemporaryDirectory(prefix="ledger-", dir=spill) as folder:
        settings: dict[str, Any] = {"temp_directory": folder, "memory_limit": memory_limit}
        with duckdb.connect(config=settings) as connection:
            yield DuckDB(connection=connection)


def _spark() -> Iterator[Engine]:
    raise NotImplementedError
