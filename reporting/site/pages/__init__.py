"""What stands on which page: for each page its address, template, rows and data files.

Titles and sentences belong to the templates; here are only rows, put together.
"""

from collections.abc import Iterator, Mapping, Sequence

from reporting.catalogs.citations import ReleaseCitation
from reporting.packages import Validation
from reporting.site.dataset import SiteRecord
from reporting.site.forms import BuiltForms
from reporting.site.loading import Tool
from reporting.site.pages import (
    article6,
    background,
    charts,
    compare,
    glossary,
    home,
    lists,
    methodologies,
    organisations,
    partners,
    projects,
    quality,
    reports,
    rulebook,
    search,
    tables,
    technologies,
    versions,
)
from reporting.site.pages.page import SitePage
from reporting.site.served_files import ServedVersions
from reporting.site.worked_examples import Samples, Worked

__all__ = ["SitePage", "all_pages"]


def all_pages(  # noqa: PLR0913 - each is an input of its own
    record: SiteRecord,
    books: Sequence[BuiltForms],
    *,
    examples: Sequence[Worked],
    samples: Samples,
    made_up: Validation | None,
    served: ServedVersions,
    citations: Mapping[str, ReleaseCitation],
    loading: Sequence[Tool],
) -> Iterator[SitePage]:
    """Yield every page of the record, each written once in each language.

    Args:
        record: The record.
        books: The forms of the record, and of the example.
        examples: The worked examples of the rulebook.
        samples: The values that fill the sentences of findings.
        made_up: The example and the packages that it needs, if there is one.
        served: The files of every version as they stand on the site.
        citations: How each release that stands is cited, by version.
        loading: The tools that load a table by its address.
    """
    for module in (
        home,
        lists,
        partners,
        projects,
        technologies,
        organisations,
        methodologies,
        charts,
        article6,
        background,
        glossary,
        search,
    ):
        yield from module.pages(record)
    yield from tables.pages(record, made_up, served.in_hand, loading)
    yield from versions.pages(record, served, citations)
    yield from quality.pages(record, samples)
    yield from rulebook.pages(record, examples)
    yield from compare.pages(record, books)
    yield from reports.pages(record, books)
