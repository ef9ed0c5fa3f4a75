"""What crawlers read: the map of the site with the day on which a page's data changed, robots.txt.

That day is the one of the release in which the rows that a page shows changed last. A page of which
no row is known to be shown has none, nor has one whose rows are no longer those of a release.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from xml.etree import ElementTree as ET

from reporting.findings import LANGUAGES
from reporting.packages.diff import Change, TableDiff
from reporting.site.changes import PageFinder, ReleaseHistory, ReleaseStep, row_changes
from reporting.site.dataset import SiteRecord
from reporting.site.pages.page import SitePage

SITEMAP, ROBOTS = "sitemap.xml", "robots.txt"
SCHEMA, XHTML = "http://www.sitemaps.org/schemas/sitemap/0.9", "http://www.w3.org/1999/xhtml"


@dataclass(frozen=True, slots=True, kw_only=True)
class TouchedRows:
    """What a difference touches.

    Attributes:
        rows: Rows that were added or changed, by table and key.
        tables: Tables of which anything changed.
        pages: Pages about an entity of which a row was removed.
    """

    rows: frozenset[tuple[str, str]] = frozenset()
    tables: frozenset[str] = frozenset()
    pages: frozenset[str] = frozenset()

    def touches(self, page: SitePage) -> bool:
        """Tell whether a page shows any of it."""
        return page.path in self.pages or any(
            table in self.tables if keys is None else any((table, key) in self.rows for key in keys)
            for table, keys in page.shown.items()
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeDays:
    """On which day what changed.

    Attributes:
        first: The day of the first release; None if there is none.
        steps: What each later release touched, with its day, the newest first.
        pending: What is touched since the newest release, on no known day.
    """

    first: date | None
    steps: tuple[tuple[date, TouchedRows], ...] = ()
    pending: TouchedRows = field(default_factory=TouchedRows)

    def day(self, page: SitePage) -> date | None:
        """Return the day on which the rows of a page changed last; None if nobody can tell."""
        if not page.shown or self.pending.touches(page):
            return None
        return next((day for day, touched in self.steps if touched.touches(page)), self.first)


def change_days(history: ReleaseHistory, record: SiteRecord) -> ChangeDays:
    """Return on which day what changed.

    Args:
        history: The releases, and the data in hand against the newest.
        record: The data in hand.
    """
    finder = PageFinder(record)
    newest, pending = history.newest, TouchedRows()
    if history.pending and newest:
        step = ReleaseStep(version=record.version, day=newest, difference=history.pending)
        pending = _touched(step, finder)
    return ChangeDays(
        first=history.first,
        steps=tuple((each.day, _touched(each, finder)) for each in reversed(history.steps)),
        pending=pending,
    )


def _touched(step: ReleaseStep, finder: PageFinder) -> TouchedRows:
    changes = list(row_changes(step, finder))
    removals = [each for each in changes if each.row.change is Change.REMOVAL]
    others = {(each.diff.name, each.key) for each in changes}
    return TouchedRows(
        rows=frozenset(others.union(*map(_by_columns, step.difference.tables))),
        tables=frozenset(each.name for each in step.difference.tables),
        pages=frozenset(page for each in removals for page in each.pages),
    )


def _by_columns(diff: TableDiff) -> Iterator[tuple[str, str]]:
    """Yield the rows that have something in a column that was added or removed."""
    for column in diff.column_diffs:
        for row in diff.column_rows(column):
            yield diff.name, "|".join(each or "" for each in row.key)


def sitemap(pages: Iterable[SitePage], prose: Iterable[str], days: ChangeDays, site: str) -> bytes:
    """Return the map of the site: every page in each language, but for those of what is made up.

    Args:
        pages: The pages of the record.
        prose: The addresses of the others.
        days: On which day what changed.
        site: Where the site stands, without a slash at its end.
    """
    root = ET.Element("urlset", {"xmlns": SCHEMA, "xmlns:xhtml": XHTML})
    found = {
        each.path: days.day(each)
        for each in pages
        if not each.is_made_up and not each.path.endswith(".html")
    }
    for path, day in sorted({**dict.fromkeys(prose), **found}.items()):
        addresses = {each: f"{site}/{_prefix(each)}{path}" for each in LANGUAGES}
        for address in addresses.values():
            url = ET.SubElement(root, "url")
            ET.SubElement(url, "loc").text = address
            if day:
                ET.SubElement(url, "lastmod").text = day.isoformat()
            for language, other in addresses.items():
                about = {"rel": "alternate", "hreflang": language, "href": other}
                ET.SubElement(url, "xhtml:link", about)
    ET.indent(root)
    written = ET.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{written}\n'.encode()


def _prefix(language: str) -> str:
    return "" if language == LANGUAGES[0] else f"{language}/"


def robots(site: str) -> bytes:
    """Return what crawlers may read: everything; the map of the site says what there is."""
    return f"User-agent: *\nAllow: /\n\nSitemap: {site}/{SITEMAP}\n".encode()
