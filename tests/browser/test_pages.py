"""Every kind of page in Chromium: nothing fails, nothing is wider than a phone, all is readable."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser

from reporting.site.assets import assets
from tests.browser.kinds import KINDS
from tests.browser.visiting import (
    DESKTOP,
    LANGUAGES,
    OPEN_ALL,
    PHONE,
    SMALL_PHONE,
    Visit,
    axe_violations,
    visiting,
)

pytestmark = pytest.mark.browser

OFTEN_SEEN = {"home", "project", "example of a form", "guide", "table"}
LOADED = ("style.css", "folding.js", "tables.js", "search.js", "seal.svg")
IN_JAPANESE = (("home", "ja"), ("example of a form", "ja"))
SMALL = {"width": SMALL_PHONE[0], "height": SMALL_PHONE[1]}
TEXT = """
() => {
  const main = document.querySelector("main").cloneNode(true);
  main.querySelectorAll(".tools, .flat").forEach((each) => each.remove());
  return main.textContent.replace(/\\s+/g, " ").trim();
}
"""
PARTS_BEYOND_THE_WINDOW = """
() => [...document.querySelectorAll("body *")]
  .filter((each) => each.getBoundingClientRect().right > window.innerWidth + 1
    && !each.closest(".scroll") && getComputedStyle(each).position !== "absolute")
  .map((each) => `${each.tagName}.${each.className} ${each.textContent.trim().slice(0, 60)}`)
  .slice(0, 5)
"""


FULL_FORMS = {
    *("form", "form with documents", "two-Party view", "reconciliation"),
    *("example of a form", "example of a narrative"),
}
LONGEST = 8440  # pixels: ten screens of a phone
HEIGHT = "() => document.documentElement.scrollHeight"


def _assert_fits(visit: Visit, *sizes: tuple[int, int]) -> None:
    for size in sizes:
        visit.resize(size)
        assert visit.overflow() <= 0, (size, visit.page.evaluate(PARTS_BEYOND_THE_WINDOW))


@pytest.fixture(scope="module")
def with_scripts(browser: Browser, address: str) -> Iterator[Visit]:
    """One window for every page: what stays of a page before would be a fault too."""
    with visiting(browser, address) as visit:
        yield visit


@pytest.fixture(scope="module")
def without_scripts(browser: Browser, address: str) -> Iterator[Visit]:
    """The same of a browser in which no script runs."""
    with visiting(browser, address, java_script_enabled=False, viewport=SMALL) as visit:
        yield visit


def _page(kinds: dict[str, str], kind: str) -> str:
    """Return the page of a kind."""
    if kind not in kinds:
        pytest.skip(f"the record has no {kind}")
    return kinds[kind]


PAGES = [(kind, language) for kind in KINDS for language in LANGUAGES]


def _often(*pages: tuple[str, str]) -> list[Any]:
    """Return every page as a parameter; all but some are left to the proofs."""
    return [pytest.param(*page, marks=() if page in pages else pytest.mark.proof) for page in PAGES]


@pytest.mark.parametrize(
    ("kind", "language"), _often(*((each, "en") for each in KINDS), *IN_JAPANESE)
)
def test_page(with_scripts: Visit, kinds: dict[str, str], kind: str, language: str) -> None:
    """A page loads without fault, fits every window and is no longer than ten screens of a phone.

    Forms alone may be longer: nothing of them is folded.
    In Japanese the proofs ask it of what is seen less often.
    """
    with_scripts.faults.clear()
    with_scripts.open(LANGUAGES[language] + _page(kinds, kind))
    _assert_fits(with_scripts, DESKTOP, SMALL_PHONE, PHONE)
    assert with_scripts.faults == []
    if kind not in FULL_FORMS:
        assert with_scripts.page.evaluate(HEIGHT) <= LONGEST


@pytest.mark.parametrize(
    ("kind", "language"), _often(*((each, "en") for each in OFTEN_SEEN), *IN_JAPANESE)
)
def test_without_scripts(
    with_scripts: Visit, without_scripts: Visit, kinds: dict[str, str], kind: str, language: str
) -> None:
    """A page in which no script runs says the same and fits a small window."""
    for visit in (with_scripts, without_scripts):
        visit.faults.clear()
        visit.open(LANGUAGES[language] + _page(kinds, kind))
        assert visit.faults == []
    _assert_fits(without_scripts, SMALL_PHONE)
    assert without_scripts.page.locator("h1").is_visible()
    assert without_scripts.page.evaluate(TEXT) == with_scripts.page.evaluate(TEXT)


@pytest.mark.parametrize("kind", sorted(OFTEN_SEEN))
def test_accessibility(browser: Browser, address: str, kinds: dict[str, str], kind: str) -> None:
    """Axe finds nothing on a page; the proofs ask it of every kind and in every other mode."""
    width, height = DESKTOP
    with visiting(browser, address, viewport={"width": width, "height": height}) as visit:
        visit.open(_page(kinds, kind))
        assert axe_violations(visit.page) == []


def test_many_columns_scroll_within_the_page(browser: Browser, address: str) -> None:
    """A wide table scrolls sideways in its own region, which the keyboard reaches."""
    with visiting(browser, address, viewport={"width": 320, "height": 640}) as visit:
        visit.open("data/jcm/projects/")
        visit.page.evaluate(OPEN_ALL)
        region = visit.page.locator(".scroll:visible").last
        assert region.evaluate("each => each.scrollWidth > each.clientWidth")
        assert region.get_attribute("tabindex") == "0"
        assert visit.overflow() <= 0


def test_every_request_stays_at_home(browser: Browser, small_address: str) -> None:
    """A page asks for itself, the stylesheet, the scripts and the picture: nothing else."""
    with visiting(browser, small_address) as visit:
        asked: list[str] = []
        visit.page.on("request", lambda request: asked.append(request.url))
        visit.open("projects/mn003/")
        assert {each.removeprefix(small_address) for each in asked} == {
            "projects/mn003/",
            *(assets()[name].path for name in LOADED),
        }
