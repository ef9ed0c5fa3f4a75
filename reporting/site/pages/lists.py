"""The home page and the pages about one kind of fact each."""

from collections.abc import Iterable, Iterator

from reporting.site.dataset import Row, SiteRecord
from reporting.site.pages.page import SitePage, of_tables
from reporting.site.pages.views import (
    View,
    alone,
    by_year,
    counted,
    financed,
    issued,
    known_quantity,
    newest,
    unread_lists,
)

CREDITS_ISSUED = "credits-issued-2024-06"
TARGET = "target-fy2030-2025-02-18"
FURTHER_TARGET = "target-fy2040-2025-02-18"


def pages(record: SiteRecord) -> Iterator[SitePage]:
    """Yield the home page and the lists."""
    yield _home(record)
    yield of_tables(
        record,
        "decisions/",
        "decisions.html",
        tables=["decisions"],
        rows={
            "decisions": newest(record.rows("decisions"), "decided_on"),
            "partners": {row["partner"]: row for row in record.rows("partners")},
        },
    )
    yield _issuances(record)
    yield _financing(record)
    yield SitePage(path="404.html", template="404.html", rows={})


def _home(record: SiteRecord) -> SitePage:
    projects, issuances = record.rows("projects"), record.rows("issuances")
    registered = [row for row in projects if row["status"] == "registered"]
    return of_tables(
        record,
        "",
        "home.html",
        tables=["projects", "issuances", "partners"],
        rows={
            "projects": projects,
            "registered": registered,
            "expected": sum(row["estimated_reductions"] or 0 for row in registered),
            "issuances": issuances,
            "quantity": known_quantity(issuances),
            "with_quantity": sum(row["quantity_notified"] is not None for row in issuances),
            "in_totals": known_quantity(alone(record.rows("published_totals"))),
            "most": _most(record),
            "unread": unread_lists(record),
            "itmos": [row for row in record.rows("published_totals") if row["issued_as_itmo"]],
            "gaps": sum(map(len, record.everywhere("gaps").values())),
            "further_target": record.find("headline_figures", "figure_id", FURTHER_TARGET),
            "methodologies": len({row["methodology_id"] for row in record.rows("methodologies")}),
            "years": by_year(registered, "registered_on"),
            "technologies": sorted(
                counted(registered, "technology", "estimated_reductions"),
                key=lambda each: -each["count"],
            ),
            "countries": sorted(
                (
                    {**each, "partner": record.get("partners", "partner", each["value"])}
                    for each in counted(registered, "partner", "estimated_reductions")
                ),
                key=lambda each: (-each["count"], each["value"]),
            ),
            "as_of": record.source(projects[0]["source_id"]),
            "issued_total": record.find("headline_figures", "figure_id", CREDITS_ISSUED),
            "target": record.find("headline_figures", "figure_id", TARGET),
            "latest": newest(record.rows("decisions"), "decided_on")[:6],
            "partners": {row["partner"]: row for row in record.rows("partners")},
        },
    )


def _most(record: SiteRecord) -> View:
    """Return the partner with most of the credits traced to a project, and how many."""
    found: dict[str, int] = {}
    for row in record.rows("issuances"):
        partner = record.get("projects", "project_id", row["project_id"])["partner"]
        found[partner] = found.get(partner, 0) + (row["quantity_notified"] or 0)
    country = max(found, key=lambda each: (found[each], each))
    return {"partner": record.get("partners", "partner", country), "quantity": found[country]}


def _issuances(record: SiteRecord) -> SitePage:
    issuances = record.rows("issuances")
    return of_tables(
        record,
        "issuances/",
        "issuances.html",
        tables=["issuances", "allocations", "published_totals"],
        rows={
            "issued": issued(record, newest(issuances, "decided_on", "announced_on")),
            "quantity": known_quantity(issuances),
            "with_quantity": sum(row["quantity_notified"] is not None for row in issuances),
            "itmos": [row for row in record.rows("published_totals") if row["issued_as_itmo"]],
            "in_totals": known_quantity(alone(record.rows("published_totals"))),
            "totals": [
                {
                    "row": row,
                    "projects": record.where(
                        "published_total_projects", "total_id", row["total_id"]
                    ),
                    "partner": record.get("partners", "partner", row["partner"]),
                }
                for row in record.rows("published_totals")
            ],
        },
    )


def _financing(record: SiteRecord) -> SitePage:
    return of_tables(
        record,
        "financing/",
        "financing.html",
        tables=["financed_projects", "financed_project_links", "methodology_list_2019", "studies"],
        rows={
            "programmes": [
                _programme(record, each.value)
                for each in record.table("financed_projects").schema["programme"].categories
                if record.where("financed_projects", "programme", each.value)
            ],
            "listed": [
                {
                    "row": row,
                    "partner": record.get("partners", "partner", row["partner"]),
                }
                for row in record.rows("methodology_list_2019")
            ],
            "studies": record.rows("studies"),
            "partners": {row["partner"]: row for row in record.rows("partners")},
        },
    )


def _programme(record: SiteRecord, name: str) -> View:
    """Return the financed projects of a programme, with their links to listed projects.

    They are added up by scheme and partner only where each row has a figure.
    """
    rows, amount = record.where("financed_projects", "programme", name), "expected_reductions"
    links = record.where("financed_project_links", "programme", name)
    figures = [row[amount] for row in rows]
    is_whole = None not in figures
    registered = [
        link
        for link in links
        if record.get("projects", "project_id", link["project_id"])["status"] == "registered"
    ]
    return {
        "name": name,
        "financed": financed(record, rows),
        "total": sum(each or 0 for each in figures),
        "schemes": _by_amount(rows, "scheme") if is_whole else [],
        "countries": [
            {**each, "partner": record.find("partners", "partner", each["value"])}
            for each in (_by_amount(rows, "partner") if is_whole else ())
        ],
        "unknown": figures.count(None),
        "linked": len({row["list_number"] for row in links}),
        "registered": len({row["list_number"] for row in registered}),
    }


def _by_amount(rows: Iterable[Row], field: str) -> list[View]:
    """Return the values of a field with how many rows have each, the largest sum first."""
    found = counted(rows, field, "expected_reductions")
    return sorted(found, key=lambda each: -each["amount"])
