"""The unpacked copy, opened from disk: style, search, filters and the other language work."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.visiting import Visit, visiting
from tests.site.test_offline import unzipped
from tests.site.workshop import Workshop

pytestmark = pytest.mark.browser

IS_STYLED = "getComputedStyle(document.querySelector('.skip')).position === 'absolute'"


@pytest.fixture
def visit(browser: Browser, small: Workshop, tmp_path: Path) -> Iterator[Visit]:
    """Open a window on the copy; what its scripts and requests say must be nothing."""
    with visiting(browser, f"{unzipped(small.output, tmp_path).as_uri()}/") as found:
        yield found
        assert found.faults == []


def test_it_works_from_disk(visit: Visit) -> None:
    """A reader looks for a project, opens it, filters the list, and reads it in Japanese."""
    page = visit.page
    visit.open("index.html")
    assert page.evaluate(IS_STYLED)
    page.fill("#q", "MN001")
    page.wait_for_selector("#suggestions li a")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/projects/mn001/index.html")
    visit.open("projects/index.html")
    every = page.inner_text(".tools output")
    page.fill(".tools input[name=q]", "MN001")
    assert page.inner_text(".tools output") != every
    assert page.url.endswith("projects/index.html?q=MN001")
    page.click(".languages a")
    page.wait_for_url("**/ja/projects/index.html?q=MN001")
    assert page.input_value(".tools input[name=q]") == "MN001"
    visit.open("search/index.html?q=MN001")
    page.click("[data-results] a >> nth=0")
    page.wait_for_url("**/projects/mn001/index.html")
