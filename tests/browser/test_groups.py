"""Groups of a long list: closed at first, open for whoever looks for what lies in them."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.visiting import DESKTOP, PHONE, Visit, visiting

pytestmark = pytest.mark.browser

OPEN = "main > .groups >> nth=0 >> details.group[open]"
ROWS = "main > .groups >> nth=0 >> tbody tr:visible"
PLACES = """
() => [...document.querySelectorAll("main > .groups tbody tr")].map((each) =>
  [each.closest("details").textContent.trim().slice(0, 20), each.cells[0].textContent.trim()])
"""
HEIGHT = "() => document.documentElement.scrollHeight"


@pytest.fixture
def projects(browser: Browser, small_address: str) -> Iterator[Visit]:
    """Open the list of projects, which has a group for each partner."""
    with visiting(browser, small_address) as visit:
        visit.open("projects/")
        yield visit
        assert visit.faults == []


def _groups(page: Page) -> int:
    return page.locator("main > .groups >> nth=0 >> details.group").count()


def test_groups_open_and_close(projects: Visit) -> None:
    """Each group by its line, all of them by one button, which says what it would do."""
    page = projects.page
    assert page.locator(OPEN).count() == 0
    page.locator("summary", has_text="Mongolia").first.click()
    assert page.locator(OPEN).count() == 1
    page.get_by_role("button", name="Open all").first.click()
    assert page.locator(OPEN).count() == _groups(page) > 1
    page.get_by_role("button", name="Close all").first.click()
    assert page.locator(OPEN).count() == 0


def test_a_filter_opens_the_groups_that_have_matches(projects: Visit) -> None:
    """Others are left out, and all are as they were when nothing is asked any more."""
    page = projects.page
    words = page.get_by_label("Filter this list").first
    words.fill("mn003")
    assert page.locator(ROWS).count() == 1
    assert page.locator(OPEN).count() == 1
    assert page.locator("details.group:visible summary").first.inner_text() == "Mongolia 1"
    words.fill("")
    assert page.locator(OPEN).count() == 0
    page.get_by_label("Partner").first.select_option("THA")
    assert page.locator(OPEN).count() == 1
    assert page.locator(ROWS).count() > 1


def test_an_order_goes_over_all_groups(projects: Visit) -> None:
    """Ordered, all rows stand in one table; as listed, each in its group again."""
    page = projects.page
    before = page.evaluate(PLACES)
    page.get_by_label("Order").first.select_option("-registered")
    days = page.locator(f"{ROWS} >> td[data-sort] >> time").evaluate_all(
        "every => every.map((each) => each.dateTime)"
    )
    assert days == sorted(days, reverse=True)
    assert page.locator(".group:visible >> summary", has_text="Mongolia").count() == 0
    assert len({each[:5] for each in page.locator(ROWS).all_inner_texts()}) > 1
    page.get_by_label("Order").first.select_option("")
    assert page.evaluate(PLACES) == before


def test_phones_sort_too(browser: Browser, small_address: str) -> None:
    """Where rows are cards, an order is chosen from a list, and no stop is invisible."""
    width, height = PHONE
    with visiting(browser, small_address, viewport={"width": width, "height": height}) as visit:
        for path in ("projects/", "partners/"):
            visit.open(path)
            assert visit.page.get_by_label("Order").first.is_visible()
            buttons = visit.page.locator("main thead button")
            shown = buttons.evaluate_all(
                "every => every.filter((each) => getComputedStyle(each).visibility !== 'hidden'"
                " && each.getBoundingClientRect().width > 0).length"
            )
            assert shown == 0


@pytest.mark.parametrize("scripts", [True, False])
def test_a_link_to_a_row_opens_its_group(
    browser: Browser, small_address: str, *, scripts: bool
) -> None:
    """Also a link on the page itself, and without scripts, where the browser opens it."""
    with visiting(browser, small_address, java_script_enabled=scripts) as visit:
        visit.open("decisions/")
        name = visit.page.locator("details.group li").last.get_attribute("id")
        visit.page.goto("about:blank")
        visit.faults.clear()
        visit.page.goto(f"{small_address}decisions/#{name}")
        row = visit.page.locator(f"[id='{name}']")
        assert row.is_visible()
        box = row.bounding_box()
        assert box is not None
        assert 0 <= box["y"] < DESKTOP[1]


def test_without_scripts_groups_are_reached_and_printed(
    browser: Browser, small_address: str
) -> None:
    """The line of a group is the browser's own; paper has every group open."""
    with visiting(browser, small_address, java_script_enabled=False) as visit:
        visit.open("projects/")
        page = visit.page
        assert page.locator(ROWS).count() == 0
        page.locator("summary", has_text="Mongolia").first.click()
        assert page.locator(ROWS).count() > 1
        screen = page.evaluate(HEIGHT)
        page.emulate_media(media="print")
        assert page.locator("main > .groups >> nth=0 >> tbody tr").last.is_visible()
        assert page.evaluate(HEIGHT) != screen


def test_an_address_with_capitals_leads_on(browser: Browser, small_address: str) -> None:
    """The page for what is not found leads to the page, in the language of the address."""
    with visiting(browser, small_address) as visit:
        lost = visit.page.request.get(f"{small_address}404.html").body()
        for prefix in ("", "ja/"):
            visit.page.route(
                f"**/{prefix}projects/MN003/*",
                lambda route: route.fulfill(status=404, content_type="text/html", body=lost),
            )
            visit.page.goto(f"{small_address}{prefix}projects/MN003/?q=1#history")
            visit.page.wait_for_url(f"{small_address}{prefix}projects/mn003/?q=1#history")
