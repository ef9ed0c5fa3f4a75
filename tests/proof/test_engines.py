"""The same SQL files give the same rows on DuckDB and on a Spark cluster of two workers.

With the versions of this environment, and with the oldest that are promised, in one of its own.
"""

import json
import subprocess
import sys
import venv
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from reporting.ledger.engines import EngineName
from tests.proof.cluster import cluster, environment, home
from tests.shared import ROOT

pytestmark = pytest.mark.proof

EXAMPLE = ROOT / "data" / "example"
OLDEST = ("duckdb==1.5.0", "pyspark==4.0.0", "sqlglot==30.10.0")
Answers = Mapping[str, Any]


def _asked(python: Path, name: EngineName, master: str, known: Mapping[str, str]) -> Answers:
    """Ask everything in a process of its own."""
    asked = ["--engine", name, "--master", master]
    command = [str(python), "-m", "tests.proof.engines", str(EXAMPLE), *asked]
    done = subprocess.run(command, cwd=ROOT, env=known, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    found: Answers = json.loads(done.stdout.splitlines()[-1])
    return found


@cache
def _here() -> Answers:
    from tests.proof.engines import everything  # noqa: PLC0415 - once for all tests

    return everything(EngineName.DUCKDB, "", EXAMPLE)


def _differing(answers: Answers) -> list[str]:
    here, there = _here(), answers["answers"]
    assert here.keys() == there.keys()
    return [name for name in here if here[name] != there[name]]


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


def test_a_cluster_of_two_workers(tmp_path: Path) -> None:
    """Every relation and every check, to the last integer."""
    python = Path(sys.executable)
    with cluster(home(), tmp_path) as master:
        known = environment(home(), tmp_path)
        assert _differing(_asked(python, EngineName.SPARK, master, known)) == []


def test_the_oldest_versions(old: Path, tmp_path: Path) -> None:
    """DuckDB 1.5 and Spark 4.0, which also runs on the cluster."""
    spark = next((old.parents[1] / "lib").glob("python*/site-packages")) / "pyspark"
    known = environment(spark, tmp_path)
    duckdb = _asked(old, EngineName.DUCKDB, "", known)
    assert duckdb["versions"] == {"duckdb": "1.5.0"}
    assert _differing(duckdb) == []
    with cluster(spark, tmp_path) as master:
        asked = _asked(old, EngineName.SPARK, master, known)
    assert asked["versions"] == {"pyspark": "4.0.0", "sqlglot": "30.10.0"}
    assert _differing(asked) == []
