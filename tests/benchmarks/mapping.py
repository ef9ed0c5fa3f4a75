"""What a mapping costs beside SQL by hand: ``python -m tests.benchmarks.mapping --rows 1000000``.

A registry's list of so many blocks of credits, each with the letter that authorizes it, becomes
authorizations and blocks: a join, serials taken apart and counted, codes, dates; each thousandth
row has one of four faults. Ours reads the files by a mapping; the other way is DuckDB over the same
files, which leaves the same rows out and counts them by fault. Each runs in a process of its own,
first over a few rows: what it imports is not counted.
"""
# ruff: noqa: S608 - names and paths are our own

import argparse
import json
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from itertools import product
from pathlib import Path
from string import ascii_uppercase

import duckdb
import pyarrow as pa

from reporting.bundled import ARTICLE6
from reporting.filing.imports.mapping.bringing import bring
from reporting.filing.imports.mapping.reading import read_mapping
from reporting.filing.imports.mapping.sources.loaded import load
from reporting.packages import open_package

CODES = ("".join(("X", *letters)) for letters in product("AB", ascii_uppercase))
HOSTS = {f"Country {number}": next(CODES) for number in range(40)}
FAULTS = ("check-failed", "code-missing", "date-wrong", "sources-differ")
SERIAL = r"(?P<prefix>GS1-1-[A-Z]{3}-GS\d+-\d+-(?P<vint>\d{4})-\d+)-(?P<first>\d+)-(?P<last>\d+)"
PLAIN = "^" + re.sub(r"\?P<\w+>", "", SERIAL) + "$"
MAPPING = f"""
[mapping]
name = "blocks"
title = "Blocks"
package = "article6"
[source.credits]
file = "credits.csv"
keep = [{{ column = "Status", in = ["Issued", "Retired"] }}]
ignore = ["Project name"]
[source.letters]
file = "letters.csv"
join = {{ to = "credits", on = {{ "Letter" = "Letter no" }} }}
[split.serial]
column = "Serial"
patterns = ['{SERIAL}']
check = "last - first + 1 == Quantity"
[codes.country]
column = "Host"
[codes.country.map]
{{codes}}
[table.authorizations]
distinct = true
party = {{ code = "country" }}
authorization_id = {{ column = "Letter no" }}
uploaded_on = {{ column = "Date of letter", date = "dd/mm/yyyy" }}
[table.credit_blocks]
columns = {{ unit_prefix = "prefix", first_unit = "first", last_unit = "last" }}
block_id = {{ text = "{{prefix}}-{{first}}" }}
host = {{ code = "country" }}
vintage = {{ column = "Vintage", same_as = "vint" }}
issued_on = {{ column = "Issued", date = "dd/mm/yyyy" }}
quantity = {{ column = "Quantity", unit = "t" }}
metric = {{ value = "ghg" }}
authorization_id = {{ column = "Letter no" }}
""".replace("{codes}", "\n".join(f'"{name}" = "{code}"' for name, code in HOSTS.items()))
BY_HAND = f"""
CREATE TABLE credits AS SELECT * FROM (
    SELECT row_number() OVER () + 1 AS row, *
    FROM read_csv('{{folder}}/credits.csv', all_varchar = true)
) WHERE Status IN ('Issued', 'Retired');
CREATE TABLE letters AS FROM read_csv('{{folder}}/letters.csv', all_varchar = true);
CREATE TABLE judged AS SELECT
    row, code AS host, Vintage AS vintage, Quantity AS quantity, "Letter no" AS authorization_id,
    part.prefix AS unit_prefix, part.first AS first_unit, part.last AS last_unit,
    CAST(try_strptime(Issued, '%d/%m/%Y') AS DATE) AS issued_on,
    CAST(try_strptime("Date of letter", '%d/%m/%Y') AS DATE) AS uploaded_on,
    CASE WHEN CAST(part.last AS BIGINT) - CAST(part.first AS BIGINT) + 1 <> CAST(Quantity AS BIGINT)
        THEN 'check-failed'
        WHEN code IS NULL THEN 'code-missing'
        WHEN try_strptime(Issued, '%d/%m/%Y') IS NULL THEN 'date-wrong'
        WHEN Vintage <> part.vint THEN 'sources-differ' END AS fault
FROM (
    SELECT *, regexp_extract(Serial, '{PLAIN}', ['prefix', 'vint', 'first', 'last']) AS part
    FROM credits
    JOIN letters ON letters.Letter = credits."Letter no"
    LEFT JOIN codes ON codes.name = credits.Host
);
CREATE TABLE credit_blocks AS SELECT
    row, unit_prefix || '-' || first_unit AS block_id, host, vintage, issued_on, quantity,
    unit_prefix, first_unit, last_unit, 'ghg' AS metric, authorization_id
FROM judged WHERE fault IS NULL ORDER BY row;
CREATE TABLE authorizations AS SELECT
    min(row) AS row, host AS party, authorization_id, any_value(uploaded_on) AS uploaded_on
FROM judged WHERE fault IS NULL GROUP BY ALL HAVING count(DISTINCT uploaded_on) = 1 ORDER BY row;
"""
Result = Mapping[str, int]
"""How many rows of each table, and of each fault; and sums that tell the rows apart."""
Made = tuple[pa.Table, int, Mapping[str, int]]
"""The blocks with their rows, how many authorizations, and how many rows have which fault."""


