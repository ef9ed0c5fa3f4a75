"""Our way: the SQL files of `reporting.ledger`."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pyarrow import parquet

from reporting.accounting.settings import Settings
from reporting.ledger.checks import ALL
from reporting.ledger.engines import Engine, engine
from reporting.ledger.ledger import Ledger, replay
from reporting.ledger.loading import RECORDS, TABLES, Inputs, Source
from reporting.ledger.query import Query, parameters

MEMORY = "3GB"
THREADS = 2
SMALL = tuple(each for each in TABLES if each not in RECORDS)
DAY = date(2024, 12, 31)
CHECKS = ("issued-twice", "used-twice", "moved-by-another")
LIFE = (
    "entry, first, stop, turn, kind, arrived_on, holder_before, ended_before, "
    "authorization_id AS key, first_transfer_on, trigger, authorized_for, is_first_transfer, "
    "is_itmo, is_use, tonnes"
)
HOLDINGS = "first, stop, entry, authorization_id AS key, party, account, status, tonnes"
KEYS = (
    "party, flow, approach, host, counterparty, vintage, event_year, use_year, authorized_for, "
    "purpose, metric, is_own"
)
FLOWS = f"{KEYS}, CAST(sum(tonnes) AS BIGINT) AS tonnes, CAST(sum(unknown) AS BIGINT) AS unknown"


@dataclass(slots=True, kw_only=True)
class Ours:
    """A ledger of ours, replayed from Parquet files."""

    engine: Engine
    folder: Path
    ledger: Ledger | None = None

    def replay(self) -> None:
        """Make the life of every piece."""
        tables = {each: parquet.read_table(self.folder / f"{each}.parquet") for each in SMALL}
        inputs = Inputs(
            tables=tables,
            located={each: str(self.folder / f"{each}.parquet") for each in RECORDS},
            sources=tuple(Source(package="made", table=each) for each in RECORDS),
            differences=(),
        )
        self.ledger = replay(self.engine, inputs, Settings())

    def write(self, stage: str, path: Path) -> None:
        """Compute the result of a stage into a Parquet file."""
        assert self.ledger is not None
        query = Query(name=stage, header="", text=RESULTS[stage])
        given = {each: DAY if each == "on" else None for each in parameters(query)}
        parquet.write_table(self.ledger.run(query, given), path)


def _checks() -> str:
    asked = [each for each in ALL if each.code in CHECKS]
    return " UNION ALL ".join(
        f"SELECT DISTINCT '{each.code}' AS code, entry FROM ({each.faults.text}) AS found"  # noqa: S608 - ours
        for each in asked
    )


RESULTS = {
    "life": f"SELECT {LIFE} FROM unit_status",  # noqa: S608 - ours
    "holdings": f"SELECT {HOLDINGS} FROM held_intervals",  # noqa: S608 - ours
    "flows": f"SELECT {FLOWS} FROM flows GROUP BY {KEYS}",  # noqa: S608 - ours
    "checks": _checks(),
}


@contextmanager
def opened(folder: Path, spill: Path) -> Iterator[Ours]:
    """Open the inputs in a folder with our engine."""
    with engine(memory_limit=MEMORY, threads=THREADS, spill=spill) as running:
        yield Ours(engine=running, folder=folder)
