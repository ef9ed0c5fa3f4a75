"""The projects: their list, and a page for each."""

from collections.abc import Iterator, Sequence

from reporting.site.dataset import Row, SiteRecord
from reporting.site.pages.by_year import by_year
from reporting.site.pages.page import SitePage, of_entity, of_tables
from reporting.site.pages.views import about, decisions_on, issued, of_link
from reporting.site.project_history import ProjectHistory, project_history

# What other sources say of these stands beside them, or on pages of their own.
ELSEWHERE = {"issuances", "allocations", "methodologies", "decisions"}


def pages(record: SiteRecord) -> Iterator[SitePage]:
    """Yield the list of projects, then each of them."""
    yield of_tables(
        record,
        "projects/",
        "projects.html",
        tables=["projects", "participants", "project_methodologies"],
        rows={
            "years": by_year(
                record.where("projects", "status", "registered"),
                ("registered_on",),
                "estimated_reductions",
            ),
            "projects": [
                {
                    "row": row,
                    "partner": record.get("partners", "partner", row["partner"]),
                    "issuances": record.where("issuances", "project_id", row["project_id"]),
                }
                for row in record.rows("projects")
            ],
        },
    )
    history = project_history(record)
    for row in record.rows("projects"):
        yield _page(record, row, history)


def _page(record: SiteRecord, row: Row, history: ProjectHistory) -> SitePage:
    name = row["project_id"]
    uses = record.where("project_methodologies", "project_id", name)
    issuances = record.where("issuances", "project_id", name)
    identifiers = [each["issuance_id"] for each in issuances]
    links = record.where("financed_project_links", "project_id", name)
    totals = {
        each["total_id"] for each in record.where("published_total_projects", "project_id", name)
    }
    tables: dict[str, Sequence[Row]] = {
        "projects": (row,),
        "participants": record.where("participants", "project_id", name),
        "project_methodologies": uses,
        "methodologies": [
            record.get("methodologies", "methodology_version", each["methodology_version"])
            for each in uses
        ],
        "project_verifications": record.where("project_verifications", "project_id", name),
        "issuances": issuances,
        "allocations": [
            each for each in record.rows("allocations") if each["issuance_id"] in identifiers
        ],
        "published_totals": [
            each
            for each in record.rows("published_totals")
            if each["total_id"] in totals or each["project_id"] == name
        ],
        "financed_project_links": links,
        "financed_projects": [of_link(record, each) for each in links],
        "decisions": sorted(
            [
                *decisions_on(record, "project_id", [name]),
                *decisions_on(record, "issuance_id", identifiers),
            ],
            key=lambda each: (each["decided_on"], each["decision_id"]),
        ),
        "operations": record.where("operations", "project_id", name),
        "project_scopes": record.where("project_scopes", "project_id", name),
        "project_sites": record.where("project_sites", "project_id", name),
        "project_descriptions": record.where("project_descriptions", "project_id", name),
        "co_benefits": record.where("co_benefits", "project_id", name),
        "statements": record.where("statements", "project_id", name),
    }
    return of_entity(
        record,
        f"projects/{name.lower()}/",
        "project.html",
        tables=tables,
        rows={
            "partner": record.get("partners", "partner", row["partner"]),
            "issued": issued(record, issuances),
            "history": history.of(name),
            "since_first": None if history.began(name) else history.first,
            "about": [
                about(record, table, each)
                for table in tables
                if table not in ELSEWHERE
                for each in tables[table]
            ],
            "about_issuances": [about(record, "issuances", each) for each in issuances]
            + [
                about(record, "allocations", each)
                for each in record.rows("allocations")
                if each["issuance_id"] in identifiers
            ],
        },
    )
