"""The search in the browser: it folds and ranks as the build does, and works with keys alone."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.browser.visiting import PHONE, Visit, visiting
from tests.site.test_search import CASES, QUERIES

pytestmark = pytest.mark.browser

FIRST = """
(query) => new Promise((done) => {
  const results = document.querySelector("[data-results]"), input = document.getElementById("q");
  new MutationObserver((_, own) => {
    own.disconnect();
    done(results.querySelector("ol a")?.getAttribute("href") ?? "");
  }).observe(results, { childList: true });
  input.focus();
  input.value = query;
  input.dispatchEvent(new Event("input", { bubbles: true }));
})
"""


@pytest.fixture
def visit(browser: Browser, small_address: str) -> Iterator[Visit]:
    """Open a window on the site of the small record."""
    with visiting(browser, small_address) as found:
        yield found
        assert found.faults == []


def test_folding(visit: Visit) -> None:
    """The script folds each text as the list says, and so as Python does."""
    visit.open("search/")
    found: Any = visit.page.evaluate("(texts) => texts.map(jcmFold)", [text for text, _ in CASES])
    assert found == [folded for _, folded in CASES]


def test_each_query_finds_what_it_must(visit: Visit) -> None:
    """The script ranks as Python does when the site is built."""
    queries = dict(line.rsplit(",", 1) for line in QUERIES.splitlines()[1:])
    visit.open("search/")
    found = {each: visit.page.evaluate(FIRST, each) for each in queries}
    assert found == {each: f"../{where}" if where else "" for each, where in queries.items()}


def test_with_keys_alone(visit: Visit) -> None:
    """Suggestions are walked with arrows, closed with Escape, opened with Enter."""
    visit.open("data/")
    page = visit.page
    page.get_by_role("combobox").focus()
    page.keyboard.type("太陽光 モンゴル")
    page.get_by_role("option").first.wait_for()
    page.keyboard.press("Escape")
    assert not page.get_by_role("listbox").is_visible()
    page.keyboard.type(" ")
    page.get_by_role("option").first.wait_for()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowDown")
    chosen = page.locator("[aria-selected=true]")
    assert chosen.count() == 1
    assert page.get_by_role("combobox").get_attribute("aria-activedescendant") == (
        chosen.get_attribute("id")
    )
    page.keyboard.press("Enter")
    page.wait_for_url("**/projects/mn003/")


def test_what_nothing_has_is_said(visit: Visit) -> None:
    """The word, what is like it, and where a true nothing is the answer, that."""
    visit.open("search/?q=mongola")
    visit.page.get_by_text("Nothing has the word “mongola”.").wait_for()
    assert visit.page.get_by_role("link", name="mongolia", exact=True).count() == 1
    # As it was typed: folding writes hiragana as katakana.
    visit.open("ja/search/?q=まぼろし")
    visit.page.get_by_text("まぼろし").wait_for()
    visit.open("ja/search/?q=風力")
    visit.page.get_by_text("この技術のプロジェクトは記録にありません：風力。").wait_for()


def test_without_scripts(browser: Browser, small_address: str) -> None:
    """The form leads to everything by name."""
    window = {"width": PHONE[0], "height": PHONE[1]}
    with visiting(browser, small_address, java_script_enabled=False, viewport=window) as visit:
        visit.open("projects/")
        visit.page.get_by_role("combobox").fill("mongolia")
        visit.page.get_by_role("button", name="Search").click()
        visit.page.wait_for_url("**/search/?q=mongolia")
        visit.page.locator("summary", has_text="Partner").first.click()
        visit.page.get_by_role("link", name="Mongolia", exact=True).first.wait_for()
