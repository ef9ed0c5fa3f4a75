"""Where the queries run: DuckDB in this process, or Spark for whoever outgrows one machine.

Results leave as Arrow, never through pandas, where 2^53 + 1 beside an empty cell becomes a float.
"""

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Protocol

import duckdb
import pyarrow as pa

Value = str | int | date | None
LOCAL = "local[*]"
SETTINGS = {
    "spark.sql.ansi.enabled": "true",  # a number too large is an error, never another number
    "spark.sql.session.timeZone": "UTC",
    # Constraints inferred from relations made of relations, they took minutes.
    "spark.sql.constraintPropagation.enabled": "false",
}
NOTHING: Mapping[str, Value] = MappingProxyType({})
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

    def keep(self, name: str, query: str, given: Mapping[str, Value] = NOTHING) -> None:
        """Compute a query once and keep its rows under a name."""

    def view(self, name: str, query: str) -> None:
        """Name a query that is computed anew wherever it is read."""

    def encode(self, names: Sequence[str]) -> None:
        """Keep the texts of tables as numbers that sort as they do, if that makes it faster."""

    def drop(self, name: str, *, is_view: bool = False) -> None:
        """Forget a table, or a view, that nobody reads any more."""

    def read(self, name: str, address: str) -> None:
        """Name rows where they lie: a Parquet file or folder; of Spark, also a table."""

    def columns(self, name: str) -> tuple[str, ...]:
        """Return the columns of what has a name."""

    def fetch(self, query: str, given: Mapping[str, Value]) -> pa.Table:
        """Compute a query with its parameters and return its rows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DuckDB:
    """DuckDB in this process."""

    connection: duckdb.DuckDBPyConnection

    def load(self, name: str, rows: pa.Table) -> None:
        """Give rows to the engine under a name."""
        self.connection.register(name, rows)

    def keep(self, name: str, query: str, given: Mapping[str, Value] = NOTHING) -> None:
        """Compute a query once and keep its rows under a name."""
        self.connection.execute(f"CREATE OR REPLACE TABLE {name} AS {query}", dict(given))

    def view(self, name: str, query: str) -> None:
        """Name a query that is computed anew wherever it is read."""
        self.connection.execute(f"CREATE OR REPLACE VIEW {name} AS {query}")

    def encode(self, names: Sequence[str]) -> None:
        """Keep the texts of tables as numbers that sort as they do.

        One enumeration has the texts of all tables, so that their columns are of one type and
        compared as numbers; in a query they are texts as before.
        """
        texts = {each: self._texts(each) for each in names}
        parts = (
            f"SELECT DISTINCT {each} AS text FROM {name} WHERE {each} IS NOT NULL"  # noqa: S608
            for name in names
            for each in texts[name]
        )
        words = " UNION ".join(parts)
        self.connection.execute(f"CREATE OR REPLACE TYPE word AS ENUM ({words} ORDER BY text)")
        for name in names:
            coded = ", ".join(f"CAST({each} AS word) AS {each}" for each in texts[name])
            self.keep(name, f"SELECT * REPLACE ({coded}) FROM {name}")  # noqa: S608 - ours

    def _texts(self, name: str) -> tuple[str, ...]:
        described = self.connection.execute(f"DESCRIBE {name}").fetchall()
        return tuple(column for column, kind, *_ in described if kind == "VARCHAR")

    def drop(self, name: str, *, is_view: bool = False) -> None:
        """Forget a table, or a view, that nobody reads any more."""
        self.connection.execute(f"DROP {'VIEW' if is_view else 'TABLE'} {name}")

    def read(self, name: str, address: str) -> None:
        """Name rows where they lie: a Parquet file, or a folder of Parquet files."""
        files = address if Path(address).is_file() else f"{address}/*.parquet"
        quoted = files.replace("'", "''")
        self.view(name, f"SELECT * FROM read_parquet('{quoted}')")  # noqa: S608 - quoted

    def columns(self, name: str) -> tuple[str, ...]:
        """Return the columns of what has a name."""
        return tuple(row[0] for row in self.connection.execute(f"DESCRIBE {name}").fetchall())

    def fetch(self, query: str, given: Mapping[str, Value]) -> pa.Table:
        """Compute a query with its parameters and return its rows."""
        rows = self.connection.sql(query, params=dict(given)).to_arrow_table()
        # A text kept as a number leaves as a dictionary; readers get what Spark gives, texts.
        plain = [
            each.with_type(pa.string()) if pa.types.is_dictionary(each.type) else each
            for each in rows.schema
        ]
        return rows.cast(pa.schema(plain))


@dataclass(frozen=True, slots=True, kw_only=True)
class Spark:
    """A Spark session, of a cluster or of this machine.

    What is kept stays with the executors: no folder need be shared.
    """

    session: Any

    def load(self, name: str, rows: pa.Table) -> None:
        """Give rows to the engine under a name."""
        self.session.createDataFrame(rows).createOrReplaceTempView(name)

    def keep(self, name: str, query: str, given: Mapping[str, Value] = NOTHING) -> None:
        """Compute a query once and keep its rows under a name."""
        frame = self.session.sql(in_spark(query), args=dict(given))
        # Cut off from its plan, which every later query would compute again.
        frame.localCheckpoint(eager=True).createOrReplaceTempView(name)

    def view(self, name: str, query: str) -> None:
        """Name a query that is computed anew wherever it is read."""
        self.session.sql(in_spark(query)).createOrReplaceTempView(name)

    def encode(self, names: Sequence[str]) -> None:
        """Do nothing: Spark keeps its tables column by column, texts as numbers among them."""

    def drop(self, name: str, *, is_view: bool = False) -> None:  # noqa: ARG002 - all are views
        """Forget a table, or a view, that nobody reads any more."""
        self.session.catalog.dropTempView(name)

    def read(self, name: str, address: str) -> None:
        """Name rows where they lie: a Parquet file or folder, or a table of the catalogue."""
        is_file = "/" in address
        frame = self.session.read.parquet(address) if is_file else self.session.table(address)
        frame.createOrReplaceTempView(name)

    def columns(self, name: str) -> tuple[str, ...]:
        """Return the columns of what has a name."""
        return tuple(self.session.table(name).columns)

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
    name: EngineName = EngineName.DUCKDB,
    *,
    master: str = LOCAL,
    memory_limit: str = MEMORY,
    threads: int | None = None,
    spill: Path | None = None,
) -> Iterator[Engine]:
    """Open an engine, and close it and its files at the end.

    Args:
        name: Which one.
        master: Of Spark, where it runs: ``local[*]``, ``spark://HOST:PORT``, ``yarn``,
            ``k8s://…``, or a Spark Connect address, ``sc://HOST:PORT``. What else a cluster needs
            is for Spark's own configuration (``spark-defaults.conf``).
        memory_limit: What DuckDB may use before it goes to disk, as ``3GB``.
        threads: How many threads DuckDB may use; None for as many as there are cores.
        spill: Folder for what does not fit; default: a new one in the system's place.

    Raises:
        EngineMissingError: The engine is not installed, or cannot be reached.
    """
    if name is EngineName.SPARK:
        with _spark(master) as session:
            yield Spark(session=session)
        return
    # By itself DuckDB spills into .tmp of the folder it is called in, the reader's own.
    with tempfile.TemporaryDirectory(prefix="ledger-", dir=spill) as folder:
        settings: dict[str, Any] = {"temp_directory": folder, "memory_limit": memory_limit}
        if threads:
            settings["threads"] = threads
        with duckdb.connect(config=settings) as connection:
            yield DuckDB(connection=connection)


@contextmanager
def _spark(master: str) -> Iterator[Any]:
    try:
        import sqlglot  # noqa: F401, PLC0415 - an optional extra
        from pyspark.sql import SparkSession  # noqa: PLC0415 - an optional extra
    except ImportError as error:
        msg = "Spark is not installed: pip install 'jcm-open-data[spark]', with Java 17 or newer"
        raise EngineMissingError(msg) from error
    builder = SparkSession.builder
    if master.startswith("sc://"):
        builder = builder.remote(master)
    else:
        builder = builder.master(master).config("spark.ui.enabled", "false")
        # Of its 200 parts, meant for a cluster, most would be empty on one machine.
        if master.startswith("local"):
            builder = builder.config("spark.sql.shuffle.partitions", "4")
    try:
        session = builder.getOrCreate()
    # Java, Spark Connect and py4j each raise classes of their own.
    except Exception as error:
        said = str(error).splitlines() or [type(error).__name__]
        cause = next((line[2:] for line in said if line.startswith(": ")), said[0])  # Java's own
        msg = f"Spark cannot be reached at {master}; is the address right, and does it run? {cause}"
        raise EngineMissingError(msg) from error
    for setting, value in SETTINGS.items():
        session.conf.set(setting, value)
    try:
        yield session
    finally:
        session.stop()
