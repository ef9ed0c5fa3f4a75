"""The options of the test run, and the website and clean packages that many tests share."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.broken.case import CLEAN
from tests.shared import Shared

settings.register_profile(
    "jcm",
    deadline=None,
    derandomize=True,
    database=None,
    max_examples=60,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
settings.load_profile("jcm")

ROOT = Path(__file__).parents[1]
JCM = Path(sys.executable).with_name("jcm")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Declare the options of this project."""
    group = parser.getgroup("JCM Open Data")
    group.addoption("--update-golden", action="store_true", help="write the golden pages anew")
    group.addoption("--chromium", metavar="PATH", help="the browser; default: chromium on the PATH")
    group.addoption("--no-browser", action="store_true", help="skip the tests that need a browser")


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """Leave nothing behind in the system's temporary folder where all is well."""
    made = getattr(session.config, "_tmp_path_factory", None)
    if made is None or exitstatus or "PYTEST_XDIST_WORKER" in os.environ:
        return
    shutil.rmtree(made.getbasetemp(), ignore_errors=True)


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Shared:
    """What every worker makes once for all: the first builds, the others wait for it."""
    base = tmp_path_factory.getbasetemp()
    return Shared(base.parent if "PYTEST_XDIST_WORKER" in os.environ else base)


@pytest.fixture(scope="session")
def site(shared: Shared) -> Path:
    """Return the website as ``jcm site`` builds it from the real data, once for all tests."""

    def build(folder: Path) -> None:
        built = subprocess.run(
            [JCM, "site", "--output", folder / "output"],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
        assert built.returncode == 0, built.stdout + built.stderr

    return shared.made("site", build) / "output"


@pytest.fixture
def clean(tmp_path: Path) -> Path:
    """Return a folder with a copy of the two clean packages."""
    return Path(shutil.copytree(CLEAN, tmp_path / "packages"))
