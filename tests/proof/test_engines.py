"""The same SQL files give the same rows on DuckDB and on a Spark cluster of two workers.

With the versions of this environment, and with the oldest that are promised, in one of its own.
"""

import json
import subprocess
import sys
import venv
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from pyarrow import parquet

from reporting.ledger.engines import EngineName
from reporting.ledger.loading import RECORDS
from reporting.packages import open_package
from reporting.packages.csv_text import read_table
from tests.depth import INPUTS
from tests.proof.cluster import cluster, connect, environment, home
from tests.proof.engines import CHECKS, everything
from tests.shared import ROOT

pytestmark = pytest.mark.proof

EXAMPLE = ROOT / "data" / "example"
OLDEST = ("duckdb==1.5.0", "pyspark==4.0.0", "sqlglot==30.10.0")
LOCATED = ("flows", "holdings")  # of them, with whatever they are made from
REPORTED = ("first_transfers", "unit_status", "flows", "holdings", "crowded_scopes")
Answers = Mapping[str, Any]


def _asked(
    python: Path, name: EngineName, master: str, known: Mapping[str, str], *options: str
) -> Answers:
    """Ask everything, or what options say, in a process of its own."""
    asked = ["--engine", name, "--master", master, *options]
    command = [str(python), "-m", "tests.proof.engines", str(EXAMPLE), *asked]
    done = subprocess.run(command, cwd=ROOT, env=known, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    found: Answers = json.loads(done.stdout.splitlines()[-1])
    return found


@cache
def _here() -> Answers:
    return everything(EngineName.DUCKDB, "", EXAMPLE)


def _differing(answers: Answers, only: Sequence[str] = ()) -> list[str]:
    here, there = _here(), answers["answers"]
    kinds = {name: CHECKS if name.startswith("check ") else name.split()[0] for name in here}
    asked = {name for name, kind in kinds.items() if not only or kind in only}
    assert asked <= there.keys()
    return [name for name in asked if here[name] != there[name]]


@pytest.fixture(scope="module")
def old(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the Python of an environment with the oldest engines, and else what is here."""
    folder = tmp_path_factory.mktemp("oldest")
    venv.create(folder, with_pip=True)
    python = folder / "bin" / "python"
    packages = next((folder / "lib").glob("python*/site-packages"))
    install = [
        str(python),
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
        "--no-deps",
    ]
    subprocess.run([*install, *OLDEST], check=True, capture_output=True)
    here = next(path for path in sys.path if path.endswith("site-packages"))
    (packages / "here.pth").write_text(here + "\n", encoding="utf-8")
    return python


def test_nothing_is_compared_with_nothing() -> None:
    """The example has rows for nearly everything that is asked."""
    empty = [name for name, answer in _here().items() if answer.startswith("0 ")]
    assert len(_here()) > 130
    assert len(empty) < len(_here()) / 5, empty


def test_a_cluster_of_two_workers(tmp_path: Path, record_property: Callable[..., None]) -> None:
    """Every relation and every check, to the last integer; without compiling, which is sooner."""
    record_property(INPUTS, len(_here()))
    python = Path(sys.executable)
    known = environment(home(), tmp_path, is_compiled=False)
    with cluster(known, tmp_path) as master:
        assert _differing(_asked(python, EngineName.SPARK, master, known)) == []


def test_spark_connect_reads_records_where_they_lie(tmp_path: Path) -> None:
    """Blocks and events as Parquet, read by the cluster behind a server; only answers come home.

    Each query is compiled, as Spark does unless told otherwise.
    """
    package, _ = open_package(EXAMPLE)
    assert package
    lie = tmp_path / "record"
    lie.mkdir()
    for name in RECORDS:
        rows = read_table(package.tables[name], package.name)
        parquet.write_table(rows, lie / f"{name}.parquet")
    located = ["--records", str(lie), "--only", *LOCATED]
    known = environment(home(), tmp_path)
    with cluster(known, tmp_path) as master, connect(known, tmp_path, master) as server:
        told = _asked(Path(sys.executable), EngineName.SPARK, server, known, *located)
    assert _differing(told, LOCATED) == []


def test_the_oldest_versions(
    old: Path, tmp_path: Path, record_property: Callable[..., None]
) -> None:
    """DuckDB 1.5, and Spark 4.0 on its cluster: every check, and the relations asked most."""
    record_property(INPUTS, 2 * len(_here()))
    spark = next((old.parents[1] / "lib").glob("python*/site-packages")) / "pyspark"
    known = environment(spark, tmp_path, is_compiled=False)
    duckdb = _asked(old, EngineName.DUCKDB, "", known)
    assert duckdb["versions"] == {"duckdb": "1.5.0"}
    assert _differing(duckdb) == []
    with cluster(known, tmp_path) as master:
        asked = _asked(old, EngineName.SPARK, master, known, "--only", *REPORTED, CHECKS)
    assert asked["versions"] == {"pyspark": "4.0.0", "sqlglot": "30.10.0"}
    assert _differing(asked, (*REPORTED, CHECKS)) == []