def make(folder: Path, count: int) -> None:
    """Write a list of so many blocks, its letters and its mapping."""
    folder.mkdir(exist_ok=True)
    (folder / "blocks.toml").write_text(MAPPING, "utf-8")
    letters = max(count // 1000, 1)
    names = [*HOSTS]
    with (folder / "letters.csv").open("w", encoding="utf-8") as file:
        file.write("Letter,Date of letter\n")
        for number in range(letters):
            file.write(f"L-{number},{date(2023, 1, 1) + timedelta(days=number % 700):%d/%m/%Y}\n")
    with (folder / "credits.csv").open("w", encoding="utf-8") as file:
        file.write("Serial,Host,Vintage,Issued,Quantity,Status,Letter no,Project name\n")
        for number in range(count):
            file.write(_row(number, names, letters))


def _row(number: int, names: Sequence[str], letters: int) -> str:
    letter = number % letters
    host = names[letter % len(names)]
    vintage, first = 2021 + number % 5, number * 100 + 1
    serial = f"GS1-1-{HOSTS[host]}-GS{letter}-16-{vintage}-{number % 997}-{first}-{first + 99}"
    issued = f"{date(2024, 1, 1) + timedelta(days=number % 600):%d/%m/%Y}"
    quantity = "100"
    if number % 1000 == 7:
        fault = FAULTS[number // 1000 % len(FAULTS)]
        quantity = "99" if fault == "check-failed" else quantity
        host = "Atlantis" if fault == "code-missing" else host
        issued = "30/02/2024" if fault == "date-wrong" else issued
        vintage = 2020 if fault == "sources-differ" else vintage
    status = "Draft" if number % 50 == 3 else "Issued"
    cells = (serial, host, vintage, issued, quantity, status, f"L-{letter}", "A project")
    return ",".join(map(str, cells)) + "\n"


def ours(folder: Path) -> Made:
    """Return what a mapping makes of the files."""
    mapping, _ = read_mapping(folder / "blocks.toml")
    package, _ = open_package(ARTICLE6)
    assert mapping is not None
    assert package is not None
    loaded = {name: load(each, [folder / each.file]) for name, each in mapping.sources.items()}
    brought = bring(mapping, loaded, package)
    found = {each.table.name: each for each in brought.tables}
    blocks = found["credit_blocks"]
    told = dict.fromkeys(FAULTS, 0)
    for each in brought.findings:
        fault = each.code.removeprefix("mapping-")
        more = str(each.values.get("code", "")).removeprefix("mapping-")
        if fault in told or more in told:
            told[fault if fault in told else more] += int(each.values["rows"])
    table = pa.table({"row": blocks.at, **blocks.cells})
    return table, len(found["authorizations"].at), told


def sums(made: Made, start: int) -> Result:
    """Return figures by which what two ways made is compared; ``start`` is the number of row 0."""
    blocks, authorizations, told = made
    base = duckdb.connect()
    base.register("blocks", blocks)
    found = base.execute(
        "SELECT count(*), sum(row), sum(hash(block_id, host, vintage, CAST(issued_on AS VARCHAR), "
        "quantity, last_unit, authorization_id) % 1000003) FROM blocks"
    ).fetchone()
    assert found is not None
    count, rows, cells = map(int, found)
    own = {"blocks": count, "rows": rows + start * count, "cells": cells}
    return {**told, **own, "authorizations": authorizations}


def by_hand(folder: Path) -> Made:
    """Return the same, by SQL."""
    base = duckdb.connect(config={"threads": 2})
    codes = pa.table({"name": [*HOSTS], "code": [*HOSTS.values()]})
    base.register("codes", codes)
    base.execute(BY_HAND.replace("{folder}", str(folder)))
    blocks = base.sql("FROM credit_blocks").to_arrow_table()
    authorizations = base.sql("FROM authorizations").to_arrow_table()
    counted = base.sql("SELECT fault, count(*) FROM judged WHERE fault IS NOT NULL GROUP BY 1")
    return blocks, len(authorizations), dict.fromkeys(FAULTS, 0) | dict(counted.fetchall())


WAYS: dict[str, tuple[Callable[[Path], Made], int]] = {"ours": (ours, 2), "by hand": (by_hand, 0)}


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure each way, or one in this process."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--way", choices=WAYS, help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    asked = parser.parse_args(arguments)
    if asked.way:
        way, start = WAYS[asked.way]
        way(asked.folder / "few")
        wall, processor = time.perf_counter(), time.process_time()
        made = way(asked.folder)
        spent = (time.perf_counter() - wall, time.process_time() - processor)
        sys.stdout.write(json.dumps([sums(made, start), *spent]))
        return
    with tempfile.TemporaryDirectory() as folder:
        make(Path(folder), asked.rows)
        make(Path(folder) / "few", 1000)
        results = {way: _measured(way, folder) for way in WAYS}
    for name, (found, wall, processor) in results.items():
        told = ", ".join(f"{count:,} {each}" for each, count in found.items())
        spent_by = f"{wall:.2f} s, {processor:.2f} s of processors"
        sys.stdout.write(f"{asked.rows:,} rows, {name}: {spent_by}: {told}\n")
    (_, wall, processor), (_, by_hand_wall, by_hand_processor) = results.values()
    ratios = f"{wall / by_hand_wall:.2f} of time, {processor / by_hand_processor:.2f} of processors"
    sys.stdout.write(f"ratio: {ratios}\n")
    assert results["ours"][0] == results["by hand"][0]


def _measured(way: str, folder: str) -> tuple[Result, float, float]:
    command = [sys.executable, "-m", "tests.benchmarks.mapping", "--way", way, "--folder", folder]
    answer = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    found, wall, processor = json.loads(answer.stdout)
    return found, wall, processor


if __name__ == "__main__":
    main()
