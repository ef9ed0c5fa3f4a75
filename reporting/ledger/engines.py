"""Where expressions run: DuckDB in this process, or Spark for whoever outgrows one machine.

Results leave as Arrow, never through pandas, where 2^53 + 1 beside an empty cell becomes a float.
"""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Any, Protocol

import ibis
import pyarrow as pa
from ibis.backends.sql.datatypes import DuckDBType
from ibis.expr.operations import Node
from ibis.expr.types import Table
from pyarrow import parquet


class EngineName(StrEnum):
    """The engines the ledger is proved on."""

    DUCKDB = "duckdb"
    SPARK = "spark"


class EngineMissingError(Exception):
    """The engine asked for is not installed."""


class Engine(Protocol):
    """What the ledger needs of a database."""

    def load(self, name: str, rows: pa.Table) -> Table:
        """Give rows to the engine under a name."""

    def keep(self, name: str, expression: Table) -> Table:
        """Compute an expression once and return it as a table."""

    def name(self, name: str, expression: Table) -> Table:
        """Return an expression as a table that is computed anew wherever it is used."""

    def fetch(self, expression: Table) -> pa.Table:
        """Compute an expression and return its rows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DuckDB:
    """DuckDB in this process.

    Attributes:
        connection: Its Ibis backend.
    """

    connection: Any
    folder: Path

    def load(self, name: str, rows: pa.Table) -> Table:
        """Give rows to the engine under a name."""
        return self.connection.create_table(name, rows, overwrite=True)

    def keep(self, name: str, expression: Table) -> Table:
        """Compute an expression once and return it as a table."""
        path = self.folder / f"{name}.parquet"
        columns = ", ".join(
            f'CAST("{column}" AS {DuckDBType.to_string(kind)}) AS "{column}"'  # sums are HUGEINT
            for column, kind in expression.schema().items()
        )
        query = f"SELECT {columns} FROM ({_in_sql(expression.op())})"  # noqa: S608
        self.connection.raw_sql(f"COPY ({query}) TO '{path}' (FORMAT PARQUET)")
        return self.connection.read_parquet(path, table_name=name)

    def name(self, name: str, expression: Table) -> Table:
        """Return an expression as a table that is computed anew wherever it is used."""
        self.connection.raw_sql(f'CREATE OR REPLACE VIEW "{name}" AS {_in_sql(expression.op())}')
        return self.connection.table(name)

    def fetch(self, expression: Table) -> pa.Table:
        """Compute an expression and return its rows."""
        rows = self.connection.raw_sql(_in_sql(expression.op())).to_arrow_table()
        return rows.cast(expression.schema().to_pyarrow())


@lru_cache(maxsize=500)
def _in_sql(expression: Node) -> str:
    """Compile an expression for DuckDB, once for all ledgers: their tables have the same names."""
    return str(ibis.duckdb.compile(expression.to_expr()))


@dataclass(frozen=True, slots=True, kw_only=True)
class Spark:
    """A Spark session. Tables arrive and stay as Parquet files, which keep integers whole.

    Attributes:
        connection: Its Ibis backend.
        session: The session behind it.
        folder: Where the Parquet files stand while the session lives.
    """

    connection: Any
    session: Any
    folder: Path

    def load(self, name: str, rows: pa.Table) -> Table:
        """Give rows to the engine under a name."""
        path = self.folder / f"{name}.parquet"
        parquet.write_table(rows, path)
        return self.connection.read_parquet(path, table_name=name)

    def keep(self, name: str, expression: Table) -> Table:
        """Compute an expression once and return it as a table."""
        path = self.folder / f"{name}.kept"
        self._frame(expression).write.mode("overwrite").parquet(str(path))
        return self.connection.read_parquet(path, table_name=name)

    def name(self, name: str, expression: Table) -> Table:
        """Return an expression as a table that is computed anew wherever it is used."""
        self._frame(expression).createOrReplaceTempView(name)
        return self.connection.table(name)

    def fetch(self, expression: Table) -> pa.Table:
        """Compute an expression and return its rows."""
        return self._frame(expression).toArrow().cast(expression.schema().to_pyarrow())

    def _frame(self, expression: Table) -> Any:  # noqa: ANN401 - pyspark has no types
        return self.session.sql(self.connection.compile(expression))


@contextmanager
def engine(
    name: EngineName = EngineName.DUCKDB, *, memory_limit: str = "", spill: Path | None = None
) -> Iterator[Engine]:
    """Open an engine, and close it and its files at the end.

    Args:
        name: Which one.
        memory_limit: What it may use, as ``3GB``; empty for the engine's own default.
        spill: Folder for what does not fit; default: a new one in the system's place.

    Raises:
        EngineMissingError: The engine is not installed.
    """
    with tempfile.TemporaryDirectory(prefix="ledger-", dir=spill) as folder:
        if name is EngineName.SPARK:
            yield from _spark(Path(folder), memory_limit)
        else:
            yield from _duckdb(Path(folder), memory_limit)


def _duckdb(folder: Path, memory_limit: str) -> Iterator[Engine]:
    connection = ibis.duckdb.connect()  # settings below: Ibis compares connections by arguments
    connection.raw_sql(f"SET temp_directory = '{folder / 'spill'}'")
    if memory_limit:
        connection.raw_sql(f"SET memory_limit = '{memory_limit}'")
    try:
        yield DuckDB(connection=connection, folder=folder)
    finally:
        connection.disconnect()


def _spark(folder: Path, memory_limit: str) -> Iterator[Engine]:
    try:
        from pyspark.sql import SparkSession  # noqa: PLC0415 - an optional extra
    except ImportError as error:
        msg = "Spark is not installed: pip install 'jcm-open-data[spark]', with Java 17"
        raise EngineMissingError(msg) from error
    session = (
        SparkSession.builder.master("local[2]")
        .config("spark.driver.memory", memory_limit.lower().removesuffix("b") or "2g")
        .config("spark.sql.shuffle.partitions", "4")
        .config("spark.sql.warehouse.dir", str(folder / "warehouse"))
        .config("spark.local.dir", str(folder))
        .config("spark.ui.enabled", "false")
        .config("spark.ui.showConsoleProgress", "false")
        .getOrCreate()
    )
    session.sparkContext.setLogLevel("ERROR")
    try:
        yield Spark(connection=ibis.pyspark.connect(session), session=session, folder=folder)
    finally:
        session.stop()
