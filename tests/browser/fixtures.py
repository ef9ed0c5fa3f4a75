"""The browser and the site behind an address, for the tests here and the proofs."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser.kinds import pages_of_kinds
from tests.browser.serving import served
from tests.site.workshop import Workshop

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


@pytest.fixture(scope="session")
def browser(request: pytest.FixtureRequest) -> Iterator[Browser]:
    """Start Debian's Chromium once for all tests.

    A machine without it fails the tests: nobody should believe that they passed.
    """
    if request.config.getoption("--no-browser"):
        pytest.skip("asked for with --no-browser")
    path = request.config.getoption("--chromium") or shutil.which("chromium")
    if path is None or not Path(path).is_file():
        pytest.fail(
            f"There is no browser{f' at {path}' if path else ''}: install Debian's chromium"
            " (apt-get install chromium), name one with --chromium PATH, or leave these tests"
            " out with --no-browser.",
            pytrace=False,
        )
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield started
        started.close()


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    """Return the address of the real site."""
    with served(site) as found:
        yield found


@pytest.fixture(scope="session")
def small_address(small: Workshop) -> Iterator[str]:
    """Return the address of the site of the small record."""
    with served(small.output) as found:
        yield found


@pytest.fixture(scope="session")
def kinds() -> dict[str, str]:
    """Return a page of each kind that the record has."""
    return pages_of_kinds()
