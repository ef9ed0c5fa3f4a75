"""The wheel, installed elsewhere: nothing of the checkout is needed."""

import os
import shutil
import subprocess
import venv
from hashlib import sha256
from pathlib import Path

import pytest

from tests.installing import add, built
from tests.ledger.making import make
from tests.reports.record import tables
from tests.shared import ROOT

FILED = ROOT / "data/example/filed/XAA_2024_1_1_aef/XAA_2024_1_1_AEF.xlsx"


def jcm(env: Path, cwd: Path, *arguments: object) -> str:
    """Run the installed command in a folder and return what it said."""
    done = subprocess.run(
        [env / "bin" / "jcm", *map(str, arguments)],
        cwd=cwd,
        env={name: value for name, value in os.environ.items() if name != "PYTHONPATH"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def assert_serves_a_party(env: Path, folder: Path) -> None:
    """Found a record, print its forms, and check a workbook, all in a folder of its own."""
    jcm(env, folder, "new-party", "record", "--party", "KEN")
    jcm(env, folder, "validate", "record")
    made = make(folder / "small", tables())
    told = jcm(
        *(env, folder, "report", "--data", made, "--party", "XAA", "--year", "2024"),
        *("--form", "aef", "--out", "forms"),
    )
    assert "XAA_2024_1_0_AEF" in told
    shutil.copy(FILED, folder / "filed.xlsx")
    assert "0 failed" in jcm(env, folder, "check-aef", "filed.xlsx")


def test_a_party_begins_and_reports(wheel: Path, tmp_path: Path) -> None:
    """``new-party``, ``report`` and ``check-aef`` find all they need in the wheel."""
    assert_serves_a_party(wheel, tmp_path)


def test_the_site_is_that_of_the_checkout(wheel: Path, site: Path) -> None:
    """The site that all tests read was built by the wheel, from a copy of the data."""
    program = next((wheel / "lib").glob("python*/site-packages/reporting"))
    assert not (program / "__init__.py").is_symlink()
    packed = program / "_bundled" / "theme" / "static" / "style.css"
    shown = site / "assets" / "style.css"
    ours = ROOT / "theme" / "static" / "style.css"
    assert len({sha256(each.read_bytes()).digest() for each in (packed, shown, ours)}) == 1


@pytest.mark.proof
def test_with_all_its_dependencies(tmp_path: Path) -> None:
    """Into an environment that has nothing: what the wheel declares is all that it needs."""
    env, folder = tmp_path / "env", tmp_path / "elsewhere"
    venv.create(env, symlinks=True)
    folder.mkdir()
    add(env, built(tmp_path), "--constraint", ROOT / "constraints.txt")
    assert_serves_a_party(env, folder)
    shutil.copytree(ROOT / "data", folder / "data")
    jcm(env, folder, "site")
    assert (folder / "output" / "index.html").is_file()
