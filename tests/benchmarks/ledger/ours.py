"""Our way: the expressions of `reporting.ledger`, on either engine."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import ibis
from ibis import _
from ibis.expr.types import Table
from pyarrow import parquet
from reporting.ledger.checks.ownership import OWNERSHIP
from reporting.ledger.flows import flow_totals
from reporting.ledger.holdings import held

from reporting.accounting.settings import Settings
from reporting.ledger.engines import DuckDB, EngineName, Spark, engine
from reporting.ledger.ledger import Ledger, replay
from reporting.ledger.loading import RECORDS, TABLES, Inputs, Source

MEMORY = "3GB"
THREADS = 2
DAY = date(2024, 12, 31)
CHECKS = ("issued-twice", "used-twice", "moved-by-another")
LIFE = (
    "entry",
    "first",
    "stop",
    "turn",
    "kind",
    "arrived_on",
    "holder_before",
    "ended_before",
    "key",
    "first_transfer_on",
    "trigger",
    "authorized_for",
    "is_first_transfer",
    "is_itmo",
    "is_use",
    "tonnes",
)
FLOWS = (
    "party",
    "flow",
    "approach",
    "host",
    "counterparty",
    "vintage",
    "event_year",
    "use_year",
    "authorized_for",
    "purpose",
    "metric",
    "is_own",
    "tonnes",
    "unknown",
)
ADDED_UP = ("flows",)  # sums leave DuckDB as integers only through Arrow
HOLDINGS = ("first", "stop", "entry", "key", "party", "account", "status", "tonnes")


@dataclass(slots=True, kw_only=True)
class Ours:
    """A ledger of ours, replayed from Parquet files."""

    engine: DuckDB | Spark
    inputs: Inputs
    ledger: Ledger | None = None

    def replay(self) -> None:
        """Make the life of every piece."""
        self.ledger = replay(self.engine, self.inputs, Settings())

    def write(self, stage: str, path: Path) -> None:
        """Compute the result of a stage into a Parquet file."""
        assert self.ledger is not None
        result = RESULTS[stage](self.ledger)
        if stage in ADDED_UP or isinstance(self.engine, Spark):
            parquet.write_table(self.engine.fetch(result), path)
        else:
            self.engine.connection.to_parquet(result, path)


def _life(ledger: Ledger) -> Table:
    return ledger.life.select(*LIFE)


def _holdings(ledger: Ledger) -> Table:
    return held(ledger, DAY).select(*HOLDINGS)


def _flows(ledger: Ledger) -> Table:
    return flow_totals(ledger).select(*FLOWS)


def _checks(ledger: Ledger) -> Table:
    return ibis.union(
        *(
            check.faults(ledger).select(code=ibis.literal(check.code), entry=_.entry).distinct()
            for check in OWNERSHIP
            if check.code in CHECKS
        )
    )


RESULTS = {"life": _life, "holdings": _holdings, "flows": _flows, "checks": _checks}


@contextmanager
def on(name: EngineName, folder: Path, spill: Path) -> Iterator[Ours]:
    """Open the inputs in a folder with our engine."""
    with engine(name, memory_limit=MEMORY, spill=spill) as opened:
        assert isinstance(opened, DuckDB | Spark)
        connection = opened.connection
        if isinstance(opened, DuckDB):
            connection.raw_sql(f"SET threads = {THREADS}")
        tables = {
            each: connection.read_parquet(folder / f"{each}.parquet", table_name=each)
            for each in TABLES
        }
        sources = tuple(Source(package="made", table=each) for each in RECORDS)
        yield Ours(engine=opened, inputs=Inputs(tables=tables, sources=sources, differences=()))
