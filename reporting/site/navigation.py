"""The pages that stand by themselves, in five sections: header, menu, footer and search name them.

A section begins with its own page.
"""

from dataclasses import dataclass

from reporting.messages import Bilingual, _


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedPage:
    """A page.

    Attributes:
        path: Its address below the language.
        name: What it is called where it is linked.
    """

    path: str
    name: Bilingual


@dataclass(frozen=True, slots=True, kw_only=True)
class NavigationSection:
    """Pages that belong together.

    Attributes:
        name: What they are called together.
        pages: The pages; the section begins with the first.
    """

    name: Bilingual
    pages: tuple[NamedPage, ...]

    def holds(self, path: str) -> bool:
        """Tell whether a page stands in the section, or below one of its pages."""
        return any(path.startswith(each.path) for each in self.pages)


def _page(path: str, name: Bilingual) -> NamedPage:
    return NamedPage(path=path, name=name)


SECTIONS = (
    NavigationSection(
        name=_("Partners"),
        pages=(_page("partners/", _("Partner countries")),),
    ),
    NavigationSection(
        name=_("Projects and credits"),
        pages=(
            _page("projects/", _("Projects")),
            _page("technologies/", _("Technologies")),
            _page("organisations/", _("Organisations")),
            _page("methodologies/", _("Methodologies")),
            _page("decisions/", _("Decisions of the Joint Committees")),
            _page("issuances/", _("Issuances")),
            _page("financing/", _("Financed projects")),
            _page("charts/", _("Charts")),
            _page("compare/", _("Compare")),
        ),
    ),
    NavigationSection(
        name=_("Article 6.2"),
        pages=(
            _page("article6/", _("Article 6.2")),
            _page("reports/", _("Article 6.2 reports")),
            _page("rulebook/", _("Rulebook")),
            _page("rulebook/examples/", _("Worked examples")),
            _page("guide/", _("File your AEF in ten minutes")),
        ),
    ),
    NavigationSection(
        name=_("Data"),
        pages=(
            _page("data/", _("Data")),
            _page("data/versions/", _("Versions of the data")),
            _page("quality/", _("Data quality")),
            _page("quality/checks/", _("Catalogue of checks")),
            _page("freshness/", _("Freshness")),
            _page("sources/", _("Sources")),
            _page("data/how-to-cite/", _("How to cite data and pages")),
            _page("python/", _("The record in Python")),
        ),
    ),
    NavigationSection(
        name=_("About the JCM"),
        pages=(
            _page("about/", _("About this site")),
            _page("news/", _("News")),
            _page("about/tonne/", _("How a tonne becomes a credit")),
            _page("history/", _("How the JCM came about")),
            _page("rules/", _("Rules and terms of the programme")),
            _page("lessons/", _("Lessons and co-benefits")),
            _page("glossary/", _("Glossary")),
            _page("accessibility/", _("Accessibility and corrections")),
        ),
    ),
)
PAGES = tuple(page for section in SECTIONS for page in section.pages)


def section_of(path: str) -> NavigationSection | None:
    """Return the section in which a page stands; None for the home page and what is not found."""
    bare = path.removeprefix("example/")
    return next((each for each in SECTIONS if each.holds(bare)), None)
