"""The map of the site says on which day a page's rows changed, and nothing where nobody knows."""

from datetime import date

from lxml import etree

from reporting.site.pages.page import SitePage
from reporting.site.sitemap import ChangeDays, TouchedRows, robots, sitemap

FIRST, SECOND, THIRD = date(2026, 1, 5), date(2026, 2, 5), date(2026, 3, 5)
PROJECT = ("jcm/projects", "MN003")


def page(path: str, *, is_made_up: bool = False, **shown: set[str] | None) -> SitePage:
    """Return a page that shows rows of tables of the record."""
    keys = {
        f"jcm/{table}": None if found is None else frozenset(found)
        for table, found in shown.items()
    }
    return SitePage(path=path, template="", rows={}, shown=keys, is_made_up=is_made_up)


def test_a_page_is_of_the_day_on_which_its_rows_changed() -> None:
    """The newest release that touched one of its rows, else the first that had them."""
    days = ChangeDays(
        first=FIRST,
        steps=(
            (
                THIRD,
                TouchedRows(tables=frozenset({"jcm/gaps"}), pages=frozenset({"partners/mng/"})),
            ),
            (SECOND, TouchedRows(rows=frozenset({PROJECT}), tables=frozenset({PROJECT[0]}))),
        ),
    )
    assert days.day(page("projects/mn003/", projects={"MN003"}, gaps=set())) == SECOND
    assert days.day(page("projects/mn001/", projects={"MN001"})) == FIRST
    assert days.day(page("projects/", projects=None)) == SECOND
    assert days.day(page("quality/", gaps=None, projects=None)) == THIRD
    # a row of it is gone
    assert days.day(page("partners/mng/", partners={"MNG"})) == THIRD


def test_nothing_is_invented() -> None:
    """No day without rows, without a release, or of rows that are in no release."""
    days = ChangeDays(first=FIRST, pending=TouchedRows(rows=frozenset({PROJECT})))
    assert days.day(page("about/")) is None
    assert days.day(page("projects/mn003/", projects={"MN003"})) is None
    assert days.day(page("projects/mn001/", projects={"MN001"})) == FIRST
    assert ChangeDays(first=None).day(page("projects/mn001/", projects={"MN001"})) is None


def test_the_map_names_each_page_in_each_language() -> None:
    """What is made up and the page for missing pages stay out; addresses are whole and escaped."""
    pages = [
        page(""),
        page("projects/a&b/", projects={"MN001"}),
        page("404.html"),
        page("example/reports/", is_made_up=True),
    ]
    site = "https://data.example.org"
    found = etree.fromstring(sitemap(pages, ["about/"], ChangeDays(first=FIRST), site))
    names = {
        "s": "http://www.sitemaps.org/schemas/sitemap/0.9",
        "h": "http://www.w3.org/1999/xhtml",
    }
    paths = ["", "ja/", "about/", "ja/about/", "projects/a&b/", "ja/projects/a&b/"]
    assert found.xpath("s:url/s:loc/text()", namespaces=names) == [
        f"{site}/{each}" for each in paths
    ]
    assert found.xpath("s:url/s:lastmod/text()", namespaces=names) == ["2026-01-05"] * 2
    for url in found.xpath("s:url", namespaces=names):
        others = url.xpath("h:link/@href", namespaces=names)
        assert url.xpath("h:link/@hreflang", namespaces=names) == ["en", "ja"]
        assert url.xpath("string(s:loc)", namespaces=names) in others


def test_robots_may_read_everything() -> None:
    """The file says where the map is."""
    assert robots("https://data.example.org").decode().splitlines() == [
        "User-agent: *",
        "Allow: /",
        "",
        "Sitemap: https://data.example.org/sitemap.xml",
    ]
