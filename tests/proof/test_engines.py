"""The same expressions give the same tables on DuckDB and on Spark."""

from datetime import date
from pathlib import Path

import pytest
from ibis.expr.types import Table

from reporting.ledger import actions, facts, flows, holdings
from reporting.ledger.checks import ALL, run
from reporting.ledger.engines import EngineName, engine
from reporting.ledger.ledger import Ledger, open_ledger
from reporting.packages import open_package
from tests.conftest import ROOT

pytestmark = [
    pytest.mark.proof,
    # py4j leaves its sockets to the garbage collector
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

YEAR_ENDS = [date(year, 12, 31) for year in (2023, 2024, 2025, 2028)]


def _sorted(ledger: Ledger, expression: Table) -> list[str]:
    return sorted(map(repr, ledger.engine.fetch(expression).to_pylist()))


def _everything(name: EngineName, folder: Path) -> dict[str, list[str]]:
    package, _ = open_package(folder)
    assert package
    with engine(name) as running:
        ledger = open_ledger(running, [package])
        tables = {
            "entries": ledger.entries,
            "told": ledger.told,
            "life": ledger.life,
            "versions": ledger.versions,
            "scopes": ledger.scopes,
            "facts": facts.facts(ledger),
            "flow totals": flows.flow_totals(ledger),
            "actions": actions.actions(ledger),
            **{f"holdings {day}": holdings.holdings(ledger, day) for day in YEAR_ENDS},
        }
        found = {name: _sorted(ledger, table) for name, table in tables.items()}
        for check in ALL:
            result = run(check, ledger)
            found[check.code] = [
                f"{result.examined} {result.failed} {result.not_verifiable}",
                *map(repr, result.findings),
            ]
    return found


def test_the_whole_example_on_both_engines() -> None:
    """Every table of the replay, every figure and every check is the same, to the last integer."""
    duckdb = _everything(EngineName.DUCKDB, ROOT / "data" / "example")
    spark = _everything(EngineName.SPARK, ROOT / "data" / "example")
    assert duckdb.keys() == spark.keys()
    assert all(duckdb.values())
    for name in duckdb:
        assert duckdb[name] == spark[name], name
