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

MADE = (".git", ".venv", ".site", "output", ".hypothesis", ".*_cache", "__pycache__")
OURS = ("PYTEST_", "PYTHONPATH")

pytestmark = pytest.mark.proof


def python(copy: Path, *arguments: str) -> str:
    """Run Python with the code of a copy and return what it said."""
    others = {name: each for name, each in os.environ.items() if not name.startswith(OURS)}
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=copy,
        env={**others, "PYTHONPATH": str(copy), "PYTHONDONTWRITEBYTECODE": "1"},
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
    said = python(
        copy, *["-m", "pytest", "-q", "-p", "no:cacheprovider"], "-m", "not proof", *READERS
    )
    assert " passed" in said
