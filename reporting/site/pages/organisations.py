"""The organisations: their list, and a page for each of which more than one thing is known."""

from collections.abc import Iterator

from reporting.site.dataset import Row, SiteRecord
from reporting.site.organisations import ADDRESS, ROLES, named, organisation_address
from reporting.site.pages.page import SitePage, of_entity, of_tables
from reporting.site.pages.views import View


def pages(record: SiteRecord) -> Iterator[SitePage]:
    """Yield the list of organisations, then each that has a page."""
    views = [_view(record, row) for row in record.rows("organisations")]
    yield of_tables(
        record,
        ADDRESS,
        "organisations.html",
        tables=["organisations", "participants", "third_party_entities"],
        rows={
            "organisations": sorted(views, key=lambda each: -len(each["projects"])),
        },
    )
    for view in views:
        if view["address"]:
            yield of_entity(
                record,
                view["address"],
                "organisation.html",
                tables={"organisations": [view["row"]], **view["rows"]},
                rows={"about": view},
            )


def _view(record: SiteRecord, row: Row) -> View:
    name = row["organisation_id"]
    rows = named(record, name)
    numbers = dict.fromkeys(each["project_id"] for each in rows["participants"])
    printed = {each["organisation"] for found in rows.values() for each in found}
    return {
        "row": row,
        "address": organisation_address(record, name),
        "rows": rows,
        "projects": [record.get("projects", "project_id", each) for each in numbers],
        "count": len(numbers),
        "roles": [role for table, role in ROLES.items() if rows[table]],
        "printed": sorted(printed - {row["organisation"]}),
    }
