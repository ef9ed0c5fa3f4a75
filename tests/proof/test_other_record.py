"""No test of the code knows a figure of the record: all pass with another one in its place."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.proof.other_record import write_other_record
from tests.readers import READERS
from tests.shared import ROOT

MADE = (".git", ".venv", ".site", "output", ".hypothesis", ".*_cache", "*.pyc.*")
# The proofs among the readers that are not only longer, but ask the record something else.
PROOFS_THAT_READ = (
    "tests/test_cli_add.py::test_a_row_of_every_table",
    "tests/test_data_commits.py::test_the_site_has_all_of_them",
)
OURS = ("PYTEST_", "PYTHONPATH")

pytestmark = pytest.mark.proof


def python(copy: Path, *arguments: str) -> str:
    """Run Python with the code of a copy and return what it said."""
    others = {name: each for name, each in os.environ.items() if not name.startswith(OURS)}
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=copy,
        env={**others, "PYTHONPATH": str(copy)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_the_tests_pass_with_another_record(tmp_path: Path) -> None:
    """The readers are the only tests that can tell; they run in a copy of this checkout."""
    copy = tmp_path / "checkout"
    shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(*MADE))
    write_other_record(copy / "data")
    assert str(copy) in python(copy, "-c", "import reporting; print(reporting.__file__)")
    command = ["-m", "pytest", "-q", "-p", "no:cacheprovider"]
    assert " passed" in python(copy, *command, "-m", "not proof", *READERS)
    assert " passed" in python(copy, *command, "-m", "proof", *PROOFS_THAT_READ)
