"""Everything that is asked of the ledger, on one engine: ``python -m tests.proof.engines FOLDER``.

Prints the versions and a hash for each relation and check as JSON; equal hashes are equal rows.
"""

import argparse
import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

from reporting.ledger.checks import ALL, run
from reporting.ledger.engines import LOCAL, EngineName, Value, engine
from reporting.ledger.ledger import Ledger, open_ledger
from reporting.ledger.query import given_to, relations
from reporting.packages import open_package

PAST, DAY = date(2023, 12, 31), date(2025, 12, 31)
GIVEN: Mapping[str, Sequence[Value]] = {
    "party": ["XBB", None],
    "counterparty": ["XBB"],
    "cutoff": [None],
    "on": [DAY],
    "block": ["XA002-A"],
    "most": [10],
}
CHECKS = "checks"
LEFT_OUT = ("uncrowded_entries",)  # reads what only a crowded record has


def everything(
    name: EngineName,
    master: str,
    folder: Path,
    records: str = "",
    only: frozenset[str] = frozenset(),
) -> dict[str, str]:
    """Return a hash of the rows of each relation and of the answer of each check.

    Args:
        name: The engine.
        master: The address of Spark.
        folder: The data package.
        records: Where blocks and events lie, if not in it.
        only: Some relations, and `CHECKS`; default: all.
    """
    package, _ = open_package(folder)
    assert package
    with engine(name, master=master) as running:
        ledger = open_ledger(running, [package], records_at=records)
        found = {}
        for relation in sorted((only or relations().keys()) - {*LEFT_OUT, CHECKS}):
            for given in _given(relation):
                told = ledger.fetch(relation, **given).to_pylist()
                named = " ".join(f"{key}={value}" for key, value in given.items())
                found[f"{relation} {named}".strip()] = _hash(map(repr, _plain(told)))
        for check in ALL if CHECKS in (only or {CHECKS}) else ():
            result = run(check, ledger)
            numbers = f"{result.examined} {result.failed} {result.noted} {result.not_verifiable}"
            found[f"check {check.code}"] = _hash([numbers, *map(repr, result.findings)])
        found["as of 2023"] = _as_of(ledger)
    return found


def _given(relation: str) -> Iterable[dict[str, Value]]:
    """Yield the parameters with which a relation is asked: each value once, the others first."""
    names = [each for each in sorted(given_to(relations()[relation])) if each in GIVEN]
    first = {name: GIVEN[name][0] for name in names}
    yield first
    for name in names:
        for value in GIVEN[name][1:]:
            yield {**first, name: value}


def _as_of(ledger: Ledger) -> str:
    past = ledger.up_to(PAST)
    told = [*past.fetch("flows").to_pylist(), *past.fetch("actions").to_pylist()]
    return _hash(map(repr, _plain(told)))


def _plain(rows: Iterable[dict[str, object]]) -> Iterable[list[tuple[str, object]]]:
    return (sorted(row.items()) for row in rows)


def _hash(lines: Iterable[str]) -> str:
    text = "\n".join(sorted(lines))
    return f"{text.count(chr(10)) + bool(text)} {sha256(text.encode()).hexdigest()[:16]}"


def main() -> None:
    """Print what one engine answers."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--engine", type=EngineName, default=EngineName.DUCKDB)
    parser.add_argument("--master", default=LOCAL)
    parser.add_argument("--records", default="")
    parser.add_argument("--only", nargs="*", default=[])
    asked = parser.parse_args()
    answers = everything(
        asked.engine, asked.master, asked.folder, asked.records, frozenset(asked.only)
    )
    used = ["duckdb"] if asked.engine is EngineName.DUCKDB else ["pyspark", "sqlglot"]
    versions = {each: version(each) for each in used}
    sys.stdout.write(json.dumps({"versions": versions, "answers": answers}))


if __name__ == "__main__":
    main()
