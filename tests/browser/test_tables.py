"""What the script adds to a table: sorting and filtering, announced, kept in the address."""

import csv
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.visiting import Visit, visiting
from tests.site.csv_rows import read_lines
from tests.site.cut import EXAMPLE

pytestmark = pytest.mark.browser

PROJECTS = read_lines(EXAMPLE / "jcm" / "projects.csv")
LIST = "main > .groups >> nth=0"
ROWS = f"{LIST} >> tbody tr:not([hidden])"
CELLS = "(rows, number) => rows.map((each) => [...each.cells].at(number).innerText.trim())"


@pytest.fixture
def projects(browser: Browser, small_address: str) -> Iterator[Visit]:
    """Open the list of projects."""
    with visiting(browser, small_address) as visit:
        visit.open("projects/")
        yield visit
        assert visit.faults == []


def _column(page: Page, number: int) -> list[str]:
    """Return the visible cells of a column."""
    cells: list[str] = page.locator(ROWS).evaluate_all(CELLS, number)
    return cells


def _announced(page: Page) -> str:
    return page.locator(".tools output").first.inner_text()


def test_search(projects: Visit) -> None:
    """Words filter the rows; the count is announced politely and the words stand in the address."""
    page = projects.page
    every = len(PROJECTS)
    assert _announced(page) == f"{every} of {every} rows"
    assert page.locator(".tools output").first.get_attribute("aria-live") == "polite"
    page.get_by_label("Filter this list").first.fill("solar mongolia")
    found = page.locator(ROWS).count()
    assert 0 < found < every
    assert _announced(page) == f"{found} of {every} rows"
    assert "q=solar+mongolia" in page.url
    page.get_by_label("Filter this list").first.fill("no such project")
    assert _announced(page) == f"0 of {every} rows"


def test_choices(projects: Visit) -> None:
    """A choice leaves the rows that have the value, as many as the CSV has."""
    page = projects.page
    page.get_by_label("Status").first.select_option("Registered")
    registered = sum(row["status"] == "registered" for row in PROJECTS)
    assert page.locator(ROWS).count() == registered
    page.get_by_label("Partner").first.select_option("Mongolia")
    own = [row for row in PROJECTS if row["partner"] == "MNG"]
    assert page.locator(ROWS).count() == sum(row["status"] == "registered" for row in own)


def test_sorting(projects: Visit) -> None:
    """A head sorts by its numbers, up and then down, empty cells last, and says so."""
    page = projects.page
    page.get_by_label("Order").first.select_option("-expected")
    head = page.locator(f"{LIST} >> .flat thead th").last
    button = head.get_by_role("button")
    for direction in ("ascending", "descending"):
        button.click()
        assert head.get_attribute("aria-sort") == direction
        cells = [each.replace(",", "") for each in _column(page, -1)]
        numbers = [int(each) for each in cells if each.isdigit()]
        assert numbers == sorted(numbers, reverse=direction == "descending")
        assert len(numbers) > 3
        assert all(not each.isdigit() for each in cells[len(numbers) :])
    assert "sort=" in page.url


def test_dates_sort_by_the_calendar(projects: Visit) -> None:
    """A column of dates is sorted by the day, not by the words of the date."""
    page = projects.page
    page.get_by_label("Order").first.select_option("registered")
    days = [row["registered_on"] for row in PROJECTS if row["registered_on"]]
    shown = page.locator(f"{LIST} >> tbody time").evaluate_all(
        "every => every.map((each) => each.dateTime)"
    )
    assert shown == sorted(days)


def test_heads_that_are_links_sort_too(browser: Browser, small_address: str) -> None:
    """On a table's page the head's words lead to the codebook; a button beside them sorts."""
    with visiting(browser, small_address) as visit:
        visit.open("data/jcm/issuances/")
        visit.page.locator("summary", has_text="Rows").last.click()
        head = visit.page.locator("table[data-tools] thead th").first
        head.get_by_role("button").click()
        assert head.get_attribute("aria-sort") == "ascending"
        assert not visit.page.url.endswith("#field-issuance_id")
        head.get_by_role("link").click()
        assert visit.page.url.endswith("#field-issuance_id")
        assert visit.faults == []


