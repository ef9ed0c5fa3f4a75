"""The methodologies: their list, and a page for each with its versions."""

from collections.abc import Iterator

from reporting.site.dataset import Row, SiteRecord
from reporting.site.pages.page import SitePage, of_entity, of_tables
from reporting.site.pages.views import decisions_on


def pages(record: SiteRecord) -> Iterator[SitePage]:
    """Yield the list of methodologies, then each of them."""
    grouped: dict[str, list[Row]] = {}
    for row in record.rows("methodologies"):
        grouped.setdefault(row["methodology_id"], []).append(row)
    yield of_tables(
        record,
        "methodologies/",
        "methodologies.html",
        tables=["methodologies", "methodology_list_2019"],
        rows={"methodologies": [_view(record, name, rows) for name, rows in grouped.items()]},
    )
    for name, versions in grouped.items():
        yield _page(record, name, versions)


def _view(record: SiteRecord, name: str, versions: list[Row]) -> dict[str, object]:
    return {
        "reference": name,
        "address": f"methodologies/{name.lower()}/",
        "versions": versions,
        "method_title": record.methodology_title(name),
        "partner": record.get("partners", "partner", versions[0]["partner"]),
        "projects": sum(len(_uses(record, each)) for each in versions),
    }


def _uses(record: SiteRecord, version: Row) -> tuple[Row, ...]:
    return record.where(
        "project_methodologies", "methodology_version", version["methodology_version"]
    )


def _page(record: SiteRecord, name: str, versions: list[Row]) -> SitePage:
    uses = [use for version in versions for use in _uses(record, version)]
    return of_entity(
        record,
        f"methodologies/{name.lower()}/",
        "methodology.html",
        tables={
            "methodologies": versions,
            "project_methodologies": uses,
            "projects": [record.get("projects", "project_id", each["project_id"]) for each in uses],
            "methodology_list_2019": record.where("methodology_list_2019", "methodology_id", name),
            "decisions": decisions_on(
                record, "methodology_version", [each["methodology_version"] for each in versions]
            ),
        },
        rows=_view(record, name, versions)
        | {
            "users": [
                {
                    "version": version,
                    "projects": [
                        record.get("projects", "project_id", use["project_id"])
                        for use in _uses(record, version)
                    ],
                }
                for version in versions
            ]
        },
    )
