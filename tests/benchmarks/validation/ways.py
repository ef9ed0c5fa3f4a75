"""The ways to check the transfers, each timed in a process of its own.

``python -m tests.benchmarks.validation.ways WAY FOLDER`` prints seconds, peak memory and the count.
"""

import json
import resource
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import duckdb
import frictionless

from reporting.findings import Finding, Place
from reporting.packages import check_table, open_package
from reporting.packages.foreign_keys import Neighbours
from tests.benchmarks.validation.ledger import ACTIONS, PARTIES, PURPOSES

NO_LIMIT = 10**9
BLOCK = "block_end - block_start + 1 == quantity"


def findings(folder: Path) -> tuple[Finding, ...]:
    """Check with our validator."""
    package, faults = open_package(folder)
    assert package is not None, faults
    table = package.tables["transfers"]
    return check_table(
        table.schema,
        table.path,
        place=Place(package="ledger", table="transfers"),
        neighbours=Neighbours.among([package]),
    ).findings


def ours(folder: Path) -> int:
    """Count our findings."""
    return len(findings(folder))


def frictionless_all(folder: Path) -> int:
    """Count the errors of bare frictionless, with a row constraint for the block length."""
    checks = [frictionless.checks.row_constraint(formula=BLOCK)]
    return _frictionless(folder, frictionless.Checklist(checks=checks))


def frictionless_schema(folder: Path) -> int:
    """Count the errors of bare frictionless, without the row constraint."""
    return _frictionless(folder, None)


def _frictionless(folder: Path, checklist: frictionless.Checklist | None) -> int:
    package = frictionless.Package(str(folder / "datapackage.json"))
    report = package.get_resource("transfers").validate(checklist, limit_errors=NO_LIMIT)
    return len(report.tasks[0].errors)


def duckdb_counts(folder: Path) -> int:
    """Count faults in SQL written for this table: no rows, no cells, no words."""
    connection = duckdb.connect()
    transfers, projects, issuances = (
        f"read_csv('{folder / name}.csv', all_varchar=true, header=true, delim=',', nullstr='')"
        for name in ("transfers", "projects", "issuances")
    )
    counted = connection.execute(
        f"SELECT {', '.join(f'count(*) FILTER (WHERE {each})' for each in CONDITIONS)},"  # noqa: S608 - our own text
        f" count(transfer_id) - count(DISTINCT transfer_id),"
        f" count(*) FILTER (WHERE project_id NOT IN (SELECT project_id FROM {projects})),"
        f" count(*) FILTER (WHERE issuance_id NOT IN (SELECT issuance_id FROM {issuances}))"
        f" FROM {transfers}"
    ).fetchone()
    assert counted is not None
    return sum(counted)


def _listed(field: str, values: list[str]) -> str:
    listed = ", ".join(f"'{value}'" for value in values)
    return f"{field} NOT IN ({listed})"


def _shaped(field: str, pattern: str) -> str:
    return f"NOT regexp_full_match({field}, '{pattern}')"


WHOLE = ("block_start", "block_end", "quantity", "vintage")
REQUIRED = (
    "transfer_id",
    "date",
    "action",
    "project_id",
    "issuance_id",
    "from_account",
    "to_account",
    "from_party",
    "to_party",
    *WHOLE,
    "purpose",
)
CONDITIONS = (
    *(f"{name} IS NULL" for name in REQUIRED),
    *(_shaped(name, "-?[0-9]+") for name in WHOLE),
    *(f"TRY_CAST({name} AS BIGINT) < 1" for name in WHOLE[:3]),
    "TRY_CAST(vintage AS BIGINT) NOT BETWEEN 2021 AND 2100",
    "length(date) <> 10 OR (date IS NOT NULL AND TRY_CAST(date AS DATE) IS NULL)",
    _listed("action", ACTIONS),
    _listed("from_party", PARTIES),
    _listed("to_party", PARTIES),
    _listed("purpose", PURPOSES),
    _shaped("transfer_id", "TRF-[0-9]{9}"),
    _shaped("project_id", "PRJ-[0-9]{6}"),
    _shaped("issuance_id", "ISS-[0-9]{8}"),
    _shaped("from_account", "ACC-[0-9]{5}"),
    _shaped("to_account", "ACC-[0-9]{5}"),
    (
        "TRY_CAST(block_end AS BIGINT) - TRY_CAST(block_start AS BIGINT) + 1"
        " <> TRY_CAST(quantity AS BIGINT)"
    ),
)
WAYS: Mapping[str, Callable[[Path], int]] = {
    "ours": ours,
    "frictionless, all rules": frictionless_all,
    "frictionless, schema only": frictionless_schema,
    "duckdb, counts only": duckdb_counts,
}


def main() -> None:
    """Time one way and print the figures as JSON."""
    way, folder = sys.argv[1:]
    begin = time.perf_counter()
    found = WAYS[way](Path(folder))
    seconds = time.perf_counter() - begin
    mebibytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    sys.stdout.write(json.dumps({"seconds": seconds, "mebibytes": mebibytes, "found": found}))


if __name__ == "__main__":
    main()
