"""The pages about one kind of fact each."""

from collections.abc import Iterable, Iterator

from reporting.messages import _
from reporting.site.amounts import known_quantity
from reporting.site.dataset import Row, SiteRecord
from reporting.site.pages.by_year import by_year
from reporting.site.pages.page import SitePage, of_tables
from reporting.site.pages.views import (
    View,
    alone,
    counted,
    financed,
    issued,
    newest,
)
from reporting.site.redirects import moved_addresses


def pages(record: SiteRecord) -> Iterator[SitePage]:
    """Yield the lists."""
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
    yield SitePage(
        path="404.html",
        template="404.html",
        rows={
            "heading": _("Page not found"),
            "explanation": _("There is no page at this address."),
            "moved": moved_addresses(record),
        },
    )


def _issuances(record: SiteRecord) -> SitePage:
    issuances = record.rows("issuances")
    return of_tables(
        record,
        "issuances/",
        "issuances.html",
        tables=["issuances", "allocations", "published_totals"],
        rows={
            "issued": [
                {
                    **each,
                    "partner_of": record.get("partners", "partner", each["project"]["partner"]),
                }
                for each in issued(record, newest(issuances, "decided_on", "announced_on"))
            ],
            "years": by_year(issuances, ("decided_on", "announced_on"), "quantity_notified"),
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
