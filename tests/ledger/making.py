"""Small records for tests: rows with the cells that matter, written as whole packages and opened.

A host XAA, a buyer XBB; the cooperative approach is ``jcm``; serials of units stand in registry
``XAA01``. What a row leaves out is filled as `tests.worked_examples.loading` describes.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from reporting.findings import Finding
from reporting.ledger.checks import Check, Result, run
from reporting.ledger.engines import Engine, EngineName, engine
from reporting.ledger.ledger import Ledger, open_ledger
from reporting.packages import open_package
from tests.worked_examples.loading import Case, as_folder

Row = dict[str, Any]
Units = tuple[int, int]
Tables = Mapping[str, Sequence[Mapping[str, Any]]]
TERMINAL = {"retirement": "RET", "cancellation": "CAN", "voluntary_cancellation": "VOL"}
IDENTIFIED = {"credit_blocks": "block_id", "transfers": "transfer_id"}


def block(units: Units | None = None, **cells: object) -> Row:
    """Return a block that XAA's registry issued on 2024-02-01, authorized as ``A1``, of 2023."""
    usual: Row = {
        "approach": "jcm",
        "host": "XAA",
        "account": "XAA01-GOV",
        "vintage": 2023,
        "issued_on": "2024-02-01",
        "authorization_party": "XAA",
        "authorization_id": "A1",
    }
    return usual | _serials(units) | cells


def event(
    kind: str,
    on: str,
    giver: str = "XAA",
    taker: str = "",
    units: Units | None = None,
    **cells: object,
) -> Row:
    """Return an event between the accounts of the governments, told by whoever should tell it."""
    taker = taker or giver
    usual: Row = {
        "event": kind,
        "event_date": on,
        "approach": "jcm",
        "originating_registry": "XAA01",
        "host": "XAA",
        "vintage": 2023,
        "from_party": giver,
        "from_account": f"{giver}01-GOV",
        "to_party": taker,
        "to_account": f"{taker}01-{TERMINAL.get(kind, 'GOV')}",
    }
    return usual | _serials(units) | cells


def moved(
    on: str, giver: str = "XAA", taker: str = "XBB", units: Units | None = None, **cells: object
) -> list[Row]:
    """Return a movement as both sides told it on one day."""
    return [event(kind, on, giver, taker, units, **cells) for kind in ("transfer", "acquisition")]


def authorization(**cells: object) -> Row:
    """Return XAA's authorization ``A1`` of 2023-01-01, of use towards NDCs."""
    usual: Row = {
        "party": "XAA",
        "authorization_id": "A1",
        "approach": "jcm",
        "authorized_on": "2023-01-01",
        "purposes": "NDC",
    }
    return usual | cells


def joined(party: str = "XBB", **cells: object) -> Row:
    """Return a buyer's authorization of the cooperative approach."""
    usual: Row = {
        "party": party,
        "authorization_id": "C1",
        "approach": "jcm",
        "kind": "approach",
        "authorized_on": "2023-01-01",
    }
    return usual | cells


def complete(party: str, year: int, **cells: object) -> Row:
    """Return a Party's declaration that its record of a year is complete."""
    usual: Row = {
        "party": party,
        "year": year,
        "is_complete": True,
        "declared_by": f"Registry of {party}",
        "declared_on": f"{year + 1}-02-01",
    }
    return usual | cells


def make(folder: Path, tables: Tables) -> Path:
    """Write a package with every table and descriptor; blocks are B01…, events T01… in order."""
    numbered = {
        name: [
            {key: f"{key[0].upper()}{number:02}"} | dict(row) for number, row in enumerate(rows, 1)
        ]
        if (key := IDENTIFIED.get(name))
        else [dict(row) for row in rows]
        for name, rows in tables.items()
    }
    as_folder(
        Case(
            name=folder.name,
            title="Made for a test",
            explanation="Made up.",
            tables=numbered,
            expected={},
            settings={},
        ),
        folder,
    )
    return folder


def opened(running: Engine, *folders: Path) -> Ledger:
    """Replay the packages of folders."""
    packages = [open_package(folder)[0] for folder in folders]
    return open_ledger(running, [each for each in packages if each])


@contextmanager
def ledger_of(folder: Path, tables: Tables) -> Iterator[Ledger]:
    """Write a package, replay it in an engine of its own, and close the engine at the end."""
    with engine(EngineName.DUCKDB) as running:
        yield opened(running, make(folder, tables))


def by_code(results: Sequence[Result]) -> dict[str, list[Finding]]:
    """Return the findings of checks by their code."""
    found: dict[str, list[Finding]] = {}
    for result in results:
        for finding in result.findings:
            found.setdefault(finding.code, []).append(finding)
    return found


def asked(ledger: Ledger, checks: Sequence[Check]) -> tuple[Result, ...]:
    """Ask a ledger questions."""
    return tuple(run(check, ledger) for check in checks)


def _serials(units: Units | None) -> Row:
    if units is None:
        return {}
    first, last = units
    return {"first_unit": first, "last_unit": last, "quantity": last - first + 1}
