"""What stands on which page: for each page its address, template, rows and data files.

Titles and sentences belong to the templates; here are only rows, put together.
"""

from collections.abc import Iterator, Sequence

from reporting.packages import Validation
from reporting.site.dataset import SiteRecord
from reporting.site.forms import BuiltForms
from reporting.site.pages import (
    article6,
    background,
    glossary,
    lists,
    methodologies,
    partners,
    projects,
    quality,
    reports,
    rulebook,
    tables,
)
from reporting.site.pages.page import SitePage
from reporting.site.worked_examples import Samples, Worked

__all__ = ["SitePage", "all_pages"]


def all_pages(
    record: SiteRecord,
    books: Sequence[BuiltForms],
    *,
    examples: Sequence[Worked],
    samples: Samples,
    made_up: Validation | None,
) -> Iterator[SitePage]:
    """Yield every page, each written once in each language.

    Args:
        record: The record.
        books: The forms of the record, and of the example.
        examples: The worked examples of the rulebook.
        samples: The values that fill the sentences of findings.
        made_up: The example and the packages that it needs, if there is one.
    """
    for module in (
        lists,
        partners,
        projects,
        methodologies,
        article6,
        background,
        glossary,
    ):
        yield from module.pages(record)
    yield from tables.pages(record, made_up)
    yield from quality.pages(record, samples)
    yield from rulebook.pages(record, examples)
    yield from reports.pages(record, books)
