"""What stands on which page: for each page its address, template, rows and data files.

Titles and sentences belong to the templates; here are only rows, put together.
"""

from collections.abc import Iterator

from reporting.site.pages import (
    article6,
    lists,
    methodologies,
    partners,
    projects,
    quality,
    tables,
)
from reporting.site.pages.page import SitePage
from reporting.site.record import Record

__all__ = ["SitePage", "all_pages"]


def all_pages(record: Record) -> Iterator[SitePage]:
    """Yield every page made from the record, each written once in each language."""
    for module in (lists, partners, projects, methodologies, article6, quality, tables):
        yield from module.pages(record)
