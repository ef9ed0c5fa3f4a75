"""The page of the search: what answers to a query, and without scripts all by name."""

from collections.abc import Iterator

from reporting.site.dataset import SiteRecord
from reporting.site.pages.page import SitePage
from reporting.site.search.entities import KINDS, entities
from reporting.site.search.folding import fold
from reporting.site.search.index import INDEX, search_index

LISTED_ELSEWHERE = "f"  # fields: each table's page names its own


def pages(record: SiteRecord) -> Iterator[SitePage]:
    """Yield the page, with the index beside it."""
    found = entities(record)
    folder, _, name = INDEX.rpartition("/")
    yield SitePage(
        path=f"{folder}/",
        template="search.html",
        rows={
            "groups": {
                kind: sorted(
                    (each for each in found if each.kind == kind),
                    key=lambda each: (fold(each.title), each.address),
                )
                for kind in KINDS
                if kind not in LISTED_ELSEWHERE
            }
        },
        files={name: search_index(record, found)},
    )
