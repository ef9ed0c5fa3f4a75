"""The partner countries: their list, and a page for each."""

from collections.abc import Iterator, Sequence

from reporting.site.amounts import estimates, heaviest, known_quantity, round_up, traced
from reporting.site.dataset import Row, SiteRecord
from reporting.site.pages.article6 import of_partner, tables_of
from reporting.site.pages.page import SitePage, of_entity, of_tables
from reporting.site.pages.views import (
    View,
    about,
    alone,
    financed,
    issuances_of,
    issued,
    unread_lists,
)
from reporting.site.pages.world_map import world_map


def pages(record: SiteRecord) -> Iterator[SitePage]:
    """Yield the list of partners, then each of them."""
    partners = [with_counts(record, row) for row in record.rows("partners")]
    yield of_tables(
        record,
        "partners/",
        "partners.html",
        tables=["partners"],
        rows={
            "partners": partners,
            "unread": unread_lists(record),
            "world": world_map(record),
        },
    )
    for row in record.rows("partners"):
        yield _page(record, row)


def address(country: str) -> str:
    """Return the address of a partner's page."""
    return f"partners/{country.lower()}/"


def with_counts(record: SiteRecord, row: Row) -> dict[str, object]:
    """Return a partner with how much is known of it."""
    country = row["partner"]
    projects = record.where("projects", "partner", country)
    methodologies = record.where("methodologies", "partner", country)
    return {
        "row": row,
        "address": address(country),
        "listed": len(projects),
        "registered": sum(each["status"] == "registered" for each in projects),
        "expected": sum(
            each["estimated_reductions"] or 0 for each in projects if each["status"] == "registered"
        ),
        "methodologies": len({each["methodology_id"] for each in methodologies}),
        "issued": known_quantity(issuances_of(record, projects)),
        "in_totals": known_quantity(alone(record.where("published_totals", "partner", country))),
    }


def _page(record: SiteRecord, row: Row) -> SitePage:
    country = row["partner"]
    issuances = issuances_of(record, record.where("projects", "partner", country))
    identifiers = {each["issuance_id"] for each in issuances}
    tables = {
        name: record.where(name, "partner", country)
        for name in (
            "projects",
            "methodologies",
            "decisions",
            "published_totals",
            "third_party_entities",
            "financed_projects",
            "programme_rules",
            "partner_approaches",
            "statements",
            "co_benefits",
        )
    }
    registered = [each for each in tables["projects"] if each["status"] == "registered"]
    approaches = of_partner(record, country)
    allocations = tuple(
        each for each in record.rows("allocations") if each["issuance_id"] in identifiers
    )
    return of_entity(
        record,
        address(country),
        "partner.html",
        tables={
            "partners": (row,),
            **tables,
            "issuances": issuances,
            "allocations": allocations,
            **tables_of(approaches),
        },
        rows={
            "counts": with_counts(record, row),
            "registered": registered,
            "picture": _picture(tables["projects"], registered, issuances),
            "issued": issued(record, issuances),
            "financed": financed(record, tables["financed_projects"]),
            "about": about(record, "partners", row),
            "approaches": approaches,
        },
    )


def _picture(projects: Sequence[Row], registered: Sequence[Row], issuances: Sequence[Row]) -> View:
    """Return what is expected, registered and issued, each as far as known, and one scale."""
    amounts = {
        "expected": estimates(projects),
        "registered": estimates(registered),
        "traced": traced(issuances),
    }
    most = max((each.tonnes for each in amounts.values() if each), default=0)
    scale = round_up(most) if most else None
    return {**amounts, "heaviest": heaviest(registered), "scale": scale}
