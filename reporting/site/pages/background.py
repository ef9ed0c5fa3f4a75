"""What sources say besides figures: how the mechanism came about, its rules and terms, lessons."""

from collections.abc import Iterator, Mapping, Sequence

from reporting.site.dataset import Row, SiteRecord
from reporting.site.pages.page import SitePage, of_tables

HISTORY = ("aims", "history_context", "mechanism_design", "other_mechanisms", "plans")
CYCLE = ("terms", "governance", "registry", "accounting", "article_6", "private_sector", "finance")
LESSONS = (
    *("lessons", "sustainable_development", "safeguards", "gender", "adaptation", "technology"),
    *("capacity_building", "covid_19", "corsia", "redd_plus"),
)


def pages(record: SiteRecord) -> Iterator[SitePage]:
    """Yield the pages about the mechanism itself."""
    yield of_tables(
        record,
        "history/",
        "history.html",
        tables=["timeline", "cooperation_instruments", "statements"],
        rows={
            "events": record.rows("timeline"),
            "instruments": record.rows("cooperation_instruments"),
            "topics": _topics(record, HISTORY),
        },
    )
    yield of_tables(
        record,
        "rules/",
        "rules.html",
        tables=["programme_rules", "statements"],
        rows={
            "categories": _categories(record),
            "topics": _topics(record, CYCLE),
        },
    )
    yield of_tables(
        record,
        "lessons/",
        "lessons.html",
        tables=["statements", "co_benefits"],
        rows={
            "topics": _topics(record, LESSONS),
            "co_benefits": record.rows("co_benefits"),
        },
    )


def _topics(record: SiteRecord, topics: Sequence[str]) -> Mapping[str, tuple[Row, ...]]:
    """Return the statements of each topic; topics without any are left out."""
    found = {topic: record.where("statements", "topic", topic) for topic in topics}
    return {topic: rows for topic, rows in found.items() if rows}


def _categories(record: SiteRecord) -> Mapping[str, tuple[Row, ...]]:
    """Return the rules of each category, in the order of the schema: the project cycle first."""
    field = record.table("programme_rules").schema["category"]
    order = sorted(
        (each.value for each in field.categories), key=lambda each: each != "project_cycle"
    )
    found = {each: record.where("programme_rules", "category", each) for each in order}
    return {category: rows for category, rows in found.items() if rows}
