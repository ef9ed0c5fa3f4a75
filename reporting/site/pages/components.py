"""The components that many pages share, in their states, for whoever works on the theme."""

from reporting.site.dataset import SiteRecord
from reporting.site.pages.page import SitePage

COMPONENTS = "about/components/"
SHOWN = 3  # rows of a table


def components_page(record: SiteRecord) -> SitePage:
    """Return the page: rows of the record, and amounts that it calls specimens."""
    schema = record.table("projects").schema
    return SitePage(
        path=COMPONENTS,
        template="components.html",
        is_unlisted=True,
        rows={
            "statuses": [each.value for each in schema["status"].categories],
            "confidences": [each.value for each in schema["confidence"].categories],
            "bases": [each.value for each in schema["basis"].categories],
            "projects": record.rows("projects")[:SHOWN],
            "source_rows": [*record.sources.values()][:SHOWN],
        },
    )
