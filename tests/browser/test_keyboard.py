"""The site without a mouse."""

import pytest
from playwright.sync_api import Browser

from tests.browser.visiting import visiting

pytestmark = pytest.mark.browser

FOCUS = "() => { const at = document.activeElement; return at.className || at.tagName; }"
OUTLINE = "() => getComputedStyle(document.activeElement).outlineStyle"


def test_the_skip_link(browser: Browser, small_address: str) -> None:
    """The first stop is the skip link, seen once it has focus; it leads to the content."""
    with visiting(browser, small_address) as visit:
        visit.open("projects/")
        page = visit.page
        page.keyboard.press("Tab")
        assert page.evaluate(FOCUS) == "skip"
        box = page.locator(".skip").bounding_box()
        assert box is not None
        assert box["x"] >= 0
        page.keyboard.press("Enter")
        page.wait_for_url("**/projects/#content")
        page.keyboard.press("Tab")
        assert page.evaluate("() => Boolean(document.activeElement.closest('main'))")


@pytest.mark.parametrize("address", ["projects/mn003/", "projects/", "search/"])
def test_every_stop_is_seen(browser: Browser, small_address: str, address: str) -> None:
    """Whatever has focus shows it, in the order of the page, and focus never gets caught."""
    with visiting(browser, small_address) as visit:
        visit.open(address)
        page = visit.page
        stops = page.locator(
            "a[href]:visible, button:visible, input:visible, select:visible, summary:visible,"
            " [tabindex='0']:visible"
        ).count()
        places = []
        for _ in range(stops):
            page.keyboard.press("Tab")
            assert page.evaluate(OUTLINE) != "none", page.evaluate(FOCUS)
            places.append(page.evaluate("() => document.activeElement.outerHTML.slice(0, 300)"))
        assert len(set(places)) > stops / 2
        assert page.evaluate("() => Boolean(document.activeElement.closest('footer'))")


def test_the_language_is_changed_in_place(browser: Browser, small_address: str) -> None:
    """The link to the other language leads to the same page, and back."""
    with visiting(browser, small_address) as visit:
        visit.open("projects/mn003/")
        visit.page.get_by_role("link", name="日本語").click()
        visit.page.wait_for_url("**/ja/projects/mn003/")
        assert visit.page.locator("html").get_attribute("lang") == "ja"
        visit.page.get_by_role("link", name="English").click()
        visit.page.wait_for_url(f"{small_address}projects/mn003/")
        assert visit.faults == []


def test_a_link_to_a_row_leads_there(browser: Browser, small_address: str) -> None:
    """A source cited beside a figure leads to its entry in the list of sources."""
    with visiting(browser, small_address) as visit:
        visit.open("")
        visit.page.locator("a.cite").first.click()
        visit.page.wait_for_load_state()
        target = visit.page.locator(":target")
        assert target.count() == 1
        assert target.is_visible()
