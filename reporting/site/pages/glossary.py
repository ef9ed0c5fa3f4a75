"""The glossary, with the words that codes carry."""

from collections.abc import Iterator

from reporting.site.dataset import SiteRecord
from reporting.site.glossary import anchor_of, terms
from reporting.site.pages.page import SitePage
from reporting.site.search.code_words import code_words


def pages(record: SiteRecord) -> Iterator[SitePage]:
    """Yield the page."""
    labels = {
        each.value: each.label for each in record.table("projects").schema["technology"].categories
    }
    yield SitePage(
        path="glossary/",
        template="glossary.html",
        rows={
            "terms": [
                {"row": row, "anchor": anchor_of(row), "letter": row["term"][0].upper()}
                for row in sorted(terms(), key=lambda each: each["term"].casefold())
            ],
            "codes": [
                {
                    "row": row,
                    "label": labels.get(row.code),
                    "partner": record.find("partners", "partner", row.code),
                }
                for row in code_words()
            ],
        },
    )
