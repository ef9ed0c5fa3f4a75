"""The wheel, installed elsewhere: nothing of the checkout is needed."""

import os
import shutil
import subprocess
import venv
from pathlib import Path

import openpyxl
import pytest

from tests.forms.record import tables
from tests.installing import add, built
from tests.ledger.making import make
from tests.shared import ROOT
from tests.test_api import GUIDE, code_of

FILED = ROOT / "data/example/filed/XAA_2024_1_1_aef/XAA_2024_1_1_AEF.xlsx"


def bare() -> dict[str, str]:
    """Return the variables of this process but for those that lead back to the checkout."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}


def jcm(env: Path, cwd: Path, *arguments: object) -> str:
    """Run the installed command in a folder and return what it said."""
    done = subprocess.run(
        [env / "bin" / "jcm", *map(str, arguments)],
        cwd=cwd,
        env=bare(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def assert_serves_a_party(env: Path, folder: Path) -> None:
    """Found a record, print its forms, and check a workbook, all in a folder of its own."""
    jcm(env, folder, "new-party", "record", "--party", "KEN", "--to", "xlsx")
    jcm(env, folder, "validate", "record")
    # Examples in it are those of the made-up record, which the wheel brings.
    assert "examples" in openpyxl.load_workbook(folder / "record/record.xlsx").sheetnames
    assert "nothing to accept" in jcm(
        env, folder, "import", "record/record.xlsx", "--into", "record"
    )
    made = make(folder / "small", tables())
    told = jcm(
        *(env, folder, "report", "--data", made, "--party", "XAA", "--year", "2024"),
        *("--form", "aef", "--out", "forms"),
    )
    assert "XAA_2024_1_0_AEF" in told
    shutil.copy(FILED, folder / "filed.xlsx")
    assert "0 failed" in jcm(env, folder, "check-aef", "filed.xlsx", "--data", FILED.parents[2])


def test_a_party_begins_and_reports(wheel: Path, tmp_path: Path) -> None:
    """``new-party``, ``report`` and ``check-aef`` find all they need in the wheel."""
    assert_serves_a_party(wheel, tmp_path)


def test_a_site_is_published(site: Path) -> None:
    """The site that the tests of pages read is the wheel's own, made of a copy of the data."""
    assert (site / "index.html").is_file()


def test_it_is_the_wheel_that_runs(wheel: Path, tmp_path: Path) -> None:
    """The installed command has its own program and its own theme, and none of this checkout."""
    where = "import reporting.bundled as here; print(here.__file__, here.ROOT, sep=chr(10))"
    done = subprocess.run(
        [wheel / "bin" / "python", "-c", where],
        cwd=tmp_path,
        env=bare(),
        capture_output=True,
        text=True,
        check=True,
    )
    for each in done.stdout.splitlines():
        assert Path(each).resolve().is_relative_to(wheel.resolve()), each


def test_the_guide_for_python_runs(wheel: Path, small_data: Path, tmp_path: Path) -> None:
    """The steps of the page, in a folder with nothing but the data."""
    (tmp_path / "data").symlink_to(small_data)
    done = subprocess.run(
        [wheel / "bin" / "python", "-c", "\n".join(code_of(GUIDE))],
        cwd=tmp_path,
        env=bare(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "XAA_2024_1_0_AEF.xlsx" in done.stdout


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
