"""The technologies: their list, and a page for each with its projects."""

from collections.abc import Iterator

from reporting.site.amounts import estimates, known_quantity
from reporting.site.dataset import SiteRecord
from reporting.site.pages.by_year import by_year
from reporting.site.pages.page import SitePage, of_entity, of_tables
from reporting.site.pages.views import View, issuances_of


def pages(record: SiteRecord) -> Iterator[SitePage]:
    """Yield the list of technologies, then each that has a project."""
    codes = record.table("projects").schema["technology"].constraints["enum"]
    found = [_view(record, code) for code in codes]
    yield of_tables(
        record,
        "technologies/",
        "technologies.html",
        tables=["projects"],
        rows={"technologies": sorted(found, key=lambda each: -len(each["projects"]))},
    )
    for each in found:
        if each["projects"]:
            yield _page(record, each)


def address(code: str) -> str:
    """Return the address of a technology's page."""
    return f"technologies/{code.replace('_', '-')}/"


def _view(record: SiteRecord, code: str) -> View:
    projects = record.where("projects", "technology", code)
    registered = [each for each in projects if each["status"] == "registered"]
    issuances = issuances_of(record, projects)
    return {
        "code": code,
        "address": address(code),
        "projects": projects,
        "registered": registered,
        "expected": estimates(registered),
        "issuances": issuances,
        "issued": known_quantity(issuances),
        "partners": len({each["partner"] for each in projects}),
    }


def _page(record: SiteRecord, view: View) -> SitePage:
    return of_entity(
        record,
        view["address"],
        "technology.html",
        tables={"projects": view["projects"], "issuances": view["issuances"]},
        rows={
            "about": view,
            "years": by_year(view["registered"], ("registered_on",), "estimated_reductions"),
        },
    )