def test_the_keyboard_sorts(projects: Visit) -> None:
    """The head's button is reached and used with the keyboard."""
    page = projects.page
    page.get_by_label("Order").first.focus()
    page.keyboard.press("ArrowDown")
    button = page.locator(f"{LIST} >> .flat thead button").first
    button.focus()
    page.keyboard.press("Enter")
    head = page.locator(f"{LIST} >> .flat thead th").first
    assert head.get_attribute("aria-sort") == "descending"


def test_a_view_is_restored(projects: Visit) -> None:
    """Filter, choice and order stand in the address: reload, back and a copy show the same view."""
    page = projects.page
    page.get_by_label("Filter this list").first.fill("solar")
    page.get_by_label("Status").first.select_option("Registered")
    page.get_by_label("Order").first.select_option("expected")
    view, shared = _column(page, 0), page.url
    assert view
    page.reload()
    assert _column(page, 0) == view
    page.locator(ROWS).first.get_by_role("link").first.click()
    page.wait_for_load_state()
    assert page.url != shared
    page.go_back()
    page.wait_for_load_state()
    assert page.url == shared
    assert _column(page, 0) == view
    assert page.get_by_label("Filter this list").first.input_value() == "solar"
    page.goto("about:blank")
    projects.faults.clear()
    page.goto(shared)
    assert _column(page, 0) == view


def test_a_strange_address_does_no_harm(browser: Browser, small_address: str) -> None:
    """Parameters that name no column, value or order are passed over."""
    with visiting(browser, small_address) as visit:
        visit.open("projects/?sort=99d&c3=nothing&q=%3Cb%3E&utm=1")
        assert visit.page.locator("main b").count() == visit.page.locator("main tbody b").count()
        visit.open("projects/?sort=99d&c3=nothing&utm=1")
        assert visit.page.locator(ROWS).count() == len(PROJECTS)
        assert visit.faults == []


def test_japanese(browser: Browser, small_address: str) -> None:
    """The tools speak the language of the page."""
    with visiting(browser, small_address) as visit:
        visit.open("ja/projects/")
        label = visit.page.locator(".tools label").first.inner_text()
        assert not label.isascii()
        assert not visit.page.locator(".tools output").first.inner_text().isascii()
        assert visit.faults == []


def test_downloads_arrive_whole(browser: Browser, small_address: str) -> None:
    """The CSV that a page offers arrives as the record has it."""
    with visiting(browser, small_address, accept_downloads=True) as visit:
        visit.open("data/jcm/partners/")
        with visit.page.expect_download() as started:
            visit.page.get_by_role("link", name="CSV", exact=True).first.click()
        saved = started.value.path()
        with saved.open(encoding="utf-8", newline="") as stream:
            assert list(csv.DictReader(stream)) == read_lines(EXAMPLE / "jcm" / "partners.csv")


def test_a_view_keeps_in_the_other_language(projects: Visit) -> None:
    """What is chosen stands in the address by names and codes, the same in both languages."""
    page = projects.page
    page.get_by_label("Partner").first.select_option(label="Mongolia")
    page.get_by_label("Order").first.select_option("registered")
    assert "partner=MNG" in page.url
    assert "sort=registered" in page.url
    found = _column(page, 0)
    assert 0 < len(found) < len(PROJECTS)
    page.get_by_role("link", name="日本語").click()
    page.wait_for_url("**/ja/projects/?*partner=MNG*")
    assert _column(page, 0) == found


def test_ticked_rows_stand_alone(browser: Browser, small_address: str) -> None:
    """What is ticked is seen alone and stands in the address; the rest needs no script."""
    with visiting(browser, small_address) as visit:
        visit.open("compare/")
        page = visit.page
        boxes = page.locator(".picks tbody input")
        every = boxes.count()
        chosen = [boxes.nth(at).get_attribute("value") for at in (0, every - 1)]
        for value in chosen:
            page.locator(f".picks input[value={value}]").check()
        assert page.locator(".picks tbody tr:visible").count() == every
        page.locator(".only input").check()
        assert page.locator(".picks tbody tr:visible").count() == len(chosen)
        assert page.url.endswith(f"?only={'+'.join(filter(None, chosen))}")
        page.reload()
        assert page.locator(".picks tbody tr:visible").count() == len(chosen)
        page.locator(".only input").uncheck()
        assert page.locator(".picks tbody tr:visible").count() == every
        assert "only" not in page.url
        assert visit.faults == []
