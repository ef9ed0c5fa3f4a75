"""How fresh the data are: each table's newest date, what is due, what is missing since when."""

from dataclasses import replace

from reporting.messages import _
from reporting.site.dataset import SiteRecord
from reporting.site.downloads import Download
from reporting.site.freshness import STATUS, Freshness
from reporting.site.pages.page import SitePage, of_tables


def freshness_page(record: SiteRecord, freshness: Freshness) -> SitePage:
    """Return the page about how fresh the data are."""
    page = of_tables(
        record,
        "freshness/",
        "freshness.html",
        tables=[f"{package}/gaps" for package in freshness.gaps],
        rows={
            "packages": [
                {
                    "package": package,
                    "tables": [each for each in freshness.tables if each.package == package.name],
                }
                for package in record.packages.values()
                if package.name in freshness.gaps  # of lists and forms only the law is new
            ],
        },
    )
    status = Download(title=_("How fresh the data are (JSON)"), address=STATUS)
    return replace(page, data=(*page.data, status), shown={})
