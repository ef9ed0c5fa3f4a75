"""The options of the test run, and the website and clean packages that many tests share."""

import json
import os
import pkgutil
import shutil
import subprocess
from collections.abc import Generator, Iterator
from functools import cache
from hashlib import sha256
from importlib import import_module
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, settings
from pyarrow import csv as arrow_csv

import reporting
from reporting.findings import Finding, Place
from reporting.packages import Schema, Validation, frictionless_adapter, validate
from reporting.packages.foreign_keys import Neighbours
from reporting.packages.frictionless_adapter import verdicts
from tests.broken.case import CLEAN
from tests.browser.fixtures import address, browser, kinds, small_address
from tests.depth import DEPTH, inputs_of, told
from tests.installing import installed
from tests.readers import Watch
from tests.shared import ROOT, Shared
from tests.site.cut import assemble
from tests.site.documents import ORIGIN

# one browser for a worker, whichever tests it runs
__all__ = ["address", "browser", "kinds", "small_address"]
WATCH = Watch()

for name, number in (("test", 25), ("proof", 60 * DEPTH)):
    settings.register_profile(
        name,
        deadline=None,
        derandomize=True,
        database=None,
        max_examples=number,
        suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    )
FIRST = ("test_installed.py", "test_build.py")  # each builds a site that others read
LONGEST = ("test_engines.py", "test_accessibility.py", "test_narrow_windows.py")  # of the proofs


def pytest_addoption(parser: pytest.Parser) -> None:
    """Declare the options of this project."""
    group = parser.getgroup("JCM Open Data")
    group.addoption("--update-golden", action="store_true", help="write the golden pages anew")
    group.addoption("--chromium", metavar="PATH", help="the browser; default: chromium on the PATH")
    group.addoption("--no-browser", action="store_true", help="skip the tests that need a browser")


def pytest_configure(config: pytest.Config) -> None:
    """Let properties be tried on a few inputs in every test run, on more in the proofs."""
    settings.load_profile("proof" if _proves(config) else "test")


def _proves(config: pytest.Config) -> bool:
    return str(config.option.markexpr).startswith("proof")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark properties; begin with what others wait for, of the proofs with the longest."""
    begin = LONGEST if _proves(config) else FIRST
    for item in items:
        if getattr(getattr(item, "obj", None), "is_hypothesis_test", False):
            item.add_marker("property")
    of_site = {item.path for item in items if "site" in getattr(item, "fixturenames", ())}

    def place(item: pytest.Item) -> int:
        name = item.path.name
        return begin.index(name) if name in begin else len(begin) + (item.path in of_site)

    items.sort(key=place)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Let only those read the record that hold of any."""
    WATCH.at = item.path
    with patch.object(arrow_csv, "read_csv", WATCH.heeding(arrow_csv.read_csv)):
        try:
            return (yield)
        finally:
            WATCH.at = None


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Note how many inputs a test tries, where it says so; let a property try the same each run."""
    item.user_properties += inputs_of(item)
    if item.get_closest_marker("property"):
        _import_all()


@cache
def _import_all() -> None:
    """Import every module: Hypothesis draws the constants of those that are imported.

    Which they are would hang on the tests that a worker had before: the same commit would pass
    on one machine and fail on another.
    """
    for module in pkgutil.walk_packages(reporting.__path__, "reporting."):
        import_module(module.name)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print what each proof took, and how much it tried."""
    if not _proves(terminalreporter.config):
        return
    ended = ("", "passed", "failed", "error")  # what prepares a test stands in the first
    lines = list(told(each for name in ended for each in terminalreporter.getreports(name)))
    if lines:
        terminalreporter.section("proofs")
        terminalreporter.write_line("\n".join(lines))


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
def wheel(shared: Shared) -> Path:
    """Return an environment in which the wheel is installed, and nothing of this checkout."""
    return shared.made("wheel", installed) / "env"


@pytest.fixture(scope="session")
def site(shared: Shared, wheel: Path) -> Path:
    """Return the website of the real data, built by the wheel with an address, once for all."""

    def build(folder: Path) -> None:
        shutil.copytree(ROOT / "data", folder / "data")
        built = subprocess.run(
            [wheel / "bin" / "jcm", "site", "--url", ORIGIN.rstrip("/")],
            cwd=folder,
            capture_output=True,
            text=True,
            check=False,
        )
        assert built.returncode == 0, built.stdout + built.stderr

    return shared.made("site", build) / "output"


@pytest.fixture(scope="session")
def small_data(shared: Shared) -> Path:
    """Return a data folder with the small record and the example; tests only read it."""

    def make(folder: Path) -> None:
        shutil.copytree(ROOT / "data" / "example", assemble(folder / "data") / "example")

    return shared.made("small-data", make) / "data"


@pytest.fixture(scope="session", autouse=True)
def judged_once() -> Iterator[None]:
    """Let frictionless judge the same rows under the same schemas once for all tests of a worker.

    Most tests change a file or two of a package whose other tables stay as they were.
    """
    known: dict[tuple[object, ...], tuple[Finding, ...]] = {}

    def once(
        schema: Schema, file: Path, *, place: Place, neighbours: Neighbours
    ) -> tuple[Finding, ...]:
        targets = [
            neighbours.tables[place.package, each.table]
            for each in schema.foreign_keys
            if not each.package and neighbours.can_follow(each, place)
            if (place.package, each.table) in neighbours.tables
        ]
        read = [(schema, file), *((each.schema, each.path) for each in targets)]
        key = (place, *((*_asked(each), path.read_bytes()) for each, path in read))
        if key not in known:
            known[key] = tuple(verdicts(schema, file, place=place, neighbours=neighbours))
        return known[key]

    with patch.object(frictionless_adapter, "verdicts", once):
        yield


def _asked(schema: Schema) -> tuple[object, ...]:
    """Return what frictionless is asked of a table."""
    filled = (each.name for each in schema.fields if each.is_filled_when_read)
    return json.dumps(schema.descriptor), *filled


@pytest.fixture(scope="session")
def known_validations() -> dict[str, Validation]:
    """The validations of ``validated_once``, by the bytes of the folders."""
    return {}


@pytest.fixture
def validated_once(
    monkeypatch: pytest.MonkeyPatch, known_validations: dict[str, Validation]
) -> None:
    """Let commands validate the same bytes once: tests of what they do next ask it often."""

    def once(folders: list[Path]) -> Validation:
        said = sha256()
        for path in sorted(each for folder in folders for each in folder.parent.rglob("*.*")):
            if path.suffix in {".csv", ".json"}:
                said.update(f"{path}\n".encode() + path.read_bytes())
        key = f"{sorted(folders)} {said.hexdigest()}"
        if key not in known_validations:
            known_validations[key] = validate(folders)
        return known_validations[key]

    monkeypatch.setattr("reporting.cli.arguments.validate", once)


@pytest.fixture
def clean(tmp_path: Path) -> Path:
    """Return a folder with a copy of the two clean packages."""
    return Path(shutil.copytree(CLEAN, tmp_path / "packages"))
