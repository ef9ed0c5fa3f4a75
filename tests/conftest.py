"""The options of the test run, and the website and clean packages that many tests share."""

import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from xdist.scheduler import LoadFileScheduling

from tests.broken.case import CLEAN

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
WEBSITE = "tests of the website"
OF_THE_WEBSITE = re.compile(r"tests/(browser|site)/(?!test_building)")
JCM = Path(sys.executable).with_name("jcm")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Declare the options of this project."""
    group = parser.getgroup("JCM Open Data")
    group.addoption("--update-golden", action="store_true", help="write the golden pages anew")
    group.addoption("--chromium", metavar="PATH", help="the browser; default: chromium on the PATH")
    group.addoption("--no-browser", action="store_true", help="skip the tests that need a browser")


class Workers(LoadFileScheduling):  # type: ignore[misc] # xdist has no types
    """One worker makes what the tests of a file share, and one the website for all its tests."""

    def _split_scope(self, nodeid: str) -> str:
        file = str(super()._split_scope(nodeid))
        return WEBSITE if OF_THE_WEBSITE.match(file) else file


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Workers:  # noqa: ANN401 - xdist's own
    """Say which tests go to the same worker."""
    return Workers(config, log)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the website as ``jcm site`` builds it from the real data, once for all tests."""
    output = tmp_path_factory.mktemp("site") / "output"
    built = subprocess.run(
        [JCM, "site", "--output", output], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert built.returncode == 0, built.stdout + built.stderr
    return output


@pytest.fixture
def clean(tmp_path: Path) -> Path:
    """Return a folder with a copy of the two clean packages."""
    return Path(shutil.copytree(CLEAN, tmp_path / "packages"))
