"""What changed, release by release, as the changelog tells readers of the figures."""

from collections.abc import Mapping
from typing import Any

from reporting.forms.model.markdown import read_prose
from reporting.messages import Bilingual, _, bilingual
from reporting.releases.changelog import ChangelogEntry, changelog_entries
from reporting.renderers.html import NarrativeView
from reporting.site.dataset import SiteRecord
from reporting.site.pages.page import SitePage

NEWS = "news/"
RESTATED = "Restated"
HEADINGS: Mapping[str, Bilingual] = {
    "Data": _("Data"),
    RESTATED: _("Restated"),
    "Added": _("Added"),
    "Changed": _("Changed"),
    "Removed": _("Removed"),
    "For programs": _("For programs"),
}
LEVEL = 3  # of the heading of a part


def news_page(record: SiteRecord, changelog: str) -> SitePage:
    """Return the page; without a changelog it has no entries."""
    return SitePage(
        path=NEWS,
        template="news.html",
        rows={"entries": [_entry(record, each) for each in changelog_entries(changelog)]},
    )


def _entry(record: SiteRecord, entry: ChangelogEntry) -> dict[str, Any]:
    known = {each.version for each in record.releases}
    order = sorted(entry.parts, key=lambda heading: heading != RESTATED)
    return {
        "version": entry.version,
        "on": entry.on,
        "has_page": entry.version in known,
        "said": _narrative(entry.said),
        "parts": [
            {
                "id": name.lower().replace(" ", "-"),
                "heading": HEADINGS.get(name, bilingual(name, name)),
                "text": _narrative(entry.parts[name]),
                "is_open": name == RESTATED,
            }
            for name in order
        ],
    }


def _narrative(text: str) -> NarrativeView:
    return NarrativeView(blocks=read_prose(text).blocks, title="", above=LEVEL, named={})
