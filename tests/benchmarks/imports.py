"""What an import costs beside its engine: ``python -m tests.benchmarks.imports --rows 100000``.

The list of `tests.benchmarks.mapping` goes into the folder of a Party: mapped, compared with the
record, judged, kept as a proposal and told (``jcm import``), then written (``jcm accept``). The
engine alone makes the rows and no more. Each way runs in a process of its own, first over a few
rows. Validation is counted apart: it is a pass over the whole record, whoever wrote it. With
``--unjudged`` it is left out, which no command does.
"""

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from shutil import rmtree

import pytest
from typer.testing import CliRunner

from reporting.cli import app, imports, proposals
from reporting.filing.imports import acceptance
from reporting.packages import Validation, validate
from tests.benchmarks.mapping import MAPPING, make, ours

STATED = 'source_id = "list", confidence = "high", basis = "stated"'
WHOLE = (
    MAPPING.split("[table.authorizations]", maxsplit=1)[0]
    + f"""
[table.sources]
existing = "kept"
distinct = true
retrieved_via = {{ text = "{{@file}}" }}
constants = {{ source_id = "list", publisher = "A registry", title = "A list", kind = "database" }}
language = {{ value = "en" }}
confidence = {{ value = "high" }}
[table.parties]
existing = "kept"
distinct = true
party = {{ code = "country" }}
name = {{ column = "Host" }}
constants = {{ {STATED} }}
[table.registries]
existing = "kept"
distinct = true
registry = {{ text = "{{code:country}}01" }}
party = {{ code = "country" }}
name = {{ text = "Registry of {{Host}}" }}
constants = {{ {STATED} }}
[table.cooperative_approaches]
existing = "kept"
distinct = true
constants = {{ approach = "a", name = "An approach", is_jcm = "false", {STATED} }}
[table.authorizations]
distinct = true
party = {{ code = "country" }}
authorization_id = {{ column = "Letter no" }}
uploaded_on = {{ column = "Date of letter", date = "dd/mm/yyyy" }}
constants = {{ approach = "a", {STATED} }}
[table.credit_blocks]
columns = {{ unit_prefix = "prefix", first_unit = "first", last_unit = "last" }}
block_id = {{ text = "{{prefix}}-{{first}}" }}
host = {{ code = "country" }}
holder_party = {{ code = "country" }}
originating_registry = {{ text = "{{code:country}}01" }}
recording_registry = {{ text = "{{code:country}}01" }}
vintage = {{ column = "Vintage", same_as = "vint" }}
issued_on = {{ column = "Issued", date = "dd/mm/yyyy" }}
quantity = {{ column = "Quantity", unit = "t" }}
authorization_party = {{ code = "country" }}
authorization_id = {{ column = "Letter no" }}
metric = {{ value = "ghg" }}
confidential = {{ value = "false" }}
constants = {{ approach = "a", issuance_pattern = "split", {STATED} }}
"""
)
Spent = Mapping[str, float]
"""Seconds of processors of each step, peak MiB, and how many rows were written and letters told."""


def prepare(folder: Path, count: int) -> None:
    """Write a list of so many blocks, and the mapping that brings all of it into a record."""
    make(folder, count)
    (folder / "blocks.toml").write_text(WHOLE, "utf-8")


@contextmanager
def validations(*, is_judged: bool) -> Iterator[list[float]]:
    """Give the seconds of each validation of the commands; without one, nothing is found."""
    spent: list[float] = []

    def timed(folders: Sequence[Path]) -> Validation:
        start = time.process_time()
        nothing = Validation(packages=(), tables=(), findings=())
        found = validate(folders) if is_judged else nothing
        spent.append(time.process_time() - start)
        return found

    with pytest.MonkeyPatch.context() as patch:
        for module in (imports, proposals, acceptance):
            patch.setattr(module, "validate", timed)
        yield spent


def command(folder: Path, *, is_judged: bool = True) -> Spent:
    """Return what the two commands cost, over the files of a folder."""
    record, told = folder / "record", 0
    if record.exists():
        rmtree(record)
    _run("new-party", str(record), "--party", "KEN")
    files = [str(folder / name) for name in ("credits.csv", "letters.csv")]
    found: dict[str, float] = {}
    with validations(is_judged=is_judged) as spent:
        calls = {
            "import": ("import", "--mapping", str(folder / "blocks.toml"), *files, "--into"),
            "accept": ("accept", "--incomplete"),
        }
        for name, call in calls.items():
            start = time.process_time()
            told += len(_run(*call, str(record)))
            found[name] = time.process_time() - start - sum(spent)
            found[f"validation in {name}"] = sum(spent)
            spent.clear()
    lines = (record / "credit_blocks.csv").read_bytes().count(b"\n")
    return {**found, "rows": lines - 1, "letters told": told}


def _run(*arguments: str) -> str:
    result = CliRunner().invoke(app, arguments)
    # Planted faults are told, and their rows left out: it exits with 1.
    assert isinstance(result.exception, SystemExit | None), result.exception
    return result.output


def engine(folder: Path, *, is_judged: bool = True) -> Spent:
    """Return what the rows cost alone."""
    del is_judged
    start = time.process_time()
    blocks, _authorizations, _told = ours(folder)
    return {"engine": time.process_time() - start, "rows": len(blocks)}


WAYS: Mapping[str, Callable[..., Spent]] = {"engine": engine, "command": command}


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure each way, or one in this process."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--unjudged", action="store_true", help="leave the validation out")
    parser.add_argument("--way", choices=WAYS, help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    asked = parser.parse_args(arguments)
    if asked.way:
        way = WAYS[asked.way]
        way(asked.folder / "few", is_judged=not asked.unjudged)
        spent = way(asked.folder, is_judged=not asked.unjudged)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        sys.stdout.write(json.dumps({**spent, "MiB": peak}))
        return
    with tempfile.TemporaryDirectory() as folder:
        prepare(Path(folder), asked.rows)
        prepare(Path(folder) / "few", 1000)
        more = ["--unjudged"] if asked.unjudged else []
        results = {way: _measured(way, folder, more) for way in WAYS}
    for name, spent in results.items():
        figures = ", ".join(f"{each} {figure:,.2f}" for each, figure in spent.items())
        sys.stdout.write(f"{asked.rows:,} rows, {name}: {figures}\n")
    own = results["command"]
    ratio = (own["import"] + own["accept"]) / results["engine"]["engine"]
    sys.stdout.write(f"ratio without validation: {ratio:.2f}\n")
    assert own["rows"] == results["engine"]["rows"]


def _measured(way: str, folder: str, more: Sequence[str]) -> Spent:
    call = [sys.executable, "-m", "tests.benchmarks.imports", "--way", way, "--folder", folder]
    answer = subprocess.run([*call, *more], stdout=subprocess.PIPE, text=True, check=True)
    found: Spent = json.loads(answer.stdout)
    return found


if __name__ == "__main__":
    main()
