"""A page of each kind, chosen from the record where it has several."""

from collections import Counter
from collections.abc import Iterator

from tests.site.csv_rows import lines, named_again, table_names
from tests.site.form_pages import form_pages

KINDS: dict[str, str | None] = {
    "home": "",
    "partners": "partners/",
    "partner": None,
    "partner with ITMOs": None,
    "projects": "projects/",
    "project": None,
    "project with a conflict": None,
    "technologies": "technologies/",
    "technology": None,
    "organisations": "organisations/",
    "organisation": None,
    "charts": "charts/",
    "chart": "charts/projects-registered-by-year/",
    "chart to embed": "charts/projects-registered-by-year/embed/",
    "chart of panels": "charts/registrations-by-partner-and-year/",
    "comparison": "compare/",
    "comparison of methods": "example/compare/",
    "methodologies": "methodologies/",
    "methodology": None,
    "decisions": "decisions/",
    "issuances": "issuances/",
    "article 6.2": "article6/",
    "reports": "reports/",
    "form": None,
    "form with documents": None,
    "two-Party view": None,
    "example of a form": "example/reports/xaa/2024/structured-summary/",
    "example of a narrative": "example/reports/xcc/2024/annex4/",
    "reconciliation": "example/reports/xaa/2024/reconciliation/",
    "rulebook": "rulebook/",
    "worked examples": "rulebook/examples/",
    "guide": "guide/",
    "guide for Python": "python/",
    "glossary": "glossary/",
    "financing": "financing/",
    "history": "history/",
    "rules": "rules/",
    "lessons": "lessons/",
    "data": "data/",
    "data of the example": "data/example/",
    "versions": "data/versions/",
    "news": "news/",
    "components": "about/components/",
    "working data": "data/working/",
    "files of a package": "data/working/jcm/",
    "release": "data/latest/",
    "folder": "data/snapshots/",
    "sources over time": "sources-over-time/",
    "source over time": "sources-over-time/adb-2019-10/",
    "search": "search/",
    "how to cite": "data/how-to-cite/",
    "table": "data/jcm/issuances/",
    "table without rows": None,
    "quality": "quality/",
    "freshness": "freshness/",
    "checks": "quality/checks/",
    "sources": "sources/",
    "about": "about/",
    "explainer": "about/tonne/",
    "accessibility": "accessibility/",
    "not found": "404.html",
}
"""The address of each kind of page; None where `pages_of_kinds` chooses one."""
FORMS = {
    "form": "aef",
    "form with documents": "structured-summary",
    "two-Party view": "two-party",
}


def pages_of_kinds() -> dict[str, str]:
    """Return the address of a page of each kind; of a kind that the record lacks there is none."""
    found = {kind: page for kind, page in KINDS.items() if page is not None}
    for kind, page in (*_of_a_project(), *_of_forms(), *_others()):
        found.setdefault(kind, page.lower())
    return found


def _of_a_project() -> Iterator[tuple[str, str]]:
    """Yield the project with the most issuances, its partner and its methodologies."""
    issued = Counter(row["project_id"] for row in lines("issuances"))
    [(project, _)] = issued.most_common(1)
    yield "project", f"projects/{project}/"
    for row in lines("projects"):
        if row["project_id"] == project:
            yield "partner", f"partners/{row['partner']}/"
            yield "technology", f"technologies/{row['technology'].replace('_', '-')}/"
    for row in lines("project_methodologies"):
        if row["project_id"] == project:
            yield "methodology", f"methodologies/{row['methodology_version'].split()[0]}/"


def _of_forms() -> Iterator[tuple[str, str]]:
    for page in form_pages():
        for kind, name in FORMS.items():
            if page.startswith("reports/") and page.endswith(f"/{name}/"):
                yield kind, page


def _others() -> Iterator[tuple[str, str]]:
    for name in sorted(named_again()):
        yield "organisation", f"organisations/{name}/"
    for row in lines("credit_blocks", "article6"):
        yield "partner with ITMOs", f"partners/{row['host']}/"
    for row in lines("conflicts"):
        if row["subject_table"] == "projects":
            yield "project with a conflict", f"projects/{row['subject_key']}/"
    for package in ("jcm", "article6"):
        for table in table_names(package):
            if not lines(table, package):
                yield "table without rows", f"data/{package}/{table}/"
